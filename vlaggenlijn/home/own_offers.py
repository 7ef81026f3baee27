"""What a partner tends, card by card: how fresh, how often found, what waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils import timezone

from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.home.counts import found_last_month
from vlaggenlijn.home.suggested import open_suggestions
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.models import CampaignActivity

ON_A_PAGE = 30
TO_TELL = 5


@dataclass(frozen=True, slots=True)
class Tended:
    """A service with how often it was found (at least; 0: fewer than five) and suggestions."""

    service: Service
    found: int
    suggested: int


@dataclass(frozen=True, slots=True)
class Home:
    organization: Organization
    services: list[Tended]


@dataclass(frozen=True, slots=True)
class OwnOffer:
    """A page of a partner's services under their organisations, stalest first in each.

    Organisations without services come first, on the first page. ``month`` is that of the counts,
    ``to_tell`` what took place in a campaign and was not told of yet.
    """

    homes: list[Home]
    month: date
    page: Page[Service]
    to_tell: list[CampaignActivity]


def own_offer(user: Any, number: str | None = None) -> OwnOffer:
    """Return one page of what a person tends, in a fixed number of queries."""
    organizations = list(Organization.objects.tended_by(user).current().order_by("name", "id"))
    services = Service.objects.current().of_organizations(organizations)
    rows = services.select_related("organization").stalest_first_by_organization()
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    with_services = services.counted_by_organization(organizations)
    empty = [Home(one, []) for one in organizations if one.pk not in with_services]
    ids = [service.pk for service in page]
    month, found = found_last_month(ids, timezone.localdate())
    waiting = open_suggestions(ids)
    by_home: dict[UUID, Home] = {}
    for service in page:
        home = by_home.setdefault(service.organization_id, Home(service.organization, []))
        found_here, waiting_here = found.get(service.pk, 0), waiting.get(service.pk, 0)
        home.services.append(Tended(service, found_here, waiting_here))
    homes = [] if page.has_previous() else empty
    return OwnOffer([*homes, *by_home.values()], month, page, _to_tell(user))


def _to_tell(user: Any) -> list[CampaignActivity]:
    """Return the first few activities of a person's chairs that are over, to tell how they went."""
    chairs = Partner.objects.current().tended_by(user)
    begun = CampaignActivity.objects.begun(timezone.now()).of_chairs(chairs)
    return list(begun.recent(timezone.localdate()).untold().with_activities()[:TO_TELL])

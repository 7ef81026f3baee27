"""What a partner tends, card by card: how fresh, how often found, what waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.home.counts import found_last_month
from vlaggenlijn.home.suggested import open_suggestions


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
    """The organisations of a partner with their services; ``month`` is that of the counts."""

    homes: list[Home]
    month: date


def own_offer(user: Any) -> OwnOffer:
    """Return what a person tends, in a fixed number of queries."""
    organizations = list(Organization.objects.tended_by(user).current().order_by("name"))
    mine = Service.objects.tended_by(user).current().select_related("organization")
    services = list(mine.stalest_first())
    ids = [service.pk for service in services]
    month, found = found_last_month(ids, timezone.localdate())
    waiting = open_suggestions(ids)
    return OwnOffer(
        homes=[
            Home(
                one,
                [
                    Tended(service, found.get(service.pk, 0), waiting.get(service.pk, 0))
                    for service in services
                    if service.organization_id == one.pk
                ],
            )
            for one in organizations
        ],
        month=month,
    )

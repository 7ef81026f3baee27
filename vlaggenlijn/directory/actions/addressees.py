"""Whom to ask about which services: the partner who tends them, the organisation, or nobody."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role, User
from vlaggenlijn.directory.models import FreshnessCampaign, FreshnessItem, Service, Stewardship
from vlaggenlijn.directory.models.freshness import services_at_home
from vlaggenlijn.directory.models.service import STALE_AFTER, ServiceQuerySet

DAYS_IN_A_MONTH = 30.44


@dataclass(slots=True)
class Addressee:
    """Somebody to mail (or, without an address, an organisation to call) and about what."""

    name: str
    email: str = ""
    user: User | None = None
    services: list[Service] = field(default_factory=list)


def chosen_services(
    network: LocalNetwork, choice: str, months: int, today: date
) -> ServiceQuerySet:
    """Services of a round, longest unconfirmed first, without what a running round asks about."""
    found: ServiceQuerySet = services_at_home(network)
    if choice == FreshnessCampaign.Choice.STALE:
        found = found.stale(today)
    elif choice == FreshnessCampaign.Choice.MONTHS:
        found = found.unconfirmed_since(today - timedelta(days=round(months * DAYS_IN_A_MONTH)))
    return _not_asked(found)


def becoming_stale(network: LocalNetwork, today: date, ahead: timedelta) -> ServiceQuerySet:
    """Services that are stale, or will be within a time, and that no running round asks about."""
    services: ServiceQuerySet = services_at_home(network)
    return _not_asked(services.unconfirmed_since(today + ahead - STALE_AFTER))


def _not_asked(services: ServiceQuerySet) -> ServiceQuerySet:
    asked = FreshnessItem.objects.waiting().values("service")
    found: ServiceQuerySet = services.exclude(pk__in=asked).select_related("organization")
    return found.stalest_first()


def addressees(services: Iterable[Service]) -> list[Addressee]:
    """Return everybody to ask, by name; one address gets one mail whatever it tends."""
    found = list(services)
    partners = _partners({service.organization_id for service in found})
    by_key: dict[str, Addressee] = {}
    for service in found:
        one = _addressee(service, partners.get(service.organization_id))
        key = one.email.lower() or str(service.organization_id)
        by_key.setdefault(key, one).services.append(service)
    return sorted(by_key.values(), key=lambda one: (one.name.lower(), one.email))


def _addressee(service: Service, partner: User | None) -> Addressee:
    if partner is not None:
        return Addressee(str(partner), partner.email, partner)
    return Addressee(service.organization.name, service.organization.email)


def _partners(organizations: set[uuid.UUID]) -> dict[uuid.UUID, User]:
    """Return the partner who tends each organisation; the one longest at it when there are more."""
    memberships = Membership.objects.current().with_role(Role.PARTNER)
    rows = Stewardship.objects.filter(
        organization__in=organizations, membership__in=memberships, membership__user__is_active=True
    )
    ordered = rows.select_related("membership__user").order_by("created_at", "id")
    found: dict[uuid.UUID, User] = {}
    for row in ordered:
        found.setdefault(row.organization_id, row.membership.user)
    return found

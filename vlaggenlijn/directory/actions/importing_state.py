"""Whether what an import compared with is still what is stored.

An import is worked out before the lock is taken. Inside it, this tells in seven quick queries
whether somebody wrote in the meantime; then it is worked out again.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Sum

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import (
    Address,
    CostOption,
    Language,
    Location,
    Organization,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceConcept,
)

MANY = 500

State = tuple[tuple[Any, ...], ...]


def state_of(network: LocalNetwork) -> State:
    """Return values that differ as soon as anybody adds, changes or removes what is compared.

    A version grows at each save; of a row that is removed while another is added, the moment of
    adding tells. Numbers of organisations count in every network, since those are recognised too.
    """
    ours = {"organization__network": network}
    rows: list[Any] = [
        Organization.objects.at_home_in(network),
        OrganizationIdentifier.objects.all(),
        OrganizationConcept.objects.filter(**ours),
        Phone.objects.filter(**ours),
        Location.objects.filter(**ours),
        Address.objects.filter(location__organization__network=network),
    ]
    return _state(rows)


def services_state_of(network: LocalNetwork) -> State:
    """Return the same of services and what is theirs; nine queries."""
    ours = {"service__organization__network": network}
    rows: list[Any] = [Service.objects.at_home_in(network), Phone.objects.filter(**ours)]
    for kind in (ServiceConcept, Language, CostOption, ServiceArea, ServiceAtLocation, Schedule):
        rows.append(kind._default_manager.filter(**ours))
    here = {f"service_at_location__{name}": value for name, value in ours.items()}
    rows.append(Schedule.objects.filter(**here))
    return _state(rows)


def _state(rows: list[Any]) -> State:
    return tuple(
        tuple(
            one.order_by()
            .aggregate(rows=Count("pk"), versions=Sum("version"), last=Max("created_at"))
            .values()
        )
        for one in rows
    )


def lock(organizations: Iterable[UUID]) -> None:
    """Hold organisations until the transaction ends, in one order, so that nobody waits crosswise.

    SQLite has one lock for all and needs none of this.
    """
    ids = sorted(organizations)
    for start in range(0, len(ids), MANY):
        found = Organization.objects.with_ids(ids[start : start + MANY]).order_by("pk")
        list(found.select_for_update().values_list("pk"))


def lock_services(services: Iterable[UUID]) -> None:
    """Hold services until the transaction ends, in one order."""
    ids = sorted(services)
    for start in range(0, len(ids), MANY):
        found = Service.objects.with_ids(ids[start : start + MANY]).order_by("pk")
        list(found.select_for_update().values_list("pk"))

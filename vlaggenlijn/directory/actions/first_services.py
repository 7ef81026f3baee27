"""The first services of a new network, all in one deed."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.directory.actions.reading import ORGANIZATION_COLUMNS, SERVICE_COLUMNS
from vlaggenlijn.directory.actions.writing import write_organization, write_service
from vlaggenlijn.directory.facts import OrganizationFacts, PhoneFacts, ServiceFacts
from vlaggenlijn.directory.indexing import index_organization, index_service
from vlaggenlijn.directory.models import Organization, Service


@dataclass(frozen=True, slots=True)
class FirstService:
    """One row: names as typed, a number that can be dialled, a theme's id, what a parent does."""

    organization: str
    name: str
    phone: str = ""
    theme: uuid.UUID | None = None
    first_step: str = ""


def add_first_services(
    *,
    by: User,
    network: LocalNetwork,
    rows: Iterable[FirstService],
    key: uuid.UUID | None = None,
) -> int:
    """Add services, each for families of the whole network, and return how many are new.

    An organisation of the network with that name (capitals aside) is used, else it is made. A
    service that its organisation has already is left as it is. All or none; a form twice is once.
    """
    with recorded(by=by, network=network, deed="service.first", key=key) as recorder:
        if recorder.is_repeat:
            made = recorder.change_set.changes.filter(model=Service._meta.label_lower)
            return made.values("object_id").distinct().count()
        LocalNetwork.locked(network.pk)  # two people who fill in the same names take turns
        homes = known_organizations(network)
        areas = frozenset(network.areas.values_list("municipality_id", flat=True))
        return sum(_add(row, network, homes, areas) for row in rows)


def name_key(name: str) -> str:
    return " ".join(name.casefold().split())


def known_organizations(network: LocalNetwork) -> dict[str, Organization]:
    """Organisations at home in the network by name; of two with one name, the first."""
    mine = Organization.objects.at_home_in(network).current().order_by("-created_at", "pk")
    return {name_key(one.name): one for one in mine}


def _add(
    row: FirstService, network: LocalNetwork, homes: dict[str, Organization], areas: frozenset[str]
) -> int:
    home = homes.get(name_key(row.organization))
    if home is None:
        home = homes[name_key(row.organization)] = _organization(row.organization, network)
    names = Service.objects.of_organization(home).values_list("name", flat=True)
    if name_key(row.name) in map(name_key, names):
        return 0
    service = Service(organization=home, assured_on=timezone.localdate())
    write_service(service, _facts(row, areas))
    index_service(service)
    return 1


def _organization(name: str, network: LocalNetwork) -> Organization:
    organization = Organization(network=network, assured_on=timezone.localdate())
    columns = dict.fromkeys(ORGANIZATION_COLUMNS, "") | {"name": name}
    write_organization(organization, OrganizationFacts(columns=columns))
    index_organization(organization)
    return organization


def _facts(row: FirstService, areas: frozenset[str]) -> ServiceFacts:
    untold = {name: getattr(Service(), name) for name in SERVICE_COLUMNS}
    return ServiceFacts(
        columns=untold | {"name": row.name, "application_process": row.first_step},
        concepts=frozenset({row.theme} if row.theme else ()),
        phones=(PhoneFacts(row.phone),) if row.phone else (),
        municipalities=areas,
    )

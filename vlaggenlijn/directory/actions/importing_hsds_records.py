"""Stored organisations and services as an import of HSDS compares them, and their places by name.

Read a batch at a time; what is worked out over them asks no query.
"""

from collections.abc import Iterable
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.hsds_in.wishes import place_key
from vlaggenlijn.directory.models import Address, Location, Organization, Service
from vlaggenlijn.places.folding import fold

Key = tuple[str, ...]
ADDRESS = ("address_1", "address_2", "postal_code", "city")


def organizations(ids: Iterable[UUID]) -> dict[UUID, Organization]:
    """Read organisations with all that an import compares."""
    found = Organization.objects.with_ids(ids).prefetch_related(
        "phones",
        "identifiers",
        "organization_concepts__concept",
        "locations__address",
        "locations__accessibility",
    )
    return {one.pk: one for one in found}


def services(ids: Iterable[UUID]) -> dict[UUID, Service]:
    """Read services with all that an import compares."""
    found = Service.objects.with_ids(ids).select_related("organization")
    found = found.prefetch_related(
        "phones",
        "languages",
        "schedules",
        "cost_options",
        "capacities",
        "service_areas",
        "service_concepts__concept",
        "service_at_locations__schedules",
        "service_at_locations__phones",
        "service_at_locations__location__address",
        "service_at_locations__location__accessibility",
        "service_at_locations__location__service_at_locations",
    )
    return {one.pk: one for one in found}


def address_at(location: Location) -> Address | None:
    """Return the address of a location that was read with it."""
    found: Address | None = getattr(location, "address", None)
    return found


def key_of(location: Location) -> Key:
    """Return by what a stored place is recognised; as place_key does for a wanted one."""
    address = address_at(location)
    values = {name: getattr(address, name) for name in ADDRESS} if address else None
    where = {"location_type": location.location_type, "name": location.name}
    return place_key({"location": where, "address": values})


class KnownLocations:
    """The places of a network by organisation and by what they are recognised by; one query."""

    def __init__(self, network: LocalNetwork) -> None:
        self._ids: dict[tuple[UUID, Key], UUID] = {}
        rows = Location.objects.filter(organization__network=network).order_by("-created_at")
        columns = ("organization", "pk", "location_type", "name")
        texts = (f"address__{name}" for name in ADDRESS)
        for owner, pk, kind, name, *address in rows.values_list(*columns, *texts):
            key = (kind, fold(name), *(fold(text or "") for text in address))
            self._ids[owner, key] = pk

    def find(self, owner: UUID, key: Key) -> UUID | None:
        return self._ids.get((owner, key))

    def add(self, owner: UUID, key: Key, pk: UUID) -> None:
        self._ids[owner, key] = pk

"""Writes places: locations with their address and ways in, and services at them.

What hangs on a removed row is deleted row by row: a cascade of the database leaves no trace.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from vlaggenlijn.accounts.models import Audited, snapshot
from vlaggenlijn.common.phones import standard
from vlaggenlijn.directory.actions.hours import keep_week
from vlaggenlijn.directory.actions.reading import ACCESS_KINDS, place_phone, service_links
from vlaggenlijn.directory.facts import PlaceFacts
from vlaggenlijn.directory.models import (
    Accessibility,
    Address,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
)


def keep_service_places(service: Service, wanted: Iterable[PlaceFacts]) -> None:
    """Make a service's places the wanted ones; a place left out stays with its organisation."""
    present = {link.pk: link for link in service_links(service)}
    for facts in wanted:
        link = _present(present, facts.id) or _new_link(service, facts)
        if write_location(link.location, facts):
            _tell_others(link.location, service)
        _keep_place_phone(link, facts.phone)
        attending = "phone" if facts.location_type == "virtual" else "in_person"
        keep_week(link.schedules.all(), facts.week, attending, service_at_location=link)
    for link in present.values():
        delete_all(link.phones.all(), link.schedules.all(), [link])


def _present(
    present: dict[uuid.UUID, ServiceAtLocation], pk: uuid.UUID | None
) -> ServiceAtLocation | None:
    return present.pop(pk, None) if pk else None


def _new_link(service: Service, facts: PlaceFacts) -> ServiceAtLocation:
    known = None
    if facts.location:
        known = service.organization.locations.filter(pk=facts.location).first()
    location = known or Location(organization=service.organization)
    if not known:
        write_location(location, facts)
    link = ServiceAtLocation(service=service, location=location)
    link.save()
    return link


def _keep_place_phone(link: ServiceAtLocation, number: str) -> None:
    phone = place_phone(link)
    if phone and not number:
        phone.delete()
    elif number:
        phone = phone or Phone(service_at_location=link)
        phone.number = standard(number)
        phone.save()


def keep_organization_places(organization: Organization, wanted: Iterable[PlaceFacts]) -> None:
    """Make the places of an organisation the wanted ones; one that a service uses always stays."""
    locations = organization.locations.select_related("address").prefetch_related("accessibility")
    present = {location.pk: location for location in locations}
    for facts in wanted:
        location = present.pop(facts.id, None) if facts.id else None
        location = location or Location(organization=organization)
        if write_location(location, facts):
            _tell_others(location, organization)
    for location in present.values():
        if not location.service_at_locations.exists():
            delete_location(location)


def delete_location(location: Location) -> None:
    address = getattr(location, "address", None)
    delete_all([address] if address else [], location.accessibility.all(), [location])


def _tell_others(location: Location, writer: Service | Organization) -> None:
    """A place is shared: whoever has another record of it open now must not undo this change."""
    for owner in [*location.services.all(), location.organization]:
        if owner.pk != writer.pk:
            type(owner).locked(owner.pk).touch()


def _state(location: Location) -> list[dict[str, Any]]:
    address = getattr(location, "address", None)
    rows = [location, *([address] if address else []), *location.accessibility.all()]
    return [snapshot(row) for row in rows]


def write_location(location: Location, facts: PlaceFacts) -> bool:
    """Write a location with its address and ways in; return whether a stored one changed.

    A new address gives a new point.
    """
    before = [] if location._state.adding else _state(Location.objects.get(pk=location.pk))
    _write_location(location, facts)
    return bool(before) and _state(Location.objects.get(pk=location.pk)) != before


def _write_location(location: Location, facts: PlaceFacts) -> None:
    address = getattr(location, "address", None)
    location.location_type = facts.location_type
    location.name = facts.name
    location.transportation = facts.transportation
    location.setting_id = facts.setting
    if _address_key(address) != facts.address_key:
        location.latitude, location.longitude = facts.point or (None, None)
        location.is_point_approximate = facts.point is not None
    location.save()
    _write_address(location, address, facts)
    _write_access(location, facts)


def _address_key(address: Address | None) -> tuple[str, ...]:
    if address is None:
        return ("", "", "", "")
    return (address.address_1, address.address_2, address.postal_code, address.city)


def _write_address(location: Location, address: Address | None, facts: PlaceFacts) -> None:
    if not facts.has_address:
        if address:
            address.delete()
        return
    address = address or Address(location=location)
    address.address_1, address.address_2 = facts.address_1, facts.address_2
    address.postal_code, address.city = facts.postal_code, facts.city
    address.municipality_id = facts.nis or None
    address.save()


def _write_access(location: Location, facts: PlaceFacts) -> None:
    wanted = dict(facts.access)
    present = {fact.kind: fact for fact in location.accessibility.all()}
    for kind in ACCESS_KINDS:
        is_possible, fact = wanted.get(kind.value), present.get(kind.value)
        if is_possible is None:
            delete_all([fact] if fact else [])
        else:
            fact = fact or Accessibility(location=location, kind=kind.value)
            fact.is_possible = is_possible
            fact.save()


def delete_all(*groups: Iterable[Audited]) -> None:
    """Delete rows one by one, so that each leaves its trace."""
    for rows in groups:
        for row in rows:
            row.delete()

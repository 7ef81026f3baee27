"""From HSDS rows to the values of an import: what is known of a service so far.

Out of rows that were read beforehand; nothing here asks a query.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from vlaggenlijn.common.phones import standard
from vlaggenlijn.directory.actions.hours import week_of
from vlaggenlijn.directory.actions.importing_records import address_of
from vlaggenlijn.directory.actions.reading import plain_cost
from vlaggenlijn.directory.facts import WeekFacts
from vlaggenlijn.directory.import_rows.service_cleaning import (
    PLACE,
    ServiceValues,
    is_same_place,
)
from vlaggenlijn.directory.importing_service_words import FIELD_OF, SCHEMES
from vlaggenlijn.directory.models import Schedule, Service, ServiceAtLocation
from vlaggenlijn.directory.models.locations import LocationType

# The field of an import by the column of a service.
COLUMNS = {
    "name": "name",
    "summary": "summary",
    "description": "description",
    "application_process": "application_process",
    "minimum_age": "minimum_age_months",
    "maximum_age": "maximum_age_months",
    "fees": "fees_description",
    "email": "email",
    "website": "url",
    "status": "status",
    "identifier": "own_identifier",
    "assured_on": "assured_on",
}


@dataclass(frozen=True, slots=True)
class StoredService:
    """A service as it is, and the place that an address in a row is about (None: none yet).

    ``is_only_place`` tells that it has no other place, so that a row need not say which.
    """

    service: Service
    values: ServiceValues
    link: ServiceAtLocation | None
    is_place_clear: bool
    is_only_place: bool = False


def details(ids: Iterable[UUID]) -> dict[UUID, Service]:
    """Read services with all that an import compares."""
    found = Service.objects.with_ids(ids).select_related("organization")
    found = found.prefetch_related(
        "phones",
        "languages",
        "schedules",
        "cost_options",
        "service_areas",
        "service_concepts__concept",
        "service_at_locations__schedules",
        "service_at_locations__location__address",
        "service_at_locations__location__service_at_locations",
    )
    return {one.pk: one for one in found}


def stored_service(service: Service, wanted: ServiceValues) -> StoredService:
    """Return what is stored of a service, with the place that the wanted values are about."""
    links = [
        one
        for one in service.service_at_locations.all()
        if one.location.location_type == LocationType.PHYSICAL
    ]
    addressed = [one for one in links if address_of(one.location) is not None]
    same = [one for one in addressed if is_same_place(_place(one), wanted)]
    link = next(iter(same or addressed), None)
    is_clear = bool(same) or not links or (len(links) == 1 and bool(link) and not _shared(links[0]))
    there = _place_values(link) | {"place_week": _week(link.schedules.all())} if link else {}
    values = replace(_values(service), **there)
    return StoredService(service, values, link, is_clear, bool(link) and len(links) == 1)


def _week(rows: Iterable[Schedule]) -> WeekFacts | None:
    week = week_of(rows)
    return None if week == WeekFacts() else week


def _shared(link: ServiceAtLocation) -> bool:
    return len(link.location.service_at_locations.all()) > 1


def _place_values(link: ServiceAtLocation) -> dict[str, Any]:
    address = address_of(link.location)
    if address is None:
        return {}
    texts = (address.address_1, address.address_2, address.postal_code, address.city)
    return dict(zip(PLACE, texts, strict=True)) | {"nis": address.municipality_id or ""}


def _place(link: ServiceAtLocation) -> ServiceValues:
    return ServiceValues(**_place_values(link))


def _values(service: Service) -> ServiceValues:
    values: dict[str, Any] = {name: getattr(service, column) for name, column in COLUMNS.items()}
    concepts: dict[str, list[str]] = {name: [] for name in SCHEMES}
    for link in service.service_concepts.all():
        if link.is_confirmed and link.concept.scheme_id in FIELD_OF:
            concepts[FIELD_OF[link.concept.scheme_id]].append(link.concept.slug)
    values |= {name: tuple(sorted(slugs)) for name, slugs in concepts.items()}
    cost = plain_cost(list(service.cost_options.all()))
    spoken = [one.code for one in service.languages.all() if not one.is_by_interpreter]
    areas = [one.municipality_id or one.region for one in service.service_areas.all()]
    return ServiceValues(
        **values,
        amount=cost.amount if cost else None,
        languages=tuple(spoken),
        areas=tuple(areas),
        phones=public_numbers(service),
        week=_week(service.schedules.all()),
    )


def public_numbers(service: Service) -> tuple[str, ...]:
    """Return the numbers for everybody, in the spelling an import gives them."""
    rows = [row for row in service.phones.all() if not row.is_for_professionals]
    return tuple(dict.fromkeys(standard(row.number) for row in rows))

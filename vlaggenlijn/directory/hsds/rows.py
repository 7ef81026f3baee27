"""Rows that hold nothing but values, laid under the records of a page.

An object for each of them, bound to its owner, made up half of what a full page took.
"""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from vlaggenlijn.directory.models import (
    Accessibility,
    Contact,
    CostOption,
    Language,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
)

NOT_TOLD = frozenset({"created_at", "updated_at", "version"})
BESIDE = {ServiceArea: ("municipality__name_nl",)}  # what is told of what a row points to
Rows = tuple[str, type[Any]]
BY_OWNER: tuple[tuple[type[Any], str, tuple[Rows, ...]], ...] = (
    (
        Service,
        "service",
        (
            ("phones", Phone),
            ("languages", Language),
            ("schedules", Schedule),
            ("cost_options", CostOption),
            ("capacities", ServiceCapacity),
            ("service_areas", ServiceArea),
            ("contacts", Contact),
        ),
    ),
    (ServiceAtLocation, "service_at_location", (("schedules", Schedule), ("phones", Phone))),
    (Location, "location", (("accessibility", Accessibility),)),
    (
        Organization,
        "organization",
        (("identifiers", OrganizationIdentifier), ("phones", Phone), ("contacts", Contact)),
    ),
)


def lay_under(records: Sequence[Any]) -> None:
    """Give each record that was read whole, and each under it, ``read_rows``: values by kind."""
    owners = list(_whole(records))
    for kind, link, lists in BY_OWNER:
        mine = [one for one in owners if isinstance(one, kind)]
        for one in mine:
            one.read_rows = {}
        for name, table in lists if mine else ():
            _lay(mine, name, link, _chosen(table))


def _chosen(table: type[Any]) -> QuerySet[Any]:
    if table is Contact:
        return Contact.objects.for_visitors(timezone.localdate())
    found: QuerySet[Any] = table._default_manager.all()
    return found


def _lay(owners: Sequence[Any], name: str, link: str, rows: QuerySet[Any]) -> None:
    found: dict[uuid.UUID, list[dict[str, Any]]] = {one.pk: [] for one in owners}
    fields = rows.model._meta.concrete_fields
    columns = [one.attname for one in fields if one.attname not in NOT_TOLD]
    columns += BESIDE.get(rows.model, ())
    for row in rows.filter(**{f"{link}__in": list(found)}).values(*columns):
        found[row[f"{link}_id"]].append(row)
    for one in owners:
        one.read_rows[name] = found[one.pk]


def _whole(records: Iterable[Any]) -> Iterable[Any]:
    """Yield what was read whole, from the records down."""
    for one in records:
        read = one.__dict__
        if isinstance(one, Service) and "read_service_concepts" in read:
            yield one
            yield from _places(read.get("read_service_at_locations", ()))
        elif isinstance(one, ServiceAtLocation) and "service" in one._state.fields_cache:
            if "read_service_concepts" in one.service.__dict__:
                yield from _places([one])
                yield from _whole([one.service])
        elif isinstance(one, Organization) and "read_organization_concepts" in read:
            yield one
            yield from read["read_locations"]
            yield from _whole(read["read_services"])


def _places(links: Iterable[ServiceAtLocation]) -> Iterable[Any]:
    for link in links:
        yield link
        yield link.location

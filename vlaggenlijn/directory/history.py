"""Who changed what and when of one service or organisation, out of the kept changes."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from vlaggenlijn.accounts.models import Change, ChangeSet
from vlaggenlijn.directory.deed_words import deed_text
from vlaggenlijn.directory.history_words import (
    IN_WORDS,
    SILENT_FIELDS,
    Names,
    field_label,
    field_value,
    names_in,
    row_label,
)
from vlaggenlijn.directory.models import Organization, Service

RECORDS = ("directory.service", "directory.organization")
LOCATION = "directory.location"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed; before or after is empty when it was new or is gone."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person did at one moment; ``by`` is empty for the system itself.

    ``version`` is the version of the record that it left, None when it wrote only rows.
    """

    at: datetime
    by: str
    text: str
    reason: str
    lines: tuple[Line, ...]
    id: uuid.UUID | None = None
    version: int | None = None


def deeds_about(record: Service | Organization) -> QuerySet[ChangeSet]:
    """Return the deeds that touched a record or a row of it, newest first."""
    ids = [pk for one in with_merged(record) for pk in (one.pk, *_rows_now(one))]
    touched = Change.objects.filter(object_id__in=ids).values("change_set")
    return ChangeSet.objects.filter(pk__in=touched).select_related("by").order_by("-at", "-pk")


def with_merged(record: Service | Organization) -> list[Service | Organization]:
    """Return a record and all that were merged into it, also by way of another."""
    found: list[Any] = [record]
    for one in found:
        found.extend(other for other in one.merged.all() if other not in found)
    return found


def deeds_since(record: Service | Organization, version: int) -> list[Deed]:
    """Return what was saved after somebody read a version of a record, newest first."""
    later = Change.objects.filter(object_id=record.pk, after__version__gt=version)
    sets = ChangeSet.objects.filter(pk__in=later.values("change_set")).select_related("by")
    return described(record, list(sets.order_by("-at", "-pk")))


def deed_of_version(record: Service | Organization, version: int | None) -> ChangeSet | None:
    """Return the deed that left a version of a record; None when it left no trace."""
    left = Change.objects.filter(object_id=record.pk, after__version=version or 0)
    return ChangeSet.objects.filter(pk__in=left.values("change_set")).first()


def described(record: Service | Organization, sets: list[ChangeSet]) -> list[Deed]:
    """Return deeds in words, for a page of ``deeds_about``, in a fixed number of queries."""
    by_id = {one.pk: one for each in with_merged(record) for one in changes_about(each, sets)}
    changes = [by_id[pk] for pk in sorted(by_id)]
    rows = [row for change in changes for row in (change.before, change.after) if row]
    names = names_in(rows)
    return [
        Deed(
            at=one.at,
            by=str(one.by) if one.by else "",
            text=deed_text(one.deed),
            reason=one.reason,
            lines=tuple(
                line
                for change in changes
                if change.change_set_id == one.pk
                for line in lines_of(change, names)
            ),
            id=one.pk,
            version=_version(record, changes, one),
        )
        for one in sets
    ]


def _version(record: Service | Organization, changes: list[Change], deed: ChangeSet) -> int | None:
    mine = (one for one in changes if one.change_set_id == deed.pk and one.object_id == record.pk)
    return next((one.after["version"] for one in mine if one.after), None)


def lines_of(change: Change, names: Names) -> list[Line]:
    """Return what one kept change of a record or a row says, in words."""
    if change.model in RECORDS:
        return _field_lines(change, names)
    in_words = IN_WORDS[change.model]
    before = in_words(change.before, names) if change.before else ""
    after = in_words(change.after, names) if change.after else ""
    return [] if before == after else [Line(row_label(change.model), before, after)]


def _field_lines(change: Change, names: Names) -> list[Line]:
    return [
        Line(field_label(change.model, name), old, new)
        for name, before, after in change.fields()
        if name not in SILENT_FIELDS
        for old, new in [(field_value(name, before, names), field_value(name, after, names))]
        if old != new
    ]


def _rows_now(record: Service | Organization) -> Iterable[uuid.UUID]:
    """Ids of the rows that belong to a record today; those that are gone left with a deed on it."""
    relations = ["phones", "schedules", "translations", "contacts"]
    if isinstance(record, Service):
        relations += ["languages", "cost_options", "service_areas", "service_concepts"]
        relations += ["capacities", "service_at_locations"]
    else:
        relations += ["locations", "identifiers", "organization_concepts"]
    for name in relations:
        yield from getattr(record, name).values_list("pk", flat=True)


def changes_about(record: Service | Organization, sets: list[ChangeSet]) -> list[Change]:
    """Changes of the record, of its rows, and of the rows of its places."""
    in_sets = Change.objects.filter(change_set__in=[one.pk for one in sets])
    known = in_sets.filter(model__in=[*RECORDS, *IN_WORDS])
    key = "service_id" if isinstance(record, Service) else "organization_id"
    is_row = Q(**{f"before__{key}": str(record.pk)}) | Q(**{f"after__{key}": str(record.pk)})
    mine = list(known.filter(Q(object_id=record.pk) | is_row & ~Q(model__in=RECORDS)))
    rows = [row for change in mine for row in (change.before, change.after) if row]
    links = {row["id"] for row in rows if "location_id" in row and "service_id" in row}
    places = {row["location_id"] for row in rows if row.get("location_id")}
    places |= {str(change.object_id) for change in mine if change.model == LOCATION}
    links |= set(map(str, _links_now(record)))
    places |= set(map(str, _places_now(record)))
    below = _points_to("service_at_location_id", links) | _points_to("location_id", places)
    at_places = Q(model=LOCATION, object_id__in=places)
    found = {change.pk: change for change in [*mine, *known.filter(below | at_places)]}
    return [found[pk] for pk in sorted(found) if _is_ours(found[pk], record)]


def _points_to(key: str, ids: set[str]) -> Q:
    return Q(**{f"before__{key}__in": list(ids)}) | Q(**{f"after__{key}__in": list(ids)})


def _links_now(record: Service | Organization) -> Iterable[uuid.UUID]:
    if isinstance(record, Organization):
        return []
    return record.service_at_locations.values_list("pk", flat=True)


def _places_now(record: Service | Organization) -> Iterable[uuid.UUID]:
    if isinstance(record, Organization):
        return record.locations.values_list("pk", flat=True)
    return record.service_at_locations.values_list("location_id", flat=True)


def _is_ours(change: Change, record: Service | Organization) -> bool:
    """Rows of other services at the same place are not this record's history."""
    row = change.after or change.before or {}
    if change.model in RECORDS:
        return change.object_id == record.pk
    if isinstance(record, Organization):
        return not row.get("service_id") and not row.get("service_at_location_id")
    return row.get("service_id") in (None, str(record.pk))

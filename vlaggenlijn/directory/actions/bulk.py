"""One change of many services or organisations: seen beforehand, done as one deed."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User, recorded
from vlaggenlijn.directory.actions.organization import index_with_services
from vlaggenlijn.directory.actions.writing import confirm_concepts
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import Organization, Service, ServiceArea, ServiceConcept

MOST = 1000  # records in one deed
CONFIRM, ARCHIVE, RESTORE, STATUS = "confirm", "archive", "restore", "status"
ADD_CONCEPT, REMOVE_CONCEPT = "add_concept", "remove_concept"
ADD_TOWN, REMOVE_TOWN = "add_town", "remove_town"
NO_RIGHT, NOTHING, CONFLICT, GONE = "no_right", "nothing", "conflict", "gone"
Record = Service | Organization


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What to do with each record; ``value`` is a state, a concept's id or a NIS code."""

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A record and why it stays as it is; no reason means that it changes."""

    record: Any
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """The deed (None when nothing was written) and what happened to each record."""

    change_set: ChangeSet | None
    rows: list[BulkRow]

    @property
    def changed(self) -> list[BulkRow]:
        return [row for row in self.rows if not row.reason]

    @property
    def left(self) -> list[BulkRow]:
        return [row for row in self.rows if row.reason]


def preview(user: User, records: Iterable[Any], change: BulkChange) -> list[BulkRow]:
    """Return for each record whether it would change, and if not why; nothing is written."""
    records = list(records)
    mine = editable_ids(user, records)
    return [BulkRow(one, _reason(one, change, mine)) for one in records]


def bulk_change(
    *,
    by: User,
    kind: type[Any],
    versions: Mapping[uuid.UUID, int],
    change: BulkChange,
    key: uuid.UUID | None = None,
) -> BulkOutcome:
    """Change the records of the versions that were previewed; all that can be, as one deed.

    What somebody changed since the preview is left out and told. The same key again writes nothing.
    """
    records = {one.pk: one for one in kind.objects.with_ids(versions)}
    mine = editable_ids(by, records.values())
    deed = "services.bulk" if kind is Service else "organizations.bulk"
    network = home_of(records.values())
    with recorded(by=by, network=network, deed=deed, key=key) as recorder:
        if recorder.is_repeat:
            return BulkOutcome(recorder.change_set, [])
        rows = []
        for pk in sorted(records):
            stored = kind.locked(pk)
            reason = _reason(stored, change, mine)
            if stored.version != versions[pk]:
                reason = CONFLICT
            if not reason:
                _do(stored, change, by)
            rows.append(BulkRow(stored, reason))
        change_set = recorder.change_set
    return BulkOutcome(change_set if any(not row.reason for row in rows) else None, rows)


def editable_ids(user: User, records: Iterable[Any]) -> set[uuid.UUID]:
    records = list(records)
    if not records:
        return set()
    mine = type(records[0]).objects.editable_by(user).with_ids(one.pk for one in records)
    return set(mine.values_list("pk", flat=True))


def home_of(records: Iterable[Any]) -> LocalNetwork | None:
    """The network of all of them; None when they are at home in several."""
    homes = {
        one.organization.network if isinstance(one, Service) else one.network for one in records
    }
    return homes.pop() if len(homes) == 1 else None


def _reason(record: Any, change: BulkChange, mine: set[uuid.UUID]) -> str:
    if record.pk not in mine:
        return NO_RIGHT
    return NOTHING if _is_so(record, change) else ""


def _is_so(record: Any, change: BulkChange) -> bool:
    """Whether the record is as the change would make it."""
    if change.kind == CONFIRM:
        return bool(record.assured_on == timezone.localdate())
    if change.kind in (ARCHIVE, RESTORE):
        return bool(record.archived_at) == (change.kind == ARCHIVE)
    if change.kind == STATUS:
        return bool(record.status == change.value)
    is_wanted = change.kind in (ADD_CONCEPT, ADD_TOWN)
    return _row(record, change) is not None if is_wanted else _row(record, change) is None


def _row(service: Service, change: BulkChange) -> ServiceConcept | ServiceArea | None:
    if change.kind in (ADD_CONCEPT, REMOVE_CONCEPT):
        links = service.service_concepts.filter(concept=uuid.UUID(change.value), is_confirmed=True)
        return links.first()
    return service.service_areas.filter(municipality=change.value).first()


def _do(record: Any, change: BulkChange, by: User) -> None:
    if change.kind == CONFIRM:
        record.assured_on = timezone.localdate()
        if isinstance(record, Service):
            record.assurer = by
        record.save()
    elif change.kind in (ARCHIVE, RESTORE):
        record.archived_at = timezone.now() if change.kind == ARCHIVE else None
        record.save()
    elif change.kind == STATUS:
        record.status = change.value
        record.save()
    else:
        _do_row(record, change)
    if isinstance(record, Service):
        index_service(record)
    else:
        index_with_services(record)


def _do_row(service: Service, change: BulkChange) -> None:
    row = _row(service, change)
    if change.kind == ADD_TOWN:
        ServiceArea(service=service, municipality_id=change.value).save()
    elif change.kind == ADD_CONCEPT:
        confirm_concepts(service, [uuid.UUID(change.value)])
    elif row is not None:
        row.delete()
    service.touch()

"""One record written by a form: once, by the last who read it, and the same way everywhere."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from vlaggenlijn.accounts.models import Audited, Conflict, LocalNetwork, User, recorded

Record = TypeVar("Record", bound=Audited)


def keep(
    *,
    by: User | None,
    network: LocalNetwork,
    record: Record,
    values: Mapping[str, Any],
    deed: str,
    version: int | None = None,
    links: Mapping[str, Iterable[Any]] | None = None,
    then: Callable[[Record], None] | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Record:
    """Write a new or changed record and return it; the same key again returns that of before.

    ``links`` names relations through a table ("partners") with what they lead to from now on;
    ``then`` is done in the same deed.
    Raises Conflict when somebody was first, or when the key comes back with other values.
    """
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return _same_or_conflict(_of_before(recorder.change_set, record), values)
        stored = record if record._state.adding else type(record).locked(record.pk, version)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
        for name, wanted in (links or {}).items():
            relink(stored, name, wanted)
        if then is not None:
            then(stored)
    return stored


def _of_before(change_set: Any, record: Record) -> Record:
    """Return the record that a deed wrote; one that it left as it was is the record itself."""
    if not record._state.adding:
        return type(record).locked(record.pk)
    first = change_set.changes.get(model=record._meta.label_lower)
    return type(record).locked(first.object_id)


def _same_or_conflict(stored: Record, values: Mapping[str, Any]) -> Record:
    if any(getattr(stored, name) != value for name, value in values.items()):
        raise Conflict(stored)
    return stored


def relink(record: Audited, name: str, wanted: Iterable[Any]) -> None:
    """Let a relation through a table lead to just these; call it inside ``recorded()``."""
    field: Any = record._meta.get_field(name)
    through = field.remote_field.through
    mine, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    wanted_ids = {one.pk for one in wanted}
    there = {getattr(row, f"{other}_id"): row for row in through.objects.filter(**{mine: record})}
    for pk, row in there.items():
        if pk not in wanted_ids:
            row.delete()
    for pk in sorted(wanted_ids - there.keys()):
        through(**{mine: record, f"{other}_id": pk}).save()

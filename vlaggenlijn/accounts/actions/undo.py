"""The undo of any deed: all that was written, as far as nobody went on with it."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from vlaggenlijn.accounts import undoing
from vlaggenlijn.accounts.models import Audited, Change, ChangeSet, Recorder, User, recorded
from vlaggenlijn.accounts.undoing import Kept, Plan, Step, Trace

BATCH = 500  # ids in one question; SQLite allows some thousands
# Who may do what is given and ended by people, never by taking a deed back. A task that only moved
# with what it is about (a merge) is the same task of the same person, and moves back with it.
FINAL_MODELS = {"accounts.membership", "directory.stewardship"}
MOVES_ALONG = {"directory.stewardship": "membership_id"}
# A deed whose pixels, people or demo are not in the history, what somebody withdrew for good, what
# another site heard of (that is taken back there, not here), thanks and kits that were mailed, a
# family that no longer comes.
FINAL_DEEDS = ("network.logo", "network.add", "member.", "demo.", "dialogue.withdraw",
               "dialogue.forget", "camp.withdraw", "camp.forget", "uit.approve", "uit.withdraw",
               "campaign.thank", "kit.mail", "registration.")  # fmt: skip


class AlreadyUndone(Exception):
    """The deed was undone before, and that undo still holds."""


class NothingToUndo(Exception):
    """Nothing of the deed can go back: all of it was changed since; the plan says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an undo did: the deed it is itself, how many records went back, what was kept."""

    change_set: ChangeSet
    count: int
    kept: list[Kept]


def is_final(change_set: ChangeSet) -> bool:
    """Whether a deed can never be undone, whoever asks."""
    if change_set.deed.startswith(FINAL_DEEDS):
        return True
    kinds = set(change_set.changes.order_by().values_list("model", flat=True).distinct())
    return not kinds - FINAL_MODELS


def undo_plan(change_set: ChangeSet, *, is_locking: bool = False) -> Plan:
    """Compare a deed with what is there now; nothing is written."""
    traces = _traces(change_set)
    final = [one for one in traces if _is_final(one) or _kind(one.model) is None]
    known = [one for one in traces if one not in final] if final else traces
    staying = _staying(known, is_locking=is_locking)
    known = [one for one in known if one.id not in staying] if staying else known
    plan = undoing.planned(known, _rows_now(known, is_locking=is_locking))
    plan.kept += [Kept(one.model, one.id, undoing.FINAL) for one in final]
    plan.kept += [Kept(one.model, one.id, undoing.TAKEN_BACK) for one in staying.values()]
    plan = undoing.without(plan, _orphans(plan))
    pointers, belongs = _pointers(plan)
    return undoing.held_together(plan, pointers, belongs)


def undo(
    *,
    by: User | None,
    change_set: ChangeSet,
    key: uuid.UUID | None = None,
    after: Callable[[Recorder], object] = lambda recorder: None,
) -> Outcome:
    """Undo a deed as one deed of its own; ``after`` is called inside it, before it is kept.

    Raises AlreadyUndone, and NothingToUndo when all of it must stay; then nothing is written.
    """
    with transaction.atomic():
        stored = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
        done = stored.undone_by
        if done is not None and (key is None or done.key != key):
            raise AlreadyUndone(done)
        with recorded(
            by=by, network=stored.network, deed="undo", key=key, undoes=stored
        ) as recorder:
            if recorder.is_repeat:
                return Outcome(recorder.change_set, 0, [])
            plan = undo_plan(stored, is_locking=True)
            refused = _take(plan.steps, recorder)
            plan = undoing.without(plan, refused)
            if not plan.count:
                raise NothingToUndo(plan)
            after(recorder)
    return Outcome(recorder.change_set, plan.count, plan.kept)


def _staying(traces: Iterable[Trace], *, is_locking: bool) -> dict[uuid.UUID, Trace]:
    """Records whose kind says that they stay, as when somebody took back what they said."""
    by_kind: dict[type[Audited], dict[uuid.UUID, Trace]] = defaultdict(dict)
    for trace in traces:
        kind = _kind(trace.model)
        if kind is not None:
            by_kind[kind][trace.id] = trace
    return {
        pk: found[pk]
        for kind, found in by_kind.items()
        for pk in kind.staying({pk: one.before for pk, one in found.items()}, is_locking=is_locking)
    }


def _is_final(trace: Trace) -> bool:
    if trace.model not in FINAL_MODELS:
        return False
    holder = MOVES_ALONG.get(trace.model)
    if holder is None or trace.before is None or trace.after is None:
        return True
    return bool(trace.before[holder] != trace.after[holder])


def _traces(change_set: ChangeSet) -> list[Trace]:
    changes = change_set.changes.order_by("id").iterator(chunk_size=2000)
    return undoing.folded(_trace(change) for change in changes)


def _trace(change: Change) -> Trace:
    kind = _kind(change.model)
    before, after = _values(kind, change.before), _values(kind, change.after)
    group = _group(kind, before or after or {})
    return Trace(change.model, change.object_id, before, after, change.pk, group)


def _kind(label: str) -> type[Audited] | None:
    try:
        found = apps.get_model(label)
    except LookupError:
        return None
    return found if issubclass(found, Audited) else None


def _values(kind: type[Audited] | None, row: Any) -> dict[str, Any] | None:
    """Return a kept row as the values that the table holds; a column that is gone is left out."""
    if row is None or kind is None:
        return row  # type: ignore[no-any-return]
    fields = {field.attname: field for field in kind._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in row.items() if name in fields}


def _group(kind: type[Audited] | None, row: dict[str, Any]) -> tuple[Any, ...]:
    """Of what, with what, a record is a row: its kind and what it would be deleted with."""
    parents = [(name, row.get(name)) for name in _parents(kind)] if kind else []
    return (kind, *parents) if any(value for _, value in parents) else ()


def _parents(kind: type[Audited]) -> list[str]:
    return [
        field.attname
        for field in kind._meta.concrete_fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    ]


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    made = list(items)
    for start in range(0, len(made), BATCH):
        yield made[start : start + BATCH]


def _rows_now(traces: Iterable[Trace], *, is_locking: bool) -> dict[uuid.UUID, dict[str, Any]]:
    ids = defaultdict(list)
    for trace in traces:
        ids[trace.model].append(trace.id)
    found: dict[uuid.UUID, dict[str, Any]] = {}
    for label in sorted(ids, key=_depth):
        for batch in _batches(sorted(ids[label])):
            rows: Any = apps.get_model(label)._base_manager.filter(pk__in=batch)
            rows = rows.order_by("pk").select_for_update() if is_locking else rows
            found |= {row["id"]: row for row in rows.values()}
    return found


def _depth(label: str) -> tuple[int, str]:
    """Parents before children: in the order in which every other action locks them."""
    kind = apps.get_model(label)
    parents = {
        field.related_model._meta.label_lower
        for field in kind._meta.concrete_fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    }
    return 1 + max((_depth(one)[0] for one in parents - {label}), default=0), label


def _orphans(plan: Plan) -> list[Kept]:
    """Removed rows that cannot come back because what they belonged to is gone."""
    back = {step.trace.id for step in plan.steps if step.is_return}
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for step in plan.steps:
        for target, value in _targets(step):
            if value not in back:
                wanted[target].add(value)
    present = {
        target: {
            pk
            for batch in _batches(values)
            for pk in target._base_manager.filter(pk__in=batch).values_list("pk", flat=True)
        }
        for target, values in wanted.items()
    }
    lost: list[Kept] = []
    gone: set[Any] = set()
    for step in plan.steps:  # parents come back before their children
        missing = any(
            value in gone or (value not in back and value not in present[target])
            for target, value in _targets(step)
        )
        if missing:
            lost.append(Kept(step.trace.model, step.trace.id, undoing.ORPHAN))
            gone.add(step.trace.id)
    return lost


def _targets(step: Step) -> list[tuple[Any, Any]]:
    """What a record must be able to point to when it goes back: (model, id)."""
    kind = _kind(step.trace.model)
    if kind is None or not step.values:
        return []
    return [
        (field.related_model, step.values[field.attname])
        for field in kind._meta.concrete_fields
        if field.remote_field
        and step.values.get(field.attname) is not None
        and field.remote_field.on_delete is not models.SET_NULL
    ]


def _pointers(plan: Plan) -> tuple[set[tuple[Any, Any]], set[tuple[Any, Any]]]:
    """Return who points to what would go, and which of these are parts of it."""
    going = defaultdict(list)
    for step in plan.steps:
        if step.is_removal:
            going[step.trace.model].append(step.trace.id)
    for one in plan.kept:
        if one.id in plan.made:
            going[one.model].append(one.id)
    pointers, belongs = set(), set()
    for label, ids in going.items():
        for relation in apps.get_model(label)._meta.related_objects:
            if relation.many_to_many:
                continue
            found = set(_pairs(relation, ids))
            pointers |= found
            belongs |= found if relation.on_delete is models.CASCADE else set()
    return pointers, belongs


def _pairs(relation: Any, ids: list[Any]) -> Iterator[tuple[Any, Any]]:
    name = relation.field.attname
    for batch in _batches(ids):
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": batch})
        yield from rows.values_list("pk", name)


def _take(steps: list[Step], recorder: Recorder) -> list[Kept]:
    """Take the steps; what does not fit at its turn is tried again after the others."""
    waiting = steps
    while waiting:
        refused = []
        for group in _together(waiting):
            refused += _take_some(group, recorder)
        if len(refused) == len(waiting):
            return [Kept(one.trace.model, one.trace.id, undoing.UNFIT) for one in refused]
        waiting = refused
    return []


def _together(steps: list[Step]) -> Iterator[list[Step]]:
    """Steps one by one, but removals of one kind that follow each other at once."""
    group: list[Step] = []
    for step in steps:
        fits = group and step.is_removal and group[-1].trace.model == step.trace.model
        if group and not (fits and group[-1].is_removal):
            yield group
            group = []
        group.append(step)
    if group:
        yield group


def _take_some(group: list[Step], recorder: Recorder) -> list[Step]:
    try:
        with transaction.atomic():
            if group[0].is_removal:
                ids = [step.trace.id for step in group]
                kind = apps.get_model(group[0].trace.model)
                for batch in _batches(ids):
                    recorder.remove_all(kind._base_manager.filter(pk__in=batch))
            else:
                _put_back(group[0])
    except (ValidationError, DatabaseError):
        return group
    return []


def _put_back(step: Step) -> None:
    kind: Any = apps.get_model(step.trace.model)
    values = dict(step.values or {})
    if step.is_return:
        record = kind(**_without_lost_links(kind, values))
        record.version += 1  # whoever still has the old page open is told
        if any(not kind._base_manager.filter(pk=pk).exists() for kind, pk in _targets(step)):
            raise ValidationError("What it belongs to did not come back.")
    else:
        record = kind.locked(step.trace.id)
        for name, value in values.items():
            setattr(record, name, value)
    record.validate_unique()
    record.validate_constraints()
    if values:
        record.save()
    else:
        record.touch()


def _without_lost_links(kind: Any, values: dict[str, Any]) -> dict[str, Any]:
    for field in kind._meta.concrete_fields:
        if field.remote_field and field.remote_field.on_delete is models.SET_NULL:
            value = values.get(field.attname)
            if value and not field.related_model._base_manager.filter(pk=value).exists():
                values[field.attname] = None
    return values


def told(change_set: ChangeSet, kept: Iterable[Kept]) -> list[dict[str, Any]]:
    """Return what was kept as plain values, with who changed it last since the deed and when."""
    kept = list(kept)
    last = change_set.changes.order_by("id").values_list("pk", flat=True).last() or 0
    ids = {one.because for one in kept if one.because}
    later = Change.objects.about(*ids).filter(pk__gt=last) if ids else Change.objects.none()
    by_record: dict[uuid.UUID, list[Change]] = defaultdict(list)
    for change in later:
        by_record[change.object_id].append(change)
    return [_told(one, by_record[one.because] if one.because else []) for one in kept]


def _told(one: Kept, later: list[Change]) -> dict[str, Any]:
    about = [
        change
        for change in later
        if not one.fields or {name for name, _, _ in change.fields()} & set(one.fields)
    ]
    found = about[0].change_set if about else None
    values = asdict(one) | {"id": str(one.id), "because": str(one.because or "")}
    by = str(found.by_id) if found and found.by_id else ""
    return values | {"by": by, "at": found.at.isoformat() if found else ""}

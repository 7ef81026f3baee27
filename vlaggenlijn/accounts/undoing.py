"""What undoing a deed would do, out of plain rows; a thinking module.

A row is {field: value}, None where there is no record. What somebody did after the deed is never
lost: a field goes back only while it still is what the deed left, and a record the deed made goes
only while nobody changed it or hung something on it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Row = Mapping[str, Any]
SILENT = ("id", "version", "created_at")

# Why something stays as it is.
CHANGED = "changed"  # somebody changed it after the deed
REMOVED = "removed"  # somebody took it away after the deed
REPLACED = "replaced"  # what came in its place was changed after the deed
IN_USE = "in_use"  # something else points to it now
TOGETHER = "together"  # it belongs to a record that stays
ORPHAN = "orphan"  # what it belonged to is gone
UNFIT = "unfit"  # it would not be right beside what is there now
FINAL = "final"  # this kind is never taken back
TAKEN_BACK = "taken_back"  # somebody took back what they said


@dataclass(frozen=True, slots=True)
class Trace:
    """What a deed did to one record in all; ``group`` says of what, with what, it is a row."""

    model: str
    id: UUID
    before: Row | None
    after: Row | None
    position: int
    group: tuple[Any, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.before is None and self.after is not None

    @property
    def is_removal(self) -> bool:
        return self.before is not None and self.after is None


@dataclass(frozen=True, slots=True)
class Kept:
    """A record or fields of it that stay, and why; ``because`` is the record to ask about."""

    model: str
    id: UUID
    reason: str
    fields: tuple[str, ...] = ()
    because: UUID | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One record to put back: ``values`` None takes it away, ``is_return`` makes it again."""

    trace: Trace
    values: Row | None
    is_return: bool = False

    @property
    def is_removal(self) -> bool:
        return self.values is None


@dataclass(slots=True)
class Plan:
    """The steps in the order in which they must be taken, what is kept, what the deed made."""

    steps: list[Step] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    made: frozenset[UUID] = frozenset()

    @property
    def count(self) -> int:
        """Records that go back; one whose version only grows does not count."""
        return sum(step.values is None or bool(step.values) for step in self.steps)


def folded(changes: Iterable[Trace]) -> list[Trace]:
    """Return one trace a record out of the changes of a deed, in their order.

    A record that the deed made and took away again leaves none.
    """
    found: dict[tuple[str, UUID], Trace] = {}
    for change in changes:
        first = found.get((change.model, change.id), change)
        # What was made goes again only after all that the deed did later is taken back.
        position = first.position if first.before is None else change.position
        found[change.model, change.id] = Trace(
            change.model, change.id, first.before, change.after, position, change.group
        )
    return [one for one in found.values() if one.before is not None or one.after is not None]


def differing(one: Row, other: Row) -> tuple[str, ...]:
    """Return the fields, known to both, whose values differ; those of no meaning left out."""
    return tuple(
        name
        for name, value in one.items()
        if name not in SILENT and name in other and other[name] != value
    )


def planned(traces: Collection[Trace], now: Mapping[UUID, Row]) -> Plan:
    """Compare a deed with what is there now; the last that was done is the first to go back."""
    plan = Plan(made=frozenset(one.id for one in traces if one.is_new))
    ordered = sorted(traces, key=lambda one: -one.position)
    spoiled = _spoiled_groups(ordered, now)
    for trace in ordered:
        step, kept = _compared(trace, now.get(trace.id), trace.group in spoiled)
        plan.steps += [step] if step else []
        plan.kept += [kept] if kept else []
    return plan


def _compared(trace: Trace, now: Row | None, is_spoiled: bool) -> tuple[Step | None, Kept | None]:
    if trace.is_new:
        return _of_new(trace, now)
    if trace.is_removal:
        return _of_removed(trace, now, is_spoiled)
    return _of_changed(trace, now)


def _of_new(trace: Trace, now: Row | None) -> tuple[Step | None, Kept | None]:
    if now is None:
        return None, None
    changed = differing(trace.after or {}, now)
    if changed:
        return None, Kept(trace.model, trace.id, CHANGED, changed, trace.id)
    return Step(trace, None), None


def _of_removed(trace: Trace, now: Row | None, is_spoiled: bool) -> tuple[Step | None, Kept | None]:
    if now is not None:
        return None, None
    if is_spoiled:
        return None, Kept(trace.model, trace.id, REPLACED)
    return Step(trace, dict(trace.before or {}), is_return=True), None


def _of_changed(trace: Trace, now: Row | None) -> tuple[Step | None, Kept | None]:
    if now is None:
        return None, Kept(trace.model, trace.id, REMOVED, (), trace.id)
    before, after = trace.before or {}, trace.after or {}
    names = [name for name in differing(before, after) if name in now]
    values = {name: before[name] for name in names if now[name] == after[name]}
    later = tuple(name for name in names if now[name] not in (after[name], before[name]))
    kept = Kept(trace.model, trace.id, CHANGED, later, trace.id) if later else None
    return Step(trace, values), kept


def _spoiled_groups(traces: Iterable[Trace], now: Mapping[UUID, Row]) -> set[tuple[Any, ...]]:
    """Groups whose rows the deed replaced by others that somebody changed or took away since.

    Bringing the first ones back would put two generations beside each other, as with hours.
    """
    return {
        one.group
        for one in traces
        if one.is_new
        and one.group
        and (one.id not in now or differing(one.after or {}, now[one.id]))
    }


def without(plan: Plan, kept: Iterable[Kept]) -> Plan:
    """Return the plan without the steps for records that must stay after all."""
    more = list(kept)
    ids = {one.id for one in more}
    steps = [step for step in plan.steps if step.trace.id not in ids]
    return Plan(steps, [*plan.kept, *more], plan.made)


def held_together(
    plan: Plan, pointers: Collection[tuple[UUID, UUID]], belongs: Collection[tuple[UUID, UUID]]
) -> Plan:
    """Keep made records that are still pointed to, and what belongs to those that are kept.

    ``pointers`` are (row that points, record of the plan) as they are now; ``belongs`` the same
    pairs where the row is a part of the record. A part does not go while its whole stays.
    """
    while True:
        going = {step.trace.id: step.trace for step in plan.steps if step.is_removal}
        moving = {
            (step.trace.id, step.trace.after[name])
            for step in plan.steps
            if step.values and step.trace.after
            for name in step.values
            if isinstance(step.trace.after[name], UUID)
        }
        kept = {one.id for one in plan.kept} & plan.made
        found: dict[UUID, Kept] = {}
        for row, record in pointers:
            if record in going and row not in going and (row, record) not in moving:
                model = going[record].model
                found.setdefault(record, Kept(model, record, IN_USE, (), row))
        for row, record in belongs:
            if row in going and record in kept:
                found.setdefault(row, Kept(going[row].model, row, TOGETHER))
        if not found:
            return plan
        plan = without(plan, found.values())

"""What an undo would do, on plain rows."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.accounts.undoing import (
    CHANGED,
    IN_USE,
    REMOVED,
    REPLACED,
    TOGETHER,
    Kept,
    Step,
    Trace,
    folded,
    held_together,
    planned,
    without,
)

ONE, TWO, THREE = (uuid.UUID(int=number) for number in (1, 2, 3))


def trace(pk: uuid.UUID, before: Any, after: Any, position: int = 1, group: Any = ()) -> Trace:
    return Trace("room.thing", pk, before, after, position, group)


def test_field_goes_back_when_nobody_changed_it_since() -> None:
    changed = trace(ONE, {"name": "a", "version": 1}, {"name": "b", "version": 2})
    plan = planned([changed], {ONE: {"name": "b", "version": 7}})
    assert (plan.steps, plan.kept, plan.count) == ([Step(changed, {"name": "a"})], [], 1)


def test_later_value_stays_and_the_other_field_goes_back() -> None:
    changed = trace(ONE, {"name": "a", "town": "x"}, {"name": "b", "town": "y"})
    plan = planned([changed], {ONE: {"name": "later", "town": "y"}})
    assert plan.steps == [Step(changed, {"town": "x"})]
    assert plan.kept == [Kept("room.thing", ONE, CHANGED, ("name",), ONE)]


def test_value_that_is_back_already_is_no_news() -> None:
    changed = trace(ONE, {"name": "a"}, {"name": "b"})
    plan = planned([changed], {ONE: {"name": "a"}})
    assert (plan.steps, plan.kept, plan.count) == ([Step(changed, {})], [], 0)


def test_changed_record_that_is_gone_stays_gone() -> None:
    plan = planned([trace(ONE, {"name": "a"}, {"name": "b"})], {})
    assert (plan.steps, plan.kept) == ([], [Kept("room.thing", ONE, REMOVED, (), ONE)])


def test_made_record_goes_unless_changed() -> None:
    made = trace(ONE, None, {"name": "a"})
    assert planned([made], {ONE: {"name": "a"}}).steps == [Step(made, None)]
    assert planned([made], {}).steps == []
    changed = planned([made], {ONE: {"name": "b"}})
    assert (changed.steps, changed.kept) == ([], [Kept("room.thing", ONE, CHANGED, ("name",), ONE)])


def test_removed_record_comes_back_unless_it_is_there() -> None:
    removed = trace(ONE, {"name": "a"}, None)
    assert planned([removed], {}).steps == [Step(removed, {"name": "a"}, is_return=True)]
    assert planned([removed], {ONE: {"name": "z"}}).steps == []


@pytest.mark.parametrize("now", [{}, {TWO: {"hours": "10-11"}}])
def test_replaced_row_does_not_come_back_beside_a_later_one(now: Any) -> None:
    group = ("schedule", THREE)
    replaced = [
        trace(ONE, {"hours": "9-12"}, None, 1, group),
        trace(TWO, None, {"hours": "13-17"}, 2, group),
    ]
    plan = planned(replaced, now)
    assert plan.steps == []
    assert Kept("room.thing", ONE, REPLACED) in plan.kept
    untouched = planned(replaced, {TWO: {"hours": "13-17"}})
    assert [step.is_return for step in untouched.steps] == [False, True]


def test_changes_of_one_record_are_one_trace() -> None:
    made = folded([trace(ONE, None, {"a": 1}, 1), trace(TWO, None, {"a": 1}, 2),
                   trace(ONE, {"a": 1}, {"a": 2}, 3)])  # fmt: skip
    assert made == [trace(ONE, None, {"a": 2}, 1), trace(TWO, None, {"a": 1}, 2)]
    assert folded([trace(ONE, None, {"a": 1}, 1), trace(ONE, {"a": 1}, None, 2)]) == []
    changed = [trace(ONE, {"a": 1}, {"a": 2}, 1), trace(ONE, {"a": 2}, None, 2)]
    assert folded(changed) == [trace(ONE, {"a": 1}, None, 2)]


def test_made_record_that_is_pointed_to_stays_with_its_parts() -> None:
    made = [trace(ONE, None, {"name": "whole"}, 1), trace(TWO, None, {"whole_id": ONE}, 2)]
    now = {one.id: one.after or {} for one in made}
    plan = planned(made, now)
    assert held_together(plan, {(TWO, ONE)}, {(TWO, ONE)}) == plan
    held = held_together(plan, {(TWO, ONE), (THREE, ONE)}, {(TWO, ONE), (THREE, ONE)})
    assert (held.steps, held.kept) == (
        [],
        [Kept("room.thing", ONE, IN_USE, (), THREE), Kept("room.thing", TWO, TOGETHER)],
    )


def test_row_that_moves_back_does_not_hold_what_it_leaves() -> None:
    made = trace(TWO, None, {"name": "new home"}, 1)
    moved = trace(THREE, {"home_id": ONE, "n": 1}, {"home_id": TWO, "n": 2}, 2)
    plan = planned([made, moved], {TWO: made.after or {}, THREE: moved.after or {}})
    assert held_together(plan, {(THREE, TWO)}, set()) == plan


def test_part_of_a_record_that_the_deed_only_changed_goes() -> None:
    changed = trace(ONE, {"name": "a"}, {"name": "b"}, 1)
    part = trace(TWO, None, {"whole_id": ONE}, 2)
    plan = planned([changed, part], {ONE: {"name": "later"}, TWO: part.after or {}})
    assert held_together(plan, {(TWO, ONE)}, {(TWO, ONE)}) == plan


def test_without_leaves_the_others() -> None:
    plan = planned([trace(ONE, {"a": 1}, None), trace(TWO, {"a": 1}, None)], {})
    kept = Kept("room.thing", ONE, REMOVED)
    assert [step.trace.id for step in without(plan, [kept]).steps] == [TWO]
    assert without(plan, [kept]).kept == [kept]


ROWS = st.none() | st.fixed_dictionaries({"a": st.integers(0, 2), "b": st.integers(0, 2)})


@given(st.lists(st.tuples(ROWS, ROWS, ROWS), max_size=6))
def test_what_was_written_later_is_never_overwritten(cases: list[Any]) -> None:
    traces, now = [], {}
    for number, (before, after, present) in enumerate(cases):
        if before is None and after is None:
            continue
        pk = uuid.UUID(int=number)
        traces.append(trace(pk, before, after, number))
        if present is not None:
            now[pk] = present
    for step in planned(traces, now).steps:
        present, left = now.get(step.trace.id), step.trace.after
        if step.is_return:
            assert present is None
            assert left is None
        elif step.is_removal:
            assert present == left
        else:
            assert all(present[name] == left[name] for name in step.values or {})

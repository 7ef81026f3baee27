import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coverage.clouds import REACH, Case, cases, few, made, table
from vlaggenlijn.coverage.measures import two_step
from vlaggenlijn.coverage.opening import OneSlice
from vlaggenlijn.coverage.points import Points, Weight
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import alike, gauss, step

WEIGHTS = [alike, step, gauss]


@pytest.mark.parametrize("weight", WEIGHTS)
@few
@given(case=cases)
def test_doors_opened_one_by_one_are_the_catchment_of_all(case: Case, weight: Weight) -> None:
    state = OneSlice(case.homes, case.children, np.zeros(len(case.homes)), REACH, weight)
    asked = [
        state.add(x, y, room)
        for x, y, room in zip(case.doors.x, case.doors.y, case.capacity, strict=True)
    ]
    pairs = Strips(case.homes, case.doors)
    wanted = two_step(pairs, case.children, case.capacity, REACH, weight)
    assert state.access == pytest.approx(wanted.access, rel=1e-12, abs=1e-12)
    by_hand = table(case.homes, case.doors, REACH, weight).T @ case.children
    assert asked == pytest.approx(by_hand.tolist(), rel=1e-12)


@few
@given(case=cases, start=st.floats(0, 9))
def test_what_is_taken_back_is_what_stood_there(case: Case, start: float) -> None:
    before = np.full(len(case.homes), start)
    state = OneSlice(case.homes, case.children, before, REACH, step)
    for x, y in zip(case.doors.x, case.doors.y, strict=True):
        state.add(x, y, 7.0)
    for _ in range(len(case.doors)):
        state.undo()
    assert state.access.tolist() == before.tolist()
    with pytest.raises(IndexError):
        state.undo()


def test_door_far_from_every_child_gives_nothing() -> None:
    case = made([(0, 0, 5), (200, 0, 0)], [])
    state = OneSlice(case.homes, case.children, np.ones(2), REACH, alike)
    assert (state.add(5_000_000, 0, 3), state.access.tolist()) == (0.0, [1.0, 1.0])
    assert (state.add(200, REACH, 10), state.access.tolist()) == (0.0, [1.0, 1.0])
    assert (state.add(0, 0, 10), state.access.tolist()) == (5.0, [3.0, 3.0])


def test_slice_without_homes_is_refused() -> None:
    nowhere = Points(np.zeros(0), np.zeros(0))
    with pytest.raises(ValueError, match="no homes"):
        OneSlice(nowhere, np.zeros(0), np.zeros(0), REACH, alike)

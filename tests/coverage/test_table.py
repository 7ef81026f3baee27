import numpy as np
import pytest
from hypothesis import given

from tests.coverage.clouds import REACH, Case, all_distances, cases, few, made, table
from vlaggenlijn.coverage.measures import two_step
from vlaggenlijn.coverage.points import Points
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.table import Table, distances, table_of
from vlaggenlijn.coverage.weights import step

WIDEST = 1500.0


@few
@given(case=cases)
def test_table_answers_like_all_pairs(case: Case) -> None:
    pairs = distances(case.homes, case.doors, WIDEST)
    assert isinstance(pairs, Table)
    metres = all_distances(case.homes, case.doors)
    wanted = table(case.homes, case.doors, REACH, step) @ case.capacity
    assert pairs.accumulate(case.capacity, REACH, step) == pytest.approx(wanted, rel=1e-12)
    assert pairs.count(REACH).tolist() == (metres <= REACH).sum(axis=1).tolist()
    nearest = np.where(metres <= WIDEST, metres, np.inf).min(axis=1)
    assert pairs.nearest().tolist() == nearest.tolist()


@few
@given(case=cases)
def test_measures_are_the_same_on_a_table_and_on_strips(case: Case) -> None:
    found, wanted = (
        two_step(pairs, case.children, case.capacity, REACH, step).access
        for pairs in (distances(case.homes, case.doors, WIDEST), Strips(case.homes, case.doors))
    )
    assert found == pytest.approx(wanted, rel=1e-12)


@few
@given(case=cases)
def test_strips_and_tables_give_the_same_pairs_once(case: Case) -> None:
    one, other = (
        sorted(
            (home, door, metres)
            for some in pairs.pairs(REACH)
            for home, door, metres in zip(some.near, some.far, some.distance, strict=True)
        )
        for pairs in (Strips(case.homes, case.doors), distances(case.homes, case.doors, WIDEST))
    )
    assert one == other
    assert len(one) == (all_distances(case.homes, case.doors) <= REACH).sum()


def test_too_many_pairs_are_not_kept() -> None:
    case = made([(0, 0, 1), (1, 1, 1)], [(0, 0, 1), (1, 1, 1)])
    assert isinstance(distances(case.homes, case.doors, WIDEST, most=3), Strips)
    assert isinstance(distances(case.homes, case.doors, WIDEST, most=4), Table)


def test_travel_times_are_taken_as_given_and_lacking_pairs_are_beyond_reach() -> None:
    minutes = table_of(np.array([1, 0]), np.array([0, 1]), np.array([9.0, 4.0]), 3, 2)
    assert minutes.count(10.0).tolist() == [1, 1, 0]
    assert minutes.count(5.0).tolist() == [1, 0, 0]
    assert minutes.nearest().tolist() == [4, 9, np.inf]
    assert minutes.turned().accumulate(np.array([2.0, 3.0, 5.0]), 10.0, step).tolist() == [
        pytest.approx(3 * 0.22),
        pytest.approx(2 * 0.68),
    ]


@pytest.mark.parametrize(
    ("near", "cost", "said"),
    [(0, -1.0, "from 0"), (0, np.nan, "from 0"), (3, 1.0, "not exist"), (-1, 1.0, "not exist")],
)
def test_tables_that_cannot_be_are_refused(near: int, cost: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        table_of(np.array([near]), np.array([0]), np.array([cost]), 3, 2)


def test_empty_table_reaches_nobody_and_only_a_door_can_be_near() -> None:
    nowhere = Points(np.zeros(0), np.zeros(0))
    case = made([(0, 0, 1)], [(9_000, 0, 1)])
    assert distances(case.homes, case.doors, WIDEST).nearest().tolist() == [np.inf]
    none = distances(case.homes, nowhere, WIDEST)
    assert none.count(REACH).tolist() == [0]
    with pytest.raises(ValueError, match="nothing to be near to"):
        none.nearest()
    no_pairs = np.zeros(0, np.intp)
    assert table_of(no_pairs, no_pairs, np.zeros(0), 2, 1).count(5.0).tolist() == [0, 0]


@pytest.mark.parametrize("reach", [0.0, -1.0, float("nan"), WIDEST + 1])
def test_reach_beyond_the_table_is_refused(reach: float) -> None:
    case = made([(0, 0, 1)], [(0, 0, 1)])
    with pytest.raises(ValueError, match="at most 1500"):
        distances(case.homes, case.doors, WIDEST).count(reach)

import numpy as np
import pytest
from hypothesis import given

from tests.coverage.clouds import REACH, Case, all_distances, cases, made, steady, table, town
from vlaggenlijn.coverage import strips
from vlaggenlijn.coverage.points import Points, Weight
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import alike, gauss, step

WEIGHTS = [alike, step, gauss]
NOWHERE = Points(np.zeros(0), np.zeros(0))


@pytest.mark.parametrize("weight", WEIGHTS)
@steady
@given(case=cases)
def test_accumulate_is_the_sum_over_the_table_of_all_pairs(case: Case, weight: Weight) -> None:
    found = Strips(case.homes, case.doors).accumulate(case.capacity, REACH, weight)
    wanted = table(case.homes, case.doors, REACH, weight) @ case.capacity
    assert found == pytest.approx(wanted, rel=1e-12)


@steady
@given(case=cases)
def test_count_is_the_number_of_pairs_within_reach(case: Case) -> None:
    found = Strips(case.homes, case.doors).count(REACH)
    wanted = (all_distances(case.homes, case.doors) <= REACH).sum(axis=1)
    assert found.tolist() == wanted.tolist()


@steady
@given(case=cases)
def test_nearest_is_the_least_distance(case: Case) -> None:
    found = Strips(case.homes, case.doors).nearest()
    assert found.tolist() == all_distances(case.homes, case.doors).min(axis=1).tolist()


@steady
@given(case=cases)
def test_turned_pairs_give_the_same_sum_of_all_products(case: Case) -> None:
    there = Strips(case.homes, case.doors)
    one = (there.accumulate(case.capacity, REACH, gauss) * case.children).sum()
    other = (there.turned().accumulate(case.children, REACH, gauss) * case.capacity).sum()
    assert one == pytest.approx(other, rel=1e-12)


@pytest.mark.parametrize("at_once", [1, 7, 1 << 17])
def test_bundles_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(strips, "AT_ONCE", at_once)
    case = town(90, 120, seed=3)
    there = Strips(case.homes, case.doors)
    wanted = table(case.homes, case.doors, REACH, step)
    assert there.accumulate(case.capacity, REACH, step) == pytest.approx(
        wanted @ case.capacity, rel=1e-12
    )
    assert there.count(REACH).tolist() == (wanted > 0).sum(axis=1).tolist()


@steady
@given(case=cases)
def test_reach_far_beyond_all_points_reaches_all(case: Case) -> None:
    found = Strips(case.homes, case.doors).count(1e8)
    assert set(found.tolist()) == {len(case.doors)}


def test_a_town_of_many_bundles_agrees_with_the_table() -> None:
    case = town(1500, 2000, seed=5)
    there = Strips(case.homes, case.doors)
    wanted = table(case.homes, case.doors, 2500.0, gauss)
    assert (wanted > 0).sum() > 2 * strips.AT_ONCE
    assert there.accumulate(case.capacity, 2500.0, gauss) == pytest.approx(
        wanted @ case.capacity, rel=1e-12
    )
    assert there.nearest().tolist() == all_distances(case.homes, case.doors).min(axis=1).tolist()


def test_distance_that_is_the_reach_is_within_reach() -> None:
    case = made([(0, 0, 1)], [(600, 800, 1), (600, 800.0001, 1), (-1000, 0, 1), (0, 1000, 1)])
    assert Strips(case.homes, case.doors).count(REACH).tolist() == [3]


def test_small_reach_far_from_the_origin_misses_nobody() -> None:
    far = 9.9e7
    case = made([(far, far, 1)], [(far, far, 1), (far + 0.5, far, 1), (far, far - 2, 1)])
    assert Strips(case.homes, case.doors).count(0.5).tolist() == [2]


def test_one_stray_point_makes_no_millions_of_strips() -> None:
    case = made([(0, 0, 1), (0, 9e7, 1)], [(0, 0.5, 1), (0, 9e7, 1), (0, -9e7, 1)])
    there = Strips(case.homes, case.doors)
    assert there.count(1.0).tolist() == [1, 1]
    assert there.nearest().tolist() == [0.5, 0.0]


def test_without_far_points_the_sum_is_nothing_and_nothing_is_near() -> None:
    case = made([(0, 0, 1), (5, 5, 1)], [(0, 0, 1)])
    there = Strips(case.homes, NOWHERE)
    assert there.accumulate(np.zeros(0), REACH, step).tolist() == [0, 0]
    assert there.count(REACH).tolist() == [0, 0]
    with pytest.raises(ValueError, match="nothing to be near to"):
        there.nearest()


def test_without_near_points_the_answer_is_empty() -> None:
    case = made([(0, 0, 1)], [(0, 0, 1)])
    there = Strips(NOWHERE, case.doors)
    assert (there.count(REACH).tolist(), there.nearest().tolist()) == ([], [])


@pytest.mark.parametrize("reach", [0.0, -5.0, float("nan"), float("inf")])
def test_reach_that_is_none_is_refused(reach: float) -> None:
    case = made([(0, 0, 1)], [(0, 0, 1)])
    with pytest.raises(ValueError, match="reach"):
        Strips(case.homes, case.doors).count(reach)

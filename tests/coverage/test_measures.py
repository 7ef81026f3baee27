from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coverage.clouds import (
    REACH,
    Case,
    Formula,
    all_distances,
    amounts,
    balanced_by_hand,
    cases,
    made,
    metres,
    points_from,
    steady,
    table,
    three_step_by_hand,
    town,
    two_step_by_hand,
)
from vlaggenlijn.coverage.measures import (
    Access,
    balanced,
    choices,
    nearest_distance,
    three_step,
    two_step,
)
from vlaggenlijn.coverage.points import Points, Weight
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import alike, gauss, step

Measure = Callable[..., Access]
WEIGHTS = [alike, step, gauss]
BY_HAND = [
    (two_step, two_step_by_hand),
    (three_step, three_step_by_hand),
    (balanced, balanced_by_hand),
]
MEASURES = [two_step, three_step, balanced]


def measured(measure: Measure, case: Case, weight: Weight, reach: float = REACH) -> Access:
    homes = Strips(case.homes, case.doors)
    return measure(homes, case.children, case.capacity, reach, weight)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize(("measure", "by_hand"), BY_HAND)
@steady
@given(case=cases)
def test_measure_is_what_its_formula_says(
    case: Case, measure: Measure, by_hand: Formula, weight: Weight
) -> None:
    pairs = table(case.homes, case.doors, REACH, weight)
    wanted = by_hand(pairs, case.children, case.capacity)
    assert measured(measure, case, weight).access == pytest.approx(wanted, rel=1e-11)


@steady
@given(case=cases)
def test_nearest_and_choices_are_counted_over_all_doors(case: Case) -> None:
    homes, distance = Strips(case.homes, case.doors), all_distances(case.homes, case.doors)
    assert nearest_distance(homes).tolist() == distance.min(axis=1).tolist()
    assert choices(homes, REACH).tolist() == (distance <= REACH).sum(axis=1).tolist()


@pytest.mark.parametrize("weight", WEIGHTS)
@steady
@given(case=cases)
def test_two_step_gives_out_the_reached_capacity_and_no_more(case: Case, weight: Weight) -> None:
    found = measured(two_step, case, weight)
    given_out = (case.children * found.access).sum()
    assert given_out == pytest.approx(case.capacity[found.reached].sum(), rel=1e-12)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("measure", [two_step, three_step])
def test_a_whole_town_conserves(measure: Measure, weight: Weight) -> None:
    case = town(1500, 2000, seed=11)
    found = measured(measure, case, weight, reach=2500.0)
    given_out = (case.children * found.access).sum()
    assert not found.reached.all()
    assert given_out == pytest.approx(case.capacity[found.reached].sum(), rel=1e-12)


@steady
@given(case=cases)
def test_balanced_gives_out_the_level_of_every_reached_door(case: Case) -> None:
    found = measured(balanced, case, step)
    pairs = table(case.homes, case.doors, REACH, step)
    chosen = pairs.sum(axis=1)
    shares = np.divide(pairs, chosen[:, None], where=chosen[:, None] > 0, out=np.zeros_like(pairs))
    asked = case.children @ shares
    levels = case.capacity[found.reached] / asked[found.reached]
    assert found.access.sum() == pytest.approx(levels.sum(), rel=1e-11)


@steady
@given(case=cases, weight=st.sampled_from(WEIGHTS), x=metres, y=metres, room=amounts)
def test_one_more_door_lowers_nobodys_two_step_access(
    case: Case, weight: Weight, x: float, y: float, room: float
) -> None:
    doors = Points(np.append(case.doors.x, x), np.append(case.doors.y, y))
    more = Case(case.homes, case.children, doors, np.append(case.capacity, room))
    before, after = measured(two_step, case, weight), measured(two_step, more, weight)
    assert (after.access >= before.access * (1 - 1e-12)).all()


@pytest.mark.parametrize("measure", MEASURES)
@steady
@given(case=cases, weight=st.sampled_from(WEIGHTS), chance=st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(
    case: Case, measure: Measure, weight: Weight, chance: Random
) -> None:
    homes, doors = list(range(len(case.homes))), list(range(len(case.doors)))
    chance.shuffle(homes)
    chance.shuffle(doors)
    mixed = Case(
        case.homes.at(np.array(homes)),
        case.children[homes],
        case.doors.at(np.array(doors)),
        case.capacity[doors],
    )
    found, wanted = measured(measure, mixed, weight), measured(measure, case, weight)
    assert found.access == pytest.approx(wanted.access[homes], rel=1e-11)
    assert found.reached.tolist() == wanted.reached[doors].tolist()


@pytest.mark.parametrize("measure", MEASURES)
@steady
@given(case=cases, weight=st.sampled_from(WEIGHTS))
def test_units_of_length_do_not_matter(case: Case, measure: Measure, weight: Weight) -> None:
    found = measured(measure, case.scaled(4), weight, reach=4 * REACH)
    assert found.access == pytest.approx(measured(measure, case, weight).access, rel=1e-11)


@pytest.mark.parametrize("measure", MEASURES)
@steady
@given(case=cases, weight=st.sampled_from(WEIGHTS))
def test_twice_the_room_is_twice_the_access_and_twice_the_children_half(
    case: Case, measure: Measure, weight: Weight
) -> None:
    access = measured(measure, case, weight).access
    roomy = Case(case.homes, case.children, case.doors, case.capacity * 2)
    crowded = Case(case.homes, case.children * 2, case.doors, case.capacity)
    assert measured(measure, roomy, weight).access == pytest.approx(access * 2, rel=1e-12)
    assert measured(measure, crowded, weight).access == pytest.approx(access / 2, rel=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@steady
@given(case=cases, weight=st.sampled_from(WEIGHTS))
def test_mirrored_land_has_mirrored_access(case: Case, measure: Measure, weight: Weight) -> None:
    mirrored = Case(
        Points(-case.homes.y, case.homes.x),
        case.children,
        Points(-case.doors.y, case.doors.x),
        case.capacity,
    )
    found = measured(measure, mirrored, weight).access
    assert found == pytest.approx(measured(measure, case, weight).access, rel=1e-11)


@steady
@given(case=cases, weight=st.sampled_from(WEIGHTS))
def test_split_homes_change_nothing_in_two_step(case: Case, weight: Weight) -> None:
    twice = np.tile(np.arange(len(case.homes)), 2)
    split = Case(case.homes.at(twice), case.children[twice] / 2, case.doors, case.capacity)
    found = measured(two_step, split, weight).access
    assert found == pytest.approx(np.tile(measured(two_step, case, weight).access, 2), rel=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
def test_home_without_a_door_in_reach_has_nothing(measure: Measure) -> None:
    case = made([(0, 0, 5), (9000, 0, 5)], [(10, 0, 20)])
    found = measured(measure, case, step)
    assert found.access[0] > 0
    assert found.access[1] == 0


@pytest.mark.parametrize("measure", MEASURES)
def test_door_without_children_in_reach_is_told_and_gives_nothing(measure: Measure) -> None:
    case = made([(0, 0, 5), (9000, 0, 0)], [(0, 0, 20), (9000, 0, 7), (-9000, 0, 7)])
    found = measured(measure, case, step)
    assert found.access.tolist() == [4, 0]
    assert found.reached.tolist() == [True, False, False]


def test_points_from_nothing_is_no_points() -> None:
    assert len(points_from([])[0]) == 0

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coverage.clouds import all_distances, few
from tests.coverage.lands import (
    TOWNS,
    WIDEST,
    access_by_hand,
    choices_by_hand,
    lands,
    some_land,
    some_supply,
)
from vlaggenlijn.coverage.offer import Demand, Room, Supply, Way
from vlaggenlijn.coverage.points import Points
from vlaggenlijn.coverage.slices import (
    Land,
    Sharing,
    Terms,
    against_all,
    by_municipality,
    capacity_under,
    choices,
    known_share,
    land_of,
    metres_or_none,
    nearest,
    overlap,
    slices,
)
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.table import table_of
from vlaggenlijn.coverage.weights import alike, gauss, step

WEIGHTS = [alike, step, gauss]
under_terms = st.builds(
    Terms, st.sampled_from([500.0, 1200.0, WIDEST]), st.sampled_from(WEIGHTS),
    st.sampled_from(Sharing),
)  # fmt: skip


def one_slice(doors: list[tuple], homes: list[tuple], **more: object) -> Land:
    """Return a land of one function: doors (x, y, capacity), homes (x, y, children...)."""
    places, at = np.array(doors, float).reshape(-1, 3), np.array(homes, float)
    count = len(places)
    columns = {
        "service": np.arange(count), "function": np.zeros(count, np.intp), "functions": 1,
        "groups": np.ones((count, 1), bool), "ages": np.ones((count, 1)),
        "capacity": places[:, 2], "room": np.zeros(count, np.int8), "way": np.zeros(count, np.int8),
        "area": np.zeros((count, 1), bool), "sound": np.ones(count, bool),
    } | more  # fmt: skip
    supply = Supply(points=Points(places[:, 0].copy(), places[:, 1].copy()), **columns)
    demand = Demand(
        Points(at[:, 0].copy(), at[:, 1].copy()), at[:, 2:].copy(),
        np.zeros(len(at), np.intp), np.ones(len(at), bool),
    )  # fmt: skip
    return land_of(demand, supply, WIDEST)


@few
@given(land=lands, terms=under_terms)
def test_access_in_every_slice_is_what_the_formula_says(land: Land, terms: Terms) -> None:
    assert slices(land, terms).access == pytest.approx(access_by_hand(land, terms), rel=1e-11)


@few
@given(land=lands, terms=under_terms, sound_only=st.booleans())
def test_choices_are_the_distinct_services_in_reach(
    land: Land, terms: Terms, sound_only: bool
) -> None:
    terms = replace(terms, sound_only=sound_only)
    assert choices(land, terms).tolist() == choices_by_hand(land, terms)


@few
@given(land=lands, terms=under_terms)
def test_pairs_in_strips_and_in_a_table_give_the_same(land: Land, terms: Terms) -> None:
    streamed = land_of(land.demand, land.supply, WIDEST, most=0)
    assert isinstance(streamed.pairs, Strips)
    one, other = slices(streamed, terms), slices(land, terms)
    assert one.choices.tolist() == other.choices.tolist()
    assert one.access == pytest.approx(other.access, rel=1e-12)
    assert one.reached.tolist() == other.reached.tolist()


@few
@given(land=lands, terms=under_terms, door=st.integers(0, 8))
def test_what_children_get_is_the_room_of_the_doors_reached(
    land: Land, terms: Terms, door: int
) -> None:
    """Doors that all serve the same bands give out their room exactly, and no more."""
    supply = replace(land.supply, ages=np.tile(land.supply.ages[door], (9, 1)))
    land = land_of(replace(land.demand, of_group={}), supply, WIDEST)
    found = slices(land, terms)
    given_out = np.einsum("nfga,na->fga", found.access, land.demand.children)
    room = capacity_under(supply, terms)[:, None] * np.ones(2)
    reached = (found.reached & supply.served()).any(axis=1, keepdims=True)
    if terms.sharing == Sharing.SPLIT:
        room = room * supply.ages / max(1.0, supply.ages[0].sum())
        reached = found.reached
    else:
        given_out = given_out.sum(axis=2, keepdims=True)
        room = room[:, :1]
    for function, group in np.ndindex(given_out.shape[:2]):
        doors = (supply.function == function) & supply.groups[:, group]
        wanted = (room * reached)[doors].sum(axis=0)
        assert given_out[function, group] == pytest.approx(wanted, rel=1e-12)


@few
@given(land=lands, terms=under_terms, seed=st.integers(0, 99))
def test_one_more_service_takes_nothing_from_anybody(land: Land, terms: Terms, seed: int) -> None:
    more = land.supply.joined(some_supply(np.random.default_rng(seed), 1))
    before, after = slices(land, terms), slices(land_of(land.demand, more, WIDEST), terms)
    assert (after.access >= before.access * (1 - 1e-12)).all()
    assert (after.choices >= before.choices).all()


@few
@given(land=lands, terms=under_terms)
def test_units_of_length_do_not_matter(land: Land, terms: Terms) -> None:
    def larger(points: Points) -> Points:
        return Points(points.x * 4, points.y * 4)

    demand = replace(land.demand, homes=larger(land.demand.homes))
    supply = replace(land.supply, points=larger(land.supply.points))
    found = slices(land_of(demand, supply, 4 * WIDEST), replace(terms, reach=4 * terms.reach))
    assert found.access == pytest.approx(slices(land, terms).access, rel=1e-11)


@few
@given(land=lands)
def test_nearest_is_the_least_distance_to_a_door_of_the_slice(land: Land) -> None:
    metres, supply = all_distances(land.demand.homes, land.supply.points), land.supply
    metres[metres > WIDEST] = np.inf
    found = nearest(land, WIDEST)
    for home, function, group, age in np.ndindex(*found.shape):
        doors = (
            (supply.way == Way.PLACE) & (supply.function == function)
            & supply.groups[:, group] & (supply.ages[:, age] > 0)
        )  # fmt: skip
        assert found[home, function, group, age] == metres[home, doors].min(initial=np.inf)


def test_travel_times_take_the_place_of_metres() -> None:
    land = one_slice([(0, 0, 5)], [(0, 0, 10), (0, 0, 20)])
    minutes = table_of(np.array([0, 1]), np.array([0, 0]), np.array([5.0, 40.0]), 2, 1)
    by_bus = land_of(land.demand, land.supply, 15, pairs=minutes)
    assert slices(by_bus, Terms(15)).access.ravel().tolist() == [0.5, 0]


def test_metres_are_said_as_none_when_there_is_no_door() -> None:
    land = one_slice([(300, 0, 5)], [(0, 0, 9), (90_000, 0, 9)])
    assert [metres_or_none(one) for one in nearest(land, WIDEST).ravel()] == [300.0, None]


def test_pooled_room_is_shared_by_all_bands_and_split_room_is_divided_before() -> None:
    land = one_slice([(0, 0, 30)], [(0, 0, 10, 20)], ages=np.array([[1.0, 2.0]]))
    pooled, split = (slices(land, Terms(900, sharing=how)).access.ravel() for how in Sharing)
    assert pooled.tolist() == [1.0, 1.0]
    assert split.tolist() == [1.0, 1.0]
    evenly = one_slice([(0, 0, 30)], [(0, 0, 10, 20)], ages=np.array([[1.0, 1.0]]))
    assert slices(evenly, Terms(900, sharing=Sharing.SPLIT)).access.ravel().tolist() == [1.5, 0.75]


def test_nothing_in_reach_is_zero_and_no_children_in_reach_is_told() -> None:
    land = one_slice([(0, 0, 30), (50_000, 0, 7)], [(0, 0, 10), (9_000, 0, 10)])
    found = slices(land, Terms(900))
    assert found.access.ravel().tolist() == [3, 0]
    assert found.choices.ravel().tolist() == [1, 0]
    assert found.reached.ravel().tolist() == [True, False]


def test_without_doors_or_without_homes_the_answer_is_empty_and_zero() -> None:
    nobody_helps = one_slice([], [(0, 0, 10)])
    found = slices(nobody_helps, Terms(900))
    assert (found.access.tolist(), found.choices.tolist()) == ([[[[0]]]], [[[[0]]]])
    assert known_share(nobody_helps).tolist() == [[[0]]]
    demand = replace(
        nobody_helps.demand, homes=Points(np.zeros(0), np.zeros(0)), children=np.zeros((0, 1)),
        municipality=np.zeros(0, np.intp), inside=np.zeros(0, bool),
    )  # fmt: skip
    empty = land_of(demand, one_slice([(0, 0, 1)], [(0, 0, 1)]).supply, WIDEST)
    assert slices(empty, Terms(900)).access.shape == (0, 1, 1, 1)


def test_two_doors_of_one_service_are_one_choice_and_no_overlap() -> None:
    doors, homes = [(0, 0, 5), (100, 0, 5), (200, 0, 5)], [(0, 0, 9)]
    once = choices(one_slice(doors, homes, service=np.array([4, 4, 7])), Terms(900))
    assert (once.tolist(), overlap(once).tolist()) == ([[[[2]]]], [[[[1]]]])
    none = choices(one_slice([], homes), Terms(900))
    assert overlap(none).tolist() == [[[[0]]]]


def test_even_terms_and_assumed_times_change_the_room_that_counts() -> None:
    land = one_slice(
        [(0, 0, 8), (0, 0, 4), (0, 0, 99)], [(0, 0, 1)],
        room=np.array([Room.KNOWN, Room.ASSUMED, Room.UNLIMITED], np.int8),
        sound=np.array([True, True, False]),
    )  # fmt: skip
    assert capacity_under(land.supply, Terms(1)).tolist() == [8, 4, 0]
    assert capacity_under(land.supply, Terms(1, assumed_times=0.5)).tolist() == [8, 2, 0]
    assert capacity_under(land.supply, Terms(1, even=True)).tolist() == [1, 1, 1]
    assert capacity_under(land.supply, Terms(1, even=True, sound_only=True)).tolist() == [1, 1, 0]
    assert known_share(land).tolist() == [[[pytest.approx(1 / 3)]]]


def test_services_by_area_and_online_are_told_by_municipality() -> None:
    land = some_land(5, doors=3)
    supply = replace(
        land.supply,
        way=np.array([Way.AREA, Way.APART, Way.APART], np.int8),
        area=np.array([[True, False, True], [False, True, False], [False] * TOWNS]),
        groups=np.ones((3, 3), bool), ages=np.ones((3, 2)), function=np.zeros(3, np.intp),
    )  # fmt: skip
    land = land_of(land.demand, supply, WIDEST)
    assert by_municipality(land, Way.AREA)[:, 0, 0, 0].tolist() == [1, 0, 1]
    assert by_municipality(land, Way.APART)[:, 0, 0, 0].tolist() == [1, 2, 1]
    assert by_municipality(land, Way.APART)[:, 1].sum() == 0


def test_groups_without_local_numbers_are_told() -> None:
    assert against_all(some_land(1)).tolist() == [True, True, True]
    assert against_all(some_land(1, local=True)).tolist() == [True, False, True]


def test_bands_and_municipalities_that_do_not_fit_are_refused() -> None:
    land = some_land(1)
    with pytest.raises(ValueError, match="same age bands"):
        land_of(land.demand, replace(land.supply, ages=np.ones((9, 5))), WIDEST)
    nowhere = replace(land.demand, municipality=np.full(8, TOWNS))
    with pytest.raises(ValueError, match="municipality that does not exist"):
        land_of(nowhere, land.supply, WIDEST)

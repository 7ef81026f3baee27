from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coverage.clouds import made, steady
from tests.coverage.lands import TOWNS, WIDEST, lands, some_land
from tests.coverage.test_slices import one_slice
from vlaggenlijn.coverage.certainty import (
    Judged,
    Marks,
    Sureness,
    Verdict,
    agreement,
    children_by_verdict,
    family,
    gap_share,
    judged,
    near_edge,
    sound_share,
    widest,
)
from vlaggenlijn.coverage.offer import Room, Way
from vlaggenlijn.coverage.points import Points
from vlaggenlijn.coverage.slices import Land, land_of
from vlaggenlijn.coverage.weights import gauss, step

REACH = 1000.0
few = settings(steady, max_examples=8)  # each is judged fifteen times
FAMILY = family(REACH)
CERTAIN, POSSIBLE, UNKNOWN = Sureness
UNLIMITED = Room.UNLIMITED


def villages(doors_of: list[int], apart: float = 20_000, **more: object) -> Land:
    """Return villages in a row with 100 children and so many doors each, 50 metres from home."""
    homes = [(number * apart, 0, 100) for number in range(len(doors_of))]
    doors = [(number * apart, 50, 10) for number, many in enumerate(doors_of) for _ in range(many)]
    return one_slice(doors, homes, **more)


def told(found: Judged) -> list[tuple[Verdict, Sureness]]:
    cells = zip(found.verdict.ravel(), found.sureness.ravel(), strict=True)
    return [(Verdict(verdict), Sureness(sureness)) for verdict, sureness in cells]


def test_family_is_fifteen_declared_settings_and_the_reach_asked_for_is_shown() -> None:
    assert len(set(FAMILY.settings)) == 15
    shown = FAMILY.settings[FAMILY.shown].terms
    assert (shown.reach, shown.weight, shown.sound_only) == (REACH, step, False)
    ways = {(one.terms.weight, one.evenly, one.terms.sound_only) for one in FAMILY.settings}
    assert ways == {(step, False, False), (gauss, True, False), (step, False, True)}
    assert sorted({one.terms.reach for one in FAMILY.settings}) == [600, 800, 1000, 1250, 1600]
    assert widest(FAMILY) == 1600


@pytest.mark.parametrize("room", [Room.KNOWN, Room.ASSUMED, Room.UNLIMITED])
def test_planted_gap_and_planted_overlap_are_certain(room: Room) -> None:
    land = villages([2, 2, 0, 2, 8, 2], room=np.full(16, room, np.int8))
    found = judged(land, FAMILY)
    usual = (Verdict.AS_ELSEWHERE, CERTAIN)
    assert told(found) == [
        usual, usual, (Verdict.NONE, CERTAIN), usual, (Verdict.MUCH, CERTAIN), usual,
    ]  # fmt: skip
    assert found.elsewhere.ravel().tolist() == [pytest.approx(0.2 if room == Room.KNOWN else 2)]
    assert found.by_room.ravel().tolist() == [room == Room.KNOWN]


def test_few_for_many_children_is_short_and_certain() -> None:
    found = judged(villages([4, 4, 1, 4], room=np.full(13, UNLIMITED, np.int8)), FAMILY)
    assert told(found)[2] == (Verdict.SHORT, CERTAIN)
    assert found.level.ravel().tolist() == [4, 4, 1, 4]


def test_gap_that_depends_on_the_reach_stays_possible() -> None:
    doors = [(0, 50, 10), (40_000, 50, 10), (60_000, 1100, 10)]
    land = one_slice(doors, [(0, 0, 100), (40_000, 0, 100), (60_000, 0, 100)])
    found = judged(land, FAMILY)
    assert told(found)[2] == (Verdict.NONE, POSSIBLE)
    assert 0.5 < gap_share(found).ravel()[2] < 0.9
    assert agreement(found).ravel().tolist() == [1, 1, pytest.approx(gap_share(found).ravel()[2])]


def test_many_services_for_many_children_are_possibly_much() -> None:
    """A city has more to choose from, and more children who share it."""
    land = villages([2, 2, 8, 2], room=np.full(14, UNLIMITED, np.int8))
    crowded = replace(land.demand, children=land.demand.children * [[1], [1], [4], [1]])
    found = judged(land_of(crowded, land.supply, 1600), FAMILY, compared=np.arange(4) != 2)
    assert told(found)[2] == (Verdict.MUCH, POSSIBLE)


def test_stale_records_lower_certainty_and_mostly_stale_is_unknown() -> None:
    def surenesses(sound: list[bool]) -> list[Sureness]:
        land = villages([5, 5, 5, 5], sound=np.array(sound * 4))
        return [sureness for _, sureness in told(judged(land, FAMILY))]

    assert surenesses([True] * 4 + [False]) == [CERTAIN] * 4
    assert surenesses([True] * 3 + [False] * 2) == [POSSIBLE] * 4
    assert surenesses([True] + [False] * 4) == [UNKNOWN] * 4


def test_where_nobody_keeps_the_directory_we_do_not_know() -> None:
    land = villages([2, 2, 0], area=np.zeros((4, 2), bool))
    land = replace(land, demand=replace(land.demand, municipality=np.array([0, 0, 1])))
    found = judged(land, FAMILY, kept=np.array([True, False]))
    assert told(found)[1:] == [(Verdict.AS_ELSEWHERE, CERTAIN), (Verdict.NONE, UNKNOWN)]


def test_near_the_edge_of_what_is_loaded_nothing_is_certain() -> None:
    found = judged(villages([2, 2, 0]), FAMILY, edge=np.array([True, False, True]))
    assert [sureness for _, sureness in told(found)] == [POSSIBLE, CERTAIN, POSSIBLE]
    assert found.edge.tolist() == [True, False, True]


def test_children_count_from_twice_the_reach_and_services_from_once() -> None:
    case = made([(0, 0, 1), (2500, 0, 1), (6000, 0, 1)], [(-1900, 0, 1)])
    homes, beyond = case.homes, case.doors
    nothing = Points(np.zeros(0), np.zeros(0))
    assert near_edge(homes, beyond, nothing, REACH).tolist() == [True, False, False]
    assert near_edge(homes, nothing, beyond, REACH).tolist() == [False, False, False]
    assert near_edge(homes, nothing, Points(beyond.x + 1000, beyond.y), REACH).tolist() == [
        True, False, False,
    ]  # fmt: skip


@few
@given(land=lands, kept=st.lists(st.booleans(), min_size=TOWNS, max_size=TOWNS))
def test_verdicts_count_every_child_once(land: Land, kept: list[bool]) -> None:
    found = judged(land, FAMILY, kept=np.array(kept))
    demand = land.demand
    everywhere = np.ones(8, bool)
    for rows, where in ((demand.inside, None), (everywhere, everywhere)):
        counts = children_by_verdict(demand, found, where).sum(axis=(3, 4))
        for group in range(counts.shape[1]):
            assert (counts[:, group] == demand.of(group)[rows].sum(axis=0)).all()
    assert (found.votes.sum(axis=0) == 15).all()
    assert (found.verdict == Verdict.NONE).tolist() == (found.choices == 0).tolist()


@few
@given(land=lands)
def test_shown_verdict_is_among_the_votes_and_certain_ones_hold_nearly_always(land: Land) -> None:
    found = judged(land, FAMILY, Marks(sound=0, unsound=0))
    mine = np.take_along_axis(found.votes, found.verdict[None].astype(int), axis=0)[0]
    assert mine.min() >= 1
    certain = found.sureness == CERTAIN
    assert (agreement(found) >= 0.9).tolist() == certain.tolist()
    gap = found.verdict <= Verdict.SHORT
    assert (gap_share(found)[certain & gap] >= 0.9).all()


def test_soundness_is_of_what_is_around_by_function_then_of_all_then_of_everything() -> None:
    land = some_land(1, doors=4)
    supply = replace(
        land.supply,
        points=Points(np.array([0.0, 0, 0, 90_000]), np.zeros(4)),
        way=np.array([Way.PLACE, Way.PLACE, Way.AREA, Way.PLACE], np.int8),
        function=np.array([0, 0, 1, 1]), sound=np.array([True, False, True, False]),
        area=np.array([[False] * 3, [False] * 3, [True, False, False], [False] * 3]),
    )  # fmt: skip
    demand = replace(
        land.demand, homes=Points(np.array([0.0, 0, 50_000]), np.zeros(3)),
        children=np.ones((3, 2)), municipality=np.array([0, 1, 1]), inside=np.ones(3, bool),
    )  # fmt: skip
    shares = sound_share(land_of(demand, supply, WIDEST), REACH)
    assert shares.tolist() == [[0.5, 1.0], [0.5, 0.5], [0.5, 0.5]]


def test_empty_directory_is_a_gap_of_which_we_do_not_know() -> None:
    land = one_slice([], [(0, 0, 10)])
    assert told(judged(land, FAMILY)) == [(Verdict.NONE, UNKNOWN)]


def test_land_without_homes_or_without_children_is_judged_without_a_word() -> None:
    land = villages([1, 1])
    none = replace(
        land.demand, homes=Points(np.zeros(0), np.zeros(0)), children=np.zeros((0, 1)),
        municipality=np.zeros(0, np.intp), inside=np.zeros(0, bool),
    )  # fmt: skip
    assert judged(land_of(none, land.supply, 1600), FAMILY).verdict.shape == (0, 1, 1, 1)
    childless = replace(land.demand, children=np.zeros((2, 1)))
    found = judged(land_of(childless, land.supply, 1600), FAMILY)
    assert found.elsewhere.tolist() == [[[0]]]
    assert children_by_verdict(childless, found).sum() == 0

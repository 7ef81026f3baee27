from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coverage.clouds import few
from tests.coverage.lands import TOWNS, lands, some_land, some_supply
from tests.coverage.test_slices import one_slice, under_terms
from vlaggenlijn.coverage.offer import Way
from vlaggenlijn.coverage.points import Points
from vlaggenlijn.coverage.slices import Land, Terms, slices
from vlaggenlijn.coverage.table import table_of
from vlaggenlijn.coverage.weights import alike
from vlaggenlijn.coverage.what_if import Change, WhatIf, recomputed

TERMS = Terms(1000.0, alike)


def change_at_random(state: WhatIf, chance: np.random.Generator) -> None:
    """Add, close, move or widen a door."""
    number = int(chance.choice(np.flatnonzero(state.is_open)))
    what = chance.integers(4)
    if what == 0:
        door = some_supply(chance, 1)
        # Half of the time one more door of a service that is there.
        siblings = replace(state.supply.at(np.array([number])), points=door.points)
        state.add(siblings if chance.random() < 0.5 else door)
    elif what == 1:
        state.move(number, *chance.integers(-12, 13, 2) * 100.0)
    elif what == 2:
        state.widen(number, groups=np.ones((1, 3), bool), ages=np.ones((1, 2)))
    elif state.is_open.sum() > 1:
        state.close(number)


@few
@given(land=lands, terms=under_terms, seed=st.integers(0, 999), sound_only=st.booleans())
def test_changes_one_by_one_are_what_working_out_anew_gives(
    land: Land, terms: Terms, seed: int, sound_only: bool
) -> None:
    state, chance = WhatIf(land, replace(terms, sound_only=sound_only)), np.random.default_rng(seed)
    most = state.access.max()
    for _ in range(4):
        change_at_random(state, chance)
        most = max(most, state.access.max())
    wanted = recomputed(state)
    assert state.choices.tolist() == wanted.choices.tolist()
    assert state.access == pytest.approx(wanted.access, rel=1e-12, abs=1e-12 * most)


@few
@given(land=lands, terms=under_terms, seed=st.integers(0, 999))
def test_undo_gives_back_what_was_there(land: Land, terms: Terms, seed: int) -> None:
    state, chance = WhatIf(land, terms), np.random.default_rng(seed)
    start = slices(land, terms)
    change_at_random(state, chance)
    steps = len(state._before)
    for _ in range(steps):
        state.undo()
    assert state.choices.tolist() == start.choices.tolist()
    assert state.access.tolist() == start.access.tolist()
    assert (len(state.supply), state.is_open.all()) == (9, True)
    with pytest.raises(IndexError):
        state.undo()


@few
@given(land=lands, terms=under_terms, seed=st.integers(0, 999))
def test_opening_a_service_makes_nobody_worse(land: Land, terms: Terms, seed: int) -> None:
    effect = WhatIf(land, terms).add(some_supply(np.random.default_rng(seed), 1))
    assert (effect.change >= Change.SAME).all()
    assert effect.children(land.demand, Change.WORSE, Change.NO_LONGER).sum() == 0


def street() -> Land:
    """Return three homes in a street, 800 metres apart, and a service at the first and last."""
    homes = [(0, 0, 10), (800, 0, 20), (1600, 0, 40), (9_000, 0, 7)]
    return one_slice([(0, 0, 12), (1600, 0, 6)], homes)


def test_who_gains_and_who_loses_is_told_in_children() -> None:
    land = street()
    state = WhatIf(land, TERMS)
    assert state.choices.ravel().tolist() == [1, 2, 1, 0]
    effect = state.move(0, 9_000, 100)

    def children(*changes: Change) -> float:
        return effect.children(land.demand, *changes).item()

    assert effect.homes.tolist() == [0, 1, 3]
    assert (children(Change.NEWLY), children(Change.NO_LONGER)) == (7, 10)
    assert (children(Change.WORSE), children(Change.BETTER), children(Change.SAME)) == (20, 0, 0)
    assert children(Change.WORSE, Change.NO_LONGER) == 30
    somewhere = np.array([False, True, False, False])
    assert effect.children(land.demand, Change.WORSE, where=somewhere).item() == 20
    assert effect.children(land.demand, Change.NO_LONGER, where=somewhere).item() == 0


def test_more_room_at_a_door_is_better_with_the_same_choices() -> None:
    land = street()
    state = WhatIf(land, TERMS, slices(land, TERMS))
    more = state.widen(0, capacity=np.array([24.0]))
    assert more.change.ravel().tolist() == [Change.BETTER, Change.BETTER]
    fewer = state.widen(2, capacity=np.array([3.0]))
    assert fewer.change.ravel().tolist() == [Change.WORSE, Change.WORSE]
    assert state.is_open.tolist() == [False, True, False, True]
    assert state.now().capacity.tolist() == [6, 3]
    again = state.widen(3, capacity=np.array([3.0]))
    assert again.change.ravel().tolist() == [Change.SAME, Change.SAME]


def test_closing_the_only_door_leaves_exactly_nothing() -> None:
    land = one_slice([(0, 0, 0.1), (0, 0, 0.2), (0, 0, 0.3)], [(0, 0, 7)])
    state = WhatIf(land, TERMS)
    for number in (1, 0, 2):
        state.close(number)
    assert (state.access.item(), state.choices.item()) == (0, 0)


def test_service_by_area_is_widened_by_a_municipality_and_online_touches_no_home() -> None:
    land = some_land(4, doors=2)
    everybody = {"groups": np.ones((2, 3), bool), "ages": np.ones((2, 2))}
    ways = np.array([Way.AREA, Way.APART], np.int8)
    supply = replace(land.supply, way=ways, area=np.eye(2, TOWNS, dtype=bool), **everybody)
    state = WhatIf(replace(land, supply=supply), TERMS)
    wider = np.array([[True, True, False]])
    effect = state.widen(0, area=wider)
    assert set(land.demand.municipality[effect.homes].tolist()) <= {0, 1}
    assert state.widen(1, area=wider).homes.tolist() == []


def test_second_door_of_a_service_is_no_second_choice() -> None:
    land = street()
    state = WhatIf(land, TERMS)
    twin = replace(land.supply.at(np.array([0])), points=Points(np.array([900.0]), np.zeros(1)))
    state.add(twin)
    assert state.choices.ravel().tolist() == [1, 2, 2, 0]


def test_travel_times_are_refused() -> None:
    land = street()
    minutes = table_of(np.array([0]), np.array([0]), np.array([5.0]), 4, 2)
    with pytest.raises(ValueError, match="worked out anew"):
        WhatIf(replace(land, pairs=minutes, by_distance=False), TERMS)

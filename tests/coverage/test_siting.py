from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coverage.clouds import REACH, Case, all_distances, cases, few
from tests.coverage.lands import AGES, lands, some_supply
from tests.coverage.test_slices import one_slice, under_terms
from vlaggenlijn.coverage import grid
from vlaggenlijn.coverage.grid import PLAIN, Loops
from vlaggenlijn.coverage.offer import Way
from vlaggenlijn.coverage.points import Points
from vlaggenlijn.coverage.siting import (
    Plan,
    Problem,
    bound,
    closed_by,
    closing,
    covering,
    exchanged,
    greedy,
    plan,
    problem,
    quick_plan,
    scores,
    scores_at,
    short_list,
    shortfall,
)
from vlaggenlijn.coverage.slices import Land, Terms
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.what_if import WhatIf

ROWS, CANDIDATES = 6, 6


def some_problem(seed: int) -> Problem:
    chance = np.random.default_rng(seed)
    short = chance.integers(0, 20, ROWS).astype(float)
    candidate, row = np.nonzero(chance.random((CANDIDATES, ROWS)) < 0.5)
    return problem(short, candidate, row, chance.random(len(row)) * 25, CANDIDATES)


problems = st.builds(some_problem, st.integers(0, 10**6))


def best_of_all(asked_of: Problem, many: int) -> float:
    return max(
        closed_by(asked_of, np.array(some)) for some in combinations(range(CANDIDATES), many)
    )


@few
@given(asked_of=problems, many=st.integers(1, 4))
def test_plan_lies_between_what_greed_promises_and_what_is_proven(
    asked_of: Problem, many: int
) -> None:
    best = best_of_all(asked_of, many)
    found, first = plan(asked_of, many), greedy(asked_of, many)
    quick = closed_by(asked_of, quick_plan(asked_of, many))
    assert len(set(found.chosen)) == len(found.chosen) <= many
    assert found.closed == pytest.approx(closed_by(asked_of, found.chosen))
    assert closed_by(asked_of, first) >= best * (1 - (1 - 1 / many) ** many) * (1 - 1e-12)
    assert closed_by(asked_of, first) <= quick * (1 + 1e-9) <= found.closed * (1 + 2e-9)
    assert found.closed <= best * (1 + 1e-12) <= found.at_most * (1 + 2e-12)


@few
@given(asked_of=problems, many=st.integers(0, 4), rounds=st.integers(0, 30))
def test_bound_is_proven_after_any_number_of_rounds(
    asked_of: Problem, many: int, rounds: int
) -> None:
    assert bound(asked_of, many, 0.0, rounds) >= best_of_all(asked_of, many) * (1 - 1e-12)


@few
@given(asked_of=problems)
def test_more_places_never_close_less_and_one_alone_scores_what_it_closes(
    asked_of: Problem,
) -> None:
    closed = [plan(asked_of, many, rounds=5).closed for many in range(4)]
    assert closed == sorted(closed)
    alone = [closed_by(asked_of, np.array([one])) for one in range(CANDIDATES)]
    assert scores(asked_of) == pytest.approx(alone)


@few
@given(
    land=lands, terms=under_terms, by_room=st.booleans(), seed=st.integers(0, 999),
    sound=st.booleans(),
)  # fmt: skip
def test_score_is_the_shortfall_that_opening_there_really_closes(
    land: Land, terms: Terms, by_room: bool, seed: int, sound: bool
) -> None:
    chance = np.random.default_rng(seed)
    door = some_supply(chance, 1)
    door.groups[0, 1], door.way[0], door.sound[0], door.service[0] = True, Way.PLACE, True, 99
    function, group = int(door.function[0]), int(np.flatnonzero(door.groups[0])[0])
    aim = np.array([2.0, 0.0 if sound else 1.5])
    state = WhatIf(land, terms)

    def short() -> float:
        level = (state.access if by_room else state.choices)[:, function, group]
        children = land.demand.of(group) * door.served()[0]
        return float(shortfall(children, level.astype(float), aim).sum())

    level = (state.access if by_room else state.choices)[:, function, group].astype(float)
    homes = land.demand.homes
    asked_of = closing(land.demand, door, homes, terms, level, aim, by_room=by_room)
    before = short()
    for place in range(len(homes)):
        state.add(replace(door, points=homes.at(np.array([place]))))
        wanted = before - short()
        state.undo()
        assert closed_by(asked_of, np.array([place])) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("by_room", [True, False])
@pytest.mark.parametrize("loops", [PLAIN, None])
@few
@given(land=lands, terms=under_terms, seed=st.integers(0, 999))
def test_score_of_every_home_is_the_same_with_pairs_kept_and_without(
    land: Land, terms: Terms, seed: int, by_room: bool, loops: Loops | None
) -> None:
    chance = np.random.default_rng(seed)
    door = some_supply(chance, 1)
    door.groups[0, 1], door.way[0] = True, Way.PLACE
    level, aim = chance.random((len(land.demand.homes), AGES)), np.array([0.8, 0.0])
    asked_of = (land.demand, door, land.demand.homes, terms, level, aim)
    wanted = scores(closing(*asked_of, by_room=by_room))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(grid, "_tried", [loops])
        assert scores_at(*asked_of, by_room=by_room) == pytest.approx(wanted, rel=1e-12)


@few
@given(case=cases)
def test_covering_counts_the_children_within_reach_of_any_chosen_place(case: Case) -> None:
    pairs = Strips(case.homes, case.doors)
    asked_of = covering(pairs, case.children, REACH, len(case.doors))
    chosen = np.arange(min(2, len(case.doors)))
    near = (all_distances(case.homes, case.doors)[:, chosen] <= REACH).any(axis=1)
    assert closed_by(asked_of, chosen) == pytest.approx(case.children[near].sum())


def test_exchange_leaves_a_first_choice_that_stands_between_two() -> None:
    """The middle reaches most alone, the two ends reach everybody together."""
    short = np.array([6.0, 5, 5, 6])
    candidate = np.array([0, 0, 1, 1, 2, 2])
    row = np.array([1, 2, 0, 1, 2, 3])
    amount = np.array([7.0, 7, 6, 4.9, 4.9, 6])
    asked_of = problem(short, candidate, row, amount, 3)
    asked_of.amount[:2] = [5, 5]
    first = np.array([0, 1])
    assert sorted(exchanged(asked_of, first).tolist()) == [1, 2]
    assert plan(asked_of, 2).apart < 0.01


def test_sets_that_the_proof_comes_by_can_be_better_than_exchange_alone() -> None:
    chance = np.random.default_rng(8)
    short = chance.integers(1, 20, 30).astype(float)
    candidate, row = np.nonzero(chance.random((14, 30)) < 0.2)
    asked_of = problem(short, candidate, row, np.full(len(row), 99.0), 14)
    found = plan(asked_of, 4, rounds=60)
    assert (closed_by(asked_of, quick_plan(asked_of, 4)), found.closed) == (219, 220)
    assert 220 <= found.at_most < 227


def test_shortfall_is_in_children_and_more_than_enough_is_no_less_than_none() -> None:
    children = np.array([[10.0, 10], [10, 10], [10, 10]])
    level = np.array([[0.4, 1.0], [1.0, 1.0], [3.0, 0.0]])
    assert shortfall(children, level, np.array([1.0, 0.0])).tolist() == [[6, 0], [0, 0], [0, 0]]


def test_short_list_is_within_a_share_of_the_best_and_never_of_nothing() -> None:
    assert short_list(np.array([9.0, 10, 0, 8.9, 10]), 0.1).tolist() == [1, 4, 0]
    assert short_list(np.zeros(3), 0.1).tolist() == []
    assert short_list(np.zeros(0), 0.1).tolist() == []


def test_nothing_to_close_is_an_empty_plan_that_is_proven_best() -> None:
    none = problem(np.zeros(3), np.array([0, 1]), np.array([0, 1]), np.ones(2), 2)
    found = plan(none, 2)
    assert (found.chosen.tolist(), found.closed, found.at_most, found.apart) == ([], 0, 0, 0)
    assert greedy(none, 2).tolist() == []
    assert Plan(np.zeros(0, np.intp), 3.0, 4.0).apart == 0.25


def test_places_that_reach_nobody_close_nothing() -> None:
    land = one_slice([(0, 0, 5)], [(0, 0, 10)])
    far = Points(np.array([90_000.0]), np.zeros(1))
    door = land.supply.at(np.array([0]))
    asked_of = closing(
        land.demand, door, far, Terms(900), np.zeros((1, 1)), np.ones(1), by_room=True
    )
    assert scores(asked_of).tolist() == [0]
    streamed = covering(Strips(land.demand.homes, far), np.ones(1), 900, 1)
    assert (len(streamed), scores(streamed).tolist()) == (1, [0])

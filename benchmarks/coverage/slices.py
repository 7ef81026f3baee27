"""All slices in one pass beside one slice, what-if and siting, on made-up land; own times only.

    PYTHONPATH=. .venv/bin/python benchmarks/coverage/slices.py --homes 9200 --doors 20000
With numba installed the compiled grid is measured, else strips. Seconds of computing time of this
process are told beside seconds on the clock: on a busy machine they are the ones to read.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.coverage.compare import Land as Places
from vlaggenlijn.coverage.grid import PLAIN, compiled, pairs_between
from vlaggenlijn.coverage.measures import two_step
from vlaggenlijn.coverage.offer import Demand, Supply
from vlaggenlijn.coverage.opening import OneSlice
from vlaggenlijn.coverage.points import Points
from vlaggenlijn.coverage.siting import (
    bound,
    closed_by,
    closing,
    covering,
    plan,
    quick_plan,
    scores,
    scores_at,
)
from vlaggenlijn.coverage.slices import Land, Terms, access, land_of, slices
from vlaggenlijn.coverage.weights import gauss, step
from vlaggenlijn.coverage.what_if import WhatIf

FUNCTIONS, GROUPS, AGES, TOWNS = 8, 5, 2, 40  # 80 slices
KINDS_OF_OFFER = 40
REACHES = (5_000.0, 8_000.0, 12_000.0, 16_000.0, 20_000.0)


def land(homes: int, doors: int, reach: float, seed: int) -> Land:
    """Return doors of some forty kinds, most of them for all groups and one or both bands."""
    made, chance = Places(homes, doors, seed), np.random.default_rng(seed)
    share = chance.dirichlet(np.ones(AGES) * 8, homes)
    offers_groups = chance.random((KINDS_OF_OFFER, GROUPS)) < 0.25
    offers_groups[:, 0] = True
    offers_ages = np.eye(AGES)[chance.integers(0, AGES, KINDS_OF_OFFER)]
    offers_ages[chance.random(KINDS_OF_OFFER) < 0.3] = 1
    offer = chance.integers(0, KINDS_OF_OFFER, doors)
    supply = Supply(
        made.doors, np.arange(doors), offer % FUNCTIONS, FUNCTIONS, offers_groups[offer],
        offers_ages[offer], made.capacity, np.zeros(doors, np.int8), np.zeros(doors, np.int8),
        np.zeros((doors, TOWNS), bool), np.ones(doors, bool),
    )  # fmt: skip
    town = chance.integers(0, TOWNS, homes)
    children = made.children[:, None] * share
    demand = Demand(made.homes, children, town, np.ones(homes, bool))
    return land_of(demand, supply, reach, pairs=pairs_between(made.homes, made.doors))


def told(name: str, run: Callable, times: int = 5) -> Any:
    """Print the middle of so many runs, on the clock and computing, and return the last answer."""
    clock, computing = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        found = run()
        clock.append(time.perf_counter() - start)
        computing.append(time.process_time() - busy)
    middle = [1000 * float(np.median(some)) for some in (clock, computing)]
    print(f"{name:40} {middle[0]:9.2f} ms on the clock {middle[1]:9.2f} ms computing", flush=True)
    return found


def measure(asked: argparse.Namespace) -> None:
    ground, terms = land(asked.homes, asked.doors, asked.reach, asked.seed), Terms(asked.reach)
    demand, supply = ground.demand, ground.supply
    children = demand.children.sum(axis=1)

    def one_slice() -> object:
        pairs = pairs_between(demand.homes, supply.points)
        return two_step(pairs, children, supply.capacity, asked.reach, terms.weight)

    told("one slice", one_slice)
    many = f"all {FUNCTIONS * GROUPS * AGES} slices"
    told(many, lambda: access(ground, terms))
    found = told(f"{many} with their choices", lambda: slices(ground, terms))
    by_distance = replace(ground, by_distance=True)
    state = WhatIf(by_distance, terms, found)
    door = supply.at(np.array([0]))
    settings = [Terms(reach, weight) for reach in REACHES for weight in (step, gauss)]
    name = f"{len(settings)} settings x {FUNCTIONS * GROUPS * AGES} slices"
    told(name, lambda: [access(ground, one) for one in settings], 3)

    tried = OneSlice(
        demand.homes, children, found.access[:, 0, 0, 0], asked.reach, terms.weight,
        compiled() or PLAIN,
    )  # fmt: skip
    spots = list(zip(demand.homes.x[:1000].tolist(), demand.homes.y[:1000].tolist(), strict=True))

    def a_thousand() -> None:
        for x, y in spots:
            tried.add(x, y, 10.0)

    told("1,000 services added, one slice", a_thousand)

    def add_and_undo() -> None:
        state.add(door)
        state.undo()

    told("what if: add a service and undo", add_and_undo, 50)
    aim = np.full(AGES, 0.5)
    level = found.access[:, 0, 0]

    def candidates(points: Points) -> object:
        return closing(demand, door, points, Terms(5000), level, aim, by_room=True)

    every = told("every home as a candidate, made ready", lambda: candidates(demand.homes), 3)
    told("every home as a candidate, scored", lambda: scores(every))
    without_pairs = (demand, door, demand.homes, Terms(5000), level, aim)
    told("the same, nothing made ready", lambda: scores_at(*without_pairs, by_room=True))
    some = demand.homes.at(np.random.default_rng(0).choice(asked.homes, 2000, replace=False))
    cover = covering(pairs_between(demand.homes, some), children, 5000, len(some))
    chosen = told("20 of 2,000 places, greedy and exchange", lambda: quick_plan(cover, 20))
    proven = told("the same, proven, from more starts", lambda: plan(cover, 20), 1)
    closed = closed_by(cover, chosen)
    print(f"apart from the bound: {1 - closed / bound(cover, 20, closed):.2%}, {proven.apart:.2%}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", type=int, default=9_200)
    parser.add_argument("--doors", type=int, default=20_000)
    parser.add_argument("--reach", type=float, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    compiled()
    measure(parser.parse_args())

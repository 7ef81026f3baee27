"""Made-up places for the tests of coverage, and the table of all pairs that the engine avoids."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from vlaggenlijn.coverage.points import Numbers, Points, Weight

REACH = 1000.0
# Busy machines are slow; a test that waits is no test that fails.
steady = settings(max_examples=25, deadline=None)
few = settings(steady, max_examples=12)  # for what takes longer
# Whole and halved hundreds meet the borders of reach and rings exactly; the rest meets nothing.
metres = st.one_of(
    st.integers(-30, 30).map(lambda number: number * 100.0),
    st.floats(-5000, 5000, allow_nan=False, width=32).map(lambda number: round(number, 3)),
)
amounts = st.one_of(st.just(0.0), st.floats(0.5, 500).map(lambda number: round(number, 2)))


@dataclass(frozen=True)
class Case:
    homes: Points
    children: Numbers
    doors: Points
    capacity: Numbers

    def scaled(self, times: float) -> "Case":
        homes, doors = (Points(p.x * times, p.y * times) for p in (self.homes, self.doors))
        return Case(homes, self.children, doors, self.capacity)


def points_from(rows: list[tuple[float, float, float]]) -> tuple[Points, Numbers]:
    table = np.array(rows, dtype=float).reshape(-1, 3)
    return Points(table[:, 0].copy(), table[:, 1].copy()), table[:, 2].copy()


def row_lists(least: int) -> st.SearchStrategy[list[tuple[float, float, float]]]:
    return st.lists(st.tuples(metres, metres, amounts), min_size=least, max_size=12)


def made(homes: list[tuple[float, float, float]], doors: list[tuple[float, float, float]]) -> Case:
    return Case(*points_from(homes), *points_from(doors))


cases = st.builds(made, row_lists(1), row_lists(1))


def town(homes: int, doors: int, seed: int) -> Case:
    """Return more points than one bundle of pairs holds, half of them crowded together."""
    chance = np.random.default_rng(seed)

    def some(count: int) -> Points:
        spread = np.where(chance.random((count, 1)) < 0.5, 200.0, 8000.0)
        place = chance.normal(0, 1, (count, 2)) * spread
        return Points(place[:, 0].copy(), place[:, 1].copy())

    return Case(
        some(homes),
        chance.integers(0, 400, homes).astype(float),
        some(doors),
        np.round(chance.lognormal(2, 1, doors), 1),
    )


def table(homes: Points, doors: Points, reach: float, weight: Weight) -> Numbers:
    """Return the weights of all pairs, homes down and doors across."""
    distance = all_distances(homes, doors)
    return np.where(distance <= reach, weight(distance, reach), 0.0)


def all_distances(homes: Points, doors: Points) -> Numbers:
    east = homes.x[:, None] - doors.x[None, :]
    north = homes.y[:, None] - doors.y[None, :]
    return np.sqrt(east**2 + north**2)


Formula = Callable[[Numbers, Numbers, Numbers], list[float]]


def two_step_by_hand(pairs: Numbers, children: Numbers, capacity: Numbers) -> list[float]:
    access = [0.0] * len(children)
    for door, room in enumerate(capacity):
        asked = sum(pairs[home, door] * count for home, count in enumerate(children))
        for home in range(len(children)):
            access[home] += pairs[home, door] * room / asked if asked else 0.0
    return access


def three_step_by_hand(pairs: Numbers, children: Numbers, capacity: Numbers) -> list[float]:
    return two_step_by_hand(pairs * _of_row(pairs), children, capacity)


def balanced_by_hand(pairs: Numbers, children: Numbers, capacity: Numbers) -> list[float]:
    mine, theirs = _of_row(pairs), _of_row(pairs.T).T
    access = [0.0] * len(children)
    for door, room in enumerate(capacity):
        asked = sum(mine[home, door] * count for home, count in enumerate(children))
        for home in range(len(children)):
            access[home] += theirs[home, door] * room / asked if asked else 0.0
    return access


def _of_row(pairs: Numbers) -> Numbers:
    """Return every weight as a share of its row; a row of nothing stays nothing."""
    sums = pairs.sum(axis=1, keepdims=True)
    return np.divide(pairs, sums, out=np.zeros_like(pairs), where=sums > 0)

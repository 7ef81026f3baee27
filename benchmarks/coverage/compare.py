"""The measures beside PySAL ``access`` on made-up land: how much faster, and how equal.

PySAL is no part of the project. Install it by hand in an environment of its own and run there:
    python -m venv /tmp/pysal && /tmp/pysal/bin/pip install access sdc-catchment scipy numba
    PYTHONPATH=. /tmp/pysal/bin/python benchmarks/coverage/compare.py --homes 9200 --doors 20000
PySAL gets its pairs from a KD-tree, which is far better than its own table of all pairs; the time
for making them is counted. Rounds are taken in turn. Without PySAL only our own times are told;
with numba the compiled grid is measured, else strips (--strips measures those anyway).
``sdc-catchment``, a second library, makes a table of all pairs: only its values stand beside ours,
on lands that it can hold (--homes 2000 --doors 2000 --rounds 1).
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from vlaggenlijn.coverage.grid import compiled, pairs_between
from vlaggenlijn.coverage.measures import choices, nearest_distance, three_step, two_step
from vlaggenlijn.coverage.points import Numbers, Points
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import alike, gauss, step

try:
    import pandas as pd
    from access import weights as pysal_weights
    from access.fca import three_stage_fca, two_stage_fca
    from scipy.spatial import cKDTree
except ImportError:
    pysal_weights = None
try:
    from sdc_catchment import catchment_ratio
except ImportError:
    catchment_ratio = None

MOST_IN_A_TABLE = 10**7  # pairs
WIDE, HIGH = 237_000, 93_000  # metres, about Flanders
Measured = Callable[[], Numbers]


class Land:
    """Homes and doors: twenty cities, 300 municipalities, and some in between."""

    def __init__(self, homes: int, doors: int, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.kernels = self.chance.uniform((0, 0), (WIDE, HIGH), (320, 2))
        self.homes, self.doors = self._spread(homes), self._spread(doors)
        self.children = np.round(self.chance.lognormal(4.5, 1, homes))
        self.children[self.chance.random(homes) < 0.03] = 0
        self.capacity = np.ceil(self.chance.lognormal(2, 1, doors))

    def _spread(self, count: int) -> Points:
        city = self.chance.random(count) < 0.5
        kernel = np.where(
            city, self.chance.integers(0, 20, count), self.chance.integers(20, 320, count)
        )
        width = np.where(city, 4_000, 2_500)[:, None]
        place = self.kernels[kernel] + self.chance.normal(0, 1, (count, 2)) * width
        return Points(place[:, 0].copy(), place[:, 1].copy())


def ours(land: Land, reach: float, between: Callable) -> dict[str, Measured]:
    def of(measure: Callable, weight: Callable) -> Numbers:
        homes = between(land.homes, land.doors)
        return measure(homes, land.children, land.capacity, reach, weight).access

    return {
        "2sfca": partial(of, two_step, alike),
        "e2sfca step": partial(of, two_step, step),
        "e2sfca gauss": partial(of, two_step, gauss),
        "3sfca step": partial(of, three_step, step),
        "nearest": lambda: nearest_distance(between(land.homes, land.doors)),
        "choices": lambda: choices(between(land.homes, land.doors), reach).astype(float),
    }


def theirs(land: Land, reach: float) -> dict[str, Measured]:
    """Return the same measures by PySAL; a home without a door in reach is filled with 0."""
    demand, supply = (
        pd.DataFrame({"demand": land.children}),
        pd.DataFrame({"supply": land.capacity}),
    )
    demand.index.name = supply.index.name = "geoid"
    rings = pysal_weights.step_fn({reach / 3: 1, reach * 2 / 3: 0.68, reach: 0.22})

    def bell(metres: "pd.Series") -> "pd.Series":
        return np.exp(-0.5 * (metres * (3 / reach)) ** 2)

    def of(measure: Callable, **more: object) -> Numbers:
        found = measure(demand, supply, pairs_by_tree(land, reach), max_cost=reach, **more)
        return found.reindex(demand.index).fillna(0).to_numpy()

    return {
        "2sfca": partial(of, two_stage_fca),
        "e2sfca step": partial(of, two_stage_fca, weight_fn=rings),
        "e2sfca gauss": partial(of, two_stage_fca, weight_fn=bell),
        "3sfca step": partial(of, three_stage_fca, weight_fn=rings),
    }


def by_table(land: Land, reach: float) -> dict[str, Numbers]:
    """Return the same measures by sdc-catchment; nothing when it is not there or has no room."""
    if catchment_ratio is None or len(land.homes) * len(land.doors) > MOST_IN_A_TABLE:
        return {}
    homes, doors = (
        pd.DataFrame({"geoid": np.arange(len(values)), "value": values})
        for values in (land.children, land.capacity)
    )
    east, north = (
        getattr(land.homes, axis)[:, None] - getattr(land.doors, axis) for axis in ("x", "y")
    )
    metres = np.hypot(east, north)
    rings = [(reach / 3, 1.0), (reach * 2 / 3, 0.68), (reach, 0.22)]
    asked: dict[str, dict[str, object]] = {
        "2sfca": {"weight": reach},
        "e2sfca step": {"weight": rings},
        "e2sfca gauss": {"weight": lambda cost: gauss(cost, reach), "max_cost": reach},
        "3sfca step": {"weight": rings, "normalize_weight": True},
    }
    return {
        name: catchment_ratio(homes, doors, metres, **how).to_numpy() for name, how in asked.items()
    }


def pairs_by_tree(land: Land, reach: float) -> "pd.DataFrame":
    homes, doors = (np.column_stack((p.x, p.y)) for p in (land.homes, land.doors))
    trees = cKDTree(homes), cKDTree(doors)
    found = trees[0].sparse_distance_matrix(trees[1], reach, output_type="ndarray")
    return pd.DataFrame({"origin": found["i"], "dest": found["j"], "cost": found["v"]})


def timed(measure: Measured) -> tuple[float, Numbers]:
    start = time.perf_counter()
    found = measure()
    return time.perf_counter() - start, found


def difference(one: Numbers, other: Numbers) -> float:
    """Return the greatest difference as a part of the larger, where the other is a number at all.

    PySAL gives infinity to homes whose only doors have no children in reach.
    """
    one, other = one[np.isfinite(other)], other[np.isfinite(other)]
    scale = np.maximum(np.maximum(np.abs(one), np.abs(other)), 1e-300)
    return float((np.abs(one - other) / scale).max())


def compare(land: Land, reach: float, rounds: int, between: Callable) -> None:
    beside = theirs(land, reach) if pysal_weights else {}
    second = by_table(land, reach)
    for name, measure in ours(land, reach, between).items():
        our_seconds, their_seconds, apart = [], [], 0.0
        for _ in range(rounds):
            seconds, found = timed(measure)
            our_seconds.append(seconds)
            if name in beside:
                seconds, wanted = timed(beside[name])
                their_seconds.append(seconds)
                apart = max(apart, difference(found, wanted))
        line = f"{name:13} ours {statistics.median(our_seconds):8.3f} s"
        if their_seconds:
            ratios = [b / a for a, b in zip(our_seconds, their_seconds, strict=True)]
            line += f"   PySAL {statistics.median(their_seconds):8.3f} s"
            line += f"   {statistics.median(ratios):6.1f} x as fast"
            line += f" [{min(ratios):.1f}-{max(ratios):.1f}]   greatest difference {apart:.1e}"
        if name in second:
            line += f"   from sdc-catchment {difference(found, second[name]):.1e}"
        print(line, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", type=int, default=9_200)
    parser.add_argument("--doors", type=int, default=20_000)
    parser.add_argument("--reach", type=float, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strips", action="store_true")
    asked = parser.parse_args()
    if not asked.strips:
        compiled()
    between = Strips if asked.strips else pairs_between
    made = Land(asked.homes, asked.doors, asked.seed)
    within = int(choices(Strips(made.homes, made.doors), asked.reach).sum())
    print(f"{asked.homes} homes, {asked.doors} doors, {within} pairs within {asked.reach:g} m")
    if not pysal_weights:
        print("PySAL access is not installed here: only our own times.")
    print(f"Pairs by {type(between(made.homes, made.doors)).__name__}.")
    compare(made, asked.reach, asked.rounds, between)

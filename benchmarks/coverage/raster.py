"""Room per child on a regular grid: by Fourier transform beside the compiled loops, in turn.

    PYTHONPATH=. .venv/bin/python benchmarks/coverage/raster.py --homes 200000 --doors 50000

With numba installed; computing time of this process, medians.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from vlaggenlijn.coverage.grid import Grid, compiled
from vlaggenlijn.coverage.measures import two_step
from vlaggenlijn.coverage.points import Numbers, Pairs, Points
from vlaggenlijn.coverage.raster import Raster, lattice_of
from vlaggenlijn.coverage.weights import alike, step

ROWS, COLUMNS, METRES = 900, 2_300, 100.0
REACHES = (5_000.0, 10_000.0, 20_000.0, 40_000.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", type=int, default=200_000)
    parser.add_argument("--doors", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    loops = compiled()
    if loops is None:
        raise SystemExit("numba is not installed")
    chance = np.random.default_rng(1)
    near, far = (on_grid(chance, count) for count in (asked.homes, asked.doors))
    children, capacity = (chance.integers(1, 40, len(one)) * 1.0 for one in (near, far))
    lattice = lattice_of(near, far)
    if lattice is None:
        raise SystemExit("too few points to see the grid")
    makers: dict[str, Callable[[], Pairs]] = {
        "loops": lambda: Grid(near, far, loops),
        "transform": lambda: Raster(near, far, lattice),
    }
    for reach in REACHES:
        for name, weight in (("2SFCA", alike), ("E2SFCA", step)):
            seconds: dict[str, list[float]] = {one: [] for one in makers}
            found: dict[str, Numbers] = {}
            for _ in range(asked.rounds):
                for one, make in makers.items():
                    begin = time.process_time()
                    found[one] = two_step(make(), children, capacity, reach, weight).access
                    seconds[one].append(time.process_time() - begin)
            apart = np.abs(found["loops"] - found["transform"]).max() / found["loops"].max()
            told = ", ".join(f"{one} {statistics.median(s):.2f} s" for one, s in seconds.items())
            print(f"{reach / 1000:g} km {name}: {told}; at most {apart:.1e} apart", flush=True)


def on_grid(chance: np.random.Generator, count: int) -> Points:
    cells = chance.choice(ROWS * COLUMNS, count, replace=False)
    return Points(cells % COLUMNS * METRES, cells // COLUMNS * METRES)


if __name__ == "__main__":
    main()

"""Room per child on lands far larger than Flanders; own times and memory only.

    PYTHONPATH=. .venv/bin/python benchmarks/coverage/large.py country
    PYTHONPATH=. .venv/bin/python benchmarks/coverage/large.py continent

``country``: 200,000 homes and 50,000 doors on the land of ``compare.py``, at 20 km. ``continent``:
that land laid out so often side by side, without touching, that there are 2.0 million homes and 1.3
million doors. With numba the compiled grid is measured, else strips. The memory is the most this
process ever took; how much of that the compiler took stands above it.
"""

import argparse
import resource
import statistics
import time

import numpy as np

from benchmarks.coverage.compare import HIGH, WIDE
from benchmarks.coverage.compare import Land as Places
from vlaggenlijn.coverage.grid import compiled, pairs_between
from vlaggenlijn.coverage.measures import choices, two_step
from vlaggenlijn.coverage.points import Numbers, Points
from vlaggenlijn.coverage.weights import alike, gauss, step

# tiles, and homes and doors on each of them
LANDS = {"country": (1, 200_000, 50_000), "continent": (40, 50_000, 32_500)}
BETWEEN = 60_000  # metres that keep tiles out of each other's reach
MEASURES = {"2SFCA": alike, "E2SFCA step": step, "E2SFCA bell": gauss}


def laid_out(tiles: int, homes: int, doors: int) -> tuple[Points, Points, Numbers, Numbers]:
    """Return homes, doors, children and capacity of all tiles together."""
    across = int(np.ceil(np.sqrt(tiles)))
    made = [Places(homes, doors, seed) for seed in range(tiles)]
    corners = [
        (n % across * (WIDE + BETWEEN), n // across * (HIGH + BETWEEN)) for n in range(tiles)
    ]

    def moved(side: str) -> Points:
        points = [getattr(one, side) for one in made]
        east = [p.x + corner[0] for p, corner in zip(points, corners, strict=True)]
        north = [p.y + corner[1] for p, corner in zip(points, corners, strict=True)]
        return Points(np.concatenate(east), np.concatenate(north))

    children, capacity = (
        np.concatenate([getattr(one, name) for one in made]) for name in ("children", "capacity")
    )
    return moved("homes"), moved("doors"), children, capacity


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(asked: argparse.Namespace) -> None:
    homes, doors, children, capacity = laid_out(*LANDS[asked.land])
    within = int(choices(pairs_between(homes, doors), asked.reach).sum())
    print(f"{len(homes)} homes, {len(doors)} doors, {within / 1e6:.0f} million pairs in reach")
    for name, weight in MEASURES.items():
        clock, computing = [], []
        for _ in range(asked.rounds):
            start, busy = time.perf_counter(), time.process_time()
            two_step(pairs_between(homes, doors), children, capacity, asked.reach, weight)
            clock.append(time.perf_counter() - start)
            computing.append(time.process_time() - busy)
        middle = (statistics.median(some) for some in (clock, computing))
        print(
            f"{name:12} {next(middle):6.2f} s on the clock {next(middle):6.2f} s computing",
            flush=True,
        )
    print(f"at most {megabytes():.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("land", choices=LANDS)
    parser.add_argument("--reach", type=float, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    compiled()
    print(f"with the compiler {megabytes():.0f} MB")
    measure(parser.parse_args())

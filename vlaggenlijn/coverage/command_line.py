"""``python -m vlaggenlijn coverage``: the measures on anybody's files; a thinking module.

It needs no site, no database and no settings. One sentence and exit code 2 when something is wrong.
"""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import numpy as np

from vlaggenlijn.coverage.cluster import Cluster, NoCluster, connected
from vlaggenlijn.coverage.grid import compiled, pairs_between
from vlaggenlijn.coverage.measures import Access, balanced, choices, three_step, two_step
from vlaggenlijn.coverage.point_files import (
    PointFile,
    Refused,
    read_points,
    read_times,
    write_access,
)
from vlaggenlijn.coverage.points import FARTHEST, Pairs, Points
from vlaggenlijn.coverage.raster import Raster, lattice_of
from vlaggenlijn.coverage.table import table_of
from vlaggenlijn.coverage.weights import alike, gauss, step

METHODS = {"2sfca": two_step, "e2sfca": two_step, "3sfca": three_step, "balanced": balanced}
DECAYS = {"step": step, "gauss": gauss}
UNWEIGHTED = "2sfca"
WORTH_COMPILING = 10**9  # homes times doors; fewer are added up before a compiler is awake
WORTH_TRANSFORMING = 2 * 10**9  # pairs within reach; fewer are added up before they are transformed


class OneSentence(argparse.ArgumentParser):
    """Says what is wrong without the whole usage above it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:]}; see {self.prog} --help.\n")


def main(words: Sequence[str]) -> int:
    """Run with the words after ``coverage`` and return the exit code."""
    asked = _parser().parse_args(words)
    try:
        said = _run(asked)
    except (Refused, NoCluster) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 2
    print("\n".join(said))  # noqa: T201
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = OneSentence(
        prog="python -m vlaggenlijn coverage",
        description="Room per child (or whoever asks) at every place, from two files in metres.",
        epilog="2sfca counts everything within reach alike; the others weigh it, by step unless "
        "--decay says gauss. Within reach means distance <= reach.",
    )
    parser.add_argument(
        "--demand", type=Path, required=True, metavar="CSV", help="columns id,x,y,value"
    )
    parser.add_argument(
        "--supply", type=Path, required=True, metavar="CSV", help="columns id,x,y,capacity"
    )
    parser.add_argument("--method", choices=list(METHODS), required=True)
    parser.add_argument(
        "--reach", type=_metres, required=True, help="in metres; in minutes with --times"
    )
    parser.add_argument(
        "--decay",
        choices=list(DECAYS),
        help="step: 1, 0.68 and 0.22 in three equal rings; gauss: exp(-d^2/(2 s^2)), s = reach/3",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="CSV", help="gets columns id,access"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--times", type=Path, metavar="CSV",
        help="columns from,to,minutes: ids of a place and of a service; no row, out of reach",
    )  # fmt: skip
    how.add_argument(
        "--cluster", metavar="WHERE",
        help="a number of workers on this machine, or the address of a Dask scheduler; pays from"
        " about 10^10 pairs within reach",
    )  # fmt: skip
    return parser


def _metres(word: str) -> float:
    try:
        metres = float(word)
    except ValueError:
        metres = math.nan
    if not 0 < metres <= FARTHEST:
        raise argparse.ArgumentTypeError(f"{word} is no number of metres above 0")
    return metres


def _run(asked: argparse.Namespace) -> list[str]:
    if asked.out.resolve() in (asked.demand.resolve(), asked.supply.resolve()):
        raise Refused(f"{asked.out} is what is read: give --out another name.")
    demand = read_points(asked.demand, "value")
    supply = read_points(asked.supply, "capacity")
    weight = alike if asked.method == UNWEIGHTED else DECAYS[asked.decay or "step"]
    measure = METHODS[asked.method]
    with _pairs(asked, demand, supply) as homes:
        found = measure(homes, demand.amounts, supply.amounts, asked.reach, weight)
        within = choices(homes, asked.reach)
    write_access(asked.out, demand.ids, found.access)
    said = _told(demand, supply, found, within)
    if asked.method == UNWEIGHTED and asked.decay:
        said.append(f"{UNWEIGHTED} counts everything within reach alike: --decay was not used.")
    return said


@contextmanager
def _pairs(asked: argparse.Namespace, demand: PointFile, supply: PointFile) -> Iterator[Pairs]:
    """Give the executor that was asked for, else the fastest for these points."""
    homes, doors = demand.points, supply.points
    if asked.cluster:
        with connected(asked.cluster) as client:
            yield Cluster(homes, doors, client)
    elif asked.times:
        times = read_times(asked.times, demand.ids, supply.ids)
        yield table_of(times.near, times.far, times.distance, len(homes), len(doors))
    else:
        yield _by_distance(homes, doors, asked.reach)


def _by_distance(homes: Points, doors: Points, reach: float) -> Pairs:
    possible = len(homes) * len(doors)
    if possible < WORTH_COMPILING:
        return pairs_between(homes, doors)
    lattice = lattice_of(homes, doors)
    if lattice and possible * lattice.share_within(reach) >= WORTH_TRANSFORMING:
        return Raster(homes, doors, lattice)
    compiled()
    return pairs_between(homes, doors)


def _told(demand: PointFile, supply: PointFile, found: Access, within: np.ndarray) -> list[str]:
    """Return in sentences what the numbers alone do not tell."""
    bare = within == 0
    idle = ~found.reached
    said = [f"{_many(len(demand.ids), 'place')} and {_many(len(supply.ids), 'service')}."]
    if bare.any():
        asking = demand.amounts[bare].sum()
        lacking = _many(bare.sum(), "place")
        said.append(f"Without a service in reach, access 0: {lacking}, value {asking:.12g}.")
    if idle.any():
        room = supply.amounts[idle].sum()
        said.append(f"With nobody in reach: {_many(idle.sum(), 'service')}, capacity {room:.12g}.")
    return said


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

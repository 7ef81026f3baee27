"""Likely pairs among many records: how fast, how many right, how many missed. See README.md.

PYTHONPATH=. .venv/bin/python benchmarks/likeness.py              # what is right, on both halves
PYTHONPATH=. .venv/bin/python benchmarks/likeness.py 100000       # how long so many records take
"""

import resource
import sys
import time
from collections.abc import Iterable

from benchmarks.directory import likeness_by_hand
from benchmarks.directory.likeness_world import organizations, same, services
from vlaggenlijn.directory.likeness import Portrait, compare, likely_pairs

SEEDS = (1, 2, 3)
TOWNS = 300  # about as many as Flanders and Brussels have


def quality(portraits: list[Portrait]) -> tuple[int, int, int]:
    """Return (found and right, found, to be found) over a whole world of records."""
    truth = same(portraits)
    found = {frozenset((one.first.key, one.second.key)) for one in likely_pairs(portraits)}
    return len(found & truth), len(found), len(truth)  # type: ignore[arg-type]


def by_hand(pairs: Iterable[likeness_by_hand.Written]) -> tuple[int, int, int]:
    """The same of the pairs that were written by hand."""
    said = [(one.is_same, compare(one.first, one.second).is_likely) for one in pairs]
    right = sum(is_same and is_found for is_same, is_found in said)
    return right, sum(is_found for _, is_found in said), sum(is_same for is_same, _ in said)


def told(name: str, counts: Iterable[tuple[int, int, int]]) -> None:
    right, found, there = (sum(column) for column in zip(*counts, strict=True))
    print(f"{name:32} precision {right / found:.3f}  recall {right / there:.3f}  ({there} to find)")


def tell_quality() -> None:
    for half in ("tune", "report"):
        for make in (organizations, services):
            told(f"{half}: {make.__name__}", [quality(make(half, seed=one)) for one in SEEDS])
    for name, pairs in zip(("tune", "report"), likeness_by_hand.halves(), strict=True):
        told(f"{name}: by hand", [by_hand(pairs)])


def tell_speed(count: int) -> None:
    for make in (organizations, services):
        portraits = make("tune", count, towns=TOWNS)[:count]
        start, begun = time.perf_counter(), time.process_time()
        pairs = likely_pairs(portraits)
        seconds, worked = time.perf_counter() - start, time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{len(portraits)} {make.__name__}: {len(pairs)} pairs in {seconds:.1f} s "
            f"({worked:.1f} s of computing), {memory} MB at most"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        tell_speed(int(sys.argv[1]))
    else:
        tell_quality()

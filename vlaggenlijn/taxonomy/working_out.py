"""What many records are about, worked out in as many processes as there are cores.

To understand the texts takes most of the time of an index run and needs no database: that part is
shared out, reading and writing stay with the process that asked.
"""

import os
import sys
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from vlaggenlijn.taxonomy.index import Entry, postings_of_many
from vlaggenlijn.taxonomy.understanding import Understanding

# More share memory than they gain.
MOST_PROCESSES = 4
# Batches that are worked out ahead of what is written, for each process.
AHEAD = 2
Weights = list[dict[str, float]]

_known: list[Understanding] = []


def worked_out(
    batches: Iterable[Sequence[Entry]], understanding: Understanding
) -> Iterator[Weights]:
    """Return the postings of each batch in order: {term: weight} for each entry."""
    every = iter(batches)
    first = [batch for _, batch in zip(range(2), every, strict=False)]
    processes = min(MOST_PROCESSES, _cores())
    # One batch is no work to share. Elsewhere than on Linux a process cannot safely be forked, and
    # one that begins anew would have to learn all words again.
    if len(first) < 2 or processes < 2 or sys.platform != "linux":
        yield from (postings_of_many(batch, understanding) for batch in (*first, *every))
        return
    _known[:] = [understanding]
    try:
        yield from _shared_out((batch for part in (first, every) for batch in part), processes)
    finally:
        _known.clear()


def _shared_out(batches: Iterable[Sequence[Entry]], processes: int) -> Iterator[Weights]:
    waiting: deque[Future[Weights]] = deque()
    with warnings.catch_warnings():
        # A process with threads warns of forking; the children only reckon, and touch no lock.
        warnings.simplefilter("ignore", DeprecationWarning)
        with ProcessPoolExecutor(processes, get_context("fork")) as pool:
            for batch in batches:
                waiting.append(pool.submit(_postings, batch))
                if len(waiting) > AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


def _postings(batch: Sequence[Entry]) -> Weights:
    return postings_of_many(batch, _known[0])


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1

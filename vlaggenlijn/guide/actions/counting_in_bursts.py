"""Counting when many ask at once: added up in memory, so that no answer waits for the disk.

Up to so many answers a second are written one by one. What comes above it is added up, and written
together with the next one that is written, or when the process ends. What is kept so are sums,
never a question.
"""

import atexit
import time
from collections import deque
from threading import Lock

from vlaggenlijn.guide.actions.counting import Counts, write_counts

MOST_A_SECOND = 30

_lock = Lock()
_written: deque[float] = deque(maxlen=MOST_A_SECOND)
_waiting: Counts = {}


def count_soon(counts: Counts) -> None:
    """Add to the counts, now or shortly."""
    with _lock:
        _add(counts)
        now = time.monotonic()
        if len(_written) == MOST_A_SECOND and now - _written[0] < 1:
            return
        _written.append(now)
        ready = _taken()
    write_counts(ready)


def write_waiting() -> None:
    """Write what still waits."""
    with _lock:
        ready = _taken()
    if ready:
        write_counts(ready)


atexit.register(write_waiting)


def _add(counts: Counts) -> None:
    for model, rows in counts.items():
        sums = _waiting.setdefault(model, {})
        for key, numbers in rows.items():
            before = sums.get(key, (0,) * len(numbers))
            sums[key] = tuple(map(sum, zip(before, numbers, strict=True)))


def _taken() -> Counts:
    ready = dict(_waiting)
    _waiting.clear()
    return ready

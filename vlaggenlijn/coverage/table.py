"""Pairs within reach as a table that is made once and asked often; a thinking module.

The executor for travel times, which come as a table, and for the distances of one network, which
are few and are asked over and over under other settings. 24 bytes a pair. Costs are metres or
minutes, whatever the table was made of; reaches are then in the same unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vlaggenlijn.coverage.grid import pairs_between
from vlaggenlijn.coverage.points import Bundle, Numbers, Pairs, Places, Points, Weight

MOST_PAIRS = 4_000_000  # a hundred megabytes; beyond it nothing is kept


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Pairs in the order of their cost, so that those within reach are the first ones.

    ``widest`` is the reach up to which the table holds every pair; asking farther is a ValueError.
    """

    held: Bundle
    nears: int
    fars: int
    widest: float

    def accumulate(self, values: Numbers, reach: float, weight: Weight) -> Numbers:
        some = self._within(reach)
        parts = weight(some.distance, reach) * values[some.far]
        sums = np.bincount(some.near, parts, minlength=self.nears)
        return sums.astype(np.float64, copy=False)  # whole numbers when there are no pairs at all

    def count(self, reach: float) -> Places:
        return np.bincount(self._within(reach).near, minlength=self.nears)

    def nearest(self) -> Numbers:
        """Return infinity where nothing lies within the table; ValueError without any far point."""
        if not self.fars:
            raise ValueError("there is nothing to be near to")
        least = np.full(self.nears, np.inf)
        # Backwards, so that the least of every point is written last.
        least[self.held.near[::-1]] = self.held.distance[::-1]
        return least

    def pairs(self, reach: float) -> Iterator[Bundle]:
        yield self._within(reach)

    def turned(self) -> "Table":
        held = Bundle(self.held.far, self.held.near, self.held.distance)
        return Table(held, self.fars, self.nears, self.widest)

    def _within(self, reach: float) -> Bundle:
        if not 0 < reach <= self.widest:
            raise ValueError(f"the reach must be more than 0 and at most {self.widest:g}")
        end = int(np.searchsorted(self.held.distance, reach, side="right"))
        return Bundle(self.held.near[:end], self.held.far[:end], self.held.distance[:end])


def table_of(near: Places, far: Places, cost: Numbers, nears: int, fars: int) -> Table:
    """Return the table of imported pairs (costs from 0); pairs that it lacks are beyond reach.

    Raises ValueError for a cost that is negative or no number, or a point that does not exist.
    """
    if not bool(np.all(cost >= 0)):
        raise ValueError("a cost must be a number from 0")
    for index, size in ((near, nears), (far, fars)):
        if len(index) and not 0 <= index.min() <= index.max() < size:
            raise ValueError("a pair names a point that does not exist")
    order = np.argsort(cost, kind="stable")
    return Table(Bundle(near[order], far[order], cost[order]), nears, fars, np.inf)


def distances(near: Points, far: Points, widest: float, most: int = MOST_PAIRS) -> Pairs:
    """Return the pairs as a table up to the widest reach; not kept when they are too many."""
    streamed = pairs_between(near, far)
    if int(streamed.count(widest).sum()) > most:
        return streamed
    bundles = list(streamed.pairs(widest))
    nobody, nothing = np.zeros(0, np.intp), np.zeros(0)
    parts = [(one.near, one.far, one.distance) for one in bundles] or [(nobody, nobody, nothing)]
    here, there, apart = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(apart, kind="stable")
    return Table(Bundle(here[order], there[order], apart[order]), len(near), len(far), widest)

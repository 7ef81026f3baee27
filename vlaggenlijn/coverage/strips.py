"""Pairs within reach without a table of pairs, in numpy alone; a thinking module.

The far points stand in strips of a quarter of the reach, in each strip from west to east. For a
near point only one run of a strip can lie within reach, and two binary searches find it. Runs are
looked at some hundred thousand pairs at a time: memory is that of the points, and nothing of a pair
is kept.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.coverage.points import Bundle, Numbers, Places, Points, Weight

AT_ONCE = 1 << 17  # pairs; more falls out of the cache of a processor, fewer waits for Python
STRIPS_IN_REACH = 4
MOST_STRIPS = 20_000  # one stray point far away may not make millions of strips
# Runs are a little too wide, by a part of the reach and by metres; the distance itself decides.
ROUNDING, ROUNDED_METRES = 1e-9, 1e-6
WIDEST_REACH = 1e9

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Points in the order of their strips: ``order[bounds[i]:bounds[i + 1]]`` is strip i."""

    points: Points
    order: Places
    bounds: Places
    lowest: Numbers
    highest: Numbers

    def strip(self, number: int) -> slice:
        return slice(int(self.bounds[number]), int(self.bounds[number + 1]))


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Near points, and for each the first of the far ones to look at and how many."""

    near: Places
    first: Places
    length: Places


@dataclass(frozen=True, slots=True, eq=False)
class Strips:
    """The executor that always works; see ``points.Pairs``."""

    near: Points
    far: Points
    _layouts: dict[float, tuple[Layout, Layout]] = field(default_factory=dict, repr=False)

    def accumulate(self, values: Numbers, reach: float, weight: Weight) -> Numbers:
        near, far = self._laid_out(reach)
        ordered = values[far.order]
        sums = np.zeros(len(self.near))
        for runs in _bundled(_runs(near, far, reach)):
            index = _far_index(runs)
            distance = _distances(near.points, far.points, runs, index)
            # Beyond reach a weight is asked at the border and not used: it cannot overflow there.
            parts = weight(np.minimum(distance, reach), reach) * ordered[index]
            parts[distance > reach] = 0
            np.add.at(sums, runs.near, np.add.reduceat(parts, _starts(runs)))
        return _put_back(sums, near)

    def count(self, reach: float) -> Places:
        near, far = self._laid_out(reach)
        counts = np.zeros(len(self.near), dtype=np.intp)
        for runs in _bundled(_runs(near, far, reach)):
            within = _distances(near.points, far.points, runs, _far_index(runs)) <= reach
            np.add.at(counts, runs.near, np.add.reduceat(within, _starts(runs), dtype=np.intp))
        return _put_back(counts, near)

    def nearest(self) -> Numbers:
        """Look in circles twice as wide each time; raise ValueError when no far point exists."""
        if not len(self.far):
            raise ValueError("there is nothing to be near to")
        metres = np.full(len(self.near), np.inf)
        waiting = np.arange(len(self.near))
        reach = _spacing(self.far)
        while len(waiting):
            metres[waiting] = Strips(self.near.at(waiting), self.far)._least(reach)
            waiting = waiting[np.isinf(metres[waiting])]
            reach *= 2
        return metres

    def pairs(self, reach: float) -> Iterator[Bundle]:
        near, far = self._laid_out(reach)
        for runs in _bundled(_runs(near, far, reach)):
            index = _far_index(runs)
            distance = _distances(near.points, far.points, runs, index)
            within = distance <= reach
            here = near.order[np.repeat(runs.near, runs.length)[within]]
            yield Bundle(here, far.order[index[within]], distance[within])

    def turned(self) -> "Strips":
        layouts = {reach: (far, near) for reach, (near, far) in self._layouts.items()}
        return Strips(self.far, self.near, layouts)

    def _laid_out(self, reach: float) -> tuple[Layout, Layout]:
        if not 0 < reach <= WIDEST_REACH:
            raise ValueError(f"the reach must be more than 0 and at most {WIDEST_REACH:.0f} metres")
        if reach not in self._layouts:
            self._layouts[reach] = (_layout(self.near, reach), _layout(self.far, reach))
        return self._layouts[reach]

    def _least(self, reach: float) -> Numbers:
        """Return the metres to the nearest far point, or infinity when none is within reach."""
        near, far = self._laid_out(reach)
        least = np.full(len(self.near), np.inf)
        for runs in _bundled(_runs(near, far, reach)):
            distance = _distances(near.points, far.points, runs, _far_index(runs))
            distance[distance > reach] = np.inf
            np.minimum.at(least, runs.near, np.minimum.reduceat(distance, _starts(runs)))
        return _put_back(least, near)


def _layout(points: Points, reach: float) -> Layout:
    """Sort points into strips from south to north and inside a strip from west to east."""
    if not len(points):
        nothing = np.zeros(0)
        return Layout(points, np.zeros(0, np.intp), np.zeros(1, np.intp), nothing, nothing)
    south = points.y.min()
    height = max(reach / STRIPS_IN_REACH, float(np.ptp(points.y)) / MOST_STRIPS)
    number = np.floor((points.y - south) / height)
    order = np.lexsort((points.x, number))
    begins = np.flatnonzero(np.diff(number[order], prepend=-1))
    y = points.y[order]
    lowest, highest = np.minimum.reduceat(y, begins), np.maximum.reduceat(y, begins)
    return Layout(points.at(order), order, np.append(begins, len(points)), lowest, highest)


def _runs(near: Layout, far: Layout, reach: float) -> Iterator[Runs]:
    """Give for every near strip and every far strip that it can reach the runs to look at."""
    spare = reach * ROUNDING + ROUNDED_METRES
    wide = reach + spare
    for number, (low, high) in enumerate(zip(near.lowest, near.highest, strict=True)):
        here = near.strip(number)
        x, y = near.points.x[here], near.points.y[here]
        first = int(np.searchsorted(far.highest, low - wide))
        last = int(np.searchsorted(far.lowest, high + wide, side="right"))
        for other in range(first, last):
            there = far.strip(other)
            aside = np.maximum(0, np.maximum(far.lowest[other] - y, y - far.highest[other]))
            half = np.sqrt(np.maximum(0, wide * wide - aside * aside)) + spare
            begin = np.searchsorted(far.points.x[there], x - half)
            length = np.searchsorted(far.points.x[there], x + half, side="right") - begin
            some = np.flatnonzero(length)
            yield Runs(some + here.start, begin[some] + there.start, length[some])


def _bundled(runs: Iterator[Runs]) -> Iterator[Runs]:
    """Give the same runs in bundles of about AT_ONCE pairs (a longer run stays whole)."""
    held: list[Runs] = []
    pairs = 0
    for one in runs:
        held.append(one)
        pairs += int(one.length.sum())
        if pairs >= AT_ONCE:
            yield from _cut(_joined(held))
            held, pairs = [], 0
    if pairs:
        yield from _cut(_joined(held))


def _joined(runs: list[Runs]) -> Runs:
    return Runs(
        np.concatenate([one.near for one in runs]),
        np.concatenate([one.first for one in runs]),
        np.concatenate([one.length for one in runs]),
    )


def _cut(runs: Runs) -> Iterator[Runs]:
    bundle = np.cumsum(runs.length) // AT_ONCE
    edges = np.append(np.flatnonzero(np.diff(bundle, prepend=-1)), len(bundle))
    for begin, end in pairwise(edges):
        yield Runs(runs.near[begin:end], runs.first[begin:end], runs.length[begin:end])


def _starts(runs: Runs) -> Places:
    return np.cumsum(runs.length) - runs.length


def _far_index(runs: Runs) -> Places:
    """Return the far point of every pair, run after run."""
    offsets = np.repeat(runs.first - _starts(runs), runs.length)
    return np.arange(len(offsets)) + offsets


def _distances(near: Points, far: Points, runs: Runs, index: Places) -> Numbers:
    east = far.x[index] - np.repeat(near.x[runs.near], runs.length)
    north = far.y[index] - np.repeat(near.y[runs.near], runs.length)
    return np.sqrt(east * east + north * north)


def _put_back(found: NDArray[Number], near: Layout) -> NDArray[Number]:
    """Return what was found in the order in which the points were given."""
    back = np.empty_like(found)
    back[near.order] = found
    return back


def _spacing(points: Points) -> float:
    """Return about the distance between neighbours if all were spread evenly, at least 1 m."""
    span = max(float(np.ptp(points.x)), float(np.ptp(points.y)))
    return max(1.0, span / math.sqrt(len(points)))

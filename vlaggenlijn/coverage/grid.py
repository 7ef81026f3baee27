"""Pairs within reach by compiled loops over a grid, where numba is installed; a thinking module.

The same answers as ``strips`` to 1e-12, some thirty times as fast. Nothing waits for a compiler:
``pairs_between`` gives strips until ``compiled`` has been called, which a thread in the background,
or an upgrade, does; what was compiled once is read from a file the next time.
"""

import importlib
import importlib.util
import logging
import math
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from threading import Lock, Thread

import numpy as np

from vlaggenlijn.coverage import grid_loops
from vlaggenlijn.coverage.points import Bundle, Numbers, Pairs, Places, Points, Weight
from vlaggenlijn.coverage.strips import ROUNDED_METRES, ROUNDING, WIDEST_REACH, Strips
from vlaggenlijn.coverage.weights import alike, gauss, step

logger = logging.getLogger(__name__)

ROWS_IN_REACH, COLUMNS_IN_REACH = 3, 8
MOST_CELLS = 1 << 22
# Compiled into the loops around them, in this order.
INNER_LOOPS = (
    "rows_around", "run_in_row", "alike_run", "step_run", "bell", "bell_run", "weight_at",
)  # fmt: skip
AT_ONCE = 512  # near points that one thread takes
MOST_THREADS = 4
KINDS: dict[Weight, int] = {
    alike: grid_loops.ALIKE,
    step: grid_loops.STEP,
    gauss: grid_loops.GAUSS,
}


@dataclass(frozen=True, slots=True)
class Loops:
    """The loops of ``grid_loops``, plain or compiled."""

    sort_by_cell: Callable
    sums: Callable
    tallies: Callable
    closings: Callable
    around: Callable
    give: Callable


def _of_loops(changed: Callable[[Callable], Callable]) -> Loops:
    return Loops(*(changed(getattr(grid_loops, one.name)) for one in fields(Loops)))


PLAIN = _of_loops(lambda loop: loop)
_tried: list[Loops | None] = []
_compiling = Lock()


def is_installed() -> bool:
    """Return whether the compiler is there; importing it waits until it is needed."""
    return importlib.util.find_spec("numba") is not None


def compiled() -> Loops | None:
    """Compile, or read what was compiled before, and use it from now on; None where that fails.

    Takes up to half a minute the first time. It is tried once: a compiler that is not there, or
    does not fit, costs speed and nothing else.
    """
    with _compiling:
        if not _tried:
            _tried.append(_compiled_or_none() if is_installed() else None)
    return _tried[0]


def compile_soon() -> None:
    """Compile in the background, once; whoever asks meanwhile gets strips."""
    if not _tried and is_installed():
        Thread(target=compiled, name="coverage-compiler", daemon=True).start()


def pairs_between(near: Points, far: Points) -> Pairs:
    """Return the fastest executor that is ready."""
    loops = _tried[0] if _tried else None
    return Grid(near, far, loops) if loops else Strips(near, far)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Points cell after cell; ``begins`` (cells + 1) tells where in ``order`` a cell begins."""

    points: Points
    order: Places
    begins: Places


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The grid of one reach, around both sides: south and west, height and width of a cell."""

    corner: tuple[float, float]
    size: tuple[float, float]
    shape: tuple[int, int]
    near: Layout
    far: Layout

    def terms(self, reach: float, weight: Weight) -> tuple[tuple, tuple, tuple]:
        """Return the grid, the squared limits and the decay as the loops ask for them."""
        wide = reach * (1 + ROUNDING) + ROUNDED_METRES
        grid = (*self.shape, *self.corner, *self.size, wide)
        limits = tuple(_square(part) for part in (reach / 3, reach * 2 / 3, reach))
        return grid, limits, (KINDS[weight], -4.5 / reach / reach)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The compiled executor; see ``points.Pairs``. Weights of your own are left to strips."""

    near: Points
    far: Points
    loops: Loops
    _frames: dict[float, Frame] = field(default_factory=dict, repr=False)

    def accumulate(self, values: Numbers, reach: float, weight: Weight) -> Numbers:
        if not self.can(weight):
            return self._strips().accumulate(values, reach, weight)
        far = self._framed(reach).far
        ordered = values[far.order].astype(np.float64)
        found = np.empty(len(self.near))
        there = (far.points.x, far.points.y, ordered, far.begins)
        return self._filled(self.loops.sums, there, reach, weight, found)

    def tally(
        self, values: Numbers, kind: Places, kinds: int, reach: float, weight: Weight
    ) -> Numbers:
        """Return the sums (C, kinds, n) of weight x values (far, C), apart by kind of far point.

        For the weights in ``KINDS`` and sides that are not empty.
        """
        if kinds == 1:
            return np.stack([self.accumulate(one, reach, weight)[None] for one in values.T])
        far = self._framed(reach).far
        # Unsigned, so that no loop asks whether an index counts from the end.
        of_kind = kind[far.order].astype(np.uint64)
        sums = np.empty((values.shape[1], kinds, len(self.near)))
        for column, one in enumerate(values.T):
            there = (far.points.x, far.points.y, one[far.order] * 1.0, of_kind, far.begins)
            found = np.zeros((len(self.near), kinds))
            sums[column] = self._filled(self.loops.tallies, there, reach, weight, found).T
        return sums

    def closings(
        self, short: Numbers, worth: Numbers, gives: Numbers, reach: float, weight: Weight
    ) -> Numbers:
        """Return what a door at each near point (n) would close among far points (m, A).

        ``gives`` (n, A): what a door gives. Each far point closes weight x gives x ``worth``, never
        more than it is ``short``. For the weights in ``KINDS`` and sides that are not empty.
        """
        frame = self._framed(reach)
        far, order = frame.far, frame.far.order
        tables = (short[order] * 1.0, worth[order] * 1.0, gives[frame.near.order] * 1.0)
        there = (far.points.x, far.points.y, *tables, far.begins)
        return self._filled(self.loops.closings, there, reach, weight, np.empty(len(self.near)))

    def can(self, weight: Weight) -> bool:
        """Return whether the loops know this weight and there is something to add."""
        return weight in KINDS and len(self.near) > 0 and len(self.far) > 0

    def _filled(
        self, loop: Callable, there: tuple, reach: float, weight: Weight, found: Numbers
    ) -> Numbers:
        """Let threads fill the rows of ``found``, and return them in the order given."""
        frame = self._framed(reach)
        near = (frame.near.points.x, frame.near.points.y)
        grid, limits, decay = frame.terms(reach, weight)

        def part(first: int) -> None:
            here = (first, min(first + AT_ONCE, len(found)))
            loop(near, there, grid, limits, decay, found, here)

        _in_threads(part, range(0, len(found), AT_ONCE))
        back = np.empty_like(found)
        back[frame.near.order] = found
        return back

    def count(self, reach: float) -> Places:
        ones = np.ones(len(self.far))
        return np.rint(self.accumulate(ones, reach, alike)).astype(np.intp)

    def nearest(self) -> Numbers:
        return self._strips().nearest()

    def pairs(self, reach: float) -> Iterator[Bundle]:
        yield from self._strips().pairs(reach)

    def turned(self) -> "Grid":
        frames = {
            reach: Frame(one.corner, one.size, one.shape, one.far, one.near)
            for reach, one in self._frames.items()
        }
        return Grid(self.far, self.near, self.loops, frames)

    def _strips(self) -> Strips:
        return Strips(self.near, self.far)

    def _framed(self, reach: float) -> Frame:
        if reach not in self._frames:
            self._frames[reach] = frame_of(self.near, self.far, reach, self.loops)
        return self._frames[reach]


def frame_of(near: Points, far: Points, reach: float, loops: Loops) -> Frame:
    """Lay both sides out on the grid of a reach; ValueError when that is no reach."""
    if not 0 < reach <= WIDEST_REACH:
        raise ValueError(f"the reach must be more than 0 and at most {WIDEST_REACH:.0f} metres")
    x, y = np.append(near.x, far.x), np.append(near.y, far.y)
    south, west = float(y.min()), float(x.min())
    high, broad = float(y.max()) - south, float(x.max()) - west
    height, width = reach / ROWS_IN_REACH, reach / COLUMNS_IN_REACH
    # A grid too fine for the land is made coarser, so that a stray point costs no memory.
    cells = (high / height + 1) * (broad / width + 1)
    coarser = max(1.0, cells / MOST_CELLS)
    height, width = height * coarser, width * coarser
    shape = int(high / height) + 1, int(broad / width) + 1
    corner, size = (south, west), (height, width)
    laid = (_laid_out(points, corner, size, shape, loops) for points in (near, far))
    return Frame(corner, size, shape, *laid)


def _laid_out(
    points: Points, corner: tuple[float, float], size: tuple[float, float], shape: tuple[int, int],
    loops: Loops,
) -> Layout:  # fmt: skip
    row = np.floor((points.y - corner[0]) / size[0]).astype(np.int64)
    column = np.floor((points.x - corner[1]) / size[1]).astype(np.int64)
    order, begins = loops.sort_by_cell(row * shape[1] + column, shape[0] * shape[1])
    return Layout(points.at(order), order, begins)


def _square(metres: float) -> float:
    """Return the greatest square whose root is at most these metres, so that borders agree."""
    square = metres * metres
    while math.sqrt(math.nextafter(square, math.inf)) <= metres:
        square = math.nextafter(square, math.inf)
    return square


def _in_threads(part: Callable[[int], None], firsts: range) -> None:
    threads = min(MOST_THREADS, len(os.sched_getaffinity(0)), len(firsts))
    if threads < 2:
        for first in firsts:
            part(first)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, firsts))


def _compiled_or_none() -> Loops | None:
    try:
        return _compiled_by(importlib.import_module("numba").njit)
    except Exception:
        logger.warning("The loops of coverage could not be compiled.", exc_info=True)
        return None


def _compiled_by(compiler: Callable) -> Loops:
    """Compile every loop and call it once; the runs are compiled into the sums over them."""
    # Sums may be taken in any order, which is what lets a processor add four at a time.
    loose = compiler(nogil=True, cache=True, fastmath={"reassoc", "nsz"})
    for name in INNER_LOOPS:
        setattr(grid_loops, name, loose(getattr(grid_loops, name)))
    loops = _of_loops(compiler(nogil=True, cache=True))
    here = Points(np.zeros(1), np.zeros(1))
    pairs = Grid(here, here, loops)
    pairs.accumulate(np.ones(1), 1.0, step)
    pairs.tally(np.ones((1, 1)), np.zeros(1, np.intp), 2, 1.0, step)
    pairs.closings(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)), 1.0, step)
    return loops

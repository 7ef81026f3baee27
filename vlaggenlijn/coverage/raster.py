"""Pairs within reach on a regular grid, by Fourier transform; a thinking module.

For points that all stand on the middles of one grid (squares of 100 m or 1 km, as the statistics of
Europe come). What a sum costs depends on the land only, not on the reach nor on how many points
there are. The same answers as ``strips`` to 1e-9; what is nothing there is exactly 0 here too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import pi

import numpy as np

from vlaggenlijn.coverage.points import Bundle, Numbers, Places, Points, Weight
from vlaggenlijn.coverage.strips import WIDEST_REACH, Strips
from vlaggenlijn.coverage.weights import alike

MOST_CELLS = 1 << 24  # of the grid with its margins: half a gigabyte while it is transformed
ROUNDING = 1e-6  # of a cell
SMALL_PRIMES = (2, 3, 5)


@dataclass(frozen=True, slots=True)
class Lattice:
    """A grid: its south-west middle, the metres from middle to middle, rows and columns."""

    south: float
    west: float
    metres: float
    shape: tuple[int, int]

    def share_within(self, reach: float) -> float:
        """Return about which share of the cells lies within reach of one; 1 is all."""
        return min(1.0, pi * (reach / self.metres) ** 2 / (self.shape[0] * self.shape[1]))

    def cells(self, points: Points) -> Places:
        """Return the cell of every point, counted row by row from the south-west."""
        row = np.rint((points.y - self.south) / self.metres).astype(np.intp)
        column = np.rint((points.x - self.west) / self.metres).astype(np.intp)
        return row * self.shape[1] + column


def lattice_of(near: Points, far: Points) -> Lattice | None:
    """Return the grid on which all these points stand; None when there is none, or too large."""
    x, y = np.append(near.x, far.x), np.append(near.y, far.y)
    metres = min(_spacing(x), _spacing(y))
    if not np.isfinite(metres):
        return None
    south, west = float(y.min()), float(x.min())
    columns, rows = _steps(x, west, metres), _steps(y, south, metres)
    if columns is None or rows is None or rows * columns > MOST_CELLS:
        return None
    return Lattice(south, west, metres, (rows, columns))


def _spacing(values: Numbers) -> float:
    """Return the least distance between two of these; infinity when they are all the same."""
    return float(np.diff(np.unique(values)).min(initial=np.inf))


def _steps(values: Numbers, first: float, metres: float) -> int | None:
    """Return how many cells these need; None when one of them stands beside the grid."""
    steps = (values - first) / metres
    if bool(np.any(np.abs(steps - np.rint(steps)) > ROUNDING)):
        return None
    return int(np.rint(steps.max())) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """The executor for grids; see ``points.Pairs``."""

    near: Points
    far: Points
    lattice: Lattice
    _seen: dict[tuple[float, Weight], Numbers] = field(default_factory=dict, repr=False)

    def accumulate(self, values: Numbers, reach: float, weight: Weight) -> Numbers:
        sums = self._sums(values, self._kernel(reach, weight))
        # What a transform leaves of nothing is a rounding; nothing must stay nothing.
        added = self._sums((values != 0) * 1.0, self._kernel(reach, weight) != 0)
        return np.where(np.rint(added) > 0, sums, 0.0)

    def count(self, reach: float) -> Places:
        inside = self._kernel(reach, alike) != 0
        return np.rint(self._sums(np.ones(len(self.far)), inside)).astype(np.intp)

    def nearest(self) -> Numbers:
        return Strips(self.near, self.far).nearest()

    def pairs(self, reach: float) -> Iterator[Bundle]:
        yield from Strips(self.near, self.far).pairs(reach)

    def turned(self) -> "Raster":
        return Raster(self.far, self.near, self.lattice, self._seen)

    def _kernel(self, reach: float, weight: Weight) -> Numbers:
        """Return the weights around a cell, as far as the reach and the grid go."""
        if not 0 < reach <= WIDEST_REACH:
            raise ValueError(f"the reach must be more than 0 and at most {WIDEST_REACH:.0f} metres")
        if (reach, weight) not in self._seen:
            far = int(min(reach / self.lattice.metres, max(self.lattice.shape)))
            deep, wide = (min(far, side - 1) for side in self.lattice.shape)
            rows, columns = np.arange(-deep, deep + 1), np.arange(-wide, wide + 1)
            north, east = (side * self.lattice.metres for side in (rows, columns))
            distance = np.sqrt(north[:, None] ** 2 + east[None, :] ** 2)
            within = weight(np.minimum(distance, reach), reach)
            self._seen[reach, weight] = np.where(distance <= reach, within, 0.0)
        return self._seen[reach, weight]

    def _sums(self, values: Numbers, kernel: Numbers) -> Numbers:
        rows, columns = self.lattice.shape
        deep, wide = (side // 2 for side in kernel.shape)
        size = (quick_length(rows + 2 * deep), quick_length(columns + 2 * wide))
        ground = np.bincount(self.lattice.cells(self.far), values, minlength=rows * columns)
        spectrum = np.fft.rfft2(ground.reshape(rows, columns), size)
        spectrum *= np.fft.rfft2(kernel.astype(np.float64), size)
        whole = np.fft.irfft2(spectrum, size)[deep : deep + rows, wide : wide + columns]
        found: Numbers = whole.ravel()[self.lattice.cells(self.near)]
        return found


def quick_length(least: int) -> int:
    """Return the smallest length from here on whose only factors are 2, 3 and 5."""
    length = least
    while _without_small_primes(length) != 1:
        length += 1
    return length


def _without_small_primes(length: int) -> int:
    for prime in SMALL_PRIMES:
        while length % prime == 0:
            length //= prime
    return length

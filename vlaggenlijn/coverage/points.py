"""Points on a plane in metres, and what one may ask of two sets of them; a thinking module."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
# Distances in metres and the reach -> the weight of each; what lies beyond reach is not asked.
Weight = Callable[[Numbers, float], Numbers]

FARTHEST = 1e8  # metres from the origin of any plane on earth, with room to spare


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Coordinates in metres; raises ValueError when they are no finite places on earth."""

    x: Numbers
    y: Numbers

    def __post_init__(self) -> None:
        if self.x.shape != self.y.shape or self.x.ndim != 1:
            raise ValueError("x and y must be two rows of the same length")
        if not bool(np.all(np.abs(self.x) <= FARTHEST) and np.all(np.abs(self.y) <= FARTHEST)):
            raise ValueError(f"coordinates must lie between -{FARTHEST:.0f} and {FARTHEST:.0f}")

    def __len__(self) -> int:
        return len(self.x)

    def at(self, places: Places) -> "Points":
        """Return these of the points, in this order."""
        return Points(self.x[places], self.y[places])


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """Some of the pairs within reach: a near point, a far point and the metres between them."""

    near: Places
    far: Places
    distance: Numbers


class Pairs(Protocol):
    """Two sets of points, seen from the near ones: sums over the far ones within reach.

    Within reach means distance <= reach. Every executor gives the same answers to 1e-12.
    """

    def accumulate(self, values: Numbers, reach: float, weight: Weight) -> Numbers:
        """Return for each near point the sum of weight x value over the far ones within reach."""
        ...

    def count(self, reach: float) -> Places:
        """Return for each near point how many far ones lie within reach."""
        ...

    def nearest(self) -> Numbers:
        """Return for each near point the metres to the nearest far one."""
        ...

    def pairs(self, reach: float) -> Iterator[Bundle]:
        """Give every pair within reach once, some at a time."""
        ...

    def turned(self) -> Self:
        """Return the same pairs seen from the other side."""
        ...

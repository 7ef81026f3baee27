"""How much a door still counts as it lies farther away; a thinking module.

Each is a ``points.Weight``: distances within reach and the reach, both in metres, give weights of
at most 1.
"""

import numpy as np

from vlaggenlijn.coverage.points import Numbers, Weight

RING_WEIGHTS = (1.0, 0.68, 0.22)  # of three rings of equal width; Luo and Qi 2009


def alike(distance: Numbers, reach: float) -> Numbers:
    """Everything within reach counts the same (Luo and Wang 2003)."""
    return np.ones_like(distance)


def step(distance: Numbers, reach: float) -> Numbers:
    """Three rings of equal width; who stands on a border belongs to the inner ring."""
    inner, middle, outer = RING_WEIGHTS
    rings = np.where(distance <= reach * 2 / 3, middle, outer)
    rings[distance <= reach / 3] = inner
    return rings


def gauss(distance: Numbers, reach: float) -> Numbers:
    """A bell with a standard deviation of a third of the reach: exp(-d^2 / (2 s^2))."""
    return np.exp(-0.5 * np.square(distance * (3 / reach)))


def squared(weight: Weight) -> Weight:
    """Return the weight that counts twice, once for choosing a door and once for going there."""

    def twice(distance: Numbers, reach: float) -> Numbers:
        return np.square(weight(distance, reach))

    return twice

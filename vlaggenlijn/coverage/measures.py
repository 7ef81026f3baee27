"""What families can reach, as sums of one primitive; a thinking module.

``homes`` are the Pairs seen from where children live towards the doors. A place without a door in
reach has 0, the worst gap there is, never NaN; a door without children in reach gives nothing and
is told apart (``Access.reached``), never infinity.

Sources: 2SFCA Luo and Wang 2003; E2SFCA Luo and Qi 2009; 3SFCA Wan, Zou and Sternberg 2012;
balanced Paez, Higgins and Vivona 2019.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.coverage.points import Numbers, Pairs, Places, Weight
from vlaggenlijn.coverage.weights import alike, squared


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """Room per child at each home, and which doors have any children in reach."""

    access: Numbers
    reached: NDArray[np.bool_]


def nearest_distance(homes: Pairs) -> Numbers:
    """Return the metres from each home to its nearest door; ValueError when there is no door."""
    return homes.nearest()


def choices(homes: Pairs, reach: float) -> Places:
    """Return how many doors each home has within reach."""
    return homes.count(reach)


def two_step(
    homes: Pairs, children: Numbers, capacity: Numbers, reach: float, weight: Weight = alike
) -> Access:
    """Return 2SFCA, or E2SFCA with a weight: room per child, shared by all who can reach a door.

    The sum of children x access is the capacity of the doors reached.
    """
    asked = homes.turned().accumulate(children, reach, weight)
    return Access(homes.accumulate(_shared(capacity, asked), reach, weight), asked > 0)


def three_step(
    homes: Pairs, children: Numbers, capacity: Numbers, reach: float, weight: Weight
) -> Access:
    """Return 3SFCA: children choose among the doors in reach by weight, and ask only there."""
    twice = squared(weight)
    chosen = homes.accumulate(np.ones_like(capacity), reach, weight)
    asked = homes.turned().accumulate(_shared(children, chosen), reach, twice)
    sums = homes.accumulate(_shared(capacity, asked), reach, twice)
    return Access(_shared(sums, chosen), asked > 0)


def balanced(
    homes: Pairs, children: Numbers, capacity: Numbers, reach: float, weight: Weight
) -> Access:
    """Return the balanced catchment: each child asks once in all, each door gives once in all.

    The access of all homes adds up to the room per asking child of all doors reached. It depends on
    the number of homes: splitting a home in two changes it.
    """
    doors = homes.turned()
    chosen = homes.accumulate(np.ones_like(capacity), reach, weight)
    asked = doors.accumulate(_shared(children, chosen), reach, weight)
    given = doors.accumulate(np.ones_like(children), reach, weight)
    level = _shared(_shared(capacity, asked), given)
    return Access(homes.accumulate(level, reach, weight), asked > 0)


def _shared(amount: Numbers, among: Numbers) -> Numbers:
    """Divide, and give nothing where nobody is there to share."""
    return np.divide(amount, among, out=np.zeros_like(amount), where=among > 0)

"""Services that do the same for the same families near each other; a thinking module.

For chances to join forces (an evening, a group, a street), never for saying which is too many.
"""

import numpy as np

from vlaggenlijn.coverage.offer import Supply, Way
from vlaggenlijn.coverage.points import Bundle
from vlaggenlijn.coverage.strips import Strips


def companions(supply: Supply, reach: float) -> Bundle:
    """Return pairs of doors at a place, within reach of each other, nearest first.

    Both offer the same function to a group and an age band that they share, and are of different
    services. Each pair comes once, the lower row in ``near``; distances are metres.
    """
    rows = np.flatnonzero(supply.way == Way.PLACE)
    places = supply.points.at(rows)
    served = supply.served()
    found = []
    for some in Strips(places, places).pairs(reach):
        one, other = rows[some.near], rows[some.far]
        alike = (one < other) & (supply.service[one] != supply.service[other])
        alike &= supply.function[one] == supply.function[other]
        alike &= (supply.groups[one] & supply.groups[other]).any(axis=1)
        alike &= (served[one] & served[other]).any(axis=1)
        found.append((one[alike], other[alike], some.distance[alike]))
    nobody = np.zeros(0, np.intp)
    parts = found or [(nobody, nobody, np.zeros(0))]
    one, other, metres = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((other, one, metres))
    return Bundle(one[order], other[order], metres[order])

"""From degrees to metres on a plane, so that distances between many points are quick to reckon.

A Lambert conformal conic projection of a round earth, true along two parallels through Belgium.
Between 49.4 and 51.6 degrees north a distance on it is within 0.2 % of that over the earth.
Formulas: J. P. Snyder, Map Projections - A Working Manual (USGS, 1987), section 15.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vlaggenlijn.places.distance import EARTH_RADIUS, Located

SOUTHERN, NORTHERN = math.radians(49.8), math.radians(51.2)
MIDDLE = math.radians(4.4)  # degrees east that point straight up


@dataclass(frozen=True, slots=True)
class Box:
    """A box of degrees (WGS 84)."""

    south: float
    west: float
    north: float
    east: float

    def widened(self, metres: float) -> "Box":
        """Return the box with so many metres more on every side."""
        up = math.degrees(metres / EARTH_RADIUS)
        aside = up / math.cos(math.radians(self.north + up))
        return Box(self.south - up, self.west - aside, self.north + up, self.east + aside)


def box_around(points: Sequence[Located]) -> Box:
    """Return the smallest box around points; ValueError without any."""
    latitudes = [point.latitude for point in points]
    longitudes = [point.longitude for point in points]
    return Box(min(latitudes), min(longitudes), max(latitudes), max(longitudes))


def _steepness(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


_CONE = math.log(math.cos(SOUTHERN) / math.cos(NORTHERN)) / math.log(
    _steepness(NORTHERN) / _steepness(SOUTHERN)
)
_SCALE = EARTH_RADIUS * math.cos(SOUTHERN) * _steepness(SOUTHERN) ** _CONE / _CONE


def on_plane(point: Located) -> tuple[float, float]:
    """Return metres to the east and to the north of a fixed point far away."""
    radius = _SCALE / _steepness(math.radians(point.latitude)) ** _CONE
    angle = _CONE * (math.radians(point.longitude) - MIDDLE)
    return radius * math.sin(angle), -radius * math.cos(angle)

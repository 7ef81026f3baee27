"""Distances on the plane are those over the earth."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places.distance import EARTH_RADIUS, Point, metres
from vlaggenlijn.places.plane import Box, box_around, on_plane

points = st.builds(Point, st.floats(49.4, 51.6), st.floats(2.4, 6.5))


def apart(one: Point, other: Point) -> float:
    return math.dist(on_plane(one), on_plane(other))


@given(points, points)
def test_distance_on_the_plane_is_that_over_the_earth(one: Point, other: Point) -> None:
    assert apart(one, other) == pytest.approx(metres(one, other), rel=0.002, abs=1)


def test_north_is_up_and_east_is_right() -> None:
    here, north, east = (
        on_plane(point) for point in (Point(51, 4.4), Point(51.1, 4.4), Point(51, 4.5))
    )
    assert north[1] > here[1]
    assert east[0] > here[0]


def test_box_around() -> None:
    box = box_around([Point(51, 4), Point(50.5, 4.5), Point(50.8, 3.9)])
    assert box == Box(50.5, 3.9, 51, 4.5)
    with pytest.raises(ValueError):
        box_around([])


@given(points, st.floats(0, 50_000), st.floats(0, 360))
def test_widened_box_holds_every_point_so_near(point: Point, reach: float, turn: float) -> None:
    wide = box_around([point]).widened(reach)
    up = math.degrees(reach * 0.99 * math.cos(math.radians(turn)) / EARTH_RADIUS)
    aside = math.degrees(reach * 0.99 * math.sin(math.radians(turn)) / EARTH_RADIUS)
    latitude = point.latitude + up
    longitude = point.longitude + aside / math.cos(math.radians(latitude))
    assert wide.south <= latitude <= wide.north
    assert wide.west <= longitude <= wide.east

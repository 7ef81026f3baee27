import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places.distance import Point, Surface, metres, neighbours

points = st.builds(Point, st.floats(49.4, 51.6), st.floats(2.5, 6.5))
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
GENT, ANTWERPEN = Point(51.0536, 3.7253), Point(51.2211, 4.3997)


def test_metres_gent_to_antwerpen() -> None:
    assert metres(GENT, ANTWERPEN) == pytest.approx(50_650, abs=250)


def test_metres_one_degree_of_latitude() -> None:
    assert metres(Point(50, 4), Point(51, 4)) == 111_195


def test_metres_same_point_is_zero() -> None:
    assert metres(GENT, GENT) == 0


def test_metres_other_side_of_the_earth() -> None:
    assert metres(Point(0, 0), Point(0, 180)) == 20_015_114


@given(anywhere, anywhere)
def test_metres_is_symmetric_and_never_negative(a: Point, b: Point) -> None:
    assert metres(a, b) == metres(b, a) >= 0


@given(points, points, points)
def test_metres_detour_is_never_shorter(a: Point, b: Point, c: Point) -> None:
    assert metres(a, c) <= metres(a, b) + metres(b, c) + 2  # each is rounded to a metre


def test_radius_of_a_surface_in_metres() -> None:
    assert Surface("1", 51, 4, 3.14159265).radius == pytest.approx(1000)


def test_neighbours_nearest_first_without_itself() -> None:
    here = Surface("here", 51.00, 4.0, 30)
    near, nearer = Surface("near", 51.06, 4.0, 30), Surface("nearer", 51.05, 4.0, 30)
    far = Surface("far", 51.20, 4.0, 30)
    assert neighbours(here, [far, near, here, nearer]) == ("nearer", "near")


def test_neighbours_of_a_large_municipality_reach_further() -> None:
    here, there = Surface("here", 51.0, 4.0, 300), Surface("there", 51.1, 4.0, 30)
    assert neighbours(here, [there]) == ("there",)

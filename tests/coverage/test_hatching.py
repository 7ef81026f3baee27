"""Stripes and question marks: never out of their shape, and never without a stripe."""

import re
from itertools import pairwise
from math import hypot, sqrt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vlaggenlijn.coverage.hatching import (
    question_mark,
    striped_area,
    striped_box,
    striped_circle,
)

PLACE, SIZE, STEP = st.floats(-500, 500), st.floats(0.1, 80), st.floats(0.5, 20)
Line = tuple[float, float, float, float]


def lines(path: str) -> list[Line]:
    found = re.findall(r"M(\S+) (\S+?)L(\S+?) ([^ML]+)", path)
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in found]


@given(PLACE, PLACE, SIZE, STEP)
def test_stripes_of_a_circle_end_on_it_and_one_goes_through_the_middle(
    x: float, y: float, radius: float, step: float
) -> None:
    found = lines(striped_circle(x, y, radius, step))
    ends = [hypot(a - x, b - y) for one in found for a, b in (one[:2], one[2:])]
    assert ends == pytest.approx([radius] * len(ends), abs=0.02)
    longest = max(hypot(c - a, d - b) for a, b, c, d in found)
    assert longest == pytest.approx(2 * radius, abs=0.03)


@given(PLACE, PLACE, SIZE, SIZE, STEP)
def test_stripes_of_a_box_stay_in_it_as_far_apart_as_asked(
    x: float, y: float, width: float, height: float, step: float
) -> None:
    found = lines(striped_box(x, y, width, height, step))
    for a, b, c, d in found:
        assert x - 0.01 <= min(a, c) <= max(a, c) <= x + width + 0.01
        assert y - 0.01 <= min(b, d) <= max(b, d) <= y + height + 0.01
        assert a + b == pytest.approx(c + d, abs=0.03)
    sums = [a + b for a, b, _, _ in found]
    assert [two - one for one, two in pairwise(sums)] == pytest.approx(
        [step * sqrt(2)] * (len(sums) - 1 if sums else 0), abs=0.04
    )
    if width + height > 2 * step * sqrt(2):
        assert found


def outline(*rings: list[tuple[float, float]]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "z" for ring in rings)


def square(x: float, y: float, size: float) -> list[tuple[float, float]]:
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]


@given(st.integers(-500, 500), st.integers(-500, 500), st.integers(1, 80), STEP)
@example(0, 42, 1, 1.1)  # a stripe that hardly touches a corner
def test_stripes_of_an_area_are_those_of_a_box_and_never_none(
    x: int, y: int, size: int, step: float
) -> None:
    found = lines(striped_area(outline(square(x, y, size)), step))
    assert found
    for a, b, c, d in found:
        assert x - 0.01 <= a < c <= x + size + 0.01
        assert y - 0.01 <= d < b <= y + size + 0.01
    boxed = [one for one in lines(striped_box(x, y, size, size, step)) if one[2] - one[0] > 0.1]
    longer = [one for one in found if one[2] - one[0] > 0.1]
    if boxed:
        assert longer == [pytest.approx(one, abs=0.011) for one in boxed]


CORNERS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=9, unique=True
)


@given(CORNERS, st.floats(0, 2))
def test_stripes_of_an_area_lie_in_it_whatever_its_shape(
    corners: list[tuple[int, int]], within: float
) -> None:
    ring = [(10.0 * x, 10.0 * y) for x, y in corners]
    if len({x + y for x, y in ring}) < 2:
        return
    for a, b, c, d in lines(striped_area(outline(ring), 3, within)):
        if c - a > 1:
            assert is_inside((a + c) / 2, (b + d) / 2, ring)


def is_inside(x: float, y: float, ring: list[tuple[float, float]]) -> bool:
    """Whether a point lies in a ring, by the crossings to its left."""
    odd = False
    for (a, b), (c, d) in pairwise([*ring, ring[0]]):
        if (b > y) != (d > y) and x > a + (c - a) * (y - b) / (d - b):
            odd = not odd
    return odd


def test_stripes_leave_a_hole_open_and_end_within_the_edge() -> None:
    path = outline(square(0, 0, 30), square(10, 10, 10))
    through = [one for one in lines(striped_area(path, 15 * sqrt(2))) if one[0] + one[1] == 30]
    assert through == [(0, 30, 10, 20), (20, 10, 30, 0)]
    shorter = lines(striped_area(path, 15 * sqrt(2), sqrt(2)))
    assert (1, 29, 9, 21) in shorter


def test_nothing_gives_one_point_or_none() -> None:
    assert lines(striped_circle(1, 2, 0, 5)) == [(1, 2, 1, 2)]
    assert striped_box(1, 2, 0, 0, 5) == ""


@given(PLACE, PLACE, SIZE)
def test_question_mark_stands_around_its_point(x: float, y: float, size: float) -> None:
    path = question_mark(x, y, size).removesuffix("h0.01")
    places = [tuple(map(float, one.split())) for one in re.split("[MC]", path)[1:]]
    numbers = [number for one in places for number in one]
    assert all(abs(one - x) <= size for one in numbers[::2])
    assert all(abs(one - y) <= size for one in numbers[1::2])

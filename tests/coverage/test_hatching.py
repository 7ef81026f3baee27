"""Stripes and question marks: never out of their shape, and never without a stripe."""

import re
from itertools import pairwise
from math import hypot, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.coverage.hatching import question_mark, striped_box, striped_circle

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

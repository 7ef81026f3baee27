from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.guide.tallies import (
    WEEKS,
    age_band,
    is_good,
    monday_of,
    month_before,
    period_before,
)

days = st.dates(date(2026, 2, 2), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("months", "band"),
    [
        (None, ""), (-3, "unborn"), (0, "0-2"), (35, "0-2"), (36, "3-5"), (71, "3-5"),
        (72, "6-11"), (143, "6-11"), (144, "12-17"), (215, "12-17"), (216, "18"), (299, "18"),
    ],
)  # fmt: skip
def test_age_band(months: int | None, band: str) -> None:
    assert age_band(months) == band


@pytest.mark.parametrize(
    ("reasons", "knows_place", "expected"),
    [
        ([], False, False),
        ([], True, False),
        ([["theme"]], False, True),
        ([["theme"]], True, False),
        ([["theme"], ["theme", "next_door"]], True, True),
        ([["text", "region"]], True, True),
        ([["theme"]] * 10 + [["theme", "place"]], True, False),
    ],
)
def test_good_answer(reasons: list[list[str]], knows_place: bool, expected: bool) -> None:
    assert is_good(reasons, knows_place=knows_place) is expected


@given(days)
def test_period_is_four_whole_weeks_that_are_over(day: date) -> None:
    first, last = period_before(day)
    assert (first.weekday(), last - first) == (0, timedelta(weeks=WEEKS - 1))
    assert last + timedelta(days=7) <= monday_of(day)
    assert monday_of(day) - last <= timedelta(weeks=WEEKS)


@given(days, days)
def test_two_periods_are_the_same_or_do_not_overlap(one: date, other: date) -> None:
    periods = sorted({period_before(one), period_before(other)})
    assert len(periods) == 1 or periods[0][1] < periods[1][0]


@given(days)
def test_month_before_is_over(day: date) -> None:
    month = month_before(day)
    assert (month.day, month < day.replace(day=1)) == (1, True)
    assert (month + timedelta(days=31)).replace(day=1) == day.replace(day=1)

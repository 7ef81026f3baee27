"""Days as the words of an address name them, and a month as a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.agenda.months import Days, days_asked, is_month, next_month, weeks

WEDNESDAY, SUNDAY = date(2026, 5, 13), date(2026, 5, 17)


@pytest.mark.parametrize(
    ("when", "today", "expected"),
    [
        ("vandaag", WEDNESDAY, Days(WEDNESDAY, WEDNESDAY)),
        ("week", WEDNESDAY, Days(WEDNESDAY, SUNDAY)),
        ("weekend", WEDNESDAY, Days(date(2026, 5, 16), SUNDAY)),
        ("weekend", SUNDAY, Days(SUNDAY, SUNDAY)),
        ("", WEDNESDAY, Days(WEDNESDAY)),
        ("'; DROP TABLE", WEDNESDAY, Days(WEDNESDAY)),
    ],
)
def test_days_asked(when: str, today: date, expected: Days) -> None:
    assert days_asked(when, today) == expected


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [(2026, 5, True), (2026, 0, False), (2026, 13, False), (1, 5, False), (9999, 12, False)],
)
def test_is_month(year: int, month: int, expected: bool) -> None:
    assert is_month(year, month) is expected


def test_weeks_of_a_month() -> None:
    found = weeks(2026, 5, {WEDNESDAY: 3, date(2026, 4, 30): 1}, SUNDAY)
    assert [week[0].day.weekday() for week in found] == [0] * 5
    squares = {one.day: one for week in found for one in week}
    assert (squares[WEDNESDAY].count, squares[date(2026, 4, 30)].count) == (3, 1)
    assert not squares[date(2026, 4, 30)].is_in_month
    assert [day for day, one in squares.items() if one.is_today] == [SUNDAY]


@given(st.integers(2000, 2199), st.integers(1, 12), st.integers(-30, 30))
def test_months_ahead_and_back(year: int, month: int, step: int) -> None:
    assert next_month(*next_month(year, month, step), -step) == (year, month)
    first, second = date(year, month, 1), date(*next_month(year, month), 1)
    assert timedelta(days=28) <= second - first <= timedelta(days=31)

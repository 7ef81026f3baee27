"""Ten o'clock stays ten o'clock, and every end lies behind its start."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import MO, TH, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.agenda.moments import HORIZON_DAYS, Pattern, instants, moments, problems

BRUSSELS = "Europe/Brussels"
MORNING = Pattern(date(2026, 3, 16), time(10), time(12))
FAR = date(2027, 12, 31)


def days(pattern: Pattern, last: date = FAR, **options: Any) -> list[date]:
    return [one.day for one in moments(pattern, first=date(2000, 1, 1), last=last, **options)]


def test_once_is_that_day_also_beyond_the_horizon() -> None:
    assert days(MORNING, last=date(2026, 1, 1)) == [date(2026, 3, 16)]


def test_week_over_the_change_of_the_clock_keeps_its_hour() -> None:
    found = moments(
        replace(MORNING, repeats="weekly", until=date(2026, 4, 6)), first=date(2026, 3, 1), last=FAR
    )
    assert [one.start for one in found] == [
        datetime(2026, 3, 16, 9, tzinfo=UTC),
        datetime(2026, 3, 23, 9, tzinfo=UTC),
        datetime(2026, 3, 30, 8, tzinfo=UTC),
        datetime(2026, 4, 6, 8, tzinfo=UTC),
    ]


def test_every_other_week_on_two_days() -> None:
    pattern = replace(MORNING, repeats="weekly", interval=2, weekdays=(0, 3))
    expected = rrule(
        WEEKLY,
        interval=2,
        byweekday=(MO, TH),
        dtstart=datetime(2026, 3, 16),
        until=datetime(2026, 6, 1),
    )
    assert days(pattern, last=date(2026, 6, 1)) == [one.date() for one in expected]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2026, 1, 13), [date(2026, 1, 13), date(2026, 2, 10), date(2026, 3, 10)]),
        # The fifth Friday is the last one of each month.
        (date(2026, 1, 30), [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)]),
    ],
)
def test_month_keeps_the_place_of_the_weekday(first: date, expected: list[date]) -> None:
    assert days(replace(MORNING, first_on=first, repeats="monthly"), date(2026, 3, 31)) == expected


def test_leap_day() -> None:
    pattern = replace(MORNING, first_on=date(2028, 2, 29), repeats="weekly", interval=52)
    assert days(pattern, date(2029, 12, 31)) == [date(2028, 2, 29), date(2029, 2, 27)]


def test_holidays_exceptions_and_named_days() -> None:
    pattern = replace(
        MORNING,
        repeats="weekly",
        skips_holidays=True,
        skipped=frozenset({date(2026, 3, 23)}),
        also_on=frozenset({date(2026, 4, 1), date(2026, 4, 13)}),
    )
    holidays = {date(2026, 4, 6), date(2026, 4, 13)}
    assert days(pattern, date(2026, 4, 20), holidays=holidays) == [
        date(2026, 3, 16),
        date(2026, 3, 30),
        date(2026, 4, 1),
        date(2026, 4, 13),
        date(2026, 4, 20),
    ]


def test_once_on_a_holiday_stands() -> None:
    pattern = replace(MORNING, skips_holidays=True)
    assert days(pattern, holidays={MORNING.first_on}) == [MORNING.first_on]


def test_past_midnight_ends_the_next_day() -> None:
    start, end = instants(date(2026, 12, 31), time(20), time(1), BRUSSELS)
    assert (start, end) == (
        datetime(2026, 12, 31, 19, tzinfo=UTC),
        datetime(2027, 1, 1, 0, tzinfo=UTC),
    )


def test_hour_that_the_clock_skips() -> None:
    start, end = instants(date(2026, 3, 29), time(2, 30), time(3), BRUSSELS)
    assert start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert end - start == timedelta(minutes=30)


def test_hour_that_comes_twice_is_the_first() -> None:
    start, end = instants(date(2026, 10, 25), time(2, 30), time(3), BRUSSELS)
    assert start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert end == datetime(2026, 10, 25, 2, tzinfo=UTC)


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.times().map(lambda one: one.replace(microsecond=0)),
    st.times().map(lambda one: one.replace(microsecond=0)),
    st.sampled_from([BRUSSELS, "America/New_York", "Pacific/Apia", "UTC"]),
)
def test_end_lies_behind_the_start(day: date, starts: time, ends: time, zone: str) -> None:
    start, end = instants(day, starts, ends, zone)
    assert timedelta(0) < end - start <= timedelta(hours=25)


@given(
    st.dates(date(2026, 1, 1), date(2036, 1, 1)),
    st.times(time(4), time(22)),
    st.sampled_from(["weekly", "monthly"]),
    st.integers(1, 8),
    st.sets(st.integers(0, 6), max_size=7),
)
def test_series_keeps_its_hour_and_its_bounds(
    first: date, at: time, repeats: Any, interval: int, weekdays: set[int]
) -> None:
    pattern = Pattern(first, at, time(23), repeats, interval, tuple(weekdays))
    last = first + timedelta(days=HORIZON_DAYS)
    found = moments(pattern, first=first, last=last)
    assert len(found) <= HORIZON_DAYS + 1
    local = [one.start.astimezone(ZoneInfo(BRUSSELS)) for one in found]
    assert {one.timetz().replace(tzinfo=None, fold=0) for one in local} <= {at.replace(fold=0)}
    assert (
        [one.date() for one in local] == [one.day for one in found] == sorted(set(days_of(found)))
    )
    assert all(first <= one.day <= last for one in found)


def days_of(found: list[Any]) -> list[date]:
    return [one.day for one in found]


def test_problems() -> None:
    assert problems(MORNING) == []
    named = frozenset(date(2026, 1, 1) + timedelta(days=step) for step in range(61))
    wrong = replace(
        MORNING, interval=0, until=date(2026, 3, 15), ends_at=time(10), skipped=named, also_on=named
    )
    assert problems(wrong) == [
        ("interval", "out_of_range"),
        ("until", "before_start"),
        ("ends_at", "no_time_between"),
        ("skipped", "too_many"),
        ("also_on", "too_many"),
    ]

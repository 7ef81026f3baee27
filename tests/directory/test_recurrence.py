"""Rows fall on the days RFC 5545 says (python-dateutil is the judge), and bad rows are named."""

import warnings
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.directory.recurrence import (
    WEEKDAYS,
    Problem,
    Rule,
    has_begun,
    has_ended,
    month_days,
    occurs,
    placed_days,
    problems,
)

FIRST = date(2026, 1, 1)
NINE, TWELVE = time(9), time(12)
WEEKLY_ROW = Rule(freq="WEEKLY", byday="MO,TH", opens_at=NINE, closes_at=TWELVE)
MONTHLY_ROW = replace(WEEKLY_ROW, freq="MONTHLY", byday="1WE,-1FR")
ONE_DAY_ROW = Rule(valid_from=FIRST, valid_to=FIRST, opens_at=NINE, closes_at=TWELVE)

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
starts = st.dates(date(2025, 6, 1), date(2026, 6, 1))
names = st.sampled_from(WEEKDAYS)
places = st.integers(1, 5) | st.integers(-5, -1)
placed_names = st.builds("{}{}".format, places, names)


def join(parts: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.lists(parts, max_size=3).map(lambda found: ",".join(map(str, found)))


common = {
    "dtstart": starts,
    "interval": st.integers(1, 4),
    "until": st.none() | st.dates(date(2026, 6, 1), date(2027, 12, 31)),
    "count": st.none() | st.integers(1, 20),
    "opens_at": st.just(NINE),
    "closes_at": st.just(TWELVE),
}
recurring = st.builds(Rule, freq=st.just("WEEKLY"), byday=join(names), **common) | st.builds(
    Rule,
    freq=st.just("MONTHLY"),
    # Never "MO,1MO": there dateutil takes what both say, RFC 5545 what either says.
    byday=join(names) | join(placed_names),
    bymonthday=join(st.integers(1, 31) | st.integers(-31, -1)),
    **common,
)


def judged_days(rule: Rule, last: date) -> list[date]:
    """The days of the rule up to last, by python-dateutil."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # until and count together
        found = rrule(
            WEEKLY if rule.freq == "WEEKLY" else MONTHLY,
            dtstart=datetime.combine(rule.dtstart or FIRST, time(0)),
            interval=rule.interval,
            count=rule.count,
            until=datetime.combine(min(rule.until or last, last), time(0)),
            byweekday=[weekday(day, place or None) for place, day in placed_days(rule.byday)]
            or None,
            bymonthday=sorted(month_days(rule.bymonthday)) or None,
        )
    return [moment.date() for moment in found]


@settings(max_examples=80, deadline=None)
@given(recurring)
def test_occurs_agrees_with_dateutil(rule: Rule) -> None:
    assert problems(rule) == []
    last = date(2026, 12, 31)
    window = (date(2025, 6, 1) + timedelta(days=number) for number in range(579))
    assert [day for day in window if occurs(rule, day)] == judged_days(rule, last)


def falls(rule: Rule, first: date, last: date) -> list[int]:
    return [
        number
        for number in range((last - first).days + 1)
        if occurs(rule, first + timedelta(days=number))
    ]


def test_occurs_on_one_day() -> None:
    assert falls(ONE_DAY_ROW, date(2025, 12, 30), date(2026, 1, 3)) == [2]


def test_occurs_on_dtstart_alone() -> None:
    rule = Rule(dtstart=FIRST, opens_at=NINE, closes_at=TWELVE)
    assert problems(rule) == []
    assert falls(rule, date(2025, 12, 30), date(2026, 1, 3)) == [2]


def test_occurs_on_each_day_of_a_period() -> None:
    rule = replace(ONE_DAY_ROW, valid_to=date(2026, 1, 3))
    assert falls(rule, date(2025, 12, 30), date(2026, 1, 5)) == [2, 3, 4]


def test_occurs_only_within_its_validity() -> None:
    rule = replace(WEEKLY_ROW, valid_from=date(2026, 1, 8), valid_to=date(2026, 1, 15))
    assert falls(rule, date(2026, 1, 1), date(2026, 1, 31)) == [7, 11, 14]


def test_occurs_every_other_week_counts_calendar_weeks() -> None:
    # It begins on a Thursday; the Monday after lies in the next, skipped week.
    rule = replace(WEEKLY_ROW, dtstart=FIRST, interval=2)
    assert falls(rule, FIRST, date(2026, 1, 20)) == [0, 11, 14]


def test_occurs_on_last_weekday_also_in_a_month_with_four() -> None:
    rule = replace(MONTHLY_ROW, byday="-1FR")
    assert falls(rule, date(2026, 2, 1), date(2026, 2, 28)) == [26]
    assert falls(rule, date(2026, 1, 1), date(2026, 1, 31)) == [29]


def test_occurs_on_each_weekday_of_the_month() -> None:
    rule = replace(MONTHLY_ROW, byday="MO")
    assert falls(rule, date(2026, 2, 1), date(2026, 2, 28)) == [1, 8, 15, 22]


def test_occurs_on_what_either_weekday_says() -> None:
    rule = replace(MONTHLY_ROW, byday="MO,1MO")
    assert falls(rule, date(2026, 2, 1), date(2026, 2, 28)) == [1, 8, 15, 22]


def test_occurs_on_numbered_days_and_the_last() -> None:
    rule = replace(MONTHLY_ROW, byday="", bymonthday="1, 15, -1")
    assert falls(rule, date(2026, 2, 1), date(2026, 2, 28)) == [0, 14, 27]


def test_has_begun_and_has_ended() -> None:
    assert [has_begun(ONE_DAY_ROW, date(2025, 12, 31)), has_begun(ONE_DAY_ROW, FIRST)] == [
        False,
        True,
    ]
    assert [has_ended(ONE_DAY_ROW, FIRST), has_ended(ONE_DAY_ROW, date(2026, 1, 2))] == [
        False,
        True,
    ]


def test_has_ended_after_its_count() -> None:
    rule = replace(WEEKLY_ROW, dtstart=FIRST, count=2)
    assert falls(rule, FIRST, date(2026, 1, 31)) == [0, 4]
    assert has_ended(rule, date(2026, 1, 6))


def test_count_that_is_never_reached_does_not_end() -> None:
    rule = replace(MONTHLY_ROW, byday="5MO", bymonthday="1", dtstart=date(9990, 1, 1), count=3)
    assert problems(rule) == []
    assert not has_ended(rule, date(9999, 12, 31))


def test_placed_days_reads_places_and_small_letters() -> None:
    assert placed_days(" mo, 1WE,-1FR") == {(0, 0), (1, 2), (-1, 4)}


@pytest.mark.parametrize("text", [",", "MO,,TU", "XX", "0MO", "6MO", "1", "MO" * 101])
def test_placed_days_rejects(text: str) -> None:
    with pytest.raises(ValueError):
        placed_days(text)


@pytest.mark.parametrize("text", ["0", "32", "-32", "x", "1,", "٣", "1;2"])
def test_month_days_rejects(text: str) -> None:
    with pytest.raises(ValueError):
        month_days(text)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"freq": "DAILY"}, [("freq", "unknown_choice")]),
        ({"attending": "by_owl"}, [("attending", "unknown_choice")]),
        ({"kind": "odd"}, [("kind", "unknown_choice")]),
        ({"dtstart": FIRST, "interval": 0}, [("interval", "out_of_range")]),
        ({"dtstart": FIRST, "interval": 100}, [("interval", "out_of_range")]),
        ({"dtstart": FIRST, "count": 0}, [("count", "out_of_range")]),
        ({"dtstart": FIRST, "count": 1001}, [("count", "out_of_range")]),
        ({"byday": "MONDAY"}, [("byday", "unreadable")]),
        ({"byday": "1MO"}, [("byday", "only_monthly")]),
        ({"bymonthday": "40"}, [("bymonthday", "unreadable")]),
        ({"bymonthday": "4"}, [("bymonthday", "only_monthly")]),
        ({"interval": 2}, [("dtstart", "missing")]),
        ({"count": 2}, [("dtstart", "missing")]),
        ({"freq": None}, [("freq", "missing")]),
        ({"byday": ""}, [("byday", "missing")]),
        ({"byday": "", "is_closed": True}, [("byday", "missing")]),
        ({"byday": "", "freq": None}, [("valid_from", "missing"), ("valid_to", "missing")]),
        (
            {"valid_from": FIRST, "valid_to": date(2025, 1, 1), "until": date(2025, 1, 1)},
            [("valid_to", "before_start"), ("until", "before_start")],
        ),
        ({"opens_at": None}, [("opens_at", "missing")]),
        ({"closes_at": None}, [("closes_at", "missing")]),
        ({"closes_at": None, "is_closed": True}, [("closes_at", "missing")]),
        (
            {"opens_at": None, "closes_at": None},
            [("opens_at", "missing"), ("closes_at", "missing")],
        ),
        ({"opens_at": time(9, tzinfo=UTC)}, [("opens_at", "has_time_zone")]),
    ],
)
def test_problems_of_a_weekly_row(
    changes: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert problems(replace(WEEKLY_ROW, **changes)) == [Problem(*pair) for pair in expected]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rule",
    [
        WEEKLY_ROW,
        MONTHLY_ROW,
        ONE_DAY_ROW,
        Rule(attending="by_appointment"),
        Rule(is_closed=True),
        Rule(is_closed=True, valid_from=FIRST),
        replace(WEEKLY_ROW, byday="", dtstart=FIRST),
        replace(WEEKLY_ROW, is_closed=True, opens_at=None, closes_at=None),
    ],
)
def test_problems_is_empty_for_a_good_row(rule: Rule) -> None:
    assert problems(rule) == []


hostile = st.builds(
    Rule,
    valid_from=st.none() | st.dates(),
    valid_to=st.none() | st.dates(),
    dtstart=st.none() | st.dates(),
    freq=st.sampled_from([None, "WEEKLY", "MONTHLY", "SECONDLY"]),
    interval=st.integers(-2, 120),
    byday=st.text("MOTUWE15-, ", max_size=8) | join(names | placed_names),
    bymonthday=st.text("0123-, ٣", max_size=6),
    until=st.none() | st.dates(),
    count=st.none() | st.integers(-1, 3),
    opens_at=st.none() | st.times(),
    closes_at=st.none() | st.times(),
    attending=st.sampled_from(["in_person", "by_appointment", ""]),
    kind=st.sampled_from(["regular", "exception"]),
    is_closed=st.booleans(),
)


@given(hostile, days)
def test_hostile_values_are_problems_or_can_be_asked(rule: Rule, day: date) -> None:
    assert problems(rule) or occurs(rule, day) in (True, False)


def test_note_prefers_the_description() -> None:
    assert [rule.note for rule in (Rule(description="a", notes="b"), Rule(notes="b"))] == ["a", "b"]

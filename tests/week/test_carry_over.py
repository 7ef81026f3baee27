"""From one edition to the next: weekdays stay, and no date of the old year survives."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from vlaggenlijn.agenda.moments import Pattern, moments
from vlaggenlijn.week.carry_over import (
    CarriedText,
    Edition,
    Shifted,
    a_year_later,
    goes_on,
    offset,
    shift_day,
    shift_pattern,
    weeks_between,
    why_behind,
    without_days,
)


def week_of(year: int) -> Edition:
    return Edition(date(year, 5, 16), date(year, 5, 23))


THIS, NEXT = week_of(2026), week_of(2027)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 20), date(2027, 5, 19)),  # Wednesday in the middle
        (date(2026, 5, 16), date(2027, 5, 22)),  # the only Saturday of the next edition
        (date(2026, 5, 23), date(2027, 5, 22)),
        (date(2025, 11, 12), date(2026, 11, 11)),  # the kick-off, on a Wednesday in November
        (date(2026, 6, 10), date(2027, 6, 9)),
    ],
)
def test_day_keeps_its_weekday(day: date, expected: date) -> None:
    assert shift_day(day, THIS, NEXT) == Shifted(expected)


@pytest.mark.parametrize(
    ("state", "is_off", "has_left", "goes_on", "why"),
    [
        ("published", False, False, False, ""),
        ("proposed", False, False, False, ""),
        ("withdrawn", True, True, True, "withdrawn"),
        ("sent_back", True, True, True, "sent_back"),
        ("published", True, True, True, "off"),
        ("approved", False, True, True, "left"),
        ("published", False, False, True, "goes_on"),
    ],
)
def test_activity_stays_for_the_first_reason(
    state: str, is_off: bool, has_left: bool, goes_on: bool, why: str
) -> None:
    assert why_behind(state, is_off=is_off, has_left=has_left, goes_on=goes_on) == why


def test_series_goes_on_when_it_still_runs_then() -> None:
    def runs(repeats: str, until: date | None) -> bool:
        pattern = Pattern(THIS.first_on, time(9), time(10), repeats=repeats, until=until)  # type: ignore[arg-type]
        return goes_on(pattern, NEXT)

    assert (runs("weekly", None), runs("monthly", NEXT.first_on)) == (True, True)
    assert (runs("weekly", THIS.last_on), runs("once", None)) == (False, False)


def test_a_year_later_knows_the_leap_day() -> None:
    assert a_year_later(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_later(date(2027, 5, 16)) == date(2028, 5, 16)


def test_last_day_of_february_needs_no_rule() -> None:
    assert shift_day(date(2028, 2, 29), week_of(2028), week_of(2029)).day == date(2029, 2, 27)


def test_edition_shorter_than_a_week_keeps_the_place_instead() -> None:
    short = Edition(date(2027, 5, 17), date(2027, 5, 18))  # Monday and Tuesday
    assert shift_day(date(2026, 5, 20), THIS, short) == Shifted(date(2027, 5, 18), False)
    assert shift_day(date(2026, 5, 17), THIS, short) == Shifted(date(2027, 5, 18), False)
    assert shift_day(date(2026, 5, 16), THIS, short) == Shifted(date(2027, 5, 17), False)


def test_edition_that_begins_a_week_later_in_the_year() -> None:
    late = Edition(date(2027, 10, 1), date(2027, 10, 3))
    early = Edition(date(2028, 10, 6), date(2028, 10, 8))
    assert shift_day(date(2027, 10, 2), late, early) == Shifted(date(2028, 10, 7))


def test_afternoon_stays_the_afternoon_when_the_clock_changed_between() -> None:
    winter = Edition(date(2026, 3, 21), date(2026, 3, 28))
    summer = Edition(date(2027, 3, 29), date(2027, 4, 5))
    pattern = Pattern(date(2026, 3, 25), time(14), time(16))
    shifted, keeps = shift_pattern(pattern, winter, summer)
    (moment,) = moments(shifted, first=date(2027, 1, 1), last=date(2027, 12, 31))
    assert keeps
    assert moment.day == date(2027, 3, 31)
    assert moment.start == datetime(2027, 3, 31, 12, tzinfo=UTC)


def test_series_and_days_by_name_come_along_and_skipped_days_do_not() -> None:
    pattern = Pattern(
        date(2026, 5, 18), time(9), time(10), repeats="weekly", until=date(2026, 5, 22),
        also_on=frozenset({date(2026, 5, 20)}), skipped=frozenset({date(2026, 5, 21)}),
    )  # fmt: skip
    shifted, keeps = shift_pattern(pattern, THIS, NEXT)
    assert (shifted.first_on, shifted.until) == (date(2027, 5, 17), date(2027, 5, 21))
    assert (shifted.also_on, shifted.skipped, keeps) == ({date(2027, 5, 19)}, frozenset(), True)
    assert (shifted.starts_at, shifted.repeats) == (time(9), "weekly")


def test_offset_counts_from_the_first_day() -> None:
    assert offset(date(2026, 5, 2), THIS) == -14
    assert offset(date(2026, 5, 17), THIS) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Welkom op zaterdag 16 mei 2026!", "Welkom op …!"),
        ("Op 16 mei om 10 uur", "Op … om 10 uur"),
        ("Inschrijven voor 10/5/2026 of 10-05-2026", "Inschrijven voor … of …"),
        ("Van 2026-05-16 tot 20/5", "Van … tot …"),
        ("Startfeest 2026", "Startfeest …"),
        ("Le samedi 16 mai", "Le …"),
        ("Open 24/7, voor 2-4 jaar, sinds 1998", "Open 24/7, voor 2-4 jaar, sinds 1998"),
        ("Zaal 20261", "Zaal 20261"),
    ],
)
def test_text_gets_a_gap_where_it_named_a_day(text: str, expected: str) -> None:
    assert without_days(text, THIS) == CarriedText(expected, expected != text)


editions = st.builds(
    lambda year, start, length: Edition(
        date(year, 1, 1) + timedelta(days=start), date(year, 1, 1) + timedelta(days=start + length)
    ),
    st.integers(2020, 2040), st.integers(0, 364), st.integers(0, 13),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(editions, st.integers(330, 400), st.integers(0, 13), st.integers(-200, 120))
def test_no_date_of_the_old_year_survives(old: Edition, later: int, length: int, step: int) -> None:
    """A next edition lies about a year on; steps run from half a year before to after it."""
    first = old.first_on + timedelta(days=later)
    new = Edition(first, first + timedelta(days=length))
    day = old.first_on + timedelta(days=step)
    shifted = shift_day(day, old, new)
    assert shifted.day > day + timedelta(days=300)
    assert not old.holds(shifted.day)
    assert shifted.day.weekday() == day.weekday() or not shifted.keeps_weekday
    if old.holds(day):
        assert new.holds(shifted.day)
        assert shifted.keeps_weekday or length < 6


@given(editions, st.integers(330, 400), st.data())
def test_no_date_of_the_old_pattern_survives(old: Edition, later: int, data: st.DataObject) -> None:
    first = old.first_on + timedelta(days=later)
    new = Edition(first, first + (old.last_on - old.first_on))
    inside = st.dates(old.first_on, old.last_on)
    pattern = Pattern(
        data.draw(inside), time(14), time(16),
        repeats=data.draw(st.sampled_from(["once", "weekly"])),
        also_on=data.draw(st.frozensets(inside)), skipped=data.draw(st.frozensets(inside)),
        until=data.draw(st.none() | inside),
    )  # fmt: skip
    assume(pattern.until is None or pattern.until >= pattern.first_on)
    shifted, _ = shift_pattern(pattern, old, new)
    named = {shifted.first_on, *shifted.also_on, *shifted.skipped, shifted.until} - {None}
    assert all(new.holds(day) for day in named)
    assert all(day > old.last_on for day in named if day)
    assert shifted.until is None or shifted.until >= shifted.first_on


@given(st.text(alphabet="2026 mei1/-zaterdag"), editions)
def test_no_year_of_the_old_edition_survives_in_a_text(text: str, old: Edition) -> None:
    left = without_days(f"{text} op 3 mei {old.first_on.year}", old).text
    assert not re.search(rf"(?<!\d){old.first_on.year}(?!\d)", left)
    assert "3 mei" not in left


@given(editions, editions)
def test_weeks_are_at_least_one(old: Edition, new: Edition) -> None:
    assert weeks_between(old, new) >= 1

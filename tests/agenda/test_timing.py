"""From single times to a pattern: the same times come out, whatever goes in."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.agenda.moments import BRUSSELS, Pattern, instants, moments, problems
from vlaggenlijn.agenda.timing import Slot, Timing, arranged

ZONE = ZoneInfo(BRUSSELS)
FIRST, LAST = date(2026, 10, 1), date(2027, 12, 31)


def slot(day: date, begin: time = time(10), end: time = time(12), **more: Any) -> Slot:
    last = day if end > begin else day + timedelta(days=1)
    return Slot(datetime.combine(day, begin, ZONE), datetime.combine(last, end, ZONE), **more)


def days(*numbers: int) -> list[date]:
    return [date(2027, 1, 4) + timedelta(days=number) for number in numbers]


def times_of(timing: Timing) -> set[tuple[datetime, datetime]]:
    """Reckon the times as the agenda would: the pattern, then what differs by day."""
    found = {}
    for one in moments(timing.pattern, first=FIRST, last=LAST):
        found[one.day.isoformat()] = (one.start, one.end)
    for planned, one in timing.exceptions.items():
        assert planned in found
        hours = (time.fromisoformat(one["from"]), time.fromisoformat(one["until"]))
        found[planned] = instants(date.fromisoformat(one["day"]), *hours, BRUSSELS)
    return set(found.values())


def test_once() -> None:
    (timing,) = arranged([slot(days(0)[0])]).values()
    assert timing == Timing(Pattern(date(2027, 1, 4), time(10), time(12)))
    assert timing.plain() == {
        "first_on": "2027-01-04", "starts_at": "10:00", "ends_at": "12:00", "repeats": "once",
        "interval": 1, "weekdays": [], "until": "", "skipped": [], "also_on": [],
    }  # fmt: skip


def test_nothing() -> None:
    assert arranged([]) == {}


def test_every_second_week_without_one() -> None:
    (timing,) = arranged(map(slot, days(0, 14, 42))).values()
    assert (timing.pattern.repeats, timing.pattern.interval) == ("weekly", 2)
    assert timing.pattern.skipped == frozenset(days(28))


def test_single_days_are_named() -> None:
    (timing,) = arranged(map(slot, days(0, 30, 95, 163))).values()
    assert (timing.pattern.repeats, timing.pattern.also_on) == (
        "once", frozenset(days(30, 95, 163)),
    )  # fmt: skip


def test_more_single_days_than_can_be_named() -> None:
    far = [date(2027, 1, 4) + timedelta(days=number * number) for number in range(1, 100)]
    (timing,) = arranged(map(slot, far)).values()
    assert (len(timing.pattern.also_on), timing.left_out) == (60, 38)


def test_likely_pattern_is_taken_only_when_it_fits() -> None:
    likely = Pattern(date(2026, 1, 5), time(0), time(1), repeats="weekly")
    every = [date(2026, 10, 5) + timedelta(days=7 * week) for week in range(65)]
    every = [day for day in every if day <= LAST]
    (timing,) = arranged(map(slot, every), likely, (FIRST, LAST)).values()
    assert (timing.pattern.first_on, timing.pattern.until) == (date(2026, 1, 5), None)
    assert timing.pattern.starts_at == time(10)
    (other,) = arranged(map(slot, days(0, 8)), likely, (FIRST, LAST)).values()
    assert other.pattern.repeats in ("once", "weekly")
    assert other.pattern.until == date(2027, 1, 12)


def test_twice_a_day_is_two() -> None:
    found = arranged(
        [slot(day, time(hour), time(hour + 1)) for day in days(0, 1) for hour in (14, 9)]
    )
    assert {suffix: one.pattern.starts_at for suffix, one in found.items()} == {
        "": time(9), "#14:00": time(14),
    }  # fmt: skip


def test_same_time_twice_is_once() -> None:
    (timing,) = arranged([slot(days(0)[0]), slot(days(0)[0])]).values()
    assert timing.pattern.repeats == "once"


def test_long_one_is_one_for_each_day() -> None:
    start = datetime(2027, 1, 8, 18, tzinfo=ZONE)
    (timing,) = arranged([Slot(start, start + timedelta(hours=46))]).values()
    assert times_of(timing) == {
        instants(date(2027, 1, 8), time(18), time(23, 59), BRUSSELS),
        instants(date(2027, 1, 9), time(0), time(23, 59), BRUSSELS),
        instants(date(2027, 1, 10), time(0), time(16), BRUSSELS),
    }
    for long in (timedelta(days=5000), timedelta(days=1)):
        (timing,) = arranged([Slot(start, start + long)]).values()
        assert len(times_of(timing)) <= 63


def test_night_before_a_long_one_is_no_day_of_its_own() -> None:
    start = datetime(2027, 1, 8, 23, 59, tzinfo=ZONE)
    (timing,) = arranged([Slot(start, start + timedelta(days=2))]).values()
    assert timing.pattern.first_on == date(2027, 1, 9)


def test_without_length_it_lasts_an_hour_or_a_day() -> None:
    start = datetime(2027, 1, 8, 18, tzinfo=ZONE)
    for end in (start, start - timedelta(hours=3), start + timedelta(seconds=20)):
        (timing,) = arranged([Slot(start, end)]).values()
        assert (timing.pattern.starts_at, timing.pattern.ends_at) == (time(18), time(19))


def test_whole_day_over_the_change_of_the_clock() -> None:
    start = datetime(2027, 3, 28, 0, tzinfo=ZONE)
    whole = Slot(start, datetime(2027, 3, 29, 0, tzinfo=ZONE))  # 23 hours
    (timing,) = arranged([whole]).values()
    assert (timing.pattern.starts_at, timing.pattern.ends_at) == (time(0), time(23, 59))


def test_what_differs_by_day() -> None:
    one, two, three = days(0, 7, 14)
    moved = slot(days(9)[0], time(9), time(11), planned=datetime.combine(two, time(10), ZONE))
    found = arranged([slot(one), moved, slot(three, is_full=True, note="x" * 300)])
    exceptions = found[""].exceptions
    assert exceptions["2027-01-11"]["day"] == "2027-01-13"
    assert exceptions["2027-01-18"]["is_full"]
    assert len(exceptions["2027-01-18"]["note"]) == 200
    assert "2027-01-04" not in exceptions


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 95), st.integers(1, 95)),
        min_size=1, max_size=40, unique_by=lambda one: one[0],
    )
)  # fmt: skip
def test_times_come_back_as_they_went_in(given_times: list[tuple[int, int, int]]) -> None:
    slots = []
    for number, begin, length in given_times:
        start = datetime.combine(days(number)[0], time(begin // 4, begin % 4 * 15), ZONE)
        slots.append(
            Slot(start, (start.astimezone(UTC) + timedelta(minutes=15 * length)).astimezone(ZONE))
        )
    (timing,) = arranged(slots).values()
    assert problems(timing.pattern) == []
    expected = {(one.start.astimezone(UTC), one.end.astimezone(UTC)) for one in slots}
    # An hour that the clock skips or repeats is one of two; that night alone may differ by it.
    nights = {date(2027, 3, 28), date(2027, 10, 31)}
    plain = {one for one in expected if not {one[0].date(), one[1].date()} & nights}
    assert plain <= times_of(timing)
    assert len(times_of(timing)) == len(expected)

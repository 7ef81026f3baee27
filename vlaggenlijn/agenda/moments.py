"""On which days and at which instants an activity happens; a thinking module.

A Pattern is kept in local hours with their zone, so that ten o'clock stays ten o'clock when the
clock changes; a Moment is the instant it comes to. Which days a series falls on is asked of the
directory's recurrence, which is how opening hours are read too.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from vlaggenlijn.directory.recurrence import MOST_INTERVAL, WEEKDAYS, Rule, occurs

BRUSSELS = "Europe/Brussels"
HORIZON_DAYS = 400
MOST_NAMED_DAYS = 60
LAST_PLACE = 4  # from the fifth week of a month on, people say "the last Friday"
ONE_DAY = timedelta(days=1)

Repeats = Literal["once", "weekly", "monthly"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """When an activity happens, in the hours of its zone.

    ``ends_at`` at or before ``starts_at`` is the next day. Weekdays are 0 (Monday) to 6; none means
    that of the first day. Monthly is the same weekday of the month (the second Tuesday; the fifth
    is the last). Days that are named in ``also_on`` win over holidays, ``skipped`` over all.
    """

    first_on: date
    starts_at: time
    ends_at: time
    repeats: Repeats = "once"
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    skips_holidays: bool = False
    skipped: frozenset[date] = frozenset()
    also_on: frozenset[date] = frozenset()
    zone: str = BRUSSELS


@dataclass(frozen=True, slots=True)
class Moment:
    """One time that it happens: the local day on which it begins, and two instants in UTC."""

    day: date
    start: datetime
    end: datetime


def problems(pattern: Pattern) -> list[tuple[str, str]]:
    """Return (field, what is wrong) for what cannot be followed; empty for a good pattern."""
    checks = {
        ("interval", "out_of_range"): not 1 <= pattern.interval <= MOST_INTERVAL,
        ("until", "before_start"): pattern.until is not None and pattern.until < pattern.first_on,
        ("ends_at", "no_time_between"): pattern.starts_at == pattern.ends_at,
        ("skipped", "too_many"): len(pattern.skipped) > MOST_NAMED_DAYS,
        ("also_on", "too_many"): len(pattern.also_on) > MOST_NAMED_DAYS,
    }
    return [problem for problem, holds in checks.items() if holds]


def moments(
    pattern: Pattern, *, first: date, last: date, holidays: Collection[date] = ()
) -> list[Moment]:
    """Return the times of a pattern without problems in their order.

    A series gives those from ``first`` to ``last``; days that are named one by one are all there.
    """
    named = set(pattern.also_on)
    if pattern.repeats == "once":
        named.add(pattern.first_on)
    series = {day for day in _series(pattern, first, last) if not _is_free(pattern, day, holidays)}
    return [moment_of(pattern, day) for day in sorted((series | named) - pattern.skipped)]


def _is_free(pattern: Pattern, day: date, holidays: Collection[date]) -> bool:
    return pattern.skips_holidays and day in holidays


def _series(pattern: Pattern, first: date, last: date) -> Iterator[date]:
    if pattern.repeats == "once":
        return
    rule, day = _rule(pattern), max(pattern.first_on, first)
    while day <= min(last, pattern.until or last):
        if occurs(rule, day):
            yield day
        day += ONE_DAY


def _rule(pattern: Pattern) -> Rule:
    is_weekly = pattern.repeats == "weekly"
    weekdays = pattern.weekdays or (pattern.first_on.weekday(),)
    return Rule(
        dtstart=pattern.first_on,
        freq="WEEKLY" if is_weekly else "MONTHLY",
        interval=pattern.interval,
        byday=",".join(WEEKDAYS[day] for day in weekdays) if is_weekly else _placed(pattern),
    )


def _placed(pattern: Pattern) -> str:
    place = (pattern.first_on.day - 1) // 7
    weekday = WEEKDAYS[pattern.first_on.weekday()]
    return f"-1{weekday}" if place == LAST_PLACE else f"{place + 1}{weekday}"


def moment_of(pattern: Pattern, day: date) -> Moment:
    """Return the instants of one day."""
    start, end = instants(day, pattern.starts_at, pattern.ends_at, pattern.zone)
    return Moment(day, start, end)


def instants(day: date, starts_at: time, ends_at: time, zone: str) -> tuple[datetime, datetime]:
    """Return start and end in UTC of local hours; the end always lies behind the start.

    An hour that the clock skips is read by the clock before the change, as RFC 5545 has it; of an
    hour that comes twice it is the first.
    """
    last_day = day if ends_at > starts_at else day + ONE_DAY
    start, end = _instant(day, starts_at, zone), _instant(last_day, ends_at, zone)
    if end <= start:  # it begins in the hour that the clock skips
        wall = datetime.combine(last_day, ends_at) - datetime.combine(day, starts_at)
        end = start + wall
    return start, end


def _instant(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)

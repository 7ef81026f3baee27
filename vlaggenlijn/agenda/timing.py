"""From single times, as calendars of others give them, to a pattern with exceptions; pure.

Others say "on these forty days", or a rule that we have no words for; here something happens once,
weekly or monthly, and what differs is one time that was moved. Nothing is lost but days that are
more than can be named one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from math import gcd
from typing import Any
from zoneinfo import ZoneInfo

from vlaggenlijn.agenda.moments import (
    BRUSSELS,
    MOST_NAMED_DAYS,
    Pattern,
    instants,
    moments,
    problems,
)

ZONE = ZoneInfo(BRUSSELS)
ONE_DAY = timedelta(days=1)
MOST_DAYS_OF_ONE = 62  # something that lasts longer is no event but an offer
ALL_DAY = (time(0), time(23, 59))
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Slot:
    """One time: aware moments; ``planned`` is when it would have begun before it was moved."""

    start: datetime
    end: datetime
    planned: datetime | None = None
    is_cancelled: bool = False
    is_full: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """A pattern, what is different on some of its days, and how many days did not fit.

    ``exceptions`` by planned day, as 2026-12-25: day, from, until, is_cancelled, is_full, note.
    """

    pattern: Pattern
    exceptions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    left_out: int = 0

    def plain(self) -> dict[str, Any]:
        """Return the same as plain values for JSON."""
        one = self.pattern
        return {
            "first_on": one.first_on.isoformat(),
            "starts_at": f"{one.starts_at:%H:%M}",
            "ends_at": f"{one.ends_at:%H:%M}",
            "repeats": one.repeats,
            "interval": one.interval,
            "weekdays": list(one.weekdays),
            "until": one.until.isoformat() if one.until else "",
            "skipped": sorted(day.isoformat() for day in one.skipped),
            "also_on": sorted(day.isoformat() for day in one.also_on),
        }


def arranged(
    slots: Iterable[Slot], likely: Pattern | None = None, window: tuple[date, date] | None = None
) -> dict[str, Timing]:
    """Return how the times are arranged, by a suffix that stays the same: "" for most of them.

    What happens twice on a day is two activities; the earliest hour has the suffix "". ``likely``
    is the pattern that a rule seems to be; it is taken when it gives the same days in the window.
    """
    whole = [part for slot in slots for part in _by_day(slot)]
    groups = _grouped(whole)
    return {
        suffix: _timing(group, likely if len(groups) == 1 else None, window)
        for suffix, group in groups.items()
    }


def _by_day(slot: Slot) -> list[Slot]:
    """Return a time that lasts longer than a day as one time for each day."""
    start, end = slot.start.astimezone(ZONE), slot.end.astimezone(ZONE)
    if end <= start:
        end = start + timedelta(hours=1)  # a moment without length
    if end - start < ONE_DAY:
        return [replace(slot, start=start, end=end)]
    found, day = [], start.date()
    last = min(end, start + timedelta(days=MOST_DAYS_OF_ONE))
    while datetime.combine(day, time(0), ZONE) < last:
        first = max(start, datetime.combine(day, ALL_DAY[0], ZONE))
        until = min(end, datetime.combine(day, ALL_DAY[1], ZONE))
        if until > first:
            found.append(replace(slot, start=first, end=until, planned=None))
        day += ONE_DAY
    return found


def _planned(slot: Slot) -> datetime:
    return (slot.planned or slot.start).astimezone(ZONE)


def _grouped(slots: Iterable[Slot]) -> dict[str, list[Slot]]:
    """Return the times by suffix, at most one a day in each group."""
    by_start = {_planned(slot): slot for slot in slots}
    days = Counter(moment.date() for moment in by_start)
    if not days or max(days.values()) == 1:
        return {"": [by_start[moment] for moment in sorted(by_start)]} if by_start else {}
    by_hour: dict[time, list[Slot]] = defaultdict(list)
    for moment in sorted(by_start):
        by_hour[moment.time()].append(by_start[moment])
    first = min(by_hour)
    return {"" if hour == first else f"#{hour:%H:%M}": by_hour[hour] for hour in sorted(by_hour)}


def _timing(
    slots: Sequence[Slot], likely: Pattern | None, window: tuple[date, date] | None
) -> Timing:
    hours = _usual_hours(slots)
    days = sorted(_planned(slot).date() for slot in slots)
    pattern, left_out = _pattern(days, hours, likely, window)
    exceptions = {}
    for slot in slots:
        day = _planned(slot).date()
        found = _exception(slot, day, pattern)
        if found:
            exceptions[day.isoformat()] = found
    return Timing(pattern, exceptions, left_out)


def _usual_hours(slots: Sequence[Slot]) -> tuple[time, time]:
    plain = [slot for slot in slots if not slot.planned] or slots
    counts = Counter(_hours(slot) for slot in plain)
    return min(counts, key=lambda one: (-counts[one], one))


def _hours(slot: Slot) -> tuple[time, time]:
    begin, end = (moment.astimezone(ZONE).time() for moment in (slot.start, slot.end))
    begin, end = begin.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    if begin == end:  # less than a minute, or a whole day
        return ALL_DAY if slot.end - slot.start >= timedelta(hours=1) else (begin, _later(begin))
    return begin, end


def _later(begin: time) -> time:
    return time((begin.hour + 1) % 24, begin.minute)


def _exception(slot: Slot, day: date, pattern: Pattern) -> dict[str, Any]:
    """Return what differs from the pattern on one day; empty when nothing does."""
    begin, end = _hours(slot)
    at = slot.start.astimezone(ZONE).date()
    usual = instants(day, pattern.starts_at, pattern.ends_at, BRUSSELS)
    is_usual = instants(at, begin, end, BRUSSELS) == usual
    if is_usual and not (slot.is_cancelled or slot.is_full or slot.note):
        return {}
    return {
        "day": at.isoformat(),
        "from": f"{begin:%H:%M}",
        "until": f"{end:%H:%M}",
        "is_cancelled": slot.is_cancelled,
        "is_full": slot.is_full,
        "note": slot.note[:LONGEST_NOTE],
    }


def _pattern(
    days: Sequence[date],
    hours: tuple[time, time],
    likely: Pattern | None,
    window: tuple[date, date] | None,
) -> tuple[Pattern, int]:
    """Return the simplest pattern that gives these days, and how many it could not take."""
    if likely is not None and window is not None:
        found = replace(likely, starts_at=hours[0], ends_at=hours[1])
        left = _skipping(found, days, *window)
        if left is not None:
            return left, 0
    once = Pattern(days[0], *hours)
    if len(days) == 1:
        return once, 0
    weekly = _skipping(_weekly(once, days), days, days[0], days[-1])
    if weekly is not None:
        return weekly, 0
    named = days[1 : MOST_NAMED_DAYS + 1]
    return replace(once, also_on=frozenset(named)), len(days) - 1 - len(named)


def _weekly(once: Pattern, days: Sequence[date]) -> Pattern:
    mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
    weeks = [(after - before).days // 7 for before, after in pairwise(mondays)]
    return replace(
        once,
        repeats="weekly",
        interval=min(gcd(*weeks), 99) or 1,
        weekdays=tuple(sorted({day.weekday() for day in days})),
        until=days[-1],
    )


def _skipping(pattern: Pattern, days: Sequence[date], first: date, last: date) -> Pattern | None:
    """Return the pattern without the days on which nothing happens; None if it does not fit."""
    wanted = {day for day in days if first <= day <= last}
    given = {one.day for one in moments(pattern, first=first, last=last)}
    skipped = given - wanted
    is_good = wanted <= given and len(skipped) <= min(MOST_NAMED_DAYS, len(wanted))
    found = replace(pattern, skipped=frozenset(skipped))
    return found if is_good and not problems(found) else None

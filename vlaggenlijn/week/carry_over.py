"""From one edition of a campaign to the next: what comes, what shifts, what never comes.

A thinking module. Days shift by whole weeks, so that a Wednesday stays a Wednesday and the last of
February is no special case; hours stay hours of the wall, so that the clock may change between.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from vlaggenlijn.agenda.moments import Pattern

WEEK = 7
GAP = "…"
# How a carried text may have named a day of the old edition, in the languages it is written in.
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "january|february|march|may|june|july|august|october",
)
_WEEKDAYS = (
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
)
_WRITTEN_DAY = re.compile(
    rf"(?:\b(?:{'|'.join(_WEEKDAYS)})\s+)?\b\d{{1,2}}(?:er|e|ste|de|st|nd|rd|th)?\s+"
    rf"(?:{'|'.join(_MONTHS)})\b(?:\s+\d{{4}}\b)?",
    re.IGNORECASE,
)
_NUMBERED_DAY = re.compile(
    r"(?<!\d)(?!24/7)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{1,2}/\d{1,2})(?![\d/])"
)


@dataclass(frozen=True, slots=True)
class Edition:
    """The days of a campaign, the first and the last included."""

    first_on: date
    last_on: date

    def holds(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class Shifted:
    """A day in the new edition; ``keeps_weekday`` is false when that has no such weekday."""

    day: date
    keeps_weekday: bool = True


@dataclass(frozen=True, slots=True)
class CarriedText:
    """A text without days of the old edition; ``has_gap`` when somebody must fill one in."""

    text: str
    has_gap: bool


Behind = Literal["", "withdrawn", "sent_back", "off", "left", "goes_on"]


def why_behind(state: str, *, is_off: bool, has_left: bool, goes_on: bool) -> Behind:
    """Return why an activity does not come along; "" when it does.

    ``state`` is that in the programme, ``is_off`` whether the agenda says it was called off,
    ``has_left`` whether its partner left the table.
    """
    if state in ("withdrawn", "sent_back"):
        return "withdrawn" if state == "withdrawn" else "sent_back"
    if is_off:
        return "off"
    if has_left:
        return "left"
    return "goes_on" if goes_on else ""


def goes_on(pattern: Pattern, new: Edition) -> bool:
    """Whether a series still runs in the new edition: a copy would make it stand there twice."""
    is_series = pattern.repeats != "once"
    return is_series and (pattern.until is None or pattern.until >= new.first_on)


def a_year_later(day: date) -> date:
    """Return the same day of the next year, which is when most campaigns come again."""
    leap_day = (2, 29)
    known = day - timedelta(days=1) if (day.month, day.day) == leap_day else day
    return known.replace(year=day.year + 1)


def weeks_between(old: Edition, new: Edition) -> int:
    """Return by how many whole weeks things shift: the nearest to what lies between the editions.

    At least one, so that nothing stays where it was.
    """
    days = (new.first_on - old.first_on).days
    return max(1, (days + WEEK // 2) // WEEK)


def shift_day(day: date, old: Edition, new: Edition) -> Shifted:
    """Return the day of the new edition in the place of one of the old.

    What fell within the edition falls within the new one, on the same weekday; only an edition
    shorter than a week may lack it, and then the day at the same distance from the start is given.
    What fell before or after it (steps, tasks) shifts by the same whole weeks.
    """
    moved = day + timedelta(weeks=weeks_between(old, new))
    if not old.holds(day) or new.holds(moved):
        return Shifted(moved)
    for step in (WEEK, -WEEK, 2 * WEEK, -2 * WEEK):
        beside = moved + timedelta(days=step)
        if new.holds(beside):
            return Shifted(beside)
    beside = new.first_on + (day - old.first_on)
    return Shifted(min(beside, new.last_on), keeps_weekday=False)


def shift_pattern(pattern: Pattern, old: Edition, new: Edition) -> tuple[Pattern, bool]:
    """Return when an activity happens in the new edition, and whether every weekday was kept.

    Days on which it did not happen that year say nothing of the next one and stay behind; hours,
    weekdays and zone come along.
    """
    first = shift_day(pattern.first_on, old, new)
    also = [shift_day(day, old, new) for day in sorted(pattern.also_on)]
    until = shift_day(pattern.until, old, new).day if pattern.until else None
    shifted = replace(
        pattern,
        first_on=first.day,
        until=until and max(until, first.day),
        also_on=frozenset(one.day for one in also),
        skipped=frozenset(),
    )
    return shifted, all(one.keeps_weekday for one in [first, *also])


def offset(day: date, edition: Edition) -> int:
    """Return how many days before (negative) or after the start of an edition a day lies."""
    return (day - edition.first_on).days


def without_days(text: str, old: Edition) -> CarriedText:
    """Return a text with a gap for every day it names, and for the years of the old edition.

    A day in a text cannot be shifted safely (it may be a birthday); a gap asks for a reader.
    """
    years = "|".join(str(year) for year in _years(old))
    gapped = _WRITTEN_DAY.sub(GAP, _NUMBERED_DAY.sub(GAP, text))
    gapped = re.sub(rf"(?<!\d)(?:{years})(?!\d)", GAP, gapped)
    return CarriedText(gapped, gapped != text)


def _years(edition: Edition) -> Iterable[int]:
    return range(edition.first_on.year, edition.last_on.year + 1)

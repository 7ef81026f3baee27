"""What of an answer is counted, and what a good answer is; a thinking module."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_SHOWN = 10
WEEKS = 4
# A reason of one of these kinds says that an offer stands here, serves here, or lies next door.
WITHIN_REACH = frozenset({"place", "area", "next_door", "region"})
BANDS = ((0, "unborn"), (36, "0-2"), (72, "3-5"), (144, "6-11"), (216, "12-17"), (10**6, "18"))
FIRST_PERIOD = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Tally:
    """One question as it is counted: theme slug, age band, NIS code (each may be empty)."""

    theme: str
    age_band: str
    is_answered: bool
    area: str = ""


def age_band(months: int | None) -> str:
    """Return the band of an age: unborn, 0-2, 3-5, 6-11, 12-17, 18; empty when unknown."""
    if months is None:
        return ""
    return next(band for least, band in BANDS if months < least)


def is_good(reasons: Sequence[Iterable[str]], *, knows_place: bool) -> bool:
    """Tell whether an answer is good, from the kinds of reasons of its first cards.

    Not when nothing came above the floor of matching; not when the place is known and none of
    what was shown first stands there, serves it, lies next door or serves the whole region.
    """
    first = reasons[:FIRST_SHOWN]
    if not knows_place:
        return bool(first)
    return any(not WITHIN_REACH.isdisjoint(kinds) for kinds in first)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_before(day: date) -> date:
    """Return the first day of the last month that is over."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def period_before(day: date) -> tuple[date, date]:
    """Return the first and last Monday of the last four weeks that are over.

    Periods stand fixed one after the other: where none overlaps another, taking one from another
    gives nobody the count of a single week.
    """
    weeks = (monday_of(day) - FIRST_PERIOD).days // 7
    first = FIRST_PERIOD + timedelta(weeks=(weeks // WEEKS - 1) * WEEKS)
    return first, first + timedelta(weeks=WEEKS - 1)

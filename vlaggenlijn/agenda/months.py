"""Which days a visitor asks for: today, this week, the weekend, a month; a thinking module."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY, SUNDAY = 5, 6
FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included; ``last`` is None for everything to come."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """One day of a month as a calendar draws it; ``count`` is how much happens."""

    day: date
    count: int
    is_in_month: bool
    is_today: bool


def days_asked(when: str, today: date) -> Days:
    """Return the days of a word of the address; any other word is everything to come.

    The week ends on Sunday; on a Sunday the weekend is what is left of it.
    """
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    saturday = sunday - timedelta(days=1)
    asked = {
        "vandaag": Days(today, today),
        "week": Days(today, sunday),
        "weekend": Days(max(today, saturday), sunday),
    }
    return asked.get(when, Days(today))


def is_month(year: int, month: int) -> bool:
    """Whether this is a month that a calendar shows."""
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12


def weeks(year: int, month: int, counts: Mapping[date, int], today: date) -> list[list[Square]]:
    """Return the weeks of a month, Monday first, with the days around it that fill them."""
    return [
        [Square(day, counts.get(day, 0), day.month == month, day == today) for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]


def next_month(year: int, month: int, step: int = 1) -> tuple[int, int]:
    """Return year and month that lie some months ahead, or back."""
    months = year * 12 + month - 1 + step
    return months // 12, months % 12 + 1

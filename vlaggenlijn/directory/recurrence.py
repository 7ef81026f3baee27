"""On which days a schedule row falls, and what is wrong with a row; a thinking module.

A Rule is an HSDS schedule row with the recurrence words of RFC 5545 (WEEKLY and MONTHLY only).
HSDS knows no exceptions; ours are rows of the kind "exception" and rows that are closed. Rows come
from imports too, so nothing here trusts its values: ask `problems` first, then `occurs`.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from itertools import islice

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ATTENDING = ("in_person", "phone", "online", "by_appointment")
KINDS = ("regular", "exception")
MOST_INTERVAL = 99
MOST_COUNT = 1000
LONGEST_TEXT = 200
# A count is followed for thirty years; a row that has not used it up by then does not end by it.
LONGEST_COUNT_DAYS = 10_958
PLACED_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
MONTH_DAY = re.compile(r"[+-]?\d{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rule:
    """One schedule row; closes_at at or before opens_at means the next day (00:00-00:00: all day).

    Without freq it is each day from valid_from to valid_to, or the one day dtstart. Without times a
    closed row holds all day, and a row by appointment says nothing about the hour.
    """

    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    freq: str | None = None
    interval: int = 1
    byday: str = ""
    bymonthday: str = ""
    until: date | None = None
    count: int | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    attending: str = "in_person"
    description: str = ""
    notes: str = ""
    kind: str = "regular"
    is_closed: bool = False

    @property
    def start(self) -> date | None:
        """The day from which interval and count are reckoned."""
        return self.dtstart or self.valid_from

    @property
    def note(self) -> str:
        """What people should read with these hours, or an empty text."""
        return self.description or self.notes

    @property
    def is_exception(self) -> bool:
        """Whether it replaces the regular hours of its days instead of adding to them."""
        return self.is_closed or self.kind == "exception"

    @property
    def is_by_appointment(self) -> bool:
        """Whether people must ask for an appointment first."""
        return self.attending == "by_appointment"

    @property
    def is_for_single_days(self) -> bool:
        """Whether it names its days one by one, not a whole period."""
        is_one_day = self.valid_from is not None and self.valid_from == self.valid_to
        return is_one_day or self.freq is not None or self.dtstart is not None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of a Rule; message_key is a word the form has a sentence for."""

    field: str
    message_key: str


def problems(rule: Rule) -> list[Problem]:
    """Return why this row cannot be read, field by field; empty for a good row."""
    return list(_problems(rule))


@lru_cache(maxsize=4096)
def _problems(rule: Rule) -> tuple[Problem, ...]:
    checks = (_choices, _numbers, _texts, _starts, _order, _times)
    return tuple(problem for check in checks for problem in check(rule))


def _choices(rule: Rule) -> Iterator[Problem]:
    if rule.freq not in (None, "WEEKLY", "MONTHLY"):
        yield Problem("freq", "unknown_choice")
    if rule.attending not in ATTENDING:
        yield Problem("attending", "unknown_choice")
    if rule.kind not in KINDS:
        yield Problem("kind", "unknown_choice")


def _numbers(rule: Rule) -> Iterator[Problem]:
    if not 1 <= rule.interval <= MOST_INTERVAL:
        yield Problem("interval", "out_of_range")
    if rule.count is not None and not 1 <= rule.count <= MOST_COUNT:
        yield Problem("count", "out_of_range")


def _texts(rule: Rule) -> Iterator[Problem]:
    try:
        places = {place for place, _ in placed_days(rule.byday)}
    except ValueError:
        yield Problem("byday", "unreadable")
    else:
        if rule.freq == "WEEKLY" and places - {0}:
            yield Problem("byday", "only_monthly")
    try:
        month_days(rule.bymonthday)
    except ValueError:
        yield Problem("bymonthday", "unreadable")
    else:
        if rule.freq == "WEEKLY" and rule.bymonthday.strip():
            yield Problem("bymonthday", "only_monthly")


def _starts(rule: Rule) -> Iterator[Problem]:
    names_days = bool(rule.byday.strip() or rule.bymonthday.strip())
    if rule.start is None and (rule.interval != 1 or rule.count is not None):
        yield Problem("dtstart", "missing")
    if rule.freq is None and names_days:
        yield Problem("freq", "missing")
    if rule.freq is not None:
        if rule.start is None and not names_days:
            yield Problem("byday", "missing")
    elif not (rule.is_closed or rule.dtstart or names_days or _is_general_appointment(rule)):
        for field, day in (("valid_from", rule.valid_from), ("valid_to", rule.valid_to)):
            if day is None:
                yield Problem(field, "missing")


def _is_general_appointment(rule: Rule) -> bool:
    # "By appointment", without a day or an hour, is a complete answer.
    return rule.is_by_appointment and rule.opens_at is None


def _order(rule: Rule) -> Iterator[Problem]:
    starts = [day for day in (rule.valid_from, rule.dtstart) if day]
    for field, end in (("valid_to", rule.valid_to), ("until", rule.until)):
        if end and any(end < start for start in starts):
            yield Problem(field, "before_start")


def _times(rule: Rule) -> Iterator[Problem]:
    may_lack_times = rule.is_closed or rule.is_by_appointment
    pair = (("opens_at", rule.opens_at), ("closes_at", rule.closes_at))
    for field, moment in pair:
        if moment is None and not (may_lack_times and rule.opens_at is rule.closes_at):
            yield Problem(field, "missing")
        if moment is not None and moment.tzinfo is not None:
            yield Problem(field, "has_time_zone")


@lru_cache(maxsize=1024)
def placed_days(byday: str) -> frozenset[tuple[int, int]]:
    """Return pairs (place in the month, weekday 0-6), place 0 for each one; ValueError otherwise.

    "MO,-1FR" is each Monday and the last Friday: {(0, 0), (-1, 4)}.
    """
    found = [PLACED_DAY.fullmatch(part) for part in _parts(byday.upper())]
    return frozenset((int(part[1] or 0), WEEKDAYS.index(part[2])) for part in _all_read(found))


@lru_cache(maxsize=1024)
def month_days(bymonthday: str) -> frozenset[int]:
    """Return days of the month, 1 to 31 or -1 (the last) to -31; ValueError for other text."""
    found = [MONTH_DAY.fullmatch(part) for part in _parts(bymonthday)]
    days = frozenset(int(part[0]) for part in _all_read(found))
    if any(not 1 <= abs(day) <= 31 for day in days):
        raise ValueError("A day of the month lies between 1 and 31, or between -31 and -1.")
    return days


def _parts(text: str) -> list[str]:
    if len(text) > LONGEST_TEXT:
        raise ValueError("This list of days is too long.")
    return [part.strip() for part in text.split(",")] if text.strip() else []


def _all_read(found: list[re.Match[str] | None]) -> list[re.Match[str]]:
    read = [part for part in found if part is not None]
    if len(read) < len(found):
        raise ValueError("This list of days cannot be read.")
    return read


def has_begun(rule: Rule, day: date) -> bool:
    """Whether the row is in force on or before this day."""
    return all(start <= day for start in (rule.valid_from, rule.dtstart) if start)


def has_ended(rule: Rule, day: date) -> bool:
    """Whether the last day of the row lies before this day."""
    counted = _last_counted(rule) if rule.count else None
    only_day = rule.dtstart if rule.freq is None else None
    return any(end < day for end in (rule.valid_to, rule.until, counted, only_day) if end)


def occurs(rule: Rule, day: date) -> bool:
    """Whether a row without problems falls on this day."""
    return has_begun(rule, day) and _recurs(rule, day) and not has_ended(rule, day)


def _recurs(rule: Rule, day: date) -> bool:
    start = rule.start or day
    if rule.freq == "WEEKLY":
        return _weekly(rule, start, day)
    if rule.freq == "MONTHLY":
        return _monthly(rule, start, day)
    # A single dtstart needs no test here: it has not begun before, and has ended after.
    return True


def _weekly(rule: Rule, start: date, day: date) -> bool:
    placed = placed_days(rule.byday) or {(0, start.weekday())}
    if (0, day.weekday()) not in placed:
        return False
    # Weeks begin on Monday (WKST=MO), so an interval counts calendar weeks, not seven days.
    days = (day - start).days + start.weekday() - day.weekday()
    return days // 7 % rule.interval == 0


def _monthly(rule: Rule, start: date, day: date) -> bool:
    months = (day.year - start.year) * 12 + day.month - start.month
    if months % rule.interval:
        return False
    days, placed = month_days(rule.bymonthday), placed_days(rule.byday)
    if not days and not placed:
        return day.day == start.day
    left = monthrange(day.year, day.month)[1] - day.day
    places = (0, (day.day - 1) // 7 + 1, -(left // 7 + 1))
    is_on_weekday = any((place, day.weekday()) in placed for place in places)
    is_on_number = day.day in days or -left - 1 in days
    return (is_on_weekday or not placed) and (is_on_number or not days)


@lru_cache(maxsize=1024)
def _last_counted(rule: Rule) -> date:
    # Rows with a count are rare; following them day by day is exact and needs no second calendar.
    start = rule.start or date.max
    length = min(LONGEST_COUNT_DAYS, (date.max - start).days + 1)
    days = (start + timedelta(days=number) for number in range(length))
    falling = (day for day in days if _recurs(rule, day))
    return next(islice(falling, (rule.count or 1) - 1, None), date.max)

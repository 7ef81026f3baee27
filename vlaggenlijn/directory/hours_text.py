"""Opening hours as people write them and as a week form holds them; a thinking module.

A grid maps weekdays 0 (Monday) to 6 to hours; hours are pairs (opens, closes) as in a schedule row:
closing at or before opening means the next day, 00:00 to 00:00 is the whole day.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import time
from itertools import pairwise

from vlaggenlijn.directory.recurrence import WEEKDAYS, Rule, placed_days, problems

Hours = tuple[time, time]

LONGEST_TEXT = 200
CLOSED = ("", "-", "–", "gesloten", "dicht", "toe", "closed", "fermé", "ferme", "kapalı", "مغلق")
WHOLE_DAY = ("24 uur", "24u", "24/24", "24h", "24/7", "24u/24", "24h/24", "dag en nacht")
SEPARATOR = re.compile(r"[,;&+/\n]|\b(?:en|and|et|ve)\b", re.IGNORECASE)
CLOCK = r"(\d{1,2})\s*(?:(?:[:.]|uur|u|h)\s*(\d{2})(?!\d))?\s*(?:uur|u|h)?\.?"
STRETCH = re.compile(
    rf"(?:van|de|from)?\s*{CLOCK}\s*(?:-|–|—|tot|to|à|until)\s*{CLOCK}", re.IGNORECASE
)
MIDNIGHT = time(0)
DAY_MINUTES = 24 * 60
LONGEST_NIGHT = 12 * 60


class HoursError(ValueError):
    """Hours that cannot be read: the piece of text, where it begins, and a word for the reason.

    reason is "unreadable", "impossible_time", "no_time_between", "long_night", "overlap" or
    "too_long".
    """

    def __init__(self, position: int, text: str, reason: str) -> None:
        super().__init__(f"{reason} at {position}: {text}")
        self.position = position
        self.text = text
        self.reason = reason


def parse_hours(text: str) -> list[Hours]:
    """Return the sorted hours in a text such as "9-12, 13:30 - 17u"; none for "gesloten".

    Raises HoursError.
    """
    if len(text) > LONGEST_TEXT:
        raise HoursError(LONGEST_TEXT, text[LONGEST_TEXT:], "too_long")
    plain = " ".join(text.lower().split())
    if plain in CLOSED:
        return []
    if plain in WHOLE_DAY:
        return [(MIDNIGHT, MIDNIGHT)]
    found = sorted((_stretch(piece, at), at, piece) for at, piece in _pieces(text))
    if not found:
        raise HoursError(0, text, "unreadable")
    for (before, _, _), (after, at, piece) in pairwise(found):
        if _minutes(after[0]) < _end_minutes(before):
            raise HoursError(at, piece, "overlap")
    return [hours for hours, _, _ in found]


def _pieces(text: str) -> list[tuple[int, str]]:
    edges = [0, *(edge for found in SEPARATOR.finditer(text) for edge in found.span()), len(text)]
    pieces = [(at, text[at:end]) for at, end in zip(edges[::2], edges[1::2], strict=True)]
    return [
        (at + len(piece) - len(piece.lstrip()), piece.strip())
        for at, piece in pieces
        if piece.strip()
    ]


def _stretch(piece: str, at: int) -> Hours:
    # One space at a time keeps the pattern quick on a field full of spaces.
    found = STRETCH.fullmatch(" ".join(piece.split()))
    if found is None:
        raise HoursError(at, piece, "unreadable")
    opens, closes = (int(found[hour]) * 60 + int(found[hour + 1] or 0) for hour in (1, 3))
    is_hour = int(found[2] or 0) < 60 and int(found[4] or 0) < 60
    if not is_hour or opens >= DAY_MINUTES or closes > DAY_MINUTES:
        raise HoursError(at, piece, "impossible_time")
    if opens == closes != 0:
        raise HoursError(at, piece, "no_time_between")
    if 0 < closes < opens and closes + DAY_MINUTES - opens > LONGEST_NIGHT:
        # "9-5" is nearly always nine to five in the afternoon, not until the next morning.
        raise HoursError(at, piece, "long_night")
    return _clock(opens), _clock(closes % DAY_MINUTES)


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _end_minutes(hours: Hours) -> int:
    opens, closes = hours
    return _minutes(closes) + (DAY_MINUTES if closes <= opens else 0)


def format_hours(hours: Iterable[Hours]) -> str:
    """Return hours as "09:00–12:00, 13:30–17:00", which parse_hours reads back; "" for none."""
    return ", ".join(f"{opens:%H:%M}–{_closing(closes)}" for opens, closes in hours)


def _closing(moment: time) -> str:
    return "24:00" if moment == MIDNIGHT else f"{moment:%H:%M}"


def merge_grid(days: Mapping[int, Iterable[Hours]], *, attending: str = "in_person") -> list[Rule]:
    """Return weekly rows in the order of the week, one for all days with the same hours.

    Raises ValueError for a weekday that is not 0 to 6.
    """
    weekdays: dict[Hours, set[int]] = {}
    for weekday, hours in days.items():
        if weekday not in range(7):
            raise ValueError("A weekday is a number from 0 (Monday) to 6.")
        for pair in hours:
            weekdays.setdefault(pair, set()).add(weekday)
    rows = sorted((sorted(found), pair) for pair, found in weekdays.items())
    return [
        _grid_row(",".join(WEEKDAYS[day] for day in found), pair, attending) for found, pair in rows
    ]


def _grid_row(byday: str, hours: Hours, attending: str) -> Rule:
    return Rule(
        freq="WEEKLY",
        byday=byday,
        opens_at=hours[0],
        closes_at=hours[1],
        attending=attending,
    )


def is_grid_row(rule: Rule, *, attending: str = "in_person") -> bool:
    """Whether the week form can show this row whole; others need a place of their own."""
    return _grid_hours(rule, attending) is not None


def _grid_hours(rule: Rule, attending: str) -> Hours | None:
    if problems(rule) or rule.opens_at is None or rule.closes_at is None:
        return None
    hours = rule.opens_at, rule.closes_at
    return hours if rule == _grid_row(rule.byday, hours, attending) else None


def grid(rules: Iterable[Rule], *, attending: str = "in_person") -> dict[int, list[Hours]]:
    """Return sorted hours for each weekday 0 to 6 from the grid rows; other rows are left out."""
    found: dict[int, set[Hours]] = {weekday: set() for weekday in range(7)}
    for rule in rules:
        hours = _grid_hours(rule, attending)
        if hours is not None:
            for _, weekday in placed_days(rule.byday):
                found[weekday].add(hours)
    return {weekday: sorted(pairs) for weekday, pairs in found.items()}

"""The values of one record, tidied and read, with what is to be said about them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import phonenumbers

from vlaggenlijn.directory.hsds_in.problems import said
from vlaggenlijn.directory.hsds_in.schema import LONGEST
from vlaggenlijn.directory.import_rows import values as values_of
from vlaggenlijn.directory.import_rows.problems import Problem
from vlaggenlijn.directory.import_rows.service_values import day
from vlaggenlijn.directory.import_rows.values import LONGEST_SHOWN, Wrong, tidy, tidy_lines

Value = TypeVar("Value")
MOST_PROBLEMS = 40  # of one record; a hostile one could have a million
CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap]\.?m\.?)?(?:\s*(?:Z|[+-]\d"
                   r"{1,2}(?::?\d{2})?))?", re.IGNORECASE)  # fmt: skip
DAY_WORDS = {
    "mo": "MO", "tu": "TU", "we": "WE", "th": "TH", "fr": "FR", "sa": "SA", "su": "SU",
    "ma": "MO", "di": "TU", "wo": "WE", "do": "TH", "vr": "FR", "za": "SA", "zo": "SU",
}  # fmt: skip
NUMBERED_DAYS = dict(zip("1234567", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
PLACED = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
COUNTRIES = {
    "usa": "US", "us": "US", "unitedstates": "US", "unitedstatesofamerica": "US",
    "uk": "GB", "gb": "GB", "gbr": "GB", "unitedkingdom": "GB", "greatbritain": "GB",
    "england": "GB", "scotland": "GB", "wales": "GB", "be": "BE", "bel": "BE", "belgie": "BE",
    "belgium": "BE", "belgique": "BE", "can": "CA", "canada": "CA", "nl": "NL", "nld": "NL",
    "nederland": "NL", "netherlands": "NL", "france": "FR", "fra": "FR",
}  # fmt: skip
LONGEST_EMAIL = 254
DECIMAL_COMMA = re.compile(r",\d{1,2}$", re.ASCII)
YES = frozenset({"true", "1", "yes", "ja", "t", "y"})


class Cells:
    """Reads the values of rows and gathers what is to be said about the record."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, field: str, code: str, /, **values: str | int) -> None:
        found = said(field, code, **values)
        if len(self.problems) < MOST_PROBLEMS and found not in self.problems:
            self.problems.append(found)

    def text(self, row: Mapping[str, str], name: str, table: str = "", field: str = "") -> str:
        """Return a text on one line; what is longer than we keep loses its end."""
        return self._short(tidy(row.get(name, "")), f"{table}.{field or name}")

    def lines(self, row: Mapping[str, str], name: str, table: str) -> str:
        """Return a text that may have lines."""
        return self._short(tidy_lines(row.get(name, "")), f"{table}.{name}")

    def _short(self, text: str, field: str) -> str:
        limit = LONGEST.get(field, len(text))
        if len(text) <= limit:
            return text
        self.say(field, "hsds_shortened", limit=limit)
        return f"{text[: limit - 1].rstrip()}…"

    def read(
        self, row: Mapping[str, str], name: str, table: str, reader: Callable[[str], Value]
    ) -> Value | None:
        """Return what a reader makes of a text; None for an empty one, or one it cannot read."""
        text = tidy(row.get(name, ""))
        try:
            return reader(text) if text else None
        except (Wrong, ValueError, InvalidOperation):
            self.unreadable(f"{table}.{name}", text)
            return None

    def unreadable(self, field: str, text: str) -> None:
        shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        self.say(field, "hsds_unreadable", value=shown)


def is_yes(text: str) -> bool:
    return text.strip().casefold() in YES


def number(text: str) -> int:
    """Return a whole number as a table can keep it."""
    found = float(text)
    if not (found.is_integer() and 0 <= found <= 30_000):
        raise ValueError(text)
    return int(found)


def months(text: str) -> int:
    """Return an age in whole months."""
    found = float(text)
    if not -12 <= found <= 1_800:
        raise ValueError(text)
    return int(found)


def years(text: str) -> int:
    """Return months for an age in years, with a fraction as our own export gives it."""
    found = float(text)
    if not 0 <= found <= 150:
        raise ValueError(text)
    return round(found * 12)


def amount(text: str) -> Decimal:
    plain = text.strip("€$£ ")
    if DECIMAL_COMMA.search(plain):
        plain = plain.replace(".", "").replace(",", ".")
    found = Decimal(plain.replace(",", "")).quantize(Decimal("0.01"))
    if not 0 <= found < 10**6:
        raise ValueError(text)
    return found


def degrees(text: str, most: int) -> float:
    found = float(text)
    if not -most <= found <= most:
        raise ValueError(text)
    return found


def a_day(text: str) -> date:
    found = day(text)
    if found.year < 1900:
        raise ValueError(text)
    return found


def clock(text: str) -> time:
    """Return the local time in "09:00", "9:00 AM" or "09:00:00-05:00"; an offset says nothing."""
    found = CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(0 if hour == 24 else hour, int(found[2] or 0))


def byday(text: str) -> str:
    """Return days as "MO,TU" of codes, names of days or numbers from 1 (Monday)."""
    found = []
    for part in filter(None, re.split(r"[,;\s/]+", text)):
        code = part.upper()
        if not PLACED.fullmatch(code):
            code = NUMBERED_DAYS.get(part) or DAY_WORDS.get(part[:2].casefold(), "")
        if not code:
            raise ValueError(text)
        found.append(code)
    return ",".join(dict.fromkeys(found))


def phone(text: str, region: str) -> str:
    """Return E.164 for a number of this country, else the text as it is written."""
    if region == "BE":
        try:
            return values_of.phone(text, allows_demo_numbers=True)
        except Wrong:
            return text
    try:
        found = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return text
    if found.extension or not phonenumbers.is_valid_number(found):
        return text
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str:
    found = values_of.email(text)
    if len(found) > LONGEST_EMAIL:
        raise ValueError(text)
    return found


def country(text: str) -> str:
    """Return the code of two letters of a country, or an empty string."""
    plain = re.sub(r"[^a-z]", "", text.casefold().replace("ë", "e"))
    return COUNTRIES.get(plain) or (plain.upper() if len(plain) == 2 else "")


def pruned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "")}

"""A programme as plain values: in which orders it is read, and the proof that nothing is missing.

One entry is one activity with all its times; a thinking module. Orders are the same whatever order
the entries come in, so that paper, screen and map carry the same numbers.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

# Two degrees of a hundred are some 2 km from north to south: what lies beside it on the map is
# read beside it on paper.
BAND = 0.02
NO_LETTER = "#"


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """One time of an activity, in hours as the clock on the wall shows them."""

    day: date
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity as a programme tells it; ``place`` and the other texts are empty when unknown.

    ``point`` is (latitude, longitude), None when nobody knows where it lies; ``contact`` is where
    one can ask or register: a phone, an address or a page.
    """

    id: str
    title: str
    sentence: str = ""
    times: tuple[Time, ...] = ()
    place: str = ""
    municipality: str = ""
    for_whom: str = ""
    cost: str = ""
    contact: str = ""
    organizer: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in a list, at one of its times where the list goes by day."""

    entry: Entry
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: a day, a letter, the name of a municipality, or nothing."""

    heading: date | str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What keeps an entry from print: ``code`` is one of FLAWS."""

    entry: Entry
    code: str


FLAWS = ("no_date", "no_place", "no_contact", "outside", "twice")


def folded(text: str) -> str:
    """Return a text as one looks it up: without accents, case, or signs in front."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join("".join(s if s.isalnum() else " " for s in letters).split())


def _by_name(entry: Entry) -> tuple[str, str, str]:
    return folded(entry.title), folded(entry.municipality), entry.id


def by_day(entries: Iterable[Entry]) -> list[Group]:
    """Return one group for each day in order; an entry stands at each of its times."""
    days: dict[date, list[Row]] = defaultdict(list)
    for entry in entries:
        for moment in entry.times:
            days[moment.day].append(Row(entry, moment))
    return [
        Group(day, tuple(sorted(rows, key=lambda row: (row.time, _by_name(row.entry)))))
        for day, rows in sorted(days.items())
    ]


def alphabetical(entries: Iterable[Entry]) -> list[Group]:
    """Return one group for each first letter; what begins with a number comes first, under #."""
    letters: dict[str, list[Row]] = defaultdict(list)
    for entry in sorted(entries, key=_by_name):
        first = folded(entry.title)[:1].upper()
        letters[first if first.isalpha() else NO_LETTER].append(Row(entry))
    order = sorted(letters, key=lambda letter: (letter != NO_LETTER, letter))
    return [Group(letter, tuple(letters[letter])) for letter in order]


def by_municipality(entries: Iterable[Entry]) -> list[Group]:
    """Return one group for each municipality by name, its entries by their first time.

    What has no municipality (online) comes last, under an empty heading.
    """
    places: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        places[entry.municipality].append(entry)
    order = sorted(places, key=lambda name: (not name, folded(name), name))
    return [
        Group(name, tuple(Row(one) for one in sorted(places[name], key=_by_first_time)))
        for name in order
    ]


def _by_first_time(entry: Entry) -> tuple[bool, tuple[Time, ...], tuple[str, str, str]]:
    return not entry.times, tuple(sorted(entry.times)[:1]), _by_name(entry)


def in_map_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries from north to south in bands, each from west to east; unknown points last."""
    return sorted(entries, key=_on_map)


def _on_map(entry: Entry) -> tuple[bool, float, float, tuple[str, str, str]]:
    if entry.point is None:
        return True, 0, 0, _by_name(entry)
    latitude, longitude = entry.point
    return False, -(latitude // BAND), longitude, _by_name(entry)


def proof(entries: Sequence[Entry], *, first: date, last: date) -> list[Flaw]:
    """Return what is missing or wrong before the programme may go to print; empty when it may.

    The order is that of FLAWS, then of the alphabet.
    """
    doubles = _doubles(entries)
    ordered = sorted(entries, key=_by_name)
    holds = {
        "no_date": lambda one: not one.times,
        "no_place": lambda one: not one.place,
        "no_contact": lambda one: not one.contact,
        "outside": lambda one: any(not first <= moment.day <= last for moment in one.times),
        "twice": lambda one: one.id in doubles,
    }
    return [Flaw(one, code) for code in FLAWS for one in ordered if holds[code](one)]


def _doubles(entries: Iterable[Entry]) -> set[str]:
    """Return the ids of entries with a namesake in the same place at the same time."""
    same: dict[tuple[str, str, Time], set[str]] = defaultdict(set)
    for entry in entries:
        for moment in entry.times:
            same[folded(entry.title), folded(entry.municipality), moment].add(entry.id)
    return {one for ids in same.values() if len(ids) > 1 for one in ids}

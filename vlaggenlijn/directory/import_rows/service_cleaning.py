"""From the cells of one row to the values of one service, with what is wrong or doubtful."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from vlaggenlijn.common.spreadsheets_table import Row
from vlaggenlijn.directory.facts import WeekFacts
from vlaggenlijn.directory.hours_text import HoursError
from vlaggenlijn.directory.import_rows import service_values as reading
from vlaggenlijn.directory.import_rows import values as values_of
from vlaggenlijn.directory.import_rows.cells import Cells
from vlaggenlijn.directory.import_rows.cleaning import (
    CleanRow,
    PlacesLookup,
    by_nis,
    by_post_code,
    languages_in,
)
from vlaggenlijn.directory.import_rows.problems import Problem, problem
from vlaggenlijn.directory.import_rows.recognition import Comparison
from vlaggenlijn.directory.import_rows.service_fields import SERVICE_FIELDS_BY_NAME
from vlaggenlijn.directory.import_rows.values import Wrong, tidy, tidy_lines
from vlaggenlijn.directory.import_rows.week_text import parse_week
from vlaggenlijn.places.folding import fold

CONCEPTS = ("themes", "functions", "target_groups")
LISTS = (*CONCEPTS, "languages", "areas", "phones")
PLACE = ("street", "box", "postal_code", "city")
PLAIN = (
    *("identifier", "name", "organization", "summary", "description", "application_process"),
    *("fees", "box", "city"),
)
READERS: dict[str, Callable[[str], Any]] = {
    "record": values_of.record,
    "organization_record": values_of.record,
    "email": values_of.email,
    "website": values_of.website,
    "postal_code": values_of.postal_code,
    "status": reading.status,
}
# Not of the service itself: they say which one it is, or how to read the row.
NOT_COMPARED = frozenset(
    {"record", "organization", "organization_record", "adds_organization", "nis", "unsure"}
)


class WordsLookup(Protocol):
    """What cleaning asks about words."""

    def concept(self, field: str, text: str, /) -> str:
        """Return the slug that a word of a list means, or an empty string."""

    def area(self, text: str, /) -> str:
        """Return the NIS code of today or the region that a text means, or an empty string."""


@dataclass(frozen=True, slots=True)
class ServiceValues:
    """What an import knows of one service; empty means not known.

    Slugs for concepts, ISO 639-1 codes for languages, months for ages, euro for the amount, NIS
    codes or regions for areas. ``unsure`` names lists of which a part could not be read.
    """

    record: str = ""
    identifier: str = ""
    organization: str = ""
    organization_record: str = ""
    adds_organization: bool = False
    name: str = ""
    summary: str = ""
    description: str = ""
    application_process: str = ""
    themes: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    amount: Decimal | None = None
    fees: str = ""
    languages: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    email: str = ""
    website: str = ""
    street: str = ""
    box: str = ""
    postal_code: str = ""
    city: str = ""
    nis: str = ""
    areas: tuple[str, ...] = ()
    week: WeekFacts | None = None
    place_week: WeekFacts | None = None
    status: str = ""
    assured_on: date | None = None
    unsure: frozenset[str] = frozenset()

    @property
    def has_place(self) -> bool:
        return any(getattr(self, name) for name in PLACE)


def clean_service(
    header: Sequence[str],
    row: Row,
    mapping: Mapping[str, str],
    places: PlacesLookup,
    words: WordsLookup,
    today: date,
    *,
    allows_demo_numbers: bool = False,
) -> CleanRow:
    """Return the values in a row and its problems; ``mapping`` gives the field by column."""
    cells = Cells(header, row, mapping, SERVICE_FIELDS_BY_NAME)
    texts: dict[str, Any] = {name: cells.text(name) for name in PLAIN}
    texts |= {name: cells.read(name, reader) for name, reader in READERS.items()}
    texts["adds_organization"] = bool(cells.read("adds_organization", _yes))
    texts["street"] = f"{cells.text('street')} {cells.text('number')}".strip()
    texts["week"], texts["place_week"] = _week(cells, "hours"), _week(cells, "place_hours")
    texts["assured_on"] = _day(cells, today)
    texts |= _ages(cells) | _cost(cells)
    texts |= _lists(cells, words, allows_demo_numbers=allows_demo_numbers)
    values = ServiceValues(**texts)
    for name, is_missing in (
        ("name", not values.name),
        ("organization", not (values.organization or values.organization_record or values.record)),
    ):
        if is_missing and name not in cells.refused:
            cells.problems.append(problem(name, f"{name}_missing"))
    return CleanRow(row.number, _with_municipality(values, cells, places), cells.problems)


def _yes(text: str) -> str:
    return "yes" if reading.is_yes(text) else ""


def _week(cells: Cells, name: str) -> WeekFacts | None:
    text = cells.text(name)
    try:
        return parse_week(text) if text else None
    except HoursError as wrong:
        cells.problems.append(problem(name, "hours_wrong", value=wrong.text.strip() or text))
        return None


def _value(cells: Cells, name: str, reader: Callable[[str], Any]) -> Any:
    text = cells.text(name)
    try:
        return reader(text) if text else None
    except Wrong as wrong:
        cells.problems.append(problem(name, wrong.code, value=wrong.value))
        return None


def _day(cells: Cells, today: date) -> date | None:
    def past(text: str) -> date:
        found = reading.day(text)
        if found > today:
            raise Wrong("day_wrong", text)
        return found

    found: date | None = _value(cells, "assured_on", past)
    return found


def _ages(cells: Cells) -> dict[str, int | None]:
    ages = {}
    for name in ("minimum_age", "maximum_age"):
        months = _value(cells, f"{name}_months", reading.age_in_months)
        years = _value(cells, name, reading.age_in_years) if months is None else None
        ages[name] = years if months is None else months
    if not in_order(ages["minimum_age"], ages["maximum_age"]):
        cells.problems.append(problem("minimum_age", "ages_swapped"))
        return dict.fromkeys(ages)
    return ages


def in_order(youngest: int | None, oldest: int | None) -> bool:
    return youngest is None or oldest is None or youngest <= oldest


def _cost(cells: Cells) -> dict[str, Any]:
    """Return an amount, and words: what is no amount under cost is said in words."""
    text = cells.text("cost")
    amount = reading.price(text) if text else None
    return {"amount": amount, "fees": cells.text("fees") or ("" if amount is not None else text)}


def _lists(cells: Cells, words: WordsLookup, *, allows_demo_numbers: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    unsure = set()
    for name in CONCEPTS:
        found[name], unknown = known_words(cells.text(name), lambda text: words.concept(name, text))  # noqa: B023 - called at once
        cells.problems += [problem(name, "concept_unknown", value=one) for one in unknown]
        unsure |= {name} if unknown else set()
    found["areas"], unknown = known_words(cells.text("areas"), words.area)
    cells.problems += [problem("areas", "area_unknown", value=one) for one in unknown]
    unsure |= {"areas"} if unknown else set()
    before = len(cells.problems)
    found["languages"] = languages_in(cells)
    unsure |= {"languages"} if len(cells.problems) > before else set()
    found["phones"] = _phones(cells, allows_demo_numbers=allows_demo_numbers)
    return found | {"unsure": frozenset(unsure)}


def known_words(text: str, find: Callable[[str], str]) -> tuple[tuple[str, ...], list[str]]:
    """Return what the words of a cell mean; a word may hold a comma, a semicolon always parts."""
    known: dict[str, None] = {}
    unknown = []
    for piece in filter(None, (one.strip() for one in re.split(r"[;|\n]", text))):
        parts = [piece] if find(piece) else [one.strip() for one in piece.split(",")]
        for part in filter(None, parts):
            meaning = find(part)
            if meaning:
                known[meaning] = None
            else:
                unknown.append(values_of.tidy(part) or part)
    return tuple(known), unknown


def _phones(cells: Cells, *, allows_demo_numbers: bool) -> tuple[str, ...]:
    """Return numbers; "09/210 10 10" is one, " / " and ";" stand between two."""
    found = []
    for text in filter(None, re.split(r"\s+/\s+|\s*;\s*", cells.text("phone"))):
        try:
            found.append(values_of.phone(text, allows_demo_numbers=allows_demo_numbers))
        except Wrong as wrong:
            cells.problems.append(problem("phone", f"service_{wrong.code}", value=wrong.value))
            found.append(text)
    return tuple(dict.fromkeys(found))


def _with_municipality(values: ServiceValues, cells: Cells, places: PlacesLookup) -> ServiceValues:
    """Fill in the municipality of an address; a service without any address needs none."""
    code = cells.text("nis")
    if not (values.postal_code or code):
        return values
    by_post = (
        tuple(places.by_postal_code(values.postal_code, values.city)) if values.postal_code else ()
    )
    nis, wrong = (
        by_nis(code, by_post, places) if code else by_post_code(values.postal_code, by_post)
    )
    shown = code or values.postal_code
    cells.problems += [problem("nis", wrong, value=shown)] if wrong else []
    return replace(values, nis=nis)


def with_service_duplicates(rows: Sequence[CleanRow]) -> list[CleanRow]:
    """Return the rows, with a problem on each that repeats a key of an earlier row."""
    first: dict[tuple[str, str], int] = {}
    marked = []
    for row in rows:
        keys = _keys(row.values)
        found: list[Problem] = [
            problem("", f"duplicate_service_{key[0]}", row=first[key])
            for key in keys
            if key in first
        ]
        marked.append(replace(row, problems=row.problems + found[:1]))
        for key in keys:
            first.setdefault(key, row.number)
    return marked


def _keys(values: ServiceValues) -> list[tuple[str, str]]:
    keys = [(kind, getattr(values, kind)) for kind in ("record", "identifier")]
    known = [key for key in keys if key[1]]
    owner = values.organization_record or fold(values.organization)
    named = [("name", f"{owner}|{fold(values.name)}")] if values.name and owner else []
    return known or named


def merged_service(existing: ServiceValues, new: ServiceValues) -> ServiceValues:
    """Return the existing values with what the row says; an empty cell takes nothing away.

    A filled-in list replaces the old one, unless a part of it could not be read: then it only
    adds. A day of confirming only moves forward. An address goes as one.
    """
    kept: dict[str, Any] = {}
    for each in fields(new):
        value = getattr(new, each.name)
        if value in ("", None, ()) or each.name in (*PLACE, *NOT_COMPARED):
            continue
        if each.name in new.unsure:
            value = tuple(dict.fromkeys([*getattr(existing, each.name), *value]))
        if _comparable(value) != _comparable(getattr(existing, each.name)):
            kept[each.name] = value
    if existing.assured_on and new.assured_on and new.assured_on < existing.assured_on:
        kept.pop("assured_on", None)
    if new.has_place and not is_same_place(existing, new):
        kept |= {name: getattr(new, name) for name in (*PLACE, "nis")}
    return replace(existing, **kept)


def is_same_place(known: ServiceValues, new: ServiceValues) -> bool:
    """Tell whether every filled-in part of an address is that of a known place."""
    return all(
        fold(getattr(new, name)) == fold(getattr(known, name))
        for name in PLACE
        if getattr(new, name)
    )


def compare_services(existing: ServiceValues | None, new: ServiceValues) -> Comparison:
    """Return whether a row brings a new service, changes, or nothing new."""
    if existing is None:
        return Comparison("new")
    result = merged_service(existing, new)
    changed = tuple(
        each.name
        for each in fields(new)
        if each.name not in NOT_COMPARED
        and _comparable(getattr(existing, each.name)) != _comparable(getattr(result, each.name))
    )
    return Comparison("changed" if changed else "unchanged", changed)


def _comparable(value: object) -> object:
    if isinstance(value, str):
        return tidy_lines(value) if "\n" in value else tidy(value)
    return frozenset(value) if isinstance(value, tuple) else value

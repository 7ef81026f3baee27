"""From the cells of one row to the values of one activity, with what is wrong or doubtful."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, time
from decimal import Decimal
from typing import Any, Protocol

from vlaggenlijn.agenda.import_rows import values as reading
from vlaggenlijn.agenda.import_rows.fields import ACTIVITY_FIELDS_BY_NAME
from vlaggenlijn.agenda.import_rows.problems import DOUBTS, ERRORS, said
from vlaggenlijn.directory.import_rows import service_values
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
from vlaggenlijn.directory.import_rows.service_cleaning import known_words
from vlaggenlijn.directory.import_rows.values import Wrong, tidy, tidy_lines
from vlaggenlijn.places.folding import fold

LONGEST_NIGHT = 14  # hours
HIGHEST_PRICE = Decimal("9999.99")
PLACE = ("location", "venue", "street", "postal_code", "nis")
PLAIN = ("identifier", "name", "description", "venue", "price_note", "accessibility")
ONLINE = {"online", "en ligne", "webinar"}


class Lookup(Protocol):
    """What cleaning asks about the network: its places, words and organisations."""

    def concept(self, text: str, /) -> str:
        """Return the slug of the theme that a word means, or an empty string."""

    def organizers(self, text: str, /) -> Sequence[str]:
        """Return the ids of the organisations that a name or number may mean."""

    def is_network(self, text: str, /) -> bool:
        """Tell whether a text is the name of the network itself."""

    def location(self, venue: str, street: str, postal_code: str, /) -> str:
        """Return the id of the one place of the directory that is meant, or an empty string."""

    def municipality(self, name: str, /) -> str:
        """Return the NIS code of the one municipality that has a name, or an empty string."""

    def covers(self, nis: str, /) -> bool:
        """Tell whether a municipality is one of the network."""


@dataclass(frozen=True, slots=True)
class ActivityValues:
    """What an import knows of one activity; empty or None means not known.

    Ids as texts for the organiser ("-": the network itself) and the location, a NIS code for the
    municipality, slugs for themes, months for ages, euro for the price, days as 2026-12-25.
    """

    identifier: str = ""
    name: str = ""
    kind: str = ""
    organizer: str = ""
    description: str = ""
    first_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    repeats: str = ""
    interval: int | None = None
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    skipped: tuple[str, ...] = ()
    also_on: tuple[str, ...] = ()
    attendance: str = ""
    online_url: str = ""
    location: str = ""
    venue: str = ""
    street: str = ""
    postal_code: str = ""
    nis: str = ""
    themes: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    price: Decimal | None = None
    price_note: str = ""
    is_uitpas: bool | None = None
    languages: tuple[str, ...] = ()
    is_wheelchair_accessible: bool | None = None
    accessibility: str = ""
    coming: str = ""
    registration_url: str = ""
    places: int | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    state: str = ""
    unsure: frozenset[str] = frozenset()

    @property
    def has_place(self) -> bool:
        return any(getattr(self, name) for name in PLACE)


NOT_COMPARED = frozenset({"identifier", "unsure", *PLACE})


@dataclass(frozen=True, slots=True)
class ActivityCleaner:
    """Cleans the rows of one file for one network."""

    header: tuple[str, ...]
    mapping: Mapping[str, str]
    places: PlacesLookup
    known: Lookup
    today: date
    allows_demo_numbers: bool = False

    def rows(self, rows: Sequence[Any]) -> list[CleanRow]:
        """Return the clean rows, with a problem on each that repeats an earlier one."""
        return _with_duplicates([self.clean(row) for row in rows])

    def clean(self, row: Any) -> CleanRow:
        """Return the values in one row and its problems."""
        cells = _ActivityCells(self.header, row, self.mapping, ACTIVITY_FIELDS_BY_NAME)
        found: dict[str, Any] = {name: cells.text(name) for name in PLAIN}
        found |= self._when(cells) | self._where(cells) | self._what(cells)
        found |= _ages(cells) | _price(cells) | _registration(cells)
        found["languages"] = languages_in(cells)
        found["phone"] = cells.read("phone", self._phone)
        found["email"] = found["email"] or cells.read("email", values_of.email)
        found["website"] = cells.read("website", values_of.website)
        if not found["name"] and "name" not in cells.refused:
            cells.problems.append(problem("name", "name_missing"))
        return CleanRow(row.number, ActivityValues(**found), cells.problems)

    def _phone(self, text: str) -> str:
        return values_of.phone(text, allows_demo_numbers=self.allows_demo_numbers)

    def _when(self, cells: "_ActivityCells") -> dict[str, Any]:
        def day(text: str) -> date:
            return reading.day(text, self.today)

        def days(text: str) -> tuple[str, ...]:
            return reading.days(text, self.today)

        begin, end = cells.value("starts_at", reading.hours) or (None, None)
        found: dict[str, Any] = {
            "first_on": cells.value("first_on", day),
            "starts_at": begin,
            "ends_at": cells.value("ends_at", reading.hour) or end,
            "until": cells.value("until", day),
            "weekdays": cells.value("weekdays", reading.weekdays) or (),
            "skipped": cells.value("skipped", days) or (),
            "also_on": cells.value("also_on", days) or (),
        }
        repeats, found["interval"] = cells.value("repeats", reading.repeats) or ("", None)
        # Who fills in "every week until" need not say again that it is every week.
        is_weekly = not repeats and (found["until"] or found["weekdays"])
        found["repeats"] = "weekly" if is_weekly else repeats
        found["interval"] = 1 if is_weekly else found["interval"]
        self._doubt_when(cells, found)
        return found

    def _doubt_when(self, cells: "_ActivityCells", found: Mapping[str, Any]) -> None:
        for name in ("first_on", "starts_at", "ends_at"):
            if found[name] is None and name not in cells.wrong:
                cells.problems.append(said(name, f"{name}_missing"))
        first, until = found["first_on"], found["until"]
        if found["starts_at"] is not None and found["starts_at"] == found["ends_at"]:
            hour = f"{found['starts_at']:%H:%M}"
            cells.problems.append(said("ends_at", "same_hours", value=hour))
        if _lasts_long(found["starts_at"], found["ends_at"]):
            begin, end = f"{found['starts_at']:%H:%M}", f"{found['ends_at']:%H:%M}"
            cells.problems.append(said("ends_at", "ends_next_day", begin=begin, end=end))
        if first and until and until < first:
            cells.problems.append(said("until", "until_before", value=f"{until:%d/%m/%Y}"))
        days = [first, until, *map(date.fromisoformat, found["also_on"])]
        last = max(filter(None, days), default=None)
        goes_on = found["repeats"] in ("weekly", "monthly") and until is None
        if last and last < self.today and not goes_on:
            cells.problems.append(said("first_on", "activity_over", value=f"{last:%d/%m/%Y}"))

    def _where(self, cells: "_ActivityCells") -> dict[str, Any]:
        found: dict[str, Any] = {"venue": cells.text("venue")}
        found["street"] = f"{cells.text('street')} {cells.text('number')}".strip()
        found["postal_code"] = cells.read("postal_code", values_of.postal_code)
        online = cells.text("online_url")
        is_word = bool(online) and fold(online) in ONLINE | service_values.YES
        found["online_url"] = "" if is_word else cells.read("online_url", values_of.website)
        is_online = bool(online) or fold(found["venue"]) in ONLINE
        found["venue"] = "" if fold(found["venue"]) in ONLINE else found["venue"]
        found["nis"] = self._municipality(cells, found["postal_code"])
        found["location"] = self.known.location(
            found["venue"], found["street"], found["postal_code"]
        )
        if found["location"]:
            found |= dict.fromkeys(("venue", "street", "postal_code", "nis"), "")
        is_somewhere = bool(found["location"] or found["nis"])
        found["attendance"] = _attendance(is_online=is_online, is_somewhere=is_somewhere)
        if not found["attendance"]:
            cells.problems.append(said("postal_code", "activity_place_missing"))
        if found["nis"] and not self.known.covers(found["nis"]):
            cells.problems.append(said("postal_code", "activity_elsewhere"))
        return found

    def _municipality(self, cells: "_ActivityCells", postal_code: str) -> str:
        code, city = cells.text("nis"), cells.text("city")
        by_post = tuple(self.places.by_postal_code(postal_code, city)) if postal_code else ()
        if code:
            return by_nis(code, by_post, self.places)[0]
        if postal_code:
            return by_post_code(postal_code, by_post)[0]
        return self.known.municipality(city) if city else ""

    def _what(self, cells: "_ActivityCells") -> dict[str, Any]:
        themes, unknown = known_words(cells.text("themes"), self.known.concept)
        cells.problems += [problem("themes", "concept_unknown", value=one) for one in unknown]
        return {
            "kind": cells.value("kind", reading.kind) or "",
            "organizer": self._organizer(cells),
            "themes": themes,
            "unsure": frozenset({"themes"} if unknown else ()),
            "is_uitpas": cells.value("is_uitpas", reading.yes_or_no),
            "is_wheelchair_accessible": cells.value("is_wheelchair_accessible", reading.yes_or_no),
            "places": cells.value("places", reading.places),
            "state": cells.value("state", reading.state) or "",
        }

    def _organizer(self, cells: "_ActivityCells") -> str:
        text = cells.text("organizer")
        if not text:
            return ""
        if self.known.is_network(text):
            return "-"
        found = self.known.organizers(text)
        if len(found) == 1:
            return found[0]
        code = "organizer_several" if found else "organizer_unknown"
        cells.problems.append(said("organizer", code, value=text))
        return ""


class _ActivityCells(Cells):
    """The cells of a row, with readers that give more than a text; ``wrong``: fields with one."""

    @property
    def wrong(self) -> set[str]:
        return {one.field for one in self.problems if one.level == "error"} | self.refused

    def value(self, name: str, reader: Callable[[str], Any]) -> Any:
        """Return what a reader makes of a field, or None with a problem noted."""
        text = self.text(name)
        try:
            return reader(text) if text else None
        except Wrong as wrong:
            is_ours = wrong.code in ERRORS or wrong.code in DOUBTS
            make = said if is_ours else problem
            self.problems.append(make(name, wrong.code, value=wrong.value))
            return None


def _lasts_long(begin: time | None, end: time | None) -> bool:
    """Tell whether something goes on after midnight for longer than a night of children can be."""
    return bool(begin and end and end < begin and 24 - begin.hour + end.hour > LONGEST_NIGHT)


def _attendance(*, is_online: bool, is_somewhere: bool) -> str:
    if is_online:
        return "mixed" if is_somewhere else "online"
    return "offline" if is_somewhere else ""


def _ages(cells: _ActivityCells) -> dict[str, int | None]:
    """Return ages in months: 3 as the oldest age is until the fourth birthday, as in the form."""
    ages: dict[str, int | None] = {}
    for name in ("minimum_age", "maximum_age"):
        months = cells.value(f"{name}_months", service_values.age_in_months)
        years = cells.value(name, service_values.age_in_years) if months is None else None
        ages[name] = years if months is None else months
        if name == "maximum_age" and years is not None and years % 12 == 0:
            ages[name] = years + 11
    youngest, oldest = ages["minimum_age"], ages["maximum_age"]
    if youngest is not None and oldest is not None and youngest > oldest:
        cells.problems.append(problem("minimum_age", "ages_swapped"))
        return dict.fromkeys(ages)
    return {name: None if months is None else max(0, months) for name, months in ages.items()}


def _price(cells: _ActivityCells) -> dict[str, Any]:
    """Return an amount, and words: what is no amount under cost is said in words."""
    text, note = cells.text("cost"), cells.text("price_note")
    amount = service_values.price(text) if text else None
    if amount is not None and amount > HIGHEST_PRICE:
        cells.problems.append(said("cost", "price_too_high", value=text))
        amount = None
    return {"price": amount, "price_note": note or ("" if amount is not None else text[:150])}


def _registration(cells: _ActivityCells) -> dict[str, Any]:
    """Return what somebody does who wants to come, and where if that is somewhere else."""
    found = {"coming": "", "registration_url": "", "email": ""}
    text = cells.text("registration")
    if not text:
        return found
    word = fold(text)
    if word in service_values.YES | service_values.NO or word in ("gewoon komen", "just come"):
        is_here = word in service_values.YES
        return found | {"coming": "here" if is_here else "walk_in"}
    for name, reader in (("email", values_of.email), ("registration_url", values_of.website)):
        try:
            return found | {"coming": "elsewhere", name: reader(text)}
        except Wrong:
            continue
    cells.problems.append(said("registration", "registration_wrong", value=text[:80]))
    return found


def _with_duplicates(rows: Sequence[CleanRow]) -> list[CleanRow]:
    first: dict[tuple[str, str], int] = {}
    marked = []
    for row in rows:
        key = _key(row.values)
        found: list[Problem] = []
        if key in first:
            found = [said("", f"duplicate_activity_{key[0]}", row=first[key])]
        marked.append(replace(row, problems=[*row.problems, *found]))
        if row.values.name:
            first.setdefault(key, row.number)
    return marked


def _key(values: ActivityValues) -> tuple[str, str]:
    if values.identifier:
        return "identifier", values.identifier
    return "name", f"{fold(values.name)}|{values.first_on}|{values.starts_at}"


def merged_activity(existing: ActivityValues, new: ActivityValues) -> ActivityValues:
    """Return the existing values with what the row says; an empty cell takes nothing away.

    A place goes as one. A filled-in list replaces the old one, unless a part of it could not be
    read: then it only adds.
    """
    kept: dict[str, Any] = {}
    for each in fields(new):
        value = getattr(new, each.name)
        if each.name in NOT_COMPARED or value in ("", None, ()):
            continue
        if each.name in new.unsure:
            value = tuple(dict.fromkeys([*getattr(existing, each.name), *value]))
        if _comparable(value) != _comparable(getattr(existing, each.name)):
            kept[each.name] = value
    if new.has_place and not _is_same_place(existing, new):
        kept |= {name: getattr(new, name) for name in PLACE}
    return replace(existing, **kept)


def _is_same_place(known: ActivityValues, new: ActivityValues) -> bool:
    if new.location or known.location:
        return new.location == known.location
    return all(
        fold(getattr(new, name)) == fold(getattr(known, name))
        for name in PLACE
        if getattr(new, name)
    )


def compare_activities(existing: ActivityValues, new: ActivityValues) -> Comparison:
    """Return whether a row changes an activity, and which fields."""
    result = merged_activity(existing, new)
    changed = tuple(
        each.name
        for each in fields(new)
        if each.name not in ("identifier", "unsure")
        and _comparable(getattr(existing, each.name)) != _comparable(getattr(result, each.name))
    )
    return Comparison("changed" if changed else "unchanged", changed)


def _comparable(value: object) -> object:
    if isinstance(value, str):
        return tidy_lines(value) if "\n" in value else tidy(value)
    return frozenset(value) if isinstance(value, tuple) else value

"""Lists of activities: columns, readers and cleaning, on plain values."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.agenda.import_rows import (
    ACTIVITY_FIELDS,
    ACTIVITY_MESSAGES,
    ActivityCleaner,
    ActivityValues,
    check_activity_mapping,
    compare_activities,
    merged_activity,
)
from vlaggenlijn.agenda.import_rows import values as reading
from vlaggenlijn.agenda.moments import Pattern, problems
from vlaggenlijn.common.spreadsheets import CellProblem, Row
from vlaggenlijn.directory.import_rows import MESSAGES, CleanRow, NisAnswer, guess_mapping
from vlaggenlijn.directory.import_rows.values import Wrong
from vlaggenlijn.places.folding import fold

TODAY = date(2026, 11, 29)
GENT, LEUVEN = "44021", "24062"


class Places:
    def by_nis(self, code: str) -> NisAnswer:
        return NisAnswer("known", (code,)) if code in (GENT, LEUVEN) else NisAnswer("never")

    def by_postal_code(self, code: str, city: str) -> Sequence[str]:
        return {"9000": (GENT,), "3000": (LEUVEN,)}.get(code, ())


class Here:
    def concept(self, text: str) -> str:
        return {"slapen": "sleep", "spelen": "play"}.get(text, "")

    def organizers(self, text: str) -> Sequence[str]:
        return {"de zandbak": ["z"], "de twee": ["a", "b"]}.get(fold(text), [])

    def is_network(self, text: str) -> bool:
        return text == "Huis van het Kind"

    def location(self, venue: str, street: str, postal_code: str) -> str:
        return "l" if venue == "Buurthuis" else ""

    def municipality(self, name: str) -> str:
        return {"gent": GENT}.get(fold(name), "")

    def covers(self, nis: str) -> bool:
        return nis == GENT


FULL = {
    "titel": "Babbelcafé", "id": "A-1", "soort": "praatgroep", "organisator": "De Zandbak",
    "omschrijving": "Met koffie.\nEn taart.", "datum": "za 16 januari 2027", "begin": "19u30",
    "einde": "21.00", "hoe vaak": "om de 2 weken", "elke week tot": "30/06/2027",
    "weekdagen": "za, zo", "niet op": "30/1/2027", "ook op": "1/7/27; 2/7/27",
    "waar": "Zaal Roos", "straat": "Kerkstraat", "huisnummer": "1", "postcode": "9000",
    "gemeente": "Gent", "online": "https://example.org/live", "thema's": "slapen; spelen",
    "leeftijd van": "2", "leeftijd tot": "3", "kosten": "2,50", "over de prijs": "kansentarief 1",
    "uitpas": "ja", "talen": "nl, fr", "rolstoel": "nee", "over toegankelijkheid": "een trede",
    "inschrijven": "https://example.org/in", "plaatsen": "20", "telefoon": "09 210 10 10",
    "e-mail": "info@example.org", "website": "example.org", "stand": "op de agenda",
}  # fmt: skip


def clean(*rows: dict[str, str], demo: bool = False) -> list[CleanRow]:
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    mapping = guess_mapping(header, ACTIVITY_FIELDS)
    cleaner = ActivityCleaner(header, mapping, Places(), Here(), TODAY, demo)
    cells = [tuple(row.get(name, "") for name in header) for row in rows]
    return cleaner.rows([Row(number, one) for number, one in enumerate(cells, 2)])


def a_row(**values: str) -> dict[str, str]:
    plain = {"titel": "Speelochtend", "datum": "16/1/2027", "begin": "10:00", "einde": "12:00",
             "postcode": "9000"}  # fmt: skip
    return plain | values


def codes(row: CleanRow) -> list[str]:
    assert all((ACTIVITY_MESSAGES | MESSAGES)[one.code] % one.values for one in row.problems)
    return [one.code for one in row.problems]


def test_full_row() -> None:
    (row,) = clean(FULL)
    assert codes(row) == []
    assert row.values == ActivityValues(
        identifier="A-1", name="Babbelcafé", kind="meeting", organizer="z",
        description="Met koffie.\nEn taart.", first_on=date(2027, 1, 16), starts_at=time(19, 30),
        ends_at=time(21), repeats="weekly", interval=2, weekdays=(5, 6), until=date(2027, 6, 30),
        skipped=("2027-01-30",), also_on=("2027-07-01", "2027-07-02"), attendance="mixed",
        online_url="https://example.org/live", venue="Zaal Roos", street="Kerkstraat 1",
        postal_code="9000", nis=GENT, themes=("sleep", "play"), minimum_age=24, maximum_age=47,
        price=Decimal("2.5"), price_note="kansentarief 1", is_uitpas=True, languages=("nl", "fr"),
        is_wheelchair_accessible=False, accessibility="een trede", coming="elsewhere",
        registration_url="https://example.org/in", places=20, phone="+3292101010",
        email="info@example.org", website="https://example.org", state="published",
    )  # fmt: skip


def test_least_row_knows_nothing_more() -> None:
    (row,) = clean(a_row())
    assert codes(row) == []
    assert row.values == ActivityValues(
        name="Speelochtend", first_on=date(2027, 1, 16), starts_at=time(10), ends_at=time(12),
        attendance="offline", postal_code="9000", nis=GENT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"titel": ""}, ["name_missing"]),
        ({"datum": ""}, ["first_on_missing"]),
        ({"begin": ""}, ["starts_at_missing"]),
        ({"einde": ""}, ["ends_at_missing"]),
        ({"datum": "ooit"}, ["activity_day_wrong"]),
        ({"datum": "31/2/2027"}, ["activity_day_wrong"]),
        ({"datum": "31 februari 2027"}, ["activity_day_wrong"]),
        ({"datum": "32/13/27"}, ["activity_day_wrong"]),
        ({"datum": "16/1/2127"}, ["day_far_away"]),
        ({"datum": "16/1/1927"}, ["day_far_away"]),
        ({"begin": "25:00"}, ["activity_hour_wrong"]),
        ({"begin": "vroeg"}, ["activity_hour_wrong"]),
        ({"begin": "9-10-11"}, ["activity_hour_wrong"]),
        ({"einde": "10:00"}, ["same_hours"]),
        ({"begin": "14u", "einde": "12u"}, ["ends_next_day"]),
        ({"begin": "20u", "einde": "7u"}, []),
        ({"hoe vaak": "soms"}, ["repeats_wrong"]),
        ({"hoe vaak": "elke 0 weken"}, ["repeats_wrong"]),
        ({"elke week tot": "15/1/2027"}, ["until_before"]),
        ({"weekdagen": "ma, blauw"}, ["weekdays_wrong"]),
        ({"weekdagen": "1"}, ["weekdays_wrong"]),
        ({"ook op": "ooit"}, ["activity_days_wrong"]),
        ({"postcode": ""}, ["activity_place_missing"]),
        ({"postcode": "1"}, ["postal_code_wrong", "activity_place_missing"]),
        ({"postcode": "3000"}, ["activity_elsewhere"]),
        ({"organisator": "Niemand"}, ["organizer_unknown"]),
        ({"organisator": "De Twee"}, ["organizer_several"]),
        ({"datum": "16/1/2026"}, ["activity_over"]),
        ({"soort": "iets raars"}, ["kind_unknown"]),
        ({"stand": "half"}, ["activity_state_wrong"]),
        ({"plaatsen": "veel"}, ["places_wrong"]),
        ({"plaatsen": "2001"}, ["places_wrong"]),
        ({"inschrijven": "bij An"}, ["registration_wrong"]),
        ({"kosten": "10000"}, ["price_too_high"]),
        ({"uitpas": "misschien"}, ["activity_yes_wrong"]),
        ({"thema's": "slapen, blauw"}, ["concept_unknown"]),
        ({"leeftijd van": "5", "leeftijd tot": "3"}, ["ages_swapped"]),
        ({"leeftijd van": "oud"}, ["age_wrong"]),
        ({"titel": "=1+1"}, ["formula"]),
        ({"nis": "99999", "postcode": ""}, ["activity_place_missing"]),
    ],
)
def test_wrong_or_doubtful_says_why(values: dict[str, str], found: list[str]) -> None:
    (row,) = clean(a_row(**values))
    assert codes(row) == found


def test_days_that_are_too_many() -> None:
    many = "; ".join(f"{day}/{month}/2027" for month in (3, 4, 5) for day in range(1, 29))
    assert codes(clean(a_row(**{"ook op": many}))[0]) == ["activity_days_wrong"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"begin": "19.30-21 uur", "einde": ""}, {"starts_at": time(19, 30), "ends_at": time(21)}),
        ({"begin": "2027-01-16 09:30:00"}, {"starts_at": time(9, 30)}),
        ({"einde": "24:00"}, {"ends_at": time(0)}),
        ({"elke week tot": "30/6/2027"}, {"repeats": "weekly", "interval": 1}),
        ({"weekdagen": "weekend"}, {"repeats": "weekly", "weekdays": (5, 6)}),
        ({"weekdagen": "ma en wo"}, {"weekdays": (0, 2)}),
        ({"hoe vaak": "eenmalig"}, {"repeats": "once", "interval": 1}),
        ({"hoe vaak": "Wekelijks"}, {"repeats": "weekly", "interval": 1}),
        ({"hoe vaak": "elke andere week"}, {"repeats": "weekly", "interval": 2}),
        ({"hoe vaak": "tous les mois"}, {"repeats": "monthly", "interval": 1}),
        ({"hoe vaak": "maandelijks"}, {"repeats": "monthly", "interval": 1}),
        ({"hoe vaak": "tweewekelijks"}, {"repeats": "weekly", "interval": 2}),
        ({"waar": "Buurthuis"}, {"location": "l", "nis": "", "postal_code": "", "venue": ""}),
        ({"waar": "online", "postcode": ""}, {"attendance": "online", "venue": ""}),
        ({"online": "ja", "postcode": ""}, {"attendance": "online", "online_url": ""}),
        ({"postcode": "", "gemeente": "Gent"}, {"nis": GENT}),
        ({"postcode": "", "nis": GENT}, {"nis": GENT}),
        ({"organisator": "Huis van het Kind"}, {"organizer": "-"}),
        ({"inschrijven": "ja"}, {"coming": "here"}),
        ({"inschrijven": "gewoon komen"}, {"coming": "walk_in"}),
        ({"inschrijven": "an@example.org"}, {"coming": "elsewhere", "email": "an@example.org"}),
        ({"leeftijd tot": "30 maanden"}, {"maximum_age": 30}),
        ({"leeftijd van": "zwangerschap"}, {"minimum_age": 0}),
        ({"jongste kind": "6", "oudste kind": "18"}, {"minimum_age": 6, "maximum_age": 18}),
        ({"kosten": "gratis"}, {"price": Decimal(0), "price_note": ""}),
        ({"kosten": "naar draagkracht"}, {"price": None, "price_note": "naar draagkracht"}),
        ({"plaatsen": "20.0"}, {"places": 20}),
        ({"thema's": "slapen, blauw"}, {"themes": ("sleep",), "unsure": frozenset({"themes"})}),
    ],
)
def test_what_people_write(values: dict[str, str], expected: dict[str, Any]) -> None:
    (row,) = clean(a_row(**values))
    assert {name: getattr(row.values, name) for name in expected} == expected


def test_series_that_goes_on_is_not_over() -> None:
    assert codes(clean(a_row(datum="16/1/2026", **{"hoe vaak": "elke week"}))[0]) == []


def test_demo_numbers_only_where_they_are_allowed() -> None:
    wrong, right = (clean(a_row(telefoon="09 999 99 99"), demo=demo)[0] for demo in (False, True))
    assert (codes(wrong), codes(right)) == (["phone_wrong"], [])


def test_error_cell_is_said_once() -> None:
    header = ("titel", "datum", "begin", "einde", "postcode")
    row = Row(2, ("Speelochtend", "", "10:00", "12:00", "9000"),
              (CellProblem(1, "error_cell", {"value": "#N/A"}),))  # fmt: skip
    mapping = guess_mapping(header, ACTIVITY_FIELDS)
    found = ActivityCleaner(header, mapping, Places(), Here(), TODAY).clean(row)
    assert codes(found) == ["error_cell"]


def test_repeated_rows_are_wrong() -> None:
    rows = clean(a_row(id="1"), a_row(id="1"), a_row(id="2"), a_row(), a_row(),
                 a_row(datum="17/1/2027"), a_row(titel=""), a_row(titel=""))  # fmt: skip
    assert [codes(row) for row in rows] == [
        [], ["duplicate_activity_identifier"], [], [], ["duplicate_activity_name"], [],
        ["name_missing"], ["name_missing"],
    ]  # fmt: skip


def test_every_column_is_recognised_by_its_names_and_none_means_two_things() -> None:
    header = tuple(FULL)
    mapping = guess_mapping(header, ACTIVITY_FIELDS)
    assert set(mapping) == set(header)
    assert check_activity_mapping(header, mapping) == []
    aliases = [fold(alias) for field in ACTIVITY_FIELDS for alias in set(map(fold, field.aliases))]
    assert len(aliases) == len(set(aliases))


def test_columns_that_lack() -> None:
    found = check_activity_mapping(("x",), {"x": "y", "z": "name"})
    assert [one.code for one in found] == [
        "column_missing", "field_unknown", "name_unmapped", "first_on_unmapped",
        "starts_at_unmapped",
    ]  # fmt: skip
    header = ("titel", "datum", "begin")
    assert check_activity_mapping(header, guess_mapping(header, ACTIVITY_FIELDS)) == []


KNOWN = ActivityValues(
    name="Speelochtend", kind="play", first_on=date(2027, 1, 16), starts_at=time(10),
    ends_at=time(12), repeats="weekly", interval=1, until=date(2027, 6, 30), venue="Zaal Roos",
    street="Kerkstraat 1", postal_code="9000", nis=GENT, themes=("sleep",), price=Decimal(2),
)  # fmt: skip


def test_empty_cells_take_nothing_away() -> None:
    new = ActivityValues(name="Speelochtend", street="kerkstraat 1", postal_code="9000", nis=GENT)
    assert merged_activity(KNOWN, new) == KNOWN
    assert compare_activities(KNOWN, new).outcome == "unchanged"


def test_changes_are_named() -> None:
    new = replace(KNOWN, price=Decimal(3), street="Veldstraat 2", venue="", themes=("play",))
    found = compare_activities(KNOWN, new)
    assert (found.outcome, found.changed) == ("changed", ("venue", "street", "themes", "price"))
    unsure = replace(new, unsure=frozenset({"themes"}))
    assert merged_activity(KNOWN, unsure).themes == ("sleep", "play")


def test_place_of_the_directory_replaces_an_address() -> None:
    moved = merged_activity(KNOWN, ActivityValues(location="l"))
    assert (moved.location, moved.venue, moved.street, moved.nis) == ("l", "", "", "")
    assert merged_activity(moved, ActivityValues(location="l")) == moved
    assert merged_activity(moved, replace(KNOWN, description="a\nb")).street == "Kerkstraat 1"


@given(st.text(max_size=40))
def test_readers_answer_or_refuse(text: str) -> None:
    wrong = set()
    for reader in (
        lambda one: reading.day(one, TODAY), lambda one: reading.days(one, TODAY), reading.hours,
        reading.hour, reading.repeats, reading.weekdays, reading.kind, reading.state,
        reading.places, reading.yes_or_no,
    ):  # fmt: skip
        try:
            reader(text)  # type: ignore[no-untyped-call]
        except Wrong as refused:
            wrong.add(refused.code)
    assert wrong <= ACTIVITY_MESSAGES.keys()


@given(st.dates(date(2024, 1, 1), date(2029, 1, 1)), st.times())
def test_days_and_hours_are_read_back(day: date, hour: time) -> None:
    plain = hour.replace(second=0, microsecond=0)
    for written in (f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%-d.%-m.%y}"):
        assert reading.day(written, TODAY) == day
    for written in (f"{plain:%H:%M}", f"{plain:%Hu%M}", f"{plain:%H:%M:%S}", f"{plain:%H.%M u}"):
        assert reading.hour(written) == plain


CELLS = st.sampled_from(
    ["", "x", "16/1/2027", "10:00", "elke week", "9000", "ma", "=1", "ja", "-1"]
)


@given(st.fixed_dictionaries(dict.fromkeys(FULL, CELLS)))
def test_whatever_passes_can_be_followed(row: dict[str, str]) -> None:
    (found,) = clean(row)
    codes(found)
    values = found.values
    if found.is_wrong:
        return
    pattern = Pattern(
        first_on=values.first_on, starts_at=values.starts_at, ends_at=values.ends_at,
        repeats=values.repeats or "once", interval=values.interval or 1, until=values.until,
        weekdays=values.weekdays, skipped=frozenset(map(date.fromisoformat, values.skipped)),
        also_on=frozenset(map(date.fromisoformat, values.also_on)),
    )  # fmt: skip
    assert problems(pattern) == []
    assert values.attendance

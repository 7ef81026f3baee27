"""From cells to the values of a service, and what a row changes of a known one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.test_import_rows import FewPlaces, codes
from vlaggenlijn.common.spreadsheets import CellProblem, Row
from vlaggenlijn.directory.facts import WeekFacts
from vlaggenlijn.directory.import_rows.cleaning import CleanRow
from vlaggenlijn.directory.import_rows.service_cleaning import (
    ServiceValues,
    clean_service,
    compare_services,
    in_order,
    is_same_place,
    merged_service,
    with_service_duplicates,
)
from vlaggenlijn.directory.import_rows.week_text import parse_week

TODAY = date(2026, 5, 1)
SLEEPS = {"slapen": "sleep", "ademen, rusten": "respite", "groep": "group"}
AREAS = {"Gent": "44021", "heel Vlaanderen": "flanders"}


class FewWords:
    """Three words of every list, one of them with a comma, and two areas."""

    def concept(self, field: str, text: str) -> str:
        return SLEEPS.get(text, "") if field != "functions" or text == "groep" else ""

    def area(self, text: str) -> str:
        return AREAS.get(text, "")


def cleaned(
    *, problems: tuple[CellProblem, ...] = (), allows_demo: bool = False, **cells: str
) -> CleanRow:
    """Clean a row whose columns are called like the fields; name and organisation are there."""
    filled = {"name": "Spelpunt", "organization": "De Zandbak"} | cells
    header = tuple(filled)
    row = Row(2, tuple(filled.values()), problems)
    mapping = {name: name for name in header}
    return clean_service(
        header, row, mapping, FewPlaces(), FewWords(), TODAY, allows_demo_numbers=allows_demo
    )


def values(**cells: str) -> ServiceValues:
    row = cleaned(**cells)
    assert row.problems == []
    found: ServiceValues = row.values
    return found


def test_clean_full_row() -> None:
    assert values(
        identifier=" A-1 ",
        adds_organization="ja",
        summary="Samen  spelen.",
        description="Elke week.\nMet koffie.",
        application_process="Kom langs.",
        themes="slapen; ademen, rusten",
        functions="groep",
        target_groups="slapen, slapen",
        minimum_age="18 maanden",
        maximum_age="3",
        cost="2,50",
        fees="Koffie betaal je zelf.",
        languages="nl, Frans",
        phone="09 266 92 00 / 09/266 92 01",
        email="mailto:info@example.org",
        website="www.example.org",
        street="Markt",
        number="3",
        box="2",
        postal_code="9000",
        city="Gent",
        areas="Gent, heel Vlaanderen",
        hours="ma 9-12",
        status="tijdelijk gesloten",
        assured_on="2026-05-01",
    ) == ServiceValues(
        identifier="A-1",
        organization="De Zandbak",
        adds_organization=True,
        name="Spelpunt",
        summary="Samen spelen.",
        description="Elke week.\nMet koffie.",
        application_process="Kom langs.",
        themes=("sleep", "respite"),
        functions=("group",),
        target_groups=("sleep",),
        minimum_age=18,
        maximum_age=36,
        amount=Decimal("2.50"),
        fees="Koffie betaal je zelf.",
        languages=("nl", "fr"),
        phones=("+3292669200", "+3292669201"),
        email="info@example.org",
        website="https://www.example.org",
        street="Markt 3",
        box="2",
        postal_code="9000",
        city="Gent",
        nis="44021",
        areas=("44021", "flanders"),
        week=parse_week("ma 9-12"),
        status="temporarily closed",
        assured_on=TODAY,
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": ""}, [("error", "name", "name_missing")]),
        ({"name": "x" * 201}, [("error", "name", "too_long")]),
        ({"organization": ""}, [("error", "organization", "organization_missing")]),
        ({"organization": "", "record": str(10**8)}, [("doubt", "record", "record_wrong"),
                                                      ("error", "organization",
                                                       "organization_missing")]),
        ({"adds_organization": "ooit"}, [("doubt", "adds_organization", "yes_wrong")]),
        ({"minimum_age": "jong"}, [("doubt", "minimum_age", "age_wrong")]),
        ({"minimum_age": "4", "maximum_age": "3"}, [("doubt", "minimum_age", "ages_swapped")]),
        ({"status": "misschien"}, [("doubt", "status", "status_wrong")]),
        ({"hours": "na de mis"}, [("doubt", "hours", "hours_wrong")]),
        ({"place_hours": "na de mis"}, [("doubt", "place_hours", "hours_wrong")]),
        ({"assured_on": "2026-05-02"}, [("doubt", "assured_on", "day_wrong")]),
        ({"assured_on": "ooit"}, [("doubt", "assured_on", "day_wrong")]),
        ({"themes": "slapen; wiskunde"}, [("doubt", "themes", "concept_unknown")]),
        ({"areas": "Atlantis"}, [("doubt", "areas", "area_unknown")]),
        ({"languages": "Klingon"}, [("doubt", "languages", "language_unknown")]),
        ({"phone": "bel Ann"}, [("doubt", "phone", "service_phone_wrong")]),
        ({"nis": "99999"}, [("error", "nis", "nis_unknown")]),
        ({"postal_code": "1234"}, [("doubt", "nis", "postal_code_unknown")]),
    ],
)  # fmt: skip
def test_what_is_wrong_or_doubtful(cells: dict[str, str], expected: list[Any]) -> None:
    assert codes(cleaned(**cells)) == expected


def test_unreadable_part_of_a_list_makes_it_unsure() -> None:
    found = cleaned(
        themes="slapen; wiskunde", areas="Gent; Atlantis", languages="nl, Klingon"
    ).values
    assert (found.themes, found.areas, found.languages) == (("sleep",), ("44021",), ("nl",))
    assert found.unsure == {"themes", "areas", "languages"}


def test_words_about_cost() -> None:
    assert (values(cost="gratis").amount, values(cost="gratis").fees) == (Decimal(0), "")
    assert (values(cost="naar inkomen").amount, values(cost="naar inkomen").fees) == (
        None,
        "naar inkomen",
    )
    assert values(cost="naar inkomen", fees="Vraag het ons.").fees == "Vraag het ons."


def test_months_go_before_years() -> None:
    found = values(minimum_age_months="6", minimum_age="1", maximum_age="2")
    assert (found.minimum_age, found.maximum_age) == (6, 24)


def test_phone_that_is_none_is_kept_as_it_is() -> None:
    assert cleaned(phone="bel Ann; 09 266 92 00").values.phones == ("bel Ann", "+3292669200")


def test_service_without_a_place() -> None:
    found = values()
    assert (found.has_place, found.nis) == (False, "")
    assert values(city="Gent").has_place


def test_code_goes_before_a_post_code() -> None:
    assert values(nis="41002", street="Markt").nis == "41002"


def test_cell_that_could_not_be_read_is_not_missing() -> None:
    row = cleaned(
        problems=(CellProblem(0, "error_cell", {"value": "#REF!"}),), name="", organization="x"
    )
    assert codes(row) == [("error", "name", "error_cell")]


def rows(*each: ServiceValues) -> list[CleanRow]:
    return [CleanRow(number, one, []) for number, one in enumerate(each, 2)]


def test_rows_that_repeat_an_earlier_one() -> None:
    same = ServiceValues(organization="De Zandbak", name="Spelpunt")
    found = with_service_duplicates(
        rows(
            same,
            replace(same, name="spelpunt", organization="de zandbak"),
            replace(same, organization="Ander"),
            replace(same, identifier="A-1"),
            replace(same, identifier="A-1", name="Iets anders"),
            ServiceValues(record="7", identifier="A-1"),
            ServiceValues(record="7", identifier="A-2"),
            ServiceValues(name="Spelpunt"),
            ServiceValues(name="Spelpunt"),
        )
    )
    told = [[(one.code, one.values["row"]) for one in row.problems] for row in found]
    assert told == [
        [],
        [("duplicate_service_name", 2)],
        [],
        [],
        [("duplicate_service_identifier", 5)],
        [("duplicate_service_identifier", 5)],
        [("duplicate_service_record", 7)],
        [],
        [],
    ]


KNOWN = ServiceValues(
    name="Spelpunt",
    organization="De Zandbak",
    summary="Samen spelen.",
    themes=("sleep",),
    street="Markt 3",
    box="2",
    postal_code="9000",
    city="Gent",
    nis="44021",
    assured_on=TODAY,
)


def merged(**changes: Any) -> dict[str, Any]:
    """Return what a row with just these values changes of the known service."""
    result = merged_service(KNOWN, ServiceValues(**changes))
    return {
        name: getattr(result, name)
        for name in ServiceValues.__slots__
        if getattr(result, name) != getattr(KNOWN, name)
    }


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, {}),
        ({"summary": " Samen  spelen. "}, {}),
        ({"summary": "Anders."}, {"summary": "Anders."}),
        ({"description": "Een\nTwee"}, {"description": "Een\nTwee"}),
        ({"themes": ("respite",)}, {"themes": ("respite",)}),
        (
            {"themes": ("respite",), "unsure": frozenset({"themes"})},
            {"themes": ("sleep", "respite")},
        ),
        ({"themes": (), "unsure": frozenset({"themes"})}, {}),
        ({"assured_on": date(2026, 4, 30)}, {}),
        ({"assured_on": date(2026, 5, 2)}, {"assured_on": date(2026, 5, 2)}),
        ({"postal_code": "9000", "nis": "44021"}, {}),
        (
            {"street": "Plein 1", "postal_code": "9120", "nis": "46030"},
            {"street": "Plein 1", "box": "", "postal_code": "9120", "city": "", "nis": "46030"},
        ),
        ({"organization": "Ander", "record": "7", "adds_organization": True}, {}),
        ({"week": WeekFacts()}, {"week": WeekFacts()}),
    ],
)
def test_merged_service(row: dict[str, Any], expected: dict[str, Any]) -> None:
    assert merged(**row) == expected


def test_same_place_is_one_whose_filled_in_parts_are_alike() -> None:
    assert is_same_place(KNOWN, ServiceValues(street="markt 3"))
    assert not is_same_place(KNOWN, ServiceValues(street="markt 3", city="Brugge"))


def test_compare_services() -> None:
    assert compare_services(None, KNOWN).outcome == "new"
    assert compare_services(KNOWN, KNOWN).outcome == "unchanged"
    change = compare_services(KNOWN, ServiceValues(summary="Anders.", themes=("respite", "sleep")))
    assert (change.outcome, set(change.changed)) == ("changed", {"summary", "themes"})


texts = st.sampled_from(["", "Een", " een", "Twee\n\nDrie"])
slugs = st.lists(st.sampled_from(["sleep", "respite", "group"]), unique=True).map(tuple)
some = st.builds(
    ServiceValues,
    summary=texts,
    description=texts,
    themes=slugs,
    minimum_age=st.none() | st.integers(0, 3),
    amount=st.none() | st.just(Decimal(0)),
    street=texts,
    city=texts,
    assured_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 3)),
    unsure=st.sampled_from([frozenset(), frozenset({"themes"})]),
)


@given(some, some)
def test_second_time_changes_nothing(existing: ServiceValues, new: ServiceValues) -> None:
    result = merged_service(existing, new)
    assert compare_services(result, new).outcome == "unchanged"
    assert merged_service(result, new) == result


@given(st.none() | st.integers(-9, 300), st.none() | st.integers(-9, 300))
def test_in_order(youngest: int | None, oldest: int | None) -> None:
    assert in_order(youngest, oldest) is (None in (youngest, oldest) or youngest <= oldest)  # type: ignore[operator]

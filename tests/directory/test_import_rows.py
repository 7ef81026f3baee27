"""Cleaning a row, and the real file of local authorities from end to end."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.spreadsheets import CellProblem, Row, read
from vlaggenlijn.directory.import_rows import (
    MESSAGES,
    CleanRow,
    NisAnswer,
    OrganizationValues,
    Problem,
    check_mapping,
    clean,
    guess_mapping,
    message_of,
    where,
    with_duplicates,
)

DATA = Path(__file__).parents[3] / "shared" / "data"
OCMW = DATA / "local_authorities_ocmw_addresses_vl_2022.csv"
KBO = "0207437468"


class FewPlaces:
    """Three municipalities of today, and former ones with one, two and no successors."""

    def by_nis(self, code: str) -> NisAnswer:
        former = {
            "46003": ("46030",),
            "11111": ("44021", "46030"),
            "22222": (),
        }
        if code in former:
            return NisAnswer("former", former[code])
        return NisAnswer("known" if code in ("44021", "46030", "41002") else "never")

    def by_postal_code(self, code: str, city: str) -> Sequence[str]:
        return {"9000": ["44021"], "9120": ["46030"], "1040": ["21004", "21005"]}.get(code, [])


def cleaned(*, allows_demo: bool = False, **cells: str) -> CleanRow:
    """Clean a row whose columns are called like the fields; name and street are filled in."""
    filled = {"name": "Huis van het Kind", "street": "Markt", "postal_code": "9000"} | cells
    header = tuple(filled)
    row = Row(2, tuple(filled.values()))
    mapping = {name: name for name in header}
    return clean(header, row, mapping, FewPlaces(), allows_demo_numbers=allows_demo)


def codes(row: CleanRow) -> list[tuple[str, str, str]]:
    return [(found.level, found.field, found.code) for found in row.problems]


def test_clean_full_row() -> None:
    row = cleaned(
        identifier=" A-12 ",
        description="Een  huis\n\n\n\nvoor iedereen ",
        kbo="BE 0207 437 468",
        ovo="ovo001992",
        uri="http://data.example.org/id/1",
        sector="Opvoeding",
        number="3",
        box="-",
        city="Gent",
        latitude="51,05",
        longitude="3.72",
        phone="09 266 92 00",
        email="mailto:info@example.org",
        website="www.example.org",
        languages="nl, Frans",
    )
    assert row.problems == []
    assert row.values == OrganizationValues(
        identifier="A-12",
        name="Huis van het Kind",
        description="Een huis\n\nvoor iedereen",
        kbo=KBO,
        ovo="OVO001992",
        uri="http://data.example.org/id/1",
        sector="Opvoeding",
        nis="44021",
        street="Markt",
        number="3",
        postal_code="9000",
        city="Gent",
        latitude=51.05,
        longitude=3.72,
        phone="+3292669200",
        email="info@example.org",
        website="https://www.example.org",
        languages=("nl", "fr"),
    )


def test_row_of_our_own_export_says_by_silence_that_the_municipality_is_not_known() -> None:
    row = cleaned(record="12345678-1234-5678-1234-567812345678", postal_code="9000")
    assert (row.values.nis, row.problems) == ("", [])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": " "}, ("error", "name", "name_missing")),
        ({"name": "x" * 201}, ("error", "name", "too_long")),
        ({"name": "=1+1"}, ("error", "name", "formula")),
        ({"description": "\uff1dcmd()"}, ("error", "description", "formula")),
        ({"kbo": "0207437469"}, ("error", "kbo", "kbo_wrong")),
        ({"ovo": "1992"}, ("error", "ovo", "ovo_wrong")),
        ({"uri": "ftp://example.org"}, ("error", "uri", "uri_wrong")),
        ({"nis": "99999"}, ("error", "nis", "nis_unknown")),
        ({"latitude": "x", "longitude": "3,7"}, ("error", "latitude", "coordinate_wrong")),
        ({"latitude": "51", "longitude": "x"}, ("error", "longitude", "coordinate_wrong")),
        ({"latitude": "48.85", "longitude": "2.35"}, ("error", "latitude", "coordinates_outside")),
        ({"latitude": "3.7", "longitude": "51"}, ("error", "latitude", "coordinates_swapped")),
        ({"latitude": "51"}, ("doubt", "latitude", "coordinate_missing")),
        ({"longitude": "3.7"}, ("doubt", "latitude", "coordinate_missing")),
        ({"email": "info at example"}, ("doubt", "email", "email_wrong")),
        ({"website": "javascript:alert(1)"}, ("doubt", "website", "website_wrong")),
        ({"phone": "bel Jan"}, ("doubt", "phone", "phone_wrong")),
        ({"languages": "nl, Klingons"}, ("doubt", "languages", "language_unknown")),
        ({"street": " , "}, ("doubt", "street", "no_street")),
        ({"postal_code": ""}, ("doubt", "nis", "no_place")),
        ({"postal_code": "9999"}, ("doubt", "nis", "postal_code_unknown")),
        ({"postal_code": "1040"}, ("doubt", "nis", "postal_code_ambiguous")),
        ({"nis": "22222"}, ("doubt", "nis", "nis_split")),
    ],
)
def test_clean_row_with_one_problem(cells: dict[str, str], expected: tuple[str, str, str]) -> None:
    row = cleaned(**cells)
    assert codes(row) == [expected]
    assert row.is_wrong == (expected[0] == "error")
    assert "%(" not in message_of(row.problems[0])


def test_clean_wrong_post_code_leaves_the_municipality_open() -> None:
    row = cleaned(postal_code="NL-1012 AB")
    assert codes(row) == [
        ("doubt", "postal_code", "postal_code_wrong"),
        ("doubt", "nis", "no_place"),
    ]


def test_clean_phone_that_is_not_one_number_is_kept_as_a_note() -> None:
    row = cleaned(phone="bel Jan")
    assert (row.values.phone, row.values.phone_note) == ("", "bel Jan")


def test_clean_demo_number_only_when_allowed() -> None:
    assert codes(cleaned(phone="0999 12 34 56")) == [("doubt", "phone", "phone_wrong")]
    assert cleaned(allows_demo=True, phone="0999 12 34 56").values.phone == "+32999123456"


@pytest.mark.parametrize(
    ("nis", "postal_code", "today", "former"),
    [
        ("44021", "9000", "44021", ""),
        ("46003", "9120", "46030", "46003"),
        ("46003", "", "46030", "46003"),
        ("11111", "9120", "46030", "11111"),
        ("11111", "1040", "", ""),
        ("", "9120", "46030", ""),
    ],
)
def test_clean_municipality_through_time(
    nis: str, postal_code: str, today: str, former: str
) -> None:
    values = cleaned(nis=nis, postal_code=postal_code).values
    assert (values.nis, values.former_nis) == (today, former)


def test_clean_takes_the_first_column_that_is_filled_in() -> None:
    header = ("naam", "nis_2019", "nis_2025", "lat_approx", "lat", "lon")
    mapping = guess_mapping(header)
    both = Row(2, ("Huis", "41002", "46030", "50.1", "50.2", "4.1"))
    old = Row(3, ("Huis", "46003", " ", "50.1", "", "4.1"))
    values = [clean(header, row, mapping, FewPlaces()).values for row in (both, old)]
    assert [each.nis for each in values] == ["46030", "46030"]
    assert [each.former_nis for each in values] == ["", "46003"]
    assert [(each.latitude, each.is_approximate) for each in values] == [
        (50.2, False),
        (50.1, True),
    ]


def test_clean_takes_over_problems_of_the_file_in_columns_that_count() -> None:
    problems = (
        CellProblem(0, "formula"),
        CellProblem(1, "error_cell", {"value": "#REF!"}),
        CellProblem(2, "formula"),
        CellProblem(3, "too_many_cells"),
    )
    row = Row(2, ("", "", ""), problems)
    found = clean(("naam", "straat", "eigen"), row, guess_mapping(("naam", "straat")), FewPlaces())
    assert found.problems == [
        Problem("error", "name", "formula", {"column": "naam"}),
        Problem("error", "street", "error_cell", {"value": "#REF!", "column": "straat"}),
        Problem("error", "", "too_many_cells", {"column": ""}),
        Problem("doubt", "nis", "no_place", {"value": ""}),
    ]


@given(
    cells=st.fixed_dictionaries(
        {
            name: st.text(max_size=30)
            for name in (
                "name",
                "kbo",
                "ovo",
                "uri",
                "nis",
                "postal_code",
                "latitude",
                "longitude",
                "phone",
                "email",
                "website",
                "languages",
                "description",
            )
        }
    )
)
def test_clean_any_text_gives_values_without_control_characters(cells: dict[str, str]) -> None:
    row = cleaned(**cells)
    assert {found.code for found in row.problems} <= set(MESSAGES)
    shown = [getattr(row.values, each.name) for each in fields(row.values)]
    assert not any(sign in text for text in shown if isinstance(text, str) for sign in "\0\r\x1b")


class RealPlaces:
    """Municipalities of today and of 2018 and 2024 out of the tables that were gathered."""

    def __init__(self) -> None:
        self.today = {row["nis"] for row in table("municipalities.csv")}
        self.former: dict[str, set[str]] = defaultdict(set)
        for row in table("crosswalk_2018_2024_2025.csv"):
            for column in ("gemeente2018", "gemeente2024"):
                self.former[row[column]].add(row["gemeente"])
        self.post: dict[str, set[str]] = defaultdict(set)
        for row in table("postcode_nis.csv"):
            self.post[row["postcode"]].add(row["nis"])

    def by_nis(self, code: str) -> NisAnswer:
        if code in self.today:
            return NisAnswer("known", (code,))
        current = tuple(sorted(self.former.get(code, ())))
        return NisAnswer("former" if current else "never", current)

    def by_postal_code(self, code: str, city: str) -> Sequence[str]:
        return sorted(self.post[code])


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not OCMW.exists(), reason="the gathered data are not on this machine")
@pytest.mark.parametrize("is_old_only", [False, True])
def test_real_file_gives_300_organisations_without_errors(is_old_only: bool) -> None:
    read_table = read(OCMW)
    mapping = guess_mapping(read_table.header)
    if is_old_only:
        del mapping["nis_2025"]
    selection = where(read_table.header, read_table.rows, ["type=OCMW"])
    places = RealPlaces()
    rows = with_duplicates(
        [clean(read_table.header, row, mapping, places) for row in selection.kept]
    )
    assert check_mapping(read_table.header, mapping) == []
    assert (len(rows), len(selection.skipped)) == (300, 306)
    assert [row for row in rows if row.problems] == []
    assert sum(bool(row.values.former_nis) for row in rows) == (27 if is_old_only else 0)
    assert all(row.values.nis in places.today and row.values.is_approximate for row in rows)


@pytest.mark.skipif(not OCMW.exists(), reason="the gathered data are not on this machine")
def test_real_file_of_municipalities_has_one_without_nis_that_its_post_code_resolves() -> None:
    read_table = read(OCMW)
    mapping = guess_mapping(read_table.header)
    kept = where(read_table.header, read_table.rows, ["type=gemeente", "type=ocmw"]).kept
    rows = with_duplicates([clean(read_table.header, row, mapping, RealPlaces()) for row in kept])
    before_fusion = [row.values for row in rows if row.values.name == "Aalter (voor fusie)"]
    assert (len(rows), [row for row in rows if row.problems]) == (601, [])
    assert [values.nis for values in before_fusion] == ["44084"]

"""Which column holds which field, and the choice of rows."""

import pytest

from vlaggenlijn.common.spreadsheets import Row
from vlaggenlijn.directory.import_rows import FIELDS, check_mapping, guess_mapping, where
from vlaggenlijn.directory.import_rows.problems import DOUBTS, ERRORS, message_of

HEADER = ("type", "name", "kbo")
ROWS = [
    Row(2, ("gemeente", "Aalst", "1")),
    Row(3, ("OCMW", "Aalst", "2")),
    Row(4, (" ocmw ", "Gent", "3")),
]


def test_guess_mapping_of_the_file_of_local_authorities() -> None:
    header = (
        "type,name,nis_2019,kbo,ovo,street,number,box,postcode,city,full_address,lat_approx,"
        "lon_approx,uri,nis_2025"
    )
    assert guess_mapping(header.split(",")) == {
        "name": "name",
        "nis_2019": "nis",
        "kbo": "kbo",
        "ovo": "ovo",
        "street": "street",
        "number": "number",
        "box": "box",
        "postcode": "postal_code",
        "city": "city",
        "lat_approx": "latitude",
        "lon_approx": "longitude",
        "uri": "uri",
        "nis_2025": "nis",
    }


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Naam (verplicht)", "name"),
        ("ONDERNEMINGSNUMMER", "kbo"),
        ("Numéro d'entreprise", "kbo"),
        ("E-mailadres", "email"),
        ("Boîte", "box"),
        ("Post-code", "postal_code"),
        ("NIS-code 2025", "nis"),
        ("Talen", "languages"),
    ],
)
def test_guess_mapping_in_three_languages(column: str, field: str) -> None:
    assert guess_mapping([column]) == {column: field}


def test_guess_mapping_leaves_unknown_and_unnamed_columns() -> None:
    assert guess_mapping(["type", "", "telefoon contactpersoon"]) == {}


def test_fields_have_one_meaning_per_column_name() -> None:
    aliases = [alias for field in FIELDS for alias in field.aliases]
    assert len(aliases) == len(set(aliases))
    assert [field.name for field in FIELDS if field.is_required] == ["name"]


@pytest.mark.parametrize(
    ("mapping", "codes"),
    [
        ({"name": "name", "kbo": "kbo", "type": "nis"}, []),
        ({"name": "name", "type": "postal_code"}, ["no_key_column"]),
        ({"name": "name", "kbo": "kbo"}, ["no_place_column"]),
        ({"kbo": "kbo", "type": "nis"}, ["name_unmapped"]),
        ({"gone": "name", "kbo": "kbo", "type": "nis"}, ["column_missing", "name_unmapped"]),
        ({"name": "naam"}, ["field_unknown", "name_unmapped", "no_key_column", "no_place_column"]),
    ],
)
def test_check_mapping(mapping: dict[str, str], codes: list[str]) -> None:
    found = check_mapping(HEADER, mapping)
    assert [each.code for each in found] == codes
    assert not any("%(" in message_of(each) for each in found)


def test_check_mapping_with_half_a_point() -> None:
    mapping = {"a": "name", "b": "kbo", "c": "nis", "d": "latitude"}
    assert [each.code for each in check_mapping("abcd", mapping)] == ["coordinate_unmapped"]


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        ([], [2, 3, 4]),
        (["type=ocmw"], [3, 4]),
        (["TYPE = Ocmw", "name=gent"], [4]),
        (["type=ocmw", "type=gemeente"], [2, 3, 4]),
        (["type="], []),
    ],
)
def test_where_keeps_rows_that_meet_the_conditions(
    conditions: list[str], numbers: list[int]
) -> None:
    selection = where(HEADER, ROWS, conditions)
    assert [row.number for row in selection.kept] == numbers
    assert len(selection.kept) + len(selection.skipped) == 3
    assert selection.problems == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [("ocmw", "where_malformed"), ("=ocmw", "where_malformed"), ("soort=x", "where_column")],
)
def test_where_with_a_wrong_condition_keeps_nothing(condition: str, code: str) -> None:
    selection = where(HEADER, ROWS, [condition, "type=ocmw"])
    assert ([each.code for each in selection.problems], selection.kept) == ([code], [])
    assert "%(" not in message_of(selection.problems[0])


def test_codes_have_one_level() -> None:
    assert not ERRORS.keys() & DOUBTS.keys()

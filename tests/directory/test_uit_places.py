"""Organisers and places out of UiTdatabank."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.spreadsheets_table import UnreadableSpreadsheet
from vlaggenlijn.directory import uit_places
from vlaggenlijn.directory.uit_places import HEADER, page_of, table_of

PK = "b2a0e2a4-2f5d-4f0e-9d8a-3f6f1a2b3c4d"
ORGANIZER: dict[str, Any] = {
    "@id": f"https://io.uitdatabank.be/organizers/{PK.upper()}",
    "mainLanguage": "fr",
    "name": {"fr": "Le Coin", "nl": "De Hoek"},
    "url": "https://hoek.example.org",
    "address": {
        "fr": {
            "streetAddress": "Rue 1",
            "postalCode": "1000",
            "addressLocality": "Bruxelles",
        }
    },
    "geo": {"latitude": 50.85, "longitude": 4.35},
    "contactPoint": {"phone": ["02 000 00 00"], "email": [], "url": ["https://other.example.org"]},
}


def cells(*records: Any) -> list[dict[str, str]]:
    table = table_of(json.dumps(list(records)).encode())
    assert table.header == HEADER
    return [dict(zip(HEADER, row.cells, strict=True)) for row in table.rows]


def test_organiser_is_read_in_dutch_with_what_it_tells() -> None:
    assert cells(ORGANIZER) == [
        {
            "identifier": f"uitdatabank-organizer-{PK}",
            "name": "De Hoek",
            "description": "",
            "street": "Rue 1",
            "postal_code": "1000",
            "city": "Bruxelles",
            "latitude": "50.85",
            "longitude": "4.35",
            "phone": "02 000 00 00",
            "email": "",
            "website": "https://hoek.example.org",
        }
    ]


def test_place_of_an_old_shape_is_read_too() -> None:
    old = {
        "@id": f"https://io.uitdatabank.be/place/{PK}",
        "name": "Bib",
        "address": {"streetAddress": "Plein 2", "postalCode": "9000"},
        "contactPoint": {"phone": "09 000 00 00"},
    }
    (found,) = cells(old)
    assert found["identifier"] == f"uitdatabank-place-{PK}"
    assert found["street"] == "Plein 2"
    assert found["phone"] == "09 000 00 00"


def test_event_stands_for_its_organiser_and_each_comes_once() -> None:
    event = {"@id": "e", "name": {"nl": "Feest"}, "location": {}, "organizer": ORGANIZER}
    nobody = {"name": {"nl": "Feest"}, "location": {"name": {"nl": "Zaal"}}}
    assert [one["name"] for one in cells(event, event, ORGANIZER, nobody)] == ["De Hoek"]


def test_deleted_double_and_nameless_ones_are_left_out() -> None:
    gone = ORGANIZER | {"workflowStatus": "DELETED"}
    double = ORGANIZER | {"duplicateOf": "https://io.uitdatabank.be/places/1"}
    with pytest.raises(UnreadableSpreadsheet) as refused:
        cells(gone, double, {"name": {"nl": " "}}, "text", 3)
    assert refused.value.code == "no_places"


def test_address_that_is_not_theirs_is_no_identifier() -> None:
    (found,) = cells({"@id": "https://example.org/1", "name": "Bib", "geo": {"latitude": True}})
    assert (found["identifier"], found["latitude"]) == ("", "")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"<a/>", "not_json"), (b"\xff", "not_json"), (b"[" * 100_000, "not_json"),
     (b"3", "no_places"), (b"{}", "no_places")],
)  # fmt: skip
def test_file_that_is_none_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSpreadsheet) as refused:
        table_of(data)
    assert refused.value.code == code


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uit_places, "MOST_RECORDS", 1)
    with pytest.raises(UnreadableSpreadsheet) as refused:
        cells({"name": "a"}, {"name": "b"})
    assert refused.value.code == "too_many_rows"
    monkeypatch.setattr(uit_places, "LARGEST", 1)
    with pytest.raises(UnreadableSpreadsheet) as refused:
        cells({"name": "a"})
    assert refused.value.code == "too_large"


def test_page_of_a_record_there() -> None:
    assert page_of(["", f"uitdatabank-place-{PK}"]) == f"https://io.uitdatabank.be/places/{PK}"
    assert page_of(["uitdatabank-place-x", "sociale-kaart-1"]) == ""


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside, max_size=3)
    | st.dictionaries(
        st.sampled_from(["@id", "name", "address", "nl", "geo", "contactPoint", "member", "url"]),
        inside, max_size=4,
    ),
    max_leaves=15,
)  # fmt: skip


@given(VALUES)
def test_whatever_stands_there_is_read_or_refused(value: Any) -> None:
    try:
        table = table_of(json.dumps(value).encode())
    except UnreadableSpreadsheet:
        return
    assert all(len(row.cells) == len(HEADER) for row in table.rows)

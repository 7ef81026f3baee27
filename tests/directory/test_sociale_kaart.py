"""Organisations out of the Sociale Kaart."""

import copy
import json
import uuid
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import a_network, a_user
from vlaggenlijn.accounts.models import ChangeSet
from vlaggenlijn.common.spreadsheets_table import UnreadableSpreadsheet
from vlaggenlijn.directory import sociale_kaart
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.directory.sociale_kaart import PATHS, at, page_of, table_of

RECORD: dict[str, Any] = {
    "id": {"id": "533686", "authenticSource": "SOCIALE_KAART"},
    "legalName": {"description": "Huis van het Kind Vóórbeeld"},
    "type": "ORGANISATION",
    "state": "ACTIVE",
    "activities": [{"name": {"description": "Opvoeding"}}, {"name": {"description": "Spel"}}],
    "administrativeData": [
        {"type": "OTHER", "value": "1"},
        {"type": "CBE_ID", "value": "0207437468"},
    ],
    "addresses": [
        {"number": "9"},
        {
            "primary": True,
            "street": {"name": {"description": "Kerkstraat"}},
            "number": "1",
            "municipality": {"postalCode": "9000", "name": {"description": "Gent"}},
            "location": {"lat": 51.05, "lon": 3.72},
        },
    ],
    "contactInfo": {
        "phones": [{"value": "09 210 00 00"}],
        "emails": [],
        "websites": [{"value": "www.example.org", "primary": True}],
    },
}
CELLS = {
    "identifier": "sociale-kaart-533686",
    "name": "Huis van het Kind Vóórbeeld",
    "description": "Opvoeding, Spel",
    "kbo": "0207437468",
    "street": "Kerkstraat",
    "number": "1",
    "box": "",
    "postal_code": "9000",
    "city": "Gent",
    "latitude": "51.05",
    "longitude": "3.72",
    "phone": "09 210 00 00",
    "email": "",
    "website": "https://www.example.org",
}


def page(*records: Any) -> dict[str, Any]:
    return {"page": {}, "_embedded": {"healthOfferProviderRepresentationList": list(records)}}


def table(found: Any) -> list[dict[str, str]]:
    made = table_of(json.dumps(found).encode())
    return [dict(zip(made.header, row.cells, strict=True)) for row in made.rows]


@pytest.mark.parametrize("wrapped", [page(RECORD), [page(RECORD)], RECORD, [RECORD, 1, {"x": 1}]])
def test_record_becomes_a_row_however_it_is_wrapped(wrapped: Any) -> None:
    assert table(wrapped) == [CELLS]


def test_shape_that_was_seen_is_read(shared: Path) -> None:
    data = (shared / "data/formats/sociale_kaart_health_offer_RECONSTRUCTED.json").read_bytes()
    made = table_of(data)
    [row] = made.rows
    found = dict(zip(made.header, row.cells, strict=True))
    assert found["identifier"] == "sociale-kaart-533686"
    assert found["name"] == "Huis van het Kind Voorbeeld"
    assert found["website"] == "https://www.example.org"


def test_who_works_alone_and_what_is_not_active_stay_out() -> None:
    person, gone = RECORD | {"type": "PROFESSIONAL"}, RECORD | {"state": "INACTIVE"}
    bare = {
        "legalName": {"description": "Kaal"},
        "contactInfo": {"websites": [{"value": "http://x.be"}]},
    }
    assert [one["name"] for one in table(page(person, bare, gone, "x"))] == ["Kaal"]
    assert table(bare)[0] == dict.fromkeys(PATHS, "") | {"name": "Kaal", "website": "http://x.be"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "no_records"),
        (b'{"_embedded": [1]}', "no_records"),
        (b" " * (sociale_kaart.LARGEST + 1), "too_large"),
    ],
)
def test_file_that_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSpreadsheet) as refused:
        table_of(data)
    assert refused.value.code == code


def test_too_many_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sociale_kaart, "MOST_RECORDS", 1)
    with pytest.raises(UnreadableSpreadsheet) as refused:
        table(page(RECORD, RECORD))
    assert refused.value.code == "too_many_rows"


JSON = st.recursive(
    st.none() | st.booleans() | st.sampled_from(["x", "CBE_ID", 1, 2.5]),
    lambda inside: (
        st.lists(inside, max_size=2)
        | st.dictionaries(st.sampled_from(["a", "primary", "type", "value"]), inside, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(JSON)
def test_any_other_shape_gives_texts_or_nothing(inside: Any) -> None:
    names = {path.partition(".")[0].partition("[")[0] for path in PATHS.values()}
    record = {**dict.fromkeys(names, inside), "legalName": {"description": "X"}}
    for one in table(record):
        assert all(isinstance(text, str) for text in one.values())
        assert one["name"] == "X"


def test_steps_of_a_path() -> None:
    rows = {"a": [{"v": 1, "k": "x"}, {"v": 2, "primary": True}, "loose"]}
    assert at(rows, "a[].v") == [1, 2]
    assert at(rows, "a[primary].v") == [2]
    assert at(rows, "a[k=x].v") == [1]
    assert at(rows, "a[k=y].v") == []
    assert at({"a": ["loose"]}, "a[primary].v") == []
    assert at({"a": "text"}, "a[].v") == []


def test_address_of_the_page_there() -> None:
    assert page_of(["x", "sociale-kaart-12"], "Één Huis (vzw)") == (
        "https://www.desocialekaart.be/een-huis-vzw-12"
    )
    assert page_of(["sociale-kaart-12"], "حضانة") == "https://www.desocialekaart.be/12"
    assert page_of(["sociale-kaart-", "sociale-kaart-a/b", "12"], "Huis") == ""


@pytest.mark.usefixtures("reference_data")
def test_import_is_one_deed_safe_to_repeat_and_undone(tmp_path: Path) -> None:
    network = a_network()
    path = tmp_path / "kaart.json"
    path.write_text(json.dumps(page(RECORD)), encoding="utf-8")

    def bring(*options: str) -> Any:
        out = StringIO()
        call_command(
            "import_sociale_kaart", str(path), "--network=gent", "--json", *options, stdout=out
        )
        return json.loads(out.getvalue())

    bring("--dry-run")
    assert Organization.objects.count() == 0
    bring()
    organization = Organization.objects.at_home_in(network).get()
    assert organization.name == RECORD["legalName"]["description"]
    kinds = {one.identifier_type: one.identifier for one in organization.identifiers.all()}
    assert kinds == {"kbo": "0207437468", "own": "sociale-kaart-533686"}
    html = Client().get(organization.get_absolute_url()).content.decode()
    assert 'href="https://www.desocialekaart.be/huis-van-het-kind-voorbeeld-533686"' in html
    bring()
    renamed = copy.deepcopy(RECORD)
    renamed["legalName"]["description"] = "Huis van de Kinderen"
    path.write_text(json.dumps(page(renamed)), encoding="utf-8")
    bring()
    assert Organization.objects.get().name == "Huis van de Kinderen"
    assert ChangeSet.objects.filter(deed="organizations.import").count() == 2
    for deed in ChangeSet.objects.filter(deed="organizations.import").order_by("-at"):
        undo_deed(by=a_user(), change_set=deed, key=uuid.uuid4())
    assert Organization.objects.count() == 0


@pytest.mark.usefixtures("reference_data")
@pytest.mark.parametrize("text", [None, "{"])
def test_command_refuses_with_one_sentence(tmp_path: Path, text: str | None) -> None:
    a_network()
    path = tmp_path / "kaart.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(CommandError):
        call_command("import_sociale_kaart", str(path), "--network=gent", stdout=StringIO())

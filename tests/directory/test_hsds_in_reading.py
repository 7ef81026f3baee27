"""Files of every kind, good and hostile, become tables or one sentence."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.archives import damaged
from vlaggenlijn.directory.hsds_in.linking import Linker
from vlaggenlijn.directory.hsds_in.reading import kind_of, package_of
from vlaggenlijn.directory.hsds_in.refusals import Limits, Unreadable
from vlaggenlijn.directory.hsds_in.schema import table_named
from vlaggenlijn.directory.hsds_in.sources import Source, sources_at, sources_in
from vlaggenlijn.directory.hsds_in.tables import counts_in, records_in, table_of

SERVICE = {"id": "s", "name": "Café", "organization": {"id": "o", "name": "House"}}


def read(value: Any, path: str = "feed.json") -> dict[str, int]:
    text = value if isinstance(value, str) else json.dumps(value)
    return dict(package_of([Source(path, text)], path).tables.read)


def refused(data: bytes, name: str = "feed.json", **limits: int) -> str:
    with pytest.raises(Unreadable) as found:
        table_of(sources_in(data, name, Limits(**limits)), name, Limits(**limits))
    return found.value.code


def archive(**files: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name.replace("__", "."), text)
    return target.getvalue()


@pytest.mark.parametrize(
    "value",
    [
        SERVICE,
        [SERVICE],
        {"contents": [SERVICE], "total_items": 1},
        {"data": {"services": [SERVICE]}},
        {"contents": [{"id": "s", "kind": "service", "is_gone": False, "record": SERVICE}]},
        {"services": [SERVICE], "note": "x"},
        {"data": {"x": 1}, "items": [SERVICE, "no object"]},
        json.dumps(SERVICE) + "\n\n" + json.dumps(SERVICE | {"id": "s", "location": []}) + "\n",
        {"id": "l", "service": SERVICE, "location": None},
        {"id": "o", "name": "House", "services": [{"id": "s", "name": "Café"}]},
    ],
)
def test_json_of_many_shapes(value: Any) -> None:
    found = read(value)
    assert {name: found[name] for name in ("organization", "service")} == {
        "organization": 1,
        "service": 2 if isinstance(value, str) else 1,
    }


def test_nested_objects_become_rows_that_point_to_each_other() -> None:
    place = {
        "id": "sl",
        "location": {"id": "l", "addresses": [{"id": "a", "city": "Gent"}], "languages": ["nl"]},
        "extra": {"a": 1},
    }
    term = {"id": "t", "name": "Food", "taxonomy_detail": {"id": "x", "name": "AIRS"}}
    service = SERVICE | {
        "service_at_locations": [place],
        "attributes": [{"id": "at", "taxonomy_term": term}],
        "metadata": [{"id": "m"}],
        "odd": [{"a": 1}, [1]],
        "tags": ["a", True, 2, 1.5, None, [1]],
        "huge": 10**40,
        "languages": [{"id": "g", "code": "nl"}, "fr"],
        "organization": {},
    }
    rows = package_of([Source("x.json", json.dumps([service, {"website": "w"}]))], "x").tables.rows
    assert rows["service_at_location"]["sl"] == {
        "id": "sl", "service_id": "s", "location_id": "l", "extra": "1",
    }  # fmt: skip
    assert rows["address"]["a"] == {"id": "a", "city": "Gent", "location_id": "l"}
    assert rows["attribute"]["at"] == {
        "id": "at", "link_id": "s", "link_entity": "service", "taxonomy_term_id": "t",
    }  # fmt: skip
    assert rows["taxonomy_term"]["t"]["taxonomy_id"] == "x"
    assert rows["metadata"]["m"] == {"id": "m", "resource_id": "s", "resource_type": "service"}
    assert (rows["service"]["s"]["odd"], rows["service"]["s"]["tags"]) == ("1", "a, true, 2, 1.5")
    assert "huge" not in rows["service"]["s"]


def test_what_comes_again_inside_others_is_the_same_row() -> None:
    first = SERVICE | {"organization": {"id": "o", "name": "House", "email": ""}}
    second = {"id": "s2", "name": "B", "organization": {"id": "o", "name": "x", "email": "a@b.be"}}
    whole = {"id": "o", "website": "w", "name": "Whole house"}
    tables = package_of([Source("x.json", json.dumps([first, second, whole]))], "x").tables
    assert tables.rows["organization"]["o"] == {
        "id": "o", "name": "Whole house", "email": "a@b.be", "website": "w",
    }  # fmt: skip
    assert (tables.read["organization"], tables.doubles) == (1, [])


def test_kinds_by_keys() -> None:
    assert kind_of({"location_type": "physical"}) == "location"
    assert kind_of({"parent_id": ""}) == "taxonomy_term"
    assert kind_of({"service": {}, "location_id": "1"}) == "service_at_location"
    assert (table_named(" Services-At Location "), table_named("x")) == ("service_at_location", "")


def test_descriptor_names_the_files() -> None:
    good = {"resources": [{"path": "data/a.csv", "name": "services"}, {"path": 3}, 7]}
    table = Source("data/a.csv", "id;Name \n1;Café\n;\n")
    for descriptor, count in ((json.dumps(good), 1), ("[1]", 0), ("{", 0), ('{"resources":1}', 0)):
        sources = [Source("datapackage.json", descriptor), table, Source("readme.txt", "Hi")]
        sources.append(Source("organizations.csv", "id,name\no,House\n"))
        found = package_of(sources, "x")
        assert (found.tables.read["service"], len(found.ignored)) == (count, 2 - count)


def test_older_words_stand_aside_for_those_of_today() -> None:
    text = "id,name,fees,fees_description,eligibility\n1,A,old,new,Parents\n2,B,same,same,\n"
    rows = package_of([Source("services.csv", text)], "x").tables.rows["service"]
    assert rows["1"] == {
        "id": "1", "name": "A", "fees": "old", "fees_description": "new",
        "eligibility_description": "Parents",
    }  # fmt: skip
    assert rows["2"] == {"id": "2", "name": "B", "fees_description": "same"}


def test_hostile_files_are_refused() -> None:
    whole = json.dumps(SERVICE).encode()
    deep = b'{"service":' * 100_000 + b"{}" + b"}" * 100_000
    assert refused(whole, bytes=10) == "too_large"
    assert refused(b" \n") == "empty"
    assert refused(b"<html>") == "xml"
    assert refused(b"\xff\xfe\x00") == "wrong_encoding"
    assert refused(b"[" * 100_000) == "too_deep"
    assert refused(b"[[[[]]]]", brackets=3) == "too_many_objects"
    assert refused(deep) == "too_deep"
    assert refused(b'{"a": nought}') == "not_json"
    assert refused(b"[" + b"1," * 20 + b"1]", commas=19) == "too_many_objects"
    assert refused(b'{"a": 1}\n{"b": }\n') == "not_json"
    assert refused(b'{"a": 1,\n"b": }\n') == "not_json"
    assert refused(b"{1") == "not_json"
    assert refused(b"[" + b"9" * 5_000 + b"]") == "not_json"
    assert refused(b'"text"') == "nothing"
    assert refused(b"id,name\n1,A\n2,B\n", "services.csv", rows=1) == "too_many_rows"
    assert refused(b'id,name\n1,"' + b"a" * 200_000, "services.csv") == "bad_csv"
    assert refused(b"PK\x03\x04nothing more", "a.zip") == "damaged"
    assert refused(archive(a__csv="x" * 5_000), "a.zip", unpacked_bytes=100) == "too_much"
    assert refused(archive(**{"../a__csv": "id\n"}), "a.zip") == "unsafe_archive"
    assert refused(archive(a__csv="id\n1\n", b__csv="id\n2\n"), "a.zip", files=1) == (
        "too_many_files"
    )
    assert refused(archive(readme__md="Hello"), "a.zip") == "nothing"


def test_what_is_not_known_is_nothing() -> None:
    """Programs that count write NaN, and "nan" in the cells of a table."""
    found = package_of(
        [Source("a.json", '[{"id": "1", "name": "A", "minimum_age": NaN, "maximum_age": -Infinity,'
                          ' "program_id": "NaN", "alert": "a\\u0000b\\ud800"}]')], "x",
    ).tables.rows["service"]  # fmt: skip
    assert found == {"1": {"id": "1", "name": "A", "alert": "ab"}}
    text = "id,organization_id,name\nnan,NULL,A\n"
    [row] = package_of([Source("services.csv", text)], "x").tables.rows["service"].values()
    assert row == {"id": "#service/0", "name": "A"}


@pytest.mark.parametrize("before", ["", "\ufeff", "\r\n\n", "sep=;\r\n"])
def test_table_begins_where_its_header_stands(before: str) -> None:
    assert read(f"{before}id;name\n1;A, and B\n", "services.csv") == {"service": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (
            "api_details.json",
            {"version": "3.0", "profile": "https://x", "openapi_url": "https://y"},
        ),
        ("report.json", {"title": "Report", "service": {"url": "https://x"}}),
        ("report.json", [{"name": {"value": "A service"}, "isValid": True}]),
        ("taxonomy_list.json", {"contents": [{"id": "t", "name": "Words", "version": "1"}]}),
        ("a.json", {"contents": [{"id": "t", "name": "Words", "uri": "https://x"}]}),
    ],
)
def test_what_stands_beside_a_directory_is_no_service(name: str, value: Any) -> None:
    assert refused(json.dumps(value).encode(), name) == "nothing"


@pytest.mark.parametrize("name", ["service_full", "service_list", "services", "anything"])
def test_file_is_called_after_its_table(name: str) -> None:
    assert read([{"id": "s", "name": "Café"}], f"{name}.json") == {"service": 1}


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "service.json").write_text(json.dumps([SERVICE]))
    (tmp_path / "data" / "empty.json").write_text("")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    table = table_of(sources_at(tmp_path), "data")
    assert [one["kind"] for one in records_in(table)] == ["organization", "service"]
    assert counts_in(table)["ignored_files"] == ["data/empty.json"]
    with pytest.raises(Unreadable, match="larger"):
        sources_at(tmp_path, Limits(bytes=5))
    with pytest.raises(Unreadable, match="Together"):
        sources_at(tmp_path, Limits(unpacked_bytes=5))
    with pytest.raises(Unreadable, match="cannot be opened"):
        sources_at(tmp_path / "nothing.json")


def test_counts_what_has_no_place_here() -> None:
    house = {"id": "o", "name": "House", "tax_id": "7"}
    home = {"id": "l", "organization": house, "metadata": [{"id": "m"}]}
    lost = {"id": "l2", "addresses": []}
    tables = package_of([Source("locations.json", json.dumps([home, lost]))], "x").tables
    linker = Linker(tables)
    assert [len(one["locations"]) for one in linker.records()] == [1]
    assert linker.counts.plain()["not_held"] == {
        "metadata": 1,
        "organization.tax_id": 1,
    }


def test_number_of_a_person_without_a_role_is_left_out() -> None:
    people = [{"id": "c", "name": "A Person", "phones": [{"number": "1"}]}]
    people += [{"id": "d", "department": "Desk", "phones": [{"number": "2"}]}]
    house = {"id": "o", "name": "House", "website": "x", "contacts": people}
    linker = Linker(package_of([Source("x.json", json.dumps([house]))], "x").tables)
    (record,) = linker.records()
    assert [(one["number"], one["description"]) for one in record["phones"]] == [("2", "Desk")]
    assert linker.counts.plain()["left_out"] == {"phone": {"of_a_person": 1}}


def test_halves_of_signs_are_left_out() -> None:
    text = '{"id": "s", "name": "Caf\\ud800\u00e9", "x\\ud800": 1, "y\\ud800": {"a": 1}}'
    rows = package_of([Source("service.json", text)], "x").tables.rows
    assert rows["service"]["s"] == {"id": "s", "name": "Café", "x": "1", "y": "1"}


def test_same_id_in_another_object_is_another_row() -> None:
    spoken = {"languages": [{"id": "nl", "code": "nl"}]}
    two = [SERVICE | spoken, SERVICE | spoken | {"id": "s2"}, SERVICE | spoken | {"id": "s3"}]
    again = [{"id": "o", "name": "House", "services": [SERVICE | spoken]}]
    tables = package_of([Source("x.json", json.dumps([*two, *again]))], "x").tables
    languages = tables.rows["language"].values()
    assert [one["service_id"] for one in languages] == ["s", "s2", "s3"]


def test_rows_that_repeat_an_id_are_counted() -> None:
    phones = Source("phones.csv", "id,service_id,number\np,s,1\np,s,2\n")
    services = Source("services.csv", "id,name\ns,A\ns,B\n")
    linker = Linker(package_of([phones, services], "x").tables)
    assert [one["row"]["name"] for one in linker.records()] == ["A", "B"]
    left_out = {"phone": {"repeated_id": 1}, "service": {"repeated_id": 1}}
    assert linker.counts.plain()["left_out"] == left_out


def test_counts_of_another_table_are_none() -> None:
    from vlaggenlijn.common.spreadsheets_table import Table

    assert counts_in(Table(("a",), [], "", ""))["read"] == {}


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.sampled_from(
                ["id", "name", "service", "services", "organization", "locations", "location",
                 "phones", "attributes", "taxonomy_term", "contents", "record", "is_gone", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(anything)
def test_any_json_is_read_or_refused(value: Any) -> None:
    try:
        tables = package_of([Source("a.json", json.dumps(value))], "a.json").tables
    except Unreadable:
        return
    linker = Linker(tables)
    records = list(linker.records())
    named = sum(tables.read[name] for name in ("organization", "service"))
    assert len(records) == named
    assert all(
        sum(linker.counts.left_out[table].values()) <= tables.read[table] for table in tables.read
    )


def test_every_damaged_or_hostile_archive_is_read_or_refused() -> None:
    codes = set()
    for data in damaged({"services.csv": "id,name\n1,Huis\n" * 40, "readme.json": "[]"}):
        try:
            sources_in(data, "a.zip")
            codes.add("read")
        except Unreadable as refusal:
            codes.add(refusal.code)
    assert codes >= {"read", "damaged", "unsafe_archive", "too_much"}

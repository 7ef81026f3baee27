"""Every answer against the schemas of the standard itself, with formats; strictly for our profile.

The mocks of Open Referral UK prove that the checker lets good answers through and stops bad ones.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.directory import hsds_world
from vlaggenlijn.directory.hsds.profile import CHANGES, PATCHES, merged

jsonschema = pytest.importorskip("jsonschema")
pytest.importorskip("rfc3986_validator")

pytestmark = pytest.mark.usefixtures("reference_data")
FOLDERS = {"3.0": "hsds-3.0", "3.1": "hsds-3.1-dev"}
# The standard's OpenAPI gives the schema of a service for one service_at_location; we give its own.
ITEMS = {
    "services": "service", "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term",
}  # fmt: skip
LISTS = {
    "services": "service_list", "organizations": "organization_list",
    "service_at_locations": "service_at_location_list",
    "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term",
}  # fmt: skip


@cache
def checker_of(folder: Path, name: str, is_strict: bool = True) -> Any:
    """A schema of the standard as a checker; strict is with our profile, and nothing else.

    Whatever is strictly valid is valid: the profile only adds.
    """
    schema = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    if name == "taxonomy_term":
        # The one schema that points at another file.
        other = json.loads((folder / "taxonomy.json").read_text(encoding="utf-8"))
        schema["properties"]["taxonomy_detail"] = other
    formats = jsonschema.FormatChecker()
    return jsonschema.Draft202012Validator(
        strict(schema) if is_strict else schema, format_checker=formats
    )


def strict(schema: Any) -> Any:
    """Return a schema with the profile at every place it speaks of, closed to anything more."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: strict(value) for key, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        patched = merged(inner, PATCHES.get(str(schema.get("name")), {}))
        return patched | {"additionalProperties": False}
    return inner


def problems(checker: Any, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in checker.iter_errors(value)]


@pytest.mark.parametrize("version", FOLDERS)
def test_every_answer_is_valid_and_strictly_so_with_the_profile(
    version: str, shared: Path, client: Client
) -> None:
    folder = shared / "standards" / FOLDERS[version]
    hsds_world.build()
    wrong: list[tuple[str, str]] = []
    for name, schema in LISTS.items():
        for question, kind in (("", schema), ("&full=true", ITEMS[name])):
            address = f"/hsds/{version}/{name}?per_page=3{question}"
            contents = client.get(address).json()["contents"]
            assert contents, address
            checker = checker_of(folder, kind)
            wrong += [(address, one) for value in contents for one in problems(checker, value)]
        one = f"/hsds/{version}/{name}/{contents[0]['id']}"
        for address in (one, f"{one}?full_service=true"):
            answer = client.get(address).json()
            checker = checker_of(folder, ITEMS[name])
            wrong += [(address, text) for text in problems(checker, answer)]
    assert wrong == []


def test_feed_holds_valid_records(shared: Path, client: Client) -> None:
    hsds_world.build()
    told = client.get("/hsds/3.1/changes").json()
    assert problems(jsonschema.Draft202012Validator(CHANGES), told) == []
    folder = shared / "standards" / FOLDERS["3.1"]
    wrong = [
        one
        for change in told["contents"]
        for one in problems(checker_of(folder, change["kind"]), change["record"])
    ]
    assert (len(told["contents"]), wrong) == (2, [])


def mock(shared: Path, name: str) -> Any:
    return json.loads((shared / "standards" / "oruk-mocks" / name).read_text(encoding="utf-8"))


def test_checker_lets_good_answers_through_and_stops_bad_ones(shared: Path) -> None:
    service = checker_of(shared / "standards" / FOLDERS["3.0"], "service", False)
    listed = checker_of(shared / "standards" / FOLDERS["3.0"], "service_list", False)
    assert problems(service, mock(shared, "Default/service_full.json")) == []
    bad = problems(service, mock(shared, "Fail/service_full.json"))
    assert [one.split(":")[0] for one in bad] == ["$.url", "$.email"]
    values = mock(shared, "Fail/service_list.json")["contents"]
    assert [len(problems(listed, value)) for value in values] == [3, 3, 3, 2]


def test_strict_checker_stops_what_neither_hsds_nor_the_profile_knows(shared: Path) -> None:
    service = checker_of(shared / "standards" / FOLDERS["3.0"], "service")
    value = {"id": "not-a-uuid", "name": "x", "status": "active", "minimum_age_months": 7, "eh": 1}
    assert sorted(one.split(":")[0] for one in problems(service, value)) == ["$", "$.id"]

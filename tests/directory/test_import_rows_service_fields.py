"""Which columns a file of services must have, and what each is called."""

from vlaggenlijn.directory.import_rows.service_fields import (
    SERVICE_FIELDS,
    SERVICE_FIELDS_BY_NAME,
    check_service_mapping,
)
from vlaggenlijn.places.folding import fold


def found(**mapping: str) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in check_service_mapping(tuple(mapping), mapping)]


def test_names_are_unique() -> None:
    assert len(SERVICE_FIELDS_BY_NAME) == len(SERVICE_FIELDS)


def test_every_alias_means_one_field() -> None:
    meant: dict[str, set[str]] = {}
    for field in SERVICE_FIELDS:
        for alias in field.aliases:
            meant.setdefault(fold(alias), set()).add(field.name)
    assert {alias: names for alias, names in meant.items() if len(names) > 1} == {}


def test_mapping_with_what_it_needs() -> None:
    assert found(aanbod="name", organisatie="organization") == []
    assert found(aanbod="name", nummer="organization_record") == []
    assert found(aanbod="name", nummer="record") == []


def test_mapping_that_lacks_columns() -> None:
    assert found(aanbod="name") == [("organization", "organization_unmapped")]
    assert found(organisatie="organization") == [("name", "name_unmapped")]
    assert found() == [("name", "name_unmapped"), ("organization", "organization_unmapped")]


def test_mapping_to_what_does_not_exist() -> None:
    mapping = {"aanbod": "name", "x": "organization", "y": "summary", "z": "kbo"}
    problems = check_service_mapping(("aanbod", "x", "z"), mapping)
    assert [(one.code, one.values["column"]) for one in problems] == [
        ("column_missing", "y"),
        ("field_unknown", "z"),
    ]

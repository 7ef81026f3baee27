"""Recognising and comparing organisations, and the report."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.import_rows import (
    CleanRow,
    Comparison,
    OrganizationValues,
    Problem,
    Report,
    RowOutcome,
    compare,
    identity,
    merged,
    outcome_of,
    skipped,
    with_duplicates,
)

KBO, OTHER_KBO = "0207437468", "0212237186"


def test_identity_gives_the_surest_key_first() -> None:
    values = OrganizationValues(
        identifier="7", name="Huis-van het Kind", kbo=KBO, ovo="OVO1", uri="u", postal_code="9000"
    )
    assert identity(values) == (
        ("uri", "u"),
        ("ovo", "OVO1"),
        ("kbo", KBO),
        ("identifier", "7"),
        ("name", "huis van het kind 9000"),
    )


def marks(*values: OrganizationValues) -> list[list[tuple[str, str, object]]]:
    rows = [CleanRow(number, each) for number, each in enumerate(values, start=2)]
    return [
        [(found.level, found.code, found.values["row"]) for found in row.problems]
        for row in with_duplicates(rows)
    ]


HOUSE = OrganizationValues(name="Huis", postal_code="9000")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"uri": "u"}, {"uri": "u", "name": "Ander"}, [("error", "duplicate_uri", 2)]),
        ({"ovo": "o"}, {"ovo": "o", "uri": "u"}, [("error", "duplicate_ovo", 2)]),
        ({"kbo": KBO}, {"kbo": KBO, "name": "Ander"}, [("error", "duplicate_kbo", 2)]),
        ({"kbo": KBO}, {"kbo": KBO, "uri": "u"}, [("error", "duplicate_kbo", 2)]),
        (
            {"kbo": KBO, "uri": "u"},
            {"kbo": KBO, "uri": "v", "name": "voor fusie"},
            [("doubt", "shared_kbo", 2)],
        ),
        ({"identifier": "7"}, {"identifier": "7"}, [("error", "duplicate_identifier", 2)]),
        ({}, {"name": "HUIS"}, [("error", "duplicate_name", 2)]),
        ({}, {"kbo": KBO}, [("error", "duplicate_name", 2)]),
        ({"kbo": KBO}, {"kbo": OTHER_KBO}, []),
        ({}, {"postal_code": "9300"}, []),
        ({"name": ""}, {"name": ""}, []),
    ],
)
def test_with_duplicates_marks_the_second_row(
    first: dict[str, str], second: dict[str, str], expected: list[tuple[str, str, int]]
) -> None:
    assert marks(replace(HOUSE, **first), replace(HOUSE, **second)) == [[], expected]


def test_with_duplicates_names_the_first_of_three_and_keeps_earlier_problems() -> None:
    rows = [CleanRow(number, HOUSE, [Problem("doubt", "", "no_street")]) for number in (4, 6, 9)]
    codes_and_rows = [
        [(found.code, found.values.get("row")) for found in row.problems]
        for row in with_duplicates(rows)
    ]
    remark = ("no_street", None)
    assert codes_and_rows == [
        [remark],
        [remark, ("duplicate_name", 4)],
        [remark, ("duplicate_name", 4)],
    ]


KNOWN = OrganizationValues(
    name="Huis",
    street="Markt 3",
    box="2",
    postal_code="9000",
    latitude=51.0500001,
    longitude=3.72,
    email="a@example.org",
    languages=("nl", "fr"),
)


def test_compare_without_existing_is_new() -> None:
    assert compare(None, KNOWN) == Comparison("new")


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({}, ()),
        ({"email": "", "box": "", "street": "", "latitude": None, "languages": ()}, ()),
        ({"street": "Markt", "number": "3"}, ()),
        ({"street": "Markt", "number": "5", "box": ""}, ("street", "number", "box")),
        ({"languages": ("fr", "nl"), "latitude": 51.05}, ()),
        ({"latitude": 50.9, "is_approximate": True}, ()),
        ({"latitude": 50.9}, ("latitude",)),
        ({"name": "Nieuw huis", "phone": "+3292669200"}, ("name", "phone")),
        ({"phone_note": "bel Jan", "former_nis": "46003"}, ()),
    ],
)
def test_compare_names_what_changes(changes: dict[str, object], changed: tuple[str, ...]) -> None:
    new = replace(KNOWN, **changes)  # type: ignore[arg-type]
    assert compare(KNOWN, new) == Comparison("changed" if changed else "unchanged", changed)


def test_merged_exact_point_replaces_an_approximate_one() -> None:
    known = replace(KNOWN, is_approximate=True)
    result = merged(known, replace(KNOWN, latitude=50.9))
    assert (result.latitude, result.is_approximate) == (50.9, False)


TEXTS = st.sampled_from(["", "a", "b"])
POINTS = st.sampled_from([(None, None, False), (50.0, 4.0, False), (50.5, 4.5, True)])


@st.composite
def some_values(draw: st.DrawFn) -> OrganizationValues:
    latitude, longitude, is_approximate = draw(POINTS)
    names = ("name", "kbo", "street", "number", "box", "postal_code", "email")
    texts = {name: draw(TEXTS) for name in names}
    return OrganizationValues(
        **texts, latitude=latitude, longitude=longitude, is_approximate=is_approximate
    )


@given(existing=some_values(), new=some_values())
def test_merged_twice_changes_nothing_more(
    existing: OrganizationValues, new: OrganizationValues
) -> None:
    assert compare(merged(existing, new), new).outcome == "unchanged"


@pytest.mark.parametrize(
    ("problems", "comparison", "outcome", "action"),
    [
        ([], Comparison("new"), "new", "new"),
        ([], Comparison("changed", ("name",)), "changed", "changed"),
        ([Problem("doubt", "phone", "phone_wrong")], Comparison("new"), "doubtful", "new"),
        ([Problem("doubt", "phone", "phone_wrong")], Comparison("unchanged"), "unchanged", ""),
        ([Problem("doubt", "street", "no_street")], Comparison("new"), "new", "new"),
        ([Problem("error", "name", "name_missing")], Comparison("new"), "wrong", ""),
    ],
)
def test_outcome_of_row(
    problems: list[Problem], comparison: Comparison, outcome: str, action: str
) -> None:
    result = outcome_of(CleanRow(2, HOUSE, problems), comparison)
    assert (result.outcome, result.action) == (outcome, action)
    assert result.changed == (comparison.changed if action else ())


def test_report_as_plain_values() -> None:
    wrong = Problem("error", "kbo", "kbo_wrong", {"value": "1"})
    row = CleanRow(2, HOUSE, [wrong])
    report = Report([outcome_of(row, Comparison("new")), skipped(3, "OCMW")])
    message = "“1” is not an enterprise number (KBO)."
    plain = report.to_dict(translate=lambda text: text.split(" It has")[0])
    empty = {"action": "", "changed": []}
    assert report.rows[1] == RowOutcome(3, "skipped", "OCMW")
    assert plain == {
        "totals": {
            "rows": 2,
            "new": 0,
            "changed": 0,
            "unchanged": 0,
            "doubtful": 0,
            "wrong": 1,
            "skipped": 1,
        },
        "problems": [],
        "rows": [
            empty
            | {
                "number": 2,
                "outcome": "wrong",
                "name": "Huis",
                "problems": [
                    {
                        "level": "error",
                        "field": "kbo",
                        "code": "kbo_wrong",
                        "values": {"value": "1"},
                        "message": message,
                    }
                ],
            },
            empty | {"number": 3, "outcome": "skipped", "name": "OCMW", "problems": []},
        ],
    }

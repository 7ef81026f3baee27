from contextlib import ExitStack
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places.open_files import OpenTable, UnreadableFile
from vlaggenlijn.places.statbel import (
    EXAMPLES,
    Kind,
    Reasons,
    children,
    inhabitants,
    kind_of,
    register,
)

BANDS = {"0-2": (0, 2), "12-17": (12, 17)}
AGES = ("CD_REFNIS", "CD_SEX", "CD_NATLTY", "CD_AGE", "MS_POPULATION")
REFNIS = ("LVL_REFNIS", "CD_REFNIS", "TX_REFNIS_FR", "TX_REFNIS_NL", "DT_VLDT_START", "DT_VLDT_END")


def a_table(header: tuple[str, ...], *rows: list[str]) -> OpenTable:
    return OpenTable(header, iter(list(enumerate(rows, 2))), ExitStack())


def code_of(refused: pytest.ExceptionInfo[UnreadableFile]) -> str:
    return refused.value.code


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (AGES, Kind.AGES),
        (REFNIS, Kind.REGISTER),
        (("CD_YEAR", "CD_REFNIS", "CD_SECTOR", "TOTAL"), Kind.SECTORS),
        (("CS01012011", "ms_population"), Kind.SECTORS),
        (("year", "nis_src", "sector", "total"), Kind.SECTORS),
    ],
)
def test_kind_follows_from_the_columns(header: tuple[str, ...], kind: Kind) -> None:
    assert kind_of(a_table(header)) == kind


@pytest.mark.parametrize("header", [("a", "b"), ("CD_REFNIS",), ("LVL_REFNIS",), ("CD_SECTOR",)])
def test_other_columns_are_refused(header: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        kind_of(a_table(header))
    assert (code_of(refused), refused.value.values) == (
        "unknown_columns", {"columns": ", ".join(header)},
    )  # fmt: skip


def test_rows_by_sex_and_nationality_are_added_up() -> None:
    counted = children(
        a_table(
            AGES,
            ["44021", "M", "BEL", "0", "7"],
            ["44021", "F", "ETR", "2", "5"],
            ["44021", "F", "BEL", "3", "100"],
            ["44021", "F", "BEL", "17", "1"],
            ["11002", "F", "BEL", "12", "2"],
            ["44021", "F"],
            ["44021", "F", "BEL", "0", "many"],
            ["4402", "F", "BEL", "0", "1"],
        ),
        BANDS,
        2022,
    )
    assert counted.people == {("44021", "0-2"): 12, ("44021", "12-17"): 1, ("11002", "12-17"): 2}
    assert counted.rows == 8
    assert counted.reasons.to_list() == [
        {"code": "no_number", "count": 2, "examples": ["8", "9"]},
        {"code": "short_row", "count": 1, "examples": ["7"]},
    ]


@given(st.lists(st.tuples(st.sampled_from(["11002", "44021"]), st.integers(0, 30),
                          st.integers(0, 500))))  # fmt: skip
def test_no_child_is_lost(rows: list[tuple[str, int, int]]) -> None:
    table = a_table(AGES, *([nis, "F", "BEL", str(age), str(n)] for nis, age, n in rows))
    found = children(table, {"0-17": (0, 17)}, 2022)
    assert sum(found.people.values()) == sum(n for _, age, n in rows if age < 18)


def test_another_year_than_asked_for_is_refused() -> None:
    header = ("CD_YEAR", "CD_REFNIS", "CD_AGE", "MS_POPULATION")
    assert children(a_table(header, ["2022", "44021", "1", "3"]), BANDS, 2022).people
    with pytest.raises(UnreadableFile) as refused:
        children(a_table(header, ["2021", "44021", "1", "3"]), BANDS, 2022)
    assert (code_of(refused), refused.value.values) == (
        "other_year",
        {"said": "2021", "year": 2022},
    )
    with pytest.raises(UnreadableFile) as refused:
        inhabitants(a_table(("CD_YEAR", "CD_SECTOR", "TOTAL"), ["2021", "44021A00-", "1"]), 2022)
    assert code_of(refused) == "other_year"


def test_missing_columns_are_named() -> None:
    with pytest.raises(UnreadableFile) as refused:
        children(a_table(("CD_REFNIS", "CD_AGE")), BANDS, 2022)
    assert refused.value.values == {"columns": "MS_POPULATION"}


def test_people_by_sector() -> None:
    table = a_table(
        ("CD_YEAR", "CD_SECTOR", "TOTAL"),
        ["2022", "44021A00-", "10"],
        ["2022", "44021A00-", "4"],
        ["2022", "44021ZZZZ", "9"],
        ["2022", "Gent", "9"],
        ["2022", "44021A01-", ""],
        ["2022"],
    )
    counted = inhabitants(table, 2022)
    assert counted.people == {("", "44021A00-"): 14}
    assert dict(counted.reasons.counts) == {
        "unknown_sector": 9, "no_sector": 1, "no_number": 1, "short_row": 1,
    }  # fmt: skip


def test_sectors_under_a_dated_column_without_a_year() -> None:
    counted = inhabitants(a_table(("CS01012020", "POP"), ["44021A00-", "3"]), 2020)
    assert counted.people == {("", "44021A00-"): 3}
    with pytest.raises(UnreadableFile):
        inhabitants(a_table(("POP",)), 2020)


def test_register_of_a_day() -> None:
    table = a_table(
        REFNIS,
        ["4", "44021", "Gand", "Gent", "01/01/1970", "31/12/9999"],
        ["4", "11056", "Zwijndrecht", "Zwijndrecht", "1970-01-01", "2024-12-31"],
        ["3", "44000", "Gand", "Gent", "01/01/1970", "31/12/9999"],
        ["4"],
    )
    assert [one.name_fr for one in register(table, date(2025, 1, 1))] == ["Gand"]


@pytest.mark.parametrize("day", ["today", "32/01/2020", "1/2"])
def test_register_with_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        register(a_table(REFNIS, ["4", "1", "a", "a", day, "31/12/9999"]), date(2025, 1, 1))
    assert code_of(refused) == "no_day"


def test_reasons_keep_few_examples_and_join() -> None:
    one, other = Reasons(), Reasons()
    for number in range(9):
        one.add("a", str(number))
    one.add("a", "0")
    other.add("a", "x", 5)
    other.add("b", "y")
    one.join(other)
    assert dict(one.counts) == {"a": 15, "b": 1}
    assert (len(one.examples["a"]), one.examples["b"]) == (EXAMPLES, ["y"])

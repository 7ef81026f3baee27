from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places.links import Links, read_links
from vlaggenlijn.places.open_files import OpenTable, UnreadableFile

CODES = st.sampled_from("abcdef")


def a_table(header: tuple[str, ...], *rows: list[str]) -> OpenTable:
    return OpenTable(header, iter(list(enumerate(rows, 2))), ExitStack())


def test_amounts_go_where_the_table_says() -> None:
    table = a_table(
        ("van", "naar", "aandeel"), ["a", "x", "0,25"], ["a", "y", "0.75"], ["b", "y", "1"],
        ["c", "", "1"], ["d"],
    )  # fmt: skip
    carried = read_links(table).carried({"a": 100, "b": 10, "c": 3})
    assert (carried.arrived, carried.left) == ({"x": 25.0, "y": 85.0}, {"c": 3})


def test_columns_may_be_named() -> None:
    table = a_table(("sector", "wijk_2024", "deelgemeente"), ["a", "x", "z"])
    assert read_links(table, "sector", "Deelgemeente").to == {"a": {"z": 1.0}}


@given(st.dictionaries(CODES, st.floats(0, 1e6)), st.dictionaries(CODES, st.tuples(CODES, CODES)))
def test_nobody_is_lost_or_made(
    amounts: dict[str, float], halves: dict[str, tuple[str, str]]
) -> None:
    rows = [[code, to, "0.5"] for code, both in halves.items() if both[0] != both[1] for to in both]
    carried = read_links(a_table(("from", "to", "share"), *rows)).carried(amounts)
    together = sum(carried.arrived.values()) + sum(carried.left.values())
    assert together == pytest.approx(sum(amounts.values()))


@pytest.mark.parametrize(
    ("header", "rows", "code"),
    [
        (("a", "b"), [], "no_links"),
        (("from", "b"), [], "no_links"),
        (("gemeente", "x"), [], "no_links"),
        (("from", "to"), [["a", "x"], ["a", "y"]], "shares_miss"),
        (("from", "to", "share"), [["a", "x", "0.4"]], "shares_miss"),
        (("from", "to", "share"), [["a", "x", "much"]], "no_share"),
        (("from", "to", "share"), [["a", "x", "7"]], "no_share"),
    ],
)
def test_table_that_does_not_say_enough_is_refused(
    header: tuple[str, ...], rows: list[list[str]], code: str
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_links(a_table(header, *rows))
    assert refused.value.code == code


def test_without_links_all_is_left() -> None:
    assert Links({}).carried({"a": 2.0}).left == {"a": 2.0}

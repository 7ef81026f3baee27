"""What is written is read back: every text as it was, and never a formula."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from vlaggenlijn.common.spreadsheets import LIMITS, read_content
from vlaggenlijn.common.spreadsheets_writing import UNWRITABLE, WRITERS, escaped
from vlaggenlijn.directory.import_rows.values import unescaped

SIGNS = "=+-@\t\r\n'＝＋－＠"
hostile = st.one_of(
    st.text(max_size=40),
    st.builds("".join, st.tuples(st.sampled_from(list(SIGNS)), st.text(max_size=20))),
    st.sampled_from(["=1+1", '=HYPERLINK("http://x")', "@SUM(1)", "+32 9 210 10 10", "-1",
                     "'", "''=1",
                     "=cmd|' /C calc'!A0", "\t=1", "＝1+1", "{=1}", "http://example.org", "09000"]),
)  # fmt: skip


def is_computed(text: str) -> bool:
    return text[:1] in set("=+-@\t\r\n＝＋－＠") and text != ""


def from_csv(data: bytes) -> str:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    return rows[1][1]


def from_xlsx(data: bytes) -> str:
    found = openpyxl.load_workbook(io.BytesIO(data)).active["B2"]
    assert found.data_type in ("s", "n"), "never a formula"
    assert found.value is None or isinstance(found.value, str)
    return found.value or ""


def from_calamine(data: bytes) -> str:
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    value = rows[1][1] if len(rows[1]) > 1 else ""
    assert isinstance(value, str)
    return value


def without_line_ends(text: str) -> str:
    return re.sub(r"\r\n|\r", "\n", text)


@pytest.mark.parametrize(
    ("form", "back"),
    [("csv", from_csv), ("xlsx", from_xlsx), ("xlsx", from_calamine), ("ods", from_calamine)],
)
def test_no_format_ever_holds_a_formula(form: str, back: Any) -> None:
    @given(hostile)
    def check(text: str) -> None:
        found = back(WRITERS[form](["a", "b"], [["x", text]], "Blad"))
        assert not is_computed(found)
        plain = UNWRITABLE.sub("", text)
        if form == "csv":
            assert unescaped(found) == plain

    check()


@given(hostile)
def test_apostrophe_comes_off_again(text: str) -> None:
    plain = UNWRITABLE.sub("", text)
    assert unescaped(escaped(text)) == plain
    assert not is_computed(escaped(text))


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_our_own_reader_reads_what_we_write(form: str) -> None:
    rows = [
        ["0090", "09 210 10 10", "twee\nregels", "a  b", None, 3, 50.5, Decimal("5.00"),
         date(2026, 11, 25)],
        ["x<&>\"'", "\ttab", "", "é ك", "’", 0, -1, Decimal("0.10"), None],
    ]  # fmt: skip
    header = [f"kolom {number}" for number in range(9)]
    table = read_content(
        WRITERS[form](header, rows, "Mijn [lijst]"), f"lijst.{form}", limits=LIMITS
    )
    assert table.header == tuple(header)
    first, second = (one.cells for one in table.rows)
    assert first[:5] == ("0090", "09 210 10 10", "twee\nregels", "a  b", "")
    assert first[5:7] == ("3", "50.5")
    assert (Decimal(first[7]), first[8]) == (5, "2026-11-25")
    assert [unescaped(one) for one in second[:5]] == ["x<&>\"'", "\ttab", "", "é ك", "’"]
    assert second[5:7] == ("0", "-1")


def test_json_holds_values_as_they_are() -> None:
    rows = [["=1+1", 1, None, Decimal("2.5"), date(2026, 1, 2), "a\0b"]]
    found = json.loads(WRITERS["json"](list("abcdef"), rows, ""))
    assert found == [{"a": "=1+1", "b": 1, "c": None, "d": 2.5, "e": "2026-01-02", "f": "ab"}]


def test_belgian_excel_opens_the_csv() -> None:
    data = WRITERS["csv"](["naam", "plaats"], [["Café", "a;b"]], "")
    assert data == '\ufeffnaam;plaats\r\nCafé;"a;b"\r\n'.encode()


def test_text_that_is_too_long_for_excel_is_cut_there_only() -> None:
    rows = [["x", "y" * 40_000]]
    assert len(from_xlsx(WRITERS["xlsx"](["a", "b"], rows, ""))) == 32_767
    assert len(from_csv(WRITERS["csv"](["a", "b"], rows, ""))) == 40_000

"""Excel workbooks: honest ones, and hostile ones that are made here."""

import io
import signal
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell import WriteOnlyCell

from tests.archives import damaged
from vlaggenlijn.common import spreadsheets_child as child
from vlaggenlijn.common import spreadsheets_workbook as workbook_side
from vlaggenlijn.common.spreadsheets import (
    LIMITS,
    MESSAGES,
    CellProblem,
    Limits,
    Note,
    Row,
    UnreadableSpreadsheet,
    read,
)
from vlaggenlijn.common.spreadsheets_writing import ods_bytes, xlsx_bytes

SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)
SMALL = Limits(rows=3, columns=4, cell_characters=20, characters=100)


def saved(path: Path, *sheets: list[list[Any]], hidden: tuple[int, ...] = ()) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for index, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"Blad{index + 1}")
        for row in rows:
            sheet.append(row)
        if index in hidden:
            sheet.sheet_state = "hidden"
    workbook.save(path)
    return path


def archive(path: Path, **files: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return path


def refusal(path: Path, limits: Limits = LIMITS, sheet: str | None = None) -> str:
    with pytest.raises(UnreadableSpreadsheet) as caught:
        read(path, limits=limits, sheet=sheet)
    return caught.value.code


def in_process(data: bytes, limits: Limits = LIMITS, sheet: str | None = None) -> list[Row]:
    target = io.StringIO()
    child.answer(io.BytesIO(data), target, limits, sheet)
    return workbook_side.parsed_answer(0, target.getvalue().encode())[0]


def refusal_in_process(path: Path, limits: Limits = SMALL, sheet: str | None = None) -> str:
    with pytest.raises(UnreadableSpreadsheet) as caught:
        in_process(path.read_bytes(), limits, sheet)
    return caught.value.code


def test_read_workbook_gives_text_for_every_kind_of_value(tmp_path: Path) -> None:
    values = [[9300, 50.5, True, None, date(2026, 3, 1), datetime(2026, 3, 1, 14, 30), " x "]]
    path = saved(tmp_path / "f.xlsx", [["a", "b", "c", "d", "e", "f", "g"], *values])
    table = read(path)
    cells = ("9300", "50.5", "true", "", "2026-03-01", "2026-03-01T14:30:00", " x ")
    assert (table.rows, table.encoding, table.delimiter) == ([Row(2, cells)], "xlsx", "")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text", "text"),
        (9300, "9300"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1), "2026-03-01"),
        (0.1 + 0.2, "0.3"),
        (9300.0, "9300"),
        (1e20, "1e+20"),
        (False, "false"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=1), "1:00:00"),
    ],
)
def test_text_of_value(value: object, text: str) -> None:
    assert child.text_of_value(value) == text


def test_read_workbook_under_the_name_of_a_csv(tmp_path: Path) -> None:
    assert read(saved(tmp_path / "f.csv", [["a"], ["1"]])).encoding == "xlsx"


def test_read_workbook_formula_and_error_become_problems_of_their_row(tmp_path: Path) -> None:
    rows = [["a", "b"], ["=1+1", "x"], ["#REF!", "y"], ["good", "z"]]
    path = saved(tmp_path / "f.xlsx", rows)
    assert read(path).rows == in_process(path.read_bytes())[1:]
    assert read(path).rows == [
        Row(2, ("", "x"), (CellProblem(0, "formula"),)),
        Row(3, ("", "y"), (CellProblem(0, "error_cell", {"value": "#REF!"}),)),
        Row(4, ("good", "z")),
    ]


def test_read_workbook_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet()
    cell = WriteOnlyCell(sheet, "=1+1")
    cell.data_type = "s"
    sheet.append(["a"])
    sheet.append([cell])
    workbook.save(tmp_path / "f.xlsx")
    assert read(tmp_path / "f.xlsx").rows == [Row(2, ("=1+1",))]


def test_read_workbook_keeps_row_numbers_over_empty_rows(tmp_path: Path) -> None:
    path = saved(tmp_path / "f.xlsx", [["a", "b"], [], ["1", None], [None, None], [None, "2"], []])
    assert read(path).rows == [Row(3, ("1", "")), Row(5, ("", "2"))]
    assert in_process(path.read_bytes())[1:] == [Row(3, ("1",)), Row(5, ("", "2"))]


def test_read_workbook_takes_the_first_visible_sheet_and_names_the_others(tmp_path: Path) -> None:
    sheets = [[["x"], ["0"]], [["a"], ["1"]], [["b"], ["2"]]]
    table = read(saved(tmp_path / "f.xlsx", *sheets, hidden=(0,)))
    note = Note(
        "several_sheets",
        {"sheet": "Blad2", "sheets": "Blad3", "names": '["Blad2", "Blad3"]'},
    )
    assert (table.header, table.warnings) == (("a",), (note,))


def test_read_workbook_takes_the_sheet_that_is_asked_for(tmp_path: Path) -> None:
    path = saved(tmp_path / "f.xlsx", [["a"], ["1"]], [["b"], ["2"]])
    table = read(path, sheet=" blad2")
    assert (table.header, table.warnings) == (("b",), ())
    assert in_process(path.read_bytes(), sheet="Blad2")[0].cells == ("b",)
    assert refusal(path, sheet="Blad9") == "no_such_sheet"
    assert refusal_in_process(path, sheet="Blad9") == "no_such_sheet"


def test_read_workbook_without_visible_sheet_or_cells_is_empty(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path / "f.xlsx", [])) == "empty"
    with pytest.raises(UnreadableSpreadsheet, match="The file is empty"):
        child._choose([], None)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["a"]] * 5, "too_many_rows"),
        ([["a"] * 5], "too_many_columns"),
        ([["a"], ["x" * 20] * 2, ["y" * 20] * 4], "too_much_text"),
    ],
)
def test_child_refuses_over_the_limits(tmp_path: Path, rows: list[list[str]], code: str) -> None:
    assert refusal_in_process(saved(tmp_path / "f.xlsx", rows), SMALL) == code


def test_child_flags_a_long_cell(tmp_path: Path) -> None:
    data = saved(tmp_path / "f.xlsx", [["a"], ["x" * 21]]).read_bytes()
    problem = CellProblem(0, "cell_too_long", {"limit": 20})
    assert in_process(data, SMALL)[1] == Row(2, ("",), (problem,))


def test_child_sheet_with_broken_xml_is_damaged(tmp_path: Path) -> None:
    source = saved(tmp_path / "f.xlsx", [["a"], ["1"]])
    changed = replaced(source, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")
    assert refusal_in_process(changed) == "damaged"


def test_child_declared_size_of_a_sheet_is_not_believed(tmp_path: Path) -> None:
    source = saved(tmp_path / "f.xlsx", [["a", "b"], ["1", "2"]])
    sheet = zipfile.ZipFile(source).read("xl/worksheets/sheet1.xml")
    lie = sheet.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    changed = replaced(source, "xl/worksheets/sheet1.xml", lie)
    assert lie != sheet
    assert [row.cells for row in in_process(changed.read_bytes(), SMALL)] == [
        ("a", "b"),
        ("1", "2"),
    ]


def test_child_entities_in_xml_are_refused(tmp_path: Path) -> None:
    source = saved(tmp_path / "f.xlsx", [["a"], ["1"]])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    changed = replaced(source, "xl/worksheets/sheet1.xml", bomb)
    assert refusal_in_process(changed) == "damaged"


def replaced(source: Path, part: str, content: bytes) -> Path:
    """Return a copy of a workbook with other content in one part."""
    target = source.with_name("changed.xlsx")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return target


def test_child_out_of_memory_is_too_heavy() -> None:
    assert child._refusal(MemoryError()).code == "too_heavy"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"content.xml": "x", "mimetype": "application/vnd.oasis.opendocument.text"}, None),
        ({"word/document.xml": "x"}, "word_document"),
        ({"xl/workbook.bin": "x"}, "binary_excel"),
        ({"mimetype": "application/epub+zip"}, "not_a_spreadsheet"),
        ({"photo.jpg": "x"}, "not_a_spreadsheet"),
        ({"xl/workbook.xml": "x"}, "damaged"),
        ({"xl/workbook.xml": "x", "../evil": "x"}, "unsafe_archive"),
        ({"xl/workbook.xml": "x", "/etc/passwd": "x"}, "unsafe_archive"),
        ({"xl/workbook.xml": "x", "xl\\..\\evil": "x"}, "unsafe_archive"),
    ],
)
def test_read_archives_that_are_no_workbook(
    tmp_path: Path, files: dict[str, str], code: str | None
) -> None:
    assert refusal(archive(tmp_path / "f.xlsx", **files)) == (code or "open_document")


def test_read_zip_bomb_is_refused_before_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", "x")
        with target.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(160):
                sheet.write(bytes(1024 * 1024))
    assert path.stat().st_size < 500_000
    assert refusal(path) == "zip_bomb"


def test_read_archive_with_very_many_entries(tmp_path: Path) -> None:
    files = {f"xl/{number}": "" for number in range(1_001)}
    assert refusal(archive(tmp_path / "f.xlsx", **files)) == "zip_bomb"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_read_archive_with_one_name_twice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "f.xlsx", "w") as target:
        target.writestr("xl/workbook.xml", "x")
        target.writestr("xl/workbook.xml", "y")
    assert refusal(tmp_path / "f.xlsx") == "unsafe_archive"


def test_read_archive_with_an_encrypted_entry(tmp_path: Path) -> None:
    path = archive(tmp_path / "f.xlsx", **{"xl/workbook.xml": "x"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refusal(path) == "password_protected"


def test_read_archive_with_unusual_compression(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "f.xlsx", "w", zipfile.ZIP_LZMA) as target:
        target.writestr("xl/workbook.xml", "x")
    assert refusal(tmp_path / "f.xlsx") == "damaged"


def test_read_half_an_archive_is_damaged(tmp_path: Path) -> None:
    path = saved(tmp_path / "f.xlsx", [["a"], ["1"]])
    path.write_bytes(path.read_bytes()[:1000])
    assert refusal(path) == "damaged"


def test_read_is_stopped_by_the_processor_limit(tmp_path: Path) -> None:
    source = saved(tmp_path / "f.xlsx", [["a"], ["1"]])
    rows = b'<row><c t="inlineStr"><is><t/></is></c></row>' * 400_000
    changed = replaced(source, "xl/worksheets/sheet1.xml", SHEET % rows)
    limits = Limits(bytes=100_000_000, processor_seconds=1)
    assert refusal(changed, limits) == "took_too_long"


def test_read_is_stopped_by_the_wall_clock(tmp_path: Path) -> None:
    path = saved(tmp_path / "f.xlsx", [["a"], ["1"]])
    assert refusal(path, Limits(wall_seconds=0.05)) == "took_too_long"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no limit on memory")
def test_read_is_stopped_by_the_memory_limit(tmp_path: Path) -> None:
    source = saved(tmp_path / "f.xlsx", [["a"], ["1"]])
    cell = b'<row><c t="inlineStr"><is><t>' + b"x" * 90_000_000 + b"</t></is></c></row>"
    changed = replaced(source, "xl/worksheets/sheet1.xml", SHEET % cell)
    limits = Limits(bytes=100_000_000, memory_bytes=150 * 1024 * 1024)
    assert refusal(changed, limits) == "too_heavy"


@pytest.mark.parametrize(
    ("returncode", "output", "code"),
    [
        (-signal.SIGXCPU, b"", "took_too_long"),
        (-signal.SIGKILL, b"", "took_too_long"),
        (-signal.SIGSEGV, b"", "too_heavy"),
        (1, b'{"refused": ""}', "damaged"),
        (0, b"", "damaged"),
        (0, b"[1, [], []]\nhalf a li", "damaged"),
        (0, b"[1, [], []]", "damaged"),
    ],
)
def test_parsed_answer_of_a_child_that_ended_early(
    returncode: int, output: bytes, code: str
) -> None:
    with pytest.raises(UnreadableSpreadsheet) as caught:
        workbook_side.parsed_answer(returncode, output)
    assert caught.value.code == code


def test_child_sees_no_secret_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VLAGGENLIJN_SECRET_KEY", "secret")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    environment = workbook_side._environment()
    assert "VLAGGENLIJN_SECRET_KEY" not in environment
    root = str(Path(__file__).parents[2])
    assert environment["PYTHONPATH"].split(":") == [root, "/elsewhere"]


def test_restrict_without_limits_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "resource", None)
    child.restrict(LIMITS)


def test_restrict_goes_on_where_a_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def refuse(kind: int, limits: tuple[int, int]) -> None:
        tried.append(kind)
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(child.resource, "setrlimit", refuse)
    child.restrict(LIMITS)
    assert len(tried) == 3


def test_main_reads_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "f.xlsx", [["a"], ["1"]])
    done: list[Limits] = []
    monkeypatch.setattr(child, "restrict", done.append)
    monkeypatch.setattr(child.sys, "argv", ["child", '{"limits": {"rows": 7}, "sheet": null}'])
    target = io.StringIO()
    with path.open("rb") as file:
        monkeypatch.setattr(child.sys, "stdin", io.TextIOWrapper(file))
        monkeypatch.setattr(child.sys, "stdout", target)
        child.main()
    assert done == [Limits(rows=7)]
    assert [row.cells for row in workbook_side.parsed_answer(0, target.getvalue().encode())[0]] == [
        ("a",),
        ("1",),
    ]


@given(position=st.integers(0, 4_500), junk=st.binary(min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_child_gives_rows_or_a_refusal_for_any_damage(position: int, junk: bytes) -> None:
    buffer = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["a", "b"])
    workbook.save(buffer)
    data = buffer.getvalue()
    place = position % len(data)
    spoilt = data[:place] + junk + data[place + len(junk) :]
    try:
        workbook_side.workbook_kind(spoilt, LIMITS)
        in_process(spoilt)
    except UnreadableSpreadsheet as refused:
        assert refused.code in MESSAGES  # noqa: PT017 - any refusal will do


@pytest.mark.parametrize("writer", [xlsx_bytes, ods_bytes])
def test_every_damaged_or_hostile_archive_is_refused_at_the_door(writer: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(writer(["a"], [["b"]], "c"))) as sound:
        files: dict[str, bytes | str] = {name: sound.read(name) for name in sound.namelist()}
    codes = set()
    for data in damaged(files):
        try:
            codes.add(workbook_side.workbook_kind(data, LIMITS))
        except UnreadableSpreadsheet as refused:
            codes.add(refused.code)
    assert codes <= {"xlsx", "ods", *MESSAGES}
    assert codes >= {"damaged", "password_protected", "zip_bomb", "unsafe_archive"}

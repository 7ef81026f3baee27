"""OpenDocument spreadsheets: honest ones, and hostile ones that are made here."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from vlaggenlijn.common import spreadsheets_child as child
from vlaggenlijn.common.spreadsheets import (
    LIMITS,
    CellProblem,
    Limits,
    Note,
    Row,
    UnreadableSpreadsheet,
    read,
    read_content,
)

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
NAME_CELLS = "".join(
    f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in ("Naam", "Plaats")
)
HEADER = f"<table:table-row>{NAME_CELLS}</table:table-row>"
HIDDEN = (
    '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def content(*tables: str, before: str = "", declared: str = "") -> str:
    body = "".join(tables)
    return (
        f'<?xml version="1.0"?>{declared}<office:document-content {NAMES}>{before}'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def sheet(rows: str, name: str = "Blad1", style: str = "ta1") -> str:
    start = f'<table:table table:name="{name}" table:style-name="{style}">'
    return f"{start}{rows}</table:table>"


def row(*cells: str, times: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


def cell(text: str = "", times: int = 1, **attributes: str) -> str:
    named = " ".join(f'{name.replace("_", ":", 1).replace("_", "-")}="{value}"'
                     for name, value in attributes.items())  # fmt: skip
    inside = f"<text:p>{text}</text:p>" if text else ""
    start = f'<table:table-cell table:number-columns-repeated="{times}" {named}>'
    return f"{start}{inside}</table:table-cell>"


def packed(xml: str, **more: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MEDIA_TYPE)
        archive.writestr("content.xml", xml)
        for name, text in more.items():
            archive.writestr(name.replace("__", "/"), text)
    return target.getvalue()


def table_of(*rows: str) -> Any:
    return read_content(packed(content(sheet(HEADER + "".join(rows)))), "lijst.ods")


def refusal(data: bytes, name: str = "lijst.ods", limits: Limits = LIMITS) -> str:
    with pytest.raises(UnreadableSpreadsheet) as caught:
        read_content(data, name, limits=limits)
    return caught.value.code


def test_read_what_another_program_wrote(tmp_path: Path) -> None:
    document, table = OpenDocumentSpreadsheet(), Table(name="Lijst")
    for texts in (("Naam", "Plaats"), ("De Zandbak", "Gent")):
        line = TableRow()
        for text in texts:
            one = TableCell(valuetype="string")
            one.addElement(P(text=text))
            line.addElement(one)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "lijst.ods"))
    found = read(tmp_path / "lijst.ods")
    assert (found.header, found.encoding) == (("Naam", "Plaats"), "ods")
    assert found.rows == [Row(2, ("De Zandbak", "Gent"))]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (cell("9.000,0", office_value_type="float", office_value="9000"), "9000"),
        (cell("50%", office_value_type="percentage", office_value="0.5"), "0.5"),
        (cell("x", office_value_type="date", office_date_value="2026-11-25"), "2026-11-25"),
        (cell("x", office_value_type="date", office_date_value="2026-11-25T00:00:00"),
         "2026-11-25"),
        (cell("x", office_value_type="time", office_time_value="PT09H30M00S"), "09:30:00"),
        (cell("half", office_value_type="time", office_time_value="later"), "half"),
        (cell("WAAR", office_value_type="boolean", office_boolean_value="true"), "true"),
        (cell("een<text:s text:c='2'/>twee"), "een  twee"),
        (cell("een<text:tab/>twee<text:line-break/>drie"), "een\ttwee\ndrie"),
        (cell("een</text:p><text:p>twee"), "een\ntwee"),
        (cell(office_value_type="string", office_string_value="stil"), "stil"),
        (cell("Ann</text:p><office:annotation><text:p>geheim</text:p></office:annotation><text:p>"),
         "Ann\n"),
    ],
)  # fmt: skip
def test_cell_becomes_text(written: str, text: str) -> None:
    assert table_of(row(cell("a"), written)).rows[0].cells[1] == text


def test_formula_and_error_are_named_by_their_cell() -> None:
    formula = cell("2", table_formula="of:=1+1", office_value_type="float", office_value="2")
    error = cell("#N/B", calcext_value_type="error")
    assert table_of(row(formula, error)).rows == [
        Row(2, ("", ""), (CellProblem(0, "formula", {}),
                          CellProblem(1, "error_cell", {"value": "#N/B"})))
    ]  # fmt: skip


def test_row_numbers_are_those_of_the_program() -> None:
    rows = row(cell("a", 2)), row(cell(), times=7), row(cell("b"), cell("c"), times=2)
    assert [(one.number, one.cells) for one in table_of(*rows).rows] == [
        (2, ("a", "a")), (10, ("b", "c")), (11, ("b", "c")),
    ]  # fmt: skip


def test_millions_of_empty_cells_and_rows_are_nothing() -> None:
    end = row(cell("a"), cell(times=16_384)), row(cell(times=16_384), times=1_048_000)
    assert [one.cells for one in table_of(*end).rows] == [("a", "")]


def test_sheets_are_named_and_one_is_chosen() -> None:
    one, two = HEADER + row(cell("een")), HEADER + row(cell("twee"))
    data = packed(content(sheet(one, "Oud", "ta2"), sheet(two, "Nu"), sheet(one, "Later, ooit"),
                          before=HIDDEN))  # fmt: skip
    found = read_content(data, "a.ods")
    names = json.dumps(["Nu", "Later, ooit"])
    values = {"sheet": "Nu", "sheets": "Later, ooit", "names": names}
    assert (found.rows[0].cells[0], found.sheets) == ("twee", ("Nu", "Later, ooit"))
    assert found.warnings == (Note("several_sheets", values),)
    assert read_content(data, "a.ods", sheet=" oud ").rows[0].cells[0] == "een"
    with pytest.raises(UnreadableSpreadsheet) as caught:
        read_content(data, "a.ods", sheet="Morgen")
    assert caught.value.values == {"sheet": "Morgen", "sheets": "Nu, Later, ooit"}


def test_table_inside_a_cell_is_not_read() -> None:
    inner = f"<table:table-cell><text:p>a</text:p>{sheet(row(cell('in')))}</table:table-cell>"
    assert [one.cells for one in table_of(row(inner)).rows] == [("a", "")]


MANIFEST = {"META-INF__manifest.xml": "<x><manifest:encryption-data/></x>"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed(content(sheet(HEADER + row(cell("a", 51))))), "too_many_columns"),
        (packed(content(sheet(HEADER + row(cell("a", 10**9))))), "too_many_columns"),
        (packed(content(sheet(HEADER + row(cell("a"), times=10**9)))), "too_many_rows"),
        (packed(content(sheet(HEADER + row(cell("a<text:s text:c='999999999'/>"))))), ""),
        (packed(content(sheet(""))), "empty"),
        (packed(content(sheet(HEADER, style="ta2"), before=HIDDEN)), "empty"),
        (packed("<a><b></a>"), "damaged"),
        (packed(content(sheet(HEADER)), **MANIFEST), "password_protected"),
        (packed(content(sheet(HEADER)), **{"encrypted-package": "x"}), "password_protected"),
        (packed(content(sheet(HEADER), declared='<!DOCTYPE a [<!ENTITY b "bb">]>')), "damaged"),
        (packed(content(sheet(HEADER), declared='<!DOCTYPE a SYSTEM "file:///etc/passwd">')),
         "damaged"),
        (packed(content(sheet(HEADER)), **{"..__evil": "x"}), "unsafe_archive"),
    ],
)  # fmt: skip
def test_hostile_file_is_refused_with_its_own_words(data: bytes, code: str) -> None:
    if code:
        assert refusal(data) == code
    else:
        problems = read_content(data, "a.ods").rows[0].problems
        assert [one.code for one in problems] == ["cell_too_long"]


def test_zip_bomb_is_refused_before_unpacking() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MEDIA_TYPE)
        with archive.open("content.xml", "w") as file:
            for _ in range(160):
                file.write(b" " * 1024 * 1024)
    assert (len(target.getvalue()) < 500_000, refusal(target.getvalue())) == (True, "zip_bomb")


def test_extension_does_not_decide() -> None:
    data = packed(content(sheet(HEADER + row(cell("a"), cell("b")))))
    assert read_content(data, "lijst.csv").rows == read_content(data, "lijst.ods").rows
    assert refusal(b"Naam;Plaats\na;b\n", "lijst.ods") == "not_a_spreadsheet"
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "x")
    assert refusal(text.getvalue()) == "open_document"
    with zipfile.ZipFile(text, "w") as archive:
        archive.writestr("mimetype", MEDIA_TYPE)
    assert refusal(text.getvalue()) == "damaged"


@given(st.lists(st.sampled_from([cell("a"), cell("", 3), cell("b", 2), row(), "</table:table>",
                                 cell("c", table_formula="=1"), "<text:p>", "&x;"])))  # fmt: skip
def test_any_content_gives_rows_or_one_refusal(pieces: list[str]) -> None:
    source = io.BytesIO(packed(content(sheet(HEADER + "".join(pieces)))))
    target = io.StringIO()
    child.answer(source, target, LIMITS, None, "ods")
    ending = json.loads(target.getvalue().splitlines()[-1])
    assert ending["refused"] in ("", "damaged", "too_many_columns")

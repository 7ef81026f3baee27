"""The rows of an OpenDocument spreadsheet, read as a stream inside the child process.

What is repeated is written once with a count, so a small file can promise a billion cells: a count
is only followed as far as the limits go. A file that declares entities is refused.
"""

import re
import zipfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from xml.parsers import expat

from vlaggenlijn.common.spreadsheets_table import (
    CellProblem,
    Limits,
    Row,
    UnreadableSpreadsheet,
    checked_row,
    text_of_number,
)

SPACE = "urn:oasis:names:tc:opendocument:xmlns:%s:1.0 "
TABLE, OFFICE, TEXT, STYLE = (SPACE % name for name in ("table", "office", "text", "style"))
DRAW = SPACE % "drawing"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
NUMBERS = ("float", "currency", "percentage")
DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
CHUNK = 64 * 1024


@dataclass(slots=True)
class Sheets:
    """The names of the sheets: the one that is read, and the other visible ones."""

    read: str = ""
    others: list[str] = field(default_factory=list)
    all_names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Cell:
    """One cell as it is written: what it holds, and for how many columns."""

    text: str
    repeated: int
    problem: str = ""


def ods_rows(
    data: bytes, limits: Limits, sheet: str | None, sheets: Sheets
) -> Iterator[tuple[int, Row]]:
    """Yield (times, row) for every row that holds something, and name the sheets on the way.

    Raises UnreadableSpreadsheet when the sheet asked for is not there.
    """
    reader = _Reader(limits, sheet, sheets)
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("content.xml") as content:
        while chunk := content.read(CHUNK):
            reader.feed(chunk)
            yield from reader.taken()
    reader.feed(b"", is_last=True)
    yield from reader.taken()
    if not sheets.read:
        names = ", ".join(sheets.others)
        if sheet is None:
            raise UnreadableSpreadsheet("empty")
        raise UnreadableSpreadsheet("no_such_sheet", sheet=sheet, sheets=names)


class _Reader:
    """Follows the elements of content.xml and keeps the rows of one sheet."""

    def __init__(self, limits: Limits, wanted: str | None, sheets: Sheets) -> None:
        self._limits, self._sheets = limits, sheets
        self._wanted = None if wanted is None else wanted.strip().casefold()
        self._rows: deque[tuple[int, Row]] = deque()
        self._hidden: set[str] = set()
        self._style = ""
        self._tables = self._aside = self._number = self._times = 0
        self._is_read = False
        self._cells: list[_Cell] = []
        self._attributes: dict[str, str] = {}
        self._texts: list[str] = []
        self._length = 0
        self._is_in_paragraph = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = _refuse_declarations
        self._parser.EntityDeclHandler = _refuse_declarations

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        self._parser.Parse(chunk, is_last)

    def taken(self) -> Iterator[tuple[int, Row]]:
        while self._rows:
            yield self._rows.popleft()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or _is_aside(name):
            self._aside += 1
        elif name == f"{TABLE}table":
            self._start_table(attributes)
        elif name == f"{STYLE}style":
            self._style = attributes.get(f"{STYLE}name", "")
        elif name == f"{STYLE}table-properties":
            if attributes.get(f"{TABLE}display") == "false":
                self._hidden.add(self._style)
        elif self._is_read and self._tables == 1:
            self._start_in_sheet(name, attributes)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:  # a table in a cell of a table
            return
        title = attributes.get(f"{TABLE}name", "")
        is_hidden = attributes.get(f"{TABLE}style-name") in self._hidden
        self._sheets.all_names.append(title)
        is_wanted = not is_hidden if self._wanted is None else self._wanted == _folded(title)
        self._is_read = is_wanted and not self._sheets.read
        if self._is_read:
            self._sheets.read = title
        elif not is_hidden:
            self._sheets.others.append(title)

    def _start_in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{TABLE}table-row":
            self._cells, self._times = [], _count(attributes, f"{TABLE}number-rows-repeated")
        elif name in CELLS:
            self._attributes, self._texts, self._length = attributes, [], 0
        elif name in (f"{TEXT}p", f"{TEXT}h"):
            self._is_in_paragraph = True
            self._add("\n" if self._texts else "")
        elif name == f"{TEXT}s":
            self._add(" " * min(_count(attributes, f"{TEXT}c"), self._limits.cell_characters + 1))
        elif name in (f"{TEXT}tab", f"{TEXT}line-break"):
            self._add("\t" if name.endswith("tab") else "\n")

    def _characters(self, text: str) -> None:
        if self._is_in_paragraph and not self._aside:
            self._add(text)

    def _add(self, text: str) -> None:
        """Keep the text of a cell, up to just over what a cell may hold."""
        if self._length <= self._limits.cell_characters:
            self._texts.append(text)
            self._length += len(text)

    def _end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == f"{TABLE}table":
            self._tables -= 1
            self._is_read = self._is_read and self._tables > 0
        elif not (self._is_read and self._tables == 1):
            return
        elif name in (f"{TEXT}p", f"{TEXT}h"):
            self._is_in_paragraph = False
        elif name in CELLS:
            self._cells.append(_cell(self._attributes, "".join(self._texts)))
        elif name == f"{TABLE}table-row":
            self._end_row()

    def _end_row(self) -> None:
        first = self._number + 1
        self._number += self._times
        while self._cells and not (self._cells[-1].text or self._cells[-1].problem):
            self._cells.pop()
        if self._cells:
            self._rows.append((self._times, _row(first, self._cells, self._limits)))


def _refuse_declarations(*_: Any) -> None:
    raise UnreadableSpreadsheet("damaged")


def _is_aside(name: str) -> bool:
    """Tell whether an element holds text that is no content of its cell: a comment, a drawing."""
    return name == f"{OFFICE}annotation" or name == f"{TABLE}shapes" or name.startswith(DRAW)


def _folded(title: str) -> str:
    return title.strip().casefold()


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text[:12])) if text.isascii() and text.isdecimal() else 1


def _cell(attributes: dict[str, str], text: str) -> _Cell:
    repeated = _count(attributes, f"{TABLE}number-columns-repeated")
    if f"{TABLE}formula" in attributes:
        return _Cell("", repeated, "formula")
    if attributes.get(f"{CALC}value-type") == "error":
        return _Cell(text, repeated, "error_cell")
    return _Cell(_value(attributes, text), repeated)


def _value(attributes: dict[str, str], text: str) -> str:
    """Return a value as text, as from any workbook: ISO dates, whole numbers without .0."""
    kind = attributes.get(f"{OFFICE}value-type", "")
    if kind in NUMBERS:
        return text_of_number(float(attributes.get(f"{OFFICE}value", "0")))
    if kind == "date":
        return attributes.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind == "boolean":
        return attributes.get(f"{OFFICE}boolean-value", "")
    if kind == "time":
        moment = DURATION.fullmatch(attributes.get(f"{OFFICE}time-value", ""))
        return ":".join(part.zfill(2) for part in moment.groups()) if moment else text
    return text or attributes.get(f"{OFFICE}string-value", "")


def _row(number: int, cells: list[_Cell], limits: Limits) -> Row:
    if sum(cell.repeated for cell in cells) > limits.columns:
        raise UnreadableSpreadsheet("too_many_columns", limit=limits.columns)
    each = [cell for cell in cells for _ in range(cell.repeated)]
    row = checked_row(number, ["" if cell.problem else cell.text for cell in each], limits)
    found = tuple(
        CellProblem(column, cell.problem, {"value": cell.text[:20]} if cell.text else {})
        for column, cell in enumerate(each)
        if cell.problem
    )
    return replace(row, problems=row.problems + found)

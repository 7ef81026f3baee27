"""Reads one workbook in a process of its own: ``python -m vlaggenlijn.common.spreadsheets_child``.

The workbook comes in on standard input, the order as JSON argument; every row goes out as one
line of JSON, and a last line says how it ended. Formulas are never computed.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, BinaryIO, TextIO, TypeVar, cast

if __name__ == "__main__":
    # openpyxl loads numpy where it is installed, only to know its numbers; it takes our memory.
    sys.modules["numpy"] = None  # type: ignore[assignment]

import openpyxl
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from vlaggenlijn.common.spreadsheets_ods import Sheets, ods_rows
from vlaggenlijn.common.spreadsheets_table import (
    CellProblem,
    Limits,
    Note,
    Row,
    UnreadableSpreadsheet,
    checked_row,
    is_empty,
    text_of_number,
)

try:
    import resource
except ImportError:  # not on Windows; there the wall clock is the only guard
    resource = None  # type: ignore[assignment]

Cell = ReadOnlyCell | EmptyCell
Item = TypeVar("Item")


def main() -> None:
    order = json.loads(sys.argv[1])
    limits = Limits(**order["limits"])
    restrict(limits)
    answer(sys.stdin.buffer, sys.stdout, limits, order["sheet"], order.get("kind", "xlsx"))


def restrict(limits: Limits) -> None:
    """Let the operating system stop this process when it uses too much time or memory."""
    if resource is None:
        return
    seconds = limits.processor_seconds
    _set_limit(resource.RLIMIT_CPU, seconds, seconds + 1)
    _set_limit(resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes)
    _set_limit(resource.RLIMIT_CORE, 0, 0)


def _set_limit(kind: int, soft: int, hard: int) -> None:
    try:
        resource.setrlimit(kind, (soft, hard))
    except (ValueError, OSError):
        return  # macOS knows the limit on memory but refuses to set it


def answer(
    source: BinaryIO, target: TextIO, limits: Limits, sheet: str | None, kind: str = "xlsx"
) -> None:
    """Write rows as they are read and the ending, whatever the workbook holds."""
    ending: dict[str, Any] = {"refused": "", "values": {}, "notes": []}
    try:
        read = opened_ods if kind == "ods" else opened
        rows, notes = read(source.read(), limits, sheet)
        target.writelines(json.dumps(_plain(row)) + "\n" for row in rows)
        ending["notes"] = [[note.code, note.values] for note in notes]
    except UnreadableSpreadsheet as refusal:
        ending |= {"refused": refusal.code, "values": refusal.values}
    target.write(json.dumps(ending) + "\n")


def _plain(row: Row) -> list[Any]:
    problems = [[problem.column, problem.code, problem.values] for problem in row.problems]
    return [row.number, row.cells, problems]


def opened(data: bytes, limits: Limits, sheet: str | None) -> tuple[Iterator[Row], list[Note]]:
    """Return the rows of a sheet, still to be read, and notes on the workbook."""
    try:
        workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
        chosen, others = _choose([*workbook.worksheets], sheet)
        # The declared size may be a lie: without it rows end where their cells end.
        chosen.reset_dimensions()
    except Exception as error:  # a hostile file can break openpyxl in any way
        raise _refusal(error) from None
    notes = [] if sheet or not others else [several(chosen.title, others)]
    return _guarded(counted(_rows(chosen, limits), limits)), notes


def several(read: str, others: Sequence[str]) -> Note:
    """Return the note on a workbook with more sheets than the one that is read."""
    names = json.dumps([read, *others])
    return Note("several_sheets", {"sheet": read, "sheets": ", ".join(others), "names": names})


def opened_ods(data: bytes, limits: Limits, sheet: str | None) -> tuple[Iterator[Row], list[Note]]:
    """Return the rows of a sheet of an OpenDocument spreadsheet, and notes on the whole.

    The names of later sheets are only known once all is read, so nothing is left to read.
    """
    sheets = Sheets()
    repeated = _guarded(ods_rows(data, limits, sheet, sheets))
    rows = list(counted(_expanded(repeated, limits), limits))
    notes = [] if sheet or not sheets.others else [several(sheets.read, sheets.others)]
    return iter(rows), notes


def _expanded(repeated: Iterator[tuple[int, Row]], limits: Limits) -> Iterator[Row]:
    for times, row in repeated:
        for extra in range(min(times, limits.rows + 2)):
            yield replace(row, number=row.number + extra)


def _choose(sheets: list[Any], wanted: str | None) -> tuple[ReadOnlyWorksheet, list[str]]:
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if wanted is None:
        if not visible:
            raise UnreadableSpreadsheet("empty")
        return visible[0], [sheet.title for sheet in visible[1:]]
    for sheet in sheets:
        if sheet.title.strip().casefold() == wanted.strip().casefold():
            return sheet, []
    names = ", ".join(sheet.title for sheet in visible)
    raise UnreadableSpreadsheet("no_such_sheet", sheet=wanted, sheets=names)


def _guarded(rows: Iterator[Item]) -> Iterator[Item]:
    """Yield the rows; whatever a broken sheet makes a reader raise becomes one refusal."""
    try:
        yield from rows
    except Exception as error:
        raise _refusal(error) from None


def _refusal(error: Exception) -> UnreadableSpreadsheet:
    if isinstance(error, UnreadableSpreadsheet):
        return error
    is_memory = isinstance(error, MemoryError)
    return UnreadableSpreadsheet("too_heavy" if is_memory else "damaged")


def _rows(sheet: ReadOnlyWorksheet, limits: Limits) -> Iterator[Row]:
    for number, cells in enumerate(_sheet_rows(sheet), start=1):
        yield row_of(number, cells, limits)


def counted(rows: Iterator[Row], limits: Limits) -> Iterator[Row]:
    """Yield the rows that hold something, as long as there are not too many."""
    count = characters = 0
    for row in rows:
        if is_empty(row):
            continue
        count += 1
        characters += sum(map(len, row.cells))
        if count > limits.rows + 1:  # the row of column names is not counted
            raise UnreadableSpreadsheet("too_many_rows", limit=limits.rows)
        if characters > limits.characters:
            raise UnreadableSpreadsheet("too_much_text")
        yield row


def _sheet_rows(sheet: ReadOnlyWorksheet) -> Iterator[Sequence[Cell]]:
    # The type stubs know only the rows of an ordinary sheet.
    return cast(Any, sheet).iter_rows()  # type: ignore[no-any-return]


def row_of(number: int, cells: Sequence[Cell], limits: Limits) -> Row:
    """Return the cells as text; formulas, errors and overlong texts become problems."""
    filled = [cell for cell in cells if cell.value is not None]
    if not filled:
        return Row(number, ())
    width = max(index for index, cell in enumerate(cells) if cell.value is not None) + 1
    if width > limits.columns:
        raise UnreadableSpreadsheet("too_many_columns", limit=limits.columns)
    row = checked_row(number, [_text_of(cell) for cell in cells[:width]], limits)
    refused = tuple(filter(None, map(_problem_of, range(width), cells)))
    return replace(row, problems=row.problems + refused)


def _problem_of(column: int, cell: Cell) -> CellProblem | None:
    if cell.value is None or cell.data_type not in ("f", "e"):
        return None
    if cell.data_type == "f":
        return CellProblem(column, "formula")
    return CellProblem(column, "error_cell", {"value": str(cell.value)[:20]})


def _text_of(cell: Cell) -> str:
    if cell.value is None or cell.data_type in ("f", "e"):
        return ""
    return text_of_value(cell.value)


def text_of_value(value: object) -> str:
    """Return a cell's value as text: ISO dates, whole numbers without .0, 15 digits at most."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return text_of_number(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    main()

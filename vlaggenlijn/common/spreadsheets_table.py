"""The table that a spreadsheet becomes, its limits, and why a file can be refused.

Every refusal and every remark is a code out of ``MESSAGES`` with values; whoever shows it
translates the message and fills the values in.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

gettext_noop = str  # marks a text for translation; nothing is translated here

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be; the last four bound the reading of a workbook."""

    bytes: int = 5 * MEGABYTE
    rows: int = 20_000
    columns: int = 50
    cell_characters: int = 10_000
    characters: int = 20_000_000
    unpacked_bytes: int = 150 * MEGABYTE
    archive_entries: int = 1_000
    processor_seconds: int = 20
    memory_bytes: int = 512 * MEGABYTE
    wall_seconds: float = 30.0


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the whole file that does not stop its reading."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that could not be taken over and was left empty; ``column`` counts from 0."""

    column: int
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text; ``number`` is the row a person sees in the spreadsheet program."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of that same width; empty rows are left out, numbers are kept."""

    header: tuple[str, ...]
    rows: list[Row]
    encoding: str
    delimiter: str
    warnings: tuple[Note, ...] = ()

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the visible sheets when there are several, the one that was read first."""
        found = [note.values for note in self.warnings if note.code == "several_sheets"]
        return tuple(json.loads(str(found[0]["names"]))) if found else ()


MESSAGES: dict[str, str] = {
    "cannot_open": gettext_noop("The file cannot be opened. Check that it exists and try again."),
    "too_large": gettext_noop(
        "The file is larger than %(limit)s MB. Split it, or remove pictures and extra sheets."
    ),
    "empty": gettext_noop("The file is empty. Choose a file with column names and rows."),
    "no_header": gettext_noop(
        "The first row does not hold column names. Put a name above every column in the first"
        " row, and remove titles above it."
    ),
    "no_rows": gettext_noop(
        "The file has column names but no rows below them. Add at least one row."
    ),
    "duplicate_column": gettext_noop(
        "Two columns are called “%(column)s”. Give each column its own name."
    ),
    "too_many_rows": gettext_noop(
        "The file has more than %(limit)s rows. Split it into several files."
    ),
    "too_many_columns": gettext_noop(
        "The file has more than %(limit)s columns. Remove the columns you do not need."
    ),
    "too_much_text": gettext_noop(
        "The file holds too much text. Split it, or shorten the longest texts."
    ),
    "wrong_encoding": gettext_noop(
        "The letters in this file cannot be read. Save it again as “CSV UTF-8” or as an Excel"
        " workbook (.xlsx)."
    ),
    "stray_quote": gettext_noop(
        "From row %(row)s on, a quotation mark is never closed or stands in a wrong place. Correct"
        " that row, or save the file as an Excel workbook (.xlsx)."
    ),
    "not_a_spreadsheet": gettext_noop(
        "This is not a spreadsheet. Choose a CSV file, an Excel workbook (.xlsx) or an OpenDocument"
        " spreadsheet (.ods)."
    ),
    "old_excel": gettext_noop(
        "This is an old Excel file (.xls). Open it and save it as an Excel workbook (.xlsx)."
    ),
    "binary_excel": gettext_noop(
        "This is a binary Excel file (.xlsb). Open it and save it as an Excel workbook (.xlsx)."
    ),
    "open_document": gettext_noop(
        "This is an OpenDocument file, but no spreadsheet. Copy its table into a spreadsheet and"
        " save that as .ods or .xlsx."
    ),
    "pdf": gettext_noop(
        "This is a PDF. Ask for the spreadsheet it was made from, and choose that file."
    ),
    "word_document": gettext_noop(
        "This is a Word document. Copy its table into a spreadsheet and save that as .xlsx."
    ),
    "picture": gettext_noop("This is a picture. Choose a CSV file or an Excel workbook (.xlsx)."),
    "web_page": gettext_noop(
        "This is a web page with the name of a spreadsheet. Open it in Excel or LibreOffice and"
        " save it as an Excel workbook (.xlsx)."
    ),
    "password_protected": gettext_noop(
        "The file is protected with a password. Remove the password and save it again."
    ),
    "not_json": gettext_noop("This is no good JSON. Fetch the file again."),
    "no_places": gettext_noop(
        "There are no organisers or places in this file. Ask UiTdatabank’s search for them with"
        " embed=true."
    ),
    "no_records": gettext_noop("There is nothing in this file that can be imported."),
    "damaged": gettext_noop(
        "The workbook is damaged. Open it in Excel or LibreOffice, save it under a new name and"
        " choose that file."
    ),
    "zip_bomb": gettext_noop(
        "Unpacked, this file is far too large. Save only the sheet you need in a new workbook."
    ),
    "unsafe_archive": gettext_noop(
        "This workbook holds file names that no spreadsheet program writes, so it is not opened."
        " Copy the rows into a new workbook."
    ),
    "took_too_long": gettext_noop(
        "Reading this workbook takes too long. Copy only the rows you need into a new workbook, or"
        " save it as CSV."
    ),
    "too_heavy": gettext_noop(
        "This workbook needs too much memory. Copy only the rows you need into a new workbook, or"
        " save it as CSV."
    ),
    "no_such_sheet": gettext_noop(
        "There is no sheet called “%(sheet)s”. The sheets are: %(sheets)s."
    ),
    "guessed_encoding": gettext_noop(
        "The file does not say how its letters are written. Look at a few names with accents; if"
        " they are wrong, save the file again as “CSV UTF-8”."
    ),
    "several_sheets": gettext_noop(
        "Only the sheet “%(sheet)s” was read. The other sheets are: %(sheets)s."
    ),
    "unnamed_columns": gettext_noop(
        "Columns without a name are left out (%(count)s). Give them a name if you need them."
    ),
    "formula": gettext_noop(
        "This cell holds a formula. Replace it by its result: copy, then paste as values."
    ),
    "error_cell": gettext_noop("This cell holds the error %(value)s. Correct it or empty it."),
    "cell_too_long": gettext_noop(
        "This cell holds more than %(limit)s characters. Shorten the text."
    ),
    "too_many_cells": gettext_noop(
        "This row has more cells than there are column names, so its cells may have shifted."
        " Correct the row, or give the extra column a name."
    ),
}


class UnreadableSpreadsheet(Exception):
    """The file is refused; ``code`` is a key of MESSAGES and ``values`` fill its message."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(MESSAGES[code] % values)
        self.code = code
        self.values = values


def checked_row(number: int, cells: Sequence[str], limits: Limits) -> Row:
    """Return the row without cells that are too long; each of those becomes a problem."""
    if not any(len(cell) > limits.cell_characters for cell in cells):
        return Row(number, tuple(cells))
    kept = tuple(cell if len(cell) <= limits.cell_characters else "" for cell in cells)
    values = {"limit": limits.cell_characters}
    problems = tuple(
        CellProblem(column, "cell_too_long", values)
        for column, cell in enumerate(cells)
        if len(cell) > limits.cell_characters
    )
    return Row(number, kept, problems)


def text_of_number(value: float) -> str:
    """Return a number as text: whole numbers without .0, 15 digits at most."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"  # as many digits as Excel shows: 0.1 + 0.2 is 0.3


def is_empty(row: Row) -> bool:
    return not row.problems and not any(cell.strip() for cell in row.cells)


def make_table(
    rows: Iterable[Row],
    *,
    limits: Limits,
    encoding: str,
    delimiter: str,
    notes: Sequence[Note],
) -> Table:
    """Return rows under their column names, or raise UnreadableSpreadsheet."""
    filled = _collected(rows, limits)
    if not filled:
        raise UnreadableSpreadsheet("empty")
    header = _header(filled[0], limits)
    body = [_fitted(row, len(header)) for row in filled[1:]]
    if not body:
        raise UnreadableSpreadsheet("no_header" if _looks_like_data(header) else "no_rows")
    if _looks_like_data(header) or _is_title(header, filled[1:]):
        raise UnreadableSpreadsheet("no_header")
    warnings = (*notes, *_unnamed(header))
    return Table(header, body, encoding, delimiter, warnings)


def _collected(rows: Iterable[Row], limits: Limits) -> list[Row]:
    filled: list[Row] = []
    for row in rows:
        if is_empty(row):
            continue
        if len(filled) > limits.rows:
            raise UnreadableSpreadsheet("too_many_rows", limit=limits.rows)
        filled.append(row)
    return filled


def _header(row: Row, limits: Limits) -> tuple[str, ...]:
    names = [" ".join(cell.split()) for cell in row.cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UnreadableSpreadsheet("no_header")
    if len(names) > limits.columns:
        raise UnreadableSpreadsheet("too_many_columns", limit=limits.columns)
    seen: set[str] = set()
    for name in filter(None, names):
        if name.casefold() in seen:
            raise UnreadableSpreadsheet("duplicate_column", column=name)
        seen.add(name.casefold())
    return tuple(names)


def _fitted(row: Row, width: int) -> Row:
    cells = row.cells[:width] + ("",) * (width - len(row.cells))
    problems = tuple(problem for problem in row.problems if problem.column < width)
    is_cut = any(cell.strip() for cell in row.cells[width:]) or len(problems) < len(row.problems)
    if is_cut:
        problems += (CellProblem(width, "too_many_cells"),)
    return Row(row.number, cells, problems)


def _looks_like_data(header: tuple[str, ...]) -> bool:
    names = [name for name in header if name]
    return 2 * sum(map(_is_value, names)) > len(names)


def _is_value(text: str) -> bool:
    is_number = text.replace(".", "").replace(",", "").lstrip("+-").isdecimal()
    return is_number or "@" in text or text.startswith(("http://", "https://"))


def _is_title(header: tuple[str, ...], body: Sequence[Row]) -> bool:
    wide = sum(sum(bool(cell.strip()) for cell in row.cells) > 1 for row in body)
    return len(header) == 1 and 2 * wide > len(body)


def _unnamed(header: tuple[str, ...]) -> tuple[Note, ...]:
    count = header.count("")
    return (Note("unnamed_columns", {"count": count}),) if count else ()

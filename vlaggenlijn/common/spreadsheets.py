"""Spreadsheets are read as text, within limits, without ever running what is in them.

``read`` is the only door (``read_content`` for a file that was sent). What a file is follows from
its first bytes, not from its name: a workbook goes to a process of its own, anything that is no
spreadsheet gets its own refusal.
"""

from pathlib import Path

from vlaggenlijn.common.spreadsheets_table import (
    LIMITS,
    MEGABYTE,
    MESSAGES,
    CellProblem,
    Limits,
    Note,
    Row,
    Table,
    UnreadableSpreadsheet,
    make_table,
)
from vlaggenlijn.common.spreadsheets_text import (
    decoded,
    delimiter_of,
    rows_of,
    without_hint,
)
from vlaggenlijn.common.spreadsheets_workbook import workbook_kind, workbook_rows

__all__ = [
    "LIMITS",
    "MESSAGES",
    "CellProblem",
    "Limits",
    "Note",
    "Row",
    "Table",
    "UnreadableSpreadsheet",
    "read",
    "read_content",
]

TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF87a": "picture",
    b"GIF89a": "picture",
    b"BM": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
    b"{\\rtf": "word_document",
    b"\x09\x08\x10\0": "old_excel",
}
WEB_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<table", b"<!--")


def read(path: Path, *, limits: Limits = LIMITS, sheet: str | None = None) -> Table:
    """Return the table in a CSV, TSV, text, xlsx or ods file, or raise UnreadableSpreadsheet.

    ``sheet`` names a sheet of a workbook; None takes the first visible one.
    """
    return read_content(_content(path, limits), path.name, limits=limits, sheet=sheet)


def read_content(
    data: bytes, name: str, *, limits: Limits = LIMITS, sheet: str | None = None
) -> Table:
    """Return the table in the content of a file called ``name``; as ``read`` otherwise."""
    _refuse_size(data, limits)
    suffix = Path(name).suffix.lower()
    if data.startswith(b"PK"):
        return _read_workbook(data, limits, sheet)
    _refuse_other_kinds(data)
    if suffix not in TEXT_SUFFIXES:
        raise UnreadableSpreadsheet("not_a_spreadsheet")
    return _read_text(data, limits, suffix)


def _content(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.bytes + 1)
    except OSError:
        raise UnreadableSpreadsheet("cannot_open") from None


def _refuse_size(data: bytes, limits: Limits) -> None:
    if len(data) > limits.bytes:
        raise UnreadableSpreadsheet("too_large", limit=max(1, limits.bytes // MEGABYTE))
    if not data.strip():
        raise UnreadableSpreadsheet("empty")


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(COMPOUND_FILE):
        raise UnreadableSpreadsheet(_compound_kind(data))
    for signature, code in SIGNATURES.items():
        # A text may start with the letters BM; a picture has zero bytes close to its start.
        if data.startswith(signature) and (signature != b"BM" or b"\0" in data[:32]):
            raise UnreadableSpreadsheet(code)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise UnreadableSpreadsheet("picture")
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(WEB_PAGE_STARTS):
        raise UnreadableSpreadsheet("web_page")


def _compound_kind(data: bytes) -> str:
    """Return why a file in Microsoft's old container is refused: its stream names tell."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "password_protected"
    if "WordDocument".encode("utf-16-le") in data:
        return "word_document"
    is_excel = any(name.encode("utf-16-le") in data for name in ("Workbook", "Book"))
    return "old_excel" if is_excel else "not_a_spreadsheet"


def _read_workbook(data: bytes, limits: Limits, sheet: str | None) -> Table:
    kind = workbook_kind(data, limits)
    rows, notes = workbook_rows(data, limits, sheet, kind)
    return make_table(rows, limits=limits, encoding=kind, delimiter="", notes=notes)


def _read_text(data: bytes, limits: Limits, suffix: str) -> Table:
    text, encoding, notes = decoded(data)
    text, hint = without_hint(text)
    delimiter = hint or delimiter_of(text, suffix)
    rows = rows_of(text, delimiter, limits)
    return make_table(rows, limits=limits, encoding=encoding, delimiter=delimiter, notes=notes)

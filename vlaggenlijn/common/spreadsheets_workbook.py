"""Workbooks (.xlsx, .ods): the archive is looked at first, then a child process reads the cells.

A workbook of 10 MB kept a web worker busy for 51 s in our measurements, and its compression ratio
looked innocent; so the reading happens in a process that the operating system stops.
"""

import json
import os
import signal
import subprocess
import sys
import zipfile
from dataclasses import asdict
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import vlaggenlijn
from vlaggenlijn.common.archives import BROKEN_ARCHIVE, is_locked, is_unusual
from vlaggenlijn.common.spreadsheets_table import (
    MEGABYTE,
    CellProblem,
    Limits,
    Note,
    Row,
    UnreadableSpreadsheet,
)

CHILD = "vlaggenlijn.common.spreadsheets_child"
# The child gets what it needs to start and no more: no secrets of the site.
KEPT_VARIABLES = (
    "PATH",
    "PYTHONPATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
)
PARTS = {
    "xl/workbook.xml": "",
    "xl/workbook.bin": "binary_excel",
    "word/document.xml": "word_document",
}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
MANIFEST = "META-INF/manifest.xml"


def workbook_kind(data: bytes, limits: Limits) -> str:
    """Return xlsx or ods; raise UnreadableSpreadsheet for every other archive and a hostile one.

    The declared sizes are safe to count: Python never unpacks more than the declared size.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_entries(entries, limits)
            return _kind(archive, {entry.filename for entry in entries})
    except BROKEN_ARCHIVE:
        raise UnreadableSpreadsheet("damaged") from None


def _refuse_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.archive_entries or unpacked > limits.unpacked_bytes:
        raise UnreadableSpreadsheet("zip_bomb")
    if is_locked(entries):
        raise UnreadableSpreadsheet("password_protected")
    names = [entry.orig_filename for entry in entries]
    if len(set(names)) < len(names) or any(map(_is_unsafe_name, names)):
        raise UnreadableSpreadsheet("unsafe_archive")
    if is_unusual(entries):
        raise UnreadableSpreadsheet("damaged")


def _is_unsafe_name(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or any(sign in name for sign in "\\:\0")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    for part, code in PARTS.items():
        if part in names:
            if code:
                raise UnreadableSpreadsheet(code)
            return "xlsx"
    media_type = _start_of(archive, "mimetype", names)
    if not media_type.startswith(OPEN_DOCUMENT):
        raise UnreadableSpreadsheet("not_a_spreadsheet")
    if not media_type.startswith(OPEN_DOCUMENT + b"spreadsheet"):
        raise UnreadableSpreadsheet("open_document")
    # An OpenDocument password leaves the archive open and seals what is in it.
    if b"encryption-data" in _start_of(archive, MANIFEST, names) or "encrypted-package" in names:
        raise UnreadableSpreadsheet("password_protected")
    if "content.xml" not in names:
        raise UnreadableSpreadsheet("damaged")
    return "ods"


def _start_of(archive: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as file:
        return file.read(MEGABYTE)


def workbook_rows(
    data: bytes, limits: Limits, sheet: str | None, kind: str = "xlsx"
) -> tuple[list[Row], list[Note]]:
    """Return rows and notes that the child process found, or raise UnreadableSpreadsheet."""
    order = json.dumps({"limits": asdict(limits), "sheet": sheet, "kind": kind})
    try:
        answer = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-m", CHILD, order],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableSpreadsheet("took_too_long") from None
    return parsed_answer(answer.returncode, answer.stdout)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    root = str(Path(vlaggenlijn.__file__).parents[1])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, [root, kept.get("PYTHONPATH")]))
    return kept | {"OPENPYXL_LXML": "False"}


def parsed_answer(returncode: int, output: bytes) -> tuple[list[Row], list[Note]]:
    """Return rows and notes out of the child's lines; the last line tells how it ended."""
    lines = output.splitlines()
    ending = _ending(lines)
    if returncode or ending is None:
        raise UnreadableSpreadsheet(_death(returncode))
    if ending["refused"]:
        raise UnreadableSpreadsheet(ending["refused"], **ending["values"])
    notes = [Note(code, values) for code, values in ending["notes"]]
    return [_row(*json.loads(line)) for line in lines[:-1]], notes


def _ending(lines: list[bytes]) -> dict[str, Any] | None:
    try:
        ending = json.loads(lines[-1])
    except (IndexError, ValueError):
        return None
    return ending if isinstance(ending, dict) else None


def _row(number: int, cells: list[str], problems: list[tuple[int, str, dict[str, str]]]) -> Row:
    return Row(number, tuple(cells), tuple(CellProblem(*problem) for problem in problems))


def _death(returncode: int) -> str:
    """Return the code for a child that ended without a word: stopped for time, else for memory."""
    stopped = {-signal.SIGXCPU, -signal.SIGKILL}
    if returncode in stopped:
        return "took_too_long"
    return "too_heavy" if returncode < 0 else "damaged"

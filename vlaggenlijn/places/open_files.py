"""Open data files as rows of text, one by one; a thinking module.

Statbel writes pipes, CRLF and Windows-1252, alone or in a zip; others write UTF-8 with semicolons,
commas or tabs. A file of any size takes the memory of one row.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from vlaggenlijn.common.archives import BROKEN_ARCHIVE, is_unusual

LONGEST_LINE = 100_000  # bytes
DELIMITERS = "|;,\t"
TELL_EVERY = 100_000  # rows
TEXTS = (".txt", ".csv", ".tsv")


class UnreadableFile(ValueError):
    """A file that is no table of text; ``code`` says why, see ``import_words``."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class OpenTable:
    """The names of the columns, and rows as (number of the row in the file, cells), read once."""

    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    _open: ExitStack = field(repr=False)

    def close(self) -> None:
        self._open.close()

    def column(self, *names: str) -> int | None:
        """Return the place of the first of these names that is a column; None without any."""
        folded = [one.strip().casefold() for one in self.header]
        return next((folded.index(one) for one in names if one in folded), None)


def opened(path: Path, tell: Callable[[int], object] | None = None) -> OpenTable:
    """Open a table; raises UnreadableFile. ``tell`` hears the number of rows now and then.

    Rows shorter or longer than the header are given as they are; empty ones are left out.
    """
    stack = ExitStack()
    try:
        lines = _lines(_stream(path, stack))
        first = next(lines, "")
        if not first.strip():
            raise UnreadableFile("empty")
        delimiter = max(DELIMITERS, key=first.count)
        quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "|" else csv.QUOTE_MINIMAL
        header = next(csv.reader([first], delimiter=delimiter, quoting=quoting))
        rows = csv.reader(lines, delimiter=delimiter, quoting=quoting)
    except UnreadableFile:
        stack.close()
        raise
    return OpenTable(tuple(one.strip() for one in header), _told(rows, tell), stack)


def _told(
    rows: Iterator[list[str]], tell: Callable[[int], object] | None
) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(rows, 2):
            if tell is not None and number % TELL_EVERY == 0:
                tell(number)
            if row:
                yield number, row
    except csv.Error:
        raise UnreadableFile("not_text") from None


def _stream(path: Path, stack: ExitStack) -> BinaryIO:
    try:
        file = stack.enter_context(path.open("rb"))
    except OSError:
        raise UnreadableFile("cannot_open") from None
    start = file.read(4)
    file.seek(0)
    return _in_zip(file, stack) if start.startswith(b"PK") else file


def _in_zip(file: BinaryIO, stack: ExitStack) -> BinaryIO:
    """Return the only text in a zip; a workbook is a zip too, and no open file."""
    try:
        archive = stack.enter_context(zipfile.ZipFile(file))
        texts = [one for one in archive.infolist() if one.filename.lower().endswith(TEXTS)]
        if len(texts) != 1:
            raise UnreadableFile("not_one_text", count=len(texts))
        if is_unusual(texts):
            raise UnreadableFile("broken_zip")
        member = stack.enter_context(archive.open(texts[0]))
    except UnreadableFile:
        raise
    except BROKEN_ARCHIVE:
        raise UnreadableFile("broken_zip") from None
    return io.BufferedReader(member)  # type: ignore[type-var]


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Decode line by line: a line that is no UTF-8 is Windows-1252."""
    try:
        while line := stream.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE or b"\0" in line:
                raise UnreadableFile("not_text")
            yield _decoded(line)
    except UnreadableFile:
        raise
    except BROKEN_ARCHIVE:
        raise UnreadableFile("broken_zip") from None


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")

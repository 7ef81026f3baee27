"""Text files with one row per line: their letters, their delimiter, their rows."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from statistics import mode
from typing import NamedTuple

from vlaggenlijn.common.spreadsheets_table import (
    Limits,
    Note,
    Row,
    UnreadableSpreadsheet,
    checked_row,
)

DELIMITERS = (";", ",", "\t", "|")
SAMPLE_ROWS = 50
# Longest first: the mark of UTF-16 is the start of the mark of UTF-32.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """Return the text, the name of its encoding, and a note when that was a guess."""
    encodings = [name for mark, name in MARKS if data.startswith(mark)][:1]
    for encoding in encodings or ["utf-8", "windows-1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        _refuse_zero_characters(text)
        is_guess = encoding == "windows-1252"
        notes = (Note("guessed_encoding"),) if is_guess else ()
        return text, encoding.removesuffix("-sig"), notes
    raise UnreadableSpreadsheet("wrong_encoding")


def _refuse_zero_characters(text: str) -> None:
    """Text with a zero character is UTF-16 without its mark (every other one) or no text."""
    zeros = text.count("\0")
    if zeros:
        is_wide_text = 4 * zeros > len(text)
        raise UnreadableSpreadsheet("wrong_encoding" if is_wide_text else "not_a_spreadsheet")


def without_hint(text: str) -> tuple[str, str | None]:
    """Return the text without Excel's first line ``sep=;`` and the delimiter it named, if any."""
    hint = re.match(r'"?sep=([^"\r\n\w])"?(?:\r\n|\r|\n)', text, re.IGNORECASE)
    return (text[hint.end() :], hint[1]) if hint else (text, None)


def delimiter_of(text: str, suffix: str) -> str:
    """Return the delimiter under which the first rows are most alike; a tab first for .tsv.

    The standard library's sniffer is not used: it guesses quotation marks out of plain text and
    has regular expressions that a hostile file can keep busy.
    """
    if suffix == ".tsv" and _likeness(text, "\t").is_split:
        return "\t"
    return max(DELIMITERS, key=lambda delimiter: _likeness(text, delimiter))


class _Likeness(NamedTuple):
    """How well a delimiter fits, the weightiest first: greater is better."""

    is_well_quoted: bool
    is_split: bool
    share_alike: float
    width: int


def _likeness(text: str, delimiter: str) -> _Likeness:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        sample = list(islice(filter(None, reader), SAMPLE_ROWS))
    except csv.Error:
        return _Likeness(False, False, 0.0, 0)
    widths = [len(row) for row in sample]
    usual = mode(widths or [0])
    # A comma is common in titles and names: there the first row has to be split too.
    is_split = usual > 1 and (delimiter != "," or widths[0] > 1)
    return _Likeness(True, is_split, widths.count(usual) / max(1, len(widths)), usual)


def rows_of(text: str, delimiter: str, limits: Limits) -> Iterator[Row]:
    """Yield every row, empty ones too, numbered as a spreadsheet program numbers them.

    Strict on quotation marks: one that is never closed would swallow all rows after it.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            code = "stray_quote" if '"' in text else "too_much_text"
            raise UnreadableSpreadsheet(code, row=number) from None
        yield checked_row(number, cells, limits)

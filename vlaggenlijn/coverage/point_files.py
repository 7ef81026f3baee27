"""Files of homes and doors in, a file of access out; a thinking module.

Comma separated, UTF-8, the first line names the columns; other columns may stand between. What is
wrong is said in one sentence with the file and the line (``Refused``).
"""

import csv
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vlaggenlijn.coverage.points import FARTHEST, Bundle, Numbers, Places, Points

LEAST, MOST = 1e-6, 1e9  # of an amount that is not 0: people and places, not atoms
Rows = Iterator[tuple[int, list[str]]]


class Refused(Exception):
    """A file that cannot be worked with, in one sentence."""


@dataclass(frozen=True, slots=True, eq=False)
class PointFile:
    """What stood in a file: an id, a point and an amount (children or capacity) for each row."""

    ids: Sequence[str]
    points: Points
    amounts: Numbers


def read_points(path: Path, amount: str) -> PointFile:
    """Read the columns id, x, y and this amount; raises Refused."""
    lines, (ids, *cells) = _read(path, ("id", "x", "y", amount))
    _check_ids(path, lines, ids)
    x, y, amounts = (
        _numbers(path, lines, name, column)
        for name, column in zip(("x", "y", amount), cells, strict=True)
    )
    for name, numbers in (("x", x), ("y", y)):
        _refuse_first(path, lines, np.abs(numbers) > FARTHEST, f"{name} is no place in metres")
    _refuse_first(path, lines, amounts < 0, f"{amount} is less than 0")
    absurd = (amounts > MOST) | ((amounts > 0) & (amounts < LEAST))
    _refuse_first(path, lines, absurd, f"{amount} is absurd (0, or from {LEAST:f} to {MOST:.0f})")
    return PointFile(ids, Points(x, y), amounts)


def read_times(path: Path, near: Sequence[str], far: Sequence[str]) -> Bundle:
    """Read the columns from, to and minutes between these ids; raises Refused.

    Ids that are in neither file are passed over: a table of a country serves a town. Of a pair
    that is there twice both rows would count, so it is refused.
    """
    lines, (here, there, cells) = _read(path, ("from", "to", "minutes"))
    minutes = _numbers(path, lines, "minutes", cells)
    _refuse_first(path, lines, minutes < 0, "minutes is less than 0")
    begin, end = (_positions(ids, column) for ids, column in ((near, here), (far, there)))
    known = np.flatnonzero((begin >= 0) & (end >= 0))
    if not len(known):
        raise Refused(f"{path} has no row whose from and to are ids of the two files.")
    pair = begin[known] * len(far) + end[known]
    twice = np.ones(len(pair), bool)
    twice[np.unique(pair, return_index=True)[1]] = False
    named = [lines[at] for at in known]
    _refuse_first(path, named, twice, "this pair stands in an earlier line too")
    return Bundle(begin[known], end[known], minutes[known])


def _positions(ids: Sequence[str], column: Sequence[str]) -> Places:
    at = {name: place for place, name in enumerate(ids)}
    return np.array([at.get(name, -1) for name in column], np.intp)


def write_access(path: Path, ids: Iterable[str], access: Numbers) -> None:
    """Write id and access, whole or not at all; raises Refused."""
    if path.exists() and not path.is_file():  # a folder, or /dev/null, must stay what it is
        raise Refused(f"{path} cannot be written: it is no ordinary file.")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("id", "access"))
            writer.writerows(zip(ids, access.tolist(), strict=True))
        beside.replace(path)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise Refused(f"{path} cannot be written: {problem.strerror}.") from None


def _read(path: Path, wanted: tuple[str, ...]) -> tuple[list[int], list[list[str]]]:
    """Return the number of the line of every row, and the wanted columns; raises Refused."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _columns(path, file, wanted)
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8: save it as CSV UTF-8.") from None
    except OSError as problem:
        raise Refused(f"{path} cannot be read: {problem.strerror}.") from None
    except csv.Error as problem:
        raise Refused(f"{path} is not a CSV file: {problem}.") from None


def _columns(
    path: Path, file: Iterable[str], wanted: tuple[str, ...]
) -> tuple[list[int], list[list[str]]]:
    """Return the number of the line of every row, and the wanted columns."""
    rows = _rows(file)
    _, header = next(rows, (0, []))
    if not header:
        raise Refused(f"{path} is empty.")
    places = _places(path, [name.strip() for name in header], wanted)
    lines: list[int] = []
    columns: list[list[str]] = [[] for _ in wanted]
    kept = list(zip(columns, places, strict=True))
    for line, row in rows:
        if len(row) != len(header):
            raise Refused(f"{path}, line {line}: {len(row)} cells instead of {len(header)}.")
        lines.append(line)
        for column, place in kept:
            column.append(row[place])
    if not lines:
        raise Refused(f"{path} holds no rows under its header.")
    return lines, columns


def _rows(file: Iterable[str]) -> Rows:
    reader = csv.reader(file, strict=True)
    for row in reader:
        if row:
            yield reader.line_num, row


def _places(path: Path, header: list[str], wanted: tuple[str, ...]) -> list[int]:
    missing = [name for name in wanted if name not in header]
    if missing:
        found = ", ".join(header)
        raise Refused(f"{path} has no column {' or '.join(missing)}: its first line says {found}.")
    twice = [name for name in wanted if header.count(name) > 1]
    if twice:
        raise Refused(f"{path} has more than one column {twice[0]}.")
    return [header.index(name) for name in wanted]


def _check_ids(path: Path, lines: list[int], ids: list[str]) -> None:
    seen: dict[str, int] = {}
    for line, name in zip(lines, ids, strict=True):
        if not name.strip():
            raise Refused(f"{path}, line {line}: the id is empty.")
        if name in seen:
            raise Refused(f"{path}, line {line}: the id {name} stands in line {seen[name]} too.")
        seen[name] = line


def _numbers(path: Path, lines: list[int], name: str, cells: list[str]) -> Numbers:
    try:
        numbers = np.array(list(map(float, cells)))
        if np.isfinite(numbers).all() and not any("_" in cell for cell in cells):
            return numbers
    except ValueError:
        pass
    line, cell = next(
        (line, cell) for line, cell in zip(lines, cells, strict=True) if not _is_number(cell)
    )
    raise Refused(f"{path}, line {line}: {name} is not a number ({cell[:40]!r}).")


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell)) and "_" not in cell
    except ValueError:
        return False


def _refuse_first(path: Path, lines: list[int], wrong: np.ndarray, why: str) -> None:
    if wrong.any():
        raise Refused(f"{path}, line {lines[int(np.argmax(wrong))]}: {why}.")

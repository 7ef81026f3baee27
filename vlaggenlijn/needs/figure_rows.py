"""Figures of municipalities out of rows of any of the usual forms; a thinking module.

One figure a row (gemeente, jaar, waarde), a column for each year, or a column for each indicator:
the Gemeente-Stadsmonitor, the uploads of Provincies in Cijfers, Statbel, or one's own spreadsheet.
Source of the codes for what is missing: Provincies in Cijfers (-99996 to -99999).
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vlaggenlijn.places.statbel import Reasons

CODES = ("nis", "nis-code", "niscode", "nis_code", "nis code", "cd_refnis", "cd_munty_refnis",
         "refnis", "geoitem", "gemeentecode")  # fmt: skip
NAMES = ("gemeente", "municipality", "commune", "gemeentenaam", "naam gemeente")
YEARS = ("jaar", "year", "année", "annee", "period", "periode", "cd_year")
SERIES = ("indicator", "indicateur", "naam indicator")
LEVELS = ("geolevel", "gebiedsniveau")
# Headers that say how a figure is counted, and not of what.
GENERIC = re.compile(r"(waarde|value|valeur|aantal|nombre|procent|percentage|cijfer|obs_value)\b.*")
TEXTS = re.compile(r"(tx_|naam|name|omschrijving|opmerking|bron|provinc|arrondiss|gewest).*")
YEAR = re.compile(r"(19|20)[0-9]{2}")
UNIT = re.compile(r"\(([^()]{1,20})\)\s*$")
# Of places that the source does not know, in Flanders, Brussels and elsewhere.
NOWHERE = ("99991", "99992", "99999")
LONGEST_NAME = 150


class Lack(StrEnum):
    """Why there is no number."""

    EMPTY = "empty"
    HIDDEN = "hidden"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET = "not_yet"


LACKS = {
    **dict.fromkeys(("", "-99996", "-", ".", "..", ":", "nb", "n.b.", "na", "n/a"), Lack.EMPTY),
    **dict.fromkeys(("-99997", "x", "c", "geheim", "verborgen", "<5", "< 5"), Lack.HIDDEN),
    **dict.fromkeys(("-99998", "nvt", "n.v.t."), Lack.NOT_APPLICABLE),
    "-99999": Lack.NOT_YET,
}


class UnclearFigures(ValueError):
    """A table of which we cannot tell where the figures stand; ``code`` says why."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Known:
    """A number, or why there is none; never both."""

    value: float | None
    lack: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: of which series and year, where the header says so."""

    at: int
    name: str
    unit: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands; None for a column that is not there."""

    place: int
    year: int | None
    series: int | None
    level: int | None
    figures: tuple[Column, ...]


@dataclass(slots=True)
class Series:
    """One indicator: figures by (code or name of a municipality, year)."""

    unit: str
    known: dict[tuple[str, int], Known]


@dataclass(frozen=True, slots=True)
class Gathered:
    series: Mapping[str, Series]
    rows: int
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class _Into:
    """What is gathered. Municipalities, years and numbers come back in every series: each is held
    once, which is a third of the memory of a large file."""

    series: dict[str, Series]
    keys: dict[tuple[str, int], tuple[str, int]]
    numbers: dict[Known, Known]


def layout_of(header: Sequence[str]) -> Layout:
    """Return where the figures stand; raises UnclearFigures."""
    folded = [one.strip().casefold() for one in header]
    code, name = _first(folded, CODES), _first(folded, NAMES)
    place = name if code is None else code
    if place is None:
        raise UnclearFigures("no_place", columns=", ".join(header[:12]))
    year, series, level = (_first(folded, names) for names in (YEARS, SERIES, LEVELS))
    taken = {place, code, name, year, series, level}
    figures = tuple(
        _column(at, header[at].strip())
        for at, one in enumerate(folded)
        if at not in taken and one and not TEXTS.fullmatch(one)
    )
    if not figures:
        raise UnclearFigures("no_figures", columns=", ".join(header[:12]))
    return Layout(place, year, series, level, figures)


def gathered(
    layout: Layout,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    name: str = "",
    year: int | None = None,
    names: Mapping[str, str] | None = None,
) -> Gathered:
    """Read all rows (number, cells). ``name``: of the series when the file does not say it.

    ``year``: of rows that say none; ``names``: readable names for columns, and only those columns
    are read when any is given. Raises UnclearFigures where a name or a year is needed.
    """
    found: dict[str, Series] = defaultdict(lambda: Series("", {}))
    reasons, count = Reasons(), 0
    into = _Into(found, {}, {})
    columns = _wanted(layout, names or {}, name)
    _refuse_yearless(layout, columns, year)
    width = 1 + max(layout.place, layout.year or 0, layout.series or 0, layout.level or 0)
    for number, row in rows:
        count += 1
        if len(row) < width:
            reasons.add("short_row", str(number))
            continue
        place = row[layout.place].strip().removesuffix(".0")
        if not _is_municipality(layout, row) or place in NOWHERE or not place:
            reasons.add("other_level", place or str(number))
            continue
        said = row[layout.year].strip().removesuffix(".0") if layout.year is not None else ""
        if said and not YEAR.fullmatch(said):
            reasons.add("no_year", f"{number}: {said[:20]}")
            continue
        series = row[layout.series].strip() if layout.series is not None else ""
        for column in columns:
            _take(into, column, row, (place, int(said) if said else year, series), number, reasons)
    return Gathered({one: kept for one, kept in found.items() if kept.known}, count, reasons)


def number(text: str) -> Known | None:
    """Read a number as people and programs write it, or why there is none; None for other text.

    A comma is a decimal sign; a point too, unless there are two groups of thousands ("1.234.567")
    or a comma comes after it ("1.234,5").
    """
    plain = text.strip().removesuffix("%").strip().casefold()
    if plain.removesuffix(".0") in LACKS:
        return Known(None, LACKS[plain.removesuffix(".0")])
    tidy = re.sub(r"[\s€\u00a0\u202f']", "", plain)
    if "," in tidy and "." in tidy:
        thousands, decimal = (".", ",") if tidy.rfind(",") > tidy.rfind(".") else (",", ".")
        tidy = tidy.replace(thousands, "").replace(decimal, ".")
    elif re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3}){2,}", tidy):
        tidy = tidy.replace(".", "")
    try:
        value = float(tidy.replace(",", "."))
    except ValueError:
        return None
    return Known(value) if math.isfinite(value) else None


def _first(folded: Sequence[str], names: Iterable[str]) -> int | None:
    return next((folded.index(one) for one in names if one in folded), None)


def _column(at: int, header: str) -> Column:
    unit = UNIT.search(header)
    year = int(header) if YEAR.fullmatch(header) else None
    is_generic = year is not None or GENERIC.fullmatch(header.casefold()) is not None
    name = "" if is_generic else header[:LONGEST_NAME]
    return Column(at, name, unit[1] if unit else "", year)


def _wanted(layout: Layout, names: Mapping[str, str], name: str) -> list[Column]:
    columns = list(layout.figures)
    if names:
        columns = [
            Column(one.at, names[one.name], one.unit, one.year)
            for one in columns
            if one.name in names
        ]
        if not columns:
            raise UnclearFigures("no_such_column", columns=", ".join(names))
    if layout.series is None and any(not one.name for one in columns) and not name:
        raise UnclearFigures("no_name")
    if name and layout.series is None and (len(columns) == 1 or all(one.year for one in columns)):
        columns = [Column(one.at, name, one.unit, one.year) for one in columns]
    return columns


def _refuse_yearless(layout: Layout, columns: Iterable[Column], year: int | None) -> None:
    if layout.year is None and year is None and any(one.year is None for one in columns):
        raise UnclearFigures("no_year")


def _is_municipality(layout: Layout, row: Sequence[str]) -> bool:
    return layout.level is None or row[layout.level].strip().casefold().startswith("gemeente")


def _take(
    into: _Into,
    column: Column,
    row: Sequence[str],
    told: tuple[str, int | None, str],
    at: int,
    reasons: Reasons,
) -> None:
    place, said, series = told
    known = number(row[column.at]) if column.at < len(row) else Known(None, Lack.EMPTY)
    year = column.year or said
    if known is None:
        reasons.add("no_value", f"{at}: {row[column.at].strip()[:20]}")
    elif year is None:
        reasons.add("no_year", str(at))
    elif known.lack != Lack.EMPTY:
        name = " ".join(part for part in (series, column.name) if part)[:LONGEST_NAME]
        kept, key = into.series[name], into.keys.setdefault((place, year), (place, year))
        kept.unit = kept.unit or column.unit
        if key in kept.known and kept.known[key] != known:
            reasons.add("twice", f"{place} {year}")
        kept.known[key] = into.numbers.setdefault(known, known)

"""What the files of Statbel say of people: by age, by statistical sector, and the register.

A thinking module. Rows split by nationality, sex and civil status are added up. Codes are those of
the file: ``links`` carries them to those of today. Source of the formats: statbel.fgov.be, open
data, "Population by place of residence, nationality, marital status, age and sex", "Population by
statistical sector" and "REFNIS".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vlaggenlijn.places.open_files import OpenTable, UnreadableFile

NIS = re.compile(r"[1-9][0-9]{4}")
SECTOR = re.compile(r"[1-9][0-9]{4}[0-9A-Z_-]{2,5}")
UNKNOWN_SECTOR = "ZZZZ"
SECTOR_COLUMNS = ("cd_sector", "sector", "statsec", "cd_statistical_sector")
# The column of a sector was also called after the day of its geography: CS01012011.
DATED_SECTOR = re.compile(r"cs0101[0-9]{4}")
TOTAL_COLUMNS = ("ms_population", "total", "ms_tot_pop", "tot_population", "population", "pop")
MUNICIPALITY_LEVEL = "4"
EXAMPLES = 5


class Kind(StrEnum):
    AGES = "ages"
    SECTORS = "sectors"
    REGISTER = "register"


@dataclass(slots=True)
class Reasons:
    """Why rows were left out: how many for each code, and the first few of them."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, example: str, count: int = 1) -> None:
        self.counts[code] += count
        known = self.examples[code]
        if len(known) < EXAMPLES and example not in known:
            known.append(example)

    def join(self, other: "Reasons") -> None:
        """Take over what another knows."""
        for code, count in other.counts.items():
            self.counts[code] += count
            self.examples[code] = [*self.examples[code], *other.examples[code]][:EXAMPLES]

    def to_list(self) -> list[dict[str, object]]:
        return [
            {"code": code, "count": count, "examples": list(self.examples[code])}
            for code, count in sorted(self.counts.items())
        ]


@dataclass(frozen=True, slots=True)
class Counted:
    """People by key; ``rows`` is how many rows were read."""

    people: Mapping[tuple[str, str], int]
    rows: int
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class Entry:
    """A municipality of the register, from its first to its last day."""

    nis: str
    name_nl: str
    name_fr: str
    starts_on: date
    ends_on: date


def kind_of(table: OpenTable) -> Kind:
    """Return what a table holds; raises UnreadableFile when it is none that we know."""
    if table.column("cd_refnis") is not None and table.column("cd_age") is not None:
        return Kind.AGES
    if table.column("lvl_refnis") is not None and table.column("cd_refnis") is not None:
        return Kind.REGISTER
    if _sector_column(table) is not None and table.column(*TOTAL_COLUMNS) is not None:
        return Kind.SECTORS
    raise UnreadableFile("unknown_columns", columns=", ".join(table.header[:12]))


def children(table: OpenTable, bands: Mapping[str, tuple[int, int]], year: int) -> Counted:
    """Return children by (NIS code, band); ``bands``: the first and last year of age of each.

    Raises UnreadableFile when the table says that it is of another year.
    """
    place, age, number = _columns(table, ("cd_refnis",), ("cd_age",), ("ms_population",))
    said = table.column("cd_year")
    band_of = {
        str(one): band for band, (first, last) in bands.items() for one in range(first, last + 1)
    }
    people: dict[tuple[str, str], int] = defaultdict(int)
    reasons, rows, widest = Reasons(), 0, max(place, age, number)
    for at, row in table.rows:
        rows += 1
        if len(row) <= widest:
            reasons.add("short_row", str(at))
            continue
        if said is not None:
            _same_year(row[said], year)
        if not (row[age].isdecimal() and row[number].isdecimal() and NIS.fullmatch(row[place])):
            reasons.add("no_number", str(at))
        elif band := band_of.get(row[age]):
            people[row[place], band] += int(row[number])
    return Counted(people, rows, reasons)


def inhabitants(table: OpenTable, year: int) -> Counted:
    """Return inhabitants by ("", sector); people of whom no sector is known are left out, told."""
    sector, number = _sector_column(table), table.column(*TOTAL_COLUMNS)
    if sector is None or number is None:
        raise UnreadableFile("unknown_columns", columns=", ".join(table.header[:12]))
    said = table.column("cd_year", "year")
    people: dict[tuple[str, str], int] = defaultdict(int)
    reasons, rows, widest = Reasons(), 0, max(sector, number, said or 0)
    for at, row in table.rows:
        rows += 1
        if len(row) <= widest:
            reasons.add("short_row", str(at))
        elif not row[number].isdecimal():
            reasons.add("no_number", str(at))
        elif UNKNOWN_SECTOR in row[sector]:
            reasons.add("unknown_sector", row[sector], int(row[number]))
        elif not SECTOR.fullmatch(row[sector]):
            reasons.add("no_sector", row[sector])
        else:
            if said is not None:
                _same_year(row[said], year)
            people["", row[sector]] += int(row[number])
    return Counted(people, rows, reasons)


def register(table: OpenTable, day: date) -> list[Entry]:
    """Return the municipalities that are in the register on a day; rows of other levels are not."""
    level, code, dutch, french, start, end = _columns(
        table, ("lvl_refnis",), ("cd_refnis",), ("tx_refnis_nl",), ("tx_refnis_fr",),
        ("dt_vldt_start", "dt_vldt_strt"), ("dt_vldt_end", "dt_vldt_stop"),
    )  # fmt: skip
    widest = max(level, code, dutch, french, start, end)
    found = []
    for _, row in table.rows:
        if len(row) > widest and row[level] == MUNICIPALITY_LEVEL:
            entry = Entry(row[code], row[dutch], row[french], _day(row[start]), _day(row[end]))
            if entry.starts_on <= day <= entry.ends_on:
                found.append(entry)
    return sorted(found, key=lambda one: one.nis)


def _columns(table: OpenTable, *wanted: tuple[str, ...]) -> list[int]:
    found = [table.column(*names) for names in wanted]
    missing = [names[0].upper() for names, at in zip(wanted, found, strict=True) if at is None]
    if missing:
        raise UnreadableFile("missing_columns", columns=", ".join(missing))
    return [at for at in found if at is not None]


def _sector_column(table: OpenTable) -> int | None:
    at = table.column(*SECTOR_COLUMNS)
    dated = (at for at, name in enumerate(table.header) if DATED_SECTOR.fullmatch(name.casefold()))
    return next(dated, None) if at is None else at


def _same_year(said: str, year: int) -> None:
    if said.strip() != str(year):
        raise UnreadableFile("other_year", said=said.strip()[:10], year=year)


def _day(text: str) -> date:
    """Read 31/12/9999 or 9999-12-31; raises UnreadableFile."""
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableFile("no_day", text=text[:20]) from None

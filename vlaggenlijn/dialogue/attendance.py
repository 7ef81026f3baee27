"""Who took part, by region and by table, with small numbers hidden; a thinking module.

Regions and tables are two ways of counting the same organisations, so they are protected together:
two tables that each hide other cells would together give away what each hides (``small_cells``).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from vlaggenlijn.dialogue.small_cells import Key, hidden

PRESENT, EXCUSED, NO_SHOW, SILENT = "present", "excused", "no_show", "silent"
OUTCOMES = (PRESENT, EXCUSED, NO_SHOW, SILENT)


@dataclass(frozen=True, slots=True)
class Seat:
    """One organisation that was addressed: its region, its table ("" for none), its state."""

    region: str
    table: str
    state: str

    @property
    def outcome(self) -> str:
        return self.state if self.state in OUTCOMES else SILENT


@dataclass(frozen=True, slots=True)
class Line:
    """One region, or all of them: who was addressed and what came of it; None is hidden."""

    name: str
    addressed: int | None
    outcomes: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Attendance:
    """``tables`` holds how many took part at each table; None may not be shown."""

    total: Line
    regions: tuple[Line, ...]
    tables: Mapping[str, int | None]
    percent: int | None

    @property
    def has_hidden(self) -> bool:
        lines = (self.total, *self.regions)
        cells = [cell for one in lines for cell in (one.addressed, *one.outcomes.values())]
        return None in (*cells, *self.tables.values())


def attendance(seats: Iterable[Seat]) -> Attendance:
    """Return who took part; the response is rounded, and hidden with what it is made of."""
    counts = _counts(seats)
    covered = hidden(counts)

    def shown(*key: str | None) -> int | None:
        return None if key in covered else counts[key]

    regions = sorted({key[0] for key in counts if key[0] is not None})
    tables = {key[1]: shown(*key) for key in counts if key[1] is not None}
    total = _line("", None, shown)
    present = total.outcomes[PRESENT]
    percent = None
    if total.addressed and present is not None:
        percent = round(100 * present / total.addressed)
    lines = tuple(_line(region, region, shown) for region in regions)
    return Attendance(total, lines, tables, percent)


def _counts(seats: Iterable[Seat]) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for seat in seats:
        for region in (seat.region, None):
            counts[region, None, seat.outcome] += 1
            counts[region, None, None] += 1
        if seat.outcome == PRESENT:
            counts[seat.region, seat.table, PRESENT] += 1
    return counts


def _line(name: str, region: str | None, shown: Callable[..., int | None]) -> Line:
    outcomes = {outcome: shown(region, None, outcome) for outcome in OUTCOMES}
    return Line(name, shown(region, None, None), outcomes)

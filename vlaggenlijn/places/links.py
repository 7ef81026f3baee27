"""From the codes of one year to those of another, always by a table; a thinking module.

Codes of sectors and neighbourhoods of different years share little, and one that is the same may be
another area. A code may go to several others, each with its share; shares of a code are 1 together.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from vlaggenlijn.places.open_files import OpenTable, UnreadableFile

FROM_COLUMNS = ("from", "van", "sector", "statsec", "cd_sector", "gemeente2018", "former_nis")
TO_COLUMNS = ("to", "naar", "wijk_2024", "ggw7", "wijk", "gemeente", "current_nis")
SHARE_COLUMNS = ("share", "aandeel", "deel")
ROUGH = 0.01  # by which shares may miss 1
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Carried:
    """What arrived at each code, and what had no link: codes with their amounts."""

    arrived: Mapping[str, float]
    left: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Links:
    """For each code the codes it goes to, with shares."""

    to: Mapping[str, Mapping[str, float]]

    def carried(self, amounts: Mapping[str, float]) -> Carried:
        """Carry amounts over; together with what is left they add up to what went in."""
        arrived: dict[str, float] = defaultdict(float)
        left: dict[str, float] = {}
        for code, amount in amounts.items():
            targets = self.to.get(code)
            if not targets:
                left[code] = amount
                continue
            for target, share in targets.items():
                arrived[target] += amount * share
        return Carried(dict(arrived), left)


def read_links(table: OpenTable, start: str = "", end: str = "") -> Links:
    """Return the links of a table; ``start`` and ``end`` name its columns, else they are known.

    Raises UnreadableFile for columns that are not there, and for a code whose shares miss 1: to
    several codes without a column of shares nobody knows how much goes where.
    """
    at = table.column(*((start.casefold(),) if start else FROM_COLUMNS))
    to = table.column(*((end.casefold(),) if end else TO_COLUMNS))
    share = table.column(*SHARE_COLUMNS)
    if at is None or to is None or at == to:
        raise UnreadableFile("no_links", columns=", ".join(table.header[:12]))
    widest = max(at, to, share or 0)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for number, row in table.rows:
        if len(row) > widest and row[at] and row[to]:
            found[row[at]][row[to]] = _share(row[share] if share is not None else "1", number)
    for code, targets in found.items():
        if abs(sum(targets.values()) - 1) > ROUGH:
            raise UnreadableFile("shares_miss", text=code)
    return Links(found)


def _share(text: str, number: int) -> float:
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UnreadableFile("no_share", row=number)
    return share

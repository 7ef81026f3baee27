"""What many tables said, counted so that the numbers mean something; a thinking module.

The unit is not the quote, for one talkative table would decide: distinct tables, organisations
and people are counted per theme, chance or bottleneck, hat and kind of organisation. What tells who
said it is hidden (``small_cells``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from vlaggenlijn.dialogue.small_cells import FEWEST, Key, hidden

DIMENSIONS = ("code", "polarity", "hat", "kind")
# What is shown together, so what is protected together: by theme and polarity, and by theme, hat
# and kind of organisation, each with all its totals.
SHAPES: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        *("", "code", "polarity", "hat", "kind"),
        *("code polarity", "code hat", "code kind", "hat kind", "code hat kind"),
    )
)


@dataclass(frozen=True)
class Coded:
    """One quote under one code; a quote with two codes stands twice. Empty kind: not known."""

    quote: str
    table: str
    organization: str
    person: str
    kind: str
    hat: str
    code: str
    polarity: str


@dataclass(frozen=True)
class Count:
    """How many distinct quotes, tables, organisations and people are behind a cell."""

    quotes: int
    tables: int
    organizations: int
    people: int


@dataclass(frozen=True)
class Synthesis:
    """The counts that may be shown; a hidden cell stands in ``hidden`` and has no count.

    Keys hold a value for each of DIMENSIONS, or None for all of them.
    """

    counts: Mapping[Key, Count]
    hidden: frozenset[Key]

    def count(self, **values: str) -> Count | None:
        """Return the count of a cell, such as ``code="sleep", polarity="chance"``.

        None: it may not be shown. A cell that nobody spoke of is zero all over.
        """
        key = tuple(values.get(name) for name in DIMENSIONS)
        return None if key in self.hidden else self.counts.get(key, Count(0, 0, 0, 0))

    def values(self, dimension: str) -> list[str]:
        """Return what occurs along a dimension, most quotes first; hidden totals come last."""
        place = DIMENSIONS.index(dimension)
        alone = {
            key: self.counts[key].quotes if key in self.counts else 0
            for key in {*self.counts, *self.hidden}
            if [at for at, value in enumerate(key) if value is not None] == [place]
        }
        ordered = sorted(alone, key=lambda key: (-alone[key], str(key[place])))
        return [str(key[place]) for key in ordered]


def synthesis(
    rows: Iterable[Coded],
    *,
    shapes: Sequence[frozenset[str]] = SHAPES,
    fewest: int = FEWEST,
) -> Synthesis:
    """Return what may be shown of all rows, for the combinations of dimensions in ``shapes``.

    Whoever shows tables of one series shows them out of one synthesis: two of them, with other
    shapes, hide other cells, and together would give away what each hides.
    """
    counts = counted(rows, shapes)
    covered = hidden({key: one.organizations for key, one in counts.items()}, fewest=fewest)
    shown = {key: count for key, count in counts.items() if key not in covered}
    return Synthesis(shown, frozenset(covered))


def counted(rows: Iterable[Coded], shapes: Sequence[frozenset[str]]) -> dict[Key, Count]:
    """Return every cell that holds something, nothing hidden: never to be shown as it is."""
    sets: dict[Key, tuple[set[str], set[str], set[str], set[tuple[str, str]]]]
    sets = defaultdict(lambda: (set(), set(), set(), set()))
    for row in rows:
        values = (row.code, row.polarity, row.hat, row.kind)
        for shape in shapes:
            pairs = zip(DIMENSIONS, values, strict=True)
            cell = sets[tuple(value if name in shape else None for name, value in pairs)]
            cell[0].add(row.quote)
            cell[1].add(row.table)
            cell[2].add(row.organization)
            cell[3].add((row.organization, row.person))
    return {key: Count(*(len(one) for one in found)) for key, found in sets.items()}


@dataclass(frozen=True)
class Step:
    """What one more table brought: themes that no table before it named, and those known by then.

    ``expected`` is what so many tables would bring on average over all orders, so that it does not
    hang on which table happened to come first.
    """

    table: str
    new: int
    known: int
    expected: float


def saturation(rows: Iterable[Coded], tables: Sequence[str]) -> list[Step]:
    """Return the saturation curve over tables in the order in which they were held.

    Rows of a table that is not named do not count; a table without rows brings nothing new.
    The mean over orders: a theme named at k of n tables is missing from t tables in
    C(n - k, t) of C(n, t) choices (rarefaction, Hurlbert 1971).
    """
    named: dict[str, set[str]] = {table: set() for table in tables}
    for row in rows:
        if row.table in named:
            named[row.table].add(row.code)
    spread = [
        sum(code in codes for codes in named.values()) for code in set().union(*named.values())
    ]
    known: set[str] = set()
    steps = []
    for number, (table, codes) in enumerate(named.items(), start=1):
        new = codes - known
        known |= codes
        steps.append(Step(table, len(new), len(known), _expected(spread, number, len(named))))
    return steps


def _expected(spread: Sequence[int], number: int, tables: int) -> float:
    return sum(1 - comb(tables - one, number) / comb(tables, number) for one in spread)

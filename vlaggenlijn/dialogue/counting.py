"""What a series said, counted for its page: themes by side, hat and kind of organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vlaggenlijn.dialogue.models import Coding, Polarity, Series, Table
from vlaggenlijn.dialogue.synthesis import Coded, Count, Step, Synthesis, saturation, synthesis


@dataclass(frozen=True)
class Line:
    """A theme with its counts, one for each column and one for all; None: it may not be shown."""

    name: str
    cells: tuple[tuple[str, Count | None], ...]
    total: Count | None
    # The same cells by the value itself instead of its word.
    by_value: tuple[tuple[str, Count | None], ...] = ()


@dataclass(frozen=True)
class Grid:
    heading: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Overview:
    """The tables of a series that hang together, and what each held table brought."""

    grids: tuple[Grid, ...]
    steps: tuple[Step, ...]
    total: Count | None
    has_hidden: bool


def coded_rows(series: Series) -> list[Coded]:
    """Return every coding of what stands; who spoke unknown is one organisation all together.

    So what only unknown people said is hidden, as nobody can tell how many they were.
    """
    return [_row(*row) for row in Coding.objects.of_series(series).as_counted()]


def _row(
    quote: Any, table: Any, speaker: Any, kind: str | None, hat: str | None, code: str, side: str
) -> Coded:
    who = str(speaker or "")
    return Coded(
        quote=str(quote), table=str(table), organization=who, person=who, kind=kind or "",
        hat=hat or "", code=code, polarity=side,
    )  # fmt: skip


def overview(series: Series, rows: Sequence[Coded] | None = None) -> Overview:
    """Return all that the page of a series shows, out of one synthesis (of rows read before)."""
    rows = coded_rows(series) if rows is None else rows
    found = synthesis(rows)
    sides = {**dict(Polarity.choices), "": _("neither")}
    grids = (
        _grid(found, _("Opportunities and bottlenecks"), "polarity", sides),
        _grid(found, _("Hats"), "hat", {"": _("no hat")}),
        _grid(found, _("Kinds of organisation"), "kind", {"": _("not said")}),
    )
    held = Table.objects.of_series(series).held().in_order()
    names = {str(table.pk): str(table) for table in held}
    steps = saturation(rows, list(names))
    named = tuple(Step(names[one.table], one.new, one.known, one.expected) for one in steps)
    return Overview(grids, named, found.count(), bool(found.hidden))


def _grid(found: Synthesis, heading: str, dimension: str, words: dict[str, object]) -> Grid:
    values = found.values(dimension)
    labels = [str(words.get(value, value)) for value in values]
    lines = tuple(
        Line(
            name,
            tuple(
                (label, found.count(code=name, **{dimension: value}))
                for label, value in zip(labels, values, strict=True)
            ),
            found.count(code=name),
            tuple((value, found.count(code=name, **{dimension: value})) for value in values),
        )
        for name in found.values("code")
    )
    return Grid(heading, tuple(labels), lines)


def curve(steps: Iterable[Step], *, width: int = 300, height: int = 120) -> str:
    """Return the points of the saturation curve in a picture of that size; "" for under two."""
    known = [0, *(step.known for step in steps)]
    if len(known) < 3 or not known[-1]:
        return ""
    across, up = width / (len(known) - 1), height / known[-1]
    return " ".join(f"{at * across:.1f},{height - one * up:.1f}" for at, one in enumerate(known))

"""Unmet questions added up until no sum is small; a thinking module.

Every question stands in at most one cell, and a cell holds at least five. What is too little for a
week by itself waits until the month is over, what is too little then for the quarter; within a
period the age goes first, then the municipality, and at the end of a quarter the theme goes up to
its broader theme. What is still too little then is never shown.

A cell, once shown, stays as it is: it is made of a period that is over. So the difference of two
looks at the page is a number of whole cells, the sum of any cells is true, and nothing under five
can be worked out by taking one number from another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vlaggenlijn.common.small_counts import FEW
from vlaggenlijn.guide.tallies import monday_of

WEEK, MONTH, QUARTER = "week", "month", "quarter"
SPANS = (WEEK, MONTH, QUARTER)
MOST_LEVELS = 6  # of themes under each other

Coarse = tuple[str | None, str | None, str | None, bool]


@dataclass(frozen=True, slots=True)
class Unmet:
    """So many unmet questions of one week, named by its Monday; any text may be empty."""

    week: date
    theme: str
    area: str
    age_band: str
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """At least five unmet questions of a period that is over, named by its first day.

    None stands for "all that is too little by itself": of the themes, municipalities or ages.
    ``has_narrower`` says that those of narrower themes are in it.
    """

    span: str
    first: date
    theme: str | None
    area: str | None
    age_band: str | None
    has_narrower: bool
    count: int


def rolled_up(rows: Iterable[Unmet], broader: Mapping[str, str], today: date) -> list[Cell]:
    """Return the cells that may be shown on a day, from the finest period to the coarsest.

    ``broader`` is {theme: broader theme}; themes without one stand on top.
    """
    left, cells = list(rows), []
    for span in SPANS:
        waiting = [row for row in left if not is_over(span, row.week, today)]
        over = [row for row in left if is_over(span, row.week, today)]
        for coarser in _steps(span, broader):
            over, found = _pooled(over, span, coarser)
            cells += found
        left = waiting + over
    return cells


def first_of(span: str, day: date) -> date:
    """Return the first day of the period that a week, named by its Monday, belongs to."""
    if span == WEEK:
        return monday_of(day)
    month = day.month if span == MONTH else (day.month - 1) // 3 * 3 + 1
    return day.replace(month=month, day=1)


def after(span: str, day: date) -> date:
    """Return the first day after that period."""
    months = {WEEK: 0, MONTH: 1, QUARTER: 3}[span]
    first = first_of(span, day)
    if not months:
        return first + timedelta(weeks=1)
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def is_over(span: str, week: date, today: date) -> bool:
    """Whether the last week that begins in a period has ended."""
    end = after(span, week)
    return monday_of(end + timedelta(days=6)) <= today


def quarter_before(day: date, back: int = 0) -> date:
    """Return the first day of the quarter of a day, or of one so many quarters earlier."""
    first = first_of(QUARTER, monday_of(day))
    for _ in range(back):
        first = first_of(QUARTER, first - timedelta(days=1))
    return first


def _steps(span: str, broader: Mapping[str, str]) -> list[Callable[[Unmet], Coarse]]:
    steps: list[Callable[[Unmet], Coarse]] = [
        lambda row: (row.theme, row.area, row.age_band, False),
        lambda row: (row.theme, row.area, None, False),
        lambda row: (row.theme, None, None, False),
    ]
    if span != QUARTER:
        return steps
    levels = [_raised(broader, level) for level in range(1, MOST_LEVELS + 1)]
    return [*steps, *levels, lambda row: (None, None, None, False)]


def _raised(broader: Mapping[str, str], level: int) -> Callable[[Unmet], Coarse]:
    def coarse(row: Unmet) -> Coarse:
        theme = row.theme
        for _ in range(level):
            theme = broader.get(theme, theme)
        return theme, None, None, True

    return coarse


def _pooled(
    rows: list[Unmet], span: str, coarser: Callable[[Unmet], Coarse]
) -> tuple[list[Unmet], list[Cell]]:
    """Return the rows that are still too little, and the cells of the others."""
    pools: dict[tuple[date, Coarse], list[Unmet]] = defaultdict(list)
    for row in rows:
        pools[first_of(span, row.week), coarser(row)].append(row)
    left, cells = [], []
    for (first, coarse), pool in pools.items():
        count = sum(row.count for row in pool)
        if count >= FEW:
            cells.append(Cell(span, first, *coarse, count))
        else:
            left += pool
    return left, cells

"""What was asked and not found in a quarter, as its coordinator may see it: no cell under five."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.guide.models import NO_THEME, AskedCount, AskedWord
from vlaggenlijn.guide.rollup import (
    QUARTER,
    WEEK,
    Cell,
    after,
    is_over,
    quarter_before,
    rolled_up,
)
from vlaggenlijn.guide.tallies import monday_of
from vlaggenlijn.guide.weighing import THEME
from vlaggenlijn.home.counts import age_labels
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.models import Concept

A_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell in words."""

    where: str
    age: str
    when: str
    count: int


@dataclass(frozen=True, slots=True)
class ThemeLines:
    """The cells of one theme and their sum; the slug is empty where no single theme is meant."""

    label: str
    slug: str
    count: int
    lines: list[CellLine]


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was asked and not found in a quarter, most of all first; nothing follows when over."""

    first: date
    last: date
    is_over: bool
    count: int
    themes: list[ThemeLines]


def unmet_in(network: LocalNetwork, today: date, *, back: int = 0) -> Quarter:
    """Return the quarter of a day, or one so many quarters earlier, of a network."""
    first = quarter_before(today, back)
    end = after(QUARTER, first)
    rows = AskedCount.objects.of_network(network).between(first, end - timedelta(days=1)).unmet()
    cells = rolled_up(rows, broader_themes(), today)
    return Quarter(
        first=first,
        last=end - timedelta(days=1),
        is_over=is_over(QUARTER, first, today),
        count=sum(cell.count for cell in cells),
        themes=_by_theme(cells),
    )


def broader_themes() -> dict[str, str]:
    """Return {slug of a theme: slug of its broader theme}."""
    themes = Concept.objects.of_scheme("themes").exclude(broader__isnull=True)
    return dict(themes.values_list("slug", "broader__slug"))


def _by_theme(cells: Iterable[Cell]) -> list[ThemeLines]:
    groups: dict[str | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.theme].append(cell)
    towns = _town_names(cell.area for group in groups.values() for cell in group)
    found = [
        ThemeLines(
            _theme_label(theme),
            theme or "",
            sum(cell.count for cell in group),
            [_line(cell, towns) for cell in sorted(group, key=_largest_first)],
        )
        for theme, group in groups.items()
    ]
    return sorted(found, key=lambda one: (-one.count, one.label))


def _largest_first(cell: Cell) -> tuple[int, date, str, str]:
    return -cell.count, cell.first, cell.area or "", cell.age_band or ""


def _town_names(codes: Iterable[str | None]) -> dict[str, str]:
    wanted = {code for code in codes if code}
    return {one.nis: str(one) for one in Municipality.objects.with_nis(wanted)}


def _theme_label(theme: str | None) -> str:
    if theme is None:
        return _("several themes, each too little by itself")
    return _("no theme recognised") if theme == NO_THEME else lookup.label(THEME + theme, spoken())


def _line(cell: Cell, towns: dict[str, str]) -> CellLine:
    where = _("the whole network together")
    if cell.area is not None:
        where = towns.get(cell.area, "") or _("no place of the network named")
    if cell.has_narrower:
        where = _("%(where)s, narrower themes too") % {"where": where}
    age = _("all ages together") if cell.age_band is None else age_labels()[cell.age_band]
    return CellLine(where, age, _when(cell), cell.count)


def _when(cell: Cell) -> str:
    if cell.span == WEEK:
        return _("week of %(day)s") % {"day": formats.date_format(cell.first, "j F")}
    if cell.span == QUARTER:
        return _("the whole quarter")
    return formats.date_format(cell.first, "F")


def words_of(network: LocalNetwork, today: date) -> list[tuple[str, str, list[str]]]:
    """Return (theme slug, label, words) that at least five unanswered questions held.

    Only of weeks that are over and began less than a month ago; none where none are kept.
    """
    if not network.keeps_words:
        return []
    rows = AskedWord.objects.of_network(network).no_older_than(today - A_MONTH)
    grouped: dict[str, list[str]] = defaultdict(list)
    for theme, word in rows.in_weeks_before(monday_of(today)).said_often():
        grouped[theme].append(word)
    return [(theme, _theme_label(theme), said) for theme, said in grouped.items()]

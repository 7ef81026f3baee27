"""The figures of a municipality beside those of similar ones, as the page shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vlaggenlijn.needs.figure_rows import Known
from vlaggenlijn.needs.figure_words import lack_text, shown
from vlaggenlijn.needs.likeness import Town, alike
from vlaggenlijn.needs.models import Figure, Indicator
from vlaggenlijn.needs.trends import Former, Line, Moment, Trend, drawn, middle, trend
from vlaggenlijn.places.models import ChildrenCount, Municipality, Succession


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator here and in similar municipalities; texts are "" where there is nothing."""

    indicator: Indicator
    trend: Trend
    value: str
    year: int | None
    similar: str
    change: str
    lack: str
    is_before: bool
    here: Line
    there: Line


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of an indicator, here and in the middle of the similar municipalities."""

    year: int
    value: str
    similar: str
    remark: str


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    value: str
    year: int | None
    lack: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One indicator of one municipality, all that is known of it."""

    row: Row
    years: list[YearLine]
    peers: list[Peer]
    formers: list[Peer]
    evidence: str


class Land:
    """Municipalities of today, who became who, and which are alike; read once for a page."""

    def __init__(self, here: Municipality) -> None:
        self.here = here
        towns = list(Municipality.objects.current().in_region(here.region))
        self.names = {one.nis: one.name_nl for one in towns}
        children = ChildrenCount.objects.newest_totals()
        self.similar = alike(here.nis, [_town(one, children) for one in towns])
        self.formers: dict[str, list[Succession]] = defaultdict(list)
        for one in Succession.objects.select_related("former"):
            self.formers[one.current_id].append(one)

    @property
    def is_fused(self) -> bool:
        return bool(self.formers.get(self.here.nis))

    @property
    def similar_names(self) -> list[str]:
        return [self.names[nis] for nis in self.similar]

    def codes(self) -> set[str]:
        """Return every code under which a figure of this page may stand."""
        found = {self.here.nis, *self.similar}
        waiting = list(found)
        while waiting:
            more = {one.former_id for one in self.formers.get(waiting.pop(), ())} - found
            found |= more
            waiting += more
        return found

    def trend(self, nis: str, known: Mapping[str, Mapping[int, Known]], *, is_count: bool) -> Trend:
        """Return the trend of a municipality; a former one may have been put together itself."""
        formers = []
        for one in self.formers.get(nis, ()):
            before = self.trend(one.former_id, known, is_count=is_count)
            told = {moment.year: Known(moment.value, moment.lack) for moment in before.moments}
            formers.append(Former(one.former.name_nl, one.happened_on.year, told))
        return trend(known.get(nis, {}), formers, is_count=is_count)


def _town(one: Municipality, children: Mapping[str, int]) -> Town:
    return Town(one.nis, one.region, one.inhabitants, one.area_km2, children.get(one.nis, 0))


def rows_of(land: Land, indicators: Iterable[Indicator]) -> list[Row]:
    """Return a row for each indicator, in two queries whatever their number."""
    listed = list(indicators)
    known = _known(listed, land.codes())
    return [_row(land, one, known[one.pk]) for one in listed]


def _known(
    indicators: Iterable[Indicator], codes: Iterable[str]
) -> dict[Any, dict[str, dict[int, Known]]]:
    found: dict[Any, dict[str, dict[int, Known]]] = defaultdict(lambda: defaultdict(dict))
    rows = Figure.objects.of(indicators).in_municipalities(codes)
    for pk, nis, year, value, lack in rows.values_list(
        "indicator", "municipality", "year", "value", "lack"
    ):
        found[pk][nis][year] = Known(value, lack)
    return found


def _row(land: Land, indicator: Indicator, known: Mapping[str, Mapping[int, Known]]) -> Row:
    here = land.trend(land.here.nis, known, is_count=indicator.is_count)
    there = middle(land.trend(nis, known, is_count=indicator.is_count) for nis in land.similar)
    newest = here.newest
    mine = {one.year: one.value for one in here.moments if one.value is not None}
    line, other = drawn(mine, there)
    return Row(
        indicator=indicator,
        trend=here,
        value=shown(newest.value, indicator.unit) if newest and newest.value is not None else "",
        year=newest.year if newest else None,
        similar=_text(there.get(newest.year) if newest else None, indicator),
        change=_change(here, indicator),
        lack=lack_text(here, land.is_fused),
        is_before=bool(newest and newest.is_before),
        here=line,
        there=other,
    )


def _text(value: float | None, indicator: Indicator) -> str:
    return "" if value is None else shown(value, indicator.unit)


def _change(here: Trend, indicator: Indicator) -> str:
    oldest = here.oldest
    if here.newest is None or oldest is None or oldest.value is None:
        return ""
    return _("%(value)s in %(year)s") % {
        "value": shown(oldest.value, indicator.unit),
        "year": oldest.year,
    }


def detail(land: Land, indicator: Indicator) -> Detail:
    known = _known([indicator], land.codes())[indicator.pk]
    row = _row(land, indicator, known)
    peers = {nis: land.trend(nis, known, is_count=indicator.is_count) for nis in land.similar}
    there = middle(peers.values())
    moments = {one.year: one for one in row.trend.moments}
    return Detail(
        row=row,
        years=[
            _year_line(year, moments.get(year), there.get(year), indicator)
            for year in sorted({*moments, *there}, reverse=True)
        ],
        peers=[_peer(land.names[nis], one, indicator) for nis, one in peers.items()],
        formers=[_former(one, indicator) for one in row.trend.formers],
        evidence=_evidence(land, row),
    )


def _year_line(
    year: int, moment: Moment | None, similar: float | None, indicator: Indicator
) -> YearLine:
    value = _text(moment.value if moment else None, indicator)
    return YearLine(year, value, _text(similar, indicator), _remark(moment) if moment else "")


def _remark(moment: Moment) -> str:
    if moment.parts:
        return _("together with %(names)s") % {"names": ", ".join(moment.parts)}
    if moment.lack:
        return str(Figure.Lack(moment.lack).label)
    return _("of the area before the fusion") if moment.is_before else ""


def _peer(name: str, one: Trend, indicator: Indicator) -> Peer:
    newest = one.newest
    value = _text(newest.value if newest else None, indicator)
    return Peer(name, value, newest.year if newest else None, lack_text(one, False))


def _former(one: Former, indicator: Indicator) -> Peer:
    year, value = one.newest or (None, None)
    return Peer(one.name, _text(value, indicator), year, "")


def _evidence(land: Land, row: Row) -> str:
    """Return the figure with its source, as it goes onto the needs board."""
    if not row.value:
        return ""
    told = _("%(name)s in %(town)s: %(value)s (%(year)s)") % {
        "name": row.indicator.name,
        "town": land.here.name_nl,
        "value": row.value,
        "year": row.year,
    }
    if row.similar:
        told += _("; similar municipalities: %(value)s") % {"value": row.similar}
    return f"{told}. {row.indicator.source}"

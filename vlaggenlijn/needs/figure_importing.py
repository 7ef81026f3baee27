"""Figures of municipalities out of a file: told first, then written whole or not at all.

The same file a second time changes nothing; years and municipalities that are not in a file stay.
"""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.common import spreadsheets
from vlaggenlijn.common.spreadsheets_table import MEGABYTE, Limits, Table
from vlaggenlijn.needs.figure_rows import Gathered, Known, Series, gathered, layout_of
from vlaggenlijn.needs.models import Figure, Indicator
from vlaggenlijn.places.folding import fold
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.places.open_files import TEXTS, opened
from vlaggenlijn.places.statbel import NIS, Reasons

BATCH = 500
# A workbook is read whole, by a process of its own; a table of text has no limit.
WORKBOOK = Limits(bytes=50 * MEGABYTE, rows=200_000)


@dataclass(frozen=True, slots=True)
class About:
    """What stands beside every figure of a file; unit "" leaves what the file itself says."""

    source: str
    licence: str = ""
    unit: str = ""
    is_count: bool = False
    file_name: str = ""


@dataclass(slots=True)
class Report:
    """What was read: figures by series; how many are new, other than before, and the same."""

    rows: int
    reasons: Reasons
    series: dict[str, int] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    same: int = 0
    is_dry_run: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "series": self.series,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "dry_run": self.is_dry_run,
            "reasons": self.reasons.to_list(),
        }


def read_figures(path: Path, **told: Any) -> Gathered:
    """Read a file; ``told`` goes to ``figure_rows.gathered``, ``tell`` hears how far it is.

    Raises UnreadableFile, UnreadableSpreadsheet or UnclearFigures.
    """
    tell = told.pop("tell", None)
    if path.suffix.lower() not in (*TEXTS, ".zip"):
        return of_table(spreadsheets.read(path, limits=WORKBOOK), **told)
    table = opened(path, tell)
    try:
        return gathered(layout_of(table.header), table.rows, **told)
    finally:
        table.close()


def of_table(table: Table, **told: Any) -> Gathered:
    """Read a spreadsheet that was sent; raises UnclearFigures."""
    rows = ((row.number, row.cells) for row in table.rows)
    return gathered(layout_of(table.header), rows, **told)


def import_figures(
    *,
    by: User | None,
    network: LocalNetwork | None,
    found: Gathered,
    about: About,
    is_dry_run: bool = False,
) -> Report:
    """Write what was read as series of a network, or of everybody (None); a dry run only tells."""
    report = Report(found.rows, found.reasons, is_dry_run=is_dry_run)
    codes = _codes(found)
    known = {one.name: one for one in Indicator.objects.only_of(network)}
    deed = recorded(by=by, network=network, deed="indicator.import")
    with nullcontext() if is_dry_run else deed:
        # One after the other: half a million figures are held once, not three times.
        for name, series in sorted(found.series.items()):
            one = _Work(known.get(name), name, series, _placed(series, codes, found.reasons))
            one.compare(report)
            if not is_dry_run:
                one.write(network, about)
    return report


@dataclass(slots=True)
class _Work:
    """One series: what there is, and what the file says."""

    indicator: Indicator | None
    name: str
    series: Series
    wanted: Mapping[tuple[str, int], Known]
    fresh: list[tuple[tuple[str, int], Known]] = field(default_factory=list)

    def compare(self, report: Report) -> None:
        have: dict[tuple[str, int], Known] = {}
        if self.indicator is not None:
            rows = Figure.objects.of([self.indicator])
            have = {
                (nis, year): Known(value, lack)
                for nis, year, value, lack in rows.values_list(
                    "municipality", "year", "value", "lack"
                )
            }
        self.fresh = [(key, one) for key, one in self.wanted.items() if have.get(key) != one]
        added = sum(key not in have for key, _ in self.fresh)
        report.series[self.name] = len(self.wanted)
        report.new += added
        report.changed += len(self.fresh) - added
        report.same += len(self.wanted) - len(self.fresh)

    def write(self, network: LocalNetwork | None, about: About) -> None:
        if not self.wanted:
            return
        one = self.indicator or Indicator(network=network, name=self.name)
        version = one.version
        one.source, one.licence, one.is_count = about.source, about.licence, about.is_count
        one.unit, one.archived_at = about.unit or self.series.unit, None
        one.file_name = about.file_name[:150]
        one.save()
        if self.fresh and self.indicator is not None and one.version == version:
            one.touch()
        Figure.objects.bulk_create(
            [
                Figure(indicator=one, municipality_id=nis, year=year, value=at.value, lack=at.lack)
                for (nis, year), at in self.fresh
            ],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["indicator", "municipality", "year"],
            update_fields=["value", "lack"],
        )


def _codes(found: Gathered) -> dict[str, str]:
    """Return {what the file calls a municipality: NIS code}, also of those that have fused."""
    texts = {place for series in found.series.values() for place, _ in series.known}
    by_name: dict[str, str] = {}
    codes = set()
    # Today's name counts before that of a municipality that no longer exists.
    for one in Municipality.objects.order_by("is_current", "nis"):
        codes.add(one.nis)
        by_name |= {fold(one.name_nl): one.nis, fold(one.name_fr): one.nis}
    named = {text: text if NIS.fullmatch(text) else by_name.get(fold(text), "") for text in texts}
    return {text: nis for text, nis in named.items() if nis in codes}


def _placed(
    series: Series, codes: Mapping[str, str], reasons: Reasons
) -> dict[tuple[str, int], Known]:
    placed = {}
    for key, known in series.known.items():
        text, year = key
        if text in codes:
            placed[key if codes[text] == text else (codes[text], year)] = known
        else:
            reasons.add("unknown_municipality", text)
    return placed


def archive_indicator(*, by: User | None, indicator: Indicator, is_archived: bool) -> Indicator:
    """Take a series of a network off the page, or put it back; said twice changes nothing."""
    deed = "indicator.archive" if is_archived else "indicator.restore"
    with recorded(by=by, network=indicator.network, deed=deed):
        stored = Indicator.locked(indicator.pk)
        stored.archived_at = (stored.archived_at or timezone.now()) if is_archived else None
        stored.save()
    return stored


def promised(found: Gathered) -> list[Any]:
    """Return what was read in few plain values, for a page that sends it back; see ``kept``."""
    return [
        [name, series.unit, [[*key, one.value, one.lack] for key, one in series.known.items()]]
        for name, series in found.series.items()
    ]


def kept(promise: Iterable[Any]) -> Gathered:
    """Return what ``promised`` gave, without its rows and reasons."""
    series = {
        name: Series(unit, {(place, year): Known(value, lack) for place, year, value, lack in rows})
        for name, unit, rows in promise
    }
    return Gathered(series, 0, Reasons())

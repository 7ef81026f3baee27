"""Population out of official files: read, told first, written whole or not at all.

What an import wrote stays when a new release of the site comes: the loader leaves alone whatever
carries another source than its own. A second run of the same file changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from vlaggenlijn.places import statbel, tables
from vlaggenlijn.places.keeping import kept_exactly
from vlaggenlijn.places.links import Links, read_links
from vlaggenlijn.places.models import (
    ChildrenCount,
    Edition,
    Municipality,
    Neighbourhood,
    Outline,
    Succession,
)
from vlaggenlijn.places.open_files import OpenTable, UnreadableFile, opened
from vlaggenlijn.places.shapes import Shape, read_shapes
from vlaggenlijn.places.statbel import Counted, Kind, Reasons

NEIGHBOURHOODS, BOUNDARIES = "neighbourhoods", "boundaries"
# A municipality does not win or lose a fifth of its children in a year: a column was mistaken.
STRANGE = 0.2
Tell = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to import: ``source`` and its licence stand with every figure; ``links`` are tables."""

    path: Path
    year: int
    source: str
    links: tuple[Path, ...] = ()
    sectors: Path | None = None
    is_dry_run: bool = False
    tell: Tell | None = None


@dataclass(slots=True)
class Outcome:
    """What was read and what that changes; ``found`` counts by what is counted."""

    kind: str
    year: int
    rows: int
    found: dict[str, int]
    reasons: Reasons
    changed: int = 0
    is_dry_run: bool = False
    source: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "year": self.year,
            "source": self.source,
            "rows": self.rows,
            "found": self.found,
            "changed": self.changed,
            "dry_run": self.is_dry_run,
            "reasons": self.reasons.to_list(),
        }


def import_population(asked: Asked) -> Outcome:
    """Import one file, whatever it is of those that we know; raises UnreadableFile."""
    with transaction.atomic():
        outcome = _imported(asked)
        outcome.is_dry_run, outcome.source = asked.is_dry_run, asked.source
        if asked.is_dry_run:
            transaction.set_rollback(True)
        elif outcome.changed:
            Edition.renew()
    return outcome


def _imported(asked: Asked) -> Outcome:
    if asked.path.suffix.lower() in (".geojson", ".json"):
        return _import_neighbourhoods(asked)
    table = opened(asked.path, asked.tell)
    try:
        kind = statbel.kind_of(table)
        reader = {
            Kind.AGES: _import_children,
            Kind.SECTORS: _import_inhabitants,
            Kind.REGISTER: _compare_register,
        }[kind]
        return reader(asked, table)
    finally:
        table.close()


def _import_children(asked: Asked, table: OpenTable) -> Outcome:
    counted = statbel.children(table, _bands(), asked.year)
    reasons = counted.reasons
    sums = _of_today(counted, asked, reasons)
    rows = {
        (nis, asked.year, band, sums.get((nis, band), 0), asked.source)
        for nis in {nis for nis, _ in sums}
        for band in tables.BANDS
    }
    _tell_strange(rows, asked.year, reasons)
    codes = {row[0] for row in rows}
    ours = ChildrenCount.objects.of_year(asked.year)
    others = {row for row in ours.values_list(*CHILDREN_FIELDS) if row[0] not in codes}
    changed = kept_exactly(ours, CHILDREN_FIELDS, rows | others)
    children = sum(sums.values())
    found = {"municipalities": len(codes), "children": children}
    return Outcome(Kind.AGES, asked.year, counted.rows, found, reasons, changed)


CHILDREN_FIELDS = ("municipality_id", "year", "band", "count", "source")


def _bands() -> dict[str, tuple[int, int]]:
    return {band: (int(band.split("-")[0]), int(band.split("-")[1])) for band in tables.BANDS}


def _of_today(counted: Counted, asked: Asked, reasons: Reasons) -> dict[tuple[str, str], int]:
    """Carry children to the municipalities of today; codes nobody knows are told."""
    today = set(Municipality.objects.current().values_list("nis", flat=True))
    heirs, links = Succession.objects.of_today(), _links(asked)
    found: dict[tuple[str, str], int] = {}
    for band in tables.BANDS:
        amounts = {nis: float(n) for (nis, one), n in counted.people.items() if one == band}
        for table in links:
            amounts = _through(table, amounts, reasons)
        for nis, amount in amounts.items():
            heir = heirs.get(nis, nis)
            if heir in today:
                found[heir, band] = found.get((heir, band), 0) + round(amount)
            else:
                reasons.add("unknown_municipality", nis, round(amount))
    return found


def _links(asked: Asked) -> list[Links]:
    found = []
    for path in asked.links:
        table = opened(path)
        try:
            found.append(read_links(table))
        finally:
            table.close()
    return found


def _through(links: Links, amounts: Mapping[str, float], reasons: Reasons) -> dict[str, float]:
    carried = links.carried(amounts)
    for code, amount in carried.left.items():
        if round(amount):
            reasons.add("no_link", code, round(amount))
    return dict(carried.arrived)


def _tell_strange(rows: set[tuple[Any, ...]], year: int, reasons: Reasons) -> None:
    """Tell municipalities with a fifth more or less children than in the nearest year we know."""
    before = ChildrenCount.objects.totals_nearest(year)
    totals: dict[str, int] = {}
    for nis, _, _, count, _ in rows:
        totals[nis] = totals.get(nis, 0) + count
    for nis, total in sorted(totals.items()):
        known = before.get(nis)
        if known and abs(total - known) > STRANGE * known:
            reasons.add("strange", f"{nis}: {known} → {total}")


def _import_inhabitants(asked: Asked, table: OpenTable) -> Outcome:
    """Inhabitants of sectors, carried to the neighbourhoods that we know."""
    counted = statbel.inhabitants(table, asked.year)
    arrived = _in_neighbourhoods(counted, asked)
    known = list(Neighbourhood.objects.values_list(*PLACE_FIELDS))
    incomplete = {row[2] for row in known if row[0] in arrived} & {
        row[2] for row in known if row[0] not in arrived
    }
    for nis in sorted(incomplete):
        counted.reasons.add("neighbourhoods_missing", nis)
    for code in sorted(arrived.keys() - {row[0] for row in known}):
        if round(arrived[code]):
            counted.reasons.add("unknown_neighbourhood", code, round(arrived[code]))
    shapes = [
        Shape(code, name, nis, latitude, longitude, round(arrived[code]))
        for code, name, nis, latitude, longitude in known
        if code in arrived and nis not in incomplete
    ]
    changed = _write_neighbourhoods(shapes, asked)
    return _outcome_of_places(Kind.SECTORS, asked, counted.rows, shapes, counted.reasons, changed)


def _in_neighbourhoods(counted: Counted, asked: Asked) -> dict[str, float]:
    if not asked.links:
        raise UnreadableFile("links_needed")
    amounts = {sector: float(people) for (_, sector), people in counted.people.items()}
    for links in _links(asked):
        amounts = _through(links, amounts, counted.reasons)
    return amounts


PLACE_FIELDS = ("code", "name", "municipality_id", "latitude", "longitude")


def _import_neighbourhoods(asked: Asked) -> Outcome:
    """Neighbourhoods with the people told in the file, or those of a file of sectors beside it."""
    shapes, reasons = read_shapes(asked.path, asked.year)
    rows = len(shapes)
    if shapes and all(one.is_municipality for one in shapes):
        return _import_boundaries(asked, shapes, reasons)
    outlines = {one.code: one.outline for one in shapes}
    if asked.sectors is not None:
        shapes = _peopled(shapes, asked, asked.sectors, reasons)
    shapes = _of_known_towns(shapes, reasons)
    changed = _write_neighbourhoods(shapes, asked)
    known = set(Neighbourhood.objects.values_list("code", flat=True))
    outlines = {code: path for code, path in outlines.items() if path and code in known}
    changed += _write_outlines(outlines, asked)
    told = _outcome_of_places(NEIGHBOURHOODS, asked, rows, shapes, reasons, changed)
    told.found["outlines"] = len(outlines)
    return told


def _import_boundaries(asked: Asked, shapes: list[Shape], reasons: Reasons) -> Outcome:
    """Outlines of municipalities; those that no longer exist are told and left out."""
    today = set(Municipality.objects.current().values_list("nis", flat=True))
    for one in shapes:
        if one.nis not in today:
            reasons.add("unknown_municipality", one.nis)
    outlines = {one.nis: one.outline for one in shapes if one.nis in today and one.outline}
    changed = _write_outlines(outlines, asked)
    found = {"municipalities": len(outlines), "outlines": len(outlines)}
    return Outcome(BOUNDARIES, asked.year, len(shapes), found, reasons, changed)


def _write_outlines(outlines: Mapping[str, str], asked: Asked) -> int:
    """Put these in the place of what was drawn of the same areas; others stay."""
    source = f"{asked.source}, {asked.year}"[:250]
    rows = {(code, path, source) for code, path in outlines.items()}
    fields = ("code", "path", "source")
    others = {row for row in Outline.objects.values_list(*fields) if row[0] not in outlines}
    return kept_exactly(Outline.objects.all(), fields, rows | others)


def _peopled(shapes: list[Shape], asked: Asked, sectors: Path, reasons: Reasons) -> list[Shape]:
    table = opened(sectors, asked.tell)
    try:
        counted = statbel.inhabitants(table, asked.year)
    finally:
        table.close()
    arrived = _in_neighbourhoods(counted, asked)
    reasons.join(counted.reasons)
    people = {code: round(amount) for code, amount in arrived.items()}
    return [
        Shape(one.code, one.name, one.nis, one.latitude, one.longitude, people.get(one.code))
        for one in shapes
    ]


def _of_known_towns(shapes: list[Shape], reasons: Reasons) -> list[Shape]:
    """Leave out what has no municipality of today, and towns of which a part has no people."""
    today = set(Municipality.objects.current().values_list("nis", flat=True))
    heirs = Succession.objects.of_today()
    moved = [replace(one, nis=heirs.get(one.nis, one.nis)) for one in shapes]
    peopleless = {one.nis for one in moved if one.inhabitants is None}
    for one in moved:
        if one.nis not in today:
            reasons.add("unknown_municipality", one.nis)
        elif one.inhabitants is None:
            reasons.add("no_people", one.code)
    return [one for one in moved if one.nis in today and one.nis not in peopleless]


def _write_neighbourhoods(shapes: list[Shape], asked: Asked) -> int:
    """Put these in the place of all neighbourhoods of their municipalities."""
    towns = {one.nis for one in shapes}
    fields, stamp = (*PLACE_FIELDS, "inhabitants", "year", "source"), (asked.year, asked.source)
    wanted = {
        (one.code, one.name, one.nis, one.latitude, one.longitude, one.inhabitants, *stamp)
        for one in shapes
    }
    codes = {one.code for one in shapes}
    # A code may stand in another municipality than before: it went along with a fusion.
    others = {
        row
        for row in Neighbourhood.objects.values_list(*fields)
        if row[0] not in codes and row[2] not in towns
    }
    return kept_exactly(Neighbourhood.objects.all(), fields, wanted | others)


def _outcome_of_places(
    kind: str, asked: Asked, rows: int, shapes: list[Shape], reasons: Reasons, changed: int
) -> Outcome:
    found = {
        "municipalities": len({one.nis for one in shapes}),
        "neighbourhoods": len(shapes),
        "inhabitants": sum(one.inhabitants or 0 for one in shapes),
    }
    return Outcome(kind, asked.year, rows, found, reasons, changed)


def _compare_register(asked: Asked, table: OpenTable) -> Outcome:
    """Tell how the register of a year differs from ours; municipalities come with a release."""
    entries = statbel.register(table, date(asked.year, 1, 1))
    ours = dict(Municipality.objects.current().values_list("nis", "name_nl"))
    reasons = Reasons()
    theirs = {one.nis: one.name_nl for one in entries}
    for nis in sorted(theirs.keys() - ours.keys()):
        reasons.add("new_municipality", f"{nis} {theirs[nis]}")
    for nis in sorted(ours.keys() - theirs.keys()):
        reasons.add("ended_municipality", f"{nis} {ours[nis]}")
    for nis in sorted(ours.keys() & theirs.keys()):
        if ours[nis].casefold() != theirs[nis].replace("’", "'").casefold():
            reasons.add("other_name", f"{nis} {ours[nis]} / {theirs[nis]}")
    found = {"municipalities": len(entries)}
    return Outcome(Kind.REGISTER, asked.year, len(entries), found, reasons)

"""Loads the reference data of the places; safe to repeat, and a second time it changes nothing."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import transaction

from vlaggenlijn.places import tables
from vlaggenlijn.places.keeping import BATCH, by_field, kept_exactly
from vlaggenlijn.places.models import (
    ChildrenCount,
    Edition,
    Municipality,
    Neighbourhood,
    PlaceName,
    Postcode,
    Succession,
)
from vlaggenlijn.places.naming import Name, english_names, heirs, names
from vlaggenlijn.places.register import Registered, registered

_OWN = ("latitude", "longitude", "inhabitants")
_MUNICIPALITY_FIELDS = (
    "name_nl",
    "name_fr",
    "name_en",
    "province_nis",
    "region",
    "latitude",
    "longitude",
    "area_km2",
    "inhabitants",
    "is_current",
)


class MissingFiguresError(LookupError):
    """A municipality of the register has no row in data/figures.csv."""


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


@transaction.atomic
def load(stdout: Writable | None = None) -> dict[str, int]:
    """Bring all tables of this room up to date with the register and data/.

    Returns the number of rows per table, and under "changed" how many rows were written or taken
    away. Raises MissingFiguresError when a municipality has no point, leaving all as it was.
    """
    register = registered()
    changed = (
        _load_municipalities(register)
        + _load_successions()
        + _load_postcodes(register)
        + _load_names(register)
        + _load_children(register)
        + _load_neighbourhoods()
    )
    if changed:
        Edition.renew()
    counts = _counts() | {"changed": changed}
    if stdout is not None:
        listed = ", ".join(f"{number} {name}" for name, number in counts.items())
        stdout.write(f"places: {listed}\n")
    return counts


def _counts() -> dict[str, int]:
    return {
        "municipalities": Municipality.objects.count(),
        "successions": Succession.objects.count(),
        "postcodes": Postcode.objects.count(),
        "names": PlaceName.objects.count(),
        "children": ChildrenCount.objects.count(),
        "neighbourhoods": Neighbourhood.objects.count(),
    }


def _load_municipalities(register: Iterable[Registered]) -> int:
    wanted = _current(register)
    wanted |= _former(wanted)
    have = {
        row[0]: row[1:] for row in Municipality.objects.values_list("nis", *_MUNICIPALITY_FIELDS)
    }
    written = [nis for nis, row in wanted.items() if have.get(nis) != row]
    Municipality.objects.bulk_create(
        [Municipality(nis=nis, **by_field(_MUNICIPALITY_FIELDS, wanted[nis])) for nis in written],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["nis"],
        update_fields=_MUNICIPALITY_FIELDS,
    )
    # Other rooms point to municipalities, so one that a newer register dropped is kept as former.
    gone = Municipality.objects.current().exclude(nis__in=wanted).update(is_current=False)
    return len(written) + gone


def _current(register: Iterable[Registered]) -> dict[str, tuple[Any, ...]]:
    figures, english = tables.figures(), english_names(tables.exonyms())
    wanted = {}
    for row in register:
        figure = figures.get(row.nis)
        if figure is None:
            raise MissingFiguresError(f"no figures for municipality {row.nis} ({row.name_nl})")
        point = (figure.latitude, figure.longitude, figure.area_km2, figure.inhabitants)
        names = (row.name_nl, row.name_fr, english.get(row.nis, ""))
        wanted[row.nis] = (*names, row.province_nis, row.region, *point, True)
    return wanted


def _former(current: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    former = tables.former()
    heir = heirs(former)
    wanted = {}
    for row in former:
        _, _, _, province, region, latitude, longitude, *_ = current[heir[row.nis]]
        point = (row.latitude or latitude, row.longitude or longitude)
        people = row.inhabitants or 0
        wanted[row.nis] = (
            row.name,
            row.name,
            "",
            province,
            region,
            *point,
            0.0,
            people,
            False,
        )
    return wanted


def _load_successions() -> int:
    rows = {(row.nis, row.current_nis, row.ended_on) for row in tables.former()}
    return kept_exactly(Succession.objects.all(), ("former_id", "current_id", "happened_on"), rows)


def _load_postcodes(register: Iterable[Registered]) -> int:
    rows = {(code, row.nis) for row in register for code in row.postcodes}
    return kept_exactly(Postcode.objects.all(), ("code", "municipality_id"), rows)


def _load_names(register: Iterable[Registered]) -> int:
    gathered = names(
        register,
        tables.submunicipalities(),
        tables.former(),
        tables.exonyms(),
        {nis: figure.inhabitants for nis, figure in tables.figures().items()},
    )
    fields = ("text", "folded", "municipality_id", "kind", "language", *_OWN)
    rows = {
        (name.text, name.folded, name.nis, name.kind, name.language, *_own(name))
        for name in gathered
    }
    return kept_exactly(PlaceName.objects.all(), fields, rows)


def _own(name: Name) -> tuple[float | None, ...]:
    return name.latitude, name.longitude, name.inhabitants


def _load_children(register: Iterable[Registered]) -> int:
    figures = tables.figures()
    # Figures from elsewhere, of a later year or in the place of ours, are not touched here.
    ours = ChildrenCount.objects.filter(source=tables.FIGURES_SOURCE)
    imported = ChildrenCount.objects.of_year(tables.FIGURES_YEAR).from_elsewhere(
        tables.FIGURES_SOURCE
    )
    rows = {
        (row.nis, tables.FIGURES_YEAR, band, count, tables.FIGURES_SOURCE)
        for row in register
        for band, count in figures[row.nis].children
        if row.nis not in imported
    }
    return kept_exactly(ours, ("municipality_id", "year", "band", "count", "source"), rows)


def _load_neighbourhoods() -> int:
    fields = ("code", "name", "municipality_id", "latitude", "longitude", "inhabitants")
    stamp = (tables.FIGURES_YEAR, tables.NEIGHBOURHOODS_SOURCE)
    imported = Neighbourhood.objects.from_elsewhere(tables.NEIGHBOURHOODS_SOURCE)
    rows = {
        (one.code, one.name, one.nis, one.latitude, one.longitude, one.inhabitants, *stamp)
        for one in tables.neighbourhoods()
        if one.nis not in imported
    }
    ours = Neighbourhood.objects.filter(source=tables.NEIGHBOURHOODS_SOURCE)
    return kept_exactly(ours, (*fields, "year", "source"), rows)

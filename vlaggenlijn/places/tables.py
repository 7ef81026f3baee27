"""Our own carried-over tables in data/, read into plain values; sources in data/README.md."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

DATA = Path(str(files("vlaggenlijn.places").joinpath("data")))
FIGURES_YEAR = 2022
FIGURES_SOURCE = "Statbel, TF_SOC_POP_STRUCT_2022, CC BY 4.0"
NEIGHBOURHOODS_SOURCE = (
    "Wijken voor omgevingsanalyse, © gemeentebesturen, verzameld door Data & Analyse van de"
    " Vlaamse provincies; Statbel, OPENDATA_SECTOREN 2022, CC BY 4.0"
)
BANDS = {
    "0-2": "children_0_2",
    "3-5": "children_3_5",
    "6-11": "children_6_11",
    "12-17": "children_12_17",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted in one municipality: its point in degrees, area, people, children by band."""

    nis: str
    latitude: float
    longitude: float
    area_km2: float
    inhabitants: int
    children: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Former:
    """A municipality that a fusion ended; its point is None where only the code is carried over."""

    nis: str
    name: str
    ended_on: date
    current_nis: str
    latitude: float | None
    longitude: float | None
    inhabitants: int | None


@dataclass(frozen=True, slots=True)
class SubMunicipality:
    """A part of a municipality with a name of its own; inhabitants are None when not known."""

    name: str
    nis: str
    latitude: float
    longitude: float
    inhabitants: int | None


@dataclass(frozen=True, slots=True)
class Quarter:
    """A neighbourhood of a municipality of today: its middle in degrees, and who live there."""

    code: str
    name: str
    nis: str
    latitude: float
    longitude: float
    inhabitants: int


@dataclass(frozen=True, slots=True)
class Exonym:
    """The name of a municipality in a language that is not spoken there."""

    nis: str
    name: str
    language: str


def figures(folder: Path = DATA) -> dict[str, Figures]:
    """Figures of 1 January 2022 by NIS code, in the municipalities of today."""
    return {row["nis"]: _figures(row) for row in _rows(folder / "figures.csv")}


def former(folder: Path = DATA) -> tuple[Former, ...]:
    """The municipalities that ended in the fusions of 2019 and 2025."""
    return tuple(_former(row) for row in _rows(folder / "former.csv"))


def submunicipalities(folder: Path = DATA) -> tuple[SubMunicipality, ...]:
    """Sub-municipalities of Flanders and Brussels, except those named like their municipality."""
    return tuple(
        SubMunicipality(
            name=row["name"],
            nis=row["nis"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            inhabitants=_number(row["inhabitants"]),
        )
        for row in _rows(folder / "submunicipalities.csv")
    )


def neighbourhoods(folder: Path = DATA) -> tuple[Quarter, ...]:
    """The neighbourhoods of Flanders and Brussels with their inhabitants of 1 January 2022."""
    return tuple(
        Quarter(
            code=row["code"],
            name=row["name"],
            nis=row["nis"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            inhabitants=int(row["inhabitants"]),
        )
        for row in _rows(folder / "neighbourhoods.csv")
    )


def exonyms(folder: Path = DATA) -> tuple[Exonym, ...]:
    """Names of municipalities in other languages; empty when the table is not there."""
    path = folder / "exonyms.json"
    if not path.exists():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["names"]
    return tuple(Exonym(row["nis"], row["name"], row["language"]) for row in rows)


def _figures(row: dict[str, str]) -> Figures:
    return Figures(
        nis=row["nis"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        area_km2=float(row["area_km2"]),
        inhabitants=int(row["inhabitants"]),
        children=tuple((band, int(row[column])) for band, column in BANDS.items()),
    )


def _former(row: dict[str, str]) -> Former:
    return Former(
        nis=row["former_nis"],
        name=row["former_name"],
        ended_on=date(int(row["year"]), 1, 1),
        current_nis=row["current_nis"],
        latitude=_degrees(row["latitude"]),
        longitude=_degrees(row["longitude"]),
        inhabitants=_number(row["inhabitants"]),
    )


def _degrees(text: str) -> float | None:
    return float(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)

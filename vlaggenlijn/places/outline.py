"""Outlines of the municipalities of Flanders and Brussels as SVG paths on one small grid."""

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from vlaggenlijn.places.tables import DATA

_NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Grid:
    """An equirectangular grid: units to the east and to the south of its north-west corner."""

    width: int
    height: int
    west: float
    north: float
    units_per_degree: float  # of latitude
    squeeze: float  # how much shorter a degree of longitude is, at the middle of the map


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on the grid: its corner and its size, as the viewBox of an SVG wants them."""

    x: int
    y: int
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.x} {self.y} {self.width} {self.height}"


def paths(codes: Iterable[str]) -> dict[str, str]:
    """SVG path strings by NIS code; codes without an outline (Wallonia, former) are left out."""
    drawn = _drawn()
    return {nis: drawn[nis] for nis in codes if nis in drawn}


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point in degrees lies on the grid, as x and y, rounded to a tenth of a unit."""
    on = grid()
    x = (longitude - on.west) * on.units_per_degree * on.squeeze
    return round(x, 1), round((on.north - latitude) * on.units_per_degree, 1)


def frame(codes: Iterable[str], margin: int = 4) -> Frame:
    """The smallest rectangle around these municipalities; the whole grid when none is drawn."""
    corners = [corner for path in paths(codes).values() for corner in _points(path)]
    if not corners:
        return Frame(0, 0, grid().width, grid().height)
    left, top = min(x for x, _ in corners) - margin, min(y for _, y in corners) - margin
    right, bottom = (
        max(x for x, _ in corners) + margin,
        max(y for _, y in corners) + margin,
    )
    return Frame(left, top, right - left, bottom - top)


def touching(nis: str) -> frozenset[str]:
    """The NIS codes of the municipalities that share a border with this one; empty if not drawn."""
    return _borders().get(nis, frozenset())


def citation() -> str:
    """The source to print under every map."""
    return str(_document()["source"])


@cache
def grid() -> Grid:
    """The grid on which all outlines are drawn."""
    document, projection = _document(), _document()["projection"]
    return Grid(
        width=document["width"],
        height=document["height"],
        west=projection["west"],
        north=projection["north"],
        units_per_degree=projection["units_per_degree"],
        squeeze=math.cos(math.radians(projection["middle_latitude"])),
    )


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((DATA / "outlines.svg.json").read_text(encoding="utf-8"))
    return document


def _drawn() -> dict[str, str]:
    drawn: dict[str, str] = _document()["paths"]
    return drawn


@cache
def _borders() -> dict[str, frozenset[str]]:
    # The outlines leave no gaps, so neighbours have at least one point of the grid in common.
    at: dict[tuple[int, int], set[str]] = {}
    for nis, path in _drawn().items():
        for point in _points(path):
            at.setdefault(point, set()).add(nis)
    found: dict[str, set[str]] = {nis: set() for nis in _drawn()}
    for shared in at.values():
        for nis in shared:
            found[nis] |= shared - {nis}
    return {nis: frozenset(others) for nis, others in found.items()}


def _points(path: str) -> list[tuple[int, int]]:
    # Every ring is "Mx y" with whole numbers, then steps relative to the point before.
    points: list[tuple[int, int]] = []
    for ring in path.split("M")[1:]:
        numbers = [int(number) for number in _NUMBER.findall(ring)]
        x = y = 0
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            points.append((x, y))
    return points

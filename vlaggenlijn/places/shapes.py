"""Areas out of GeoJSON (RFC 7946): neighbourhoods with their code, name, municipality, middle and
outline, and municipalities with their outline; a thinking module."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vlaggenlijn.places.open_files import UnreadableFile
from vlaggenlijn.places.outline import project
from vlaggenlijn.places.statbel import NIS, Reasons

MOST_BYTES = 60_000_000
CODES = ("code", "ggw7", "wijk", "id")
NAMES = ("name", "name_nl", "naam", "ggw7_naam", "wijknaam")
TOWNS = ("nis", "gemeente", "nis_code", "niscode")
PEOPLE = ("inhabitants", "inwoners", "population", "pop")
SOUTH, NORTH, WEST, EAST = 49.0, 52.0, 2.0, 7.0  # Belgium, with room to spare


@dataclass(frozen=True, slots=True)
class Shape:
    """A neighbourhood; its middle is that of its area in degrees; people None when not told.

    ``outline`` is an SVG path on the grid of ``outline``. A municipality has its NIS code as code.
    """

    code: str
    name: str
    nis: str
    latitude: float
    longitude: float
    inhabitants: int | None
    outline: str = ""

    @property
    def is_municipality(self) -> bool:
        return self.code == self.nis


def read_shapes(path: Path, year: int) -> tuple[list[Shape], Reasons]:
    """Return the neighbourhoods of a file; raises UnreadableFile when it is no GeoJSON."""
    found, reasons = {}, Reasons()
    for number, feature in enumerate(_features(path), 1):
        try:
            shape = _shape(feature, year)
        except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError):
            reasons.add("no_shape", str(number))
            continue
        if shape.code in found:
            reasons.add("code_twice", shape.code)
        found[shape.code] = shape
    return list(found.values()), reasons


def _features(path: Path) -> list[Any]:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise UnreadableFile("cannot_open") from None
    if len(content) > MOST_BYTES:
        raise UnreadableFile("too_large", limit=MOST_BYTES // 1_000_000)
    try:
        features = json.loads(content)["features"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableFile("no_geojson") from None
    if not isinstance(features, list) or not features:
        raise UnreadableFile("no_geojson")
    return features


def _shape(feature: Any, year: int) -> Shape:
    told = {str(name).casefold(): value for name, value in feature["properties"].items()}
    east, north = _middle(feature["geometry"])
    if not (SOUTH < north < NORTH and WEST < east < EAST):
        raise ValueError("not in degrees, or far away")
    nis = str(_first(told, TOWNS))
    code = str(_first(told, CODES)) if any(one in told for one in CODES) else nis
    if not NIS.fullmatch(nis) or not 0 < len(code) <= 20:
        raise ValueError("no code")
    name = str(_first(told, NAMES))[:150]
    # The source names the municipality behind the neighbourhood: "Buerstede (Aartselaar)".
    name = re.sub(r"\s*\([^()]*\)$", "", name)[:150] or code
    people = next((told[one] for one in (f"pop_{year}", *PEOPLE) if one in told), None)
    outline = _outline(feature["geometry"])
    return Shape(code, name, nis, round(north, 5), round(east, 5), _count(people), outline)


def _count(people: Any) -> int | None:
    if people is None:
        return None
    number = float(people)
    if not math.isfinite(number) or number < 0:
        raise ValueError("no number of people")
    return round(number)


def _first(told: Mapping[str, Any], names: Sequence[str]) -> Any:
    found = [told[one] for one in names if told.get(one) not in (None, "")]
    return found[0]


def _outline(geometry: Any) -> str:
    """Return the rings as an SVG path; corners that fall on the one before are left out."""
    found = geometry["coordinates"]
    rings = found if geometry["type"] == "Polygon" else [ring for part in found for ring in part]
    return "".join(_ring_path(ring) for ring in rings)


def _ring_path(ring: Sequence[Sequence[float]]) -> str:
    corners = [project(float(corner[1]), float(corner[0])) for corner in ring]
    kept = [one for one, before in zip(corners, [None, *corners], strict=False) if one != before]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept[:-1]) + "z" if len(kept) > 3 else ""


def _middle(geometry: Any) -> tuple[float, float]:
    """Return the middle of the area (east, north), holes taken out."""
    kind, found = geometry["type"], geometry["coordinates"]
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError("no area")
    area = x = y = 0.0
    for polygon in [found] if kind == "Polygon" else found:
        for at, ring in enumerate(polygon):
            part, east, north = _ring(ring)
            # The first ring is the outside, the others are holes, whichever way they turn.
            signed = abs(part) if at == 0 else -abs(part)
            area, x, y = area + signed, x + signed * east, y + signed * north
    return x / area, y / area


def _ring(ring: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Return the signed area of a ring and its middle."""
    # Reckoned from its first corner: degrees squared are too small to subtract far from it.
    x0, y0 = float(ring[0][0]), float(ring[0][1])
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in _sides(ring, x0, y0):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return twice / 2, x0 + x / (3 * twice), y0 + y / (3 * twice)


def _sides(
    ring: Sequence[Sequence[float]], x0: float, y0: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    corners = [(float(corner[0]) - x0, float(corner[1]) - y0) for corner in ring]
    return zip(corners, corners[1:] + corners[:1], strict=True)

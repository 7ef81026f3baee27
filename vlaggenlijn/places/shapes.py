"""Areas out of GeoJSON (RFC 7946): neighbourhoods with their code, name, municipality, middle and
outline, and municipalities with their outline; a thinking module.

A feature that says too little is left out with its reason; the others are read on.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from vlaggenlijn.places.json_features import BrokenFeatures, features
from vlaggenlijn.places.open_files import UnreadableFile
from vlaggenlijn.places.outline import project
from vlaggenlijn.places.statbel import NIS, Reasons

MOST_BYTES = 1_000_000_000
CODES = ("code", "ggw7", "wijk", "cd_sector", "id")
NAMES = ("name", "name_nl", "naam", "ggw7_naam", "wijknaam", "tx_sector_descr_nl")
TOWNS = ("nis", "gemeente", "nis_code", "niscode", "cd_munty_refnis", "cd_refnis")
PEOPLE = ("inhabitants", "inwoners", "population", "pop")
# Children of an age band, real ones: "0-2", "kinderen_0_2", "children 12-17".
BAND = re.compile(r"(?:kinderen|children|enfants)?[ _-]*(\d+)[ _-](\d+)")
SOUTH, NORTH, WEST, EAST = 49.0, 52.0, 2.0, 7.0  # Belgium, with room to spare
OTHER_WAYS = (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError)


@dataclass(frozen=True, slots=True)
class Shape:
    """A neighbourhood; its middle is that of its area in degrees; people None when not told.

    ``outline`` is an SVG path on the grid of ``outline``. A municipality has its NIS code as code.
    ``children`` by age band ("0-2") where somebody counted them, else empty.
    """

    code: str
    name: str
    nis: str
    latitude: float
    longitude: float
    inhabitants: int | None
    outline: str = ""
    children: tuple[tuple[str, int], ...] = ()

    @property
    def is_municipality(self) -> bool:
        return self.code == self.nis


class Unfit(ValueError):
    """A feature that cannot be an area; ``code`` says why, see ``import_words``. ``example`` is
    told in the place of the feature's own name."""

    def __init__(self, code: str, example: str = "") -> None:
        super().__init__(code)
        self.code, self.example = code, example


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which municipalities areas are read: {NIS code of any time: that of today}.

    ``only`` is the municipality of what names none; "" when there are several.
    """

    towns: Mapping[str, str]
    only: str = ""


def read_shapes(path: Path, year: int) -> tuple[list[Shape], Reasons]:
    """Return the neighbourhoods of a file; raises UnreadableFile when it is no GeoJSON."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableFile("too_large", limit=MOST_BYTES // 1_000_000)
        with path.open("rb") as file:
            return shapes_of(file, year)
    except OSError:
        raise UnreadableFile("cannot_open") from None


def shapes_of(
    file: BinaryIO, year: int, wanted: Wanted | None = None
) -> tuple[list[Shape], Reasons]:
    """Return the areas of an open file, those of all municipalities when no ``wanted`` is given.

    Raises UnreadableFile when it is no GeoJSON, or stops to be one on the way.
    """
    found: dict[str, Shape] = {}
    reasons, count = Reasons(), 0
    try:
        for count, feature in enumerate(features(file), 1):
            for shape in _told(feature, count, year, wanted, reasons):
                if shape.code in found:
                    reasons.add("code_twice", shape.code)
                found[shape.code] = shape
    except BrokenFeatures as broken:
        if broken.after:
            raise UnreadableFile("broken_geojson", count=broken.after) from None
        raise UnreadableFile("no_geojson") from None
    if not count:
        raise UnreadableFile("no_geojson")
    return list(found.values()), reasons


def _told(
    feature: Any, number: int, year: int, wanted: Wanted | None, reasons: Reasons
) -> Iterator[Shape]:
    """Yield the area of a feature, or tell why it is none."""
    told: dict[str, Any] = {}
    try:
        told = {str(name).casefold(): value for name, value in feature["properties"].items()}
        nis = _town(told, wanted, reasons)
        yield _shape(told, feature["geometry"], nis, year)
    except Unfit as unfit:
        reasons.add(unfit.code, unfit.example or _named(number, told))
    except OTHER_WAYS:
        reasons.add("no_shape", _named(number, told))


def _named(number: int, told: Mapping[str, Any]) -> str:
    """Return by what somebody finds a feature back: its number, and its name where it has one."""
    names = [str(told[one]) for one in (*NAMES, *CODES) if told.get(one) not in (None, "")]
    return f"{number} ({names[0][:40]})" if names else str(number)


def _town(told: Mapping[str, Any], wanted: Wanted | None, reasons: Reasons) -> str:
    """Return the municipality of today where areas of some are wanted; raises Unfit."""
    said = _first(told, TOWNS)
    nis = str(said) if said is not None or wanted is None else wanted.only
    if not NIS.fullmatch(nis):
        raise Unfit("no_town")
    if wanted is None:
        return nis
    if nis not in wanted.towns:
        raise Unfit("elsewhere", nis)
    today = wanted.towns[nis]
    if today != nis:
        reasons.add("fused", f"{nis} → {today}")
    return today


def _shape(told: Mapping[str, Any], geometry: Any, nis: str, year: int) -> Shape:
    code = str(_first(told, CODES) or "") if any(one in told for one in CODES) else nis
    if not 0 < len(code) <= 20:
        raise Unfit("no_code")
    east, north = _middle(geometry)
    if abs(east) > 180 or abs(north) > 90:
        raise Unfit("in_metres")
    if not (SOUTH < north < NORTH and WEST < east < EAST):
        raise Unfit("far_away")
    name = str(_first(told, NAMES) or code)
    # The source names the municipality behind the neighbourhood: "Buerstede (Aartselaar)".
    name = re.sub(r"\s*\([^()]*\)$", "", name[:150]) or code
    people = next((told[one] for one in (f"pop_{year}", *PEOPLE) if one in told), None)
    return Shape(
        code, name, nis, round(north, 5), round(east, 5), _count(people), _outline(geometry),
        tuple(_children(told)),
    )  # fmt: skip


def _children(told: Mapping[str, Any]) -> Iterable[tuple[str, int]]:
    for name, value in sorted(told.items()):
        band = BAND.fullmatch(name)
        count = _count(value) if band else None
        if band and count is not None:
            yield f"{int(band[1])}-{int(band[2])}", count


def _count(people: Any) -> int | None:
    if people in (None, ""):
        return None
    try:
        number = float(people)
    except (TypeError, ValueError):
        raise Unfit("odd_people") from None
    if not math.isfinite(number) or number < 0:
        raise Unfit("odd_people")
    return round(number)


def _first(told: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((told[one] for one in names if told.get(one) not in (None, "")), None)


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
    kind = geometry["type"] if geometry else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise Unfit("no_area")
    found = geometry["coordinates"]
    area = x = y = 0.0
    for polygon in [found] if kind == "Polygon" else found:
        for at, ring in enumerate(polygon):
            part, east, north = _ring(ring)
            # The first ring is the outside, the others are holes, whichever way they turn.
            signed = abs(part) if at == 0 else -abs(part)
            area, x, y = area + signed, x + signed * east, y + signed * north
    if not area > 0:
        raise Unfit("no_area")
    return x / area, y / area


def _ring(ring: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Return the signed area of a ring and its middle."""
    # Reckoned from its first corner: degrees squared are too small to subtract far from it.
    x0, y0 = float(ring[0][0]), float(ring[0][1])
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in _sides(ring, x0, y0):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if not twice:
        raise Unfit("no_area")
    return twice / 2, x0 + x / (3 * twice), y0 + y / (3 * twice)


def _sides(
    ring: Sequence[Sequence[float]], x0: float, y0: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    corners = [(float(corner[0]) - x0, float(corner[1]) - y0) for corner in ring]
    return zip(corners, corners[1:] + corners[:1], strict=True)

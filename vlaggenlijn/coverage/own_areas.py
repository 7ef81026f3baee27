"""The own neighbourhoods of a network, packed to be kept and read again; a thinking module.

They take the place of the official ones in the municipalities that they cover with people. Areas
without people only draw: by their code they give an official neighbourhood or a municipality its
outline.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from vlaggenlijn.places.shapes import Shape
from vlaggenlijn.places.statbel import Reasons

STRANGE = 0.2  # by which people may differ from those of the municipality before it is told


@dataclass(frozen=True, slots=True)
class OwnAreas:
    """``homes`` are neighbourhoods with people, ``outlines`` paths by code; both may be empty."""

    homes: tuple[Shape, ...] = ()
    outlines: Mapping[str, str] = field(default_factory=dict)

    @property
    def towns(self) -> frozenset[str]:
        """The municipalities whose official neighbourhoods step aside, by NIS code."""
        return frozenset(one.nis for one in self.homes)

    @property
    def people(self) -> dict[str, int]:
        """Inhabitants by municipality."""
        found: dict[str, int] = defaultdict(int)
        for one in self.homes:
            found[one.nis] += one.inhabitants or 0
        return dict(found)

    def within(self, towns: Collection[str]) -> "OwnAreas":
        """Return these areas without those of municipalities that are not (any more) ours."""
        return replace(self, homes=tuple(one for one in self.homes if one.nis in towns))

    def counted(self, bands: Collection[str]) -> dict[str, dict[str, int]]:
        """Return real children by code and band, of areas that tell all of these bands."""
        told = {one.code: dict(one.children) for one in self.homes}
        return {code: by_band for code, by_band in told.items() if set(bands) <= by_band.keys()}


def sorted_out(
    shapes: Iterable[Shape],
    official: Mapping[str, str],
    people: Mapping[str, int],
    reasons: Reasons,
) -> OwnAreas:
    """Return what of these areas can be used; the rest is told.

    ``official``: {code: NIS code} of the neighbourhoods we know. ``people``: inhabitants by NIS.
    """
    free = [one for one in shapes if _is_free(one, official, reasons)]
    parts = [one for one in free if not one.is_municipality]
    # A municipality of which one part has no people would lose them: all of it stays as it is.
    peopleless = {one.nis for one in parts if one.inhabitants is None}
    for one in parts:
        if one.inhabitants is None and one.code not in official:
            reasons.add("no_people", one.code)
    homes = tuple(one for one in parts if one.nis not in peopleless)
    drawn = {one.code: one.outline for one in homes}
    drawn |= {one.code: one.outline for one in free if one.is_municipality or one.code in official}
    found = OwnAreas(homes, {code: path for code, path in sorted(drawn.items()) if path})
    for nis, told in sorted(found.people.items()):
        known = people.get(nis, 0)
        if known and abs(told - known) > STRANGE * known:
            reasons.add("other_people", f"{nis}: {told} / {known}")
    return found


def _is_free(one: Shape, official: Mapping[str, str], reasons: Reasons) -> bool:
    """A code that is that of a neighbourhood of another municipality would mix up the two."""
    is_free = official.get(one.code, one.nis) == one.nis
    if not is_free:
        reasons.add("code_elsewhere", one.code)
    return is_free


def packed(areas: OwnAreas) -> bytes:
    """Return areas as few bytes; the same areas always give the same bytes."""
    rows = [
        [one.code, one.name, one.nis, one.latitude, one.longitude, one.inhabitants, one.children]
        for one in sorted(areas.homes, key=lambda one: one.code)
    ]
    plain = json.dumps([rows, dict(sorted(areas.outlines.items()))], ensure_ascii=False)
    return zlib.compress(plain.encode(), 9)


def unpacked(content: bytes) -> OwnAreas:
    """Return what was packed."""
    rows, outlines = json.loads(zlib.decompress(content))
    homes = [
        Shape(
            code, name, nis, latitude, longitude, people, outlines.get(code, ""),
            tuple((band, count) for band, count in children),
        )
        for code, name, nis, latitude, longitude, people, children in rows
    ]  # fmt: skip
    return OwnAreas(tuple(homes), outlines)

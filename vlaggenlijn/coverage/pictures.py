"""Pictures of gaps and overlaps as SVG that stands by itself; a thinking module.

The same picture serves a page, a PDF and a file, so it brings its own colours, on white. What it
shows by colour it also shows by edge and place, and a table beside it says it in words. What is
only possible is striped; where we do not know, there is nothing but a dotted edge and a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from vlaggenlijn.coverage.hatching import (
    MARK_IN_DOT,
    question_mark,
    striped_area,
    striped_box,
    striped_circle,
)

INK, SOFT, LINE, LAND = "#16302c", "#49605b", "#6b837d", "#f1f6f5"
FILLS = {"v-none": "#ffffff", "v-short": "#f4b731", "v-even": "#74b9d3", "v-much": "#1f5c4d"}
EDGES = {"v-none": "#96190f", "v-short": INK, "v-even": INK, "v-much": INK}
THICKNESS = {"v-none": 2.2, "v-short": 1.0, "v-even": 0.6, "v-much": 1.0}
STRIPES = {"v-none": "#96190f", "v-short": INK, "v-even": INK, "v-much": "#ffffff"}
# Between stripes, from the edge to their ends; half the height of a question mark to be read.
STEP, WITHIN, SMALLEST_MARK = 5.0, 0.6, 3.0
# Narrow, so that the letters stay readable on a phone; a sheet to pass on is wider.
WIDTH, SHEET, EDGE = 440, 720, 20
ROW, BAR, PENNANT, KEY = 52, 22, 18, 17


@dataclass(frozen=True, slots=True)
class Spot:
    """A neighbourhood in units of its map: the area of its ``path``, else a dot.

    ``look`` are the classes of ``bars.LOOKS`` and ``bars.DOUBTS``. In an area the dot is where its
    question mark fits.
    """

    x: float
    y: float
    radius: float
    look: str
    words: str = ""
    path: str = ""

    @property
    def mark(self) -> str:
        """The question mark where nothing is known, as a path."""
        return question_mark(self.x, self.y, MARK_IN_DOT * self.radius)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: its share of the whole (0 to 1) and its look."""

    share: float
    look: str


@dataclass(frozen=True, slots=True)
class Land:
    """A map: its corner and size in its own units, outlines as SVG paths, spots, and doors."""

    x: float
    y: float
    width: float
    height: float
    outlines: Sequence[str]
    spots: Sequence[Spot]
    doors: Sequence[tuple[float, float]]

    @property
    def box(self) -> str:
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"

    def high(self, width: int) -> int:
        """Return the height in pixels at a width in pixels."""
        return round(width * self.height / self.width)


def map_svg(title: str, land: Land, keys: Sequence[tuple[str, str]] = ()) -> str:
    """Return a map under what its looks mean: a small flag for every door, and every spot."""
    legend, top = _legend(keys, WIDTH)
    drawn = legend + _placed(land, top, WIDTH)
    height = top + land.high(WIDTH)
    return _svg(title, f"0 0 {WIDTH} {height}", WIDTH, height, drawn, "sans-serif")


def sheet_svg(
    title: str, source: str, land: Land, keys: Sequence[tuple[str, str]], family: str
) -> str:
    """Return a map to pass on: with its title above, what the looks mean, and its source below."""
    legend, below = _legend(keys, SHEET)
    head = "".join(
        f'<text y="{24 + 26 * at}" font-size="20" font-weight="bold">{escape(line)}</text>'
        for at, line in enumerate(wrap(title, 62))
    )
    top, high = 26 * len(wrap(title, 62)) + 14, land.high(SHEET)
    drawn = (
        f'<rect x="{-EDGE}" y="{-EDGE}" width="100%" height="100%" fill="#ffffff"/>{head}'
        f'<g transform="translate(0 {top})">{legend}</g>'
        f"{_placed(land, top + below, SHEET)}"
    )
    foot = top + below + high + 20
    for at, line in enumerate(wrap(source, 110)):
        place = f'y="{foot + 16 * at}" font-size="12"'
        drawn += f'<text {place} fill="{SOFT}">{escape(line)}</text>'
    height = foot + 16 * len(wrap(source, 110))
    box = f"{-EDGE} {-EDGE} {SHEET + 2 * EDGE} {height + 2 * EDGE}"
    return _svg(title, box, SHEET + 2 * EDGE, height + 2 * EDGE, drawn, family)


def _placed(land: Land, top: int, width: int) -> str:
    """Return a map from a height on, as wide as said; what lies beyond its frame is cut off."""
    place = f'y="{top}" width="{width}" height="{land.high(width)}" viewBox="{land.box}"'
    return f"<svg {place}>{_drawn(land, land.width / width)}</svg>"


def _drawn(land: Land, unit: float) -> str:
    """Return what stands on the map; ``unit`` is a pixel in units of the map."""
    ground = "".join(
        f'<path d={quoteattr(path)} fill="{LAND}" stroke="{LINE}" stroke-width="{unit:.3f}"/>'
        for path in land.outlines
    )
    spots = "".join(_spot(spot, unit) for spot in land.spots)
    return ground + spots + "".join(_door(x, y, unit) for x, y in land.doors)


def _spot(spot: Spot, unit: float) -> str:
    x, y, radius, looks = spot.x, spot.y, spot.radius, _looks(spot.look, unit)
    # Stripes end within the edge, so that it stays whole.
    step, within = STEP * unit, WITHIN * unit
    if spot.path:
        shape = f'<path d={quoteattr(spot.path)} fill-rule="evenodd" {looks}/>'
        stripes = striped_area(spot.path, step, within)
    else:
        shape = f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" {looks}/>'
        stripes = striped_circle(x, y, max(0.0, radius - within), step)
    mark = spot.mark if radius > SMALLEST_MARK * unit else ""
    return shape + _on_top(spot.look, stripes, mark, unit)


def _box(look: str, x: float, y: float, width: float, height: float) -> str:
    """Return a box with its look; the question stands in its middle."""
    size = 0.36 * min(width, height)
    mark = question_mark(x + width / 2, y + height / 2, size) if size > SMALLEST_MARK else ""
    inner = max(0.0, width - 2 * WITHIN), max(0.0, height - 2 * WITHIN)
    place = f'x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}"'
    return f"<rect {place} {_looks(look)}/>" + _on_top(
        look, striped_box(x + WITHIN, y + WITHIN, *inner, STEP), mark, 1.0
    )


def _on_top(look: str, stripes: str, mark: str, unit: float) -> str:
    """Return what lies on a shape: stripes where it is possible, a question where unknown."""
    verdict, _space, doubt = look.partition(" ")
    path, colour = {
        "is-possible": (stripes, STRIPES.get(verdict, INK)),
        "is-unknown": (mark, SOFT),
    }.get(doubt, ("", ""))
    ends = ' stroke-linecap="round"' if doubt == "is-unknown" else ""
    line = f'fill="none" stroke-width="{1.3 * unit:.3f}"{ends}'
    return f'<path d="{path}" stroke="{colour}" {line}/>' if path else ""


def _door(x: float, y: float, unit: float) -> str:
    wide = 8 * unit
    path = f"M{x - wide:.2f} {y - 2 * wide:.2f}h{2 * wide:.2f}L{x:.2f} {y:.2f}z"
    return f'<path d="{path}" fill="{INK}" stroke="#ffffff" stroke-width="{unit:.3f}"/>'


def bars_svg(
    title: str, rows: Sequence[tuple[str, Sequence[Part]]], keys: Sequence[tuple[str, str]]
) -> str:
    """Return a bar of the full width under the label of every row; keys are (look, words)."""
    return _rows(title, [(label, _bar(parts)) for label, parts in rows], keys)


def _bar(parts: Sequence[Part]) -> str:
    drawn, begin, room = "", 2.0, WIDTH - 4
    for part in parts:
        wide = part.share * room
        if wide > 0:
            drawn += _box(part.look, begin, 22, wide, BAR)
        begin += wide
    return drawn


def pennants_svg(
    title: str, rows: Sequence[tuple[str, Sequence[bool]]], keys: Sequence[tuple[str, str]]
) -> str:
    """Return a line of pennants under the label of every row, filled where there is something."""
    return _rows(title, [(label, _pennants(flags)) for label, flags in rows], keys)


def _pennants(flags: Sequence[bool]) -> str:
    step = (WIDTH - 4) / max(1, len(flags))
    wide = min(PENNANT, step / 2.2)
    drawn = f'<path d="M2 22H{WIDTH - 2}" stroke="{INK}" stroke-width="1.5"/>'
    for at, is_there in enumerate(flags):
        left = 2 + step * (at + 0.5) - wide
        path = f"M{left:.1f} 22h{2 * wide:.1f}l{-wide:.1f} 22z"
        drawn += f'<path d="{path}" {_looks("v-much" if is_there else "v-none")}/>'
    return drawn


def _rows(title: str, rows: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]]) -> str:
    drawn, top = _legend(keys, WIDTH)
    for label, shapes in rows:
        drawn += f'<g transform="translate(0 {top})"><text x="2" y="15">{escape(label)}</text>'
        drawn += f"{shapes}</g>"
        top += ROW
    return _svg(title, f"0 0 {WIDTH} {top}", WIDTH, top, drawn, "sans-serif")


def _legend(keys: Sequence[tuple[str, str]], width: int) -> tuple[str, int]:
    """Return the keys beside each other, on as many lines as they need, and where they end."""
    drawn, x, y = "", 0.0, 0
    for look, words in keys:
        wide = KEY + 12 + 8.2 * len(words)
        if x and x + wide > width:
            x, y = 0.0, y + 26
        drawn += _box(look, x + 2, y + 3, KEY, KEY)
        drawn += f'<text x="{x + KEY + 8:.1f}" y="{y + 17}">{escape(words)}</text>'
        x += wide + 14
    return drawn, y + 36 if keys else 0


def _looks(look: str, unit: float = 1.0) -> str:
    """Return a look as attributes; what is not known has no fill, as nothing is known."""
    verdict, _space, doubt = look.partition(" ")
    if doubt == "is-unknown":
        dots = f'stroke-dasharray="0 {2.6 * unit:.3f}" stroke-linecap="round"'
        return f'fill="#ffffff" stroke="{SOFT}" stroke-width="{1.4 * unit:.3f}" {dots}'
    edge, wide = EDGES[verdict], THICKNESS[verdict] * unit
    return f'fill="{FILLS[verdict]}" stroke="{edge}" stroke-width="{wide:.3f}"'


def _svg(title: str, box: str, width: int, height: int, drawn: str, family: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}"'
        f' height="{height}" role="img" aria-label={quoteattr(title)}'
        f' font-family={quoteattr(family)} font-size="15" fill="{INK}">{drawn}</svg>'
    )

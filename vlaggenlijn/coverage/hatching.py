"""Stripes and question marks as SVG paths, clipped by reckoning; a thinking module.

Patterns and clip paths get lost where a picture is pasted into a letter or a slide, lines do not.
Everything is in units of the picture; paths are to be stroked, not filled.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor, sqrt

SHORTEST = 0.03  # shorter, a stripe would be written as a point
MARK_IN_DOT = 0.62  # half the height of a question mark, as a part of the radius around it

# A question mark in a square from -1 to 1: its bow, then its dot.
_BOW = ((-0.34, -0.26), (-0.34, -0.74, 0.34, -0.74, 0.34, -0.26), (0.34, 0.02, 0.0, 0.0, 0.0, 0.3))
_DOT = (0.0, 0.58)

Ring = Sequence[tuple[float, float]]


def striped_circle(x: float, y: float, radius: float, step: float) -> str:
    """Return stripes from bottom left to top right, ``step`` apart; one through the middle."""
    many = max(0, ceil(radius / step) - 1)
    found = []
    for at in range(-many, many + 1):
        aside = at * step / sqrt(2)
        half = sqrt(max(0.0, radius**2 - (at * step) ** 2)) / sqrt(2)
        middle_x, middle_y = x + aside, y + aside
        found.append(_line(middle_x - half, middle_y + half, middle_x + half, middle_y - half))
    return "".join(found)


def striped_box(x: float, y: float, width: float, height: float, step: float) -> str:
    """Return the same stripes in a box; those of boxes beside or on each other join up."""
    apart = step * sqrt(2)  # along an edge
    # On a stripe x + y is the same everywhere, so the sums between two corners are its stripes.
    first, last = ceil((x + y) / apart), floor((x + width + y + height) / apart)
    found = []
    for at in range(first, last + 1):
        total = at * apart
        left, right = max(x, total - y - height), min(x + width, total - y)
        if right > left:
            found.append(_line(left, total - left, right, total - right))
    return "".join(found)


def striped_area(path: str, step: float, within: float = 0.0) -> str:
    """Return the same stripes in an outline ("M1 2L3 4L5 6z ..."), not in its holes; never none.

    ``within``: how far from the edge a stripe ends, measured along it.
    """
    rings = _rings(path)
    apart = step * sqrt(2)
    stripes = [one for one in _stripes(rings, apart, 0.0) if one[2] - one[1] >= SHORTEST]
    lines = []
    # An area too small for the stripes of its neighbours gets one of its own.
    for total, left, right in stripes or _stripes(rings, apart, _middle(rings)):
        less = min(within / sqrt(2), (right - left) / 4)
        one, two = left + less, right - less
        lines.append(_line(one, total - one, two, total - two))
    return "".join(lines)


def _stripes(
    rings: Sequence[Ring], apart: float, first: float
) -> Iterator[tuple[float, float, float]]:
    """Yield the sum x + y of each stripe, with the places x where it begins and ends."""
    crossed = _crossings(rings, apart, first)
    for total in sorted(crossed):
        places = sorted(crossed[total])
        for left, right in zip(places[::2], places[1::2], strict=True):
            yield total, left, right


def _rings(path: str) -> list[Ring]:
    rings = [ring.rstrip(" z").split("L") for ring in path.split("M")[1:]]
    return [[(float(x), float(y)) for x, y in map(str.split, ring)] for ring in rings]


def _crossings(rings: Sequence[Ring], apart: float, first: float) -> Mapping[float, list[float]]:
    """Return where edges cross the lines x + y = first, and so on: the places x, by that sum."""
    found: dict[float, list[float]] = defaultdict(list)
    for ring in rings:
        for (x, y), (to_x, to_y) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            begin, end = (x + y - first) / apart, (to_x + to_y - first) / apart
            low, high = sorted((begin, end))
            # A corner on a line belongs to one of its two edges only.
            for at in range(floor(low) + 1, floor(high) + 1):
                found[first + at * apart].append(x + (to_x - x) * (at - begin) / (end - begin))
    return found


def _middle(rings: Sequence[Ring]) -> float:
    """Return a sum between those of the corners of the widest ring."""
    spans = [(min(sums), max(sums)) for sums in ([x + y for x, y in ring] for ring in rings)]
    low, high = max(spans, key=lambda span: span[1] - span[0])
    return (low + high) / 2


def question_mark(x: float, y: float, size: float) -> str:
    """Return a question mark around a point; ``size`` is half its height."""
    (start, *curves), half = _BOW, size
    path = f"M{x + half * start[0]:.2f} {y + half * start[1]:.2f}"
    for curve in curves:
        corners = [f"{x + half * a:.2f} {y + half * b:.2f}"
                   for a, b in zip(curve[::2], curve[1::2], strict=True)]  # fmt: skip
        path += "C" + " ".join(corners)
    # A line of almost no length is a dot where its ends are round.
    return f"{path}M{x + half * _DOT[0]:.2f} {y + half * _DOT[1]:.2f}h0.01"


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"M{x:.2f} {y:.2f}L{to_x:.2f} {to_y:.2f}"

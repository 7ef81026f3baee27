"""A small map of the answers: outlines, numbered pins, and where you are."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from vlaggenlijn.directory.cards import Card
from vlaggenlijn.guide.matching import Here
from vlaggenlijn.places.distance import Point, metres
from vlaggenlijn.places.outline import Frame, citation, frame, paths, project

WIDEST = 90
ROUNDED = 0.1  # how much two rounded coordinates may stand nearer than meant
# Steps to the spots around a point, the nearest first; one house may give twenty services.
AROUND = sorted(product(range(-4, 5), repeat=2), key=lambda step: (math.hypot(*step), step))


@dataclass(frozen=True, slots=True)
class Outline:
    path: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Pin:
    x: float
    y: float
    number: int
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Map:
    """All in units of the outlines' grid; size is the radius of a pin in the same units."""

    view_box: str
    outlines: list[Outline]
    pins: list[Pin]
    here: tuple[float, float] | None
    size: float
    source: str


def map_of(cards: Sequence[Card], here: Here | None) -> Map | None:
    """Return a map around the visitor's place with the answers in view, or None without either."""
    if here is None:
        return None
    window = _window(here)
    size = window.width / 28
    pins = [pin for card in cards for pin in _pins(card, here) if _holds(window, pin)]
    return Map(
        view_box=str(window),
        outlines=_outlines(here),
        pins=_apart(pins, size),
        here=project(here.point.latitude, here.point.longitude),
        size=size,
        source=citation(),
    )


def _window(here: Here) -> Frame:
    """Return the municipality and its neighbours, at most WIDEST units wide, 4 by 3."""
    around = frame([here.nis, *here.next_door])
    x, y = project(here.point.latitude, here.point.longitude)
    width = min(max(around.width, round(around.height * 4 / 3)), WIDEST)
    height = round(width * 3 / 4)
    return Frame(round(x - width / 2), round(y - height / 2), width, height)


def _holds(window: Frame, pin: Pin) -> bool:
    is_across = window.x <= pin.x <= window.x + window.width
    return is_across and window.y <= pin.y <= window.y + window.height


def _pins(card: Card, here: Here) -> Iterator[Pin]:
    """The place of a card that lies nearest, as its distance says."""
    points = [Point(latitude, longitude) for latitude, longitude in card.points]
    for point in sorted(points, key=lambda point: metres(here.point, point))[:1]:
        x, y = project(point.latitude, point.longitude)
        yield Pin(x, y, card.number, card.name, f"#c{card.number}")


def _apart(pins: list[Pin], size: float) -> list[Pin]:
    """Move pins that stand on another to the nearest free spot, so that each can be read."""
    placed: list[Pin] = []
    for pin in pins:
        free = (
            spot
            for spot in _spots(pin, size)
            if not any(_hides(spot, other, size) for other in placed)
        )
        placed.append(next(free, pin))
    return placed


def _spots(pin: Pin, size: float) -> Iterator[Pin]:
    for across, down in AROUND:
        yield replace(pin, x=round(pin.x + across * size, 1), y=round(pin.y + down * size, 1))


def _hides(pin: Pin, other: Pin, size: float) -> bool:
    near = size - ROUNDED
    return abs(pin.x - other.x) < near and abs(pin.y - other.y) < near


def _outlines(here: Here) -> list[Outline]:
    drawn = paths([here.nis, *here.next_door])
    return [Outline(path, nis == here.nis) for nis, path in drawn.items()]

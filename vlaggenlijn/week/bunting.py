"""Metres of bunting, added up; a thinking module."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Place = TypeVar("Place", bound=Hashable)

MOST_METRES = 20_000


@dataclass(frozen=True, slots=True)
class Hung(Generic[Place]):
    """So many metres that somebody counted in a place."""

    place: Place
    metres: int


@dataclass(frozen=True, slots=True)
class Sum(Generic[Place]):
    """All metres of a place, and their part of the longest line (0 to 100)."""

    place: Place
    metres: int
    percent: int


def sums(counted: Iterable[Hung[Place]]) -> list[Sum[Place]]:
    """Return each place once, the longest line first; equals as they came."""
    metres: dict[Place, int] = {}
    for one in counted:
        metres[one.place] = metres.get(one.place, 0) + one.metres
    longest = max(metres.values(), default=0)
    rows = [
        Sum(place, sum_, sum_ * 100 // longest if longest else 0) for place, sum_ in metres.items()
    ]
    return sorted(rows, key=lambda one: -one.metres)

"""How metres of bunting look on a map: how full an area hangs, and where its number stands.

A thinking module. Nothing is told by colour: the more metres, the closer the flags hang, and the
number of metres stands in the area where there is room for it; the table beside it has them all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEPS = 4
HIGH = 1.5  # of a mark, in units of ``size``
WIDE = 0.85  # of one digit
BESIDE = 0.5  # kept free around a mark
TILES = (0.2, 0.13, 0.09, 0.065)  # a flag and the air around it, by step


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at a point of the map; ``x`` and ``y`` are the middle of its text."""

    x: float
    y: float
    metres: int


@dataclass(frozen=True, slots=True)
class Step:
    """How full an area hangs, 1 to STEPS, and the metres from and up to which that holds."""

    number: int
    first: int
    last: int

    @property
    def tile(self) -> float:
        """How large a flag with the air around it is: the fuller, the smaller."""
        return TILES[self.number - 1]


def step_of(metres: int, longest: int) -> int:
    """Return how full an area hangs beside the fullest: 1 to STEPS, 0 for no metres."""
    # Rounded up, so that a single metre is seen.
    return -(-metres * STEPS // longest) if metres else 0


def steps(metres: Iterable[int]) -> list[Step]:
    """Return the steps that are in use, the emptiest first, each with its metres."""
    counted = [one for one in metres if one]
    longest = max(counted, default=0)
    used = sorted({step_of(one, longest) for one in counted})
    return [
        Step(number, longest * (number - 1) // STEPS + 1, longest * number // STEPS)
        for number in used
    ]


def apart(marks: Iterable[Mark], size: float) -> list[Mark]:
    """Return the marks that can be read, the most metres first: none covers another.

    ``size`` is the height of a digit in units of the map.
    """
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (-one.metres, one.x, one.y)):
        if not _hides(mark, placed, size):
            placed.append(mark)
    return placed


def _hides(mark: Mark, placed: Sequence[Mark], size: float) -> bool:
    return any(
        abs(mark.y - other.y) < HIGH * size
        and abs(mark.x - other.x) < (_half(mark) + _half(other) + BESIDE) * size
        for other in placed
    )


def _half(mark: Mark) -> float:
    """Return half the width of a number, in units of ``size``."""
    return len(str(mark.metres)) * WIDE / 2

"""Who gets a place and who waits; a thinking module."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Answer = Literal["in", "waiting", "full"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the line: what they are known by, and how many places they need."""

    name: object
    seats: int


def answer_to(seats: int, *, places: int | None, taken: int, has_waiting_list: bool) -> Answer:
    """Return whether there is room for so many; without a number of places there always is."""
    if places is None or taken + seats <= places:
        return "in"
    return "waiting" if has_waiting_list else "full"


def let_in(line: Iterable[Waiting], *, places: int | None, taken: int) -> list[object]:
    """Return who of the line can come in now, in its order.

    Who needs more places than there are is passed by, and stays in front of the line.
    """
    found: list[object] = []
    for one in line:
        if places is None or taken + one.seats <= places:
            found.append(one.name)
            taken += one.seats
    return found

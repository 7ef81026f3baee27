"""What the engine is asked about: children at homes, and doors with what they offer to whom.

A thinking module. n homes, m doors, F functions, G target groups, A age bands, M municipalities;
functions, groups, bands and municipalities are known here by their index alone.
"""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.coverage.points import Numbers, Places, Points

Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]


class Way(IntEnum):
    """How a door reaches families."""

    PLACE = 0  # they come to it: by distance
    AREA = 1  # it serves whole municipalities: at home, or wherever they live there
    APART = 2  # online or by phone: reach without distance, never mixed with the others


class Room(IntEnum):
    """What is known of the capacity of a door."""

    KNOWN = 0  # somebody gave the number
    ASSUMED = 1  # nobody did; ``capacity`` holds a stated default
    UNLIMITED = 2  # information, a website, a phone line: a choice, never room


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Homes (neighbourhoods) with children.

    ``children`` (n, A): whole or estimated numbers; not known is no row here. ``municipality`` (n):
    index below M. ``inside`` (n): True for homes that are reported, False for the band around them.
    ``of_group``: group -> (n, A) for groups with local numbers; the others are set against all
    children, and ``Slices.against_all`` says so.
    """

    homes: Points
    children: Numbers
    municipality: Places
    inside: Flags
    of_group: dict[int, Numbers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.children.ndim != 2 or len(self.children) != len(self.homes):
            raise ValueError("children must be a table of homes by age bands")
        for numbers in (self.children, *self.of_group.values()):
            if numbers.shape != self.children.shape or not _from_zero(numbers):
                raise ValueError("children must be numbers from 0, for every home and age band")

    @property
    def ages(self) -> int:
        return int(self.children.shape[1])

    def of(self, group: int) -> Numbers:
        """Return the children (n, A) that a target group is set against."""
        return self.of_group.get(group, self.children)


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Doors, one row for every place of a service, or one for its whole area.

    ``points``: of doors that are no place only the row counts. ``service`` (m): doors with one
    number are one service, and one choice. ``function`` (m): index below ``functions``. ``groups``
    (m, G): for whom. ``ages`` (m, A): 0 where an age band is not served; else the weight by which
    capacity is split over bands (ones: evenly). ``capacity`` (m): places, of this door alone.
    ``room`` (m): Room. ``way`` (m): Way. ``area`` (m, M): municipalities served; used for AREA, and
    for APART where a row of nothing means everywhere. ``sound`` (m): the record is fresh, confirmed
    and complete.
    """

    points: Points
    service: Places
    function: Places
    functions: int
    groups: Flags
    ages: Numbers
    capacity: Numbers
    room: Codes
    way: Codes
    area: Flags
    sound: Flags

    def __post_init__(self) -> None:
        rows = (self.service, self.function, self.groups, self.ages, self.capacity, self.room,
                self.way, self.area, self.sound)  # fmt: skip
        if {len(row) for row in rows} != {len(self.points)}:
            raise ValueError("every column must have a row for every door")
        if not (_from_zero(self.capacity) and _from_zero(self.ages)):
            raise ValueError("capacities and shares of ages must be numbers from 0")
        if (
            len(self.function)
            and not 0 <= self.function.min() <= self.function.max() < self.functions
        ):
            raise ValueError("a door has a function that does not exist")

    def __len__(self) -> int:
        return len(self.points)

    def at(self, doors: Places) -> "Supply":
        """Return these doors alone, in this order."""
        rows = {name: getattr(self, name)[doors] for name in _COLUMNS}
        return Supply(points=self.points.at(doors), functions=self.functions, **rows)

    def joined(self, other: "Supply") -> "Supply":
        """Return these doors and then the other ones; both must count in the same indices."""
        rows = {name: np.concatenate((getattr(self, name), getattr(other, name)))
                for name in _COLUMNS}  # fmt: skip
        x, y = np.append(self.points.x, other.points.x), np.append(self.points.y, other.points.y)
        return Supply(points=Points(x, y), functions=self.functions, **rows)

    def limited(self) -> Flags:
        """Return which doors (m) have room for a number of children, known or assumed."""
        return np.asarray(self.room != Room.UNLIMITED)

    def served(self) -> Flags:
        """Return which age bands (m, A) are served."""
        return self.ages > 0


_COLUMNS = ("service", "function", "groups", "ages", "capacity", "room", "way", "area", "sound")


def _from_zero(numbers: Numbers) -> bool:
    return bool(np.all((numbers >= 0) & np.isfinite(numbers)))

"""What changes when a service opens, moves, widens or closes; a thinking module.

In the 2SFCA family a door gives room without changing what other doors give, so that one change
is worked out at the homes it touches, exactly, and taken back by what stood there before. In 3SFCA
and balanced catchments other doors change too: work those out anew (``measures``). Distances are as
the crow flies. Tables have the shape (n, F, G, A), see ``slices``.
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.coverage.offer import Demand, Flags, Supply, Way
from vlaggenlijn.coverage.points import Numbers, Places, Points
from vlaggenlijn.coverage.slices import (
    Counts,
    Land,
    Slices,
    Terms,
    capacity_under,
    kept_under,
    land_of,
    room_per_child,
    slices,
)

# What is left of access by taking away all of it is rounding, not room.
ROUNDING = 1e-12


class Change(IntEnum):
    """What happens to a child at a home, in one slice."""

    NO_LONGER = -2  # had a service in reach, has none now
    WORSE = -1
    SAME = 0
    BETTER = 1
    NEWLY = 2  # had no service in reach, has one now


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """``homes`` (k): who is touched at all; ``change`` (k, F, G, A): Change for each of them."""

    homes: Places
    change: NDArray[np.int8]

    def children(self, demand: Demand, *changes: Change, where: Flags | None = None) -> Numbers:
        """Return the children (F, G, A) with these changes, at homes inside or at ``where`` (n)."""
        rows = (demand.inside if where is None else where)[self.homes]
        children = np.stack([demand.of(g)[self.homes] for g in range(self.change.shape[2])], axis=1)
        counted = np.isin(self.change[rows], changes)
        return np.asarray(np.einsum("nfga,nga->fga", counted, children[rows]))


@dataclass(frozen=True, slots=True, eq=False)
class _Footprint:
    """What one door gives: ``chosen`` (k) whether it is a choice, ``access`` (k, G, A)."""

    homes: Places
    function: int
    cells: Flags
    chosen: Flags
    access: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    supply: Supply
    is_open: Flags
    homes: Places
    choices: Counts
    access: Numbers


class WhatIf:
    """A land under one set of terms, with changes that can be taken back one by one.

    ``choices`` and ``access`` are always those of now. Doors keep their number: a closed door is
    not in ``is_open`` (m) any more, an added one stands at the end.
    """

    def __init__(self, land: Land, terms: Terms, start: Slices | None = None) -> None:
        """``start`` is what ``slices(land, terms)`` gave, when it is at hand."""
        if not land.by_distance:
            raise ValueError("with a table of travel times everything is worked out anew")
        found = start or slices(land, terms)
        self.demand, self.terms, self.supply = land.demand, terms, land.supply
        self.choices, self.access = found.choices.copy(), found.access.copy()
        self.is_open = np.ones(len(land.supply), bool)
        self._before: list[_Before] = []

    def add(self, door: Supply) -> Effect:
        """Open a door, given as a supply of one row."""
        return self._change([], [door])

    def close(self, number: int) -> Effect:
        return self._change([number], [])

    def move(self, number: int, x: float, y: float) -> Effect:
        door = self.supply.at(np.array([number]))
        return self._change([number], [replace(door, points=Points(np.array([x]), np.array([y])))])

    def widen(self, number: int, **columns: Any) -> Effect:
        """Change what a door offers, to whom or where, by columns of ``Supply`` of one row."""
        return self._change([number], [replace(self.supply.at(np.array([number])), **columns)])

    def undo(self) -> None:
        """Take back the last change; IndexError when there is none."""
        before = self._before.pop()
        self.supply, self.is_open = before.supply, before.is_open
        self.choices[before.homes], self.access[before.homes] = before.choices, before.access

    def now(self) -> Supply:
        """Return the doors that are open."""
        return self.supply.at(np.flatnonzero(self.is_open))

    def _change(self, closing: list[int], opening: list[Supply]) -> Effect:
        doors = [self.supply.at(np.array([number])) for number in closing]
        touched = [_reached(self.demand, door, self.terms.reach)[0] for door in (*doors, *opening)]
        homes = np.unique(np.concatenate(touched))
        choices, access = self.choices[homes], self.access[homes]
        self._before.append(_Before(self.supply, self.is_open, homes, choices, access))
        for number, door in zip(closing, doors, strict=True):
            self.is_open = self.is_open.copy()
            self.is_open[number] = False
            self._put(self._footprint(door), -1)
        for door in opening:
            self._put(self._footprint(door), 1)
            self.supply = self.supply.joined(door)
            self.is_open = np.append(self.is_open, True)
        self._take_rounding_away(homes, access)
        return Effect(homes, changes(choices, access, self.choices[homes], self.access[homes]))

    def _put(self, door: _Footprint, times: int) -> None:
        at = np.ix_(door.homes, np.array([door.function]))
        chosen = (door.chosen[:, None, None] & door.cells)[:, None]
        self.choices[at] += (times * chosen).astype(np.int32)
        self.access[at] += times * door.access[:, None]

    def _take_rounding_away(self, homes: Places, before: Numbers) -> None:
        now = self.access[homes]
        nothing = (self.choices[homes] == 0) | (now <= before * ROUNDING)
        self.access[homes] = np.where(nothing, 0.0, now)

    def _footprint(self, door: Supply) -> _Footprint:
        """Return what a door gives beside the doors that are open now."""
        terms, demand = self.terms, self.demand
        homes, weights = _reached(demand, door, terms.reach, terms)
        served = door.served()
        cells = door.groups[0][:, None] & served[0]
        access = np.zeros((len(homes), *cells.shape))
        capacity = capacity_under(door, terms)
        for group in np.flatnonzero(door.groups[0]).tolist():
            asking = np.asarray(weights @ demand.of(group)[homes])[None]
            ratio = room_per_child(door, capacity, asking, terms.sharing)
            access[:, group] = weights[:, None] * ratio * served
        chosen = kept_under(door, terms)[0] & ~self._chosen_already(door, homes)
        return _Footprint(homes, int(door.function[0]), cells, chosen, access)

    def _chosen_already(self, door: Supply, homes: Places) -> Flags:
        """Return which homes (k) reach another open door of the same service and kind."""
        already = np.zeros(len(self.demand.homes), bool)
        for other in np.flatnonzero(self.is_open & self._same_choice(door)):
            row = self.supply.at(np.array([other]))
            already[_reached(self.demand, row, self.terms.reach)[0]] = True
        return already[homes]

    def _same_choice(self, door: Supply) -> Flags:
        """Return which doors (m) are another place of the same service, of the same kind."""
        supply = self.supply
        same = (supply.service == door.service) & (supply.function == door.function)
        same &= (supply.way == Way.PLACE) & (door.way == Way.PLACE)
        same &= (supply.groups == door.groups).all(axis=1)
        same &= (supply.served() == door.served()).all(axis=1)
        return np.asarray(same & kept_under(supply, self.terms))


def recomputed(what_if: WhatIf) -> Slices:
    """Return the slices of now worked out anew, as a check or for another measure."""
    return slices(land_of(what_if.demand, what_if.now(), what_if.terms.reach), what_if.terms)


def _reached(
    demand: Demand, door: Supply, reach: float, terms: Terms | None = None
) -> tuple[Places, Numbers]:
    """Return the homes that a door reaches and their weights (ones without terms)."""
    if door.way[0] == Way.AREA:
        homes = np.flatnonzero(door.area[0][demand.municipality])
        return homes, np.ones(len(homes))
    if door.way[0] == Way.APART:
        return np.zeros(0, np.intp), np.zeros(0)
    east, north = demand.homes.x - door.points.x, demand.homes.y - door.points.y
    metres = np.sqrt(east * east + north * north)
    homes = np.flatnonzero(metres <= reach)
    weights = terms.weight(metres[homes], reach) if terms else np.ones(len(homes))
    return homes, weights


def changes(
    choices: Counts, access: Numbers, choices_now: Counts, access_now: Numbers
) -> NDArray[np.int8]:
    """Return the Change (k, F, G, A) between two states of the same homes, room told last."""
    apart = ROUNDING * np.maximum(access, access_now)
    more, less = choices_now > choices, choices_now < choices
    same = ~(more | less)
    better = more | (same & (access_now > access + apart))
    worse = less | (same & (access_now < access - apart))
    when = [more & (choices == 0), less & (choices_now == 0), better, worse]
    told = [Change.NEWLY, Change.NO_LONGER, Change.BETTER, Change.WORSE]
    return np.select(when, told, Change.SAME).astype(np.int8)

"""What is within reach, for every function, target group and age band at once; a thinking module.

A slice is one function for one group in one age band. Doors that offer the same function to the
same groups and bands are of one kind: every pair of a home and a door is looked at once and added
to the sum of its kind, and the sums of kinds then make up all slices. Tables of slices have the
shape (n, F, G, A): homes, functions, target groups, age bands (see ``offer``).

Nothing in reach is 0 choices and 0 access, never NaN. Metres to the nearest door are infinite
inside the engine where none was found; whoever shows them says "none" (``metres_or_none``).
"""

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.coverage.grid import Grid
from vlaggenlijn.coverage.offer import Demand, Flags, Room, Supply, Way
from vlaggenlijn.coverage.points import Numbers, Pairs, Places, Weight
from vlaggenlijn.coverage.table import MOST_PAIRS, distances
from vlaggenlijn.coverage.weights import alike, step

Counts = NDArray[np.int32]


class Sharing(IntEnum):
    """How a door that serves several age bands shares its room over them."""

    POOLED = 0  # one room for all its bands together: a place taken by one is gone for the other
    SPLIT = 1  # the room is divided over the bands beforehand, by the shares in ``Supply.ages``


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which assumptions reach and access are worked out.

    ``reach``: metres as the crow flies, or the unit of the table. ``assumed_times``: what assumed
    capacities are multiplied by. ``even``: every door the same room, 1, whatever is known, so that
    access compares how many children share a door and invents no places. ``sound_only``: records
    that are stale, unconfirmed or incomplete do not count.
    """

    reach: float
    weight: Weight = step
    sharing: Sharing = Sharing.POOLED
    assumed_times: float = 1.0
    even: bool = False
    sound_only: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """Distinct (function, groups, age bands) of doors, function after function.

    ``of_door`` (m): the kind of each door. ``part_of`` (K, G, A): 1 for the slices of its function
    that a kind belongs to. ``bounds`` (F + 1): kinds ``bounds[f]`` to ``bounds[f + 1]`` are of f.
    """

    of_door: Places
    part_of: Numbers
    bounds: Places

    def __len__(self) -> int:
        return len(self.part_of)

    @property
    def shape(self) -> tuple[int, int, int]:
        return len(self.bounds) - 1, *self.part_of.shape[1:]

    def folded(self, sums: Numbers) -> Numbers:
        """Return slices (n, F, G, A) from sums per kind: (1, K, n), or (A, K, n) by band.

        Rows are added one by one: libraries for matrices start threads, which wait for each other
        on a busy machine.
        """
        _, groups, ages = self.shape
        slices = np.empty((*self.shape, sums.shape[2]))
        for function, (begin, end) in enumerate(pairwise(self.bounds)):
            for group, age in np.ndindex(groups, ages):
                kinds = begin + np.flatnonzero(self.part_of[begin:end, group, age])
                slices[function, group, age] = sums[age % len(sums), kinds].sum(axis=0)
        return np.moveaxis(slices, 3, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """Demand and supply, made ready to be asked under many terms; ``land_of`` makes it.

    ``pairs``: homes -> the doors in ``at_place`` alone, in that order. ``choice`` (of those doors):
    doors with one number are one service of one kind. ``by_distance``: pairs are metres as the crow
    flies, not an imported table.
    """

    demand: Demand
    supply: Supply
    kinds: Kinds
    at_place: Places
    choice: Places
    pairs: Pairs
    by_distance: bool


@dataclass(frozen=True, slots=True, eq=False)
class Slices:
    """The answer under one set of terms.

    ``choices`` (n, F, G, A): services a child can choose from, by distance and by area served.
    ``access`` (n, F, G, A): room per child of those with room (E2SFCA; areas count in full); its
    child-weighted sum is the capacity reached. ``reached`` (m, A): whether a door has any child of
    a band in reach at all; where not, its room is given to nobody.
    """

    choices: Counts
    access: Numbers
    reached: Flags


def land_of(
    demand: Demand, supply: Supply, widest: float, pairs: Pairs | None = None,
    most: int = MOST_PAIRS,
) -> Land:  # fmt: skip
    """Make ready for all reaches up to the widest; ``pairs`` brings travel times instead of metres.

    Raises ValueError when age bands or municipalities of both sides do not fit each other.
    """
    municipalities = supply.area.shape[1]
    if supply.ages.shape[1] != demand.ages:
        raise ValueError("demand and supply must have the same age bands")
    if len(demand.homes) and not (
        0 <= demand.municipality.min() <= demand.municipality.max() < municipalities
    ):
        raise ValueError("a home lies in a municipality that does not exist")
    at_place = np.flatnonzero(supply.way == Way.PLACE)
    by_distance = pairs is None
    if pairs is None:
        pairs = distances(demand.homes, supply.points.at(at_place), widest, most)
    kinds = kinds_of(supply)
    services = np.column_stack((supply.service, kinds.of_door))[at_place]
    choice = np.unique(services, axis=0, return_inverse=True)[1].reshape(-1)
    return Land(demand, supply, kinds, at_place, choice, pairs, by_distance)


def slices(land: Land, terms: Terms) -> Slices:
    """Return choices and access of every home in every slice."""
    found, reached = access(land, terms)
    return Slices(choices(land, terms), found, reached)


def kinds_of(supply: Supply) -> Kinds:
    """Return the distinct kinds of door."""
    served = supply.served()
    groups = supply.groups.shape[1]
    rows = np.column_stack((supply.function, supply.groups, served)).astype(np.intp)
    distinct, of_door = np.unique(rows, axis=0, return_inverse=True)
    part_of = distinct[:, 1 : 1 + groups, None] * distinct[:, None, 1 + groups :]
    bounds = np.searchsorted(distinct[:, 0], np.arange(supply.functions + 1))
    return Kinds(of_door.reshape(-1), part_of.astype(float), bounds)


def choices(land: Land, terms: Terms) -> Counts:
    """Return how many services each home can choose from (n, F, G, A); online is not among them.

    A service with several doors of one kind in reach is one choice.
    """
    kept = kept_under(land.supply, terms).astype(float)
    alone = _only_door(land)
    sums = _summed(land, (kept * alone)[:, None], terms.reach, alike)
    sums[0] += _distinct(land, kept * ~alone, terms.reach)
    return np.rint(land.kinds.folded(sums)).astype(np.int32)


def access(land: Land, terms: Terms) -> tuple[Numbers, Flags]:
    """Return ``Slices.access`` and ``Slices.reached`` alone.

    Asks once for all children, and again for every group with numbers of its own.
    """
    groups, own = land.supply.groups.shape[1], land.demand.of_group
    asking = asked(land, land.demand.children, terms)
    found = _access_of(land, asking, terms)
    for group in range(groups):
        if group in own:
            mine = _access_of(land, asked(land, own[group], terms), terms)
            found[:, :, group] = mine[:, :, group]
    return found, asking > 0


def overlap(found: Counts) -> Counts:
    """Return the alternatives beside the first: same function, group, band and reach."""
    return np.maximum(found - 1, 0)


def nearest(land: Land, farthest: float) -> Numbers:
    """Return the metres to the nearest door at a place (n, F, G, A), infinite beyond farthest."""
    homes, kinds = len(land.demand.homes), land.kinds
    least = np.full(homes * len(kinds), np.inf)
    kind = kinds.of_door[land.at_place]
    for some in land.pairs.pairs(farthest):
        np.minimum.at(least, some.near * len(kinds) + kind[some.far], some.distance)
    by_kind = least.reshape(homes, len(kinds))
    found = np.full((homes, *kinds.shape), np.inf)
    for function, (begin, end) in enumerate(pairwise(kinds.bounds)):
        for number in range(begin, end):
            part = kinds.part_of[number] > 0
            found[:, function, part] = np.minimum(found[:, function, part], by_kind[:, [number]])
    return found


def metres_or_none(metres: float) -> float | None:
    """Return None where ``nearest`` found no door."""
    return float(metres) if np.isfinite(metres) else None


def by_municipality(land: Land, way: Way) -> Counts:
    """Return the services (M, F, G, A) that serve whole municipalities, or that are apart.

    An online service without an area is everywhere.
    """
    once = np.ones((len(land.supply), 1))
    sums = by_municipality_of(land.supply, way, land.kinds.of_door, len(land.kinds), once)
    return np.rint(land.kinds.folded(sums)).astype(np.int32)


def known_share(land: Land) -> Numbers:
    """Return the share of doors with known room among the doors of each slice (F, G, A).

    Online and information count among the doors: where they are many, room says little. 0 where a
    slice has no doors.
    """
    supply, kinds = land.supply, land.kinds
    bodily = supply.way != Way.APART
    counts = np.zeros((1, len(kinds), 2))
    np.add.at(counts[0, :, 0], kinds.of_door[bodily], 1)
    np.add.at(counts[0, :, 1], kinds.of_door[bodily & (supply.room == Room.KNOWN)], 1)
    doors, with_room = kinds.folded(counts)
    return _divided(with_room, doors)


def against_all(land: Land) -> Flags:
    """Return which target groups (G) have no local numbers and are set against all children."""
    groups = land.supply.groups.shape[1]
    return np.array([group not in land.demand.of_group for group in range(groups)])


def asked(land: Land, children: Numbers, terms: Terms) -> Numbers:
    """Return the children of each band in reach of each door (m, A), weighted; 0 for online."""
    supply = land.supply
    found = np.zeros((len(supply), land.demand.ages))
    turned = land.pairs.turned()
    one = np.zeros(len(children), np.intp)
    at_place = tallied(turned, len(land.at_place), children, one, 1, terms.reach, terms.weight)
    found[land.at_place] = at_place[:, 0].T
    towns = np.zeros((supply.area.shape[1], land.demand.ages))
    np.add.at(towns, land.demand.municipality, children)
    by_area = supply.way == Way.AREA
    found[by_area] = supply.area[by_area] @ towns
    return found


def capacity_under(supply: Supply, terms: Terms) -> Numbers:
    """Return the room (m) that counts under these terms; 0 for doors without a number of places."""
    kept = kept_under(supply, terms)
    if terms.even:
        return kept.astype(float)
    times = np.where(supply.room == Room.ASSUMED, terms.assumed_times, 1.0)
    return np.where(kept & supply.limited(), supply.capacity * times, 0.0)


def room_per_child(supply: Supply, capacity: Numbers, asked: Numbers, sharing: Sharing) -> Numbers:
    """Return the ratio of every door: (m, 1) when pooled, (m, A) when split over bands."""
    if sharing == Sharing.POOLED:
        asking = (asked * supply.served()).sum(axis=1, keepdims=True)
        return _divided(capacity[:, None], asking)
    whole = supply.ages.sum(axis=1, keepdims=True)
    return _divided(capacity[:, None] * _divided(supply.ages, whole), asked)


def tallied(
    pairs: Pairs, nears: int, values: Numbers, kind: Places, kinds: int, reach: float,
    weight: Weight,
) -> Numbers:  # fmt: skip
    """Return for near points the sums (C, kinds, n) of weight x values (far, C), apart by kind."""
    if isinstance(pairs, Grid) and pairs.can(weight):
        return pairs.tally(values, kind, kinds, reach, weight)
    columns = values.shape[1]
    sums = np.zeros((columns, kinds * nears))
    for some in pairs.pairs(reach):
        cell = kind[some.far] * nears + some.near
        weights = weight(some.distance, reach)
        for column in range(columns):
            np.add.at(sums[column], cell, weights * values[some.far, column])
    return sums.reshape(columns, kinds, nears)


def by_municipality_of(
    supply: Supply, way: Way, kind: Places, kinds: int, values: Numbers
) -> Numbers:
    """Return the sums (C, kinds, M) of the values (m, C) of the doors that serve by area."""
    rows = np.flatnonzero(supply.way == way)
    area = supply.area[rows]
    if way == Way.APART:
        area[~area.any(axis=1)] = True
    sums = np.zeros((values.shape[1], kinds, area.shape[1]))
    row, town = np.nonzero(area)
    for column, amounts in enumerate(values.T):
        np.add.at(sums[column], (kind[rows[row]], town), amounts[rows[row]])
    return sums


def _access_of(land: Land, asked: Numbers, terms: Terms) -> Numbers:
    capacity = capacity_under(land.supply, terms)
    ratio = room_per_child(land.supply, capacity, asked, terms.sharing)
    return land.kinds.folded(_summed(land, ratio, terms.reach, terms.weight))


def _summed(land: Land, values: Numbers, reach: float, weight: Weight) -> Numbers:
    """Return the sums (C, K, n) of values (m, C) by distance and by area served."""
    kind, size = land.kinds.of_door, len(land.kinds)
    place = land.at_place
    homes = len(land.demand.homes)
    sums = tallied(land.pairs, homes, values[place], kind[place], size, reach, weight)
    by_town = by_municipality_of(land.supply, Way.AREA, kind, size, values)
    serving = np.flatnonzero(by_town.any(axis=(0, 2)))
    sums[:, serving] += by_town[:, serving][:, :, land.demand.municipality]
    return sums


def _only_door(land: Land) -> Flags:
    """Return which doors (m) are no place, or the only place of their service for their kind."""
    alone = np.ones(len(land.supply), dtype=bool)
    alone[land.at_place] = np.bincount(land.choice, minlength=1)[land.choice] == 1
    return alone


def _distinct(land: Land, counted: Numbers, reach: float) -> Numbers:
    """Return how many services (K, n) have at least one of these doors within reach."""
    unit, counts = land.choice, counted[land.at_place] > 0
    size, homes = len(unit) + 1, len(land.demand.homes)
    sums = np.zeros((len(land.kinds), homes))
    if not counts.any():
        return sums
    found = [np.zeros(0, np.intp)]
    for some in land.pairs.pairs(reach):
        of_these = counts[some.far]
        found.append(some.near[of_these] * size + unit[some.far[of_these]])
    home, which = np.divmod(np.unique(np.concatenate(found)), size)
    kind_of_unit = np.zeros(size, np.intp)
    kind_of_unit[unit] = land.kinds.of_door[land.at_place]
    np.add.at(sums, (kind_of_unit[which], home), 1)
    return sums


def kept_under(supply: Supply, terms: Terms) -> Flags:
    """Return which doors (m) count at all under these terms."""
    return supply.sound if terms.sound_only else np.ones(len(supply), dtype=bool)


def _divided(amount: Numbers, among: Numbers) -> Numbers:
    """Divide, and give nothing where nobody is there to share."""
    amount, among = np.broadcast_arrays(amount, among)
    shared: Numbers = np.divide(amount, among, out=np.zeros(among.shape), where=among > 0)
    return shared

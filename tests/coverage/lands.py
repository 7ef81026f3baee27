"""Made-up demand and supply in slices for the tests of coverage, and sums by hand over them."""

import numpy as np
from hypothesis import strategies as st

from tests.coverage.clouds import all_distances
from vlaggenlijn.coverage.offer import Demand, Room, Supply, Way
from vlaggenlijn.coverage.points import Numbers, Points
from vlaggenlijn.coverage.slices import Land, Sharing, Terms, land_of

FUNCTIONS, GROUPS, AGES, TOWNS = 2, 3, 2, 3
WIDEST = 2000.0


def some_supply(chance: np.random.Generator, doors: int) -> Supply:
    """Return doors of every way and room; some share a service, some serve nobody."""
    return Supply(
        points=_points(chance, doors),
        service=chance.integers(0, max(1, doors * 2 // 3), doors),
        function=chance.integers(0, FUNCTIONS, doors),
        functions=FUNCTIONS,
        groups=chance.random((doors, GROUPS)) < 0.6,
        ages=np.where(
            chance.random((doors, AGES)) < 0.7, chance.integers(1, 4, (doors, AGES)), 0.0
        ),
        capacity=np.round(chance.lognormal(2, 1, doors), 1),
        room=chance.choice(list(Room), doors).astype(np.int8),
        way=chance.choice(list(Way), doors, p=[0.7, 0.2, 0.1]).astype(np.int8),
        area=chance.random((doors, TOWNS)) < 0.4,
        sound=chance.random(doors) < 0.7,
    )


def some_land(seed: int, homes: int = 8, doors: int = 9, local: bool = False) -> Land:
    chance = np.random.default_rng(seed)

    def children() -> Numbers:
        return chance.integers(0, 60, (homes, AGES)) * (chance.random((homes, 1)) < 0.8)

    demand = Demand(
        homes=_points(chance, homes),
        children=children(),
        municipality=chance.integers(0, TOWNS, homes),
        inside=chance.random(homes) < 0.8,
        of_group={1: children()} if local else {},
    )
    return land_of(demand, some_supply(chance, doors), WIDEST)


lands = st.builds(some_land, st.integers(0, 10**6), local=st.booleans())


def _points(chance: np.random.Generator, count: int) -> Points:
    place = chance.integers(-12, 13, (count, 2)) * 100.0
    return Points(place[:, 0].copy(), place[:, 1].copy())


def reached_by_hand(land: Land, terms: Terms) -> Numbers:
    """Return the weight (n, m) of every home and door, by distance or by area; online 0."""
    supply = land.supply
    metres = all_distances(land.demand.homes, supply.points)
    weights = np.where(metres <= terms.reach, terms.weight(metres, terms.reach), 0.0)
    serves = supply.area[:, land.demand.municipality].T.astype(float)
    return np.select([supply.way == Way.PLACE, supply.way == Way.AREA], [weights, serves], 0.0)


def access_by_hand(land: Land, terms: Terms) -> Numbers:
    """Return access door by door and slice by slice, as the formula is written."""
    supply, demand = land.supply, land.demand
    weights = reached_by_hand(land, terms)
    found = np.zeros((len(demand.homes), FUNCTIONS, GROUPS, AGES))
    for door in range(len(supply)):
        for group in np.flatnonzero(supply.groups[door]):
            children = demand.of(group)
            asked = weights[:, door] @ children
            for age in np.flatnonzero(supply.ages[door]):
                room, asking = supply.capacity[door], asked[supply.ages[door] > 0].sum()
                if terms.sharing == Sharing.SPLIT:
                    room *= supply.ages[door, age] / supply.ages[door].sum()
                    asking = asked[age]
                if supply.room[door] == Room.UNLIMITED or not asking:
                    continue
                found[:, supply.function[door], group, age] += weights[:, door] * room / asking
    return found


def choices_by_hand(land: Land, terms: Terms) -> list:
    """Return the number of distinct services of one kind, home by home and slice by slice."""
    supply = land.supply
    within = reached_by_hand(land, terms) > 0
    found = np.zeros((len(within), FUNCTIONS, GROUPS, AGES), dtype=int)
    for home, function, group, age in np.ndindex(*found.shape):
        offers = (supply.function == function) & supply.groups[:, group] & (supply.ages[:, age] > 0)
        doors = np.flatnonzero(within[home] & offers & (supply.sound | (not terms.sound_only)))
        found[home, function, group, age] = len({choice(land, door) for door in doors})
    return found.tolist()


def choice(land: Land, door: int) -> tuple:
    supply = land.supply
    if supply.way[door] != Way.PLACE:
        return (door,)
    kind = (*supply.groups[door].tolist(), *(supply.ages[door] > 0).tolist())
    return int(supply.service[door]), kind

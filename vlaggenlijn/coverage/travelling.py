"""A network's doors and homes seen by travel time, and the land that the engine is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage.gathering import Ground
from vlaggenlijn.coverage.models import TravelPairs, TravelTimes
from vlaggenlijn.coverage.offer import Supply, Way
from vlaggenlijn.coverage.points import Places, Points
from vlaggenlijn.coverage.slices import Land, land_of
from vlaggenlijn.coverage.travel import Travel, Ways
from vlaggenlijn.coverage.travel_rows import Times, unpacked

AT_ONCE = 500  # doors; to find the nearest of thousands of homes for each asks memory
KEPT = 4


@dataclass(frozen=True, slots=True)
class Ends:
    """By what a door is known in a table: the ids of its place and service, and in which home
    (by its index) it stands; "" and -1 are not known."""

    place: str
    service: str
    home: int


def travel_of(network: LocalNetwork, means: str) -> tuple[TravelTimes, Travel] | None:
    """Return the times that a network has of a means; None without any."""
    about = TravelTimes.objects.of_network(network).current().by(means)
    return (about, Travel(means, _times(about.digest))) if about else None


@lru_cache(maxsize=KEPT)
def _times(digest: str) -> Times:
    # A digest names its content, so what is kept here is never out of date.
    return unpacked(TravelPairs.objects.content_of(digest))


def ends_of(ground: Ground) -> list[Ends]:
    """Return the ends of all doors of a ground, in their order."""
    supply, services = ground.supply, ground.services
    homes = nearest_homes(supply.points, ground.demand.homes)
    return [
        Ends(spot, str(services[service].pk), home if way == Way.PLACE else -1)
        for spot, service, home, way in zip(
            ground.spots, supply.service.tolist(), homes.tolist(), supply.way.tolist(), strict=True
        )
    ]


def nearest_homes(points: Points, homes: Points) -> Places:
    """Return for each point the home whose middle is nearest."""
    found = [
        np.argmin(
            (points.x[begin : begin + AT_ONCE, None] - homes.x) ** 2
            + (points.y[begin : begin + AT_ONCE, None] - homes.y) ** 2,
            axis=1,
        )
        for begin in range(0, len(points), AT_ONCE)
    ]
    return np.concatenate([np.zeros(0, np.intp), *found])


def land_by(
    travel: Travel, ground: Ground, supply: Supply, ends: Sequence[Ends], widest: float
) -> tuple[Land, Ways]:
    """Return the land in minutes, up to the widest reach, and how well its ways are known."""
    at_place = np.flatnonzero(supply.way == Way.PLACE)
    mine = [ends[at] for at in at_place.tolist()]
    codes = (
        [one.place for one in mine], [one.service for one in mine],
        *_codes_of(ground, [one.home for one in mine]),
    )  # fmt: skip
    homes = ground.demand.homes
    ways = travel.between(homes, home_codes(ground), supply.points.at(at_place), codes, widest)
    return land_of(ground.demand, supply, widest, pairs=ways.table), ways


def between_homes(travel: Travel, ground: Ground, candidates: Places, widest: float) -> Ways:
    """Return the minutes from every home to the middle of some of them."""
    homes = ground.demand.homes
    codes = _codes_of(ground, candidates.tolist())
    return travel.between(homes, home_codes(ground), homes.at(candidates), codes, widest)


def home_codes(ground: Ground) -> tuple[list[str], list[str]]:
    """Return by what every home is known, the most precise first."""
    return _codes_of(ground, range(len(ground.homes)))


def _codes_of(ground: Ground, homes: Sequence[int]) -> tuple[list[str], list[str]]:
    return (
        [ground.homes[at].code for at in homes],
        [ground.homes[at].municipality_id for at in homes],
    )

"""Which municipalities are most alike; a thinking module.

The rule: in the same region, the five nearest in number of inhabitants, inhabitants per square
kilometre (both as ratios: 10,000 is as far from 20,000 as 20,000 from 40,000) and share of children
under 18, each measured in how much municipalities differ in it (standard deviations).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import pstdev

HOW_MANY = 5


@dataclass(frozen=True, slots=True)
class Town:
    nis: str
    region: str
    inhabitants: int
    area_km2: float
    children: int

    @property
    def is_complete(self) -> bool:
        return self.inhabitants > 0 and self.area_km2 > 0 and self.children > 0


def alike(nis: str, towns: Iterable[Town], count: int = HOW_MANY) -> list[str]:
    """Return the NIS codes of the most similar towns, the nearest first.

    Empty for a town that is not known or misses a figure; towns that miss one are left out.
    """
    known = {one.nis: one for one in towns if one.is_complete}
    here = known.get(nis)
    if here is None:
        return []
    peers = [one for one in known.values() if one.region == here.region]
    spread = [pstdev(column) or 1.0 for column in zip(*map(_traits, peers), strict=True)]
    others = [one for one in peers if one.nis != nis]
    others.sort(key=lambda one: (_distance(_traits(here), _traits(one), spread), one.nis))
    return [one.nis for one in others[:count]]


def _traits(town: Town) -> tuple[float, float, float]:
    density = town.inhabitants / town.area_km2
    return math.log(town.inhabitants), math.log(density), town.children / town.inhabitants


def _distance(one: Sequence[float], other: Sequence[float], spread: Sequence[float]) -> float:
    return math.dist(
        [value / by for value, by in zip(one, spread, strict=True)],
        [value / by for value, by in zip(other, spread, strict=True)],
    )

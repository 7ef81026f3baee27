"""What if: where one more offer helps most, and who is left without when one stops (D3.4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.offer import Way
from vlaggenlijn.coverage.points import Numbers, Places
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.siting import covering, plan, scores, short_list
from vlaggenlijn.coverage.slices import Land
from vlaggenlijn.coverage.travel import joined

MOST_PLACES, TOGETHER = 5, 3
WITHIN = 0.5  # of what the best place does; beyond it a place is no equal any more
LEAST = 5.0  # children
ROUNDS = 60  # of proving; more make the bound a little sharper


@dataclass(frozen=True, slots=True)
class Chance:
    """A neighbourhood, by its index, and the children who would get a first offer in reach."""

    home: int
    children: float


@dataclass(frozen=True, slots=True)
class Chances:
    """Places for one more offer, the best first, and the best three together.

    ``apart``: the share by which these three may stay below the best three; proven.
    """

    places: list[Chance]
    together: list[int]
    together_children: float
    apart: float


def chances(found: Reckoned, of: Slice) -> Chances | None:
    """Return where a new offer of a slice reaches most children without one; None without any.

    Candidates are the middles of the network's own neighbourhoods.
    """
    demand = found.ground.demand
    without = found.judged.choices[:, of.function, of.group, of.age] == 0
    children = np.where(demand.inside & without, demand.children[:, of.age], 0.0)
    candidates = np.flatnonzero(demand.inside)
    pairs = found.to_homes(candidates)
    asked = covering(pairs, children, found.reach, len(candidates))
    score = scores(asked)
    best = [one for one in short_list(score, WITHIN).tolist() if score[one] >= LEAST]
    if not best:
        return None
    three = plan(asked, TOGETHER, ROUNDS)
    return Chances(
        places=_named(candidates, score, best[:MOST_PLACES]),
        together=candidates[three.chosen].tolist(),
        together_children=three.closed,
        apart=three.apart,
    )


def _named(candidates: Places, score: Numbers, best: Sequence[int]) -> list[Chance]:
    return [Chance(int(candidates[one]), float(score[one])) for one in best]


def losses(found: Reckoned, of: Slice) -> dict[int, float]:
    """Return {service index: children of the network left without any when it stops}."""
    demand = found.ground.demand
    lost: dict[int, float] = defaultdict(float)
    whose = only_choice(found.land, of, found.reach)
    for home in np.flatnonzero(demand.inside & (whose >= 0)).tolist():
        lost[int(whose[home])] += float(demand.of(of.group)[home, of.age])
    return dict(lost)


def only_choice(land: Land, of: Slice, reach: float) -> Places:
    """Return for each home (n) the one service that it has of a slice; -1 for none or several."""
    supply, homes = land.supply, len(land.demand.homes)
    counts = (supply.function == of.function) & supply.groups[:, of.group]
    counts &= supply.ages[:, of.age] > 0
    pairs = joined(land.pairs, reach)
    doors = land.at_place[pairs.far]
    here, door = pairs.near[counts[doors]], doors[counts[doors]]
    serving = np.flatnonzero(counts & (supply.way == Way.AREA))
    row, home = np.nonzero(supply.area[serving][:, land.demand.municipality])
    size = int(supply.service.max(initial=0)) + 1
    keys = np.append(here * size + supply.service[door], home * size + supply.service[serving[row]])
    home, service = np.divmod(np.unique(keys), size)
    alone = np.bincount(home, minlength=homes)[home] == 1
    found = np.full(homes, -1, np.intp)
    found[home[alone]] = service[alone]
    return found

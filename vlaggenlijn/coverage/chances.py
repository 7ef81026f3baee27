"""What if: where one more offer helps most, and who is left without when one stops (D3.4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.points import Numbers, Places
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.siting import covering, plan, scores, short_list
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.what_if import Change, WhatIf

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
    pairs = Strips(demand.homes, demand.homes.at(candidates))
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
    supply = found.ground.supply
    terms = found.judged.family.settings[found.judged.family.shown].terms
    what_if = WhatIf(found.land, terms)
    doors: dict[int, list[int]] = defaultdict(list)
    for door in np.flatnonzero(supply.function == of.function).tolist():
        doors[int(supply.service[door])].append(door)
    return {service: _lost(found, of, what_if, mine) for service, mine in doors.items()}


def _lost(found: Reckoned, of: Slice, what_if: WhatIf, doors: Sequence[int]) -> float:
    """Close all doors of one service, add up who loses their last offer, and open them again."""
    lost, demand = 0.0, found.ground.demand
    for door in doors:
        table = what_if.close(door).children(demand, Change.NO_LONGER, where=demand.inside)
        lost += float(table[of.function, of.group, of.age])
    for _ in doors:
        what_if.undo()
    return lost

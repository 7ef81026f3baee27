"""Where services bring families nearest: the p-median, as the textbook puts it; a thinking module.

It knows metres alone: no room, no shortfall, and nothing of who is already well served beyond the
metres that ``now`` gives. Greedy choice, exchange, and a bound that proves how far from best.
"""

from dataclasses import dataclass

import numpy as np

from vlaggenlijn.coverage.points import Numbers, Places, Points

MOST_PAIRS = 40_000_000  # of homes and candidates; all of them are kept, eight bytes each
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Median:
    """``chosen``: candidates. ``mean``, ``mean_now``: metres a child goes, with and without them.

    ``at_least``: metres below which no choice of so many can bring the mean.
    """

    chosen: Places
    mean: float
    mean_now: float
    at_least: float

    @property
    def apart(self) -> float:
        """Return the share by which the mean may stay above the best one; 0 is proven best."""
        return max(0.0, self.mean / self.at_least - 1) if self.at_least > 0 else 0.0


def median(
    homes: Points, children: Numbers, candidates: Points, many: int,
    now: Numbers | None = None, rounds: int = 100,
) -> Median:  # fmt: skip
    """Choose ``many`` candidates; ``now`` (n): metres to the nearest service there is.

    None starts from nothing: a home then counts as far from help as its farthest candidate.
    Raises ValueError without children, without candidates or with more pairs than are kept.
    """
    if not children.sum() or not len(candidates):
        raise ValueError("there must be children and candidates")
    if len(homes) * len(candidates) > MOST_PAIRS:
        raise ValueError(f"more than {MOST_PAIRS} pairs of a home and a candidate")
    metres = _metres(candidates, homes)
    start = metres.max(axis=0) if now is None else now
    saved = children * np.maximum(0.0, start - metres)
    chosen = _exchanged(saved, _greedy(saved, min(many, len(candidates))))
    total, whole = float(children.sum()), float(children @ start)
    found = float(_best(saved, chosen).sum())
    at_most = _bound(saved, len(chosen), found, rounds) if len(chosen) else 0.0
    means = ((whole - one) / total for one in (found, 0.0, at_most))
    mean, mean_now, at_least = (max(0.0, one) for one in means)
    return Median(np.array(chosen, np.intp), mean, mean_now, at_least)


def _greedy(saved: Numbers, many: int) -> list[int]:
    """Return the candidates that save most metres one after the other; fewer when none is left."""
    chosen: list[int] = []
    current = np.zeros(saved.shape[1])
    for _ in range(many):
        gains = _gains(saved, current)
        best = int(np.argmax(gains))
        if gains[best] <= ROUNDING * saved.max():
            break
        chosen.append(best)
        current = np.maximum(current, saved[best])
    return chosen


def _exchanged(saved: Numbers, chosen: list[int]) -> list[int]:
    """Exchange one for another as long as that saves more."""
    improved = True
    while improved:
        improved = False
        for place, one in enumerate(chosen):
            others = chosen[:place] + chosen[place + 1 :]
            gains = _gains(saved, _best(saved, others))
            best = int(np.argmax(gains))
            if gains[best] > gains[one] * (1 + ROUNDING):
                chosen = [*others, best]
                improved = True
                break
    return chosen


def _bound(saved: Numbers, many: int, found: float, rounds: int) -> float:
    """Return what no choice of so many can save more than, from weights u of homes.

    A home saves at most u plus what its best candidate saves beyond u; the sum of all u and of the
    ``many`` candidates that save most beyond them is a bound for any u from 0.
    """
    u, least, pace = _best(saved, list(range(len(saved)))) / 2, np.inf, 1.0
    for _ in range(rounds):
        beyond = saved > u
        worth = np.where(beyond, saved - u, 0.0).sum(axis=1)
        top = np.argpartition(-worth, many - 1)[:many]
        value = float(u.sum() + worth[top].sum())
        pace = pace if value < least else pace * 0.9
        least = min(least, value)
        slope = 1.0 - beyond[top].sum(axis=0)
        slope[(u <= 0) & (slope > 0)] = 0
        steepness = float(slope @ slope)
        if steepness == 0:
            break
        u = np.maximum(0.0, u - pace * (value - found) / steepness * slope)
    return max(found, least)


def _gains(saved: Numbers, current: Numbers) -> Numbers:
    """Return what each candidate saves beyond what is saved already."""
    return np.array([float(np.maximum(0.0, row - current).sum()) for row in saved])


def _best(saved: Numbers, chosen: list[int]) -> Numbers:
    return np.asarray(saved[chosen].max(axis=0, initial=0.0))


def _metres(candidates: Points, homes: Points) -> Numbers:
    east = candidates.x[:, None] - homes.x
    north = candidates.y[:, None] - homes.y
    return np.asarray(np.sqrt(east * east + north * north))

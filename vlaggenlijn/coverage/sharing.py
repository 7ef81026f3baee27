"""Which networks close most by an offer that they share; a thinking module.

One place that families of two networks reach is set beside the best place that either would choose
for its own children alone: what it closes more, at the price of one place, is what sharing brings.
"""

from dataclasses import dataclass

import numpy as np

from vlaggenlijn.coverage.points import Places
from vlaggenlijn.coverage.siting import Problem


@dataclass(frozen=True, slots=True)
class Shared:
    """Two networks and the best place for both; all numbers are children whose shortfall closes.

    ``closed``: of the one and of the other, by the shared place. ``alone``: the most that one place
    of either closes among its own children.
    """

    networks: tuple[int, int]
    place: int
    closed: tuple[float, float]
    alone: tuple[float, float]

    @property
    def extra(self) -> float:
        return sum(self.closed) - max(self.alone)


def shared(
    asked_of: Problem, network_of_row: Places, network_of_candidate: Places, networks: int
) -> list[Shared]:
    """Return pairs of networks for whom sharing one place closes more, the most first.

    Rows and candidates of no network have -1. A place counts when it lies in one of the two.
    """
    by_network = _closed_by_network(asked_of, network_of_row, networks)
    own = [np.flatnonzero(network_of_candidate == one) for one in range(networks)]
    alone = [float(by_network[own[one], one].max(initial=0)) for one in range(networks)]
    found = []
    for one, other in _neighbours(by_network, network_of_candidate):
        places = np.concatenate((own[one], own[other]))
        both = by_network[places][:, [one, other]]
        best = int(np.argmax(both.sum(axis=1)))
        mine, theirs = (float(closed) for closed in both[best])
        pair = Shared((one, other), int(places[best]), (mine, theirs), (alone[one], alone[other]))
        if mine and theirs and pair.extra > 0:
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.extra, pair.networks))


def _closed_by_network(asked_of: Problem, network_of_row: Places, networks: int) -> np.ndarray:
    """Return what every candidate closes in every network (m, networks)."""
    network = network_of_row[asked_of.row]
    inside = network >= 0
    cell = asked_of.candidate[inside] * networks + network[inside]
    sums = np.bincount(cell, asked_of.amount[inside], len(asked_of) * networks)
    return sums.reshape(len(asked_of), networks)


def _neighbours(by_network: np.ndarray, network_of_candidate: Places) -> list[tuple[int, int]]:
    """Return the pairs of networks of which one has a place that closes something in the other."""
    place, other = np.nonzero(by_network)
    one = network_of_candidate[place]
    pairs = {
        (min(a, b), max(a, b))
        for a, b in zip(one.tolist(), other.tolist(), strict=True)
        if a >= 0 and a != b
    }
    return sorted(pairs)

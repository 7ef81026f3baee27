"""With whom: offers near each other that do the same for the same families, and networks nearby.

Chances to join forces, never which is too many: pairs stand by distance, and names by the alphabet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage.certainty import widest
from vlaggenlijn.coverage.companions import companions
from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.offer import Flags
from vlaggenlijn.coverage.overview import about, home_label
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.sharing import Shared, shared
from vlaggenlijn.coverage.siting import covering
from vlaggenlijn.coverage.within import metres_of
from vlaggenlijn.directory.models import Service

NEAR = 1_000.0  # metres: a street or two, or the same square
MOST_PAIRS, MOST_NETWORKS = 5, 3
LEAST = 5.0  # children that sharing brings more
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Companions:
    """Two services of one slice, and how far apart they are, in whole hundreds of metres."""

    services: tuple[Service, Service]
    metres: int


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """A place for one offer of two networks; counts are children with none in reach now."""

    network: str
    place: str
    here: str
    there: str
    alone: str


@dataclass(frozen=True, slots=True)
class Together:
    companions: list[Companions]
    sharing: list[SharedPlace]


def together(found: Reckoned, of: Slice) -> Together:
    return Together(_companions(found, of), _sharing(found, of))


def _companions(found: Reckoned, of: Slice) -> list[Companions]:
    supply = found.ground.supply
    is_it = (supply.function == of.function) & supply.groups[:, of.group]
    doors = np.flatnonzero(is_it & (supply.ages[:, of.age] > 0))
    pairs = companions(supply.at(doors), NEAR)
    nearest: dict[frozenset[int], float] = {}
    for one, other, metres in zip(pairs.near, pairs.far, pairs.distance, strict=True):
        both = frozenset((int(supply.service[doors[one]]), int(supply.service[doors[other]])))
        nearest.setdefault(both, float(metres))
    return [
        Companions(_named(found.ground.services, both), int(round(metres, -2)))
        for both, metres in list(nearest.items())[:MOST_PAIRS]
    ]


def _named(services: Sequence[Service], both: frozenset[int]) -> tuple[Service, Service]:
    one, other = sorted(both, key=lambda at: (services[at].name.casefold(), at))
    return services[one], services[other]


def _sharing(found: Reckoned, of: Slice) -> list[SharedPlace]:
    networks = list(LocalNetwork.objects.prefetch_related("municipalities"))
    mine = networks.index(found.ground.network)
    network = _network_of_home(found, networks, mine)
    rows = np.where(_is_known(found), network, NOBODY)
    candidates = np.flatnonzero(network != NOBODY)
    demand, at = found.ground.demand, (of.function, of.group, of.age)
    without = found.judged.choices[(slice(None), *at)] == 0
    children = np.where(without & (rows != NOBODY), demand.of(of.group)[:, of.age], 0.0)
    pairs = found.to_homes(candidates)
    asked = covering(pairs, children, found.reach, len(candidates))
    pairs_of_networks = shared(asked, rows, network[candidates], len(networks))
    ours = [one for one in pairs_of_networks if mine in one.networks and one.extra >= LEAST]
    return [
        _told(found, networks, mine, one, int(candidates[one.place]))
        for one in ours[:MOST_NETWORKS]
    ]


def _network_of_home(
    found: Reckoned, networks: Sequence[LocalNetwork], mine: int
) -> NDArray[np.intp]:
    """Return the network of each home (n), one's own before another; NOBODY's for the rest."""
    order = [at for at in range(len(networks)) if at != mine] + [mine]
    by_code = {town.nis: at for at in order for town in networks[at].municipalities.all()}
    homes = found.ground.homes
    return np.array([by_code.get(home.municipality_id, NOBODY) for home in homes], np.intp)


def _is_known(found: Reckoned) -> Flags:
    """Return at which homes every service within reach was loaded; others seem to have none."""
    spare = widest(found.judged.family) - found.reach
    box = found.ground.box.widened(metres_of(spare, found.within.means))
    return np.array(
        [
            box.south <= home.latitude <= box.north and box.west <= home.longitude <= box.east
            for home in found.ground.homes
        ],
        bool,
    )


def _told(
    found: Reckoned, networks: Sequence[LocalNetwork], mine: int, pair: Shared, home: int
) -> SharedPlace:
    is_first = pair.networks[0] == mine
    here, there = pair.closed if is_first else pair.closed[::-1]
    other = pair.networks[1] if is_first else pair.networks[0]
    return SharedPlace(
        network=networks[other].name,
        place=home_label(found.ground.homes[home]),
        here=about(here),
        there=about(there),
        alone=about(max(pair.alone)),
    )

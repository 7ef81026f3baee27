"""The whole reckoning of one network, kept in memory until something is written anywhere."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic
from typing import Any

import numpy as np
from django.utils import timezone

from vlaggenlijn.accounts.models import Change, LocalNetwork
from vlaggenlijn.coverage.certainty import (
    Family,
    Judged,
    children_by_verdict,
    family,
    judged,
    near_edge,
    widest,
)
from vlaggenlijn.coverage.gathering import Ground, gathered, points_of
from vlaggenlijn.coverage.grid import compile_soon
from vlaggenlijn.coverage.models import TravelTimes
from vlaggenlijn.coverage.offer import Flags
from vlaggenlijn.coverage.points import Numbers, Pairs, Places, Points
from vlaggenlijn.coverage.slices import Land, Slices, Terms, land_of, slices
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.travel import Travel
from vlaggenlijn.coverage.travel_carrying import stale_codes
from vlaggenlijn.coverage.travelling import between_homes, ends_of, land_by, travel_of
from vlaggenlijn.coverage.within import DISTANCE, Within, metres_of, within_of
from vlaggenlijn.places.models import Edition, Municipality

MOST_KEPT = 4
# Two who write at once may be numbered in the other order than they are seen.
KEPT_FOR = 600.0  # seconds


@dataclass(frozen=True, slots=True, eq=False)
class Travelled:
    """The travel times that a reckoning rests on, the share of ways that they know, and how many
    of their codes are none any more."""

    travel: Travel
    about: TravelTimes
    share_known: float
    stale: int


@dataclass(frozen=True, slots=True, eq=False)
class Reckoned:
    """What is there, how it was judged, and the children of the network by verdict.

    ``reach`` is in metres by road, or in minutes where ``travelled`` says by what.
    """

    ground: Ground
    land: Land
    judged: Judged
    counts: Numbers
    reach: float
    travelled: Travelled | None = None
    _now: list[Slices] = field(default_factory=list)

    @property
    def terms(self) -> Terms:
        """The setting that the page shows."""
        return self.judged.family.settings[self.judged.family.shown].terms

    def now(self) -> Slices:
        """Return choices and access in the setting shown; worked out once, as every supposition
        starts from them."""
        if not self._now:
            self._now.append(slices(self.land, self.terms))
        return self._now[0]

    @property
    def within(self) -> Within:
        """How far counts as near, as it was asked."""
        return within_of(self.reach, self.travelled.travel.means if self.travelled else DISTANCE)

    def to_homes(self, candidates: Places) -> Pairs:
        """Return the pairs of every home and the middle of these homes, in the unit of reach."""
        homes = self.ground.demand.homes
        if self.travelled is None:
            return Strips(homes, homes.at(candidates))
        return between_homes(self.travelled.travel, self.ground, candidates, self.reach).table


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    stamp: tuple[Any, ...]
    until: float
    reckoned: Reckoned | None


_lock = Lock()
_kept: OrderedDict[tuple[Any, float, str], _Kept] = OrderedDict()


def reckoned(network: LocalNetwork, reach: float, means: str = DISTANCE) -> Reckoned | None:
    """Return the reckoning for a reach in metres, or in minutes by a means of travelling.

    None where no neighbourhood is known, or the network has no times of that means.
    """
    stamp = Change.objects.newest_id(), Edition.current_digest(), timezone.localdate()
    key = network.pk, reach, means
    with _lock:
        kept = _kept.get(key)
        if kept is None or kept.stamp != stamp or monotonic() > kept.until:
            kept = _kept[key] = _Kept(stamp, monotonic() + KEPT_FOR, _reckon(network, reach, means))
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return kept.reckoned


def _reckon(network: LocalNetwork, reach: float, means: str) -> Reckoned | None:
    compile_soon()  # for the next reckoning; this one does not wait
    chosen, known = family(reach), travel_of(network, means) if means else None
    metres = metres_of(widest(chosen), means)
    ground = None if means and known is None else gathered(network, metres)
    if ground is None:
        return None
    land, travelled = _land(ground, chosen, known)
    found = judged(land, chosen, kept=_kept_by_somebody(ground), edge=_near_edge(ground, metres))
    counts = children_by_verdict(ground.demand, found)
    # Votes and levels are nine tenths of the memory, and the page asks for verdicts only.
    kept = replace(found, votes=found.votes[:, :0], level=found.level[:0])
    return Reckoned(ground, land, kept, counts, reach, travelled)


def _land(
    ground: Ground, chosen: Family, known: tuple[TravelTimes, Travel] | None
) -> tuple[Land, Travelled | None]:
    """Return the land in metres, or in minutes with what they rest on."""
    farthest = widest(chosen)
    if known is None:
        return land_of(ground.demand, ground.supply, farthest), None
    about, travel = known
    land, ways = land_by(travel, ground, ground.supply, ends_of(ground), farthest)
    share = ways.share_known(chosen.settings[chosen.shown].terms.reach, ground.demand.inside)
    stale = stale_codes(ground.network, travel.times)
    return land, Travelled(travel, about, share, len(stale))


def _kept_by_somebody(ground: Ground) -> Flags:
    """Return which municipalities lie in a network of this site: elsewhere nobody keeps offers."""
    networks = LocalNetwork.objects.all()
    somebody = set(Municipality.objects.in_networks(networks).values_list("nis", flat=True))
    return np.array([code in somebody for code in ground.municipalities], bool)


def _near_edge(ground: Ground, reach: float) -> Flags:
    """Return which homes are near a municipality whose neighbourhoods or services are not here."""
    known = set(ground.municipalities)
    others = Municipality.objects.current().inside(ground.box.widened(2 * reach))
    foreign = points_of(one for one in others if one.nis not in known)
    unkept = ~_kept_by_somebody(ground)
    homes = ground.demand.homes
    doorless = unkept[ground.demand.municipality]
    beyond = Points(
        np.append(foreign.x, homes.x[doorless]), np.append(foreign.y, homes.y[doorless])
    )
    return near_edge(homes, foreign, beyond, reach)

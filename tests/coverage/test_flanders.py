"""All neighbourhoods of Flanders with their children, and a gap, an overlap and a doubtful gap
planted among them: what is sure is called certain, what depends on the distance is not."""

from dataclasses import dataclass

import numpy as np
import pytest

from tests.factories import a_network
from vlaggenlijn.coverage.certainty import (
    Judged,
    Sureness,
    Verdict,
    children_by_verdict,
    family,
    judged,
    widest,
)
from vlaggenlijn.coverage.findings import Finding, findings, places_of
from vlaggenlijn.coverage.gathering import Ground, gathered
from vlaggenlijn.coverage.offer import Room, Supply, Way
from vlaggenlijn.coverage.points import Numbers, Points
from vlaggenlijn.coverage.reckoning import _near_edge
from vlaggenlijn.coverage.slices import land_of
from vlaggenlijn.places.models import Municipality

pytestmark = pytest.mark.django_db
REACH = 5_000.0
FAMILY = family(REACH)
# Inland, so that nothing near them is unknown, and far from each other.
GAP, OVERLAP, DOUBT = "Lichtervelde", "Zwalm", "Kortenaken"


@dataclass(frozen=True)
class Flanders:
    ground: Ground
    found: Judged

    def at(self, town: str) -> list[int]:
        """The neighbourhoods of a municipality, by their index."""
        homes = enumerate(self.ground.homes)
        return [at for at, home in homes if home.municipality.name_nl == town]

    def told(self, home: int) -> tuple[Verdict, Sureness]:
        cell = (home, 0, 0, 0)
        return Verdict(self.found.verdict[cell]), Sureness(self.found.sureness[cell])

    def findings(self, verdict: Verdict) -> list[Finding]:
        counts = children_by_verdict(self.ground.demand, self.found)
        return findings(counts, verdict, [0])


def away(points: Points, at: int, among: Points) -> Numbers:
    """The metres by road from one point to others."""
    return np.hypot(among.x - points.x[at], among.y - points.y[at])


def doors_at(points: Points) -> Supply:
    """Doors for everybody, each of a service of its own."""
    size = len(points)
    return Supply(
        points=points,
        service=np.arange(size),
        function=np.zeros(size, np.intp),
        functions=1,
        groups=np.ones((size, 1), bool),
        ages=np.ones((size, 4)),
        capacity=np.zeros(size),
        room=np.full(size, Room.UNLIMITED, np.int8),
        way=np.full(size, Way.PLACE, np.int8),
        area=np.zeros((size, 400), bool),
        sound=np.ones(size, bool),
    )


def largest(ground: Ground, town: str) -> int:
    mine = [at for at, home in enumerate(ground.homes) if home.municipality.name_nl == town]
    return max(mine, key=lambda at: ground.homes[at].inhabitants)


@pytest.fixture
def flanders() -> Flanders:
    codes = Municipality.objects.current().in_region("flanders", "brussels")
    ground = gathered(a_network("vlaanderen", [one.nis for one in codes]), widest(FAMILY))
    assert ground is not None
    homes = ground.demand.homes
    gap, overlap, doubt = (largest(ground, town) for town in (GAP, OVERLAP, DOUBT))
    # As many children, as many doors: one for each five hundred, where they live.
    many = np.maximum(1, np.rint(ground.demand.children.sum(axis=1) / 500)).astype(int)
    kept = (away(homes, gap, homes) > 2 * widest(FAMILY)) & (away(homes, doubt, homes) > 12_000)
    where = np.repeat(np.flatnonzero(kept), many[kept])
    x, y = [homes.x[where]], [homes.y[where]]
    # Sixty of the same kind in one village; and for one, enough to choose from just out of reach.
    x += [np.full(60, homes.x[overlap]), np.full(30, homes.x[doubt] + 1.1 * REACH)]
    y += [np.full(60, homes.y[overlap]), np.full(30, homes.y[doubt])]
    supply = doors_at(Points(np.concatenate(x), np.concatenate(y)))
    land = land_of(ground.demand, supply, widest(FAMILY))
    return Flanders(ground, judged(land, FAMILY, edge=_near_edge(ground, widest(FAMILY))))


def test_planted_gap_and_overlap_are_certain_and_the_doubtful_one_is_not(
    flanders: Flanders,
) -> None:
    gap, overlap, doubt = (largest(flanders.ground, town) for town in (GAP, OVERLAP, DOUBT))
    assert flanders.told(gap) == (Verdict.NONE, Sureness.CERTAIN)
    assert flanders.told(overlap) == (Verdict.MUCH, Sureness.CERTAIN)
    assert flanders.told(doubt) == (Verdict.NONE, Sureness.POSSIBLE)
    assert len(flanders.ground.homes) > 2_700


def test_planted_ones_are_what_is_told_first(flanders: Flanders) -> None:
    inside = flanders.ground.demand.inside
    gap, overlap, doubt = (largest(flanders.ground, town) for town in (GAP, OVERLAP, DOUBT))

    def where(found: Finding) -> list[int]:
        return places_of(found, flanders.found, inside).tolist()

    first = flanders.findings(Verdict.NONE)[0]
    assert (first.sureness, gap in where(first), doubt in where(first)) == (
        Sureness.CERTAIN, True, False,
    )  # fmt: skip
    much = flanders.findings(Verdict.MUCH)[0]
    assert (much.sureness, overlap in where(much)) == (Sureness.CERTAIN, True)
    doubtful = [one for one in flanders.findings(Verdict.NONE) if doubt in where(one)]
    assert [one.sureness for one in doubtful] == [Sureness.POSSIBLE] * 4  # of every age


def test_what_is_not_loaded_makes_nothing_certain_near_a_border(flanders: Flanders) -> None:
    """The children up to twice the reach and the doors up to once it are looked at."""
    borders = flanders.at("De Panne") + flanders.at("Voeren")
    assert {flanders.told(home)[1] for home in borders} <= {Sureness.POSSIBLE, Sureness.UNKNOWN}

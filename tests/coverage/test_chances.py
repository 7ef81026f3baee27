"""What if: one more offer, or one less, against counting by hand."""

import math

import pytest
from django.utils import timezone

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import a_network
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage.chances import chances, losses
from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.gathering import DETOUR
from vlaggenlijn.coverage.looking_into import looked_into
from vlaggenlijn.coverage.reckoning import Reckoned, reckoned
from vlaggenlijn.places.distance import Point
from vlaggenlijn.places.plane import on_plane

pytestmark = pytest.mark.django_db
REACH = 2_000.0


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def reckoning(network: LocalNetwork) -> tuple[Reckoned, Slice]:
    """Return the reckoning of a network, and its slice of meeting places for babies."""
    found = reckoned(network, REACH)
    assert found is not None
    function = [one.slug for one in found.ground.functions].index("social-cohesion")
    group = [one.slug for one in found.ground.groups].index("all-parents")
    return found, Slice(function, group, 0)


def babies_near(found: Reckoned, point: Point) -> float:
    """Count by hand the babies of the network within reach of a point."""
    ground, here = found.ground, on_plane(point)
    return sum(
        float(ground.demand.children[at, 0])
        for at, home in enumerate(ground.homes)
        if ground.demand.inside[at] and math.dist(on_plane(home), here) * DETOUR <= REACH
    )


def test_one_more_offer_is_best_where_most_children_have_none(network: LocalNetwork) -> None:
    found, of = reckoning(network)
    best = chances(found, of)
    assert best is not None
    inside = [home for home, is_own in zip(found.ground.homes, found.ground.demand.inside,
                                           strict=True) if is_own]  # fmt: skip
    by_hand = {home.code: babies_near(found, home) for home in inside}  # type: ignore[arg-type]
    top = sorted(by_hand.values(), reverse=True)
    assert [round(one.children, 6) for one in best.places] == [round(one, 6) for one in top[:5]]
    assert found.ground.homes[best.places[0].home].code == max(by_hand, key=by_hand.__getitem__)
    assert (len(best.together), best.together_children > top[0]) == (3, True)
    assert 0 <= best.apart < 0.1


def test_who_has_an_offer_is_not_counted_again(network: LocalNetwork) -> None:
    before = chances(*reckoning(network))
    an_offer(network, "social-cohesion", place=IN_GENT, assured_on=timezone.localdate())
    after = chances(*reckoning(network))
    assert before is not None
    assert after is not None
    assert after.places[0].children < before.places[0].children


def test_nothing_to_gain_where_everybody_has_one(network: LocalNetwork) -> None:
    an_offer(network, "social-cohesion", areas=["44021"])
    found, of = reckoning(network)
    assert chances(found, of) is None
    page = looked_into(found, of)
    assert (page.chances, page.together) == ([], "")


def test_last_offer_in_reach_is_missed_and_a_second_is_not(network: LocalNetwork) -> None:
    an_offer(network, "social-cohesion", "self-help", name="Spelpunt", place=IN_GENT)
    found, of = reckoning(network)
    alone = babies_near(found, Point(IN_GENT["latitude"], IN_GENT["longitude"]))  # type: ignore[arg-type]
    assert losses(found, of) == {0: pytest.approx(alone)}
    assert looked_into(found, of).services[0].loss != ""
    an_offer(network, "social-cohesion", name="Tweede", place=IN_GENT)
    found, of = reckoning(network)
    assert losses(found, of) == {}
    assert [one.loss for one in looked_into(found, of).services] == ["", ""]

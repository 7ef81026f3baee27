"""Before and after of one supposition, against counting by hand."""

import math
from typing import Any

import numpy as np
import pytest

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import a_network
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.coverage.gathering import DETOUR
from vlaggenlijn.coverage.reckoning import Reckoned, reckoned
from vlaggenlijn.coverage.supposing import (
    HasNoPlace,
    Line,
    Outcome,
    outcome,
    read_supposed,
)
from vlaggenlijn.directory.models import Service, ServiceArea
from vlaggenlijn.places.plane import on_plane

pytestmark = pytest.mark.django_db
REACH = 2_000.0


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def ground(network: LocalNetwork) -> Reckoned:
    found = reckoned(network, REACH)
    assert found is not None
    return found


def supposed(found: Reckoned, daad: str, **asked: Any) -> Outcome:
    return outcome(found, read_supposed(found.ground, {"daad": daad} | asked))


def a_code(found: Reckoned, name: str = "Binnenstad") -> str:
    return next(one.code for one in found.ground.homes if one.name == name)


def near(found: Reckoned, code: str, band: int) -> float:
    """Children of the network of a band within reach of a neighbourhood, by hand."""
    homes = found.ground.homes
    here = on_plane(next(one for one in homes if one.code == code))
    rows = [at for at, one in enumerate(homes) if math.dist(on_plane(one), here) * DETOUR <= REACH]
    inside = found.ground.demand.inside
    return sum(float(found.ground.demand.children[at, band]) for at in rows if inside[at])


def all_children(found: Reckoned, band: int) -> float:
    demand = found.ground.demand
    return float(demand.children[demand.inside, band].sum())


def test_offer_that_opens_reaches_those_around_it(network: LocalNetwork) -> None:
    found = ground(network)
    code = a_code(found)
    seen = supposed(found, "opens", functie="social-cohesion", groep="fathers",
                    leeftijd=["12-17"], plaats=code)  # fmt: skip
    (line,) = seen.lines
    reached, everybody = near(found, code, 3), all_children(found, 3)
    assert (line.function, line.group, line.age) == ("social-cohesion", "fathers", "12-17")
    assert line.newly == pytest.approx(reached)
    assert (line.before, line.after) == pytest.approx((everybody, everybody - reached))
    assert (line.no_longer, line.better, line.worse) == (0, 0, 0)
    assert {(home.before, home.after) for home in seen.homes} == {(0, 1)}
    assert found.ground.homes[seen.homes[0].home].municipality_id == "44021"


def test_without_ages_or_a_group_it_is_for_all(network: LocalNetwork) -> None:
    found = ground(network)
    seen = supposed(found, "opens", functie="information", plaats=a_code(found), capaciteit=8)
    assert {(one.group, one.age) for one in seen.lines} == {
        ("all-parents", age) for age in ("0-2", "3-5", "6-11", "12-17")
    }
    assert seen.lines == sorted(seen.lines, key=lambda one: -one.newly)


def test_second_offer_gives_more_choice_and_nothing_is_lost(network: LocalNetwork) -> None:
    an_offer(network, "social-cohesion", place=IN_GENT)
    found = ground(network)
    seen = supposed(found, "opens", functie="social-cohesion", plaats=a_code(found))
    assert all(line.better > 0 and line.no_longer == line.worse == 0 for line in seen.lines)


def test_opening_and_stopping_are_each_others_mirror(network: LocalNetwork) -> None:
    service = an_offer(network, "social-cohesion", "information", place=IN_GENT)
    seen = supposed(ground(network), "stops", dienst=str(service.pk))
    assert {line.function for line in seen.lines} == {"social-cohesion", "information"}
    for line in seen.lines:
        assert line.no_longer == pytest.approx(line.after - line.before)
        assert (line.newly, line.better) == (0, 0)


def test_service_that_moves_leaves_some_and_reaches_others(network: LocalNetwork) -> None:
    service = an_offer(network, "social-cohesion", place=IN_GENT)
    found = ground(network)
    seen = supposed(found, "moves", dienst=str(service.pk), plaats=a_code(found, "Drongen"))
    assert all(line.newly > 0 and line.no_longer > 0 for line in seen.lines)
    assert {(home.before, home.after) for home in seen.homes} == {(0, 1), (1, 0)}


def test_service_at_home_cannot_move(network: LocalNetwork) -> None:
    service: Service = an_offer(network, "social-cohesion")
    with recorded(by=None, network=network, deed="test"):
        ServiceArea(service=service, municipality_id="44021").save()
    found = ground(network)
    with pytest.raises(HasNoPlace):
        supposed(found, "moves", dienst=str(service.pk), plaats=a_code(found))


def test_service_that_widens_is_there_for_more(network: LocalNetwork) -> None:
    service = an_offer(
        network, "self-help", groups=["fathers"], place=IN_GENT, maximum_age_months=35
    )
    found, pk = ground(network), str(service.pk)
    older = supposed(found, "widens", dienst=pk, leeftijd=["3-5"], groep="")
    assert [(line.group, line.age, line.newly > 0) for line in older.lines] == [
        ("fathers", "3-5", True), ("fathers", "0-2", False),
    ]  # fmt: skip
    newcomers = supposed(found, "widens", dienst=pk, groep="newcomers")
    assert ("newcomers", "0-2") in {(one.group, one.age) for one in newcomers.lines if one.newly}
    room = supposed(found, "widens", dienst=pk, capaciteit=500)
    assert [(one.age, one.better > 0, one.newly) for one in room.lines] == [("0-2", True, 0)]


def test_information_has_no_room_to_widen(network: LocalNetwork) -> None:
    service = an_offer(network, "information", place=IN_GENT)
    assert supposed(ground(network), "widens", dienst=str(service.pk), capaciteit=9).lines == []


def test_what_is_supposed_is_written_nowhere(network: LocalNetwork) -> None:
    service = an_offer(network, "social-cohesion", place=IN_GENT)
    found = ground(network)
    counts = found.counts.copy()
    first = supposed(found, "stops", dienst=str(service.pk))
    assert supposed(found, "stops", dienst=str(service.pk)) == first
    assert np.array_equal(found.counts, counts)
    assert len(found.land.supply) == 1


def test_kept_line_is_in_fives() -> None:
    line = Line("a", "b", "0-2", 412.4, 14.6, 4.4, 0, 9.9, 0)
    assert line.to_dict() == {
        "function": "a", "group": "b", "age": "0-2", "before": 410, "after": 15, "newly": 0,
        "no_longer": 0, "better": 10, "worse": 0,
    }  # fmt: skip


def test_what_is_unknown_is_not_supposed(network: LocalNetwork) -> None:
    found = ground(network)
    asked = read_supposed(found.ground, {"daad": "stops", "dienst": "x", "leeftijd": ["99"]})
    assert (asked.service, asked.home, asked.group, asked.ages) == (None, None, None, ())

"""With whom: companions by distance, and one offer for two networks, against counting by hand."""

import math

import pytest
from django.test import Client

from tests.coverage.test_chances import reckoning
from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import GENT, a_member, a_network
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.gathering import DETOUR
from vlaggenlijn.coverage.overview import about, home_label
from vlaggenlijn.coverage.reckoning import Reckoned, reckoned
from vlaggenlijn.coverage.together import together
from vlaggenlijn.places.models import Neighbourhood
from vlaggenlijn.places.plane import on_plane

pytestmark = pytest.mark.django_db
BONHEIDEN, WAVER = "12005", "12035"  # side by side
FAR = IN_GENT | {"latitude": 51.10}


def test_companions_stand_by_distance_with_names_by_the_alphabet() -> None:
    network = a_network()
    an_offer(network, "social-cohesion", name="Zon", place=IN_GENT)
    an_offer(network, "social-cohesion", name="Aap", place=IN_GENT | {"latitude": 51.054})
    an_offer(network, "social-cohesion", name="Ver", place=FAR)
    an_offer(network, "information", name="Anders", place=IN_GENT)
    an_offer(network, "social-cohesion", name="Vaders", groups=["fathers"], place=IN_GENT)
    pairs = together(*reckoning(network)).companions
    assert [([one.name for one in pair.services], pair.metres) for pair in pairs] == [
        (["Aap", "Zon"], 600)
    ]


def test_services_at_more_places_are_one_pair() -> None:
    network = a_network()
    for name in ("A", "B"):
        an_offer(network, "social-cohesion", "information", name=name, place=IN_GENT)
    pairs = together(*reckoning(network)).companions
    assert [pair.metres for pair in pairs] == [0]


def by_hand(found: Reckoned, code: str, towns: set[str]) -> float:
    """Babies without an offer within reach of a neighbourhood, in these municipalities."""
    here = on_plane(Neighbourhood.objects.get(code=code))
    children = found.ground.demand.children[:, 0]
    return sum(
        float(children[at])
        for at, home in enumerate(found.ground.homes)
        if home.municipality_id in towns and math.dist(on_plane(home), here) * DETOUR <= found.reach
    )


def self_help_for_babies(network: LocalNetwork) -> tuple[Reckoned, Slice]:
    found = reckoned(network, 5_000.0)
    assert found is not None
    function = [one.slug for one in found.ground.functions].index("self-help")
    group = [one.slug for one in found.ground.groups].index("fathers")
    return found, Slice(function, group, 0)


def test_one_offer_for_two_networks_closes_more_than_for_one() -> None:
    network = a_network("bonheiden", [BONHEIDEN])
    assert together(*self_help_for_babies(network)).sharing == []
    a_network("waver", [WAVER], name="Sint-Katelijne-Waver")
    found, of = self_help_for_babies(network)
    (one,) = together(found, of).sharing
    homes = {home_label(home): home.code for home in found.ground.homes}
    here, there = (by_hand(found, homes[one.place], {nis}) for nis in (BONHEIDEN, WAVER))
    own = [home.code for home in found.ground.homes if home.municipality_id == BONHEIDEN]
    alone = max(by_hand(found, code, {BONHEIDEN}) for code in own)
    assert (one.network, one.here) == ("Sint-Katelijne-Waver", about(here))
    assert 0 < int(one.there) <= there
    assert here + there > alone


def test_page_tells_with_whom() -> None:
    network = a_network("gent", [GENT])
    for name in ("Zon", "Aap"):
        an_offer(network, "social-cohesion", name=name, place=IN_GENT)
    client = Client()
    client.force_login(a_member("reader", network), "django.contrib.auth.backends.ModelBackend")
    page = client.get("/werk/spreiding/", {"functie": "social-cohesion", "leeftijd": "0-2"})
    assert "Met wie?" in page.text
    assert "op dezelfde plek" in page.text

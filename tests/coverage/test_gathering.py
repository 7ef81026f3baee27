"""From the tables to the engine: children by neighbourhood, doors by function and place."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_concept,
    a_location,
    a_network,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.coverage.gathering import ASSUMED_ROOM, Ground, gathered
from vlaggenlijn.coverage.offer import Room, Way
from vlaggenlijn.directory.models import Service, ServiceArea, ServiceAtLocation, ServiceConcept
from vlaggenlijn.directory.models.reach import ServiceCapacity
from vlaggenlijn.places.models import ChildrenCount, Neighbourhood

pytestmark = pytest.mark.django_db
IN_GENT = {"municipality_id": GENT, "latitude": 51.05, "longitude": 3.72}
REACH = 5_000.0


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def an_offer(network: LocalNetwork, *functions: str, **values: Any) -> Service:
    """A service with functions by slug; ``groups`` are slugs, ``rooms`` numbers of places."""
    groups, rooms = values.pop("groups", ()), values.pop("rooms", ())
    service = a_service(an_organization(network), **values)
    with recorded(by=None, network=network, deed="test"):
        for scheme, slugs in (("functions", functions), ("target-groups", groups)):
            for slug in slugs:
                ServiceConcept(service=service, concept=a_concept(scheme, slug)).save()
        for places in rooms:
            day = date(2026, 1, 1)
            ServiceCapacity(service=service, unit="x", maximum=places, updated_on=day).save()
    return service


def ground_of(network: LocalNetwork) -> Ground:
    ground = gathered(network, REACH)
    assert ground is not None
    return ground


def doors(ground: Ground) -> list[tuple[str, str, str]]:
    """The doors as (service, function, way)."""
    supply = ground.supply
    return [
        (ground.services[service].name, ground.functions[function].slug, Way(way).name)
        for service, function, way in zip(
            supply.service.tolist(), supply.function.tolist(), supply.way.tolist(), strict=True
        )
    ]


def test_children_of_the_network_are_those_of_its_municipality(network: LocalNetwork) -> None:
    ground = ground_of(network)
    inside = ground.demand.inside
    assert int(inside.sum()) == Neighbourhood.objects.in_municipalities([GENT]).count() == 25
    told = ChildrenCount.objects.latest_of([GENT])
    bands = ground.demand.children[inside].sum(axis=0)
    assert bands == pytest.approx([told[GENT, band] for band in ChildrenCount.Band.values])
    assert {home.municipality_id for home in ground.homes} > {GENT}


def test_network_without_neighbourhoods() -> None:
    walloon = a_network("namur", ["92094"])
    assert gathered(walloon, REACH) is None


def test_door_for_each_function_at_each_place(network: LocalNetwork) -> None:
    service = an_offer(network, "information", "social-cohesion", name="Spelpunt", place=IN_GENT)
    with recorded(by=None, network=network, deed="test"):
        second = a_location(service.organization, **IN_GENT | {"latitude": 51.06})
        ServiceAtLocation(service=service, location=second).save()
    assert sorted(doors(ground_of(network))) == [
        ("Spelpunt", "information", "PLACE"),
        ("Spelpunt", "information", "PLACE"),
        ("Spelpunt", "social-cohesion", "PLACE"),
        ("Spelpunt", "social-cohesion", "PLACE"),
    ]


def test_way_that_a_service_reaches_families(network: LocalNetwork) -> None:
    an_offer(network, "self-help", name="Aan huis", areas=[GENT])
    online = an_offer(network, "self-help", name="Online", areas=[GENT])
    with recorded(by=None, network=network, deed="test"):
        place = a_location(online.organization, location_type="virtual")
        ServiceAtLocation(service=online, location=place).save()
        region = an_offer(network, "self-help", name="Overal")
        ServiceArea(service=region, region="flanders").save()
    ground = ground_of(network)
    assert doors(ground) == [
        ("Aan huis", "self-help", "AREA"),
        ("Online", "self-help", "APART"),
        ("Overal", "self-help", "AREA"),
    ]
    areas = ground.supply.area.sum(axis=1).tolist()
    assert areas == [1, 1, len(ground.municipalities)]


def test_what_does_not_count(network: LocalNetwork) -> None:
    an_offer(network, name="Zonder functie", place=IN_GENT)
    an_offer(network, "self-help", name="Gestopt", place=IN_GENT, status="defunct")
    elsewhere = a_network("brussel", [BRUSSELS])
    an_offer(elsewhere, "self-help", name="Ver weg", areas=[BRUSSELS])
    an_offer(elsewhere, "self-help", name="Komt hier", areas=[GENT])
    ground = ground_of(network)
    assert [one.name for one in ground.unsorted] == ["Zonder functie"]
    assert doors(ground) == [("Komt hier", "self-help", "AREA")]


def test_whom_it_is_for(network: LocalNetwork) -> None:
    an_offer(network, "self-help", name="A", place=IN_GENT, groups=["fathers"],
             minimum_age_months=30, maximum_age_months=48)  # fmt: skip
    an_offer(network, "self-help", name="B", place=IN_GENT)
    ground = ground_of(network)
    groups = [
        {ground.groups[at].slug for at in np.flatnonzero(row)} for row in ground.supply.groups
    ]
    assert groups == [{"fathers"}, {"all-parents"}]
    assert ground.supply.ages.tolist() == [[6, 13, 0, 0], [36, 36, 72, 72]]


def test_room_and_soundness(network: LocalNetwork) -> None:
    today = timezone.localdate()
    fresh = {"assured_on": today, "minimum_age_months": 0}
    an_offer(network, "self-help", name="A", place=IN_GENT, rooms=[4, 6], **fresh)
    an_offer(network, "information", name="B", place=IN_GENT, assured_on=today)
    an_offer(network, "self-help", name="C", place=IN_GENT,
             **fresh | {"assured_on": today - timedelta(days=400)})  # fmt: skip
    supply = ground_of(network).supply
    assert supply.room.tolist() == [Room.KNOWN, Room.UNLIMITED, Room.ASSUMED]
    assert supply.capacity.tolist() == [10, 0, ASSUMED_ROOM]
    assert supply.sound.tolist() == [True, False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(network: LocalNetwork, count: int) -> None:
    for number in range(count):
        an_offer(network, "self-help", name=f"A{number}", place=IN_GENT, areas=[GENT, LEUVEN])
    with CaptureQueriesContext(connection) as queries:
        assert len(ground_of(network).services) == count
    assert len(queries) == 19

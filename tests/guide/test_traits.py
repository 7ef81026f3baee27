"""What is read of offers: only what is wished, in a bounded number of queries."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import a_concept, a_location, a_network, a_service
from tests.findable import IN_GENT, a_home, save, stop_the_clock
from vlaggenlijn.directory.models import (
    Accessibility,
    CostOption,
    Language,
    Location,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceConcept,
)
from vlaggenlijn.guide.filters import (
    AT_HOME,
    FREE,
    GROUP,
    LANGUAGE,
    MORE_TICKS,
    ONLINE,
    OPEN,
    PRAM,
    RECENT,
    ROOM,
    SCHEMES,
    SPOKEN,
    TICKS,
    Traits,
    Wish,
)
from vlaggenlijn.guide.traits import traits_of

pytestmark = pytest.mark.usefixtures("reference_data")
EVERY_WISH = [Wish(kind, "x") for kind in (*SCHEMES, LANGUAGE, SPOKEN, *TICKS, *MORE_TICKS)]


def traits(record: Service | Organization, *kinds: str) -> Traits:
    return traits_of([record.pk], [Wish(kind) for kind in kinds])[record.pk]


def add_place(service: Service, **values: object) -> Location:
    location = a_location(service.organization)
    for name, value in values.items():
        setattr(location, name, value)
    save(location, ServiceAtLocation(service=service, location=location))
    return location


def test_nothing_is_read_that_is_not_wished() -> None:
    service = a_service(a_home())
    save(CostOption(service=service, amount=Decimal(0)))
    with CaptureQueriesContext(connection) as queries:
        assert traits_of([service.pk], []) == {service.pk: Traits()}
    assert len(queries) == 0
    assert traits(service, OPEN) == Traits()


def test_confirmed_concepts_only() -> None:
    service = a_service(a_home(), themes=["sleep"])
    fathers, help_ = a_concept("target-groups", "fathers"), a_concept("functions", "self-help")
    save(
        ServiceConcept(service=service, concept=fathers),
        ServiceConcept(service=service, concept=help_, is_confirmed=False),
    )
    assert traits(service, GROUP).concepts == {"target-groups:fathers"}


def test_languages_and_interpreters() -> None:
    home = a_home()
    spoken = a_service(home, interpretation_services="Tolk op vraag")
    save(
        Language(service=spoken, code="nl"),
        Language(service=spoken, code="tr", is_by_interpreter=True),
    )
    assert traits(spoken, LANGUAGE) == Traits(
        languages=frozenset({"nl"}), interpreted=frozenset({"tr"}), tells_of_interpreter=True
    )
    assert traits(a_service(home), SPOKEN) == Traits()


def test_prices_that_are_told() -> None:
    service = a_service(a_home())
    save(CostOption(service=service, amount=Decimal(0)), CostOption(service=service, option="?"))
    assert traits(service, FREE).amounts == (Decimal(0),)


def test_open_now_at_one_of_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, "2026-05-04 10:30")
    service = a_service(a_home(), place=IN_GENT)
    link = service.service_at_locations.get()
    hours = {"freq": "WEEKLY", "byday": "MO", "opens_at": time(9), "closes_at": time(12)}
    save(Schedule(service_at_location=link, dtstart=date(2026, 1, 5), **hours))
    assert traits(service, OPEN).opening == "open"
    assert traits(a_service(service.organization), OPEN).opening == "unknown"


def test_access_is_possible_when_one_place_has_it() -> None:
    service = a_service(a_home())
    here, there = add_place(service), add_place(service)
    save(
        Accessibility(location=here, kind="pram", is_possible=False),
        Accessibility(location=there, kind="pram"),
        Accessibility(location=there, kind="wheelchair", is_possible=False),
        Accessibility(location=there, kind="bus"),
    )
    told = {"pram": True, "wheelchair": False}
    assert traits(service, PRAM).access == told
    assert traits(service.organization, PRAM).access == told


def test_kinds_of_place() -> None:
    service = a_service(a_home())
    add_place(service, setting=a_concept("settings", "library"))
    at_home = a_concept("settings", "at-home")
    save(ServiceConcept(service=service, concept=at_home))
    assert traits(service, AT_HOME) == Traits(
        settings=frozenset({"library", "at-home"}), has_place=True
    )


def test_distant_place_is_online_or_by_phone() -> None:
    service = a_service(a_home())
    add_place(service, location_type="virtual")
    assert traits(service, ONLINE) == Traits(settings=frozenset({"online", "by-phone"}))


def test_confirmed_in_the_past_year() -> None:
    today = timezone.localdate()
    home = a_home(assured_on=today - timedelta(days=366))
    recent = a_service(home, assured_on=today - timedelta(days=365))
    assert traits(recent, RECENT).is_recent
    assert not traits(home, RECENT).is_recent


def test_free_places_are_added_up() -> None:
    service = a_service(a_home())
    today = timezone.localdate()
    save(
        ServiceCapacity(service=service, unit="families", available=2, updated_on=today),
        ServiceCapacity(service=service, unit="children", available=None, updated_on=today),
        ServiceCapacity(service=service, unit="groups", available=1, updated_on=today),
    )
    assert traits(service, ROOM).room == 3
    assert traits(a_service(service.organization), ROOM).room is None


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_is_bounded(count: int) -> None:
    home = a_home(a_network())
    services = [a_service(home, f"Service {number}", place=IN_GENT) for number in range(count)]
    ids: list[UUID] = [home.pk, *(one.pk for one in services)]
    with CaptureQueriesContext(connection) as queries:
        assert set(traits_of(ids, EVERY_WISH)) == set(ids)
    assert len(queries) == 15

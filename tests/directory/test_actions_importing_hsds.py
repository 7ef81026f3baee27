"""HSDS beside what is here already: which record it is, what moves, what somebody decides."""

import json
from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory.actions.importing import import_records
from vlaggenlijn.directory.hsds_in.sources import Source
from vlaggenlijn.directory.hsds_in.tables import table_of
from vlaggenlijn.directory.importing_report import ImportReport
from vlaggenlijn.directory.models import (
    Accessibility,
    Address,
    Location,
    Organization,
    OrganizationIdentifier,
    Schedule,
    Service,
    ServiceConcept,
)
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db
GENT = {"address_1": "Kade 1", "postal_code": "9000", "city": "Gent", "country": "BE"}


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network()


def a_table(*services: dict[str, Any]) -> Table:
    return table_of([Source("services.json", json.dumps(services))], "feed.json")


def a_service(house: dict[str, Any] | None = None, **values: Any) -> dict[str, Any]:
    house = {"id": "o1", "name": "Huis", **(house or {})}
    return {"id": "s1", "name": "Café", "status": "active", "organization": house, **values}


def place(key: str = "l1", name: str = "", **address: str) -> dict[str, Any]:
    return {"id": f"at {key}", "location": {"id": key, "name": name, "addresses": [address]}}


def imported(network: LocalNetwork, *services: dict[str, Any], **wish: Any) -> ImportReport:
    table = a_table(*services)
    return import_records(what="hsds", by=None, network=network, table=table, **wish)


def outcomes(report: ImportReport) -> list[str]:
    return [row.outcome for row in report.rows]


def codes(report: ImportReport, number: int) -> list[str]:
    return [one.code for one in report.rows[number - 1].problems]


def test_only_place_moves_with_its_service(network: LocalNetwork) -> None:
    imported(network, a_service(service_at_locations=[place(**GENT)]))
    before = Location.objects.get()
    assert (before.is_point_approximate, before.latitude is not None) == (True, True)
    report = imported(
        network, a_service(service_at_locations=[place(**GENT | {"address_1": "Kade 9"})])
    )
    assert (outcomes(report), Location.objects.get().pk) == (["unchanged", "changed"], before.pk)
    assert Address.objects.get().address_1 == "Kade 9"
    again = imported(
        network, a_service(service_at_locations=[place(**GENT | {"address_1": "Kade 9"})])
    )
    assert outcomes(again) == ["unchanged", "unchanged"]


def test_another_place_stands_in_for_a_shared_one(network: LocalNetwork) -> None:
    two = (
        a_service(service_at_locations=[place(**GENT)]),
        a_service(id="s2", name="Groep", service_at_locations=[place(**GENT)]),
    )
    imported(network, *two)
    assert Location.objects.count() == 1
    moved = a_service(service_at_locations=[place("l2", "Hal", postal_code="9000", city="Gent")])
    imported(network, moved, two[1])
    assert Location.objects.count() == 2
    assert Service.objects.get(own_identifier="s1").locations.get().name == "Hal"
    assert Service.objects.get(own_identifier="s2").locations.get().name == ""


def test_place_of_the_organisation_is_used_and_described_once(network: LocalNetwork) -> None:
    hall = {"id": "l1", "name": "Hal", "addresses": [GENT], "accessibility": [{"kind": "pram"}]}
    house = {"locations": [hall]}
    here = [{"id": "x", "description": "Zaal 2", "location": hall}]
    services = (
        a_service(house, service_at_locations=here),
        a_service(house, id="s2", name="Groep", service_at_locations=here),
    )
    imported(network, *services)
    assert (Location.objects.count(), Accessibility.objects.count()) == (1, 1)
    hall |= {"transportation": "Tram 1", "latitude": 51.05, "longitude": 3.72}
    hall["accessibility"] = [{"kind": "pram", "is_possible": False}, {"kind": "bus"}]
    here[0]["description"] = "Zaal 3"
    imported(network, *services)
    location = Location.objects.get()
    assert (location.transportation, location.latitude) == ("Tram 1", 51.05)
    assert list(location.accessibility.values_list("kind", "is_possible")) == [
        ("bus", True), ("pram", False),
    ]  # fmt: skip
    texts = {one.service_at_locations.get().description for one in Service.objects.all()}
    assert texts == {"Zaal 3"}
    assert outcomes(imported(network, *services)) == ["unchanged"] * 3


def test_first_address_of_a_place(network: LocalNetwork) -> None:
    bare = {"id": "at", "location": {"id": "l1", "name": "Hal"}}
    imported(network, a_service(service_at_locations=[bare]))
    imported(network, a_service(service_at_locations=[place(name="Hal", **GENT)]))
    assert str(Location.objects.get().address) == "Kade 1, 9000 Gent"


def test_renamed_organisation_is_found_by_its_new_name(network: LocalNetwork) -> None:
    imported(network, a_service())
    report = imported(network, a_service({"name": "Speeltuin"}))
    assert outcomes(report) == ["changed", "unchanged"]
    service = Service.objects.get()
    assert Posting.objects.filter(record_id=service.pk).exists()
    assert report.alterations[1][0].after == "Speeltuin"


def test_recognised_by_number_and_by_our_own_id(network: LocalNetwork) -> None:
    known = factories.an_organization(network, "De Zandbak")
    other = factories.an_organization(network, "Kinderhuis")
    with recorded(by=None, network=network, deed="test"):
        OrganizationIdentifier(
            organization=known, identifier_type="kbo", identifier="0207437468"
        ).save()
    kbo = [{"identifier_type": "kbo", "identifier": "0207.437.468"}]
    imported(
        network,
        a_service({"organization_identifiers": kbo}),
        a_service({"id": str(other.pk), "name": "Kinderhuis vzw"}, id="s2"),
    )
    names = set(Organization.objects.values_list("name", flat=True))
    assert names == {"Huis", "Kinderhuis vzw"}


def test_archived_record_is_left_as_it_is(network: LocalNetwork) -> None:
    factories.an_organization(network, "Huis", archived_at=timezone.now())
    report = imported(network, a_service())
    assert outcomes(report) == ["doubtful", "wrong"]
    assert (codes(report, 1), codes(report, 2)) == (
        ["is_archived"],
        ["hsds_organization_left_out"],
    )


def test_two_records_are_not_one_here(network: LocalNetwork) -> None:
    known = factories.a_service(factories.an_organization(network, "Huis"), "Café")
    report = imported(network, a_service(), a_service(id=str(known.pk)))
    assert outcomes(report) == ["changed", "changed", "wrong"]
    assert codes(report, 3) == ["hsds_same_record"]


def test_twins_are_new_and_asked_about(network: LocalNetwork) -> None:
    imported(network, a_service())
    report = imported(network, a_service({"id": "o2"}, id="s2"))
    assert (outcomes(report), codes(report, 1)) == (["doubtful", "new"], ["twin"])
    assert Organization.objects.count() == 2
    third = imported(network, a_service(id="s3"))
    assert (outcomes(third), codes(third, 2)) == (["unchanged", "doubtful"], ["service_twin"])


def test_somebody_decides(network: LocalNetwork) -> None:
    imported(network, a_service())
    known = Organization.objects.get()
    twin = a_service({"id": "o2"}, id="s2")
    left = imported(network, twin, decisions={1: "leave"})
    assert outcomes(left) == ["skipped", "wrong"]
    gone = imported(network, twin, decisions={1: f"same:{known.pk}:99"})
    assert (codes(gone, 1), gone.is_stopped) == (["choice_lapsed"], True)
    same = imported(network, twin, decisions={1: f"same:{known.pk}"})
    assert (outcomes(same)[0], Organization.objects.count()) == ("changed", 1)
    assert Service.objects.count() == 2
    new = imported(network, a_service({"id": "o3"}, id="s4"), decisions={1: "new"})
    assert (outcomes(new), Organization.objects.count()) == (["new", "new"], 2)


def test_what_was_filled_in_here_and_is_not_told_stays(network: LocalNetwork) -> None:
    term = {"id": "t", "code": "sleep", "name": "Slapen"}
    told = [{"link_type": "themes", "taxonomy_term": term}]
    hours = [{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}]
    imported(network, a_service(attributes=told, schedules=hours, assured_date="2026-03-01"))
    service = Service.objects.get()
    refused = factories.a_concept("themes", "eating")
    with recorded(by=None, network=network, deed="test"):
        ServiceConcept(service=service, concept=refused, is_confirmed=False, is_refused=True).save()
        Schedule(service=service, is_closed=True, dtstart=timezone.localdate()).save()
    hours[0]["opens_at"] = "10:00"
    term |= {"code": "eating", "name": "Eten"}
    imported(network, a_service(attributes=told, schedules=hours, assured_date="2026-01-01"))
    service.refresh_from_db()
    assert (service.assured_on.month, service.schedules.count()) == (3, 2)
    links = service.service_concepts.values_list("concept__slug", "is_confirmed", "is_refused")
    assert list(links) == [("eating", True, False)]


def test_sector_of_an_organisation(network: LocalNetwork) -> None:
    term = {"id": "t", "code": "municipality", "name": "Gemeente"}
    told = {"attributes": [{"link_type": "sectors", "taxonomy_term": term}]}
    imported(network, a_service(told))
    assert Organization.objects.get().concepts.get().slug == "municipality"
    assert outcomes(imported(network, a_service(told))) == ["unchanged", "unchanged"]

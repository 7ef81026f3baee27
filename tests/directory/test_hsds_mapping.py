"""Rows in, HSDS out; no database."""

import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from vlaggenlijn.directory.hsds import mapping

ID = uuid.UUID("11111111-1111-4111-8111-111111111111")
OTHER = uuid.UUID("22222222-2222-4222-8222-222222222222")
TODAY = date(2026, 11, 28)
GENT = {"name_nl": "Gent", "nis": "44021", "region": "flanders", "province_nis": "40000"}
BRUSSELS = {"name_nl": "Brussel", "nis": "21004", "region": "brussels", "province_nis": ""}


def a_service(**values: Any) -> dict[str, Any]:
    texts = (
        "alternate_name description url email interpretation_services application_process"
        " fees_description wait_time eligibility_description alert summary what_happens"
    )
    empty = dict.fromkeys(texts.split(), "")
    nothing = dict.fromkeys(
        ("minimum_age_months", "maximum_age_months", "assured_on", "closed_until", "wait_time_on")
    )
    own = {"id": ID, "organization_id": OTHER, "name": "Spelpunt", "status": "active"}
    return empty | nothing | own | {"on_holidays": "closed"} | values


def test_service_with_nothing_more_leaves_everything_out() -> None:
    assert mapping.service(a_service(), today=TODAY, phones=[], organization=None) == {
        "id": str(ID),
        "organization_id": str(OTHER),
        "name": "Spelpunt",
        "status": "active",
        "on_holidays": "closed",
    }


def test_service_with_everything() -> None:
    row = a_service(
        url="https://spelpunt.be",
        email="hallo@spelpunt.be",
        minimum_age_months=7,
        maximum_age_months=36,
        assured_on=date(2026, 1, 31),
        wait_time="twee weken",
        wait_time_on=date(2026, 11, 1),
        summary="Samen spelen.",
        closed_until=TODAY,
    )
    moment = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
    assert mapping.service(row, today=TODAY, modified_at=moment, phones=[{"id": "1"}]) == {
        "id": str(ID),
        "organization_id": str(OTHER),
        "name": "Spelpunt",
        "url": "https://spelpunt.be",
        "email": "hallo@spelpunt.be",
        "status": "temporarily closed",
        "wait_time": "twee weken",
        "minimum_age": 0.58,
        "maximum_age": 3,
        "assured_date": "2026-01-31",
        "last_modified": "2026-11-28T09:30:00Z",
        "summary": "Samen spelen.",
        "minimum_age_months": 7,
        "maximum_age_months": 36,
        "wait_time_on": "2026-11-01",
        "closed_until": "2026-11-28",
        "on_holidays": "closed",
        "assured_until": "2027-01-31",
        "phones": [{"id": "1"}],
    }


def test_closing_that_passed_is_no_state_any_more() -> None:
    row = a_service(closed_until=date(2026, 11, 27))
    assert mapping.service(row, today=TODAY)["status"] == "active"


@pytest.mark.parametrize(
    ("months", "years"),
    [(None, None), (-9, 0), (0, 0), (1, 0.08), (30, 2.5), (36, 3), (300, 25)],
)
def test_ages_in_years(months: int | None, years: float | None) -> None:
    assert mapping.years(months) == years


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("https://x.be/a?b=c#d", "https://x.be/a?b=c#d"),
        ("https://x.be/é 1[2]", "https://x.be/%C3%A9%201%5B2%5D"),
        ("https://x.be/100%#a#b", "https://x.be/100%25#ab"),
        ("http://huis.be:8080/", "http://huis.be:8080/"),
        ("www.x.be", ""),
        ("https://", ""),
        ("javascript:alert(1)", ""),
        ("https://x,y/", ""),
    ],
)
def test_web_addresses_are_those_of_rfc_3986(typed: str, written: str) -> None:
    assert mapping.uri(typed) == written


def test_email_that_is_none_is_left_out() -> None:
    assert [mapping.email(text) for text in ("a@b.be", "bel ons", "")] == ["a@b.be", "", ""]


def test_lines_for_professionals_are_left_out() -> None:
    rows = [
        {"id": ID, "number": "+3291", "description": "", "is_for_professionals": False},
        {"id": OTHER, "number": "+3292", "description": "", "is_for_professionals": True},
    ]
    assert mapping.phones(rows) == [{"id": str(ID), "number": "+3291"}]


def test_contact_with_and_without_a_line() -> None:
    row = {"id": ID, "name": "An", "title": "", "department": "", "email": "", "phone": "+3291"}
    own = str(mapping.made_id(f"phone of {ID}"))
    assert mapping.contact(row) == {
        "id": str(ID),
        "name": "An",
        "phones": [{"id": own, "number": "+3291"}],
    }
    assert mapping.contact(row | {"phone": ""}) == {"id": str(ID), "name": "An"}


def test_schedule_tells_hours_and_what_is_ours() -> None:
    row = {
        "id": ID, "valid_from": None, "valid_to": None, "dtstart": date(2026, 9, 1), "until": None,
        "count": None, "freq": "WEEKLY", "interval": 1, "byday": "MO", "bymonthday": "",
        "description": "", "opens_at": time(9), "closes_at": time(12, 30),
        "attending_type": "in_person", "kind": "regular", "is_closed": False,
    }  # fmt: skip
    assert mapping.schedule(row) == {
        "id": str(ID),
        "dtstart": "2026-09-01",
        "freq": "WEEKLY",
        "interval": 1,
        "byday": "MO",
        "opens_at": "09:00",
        "closes_at": "12:30",
        "attending_type": "in_person",
        "kind": "regular",
        "is_closed": False,
    }
    daily = mapping.schedule(row | {"freq": "DAILY"})
    assert ("freq" in daily, "interval" in mapping.schedule(row | {"freq": ""})) == (False, False)


def test_language_and_cost() -> None:
    spoken = {"id": ID, "code": "tr", "note": "", "is_by_interpreter": True}
    assert mapping.language(spoken) == {"id": str(ID), "code": "tr", "is_by_interpreter": True}
    cost = {"id": ID, "option": "", "amount_description": "per keer", "is_uitpas": False}
    told = [mapping.cost_option(cost | {"amount": one}) for one in (None, Decimal("0.00"))]
    assert [(one.get("amount"), one.get("currency")) for one in told] == [(None, None), (0, "EUR")]
    assert mapping.amount(Decimal("2.50")) == 2.5


def test_capacity_without_free_places_is_not_told() -> None:
    row = {
        "id": ID, "unit": "gezin", "available": 3, "maximum": None, "updated_on": TODAY,
    }  # fmt: skip
    assert mapping.capacities([row, row | {"available": None}]) == [
        {
            "id": str(ID),
            "unit": {"id": str(mapping.made_id("unit gezin")), "name": "gezin"},
            "available": 3,
            "updated": "2026-11-28T00:00:00Z",
        }
    ]


def test_area_is_a_municipality_or_a_region() -> None:
    assert mapping.service_area({"id": ID, "region": ""}, GENT) == {
        "id": str(ID), "name": "Gent", "extent": "44021", "extent_type": "nis",
    }  # fmt: skip
    assert mapping.service_area({"id": ID, "region": "flanders"}, None) == {
        "id": str(ID), "name": "Vlaanderen", "extent": "flanders", "extent_type": "region",
    }  # fmt: skip


def an_address(**values: str) -> dict[str, Any]:
    empty = {"id": ID, "address_1": "", "address_2": "", "city": "", "postal_code": ""}
    return empty | {"country": "BE"} | values


def test_address_keeps_what_hsds_requires_though_empty() -> None:
    assert mapping.address(an_address(), None, "physical") == {
        "id": str(ID),
        "address_1": "",
        "city": "",
        "state_province": "",
        "postal_code": "",
        "country": "BE",
        "address_type": "physical",
    }


def test_address_gets_the_province_and_brussels_its_region() -> None:
    told = mapping.address(an_address(), GENT, "physical")
    assert (told["city"], told["state_province"], told["region"]) == (
        "Gent", "Oost-Vlaanderen", "Vlaanderen",
    )  # fmt: skip
    assert mapping.province(BRUSSELS) == "Brussel"
    assert mapping.province(GENT | {"province_nis": "?"}) == ""


def test_point_is_told_only_when_it_is_one_of_an_address() -> None:
    row = {
        "id": ID, "location_type": "physical", "name": "Huis", "transportation": "",
        "latitude": 51.05, "longitude": 3.72, "is_point_approximate": False,
    }  # fmt: skip
    told = mapping.location(row, addresses=[{"id": "1"}])
    assert (told["latitude"], told["longitude"]) == (51.05, 3.72)
    guessed = mapping.location(row | {"is_point_approximate": True}, addresses=[{"id": "1"}])
    shelter = mapping.location(row, addresses=[])
    assert ("latitude" in guessed, "latitude" in shelter, "longitude" in shelter) == (False,) * 3


def test_accessibility_says_also_what_is_not_possible() -> None:
    row = {"id": ID, "description": "", "kind": "wheelchair", "is_possible": False}
    assert mapping.accessibility(row) == {
        "id": str(ID), "kind": "wheelchair", "is_possible": False,
    }  # fmt: skip


def test_taxonomy_term_and_attribute() -> None:
    scheme = mapping.taxonomy(
        {"slug": "themes", "titles": {"nl": "Thema’s"}, "definitions": {}, "release": 2}, OTHER
    )
    assert scheme == {"id": str(OTHER), "name": "Thema’s", "description": "", "version": "2"}
    row = {"id": ID, "slug": "sleep", "definitions": {"nl": "Slapen."}, "broader_id": None}
    whole = mapping.taxonomy_term(row, "Slapen", scheme)
    assert whole == {
        "id": str(ID),
        "code": "sleep",
        "name": "Slapen",
        "description": "Slapen.",
        "taxonomy": "Thema’s",
        "taxonomy_detail": scheme,
        "language": "nl",
        "taxonomy_id": str(OTHER),
    }
    nested = mapping.taxonomy_term(row, "", scheme, is_nested=True)
    assert (nested["name"], "taxonomy_detail" in nested) == ("sleep", False)
    assert mapping.attribute({"id": OTHER}, "service", whole, "themes") == {
        "id": str(OTHER),
        "link_entity": "service",
        "link_type": "themes",
        "label": "Slapen",
        "taxonomy_term": whole,
    }


def test_identifiers_of_somebodys_own_list_stay_inside() -> None:
    rows = [
        {"id": ID, "identifier_type": kind, "identifier": "0123456789"} for kind in ("own", "kbo")
    ]
    assert mapping.identifiers(rows) == [
        {"id": str(ID), "identifier_type": "kbo", "identifier": "0123456789"}
    ]


def test_organization_keeps_an_empty_description() -> None:
    row = {
        "id": ID, "name": "Huis", "alternate_name": "", "description": "", "email": "",
        "website": "", "assured_on": None,
    }  # fmt: skip
    assert mapping.organization(row) == {"id": str(ID), "name": "Huis", "description": ""}
    told = mapping.organization(row | {"assured_on": date(2026, 1, 31)})
    assert (told["assured_date"], told["assured_until"]) == ("2026-01-31", "2027-01-31")


def test_service_at_location() -> None:
    row = {"id": ID, "service_id": OTHER, "location_id": ID, "description": ""}
    assert mapping.service_at_location(row, phones=[]) == {
        "id": str(ID), "service_id": str(OTHER), "location_id": str(ID),
    }  # fmt: skip


def test_only_3_1_knows_capacities_and_labels() -> None:
    told = {"capacities": [{"id": "1"}], "attributes": [{"id": "2", "label": "Slapen"}], "n": 1}
    assert mapping.for_version(told, "3.0") == {"attributes": [{"id": "2"}], "n": 1}
    assert mapping.for_version(told, "3.1") == told

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests.factories import BRUSSELS, GENT, a_concept, a_location, a_network, a_service
from tests.findable import IN_GENT, a_home, a_translation, found_organization, save
from vlaggenlijn.directory import pages
from vlaggenlijn.directory.models import (
    Accessibility,
    CostOption,
    Organization,
    Phone,
    Service,
    ServiceArea,
    ServiceConcept,
)
from vlaggenlijn.directory.wording import TranslationText

pytestmark = pytest.mark.usefixtures("reference_data")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def page_of(service: Service, regime: str = "nl") -> pages.ServicePage:
    return pages.service_page(Service.objects.with_details().get(pk=service.pk), regime)


def test_page_of_a_bare_service() -> None:
    page = page_of(a_service(a_home(email="huis@example.org", website="https://huis.example.org")))
    assert (page.name, page.places, page.phones, page.translation) == ("Spelpunt", [], [], None)
    assert (page.email, page.url) == ("huis@example.org", "https://huis.example.org")
    assert (page.description_paragraphs, page.cost_lines, page.concepts) == ([], [], [])


def test_page_prefers_the_services_own_address() -> None:
    page = page_of(
        a_service(a_home(email="huis@example.org"), email="spel@example.org", url="https://s.be")
    )
    assert (page.email, page.url) == ("spel@example.org", "https://s.be")


def test_page_of_a_place() -> None:
    service = a_service(a_home(), place=IN_GENT)
    link = service.service_at_locations.get()
    location = link.location
    location.name, location.transportation = "Bibliotheek", "tram 1"
    save(
        location,
        Accessibility(location=location, kind="wheelchair"),
        Accessibility(location=location, kind="pram", is_possible=False, description="trap"),
        Phone(service_at_location=link, number="+3292100002"),
        Phone(service_at_location=link, number="+3292100003", is_for_professionals=True),
    )
    (place,) = page_of(service).places
    assert (place.name, place.address_text) == ("Bibliotheek", "Markt 1, 9000 Gent")
    assert (place.transportation, place.opening_rows, place.route_url) == ("tram 1", [], "")
    assert place.access == ["pram: no (trap)", "wheelchair: yes"]
    assert [phone.text for phone in place.phones] == ["09 210 00 02"]


def test_page_of_a_place_without_a_name() -> None:
    service = a_service(a_home(), place=IN_GENT)
    location = service.service_at_locations.get().location
    assert page_of(service).places[0].name == ""
    location.location_type = "virtual"
    save(location)
    assert page_of(service).places[0].name == "online or by phone"
    location.setting = a_concept("settings", "by-phone")
    save(location)
    assert page_of(service).places[0].name == location.setting.label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []), ("een", ["een"]), ("een\n\ntwee\nregels\n\n\n\n drie ", ["een", "twee\nregels",
        "drie"]), ("\n\n \n\n", []), ("een\r\n\r\ntwee", ["een", "twee"]),
    ],
)  # fmt: skip
def test_paragraphs(text: str, found: list[str]) -> None:
    assert pages.paragraphs(text) == found


@pytest.mark.parametrize(
    ("option", "lines"),
    [
        ({"amount": 0}, ["Free"]),
        ({"amount": Decimal("2.5"), "option": "per keer"}, ["per keer: € 2.50"]),
        (
            {"amount": 5, "option": "per les", "amount_description": "met drankje"},
            ["per les: € 5.00 (met drankje)"],
        ),
        ({"amount": 5, "amount_description": "per gezin"}, ["€ 5.00 (per gezin)"]),
        ({"option": "lid"}, ["lid"]),
        ({"amount_description": "vraag het"}, ["vraag het"]),
        ({"is_uitpas": True}, ["UiTPAS"]),
        ({}, []),
    ],
)
def test_cost_lines(option: dict[str, Any], lines: list[str]) -> None:
    service = a_service(a_home())
    save(CostOption(service=service, **option))
    assert page_of(service).cost_lines == lines


def test_cost_lines_begin_with_the_words_of_the_organization() -> None:
    service = a_service(a_home(), fees_description="naar inkomen")
    save(CostOption(service=service, amount=1))
    assert page_of(service).cost_lines == ["naar inkomen", "€ 1.00"]


def test_price_that_the_words_say_already_is_said_once() -> None:
    service = a_service(a_home(), fees_description="free.")
    save(CostOption(service=service, amount=0, is_uitpas=True))
    assert page_of(service).cost_lines == ["free.", "UiTPAS"]


def test_area_text_in_the_visitors_language() -> None:
    service = a_service(a_home(), areas=[GENT, BRUSSELS])
    save(ServiceArea(service=service, region="flanders"))
    assert page_of(service).area_text == "Brussels, Ghent, all of Flanders"
    with translation.override("fr"):
        assert "Gand" in page_of(service).area_text


def test_concepts_are_confirmed_and_of_shown_schemes() -> None:
    service = a_service(a_home(), themes=["sleep"])
    save(
        ServiceConcept(service=service, concept=a_concept("sectors", "ocmw")),
        ServiceConcept(service=service, concept=a_concept("themes", "gaming"), is_confirmed=False),
    )
    assert page_of(service).concepts == ["Sleep"]


def test_hard_words_are_explained_in_the_language_of_their_text() -> None:
    service = a_service(a_home(), "Intake", summary="Intake op afspraak.", what_happens="Traject.")
    assert [one.word for one in page_of(service).hard_words] == ["Intake", "Traject"]
    assert page_of(a_service(a_home(a_network("x")), "Spelpunt")).hard_words == []


def test_sensitive_is_a_service_of_a_confirmed_sensitive_theme() -> None:
    service = a_service(a_home())
    theme = a_concept("themes", "partner-violence")
    link = ServiceConcept(service=service, concept=theme, is_confirmed=False)
    save(link)
    assert not page_of(service).is_sensitive
    link.is_confirmed = True
    save(link)
    assert page_of(service).is_sensitive


def test_translation_carries_its_mark_and_says_when_the_dutch_is_newer() -> None:
    service = a_service(a_home(), description="een")
    a_translation(service, "fr", name="Jouer", description="un\n\ndeux", source_on=date(2026, 5, 4))
    with translation.override("fr"):
        page = page_of(service)
        assert (page.name, page.description_paragraphs) == ("Jouer", ["un", "deux"])
        assert page.translation == TranslationText("français", "4 mai 2026", False)
        service.name, service.email = "Nieuw", "nieuw@example.org"
        save(service)
        strict, followed = page_of(service), page_of(service, "brussel")
    assert (strict.name, strict.description_paragraphs) == ("Nieuw", ["un", "deux"])
    assert strict.translation == TranslationText("français", "4 mai 2026", False)
    assert (followed.name, followed.description_paragraphs) == ("Jouer", ["un", "deux"])
    assert followed.translation == TranslationText("français", "4 mai 2026", True)


def test_page_of_an_organization() -> None:
    organization = found_organization(a_network(), "OCMW", "ocmw", description="een\n\ntwee")
    location = a_location(organization, "Balie", **IN_GENT)
    a_service(organization, "b")
    a_service(organization, "a")
    save(
        Phone(organization=organization, number="+3292100001"),
        Phone(organization=organization, number="+3292100009", is_for_professionals=True),
        Accessibility(location=location, kind="pram"),
    )
    found = Organization.objects.with_details().get()
    page = pages.organization_page(found, Service.objects.with_details())
    assert (page.name, page.description_paragraphs) == ("OCMW", ["een", "twee"])
    assert [(card.number, card.name) for card in page.cards] == [(1, "a"), (2, "b")]
    assert [phone.text for phone in page.phones] == ["09 210 00 01"]
    assert [(place.name, place.access) for place in page.places] == [("Balie", ["pram: yes"])]
    assert page.sector
    assert page.checked_text == "not confirmed yet"


@pytest.mark.parametrize("number", [1, 30])
def test_pages_read_nothing_more_after_with_details(
    number: int, django_assert_num_queries: Any
) -> None:
    organization = found_organization(a_network(), "OCMW", "ocmw")
    for one in range(number):
        location = a_location(organization, f"Balie {one}", **IN_GENT)
        location.setting = a_concept("settings", "by-phone")
        save(location, Accessibility(location=location, kind="pram"))
        a_service(organization, f"x{one}", areas=[GENT], place=IN_GENT, themes=["sleep"])
    services = list(Service.objects.with_details())
    found = Organization.objects.with_details().get()
    with django_assert_num_queries(0):
        pages.organization_page(found, services)
        pages.service_page(services[0])

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests.factories import GENT, a_concept, a_location, a_network, a_service, an_organization
from tests.findable import IN_GENT, a_home, a_translation, save, stop_the_clock
from vlaggenlijn.directory import cards
from vlaggenlijn.directory.cards import Card, PhoneLink
from vlaggenlijn.directory.hours import OpeningText, Timetable
from vlaggenlijn.directory.models import (
    Address,
    CostOption,
    Language,
    Location,
    Organization,
    OrganizationConcept,
    Phone,
    Service,
    ServiceAtLocation,
)

DUTCH_MARK = ' lang="nl" dir="ltr"'
pytestmark = pytest.mark.usefixtures("reference_data")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def read(service: Service) -> Service:
    return Service.objects.with_details().get(pk=service.pk)


def card_of(service: Service) -> Card:
    return cards.service_card(read(service))


def test_card_of_a_bare_service_leaves_everything_empty() -> None:
    service = a_service(a_home(), "Spelpunt")
    assert card_of(service) == Card(
        id=service.pk,
        kind="service",
        url=f"/aanbod/{service.pk}/",
        name="Spelpunt",
        organization_name="Huis van het Kind",
        opening=OpeningText("unknown", ""),
        hours=Timetable(on_holidays=service.on_holidays),
        checked_text="not confirmed yet",
        is_stale=True,
        lang="nl",
        marks={"name": DUTCH_MARK, "dutch": DUTCH_MARK, "first_step": ""},
    )


def test_card_says_which_language_its_text_is_in_where_it_is_not_that_of_the_page() -> None:
    service = a_service(a_home())
    a_translation(service, "fr", name="Jouer")
    found = {}
    for language in ("nl", "fr", "ar"):
        with translation.override(language):
            found[language] = (
                card_of(service).lang,
                cards.organization_card(service.organization).lang,
            )
    assert found == {"nl": ("", ""), "fr": ("", "nl"), "ar": ("nl", "nl")}


def test_address_text_holds_every_address() -> None:
    assert cards.address_text([]) == cards.address_text([Location()]) == ""
    assert cards.address_text(places("Gent", "", "Aalst")) == "Gent · Aalst"


def test_card_of_a_full_service(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, "2026-05-04 10:00")
    service = a_service(
        a_home(is_demo=True), place=IN_GENT, phone="+3292100000", summary="Samen spelen",
        application_process="Kom binnen", minimum_age_months=0, maximum_age_months=36,
        assured_on=date(2026, 5, 1), alert="Nieuwe ingang",
    )  # fmt: skip
    location = service.service_at_locations.get().location
    location.latitude, location.longitude = 51.05, 3.73
    save(location, Language(service=service, code="tr"), CostOption(service=service, amount=0))
    card = card_of(service)
    assert (card.summary, card.first_step, card.ages_text) == (
        "Samen spelen", "Kom binnen", "up to 3 years",
    )  # fmt: skip
    assert (card.cost_text, card.languages_text, card.place_text) == ("Free", "Turkish", "Gent")
    assert card.phone == PhoneLink("09 210 00 00", "tel:+3292100000")
    assert card.points == ((51.05, 3.73),)
    assert "51.05000%2C3.73000#map=16/51.05000/3.73000" in card.route_url
    assert (card.checked_text, card.is_stale) == ("last checked on 1 May 2026", False)
    assert (card.notice, card.is_demo) == ("Nieuwe ingang", True)


def test_card_of_an_organization() -> None:
    organization = an_organization(a_network(), description="Voor elk gezin")
    a_location(organization, **IN_GENT)
    save(
        Phone(organization=organization, number="+3292100009", is_for_professionals=True),
        Phone(organization=organization, number="1712"),
    )
    card = cards.organization_card(Organization.objects.with_details().get())
    assert (card.kind, card.name, card.summary, card.place_text) == (
        "organization", "Huis van het Kind", "Voor elk gezin", "Gent",
    )  # fmt: skip
    assert card.phone == PhoneLink("1712", "tel:1712")
    assert card.url == f"/organisatie/{organization.pk}/"


def test_numbered_changes_nothing_else() -> None:
    card = card_of(a_service(a_home()))
    assert cards.numbered(cards.numbered(card, 3), 0) == card


# Translations


@pytest.mark.parametrize(
    ("language", "state", "name"),
    [("fr", "approved", "Jouer"), ("fr", "draft", "Spelpunt"), ("tr", "approved", "Spelpunt")],
)
def test_translated_only_when_approved_and_in_the_visitors_language(
    language: str, state: str, name: str
) -> None:
    service = a_service(a_home())
    a_translation(service, "fr", name="Jouer", state=state)
    with translation.override(language):
        assert card_of(service).name == name


# Phones


def test_service_phones_are_its_own_else_of_its_places_else_of_its_organization() -> None:
    service = a_service(a_home(), place=IN_GENT)
    link = service.service_at_locations.get()
    assert cards.service_phones(read(service)) == []
    for owner, number in (
        ({"organization": service.organization}, "+3292100001"),
        ({"service_at_location": link}, "+3292100002"),
        ({"service": service}, "+3292100003"),
    ):
        save(Phone(number=number, description="onthaal", **owner))
        (found,) = cards.service_phones(read(service))
        assert found == PhoneLink(f"09 210 00 0{number[-1]}", f"tel:{number}", "onthaal")


def test_phone_for_professionals_is_never_shown() -> None:
    service = a_service(a_home())
    save(Phone(service=service, number="+3292100003", is_for_professionals=True))
    save(Phone(organization=service.organization, number="+3292100001"))
    assert [phone.href for phone in cards.service_phones(read(service))] == ["tel:+3292100001"]


def test_phone_that_cannot_be_dialled_is_text_only() -> None:
    assert cards.phone_link(Phone(number="vraag aan de balie")) == PhoneLink(
        "vraag aan de balie", ""
    )


# Ages


@pytest.mark.parametrize(
    ("minimum", "maximum", "text"),
    [
        (None, None, ""), (0, None, "all ages"), (None, 299, "all ages"), (0, 299, "all ages"),
        (24, None, "from 2 years"), (30, None, "from 2.5 years"), (8, 299, "from 8 months"),
        (None, 36, "up to 3 years"), (0, 35, "up to 3 years"), (0, 47, "up to 4 years"),
        (0, 11, "up to 1 year"),
        (0, 18, "up to 18 months"), (0, 30, "up to 2.5 years"),
        (24, 60, "2 years to 5 years"), (24, 71, "2 years to 6 years"),
        (1, 1, "1 month to 1 month"),
        (-9, None, "from pregnancy on"), (-9, 299, "from pregnancy on"),
        (-9, -1, "during pregnancy"), (-9, 36, "from pregnancy up to 3 years"),
    ],
)  # fmt: skip
def test_ages_text(minimum: int | None, maximum: int | None, text: str) -> None:
    assert cards.ages_text(minimum, maximum) == text


@pytest.mark.parametrize(
    ("months", "text"),
    [
        (1, "شهر واحد"), (2, "شهرين"), (3, "3 أشهر"), (11, "11 شهرًا"), (12, "سنة واحدة"),
        (24, "سنتين"), (30, "2,5 سنة"), (18, "18 شهرًا"), (36, "3 سنوات"),
        (132, "11 سنة"), (1200, "100 سنة"),
    ],
)  # fmt: skip
def test_ages_in_arabic_have_a_dual_which_a_half_year_has_not(months: int, text: str) -> None:
    with translation.override("ar"):
        assert cards.age_text(months) == text


def test_age_text_keeps_the_half_at_which_school_begins() -> None:
    assert [cards.age_text(months) for months in (0, 1, 12, 18, 24, 27, 30, 42, 36)] == [
        "0 years", "1 month", "1 year", "18 months", "2 years", "2 years", "2.5 years",
        "3.5 years", "3 years",
    ]  # fmt: skip
    with translation.override("nl"):
        assert "2,5" in cards.age_text(30)


# Cost, languages, places


@pytest.mark.parametrize(
    ("options", "description", "text"),
    [
        ([], "", ""), ([], "naar inkomen", "naar inkomen"), ([{"amount": 0}], "x", "Free"),
        ([{"amount": 5}], "x", "€ 5.00"), ([{"amount": 5}, {"amount": Decimal("1.5")}], "",
        "from € 1.50"), ([{"amount": 0}, {"amount": 5}], "", "from € 0.00"),
        ([{"is_uitpas": True}], "", "UiTPAS"), ([{"amount": 5, "is_uitpas": True}], "",
        "€ 5.00 · UiTPAS"), ([{"amount_description": "vraag"}], "", ""),
    ],
)  # fmt: skip
def test_cost_text(options: list[dict[str, Any]], description: str, text: str) -> None:
    service = a_service(a_home(), fees_description=description)
    save(*(CostOption(service=service, **option) for option in options))
    assert cards.cost_text(read(service)) == text


def test_language_names_in_the_visitors_language() -> None:
    service = a_service(a_home())
    save(
        Language(service=service, code="nl"),
        Language(service=service, code="ar", note="bel eerst"),
        Language(service=service, code="ti", is_by_interpreter=True),
        Language(service=service, code="xx"),
    )
    assert cards.language_names(read(service)) == [
        "Arabic (bel eerst)", "Dutch", "xx", "Tigrinya (with an interpreter)",
    ]  # fmt: skip
    with translation.override("fr"):
        assert cards.language_names(read(service))[1] == "néerlandais"


def test_language_name_in_a_language_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "spoken", lambda: "xx")
    service = a_service(a_home())
    save(Language(service=service, code="nl"))
    assert cards.language_names(read(service)) == ["nl"]


def places(*cities: str, kind: str = "physical") -> list[Location]:
    made = []
    for city in cities:
        location = Location(location_type=kind)
        location.address = Address(city=city)
        made.append(location)
    return made


def test_place_text_names_each_city_once_and_three_at_most() -> None:
    assert cards.place_text([]) == ""
    assert cards.place_text(places("Gent", "Gent", "", "Aalst")) == "Gent, Aalst"
    assert cards.place_text(places("a", "b", "c", "d")) == "a, b, c …"


def test_place_text_of_what_has_no_address() -> None:
    bare = a_location(a_home())
    virtual = Location(location_type="virtual")
    assert cards.place_text([bare]) == ""
    assert cards.place_text([bare, virtual]) == "online or by phone"
    assert cards.place_text([virtual, *places("Gent")]) == "Gent"


def test_points_and_route_need_both_coordinates() -> None:
    half, zero = Location(latitude=51.0), Location(latitude=0.0, longitude=0.0)
    assert cards.points([half, zero]) == ((0.0, 0.0),)
    assert cards.route_url(half) == ""
    assert cards.route_url(zero) != ""


def test_confidential_place_shows_no_address_and_no_point() -> None:
    organization = a_home()
    service = a_service(organization)
    save(ServiceAtLocation(service=service, location=a_location(organization, "Vluchthuis")))
    card = card_of(service)
    assert (card.place_text, card.points, card.route_url) == ("", (), "")


# Notice


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, ""), ({"alert": "Nieuwe ingang"}, "Nieuwe ingang"),
        ({"closed_until": date(2026, 5, 10)}, "Closed up to and including Sunday 10 May."),
        ({"closed_until": date(2026, 5, 4)}, "Closed up to and including Monday 4 May."),
        ({"closed_until": date(2026, 5, 3)}, ""),
        ({"status": "temporarily closed"}, "Closed for a time. Call first."),
        ({"status": "temporarily closed", "alert": "Verbouwing"}, "Verbouwing"),
    ],
)  # fmt: skip
def test_notice(values: dict[str, Any], text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, "2026-05-04 10:00")
    assert cards.notice(a_service(a_home(), **values)) == text


# Distance


@pytest.mark.parametrize(
    ("metres", "text"),
    [
        (None, ""), (0, "50 m"), (74, "50 m"), (76, "100 m"), (974, "950 m"), (975, "1.0 km"),
        (1000, "1.0 km"), (1249, "1.2 km"), (9949, "9.9 km"), (9950, "10 km"), (14_300, "14 km"),
        (140_000, "140 km"),
    ],
)  # fmt: skip
def test_distance_text(metres: int | None, text: str) -> None:
    assert cards.distance_text(metres) == text


def test_distance_text_has_the_comma_of_the_language() -> None:
    with translation.override("nl"):
        assert cards.distance_text(1234) == "1,2 km"


def test_details_hold_no_other_words_of_parents() -> None:
    setting = a_concept("settings", "library")
    place = a_location(a_home(), "Bib", **IN_GENT)
    place.setting = setting
    service = a_service(place.organization, themes=["sleep"])
    save(place, ServiceAtLocation(service=service, location=place))
    save(OrganizationConcept(organization=place.organization, concept=a_concept("sectors", "ocmw")))
    found = Service.objects.with_details().get()
    home = Organization.objects.with_details().get()
    concepts = [
        found.service_concepts.all()[0].concept,
        found.service_at_locations.all()[0].location.setting,
        home.locations.all()[0].setting,
        home.organization_concepts.all()[0].concept,
    ]
    for concept in concepts:
        assert concept is not None
        assert {one.kind for one in concept.labels.all()} == {"preferred"}
    assert a_concept("themes", "sleep").labels.filter(kind="alternative").exists()


def test_card_reads_nothing_more_after_with_details(django_assert_num_queries: Any) -> None:
    service = read(a_service(a_home(), place=IN_GENT, areas=[GENT], phone="+3292100000"))
    with django_assert_num_queries(0):
        cards.service_card(service)

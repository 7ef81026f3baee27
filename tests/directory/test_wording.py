from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.factories import a_network, a_service, an_organization
from tests.findable import a_home, a_translation, save
from vlaggenlijn.directory import cards, pages
from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.directory.pages import OtherText
from vlaggenlijn.directory.wording import mark, wording_of

pytestmark = pytest.mark.usefixtures("reference_data")
NL = ' lang="nl" dir="ltr"'


@pytest.fixture(autouse=True)
def arabic() -> Iterator[None]:
    with translation.override("ar"):
        yield


def read(service: Service) -> Service:
    return Service.objects.with_details().get(pk=service.pk)


def test_marks_say_language_and_direction() -> None:
    assert (mark("ar"), mark("nl")) == ("", NL)
    with translation.override("nl"):
        assert mark("ps") == ' lang="ps" dir="rtl"'
        assert mark("nl") == ""
    with translation.override("nl-be"):
        assert mark("nl") == ""


def test_piece_by_piece_in_two_languages() -> None:
    service = a_service(
        a_home(), "Spelpunt", summary="Kom spelen.", fees_description="naar inkomen"
    )
    a_translation(service, "ar", name="ملعب", fees_description="حسب الدخل")
    said = wording_of(read(service))
    assert (said.texts["name"], said.texts["summary"]) == ("ملعب", "Kom spelen.")
    assert said.marks == {"name": "", "summary": NL, "fees_description": "", "dutch": NL}
    assert (said.foreign("name"), said.foreign("summary")) == ("", "nl")
    assert not said.is_outdated


def test_a_card_marks_what_it_shows() -> None:
    service = a_service(
        a_home(),
        "Spelpunt",
        application_process="Bel ons",
        alert="Dicht",
        fees_description="gratis",
    )
    a_translation(service, "ar", alert="مغلق", application_process="اتصل بنا")
    card = cards.service_card(read(service))
    assert card.translation is not None
    assert (card.notice, card.first_step, card.cost_text) == ("مغلق", "اتصل بنا", "gratis")
    assert (card.lang, card.marks["first_step"], card.marks["notice"]) == ("nl", "", "")
    assert (card.marks["cost_text"], card.marks["dutch"]) == (NL, NL)


def test_what_the_dutch_changed_is_dutch_again_where_the_law_wants_it() -> None:
    service = a_service(a_home(), "Spelpunt", summary="Kom spelen.")
    a_translation(service, "ar", name="ملعب", summary="تعال")
    service.summary = "Kom elke dag spelen."
    save(service)
    strict, followed = (wording_of(read(service), regime=one) for one in ("nl", "brussel"))
    assert (strict.texts["name"], strict.texts["summary"]) == ("ملعب", "Kom elke dag spelen.")
    assert (followed.texts["name"], followed.texts["summary"]) == ("ملعب", "تعال")
    assert (strict.is_outdated, followed.is_outdated) == (False, True)


def test_without_a_piece_left_there_is_no_translation() -> None:
    service = a_service(a_home(), "Spelpunt")
    a_translation(service, "ar", name="ملعب")
    service.name = "Speelhuis"
    save(service)
    assert wording_of(read(service)).translation is None
    assert wording_of(read(service), regime="rand").translation is not None


def test_a_draft_is_never_shown() -> None:
    service = a_service(a_home(), "Spelpunt")
    a_translation(service, "ar", name="مسودة", state="draft")
    said = wording_of(read(service), regime="brussel")
    assert (said.texts["name"], said.translation) == ("Spelpunt", None)


def test_an_organisation_says_of_itself_in_the_language_of_the_visitor() -> None:
    organization = an_organization(a_network(), description="Voor elk gezin.")
    a_translation(organization, "ar", description="لكل عائلة")
    found = Organization.objects.with_details().get()
    card = cards.organization_card(found)
    assert (card.name, card.summary) == ("Huis van het Kind", "لكل عائلة")
    assert card.marks == {"name": NL, "summary": ""}
    page = pages.organization_page(found, [])
    assert page.description_paragraphs == ["لكل عائلة"]
    assert page.translation is not None


def test_other_texts_are_approved_and_offered() -> None:
    service = a_service(a_home())
    a_translation(service, "uk", name="Гра")
    a_translation(service, "ps", name="لوبه")
    a_translation(service, "pl", name="Zabawa", state="draft")
    offered = ["uk", "ps", "pl"]
    assert pages.other_texts(read(service), offered, "") == [
        OtherText("uk", "українська", "ltr"), OtherText("ps", "پښتو", "rtl"),
    ]  # fmt: skip
    assert pages.other_texts(read(service), ["ps"], "ps") == []
    page = pages.service_page(read(service), language="uk")
    assert (page.name, page.marks["name"]) == ("Гра", ' lang="uk" dir="ltr"')

"""The sheet for a parent: one A4 in their language, a code to the page, nothing of the family."""

import re
from datetime import date, time
from pathlib import Path

import pytest
from django.utils import translation

from tests.common.test_paper import needs_pango, readable
from tests.factories import a_network, a_service
from tests.findable import IN_GENT, a_home, a_translation, save
from vlaggenlijn.common.paper import qr_address
from vlaggenlijn.directory.models import Accessibility, Phone, Schedule, Service
from vlaggenlijn.guide.sheets import STYLE, address_on_sheet, sheet, sheet_languages, sheet_pdf

pytestmark = pytest.mark.usefixtures("reference_data")
ADDRESS = "https://example.org/aanbod/7/"


@pytest.fixture
def service() -> Service:
    network = a_network(contact_phone="+3291234567")
    made = a_service(
        a_home(network),
        "Slaaphulp",
        summary="We denken mee over slapen.",
        application_process="Bel ons.",
        phone="+3292100001",
        place=IN_GENT,
    )
    save(Phone(service=made, number="+3292100002", is_for_professionals=True))
    link = made.service_at_locations.get()
    hours = {"freq": "WEEKLY", "byday": "MO", "opens_at": time(9), "closes_at": time(12)}
    save(
        Schedule(service_at_location=link, dtstart=date(2026, 1, 5), **hours),
        Accessibility(location=link.location, kind="pram"),
    )
    return made


def made(service: Service, language: str = "nl", *, is_pdf: bool = False) -> str:
    found = Service.objects.with_details().get(pk=service.pk)
    network = service.organization.network
    return sheet(
        found, language=language, address=ADDRESS, network=network, regime="nl", is_pdf=is_pdf
    )


def test_languages_are_those_of_parents() -> None:
    assert [(one.code, one.direction, one.is_read) for one in sheet_languages()] == [
        ("nl", "ltr", True),
        ("fr", "ltr", True),
        ("en", "ltr", True),
        ("tr", "ltr", False),
        ("ar", "rtl", False),
    ]


def test_address_opens_in_the_language_of_the_parent() -> None:
    assert address_on_sheet(ADDRESS, "nl") == ADDRESS
    assert address_on_sheet(ADDRESS, "ar") == f"{ADDRESS}?taal=ar"


def test_sheet_in_dutch(service: Service) -> None:
    html = made(service)
    assert '<html lang="nl" dir="ltr">' in html
    for text in ("Slaaphulp", "We denken mee", "Bel ons.", "Markt 1", "maandag", "9.00 – 12.00"):
        assert text in html
    assert "09 210 00 01" in html
    assert f'src="{qr_address(ADDRESS)}"' in html.replace("&amp;", "&").replace("&#x27;", "'")
    assert "dinsdag" not in html


def test_sheet_shows_no_number_for_professionals(service: Service) -> None:
    assert "09 210 00 02" not in made(service)


def test_sheet_in_arabic_runs_right_to_left_and_marks_what_is_dutch(service: Service) -> None:
    html = made(service, "ar")
    assert '<html lang="ar" dir="rtl">' in html
    assert '<h1 lang="nl" dir="ltr">Slaaphulp</h1>' in html
    assert f"{ADDRESS}?taal=ar" in html


@pytest.mark.parametrize("language", ["fr", "en", "tr", "ar"])
def test_sheet_says_that_it_is_a_translation(service: Service, language: str) -> None:
    a_translation(service, language, name="Aide", summary="Nous pensons avec vous.")
    html = made(service, language)
    assert "<h1>Aide</h1>" in html
    assert "Nous pensons avec vous." in html
    with translation.override(language):
        marked = translation.gettext("This is a translation of the Dutch text of %(date)s.")
    assert marked.partition("%(date)s")[0] in html


def test_page_to_print_has_a_button_and_the_pdf_has_not(service: Service) -> None:
    assert "data-print" in made(service)
    assert "data-print" not in made(service, is_pdf=True)
    assert "<script" not in made(service, is_pdf=True)


def test_sheet_needs_no_inline_style(service: Service) -> None:
    assert not re.search(r"\sstyle=|<style", made(service))
    assert Path(STYLE).exists()


@pytest.mark.parametrize("language", ["nl", "fr", "en", "tr", "ar"])
def test_pdf_is_one_tagged_sheet(service: Service, language: str) -> None:
    needs_pango()
    text = readable(sheet_pdf(made(service, language, is_pdf=True)))
    assert len(re.findall(rb"/Type\s*/Page\b", text)) == 1
    assert b"pdfuaid:part" in text
    assert f"/Lang ({language})".encode() in text
    assert b"/Alt" in text


def test_pdf_of_a_service_of_which_little_is_known() -> None:
    needs_pango()
    bare = a_service(a_home(), "Kaal")
    text = readable(sheet_pdf(made(bare, is_pdf=True)))
    assert len(re.findall(rb"/Type\s*/Page\b", text)) == 1


def test_pdf_of_long_texts_stays_on_one_sheet(service: Service) -> None:
    needs_pango()
    service.summary = "Een lange zin die maar doorgaat. " * 6
    service.application_process = service.what_happens = "Bel en vraag naar iemand. " * 11
    save(service)
    text = readable(sheet_pdf(made(service, is_pdf=True)))
    assert len(re.findall(rb"/Type\s*/Page\b", text)) == 1

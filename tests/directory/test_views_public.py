import re
import uuid
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tests.factories import GENT, a_location, a_network, a_service
from tests.findable import IN_GENT, a_home, a_translation, found_organization, save, stop_the_clock
from vlaggenlijn.directory.models import Organization, Schedule, Service

pytestmark = pytest.mark.usefixtures("reference_data")
GONE = datetime(2026, 1, 1, tzinfo=UTC)


def get(record: Service | Organization | str, **query: Any) -> Any:
    url = record if isinstance(record, str) else record.get_absolute_url()
    return Client().get(url, {"taal": "en"} | query)


def text_of(page: Any) -> str:
    return str(page.content.decode())


def test_service_page() -> None:
    service = a_service(
        a_home(), "Slaaphulp", place=IN_GENT, summary="Samen naar de nacht kijken",
        application_process="Bel ons", phone="+3292100000",
    )  # fmt: skip
    html = text_of(get(service))
    for text in (
        "Slaaphulp",
        "Samen naar de nacht kijken",
        "Bel ons",
        "Markt 1",
        "tel:+3292100000",
    ):
        assert text in html


@pytest.mark.parametrize(
    "values", [{"status": "defunct"}, {"status": "inactive"}, {"archived_at": GONE}]
)
def test_service_that_is_not_published_is_missing(values: dict[str, Any]) -> None:
    service = a_service(a_home(), "verborgen naam", **values)
    page = get(service)
    assert page.status_code == 404
    assert "verborgen naam" not in text_of(page)


def test_service_and_page_of_an_archived_organization_are_missing() -> None:
    service = a_service(a_home())
    assert get(service).status_code == get(service.organization).status_code == 200
    service.organization.archived_at = GONE
    save(service.organization)
    assert get(service).status_code == get(service.organization).status_code == 404


def test_service_that_is_closed_for_a_time_stays_and_says_so() -> None:
    service = a_service(a_home(), status="temporarily closed")
    assert "Closed for a time. Call first." in text_of(get(service))


def test_service_closed_this_week_says_so_and_shows_no_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop_the_clock(monkeypatch, "2026-05-04 10:00")
    service = a_service(a_home(), place=IN_GENT, closed_until=date(2026, 5, 10))
    row = Schedule(
        service_at_location=service.service_at_locations.get(),
        freq="WEEKLY",
        byday="MO,TU",
        opens_at=time(9),
        closes_at=time(12),
    )
    save(row)
    html = text_of(get(service))
    assert "Closed up to and including Sunday 10 May." in html
    assert "9.00 – 12.00" not in html
    stop_the_clock(monkeypatch, "2026-05-11 10:00")
    assert "9.00 – 12.00" in text_of(get(service))


def test_service_is_public_in_every_network() -> None:
    a_network("leuven", ["24062"])
    assert get(a_service(a_home())).status_code == 200


@pytest.mark.parametrize("name", ["service", "organization"])
def test_unknown_record_is_missing(name: str) -> None:
    assert get(reverse(f"directory:{name}", args=[uuid.uuid4()])).status_code == 404


def test_service_is_no_organization() -> None:
    service = a_service(a_home())
    assert get(reverse("directory:organization", args=[service.pk])).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(method: str) -> None:
    service = a_service(a_home())
    for url in (service.get_absolute_url(), reverse("directory:helplines")):
        assert getattr(Client(), method)(url).status_code == 405


def test_texts_of_editors_are_escaped() -> None:
    evil = "<script>alert(1)</script>"
    service = a_service(
        a_home(name=evil), evil, summary=evil, description=evil, alert=evil,
        application_process=evil, place=IN_GENT | {"address_1": evil},
    )  # fmt: skip
    for record in (service, service.organization):
        assert evil not in text_of(get(record))


def test_translation_is_marked_as_such() -> None:
    service = a_service(a_home())
    a_translation(service, "fr", name="Jouer ensemble")
    page = get(service, taal="fr")
    assert "Jouer ensemble" in text_of(page)
    assert page.context["page"].translation.language_name == "français"
    assert get(service, taal="tr").context["page"].translation is None


def test_draft_translation_is_not_shown() -> None:
    service = a_service(a_home())
    a_translation(service, "fr", name="Brouillon", state="draft")
    assert "Brouillon" not in text_of(get(service, taal="fr"))


@pytest.mark.parametrize("language", ["nl", "fr", "en", "tr", "ar"])
def test_pages_in_five_languages(language: str) -> None:
    service = a_service(a_home(), areas=[GENT], place=IN_GENT, maximum_age_months=36)
    for page in (
        get(service, taal=language),
        get(service.organization, taal=language),
        get(reverse("directory:helplines"), taal=language),
    ):
        assert page.status_code == 200
        assert f'lang="{language}"' in text_of(page)


def test_organization_page_lists_what_is_published() -> None:
    organization = found_organization(a_network(), "OCMW Gent", "ocmw")
    a_service(organization, "Open deur")
    a_service(organization, "Voorbij", status="defunct")
    html = text_of(get(organization))
    assert "Open deur" in html
    assert "Voorbij" not in html


def test_service_leads_to_its_organisation_and_what_else_that_offers() -> None:
    service = a_service(a_home(name="Open deur"))
    other = a_service(service.organization, "Praatgroep")
    html = text_of(get(service))
    address = service.organization.get_absolute_url()
    assert re.findall(rf'<a class="back" href="{address}"[^>]*>([^<]+)</a>', html) == ["Open deur"]
    assert other.get_absolute_url() in text_of(get(service.organization))


def test_organisation_with_many_services_has_pages() -> None:
    organization = a_home()
    for number in range(25):
        a_service(organization, f"Dienst {number:02}", areas=[GENT])
    first, second = get(organization), get(organization, page="2")
    names = [
        [card.name for card in page.context["page"].cards] for page in (first, second)
    ]  # fmt: skip
    assert names[0] == [f"Dienst {number:02}" for number in range(20)]
    assert names[1] == [f"Dienst {number:02}" for number in range(20, 25)]
    assert 'rel="next" href="?taal=en&amp;page=2"' in text_of(first)
    assert 'rel="next"' not in text_of(second)


def test_helplines_page() -> None:
    html = text_of(get(reverse("directory:helplines")))
    assert 'href="tel:1813"' in html
    assert 'href="tel:112"' in html


def test_pages_set_no_cookie() -> None:
    service = a_service(a_home())
    for url in (service.get_absolute_url(), reverse("directory:helplines")):
        assert not Client().get(url).cookies


@pytest.mark.parametrize("number", [1, 30])
def test_pages_in_bounded_queries(number: int, django_assert_max_num_queries: Any) -> None:
    organization = found_organization(a_network(), "OCMW", "ocmw")
    for one in range(number):
        a_location(organization, f"Balie {one}", **IN_GENT)
        a_service(organization, f"x{one}", areas=[GENT], place=IN_GENT, themes=["sleep"])
    # The first page after a change also asks for the last change; the next ones ask less.
    with django_assert_max_num_queries(41):
        get(organization)
    with django_assert_max_num_queries(38):
        get(Service.objects.all()[0])


def test_what_the_dutch_changed_is_read_in_dutch_where_the_law_wants_it() -> None:
    service = a_service(a_home(), "Spelpunt", summary="Kom spelen.")
    a_translation(service, "fr", name="Jouer ensemble", summary="Venez jouer.")
    service.summary = "Kom elke dag spelen."
    save(service)
    html = text_of(get(service, taal="fr"))
    assert "Jouer ensemble" in html
    assert "Venez jouer." not in html
    assert '<p class="lead" lang="nl" dir="ltr">Kom elke dag spelen.</p>' in html
    assert "a changé depuis" not in html


def test_where_the_law_knows_more_languages_the_reader_is_told() -> None:
    network = a_network("brussel", ["21004"], regime="brussel")
    service = a_service(a_home(network), "Spelpunt")
    a_translation(service, "fr", name="Jouer ensemble")
    service.name = "Speelhuis"
    save(service)
    html = text_of(get(service, taal="fr"))
    assert "Jouer ensemble" in html
    assert get(service, taal="fr").context["page"].translation.may_be_outdated


def test_a_text_in_a_language_that_the_interface_does_not_speak() -> None:
    network = a_network(extra_languages=["uk", "ps"])
    service = a_service(a_home(network), "Spelpunt")
    a_translation(service, "uk", name="Гра")
    a_translation(service, "pl", name="Zabawa")
    page = text_of(get(service))
    assert 'href="?tekst=uk" lang="uk" hreflang="uk" dir="ltr"' in page
    assert "tekst=pl" not in page
    assert '<h1 lang="uk" dir="ltr">Гра</h1>' in text_of(get(service, tekst="uk"))
    for wish in ("pl", "ps", "xx", ""):
        assert "<h1>Spelpunt</h1>" in text_of(get(service, tekst=wish, taal="nl"))


def test_an_organisation_is_read_in_the_language_of_the_visitor() -> None:
    organization = a_home(description="Voor elk gezin.")
    a_translation(organization, "ar", description="لكل عائلة")
    html = text_of(get(organization, taal="ar"))
    assert '<p class="lead">لكل عائلة</p>' in html
    assert '<h1 lang="nl" dir="ltr">Huis van het Kind</h1>' in html


@pytest.mark.parametrize("regime", ["nl", "rand", "brussel"])
@pytest.mark.parametrize("language", ["nl", "fr", "en", "tr", "ar"])
def test_texts_that_no_native_has_read_say_so(regime: str, language: str) -> None:
    service = a_service(a_home(a_network(regime=regime)))
    with translation.override(language):
        sentence = _("This translation has not been checked yet by a native reader.")
    is_told = sentence in text_of(get(service, taal=language))
    assert is_told == (language in ("tr", "ar"))


def test_texts_that_a_native_has_read_say_nothing(settings: Any) -> None:
    settings.UNREAD_LANGUAGES = ("ar",)
    service = a_service(a_home())
    assert not get(service, taal="tr").context["is_unread"]
    assert get(service, taal="ar").context["is_unread"]

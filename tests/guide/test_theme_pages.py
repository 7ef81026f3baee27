"""What a theme's page holds, for a network and a language."""

from typing import Any

import pytest
from django.utils import translation

from tests.factories import BRUSSELS, GENT, LEUVEN, a_network
from tests.findable import a_home, found_organization, found_service
from vlaggenlijn.guide import theme_pages
from vlaggenlijn.guide.theme_pages import ThemePage, addresses, index, indexed_in, reading
from vlaggenlijn.taxonomy.models import Concept

pytestmark = pytest.mark.usefixtures("reference_data")


def page(slug: str, language: str = "en", network: Any = None, regime: str = "nl") -> ThemePage:
    with translation.override(language):
        made = theme_pages.page(slug, regime=regime, network=network)
    assert made is not None
    return made


def test_no_page_without_a_theme() -> None:
    assert theme_pages.page("no-such-theme", regime="nl", network=None) is None
    assert theme_pages.page("ocmw", regime="nl", network=None) is None


def test_page_in_the_language_of_the_visitor() -> None:
    for language in ("nl", "fr", "en"):
        made = page("sleep", language)
        assert made.text is not None
        assert (made.text.language, made.mark) == (language, {})
    assert [page("sleep", one).link.label for one in ("nl", "en")] == ["Slapen", "Sleep"]


def test_page_in_another_language_marks_the_dutch_text() -> None:
    made = page("sleep", "ar")
    assert made.text is not None
    assert (made.text.language, made.mark) == ("nl", {"lang": "nl", "dir": "ltr"})


def test_page_without_a_text_stands_on_its_definition() -> None:
    made = page("own-childhood")
    assert (made.text, made.mark) == (None, {})
    assert made.definition != ""
    assert [line.slug for line in made.helplines] == ["opvoedingslijn", "tele-onthaal"]
    assert made.related != []


def test_helplines_are_those_of_the_regime() -> None:
    assert "ecoute-violences-conjugales" not in [
        line.slug for line in page("violence-at-home").helplines
    ]
    assert "ecoute-violences-conjugales" in [
        line.slug for line in page("violence-at-home", regime="brussel").helplines
    ]


def test_sensitive_page_says_so() -> None:
    assert page("violence-at-home").is_sensitive
    assert not page("sleep").is_sensitive


def test_nearby_is_what_reaches_the_network() -> None:
    network = a_network("gent", [GENT])
    elsewhere = a_home(a_network("leuven", [LEUVEN]))
    found_service(elsewhere, "far", themes=["sleep"], areas=[LEUVEN])
    assert [card.name for card in page("sleep", network=network).cards] == ["far"]
    found_service(elsewhere, "comes here", themes=["sleep"], areas=[GENT])
    found_service(a_home(network), "near", themes=["sleep"])
    found = page("sleep", network=network).cards
    assert [(card.number, card.name) for card in found] == [(1, "comes here"), (2, "near")]
    assert len(page("sleep").cards) == 3


def test_nearby_is_five_at_most() -> None:
    home = a_home()
    for number in range(7):
        found_service(home, f"x{number}", themes=["sleep"])
    assert len(page("sleep").cards) == 5


def test_index_holds_every_theme_once_under_its_domain() -> None:
    with translation.override("nl"):
        domains = index()
    links = [link for domain in domains for link in domain.links]
    assert len(links) == len({link.url for link in links})
    assert len(links) == Concept.objects.of_scheme("themes").count()
    assert all(domain.label and domain.label != domain.slug for domain in domains)
    labels = [link.label.casefold() for link in domains[0].links]
    assert labels == sorted(labels)


@pytest.mark.parametrize(
    ("regime", "languages"),
    [("nl", ("nl",)), ("rand", ("nl", "fr")), ("brussel", ("nl", "fr", "en"))],
)
def test_pages_are_found_in_the_languages_of_the_regime(
    regime: str, languages: tuple[str, ...]
) -> None:
    assert indexed_in(regime) == languages
    assert [one["code"] for one in addresses("/thema/sleep/", regime)] == list(languages)
    assert addresses("/thema/sleep/", regime)[0]["path"] == "/thema/sleep/"


def test_reading_leads_to_the_chosen_theme_first() -> None:
    with translation.override("en"):
        assert reading((), "") is None
        assert reading(("themes:debts",), "sleep") == {"label": "Sleep", "url": "/thema/sleep/"}
        assert reading(("themes:debts",), "") == {"label": "Debts", "url": "/thema/debts/"}


def test_pages_of_one_theme_and_of_all_in_few_queries(django_assert_max_num_queries: Any) -> None:
    network = a_network("brussel", [BRUSSELS])
    found_organization(network, "door", "ocmw")
    for number in range(3):
        found_service(a_home(network), f"x{number}", themes=["sleep"])
    page("sleep", network=network)
    with django_assert_max_num_queries(60):
        page("sleep", network=network)
    with django_assert_max_num_queries(4):
        index()

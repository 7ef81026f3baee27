"""The pages to read, as browsers and search engines get them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import BRUSSELS, a_network
from tests.findable import a_home, found_service

pytestmark = pytest.mark.usefixtures("reference_data")


def get(path: str, **query: Any) -> tuple[Any, str]:
    response = Client().get(path, query)
    return response, response.content.decode()


def test_theme_page_answers_four_questions() -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    response, html = get("/thema/sleep/")
    assert response.status_code == 200
    assert not response.cookies
    assert html.count('itemtype="https://schema.org/Question"') == 3
    assert 'itemtype="https://schema.org/FAQPage"' in html
    assert "Slaaphulp" in html
    assert '<input type="hidden" name="theme" value="sleep"' in html


def test_theme_page_without_text_or_offers() -> None:
    response, html = get("/thema/own-childhood/", taal="en")
    assert response.status_code == 200
    assert html.count('itemtype="https://schema.org/Question"') == 1
    assert "As soon as you worry" in html
    assert "We know nothing yet" in html


@pytest.mark.parametrize("path", ["/thema/no-such-theme/", "/thema/ocmw/"])
def test_there_is_no_page_without_a_theme(path: str) -> None:
    assert get(path)[0].status_code == 404


@pytest.mark.parametrize("path", ["/thema/", "/thema/sleep/"])
def test_page_is_found_in_dutch_only_in_a_dutch_network(path: str) -> None:
    a_network()
    html = get(path)[1]
    assert f'<link rel="canonical" href="http://testserver{path}">' in html
    assert 'name="robots"' not in html
    html = get(path, taal="fr")[1]
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html


def test_page_is_found_in_three_languages_in_brussels() -> None:
    a_network("brussel", [BRUSSELS], "brussel")
    html = get("/thema/sleep/", taal="fr")[1]
    assert 'rel="canonical" href="http://testserver/thema/sleep/?taal=fr"' in html
    for language in ("fr", "en"):
        assert (
            f'hreflang="{language}" href="http://testserver/thema/sleep/?taal={language}"' in html
        )
    assert 'name="robots"' not in html
    assert 'name="robots"' in get("/thema/sleep/", taal="tr")[1]


def test_foreign_text_is_marked() -> None:
    html = get("/thema/sleep/", taal="ar")[1]
    assert '<p itemprop="text" lang="nl" dir="ltr">' in html


def test_answer_leads_to_the_page_of_its_theme() -> None:
    html = get(reverse("guide:answer"), theme="sleep", taal="en")[1]
    assert 'href="/thema/sleep/"' in html
    assert "Read first: Sleep" in html

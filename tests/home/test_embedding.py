"""The guide in a frame on other sites."""

import re
from typing import Any

import pytest
from django.test import Client, override_settings

from tests import factories
from tests.factories import GENT, LEUVEN, a_network
from tests.findable import a_home, found_service
from tests.pages import sent_by
from vlaggenlijn.home.embedding import snippet
from vlaggenlijn.home.forms import EmbedForm

pytestmark = pytest.mark.usefixtures("reference_data")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def values(response: Any, css_class: str) -> dict[str, str]:
    return {name: one[-1] for name, one in sent_by(response, css_class).items()}


def html_of(query: str = "", **headers: Any) -> str:
    return str(Client().get(f"/insluiten/{query}", **headers).content.decode())


def test_frame_may_stand_on_every_site_and_keeps_nothing() -> None:
    a_network()
    response = Client().get("/insluiten/?taal=fr")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert response.cookies == {}
    assert response["Content-Language"] == "fr"
    page = Client().get("/?taal=fr")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert list(page.cookies) == ["taal"]


def test_worry_goes_by_post_to_the_site_in_a_window_of_its_own() -> None:
    a_network()
    html = html_of("?taal=fr")
    assert '<base target="_blank">' in html
    assert re.search(r'<form class="ask stack" method="post" action="/antwoord/\?taal=fr">', html)
    assert '<form class="panel stack" method="get"' not in html  # nothing to choose yet
    assert "csrfmiddlewaretoken" not in html


def test_frame_shows_the_offers_of_a_theme_that_reach_the_network() -> None:
    own = found_service(a_home(a_network()), "Slaaphulp", themes=["sleep"])
    found_service(a_home(a_network("leuven", [LEUVEN])), "Elders", areas=[LEUVEN], themes=["sleep"])
    html = html_of("?thema=sleep")
    assert f'<a href="/aanbod/{own.pk}/">Slaaphulp</a>' in html
    assert "Elders" not in html
    assert '<a class="back" href="/antwoord/?theme=sleep">' in html


def test_frame_keeps_to_what_the_page_around_it_fixed() -> None:
    network = a_network(municipalities=[GENT, LEUVEN])
    found_service(a_home(network), "Slaaphulp", themes=["sleep"])
    client = Client()
    free = client.get("/insluiten/?over=sleep&waar=44021&taal=en")
    assert values(free, "panel stack") == {"taal": "en", "over": "sleep", "waar": GENT}
    fixed = client.get("/insluiten/?thema=sleep&waar=44021")
    assert values(fixed, "panel stack") == {"thema": "sleep", "waar": GENT}
    both = client.get("/insluiten/?thema=sleep&gemeente=44021")
    assert values(both, "panel stack") == {}
    assert values(both, "ask stack")["place"] == "Gent"


def test_frame_of_a_language_leads_on_in_that_language() -> None:
    own = found_service(a_home(a_network()), "Slaaphulp", themes=["sleep"])
    html = html_of("?thema=sleep&taal=fr")
    assert f'href="/aanbod/{own.pk}/?taal=fr"' in html
    assert 'href="/?taal=fr"' in html
    assert 'href="/antwoord/?theme=sleep&amp;taal=fr"' in html


def test_unknown_values_are_left_out() -> None:
    a_network()
    assert html_of("?thema=nothing&gemeente=24062&over=x&waar=y") == html_of()


def test_frame_without_anything_says_so() -> None:
    a_network()
    assert "We know nothing yet that is only about this." in html_of("?thema=sleep&taal=en")


def test_site_without_a_network_shows_everything() -> None:
    network = a_network()
    found_service(a_home(network), "Slaaphulp", themes=["sleep"])
    network_free = override_settings(DEFAULT_NETWORK="")
    with network_free, pytest.MonkeyPatch.context() as patch:
        patch.setattr("vlaggenlijn.accounts.middleware.visited_network", lambda request: None)
        html = html_of("?thema=sleep&gemeente=44021")
    assert "Slaaphulp" in html


def test_frame_of_the_demo_says_that_it_is_the_demo() -> None:
    a_network(is_demo=True)
    assert '<p class="demo">' in html_of()


def test_script_stands_at_an_address_that_stays() -> None:
    response = Client().get("/insluiten.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=3600"
    text = response.content.decode()
    assert "cookie = " not in text
    assert "localStorage" not in text


def test_snippet_holds_only_what_was_chosen_and_escapes_it() -> None:
    made = snippet(
        "https://example.org", {"thema": "sleep", "gemeente": "", "taal": "fr"}, "A & <B>"
    )
    assert made.address == "https://example.org/insluiten/?thema=sleep&taal=fr"
    assert made.with_script == (
        '<div data-vlaggenlijn="https://example.org/insluiten/?thema=sleep&amp;taal=fr">'
        '<a href="https://example.org/?taal=fr">A &amp; &lt;B&gt;</a></div>\n'
        '<script src="https://example.org/insluiten.js" async></script>'
    )
    assert made.without_script == (
        '<iframe src="https://example.org/insluiten/?thema=sleep&amp;taal=fr"'
        ' title="A &amp; &lt;B&gt;" width="100%" height="640" loading="lazy"></iframe>'
    )
    plain = snippet("https://example.org", {}, "A")
    assert plain.address == "https://example.org/insluiten/"


def test_lines_are_made_for_the_networks_own_host() -> None:
    network = a_network(host="opvoeden.example.org")
    client = Client()
    client.force_login(factories.a_member("coordinator", network), BACKEND)
    response = client.get("/werk/netwerk/gent/insluiten/?thema=sleep&gemeente=44021&taal=xx")
    html = response.content.decode()
    address = "http://opvoeden.example.org/insluiten/?thema=sleep&amp;gemeente=44021"
    assert f'<div data-vlaggenlijn="{address}">' in html
    assert response["Content-Security-Policy"].count("http://opvoeden.example.org") == 1
    assert "has no host name" not in html


def test_lines_of_a_network_without_a_host_say_whose_frame_it_is() -> None:
    a_network("gent")
    second = a_network("leuven", [LEUVEN])
    client = Client()
    client.force_login(factories.a_member("coordinator", second), BACKEND)
    response = client.get("/werk/netwerk/leuven/insluiten/?taal=en")
    assert "has no host name of its own yet" in response.content.decode()


def test_form_offers_what_the_network_has() -> None:
    network = a_network(municipalities=[GENT, LEUVEN])
    form = EmbedForm({"gemeente": LEUVEN, "thema": "no such theme"}, network=network)
    assert form.wishes() == {"thema": "", "gemeente": LEUVEN, "taal": ""}

"""Leaving quickly: what this site kept is gone, and nothing tells where the visitor was."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_user
from tests.findable import a_home, found_service
from vlaggenlijn.guide.leaving_views import NEUTRAL_URL

pytestmark = pytest.mark.usefixtures("reference_data")
LEAVE = reverse("guide:leave")
BUTTON = f'action="{LEAVE}" data-leave'


def test_way_out_goes_on_by_itself_without_javascript() -> None:
    for response in (Client().get(LEAVE), Client(enforce_csrf_checks=True).post(LEAVE)):
        html = response.content.decode()
        assert f'<meta http-equiv="refresh" content="0; url={NEUTRAL_URL}">' in html
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        assert "Vlaggenlijn" not in html


def test_leaving_clears_what_this_site_kept() -> None:
    client = Client()
    client.force_login(a_user())
    client.cookies["taal"] = "fr"
    response = client.post(LEAVE)
    assert response["Clear-Site-Data"] == '"storage"'
    assert [response.cookies[name]["max-age"] for name in ("taal", "sessionid", "csrftoken")] == [
        0, 0, 0,
    ]  # fmt: skip
    assert client.get(reverse("home:desk")).status_code == 302


@pytest.mark.parametrize(
    ("mode", "cleared"), [("navigate", '"storage"'), ("cors", '"cache", "storage"')]
)
def test_kept_answers_go_where_nobody_waits_for_it(mode: str, cleared: str) -> None:
    response = Client().post(LEAVE, headers={"sec-fetch-mode": mode})
    assert response["Clear-Site-Data"] == cleared


def test_opening_the_address_clears_nothing() -> None:
    client = Client()
    client.force_login(a_user())
    response = client.get(LEAVE)
    assert "Clear-Site-Data" not in response
    assert client.get(reverse("home:desk")).status_code == 200


def test_another_site_cannot_clear_the_list_of_a_visitor() -> None:
    response = Client().post(LEAVE, headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 200
    assert "Clear-Site-Data" not in response
    assert not response.cookies


def asked(text: str) -> str:
    return str(Client().post(reverse("guide:answer"), {"q": text}).content.decode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn man slaat mij", True),
        ("ik denk aan zelfmoord", True),
        ("wij gaan scheiden", True),
        ("mijn zoon slaapt slecht", False),
        ("", False),
    ],
)
def test_button_stands_on_sensitive_answers_only(text: str, expected: bool) -> None:
    assert (BUTTON in asked(text)) == expected


def page(path: str, **query: Any) -> str:
    return str(Client().get(path, query).content.decode())


def test_button_stands_on_sensitive_themes_and_their_offers_only() -> None:
    home = a_home()
    shelter = found_service(home, "Vluchthuis", themes=["partner-violence"])
    sleep = found_service(home, "Slaaphulp", themes=["sleep"])
    for path in ("/thema/partner-violence/", shelter.get_absolute_url()):
        assert BUTTON in page(path, taal="en")
        assert "The history of your browser stays." in page(path, taal="en")
    for path in ("/thema/sleep/", sleep.get_absolute_url(), "/"):
        assert BUTTON not in page(path)

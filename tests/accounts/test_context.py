from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tests import factories
from tests.factories import BRUSSELS
from vlaggenlijn.accounts.context import network as context
from vlaggenlijn.accounts.middleware import visitor
from vlaggenlijn.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def given(path: str = "/over/", *, posted: dict[str, Any] | None = None, host: str = "testserver",
          by: User | None = None) -> dict[str, Any]:  # fmt: skip
    """Return the context of a page."""
    found: list[dict[str, Any]] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(context(request))
        return HttpResponse()

    factory, headers = RequestFactory(), {"host": host}
    request = (
        factory.get(path, headers=headers)
        if posted is None
        else factory.post(path, posted, headers=headers)
    )
    if by is not None:
        request.user = by
    visitor(view)(request)
    return found[0]


def test_page_of_a_network_has_its_colours_and_phone() -> None:
    network = factories.a_network("gent", contact_phone="09 123 45 67")
    values = given()
    assert values["network"] == network
    assert values["network_stylesheet"] == "/kleuren/gent/1.css"
    assert values["network"].contact_phone_href == "tel:+3291234567"
    assert (values["network_logo"], values["demo"]) == ("", False)


def test_page_without_network_has_none() -> None:
    values = given()
    assert (values["network"], values["network_stylesheet"]) == (None, "")
    assert Client().get("/over/").status_code == 200


def test_request_that_never_came_in_has_no_language_to_choose() -> None:
    assert context(RequestFactory().get("/")) == {"network": None}
    assert "<title>" in render_to_string("500.html")


def test_languages_of_parents_are_all_five_with_an_address_each() -> None:
    factories.a_network("gent")
    languages = given("/over/?v=1&taal=fr")["languages"]
    assert [one["code"] for one in languages] == [code for code, _ in settings.LANGUAGES]
    assert [one["code"] for one in languages if one["is_current"]] == ["fr"]
    assert languages[0]["url"] == "/over/?v=1&taal=nl"


def test_languages_of_the_workspace_are_three() -> None:
    factories.a_network("gent")
    languages = given("/account/login/", by=factories.a_user())["languages"]
    assert [one["code"] for one in languages] == ["nl", "fr", "en"]


def test_question_that_was_sent_is_sent_again_in_another_language() -> None:
    factories.a_network("gent")
    values = given(posted={"worry": ["slaapt niet", "huilt"], "csrfmiddlewaretoken": "x"})
    assert values["repost"] == [("worry", "slaapt niet"), ("worry", "huilt")]
    assert {one["url"] for one in values["languages"]} == {""}
    assert given()["repost"] == []


@pytest.mark.parametrize(
    ("host", "path", "is_translation"),
    [
        ("testserver", "/over/", False),
        ("testserver", "/over/?taal=fr", True),
        ("testserver", "/werk/?taal=fr", False),
        ("brussel.example.org", "/over/?taal=fr", False),
    ],
)
def test_translation_is_marked_where_dutch_is_the_language_of_the_law(
    host: str, path: str, is_translation: bool
) -> None:
    factories.a_network("gent")
    factories.a_network("brussel", [BRUSSELS], "brussel", host="brussel.example.org")
    values = given(path, host=host, by=factories.a_user())
    assert values["is_translation"] is is_translation
    assert values["dutch_url"] == f"{path.split('?', maxsplit=1)[0]}?taal=nl"

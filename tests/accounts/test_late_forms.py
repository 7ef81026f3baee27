"""Forms that arrive after their sender was signed out, or signed in anew: nothing typed is lost."""

import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import factories
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Service, Suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
HERE = {"origin": "http://testserver", "accept": "text/html"}
TEXT = 'Een zin met "tekens" & <b>regels</b>\r\nen een tweede'
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network("gent")


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    return factories.a_service(factories.an_organization(network))


@pytest.fixture
def note(service: Service) -> str:
    return reverse("directory:note", args=[service.pk])


def sent(client: Client, path: str, headers: Any = HERE, **values: Any) -> HttpResponse:
    return client.post(path, values, headers=headers)


def main_of(page: HttpResponse) -> str:
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def given_back(page: HttpResponse) -> dict[str, str]:
    found = HIDDEN.findall(main_of(page))
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_who_was_signed_out_gets_back_what_they_wrote(note: str) -> None:
    page = sent(Client(), note, refer_when=TEXT, version="3")
    assert page.status_code == 403
    assert "no-store" in page.headers["Cache-Control"]
    assert given_back(page) == {"refer_when": TEXT, "version": "3"}
    assert "&lt;b&gt;regels&lt;/b&gt;" in main_of(page)
    assert reverse("account_login") in main_of(page)


def test_form_that_is_sent_again_after_signing_in_is_saved(
    network: LocalNetwork, service: Service, note: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("account_login"))
    token = TOKEN.search(page.content.decode())
    assert token
    typed = {"refer_when": "Bij twijfel", "idempotency_key": str(uuid.uuid4())}
    first = sent(client, note, **typed, csrfmiddlewaretoken=token[1])
    member = factories.a_member("coordinator", network)
    client.force_login(member, "django.contrib.auth.backends.ModelBackend")
    client.cookies["csrftoken"] = "a" * 32  # another since signing in
    old = TOKEN.search(main_of(first))
    assert old
    second = sent(client, note, **given_back(first), csrfmiddlewaretoken=old[1])
    assert (second.status_code, given_back(second)) == (403, typed)
    assert reverse("account_login") not in main_of(second)
    fresh = TOKEN.search(main_of(second))
    assert fresh
    answer = sent(client, note, **given_back(second), csrfmiddlewaretoken=fresh[1])
    assert answer.status_code == 302
    assert service.local_notes.get().refer_when == "Bij twijfel"


@pytest.mark.parametrize(
    "headers",
    [
        {"accept": "text/html"},
        {"accept": "text/html", "origin": "null"},
        {"accept": "text/html", "origin": "https://elsewhere.example"},
        {"accept": "application/json", "origin": "http://testserver"},
    ],
)
def test_form_of_another_site_or_of_a_script_is_not_given_back(
    note: str, headers: dict[str, str]
) -> None:
    assert sent(Client(), note, headers, refer_when=TEXT).status_code == 302
    page = sent(Client(enforce_csrf_checks=True), note, headers, refer_when=TEXT)
    assert (page.status_code, page.context["fields"]) == (403, [])
    assert "tekens" not in main_of(page)


def test_nothing_or_a_file_is_not_given_back(note: str) -> None:
    assert sent(Client(), note).status_code == 302
    file = SimpleUploadedFile("lijst.csv", b"naam")
    assert sent(Client(), note, refer_when=TEXT, file=file).status_code == 302


def test_password_is_never_given_back() -> None:
    values = {"oldpassword": "a secret", "password1": "another", "password2": "another"}
    assert sent(Client(), reverse("account_change_password"), **values).status_code == 302
    client = Client(enforce_csrf_checks=True)
    page = sent(client, reverse("account_login"), login="ann@example.org", password="a secret")
    assert (page.status_code, page.context["fields"]) == (403, [])
    assert "a secret" not in main_of(page)


def test_words_of_a_visitor_come_back_too(service: Service) -> None:
    path = reverse("directory:suggest_service", args=[service.pk])
    page = sent(Client(enforce_csrf_checks=True), path, kind="hours", text="Dicht op maandag")
    assert given_back(page) == {"kind": "hours", "text": "Dicht op maandag"}
    assert not Suggestion.objects.exists()

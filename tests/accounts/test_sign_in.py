"""Signing in through the pages: a code by mail or a password; nobody makes their own account."""

import re

import pytest
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import factories
from vlaggenlijn.accounts.models import User
from vlaggenlijn.accounts.sign_in import InvitedPeopleOnly

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
ASK, FILL_IN = "/account/code/", "/account/code/invoeren/"
CODE = re.compile(r"^\s*([A-Z0-9-]{6,})\s*$", re.MULTILINE)


@pytest.fixture
def person() -> User:
    return factories.a_user(email="ann@example.org")


def code_in(mails: list[EmailMessage]) -> str:
    found = CODE.search(str(mails[-1].body))
    assert found, mails[-1].body
    return found[1]


def who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def masked(response: HttpResponse, address: str) -> str:
    text = response.content.decode().replace(address, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", text)


def test_code_by_mail_signs_in(person: User, mailoutbox: list[EmailMessage]) -> None:
    client = Client()
    assert client.post(ASK, {"email": "ann@example.org"})["Location"] == FILL_IN
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]]
    response = client.post(FILL_IN, {"code": code_in(mailoutbox)})
    assert (response.status_code, response["Location"]) == (302, reverse("home:desk"))
    assert who(client) == str(person.pk)


def test_code_by_mail_leads_back_to_where_somebody_wanted_to_be(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    wanted = reverse("accounts:networks")
    assert client.get(wanted)["Location"] == f"/account/login/?next={wanted}"
    client.post(ASK, {"email": "ann@example.org", "next": wanted})
    response = client.post(FILL_IN, {"code": code_in(mailoutbox), "next": wanted})
    assert response["Location"] == wanted


def test_address_in_capitals_is_the_same_person(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    client.post(ASK, {"email": " Ann@Example.ORG "})
    client.post(FILL_IN, {"code": code_in(mailoutbox)})
    assert who(client) == str(person.pk)


def test_wrong_code_does_not_sign_in_and_three_end_it(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    client.post(ASK, {"email": "ann@example.org"})
    code = code_in(mailoutbox)
    for _ in range(3):
        client.post(FILL_IN, {"code": "WRONG1"})
        assert who(client) == ""
    client.post(FILL_IN, {"code": code})
    assert who(client) == ""


def test_code_works_once_and_in_its_own_browser_only(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    first, thief, later = Client(), Client(), Client()
    first.post(ASK, {"email": "ann@example.org"})
    code = code_in(mailoutbox)
    thief.post(FILL_IN, {"code": code})
    first.post(FILL_IN, {"code": code})
    later.post(FILL_IN, {"code": code})
    assert [who(client) for client in (first, thief, later)] == [str(person.pk), "", ""]


def asked_for(address: str) -> tuple[HttpResponse, HttpResponse]:
    """Return what the browser of somebody sees after asking a code for an address."""
    client = Client()
    sent = client.post(ASK, {"email": address})
    return sent, client.get(FILL_IN)


def test_unknown_address_sees_the_same_pages_and_gets_no_code(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    known, known_page = asked_for("ann@example.org")
    codes = len(mailoutbox)
    unknown, unknown_page = asked_for("who@example.org")
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert masked(unknown_page, "who@example.org") == masked(known_page, "ann@example.org")
    assert not any(CODE.search(str(mail.body)) for mail in mailoutbox[codes:])


def test_unknown_address_with_any_code_stays_outside(mailoutbox: list[EmailMessage]) -> None:
    client = Client()
    client.post(ASK, {"email": "who@example.org"})
    assert client.post(FILL_IN, {"code": "ABC123"}).status_code == 200
    assert (who(client), User.objects.count()) == ("", 0)


@pytest.mark.parametrize("path", ["/account/login/", "/account/wachtwoord/vergeten/"])
def test_other_doors_do_not_tell_who_is_known(path: str, person: User) -> None:
    def seen(address: str) -> tuple[int, str, str]:
        response = Client().post(path, {"login": address, "email": address, "password": "wrong"})
        return response.status_code, response.get("Location", ""), masked(response, address)

    assert seen("who@example.org") == seen("ann@example.org")


def test_password_signs_in_and_a_wrong_one_does_not() -> None:
    person = factories.a_user(email="bo@example.org", password="a long password of Bo")
    client = Client()
    client.post("/account/login/", {"login": "bo@example.org", "password": "a long password of B"})
    assert who(client) == ""
    client.post("/account/login/", {"login": "Bo@example.org", "password": "a long password of Bo"})
    assert who(client) == str(person.pk)


def test_person_without_password_cannot_sign_in_with_an_empty_one(person: User) -> None:
    client = Client()
    client.post("/account/login/", {"login": "ann@example.org", "password": ""})
    assert who(client) == ""


def test_person_who_is_no_longer_active_stays_outside(mailoutbox: list[EmailMessage]) -> None:
    factories.a_user(email="ann@example.org", is_active=False)
    client = Client()
    client.post(ASK, {"email": "ann@example.org"})
    if mailoutbox and CODE.search(str(mailoutbox[-1].body)):
        client.post(FILL_IN, {"code": code_in(mailoutbox)})
    assert client.get(reverse("home:desk")).status_code == 302


def test_nobody_signs_up() -> None:
    assert not InvitedPeopleOnly().is_open_for_signup(HttpRequest())
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert Client().get("/account/signup/").status_code == 404


def test_signing_out_takes_a_form_and_leads_to_the_question_of_parents(person: User) -> None:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    client.get("/account/logout/")
    assert who(client) == str(person.pk)
    assert client.post("/account/logout/")["Location"] == reverse("guide:ask")
    assert who(client) == ""

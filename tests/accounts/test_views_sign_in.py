"""No door blocks another, no page keeps a secret in its text, and fresh means fresh."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_tasks import task_backends

from tests import factories
from tests.accounts.test_sign_in import ASK, FILL_IN, code_in, who
from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.mail import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
LOGIN, SAFETY, CONFIRM = "/account/login/", "/account/veiligheid/", "/account/opnieuw/code/"
PASSWORD = "a long password of Ann"


@pytest.fixture
def person() -> User:
    return factories.a_user(email="ann@example.org", password=PASSWORD)


def with_password(client: Client, **values: str) -> HttpResponse:
    return client.post(LOGIN, {"login": "ann@example.org", "password": PASSWORD, **values})


def by_code(client: Client, mails: list[EmailMessage]) -> HttpResponse:
    client.post(ASK, {"email": "ann@example.org"})
    return client.post(FILL_IN, {"code": code_in(mails)})


def grown_stale(client: Client, seconds: int = 301) -> None:
    """Let the last proof of who somebody is be longer ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def test_pending_code_does_not_block_the_password(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    client.post(ASK, {"email": "ann@example.org"})
    assert client.get(LOGIN).status_code == 200
    with_password(client)
    assert who(client) == str(person.pk)


def test_looking_at_another_door_keeps_the_pending_code(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    client.post(ASK, {"email": "ann@example.org"})
    client.get(LOGIN)
    client.post(FILL_IN, {"code": code_in(mailoutbox)})
    assert who(client) == str(person.pk)


def test_code_that_was_given_up_for_another_door_is_over(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    client.post(ASK, {"email": "ann@example.org"})
    with_password(client, password="wrong")
    client.post(FILL_IN, {"code": code_in(mailoutbox)})
    assert who(client) == ""


def test_session_key_is_another_after_signing_in(person: User) -> None:
    client = Client()
    client.post(ASK, {"email": "ann@example.org"})
    before = client.session.session_key
    with_password(client)
    assert client.session.session_key not in (None, before)


def test_session_cookie_is_out_of_reach_of_scripts(person: User) -> None:
    cookie = with_password(Client()).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_page_of_a_failed_sign_in_does_not_hold_the_password(person: User) -> None:
    page = with_password(Client(), password="a secret nobody may see").content.decode()
    assert "ann@example.org" in page
    assert "a secret nobody may see" not in page


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Every mail that was left for the worker, also those that reach nobody."""
    found: list[dict[str, Any]] = []
    backend = type(task_backends["default"])
    monkeypatch.setattr(backend, "enqueue", lambda _, task, args, kwargs: found.append(kwargs))
    return found


@pytest.mark.parametrize("path", [ASK, "/account/wachtwoord/vergeten/"])
def test_unknown_address_leaves_the_worker_as_much_to_do(
    person: User, queued: list[dict[str, Any]], path: str
) -> None:
    for address in ("ann@example.org", "who@example.org"):
        Client().post(path, {"email": address})
    known, unknown = queued
    assert (known["to"], unknown["to"]) == ("ann@example.org", "")
    assert abs(len(known["body"]) - len(unknown["body"])) < 60
    assert "who@example.org" not in unknown["body"]


def test_unknown_address_leaves_as_much_to_do_when_it_asks_again(
    person: User, queued: list[dict[str, Any]]
) -> None:
    for address in ("ann@example.org", "who@example.org"):
        client = Client()
        client.post(ASK, {"email": address})
        client.post(FILL_IN, {"action": "resend"})
    assert [mail["to"] for mail in queued] == ["ann@example.org"] * 2 + [""] * 2


def test_mail_for_nobody_is_not_sent(mailoutbox: list[EmailMessage]) -> None:
    send.enqueue(to="", subject="A code", body="A code")
    assert mailoutbox == []


def test_page_that_takes_something_off_asks_for_fresh_proof(person: User) -> None:
    client = Client()
    with_password(client)
    paths = [
        reverse(name)
        for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes",
                     "account_leave")
    ]  # fmt: skip
    assert [client.get(path).status_code for path in paths] == [200] * 4
    grown_stale(client)
    assert [client.get(path)["Location"] for path in paths] == [
        f"/account/opnieuw/?next={path.replace('/', '%2F')}" for path in paths
    ]


def test_person_without_password_proves_it_with_a_code_by_mail(
    mailoutbox: list[EmailMessage],
) -> None:
    person = factories.a_user(email="ann@example.org")
    client = Client()
    by_code(client, mailoutbox)
    grown_stale(client)
    wanted = reverse("mfa_add_webauthn")
    address = client.get(wanted)["Location"]
    assert address == f"{CONFIRM}?next={wanted.replace('/', '%2F')}"
    client.post(address, {"action": "send", "next": wanted})
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]] * 2
    response = client.post(CONFIRM, {"code": code_in(mailoutbox), "next": wanted})
    assert response["Location"] == wanted
    assert client.get(wanted).status_code == 200
    assert who(client) == str(person.pk)


def asked_to_confirm(mails: list[EmailMessage]) -> Client:
    factories.a_user(email="ann@example.org")
    client = Client()
    by_code(client, mails)
    grown_stale(client)
    client.post(CONFIRM, {"action": "send"})
    return client


def is_fresh(client: Client) -> bool:
    return client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_wrong_code_by_mail_proves_nothing_and_three_end_it(
    mailoutbox: list[EmailMessage],
) -> None:
    client = asked_to_confirm(mailoutbox)
    for _ in range(3):
        assert client.post(CONFIRM, {"code": "WRONG1"}).status_code == 422
    client.post(CONFIRM, {"code": code_in(mailoutbox)})
    assert not is_fresh(client)


def test_late_code_by_mail_proves_nothing(mailoutbox: list[EmailMessage]) -> None:
    client = asked_to_confirm(mailoutbox)
    session = client.session
    session["account_confirmation_code"]["at"] = time.time() - 901
    session.save()
    assert client.post(CONFIRM, {"code": code_in(mailoutbox)}).status_code == 422
    assert not is_fresh(client)


def test_empty_code_by_mail_costs_no_attempt(mailoutbox: list[EmailMessage]) -> None:
    client = asked_to_confirm(mailoutbox)
    for _ in range(4):
        client.post(CONFIRM, {"code": ""})
    client.post(CONFIRM, {"code": code_in(mailoutbox)})
    assert is_fresh(client)


def test_code_by_mail_does_not_stand_in_for_a_second_factor(person: User) -> None:
    client = Client()
    with_password(client)
    grown_stale(client)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert client.post(CONFIRM, {"action": "send"})["Location"] == "/account/opnieuw/"


def test_deed_that_needed_proof_never_leads_elsewhere(mailoutbox: list[EmailMessage]) -> None:
    client = asked_to_confirm(mailoutbox)
    values = {"code": code_in(mailoutbox), "next": "https://evil.example/"}
    assert client.post(CONFIRM, values)["Location"] == SAFETY


@pytest.mark.parametrize(
    "credential",
    ["", "null", "[]", "{}", '{"id":"x"}', "not json",
     '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA",'
     '"authenticatorData":"AA","signature":"AA","userHandle":"AA"}}',
     '{"id":"AA","rawId":"AA","response":[]}'],
)  # fmt: skip
def test_passkey_door_answers_every_nonsense_alike(credential: str) -> None:
    client = Client()
    client.get("/account/sleutel/", headers={"accept": "application/json"})
    response = client.post("/account/sleutel/", {"credential": credential})
    assert (response.status_code, response["Location"]) == (302, LOGIN)
    assert who(client) == ""


def test_passkey_that_is_nonsense_is_not_added(person: User) -> None:
    client = Client()
    with_password(client)
    address = reverse("mfa_add_webauthn")
    client.get(address)
    for credential in ("", "[]", "{}", '{"id":"x"}', '{"id":"AA","rawId":"AA","response":{}}'):
        assert client.post(address, {"credential": credential}).status_code == 200
    assert not person.authenticator_set.exists()


def test_passkey_door_asks_everybody_the_same(person: User) -> None:
    def asked(client: Client) -> str:
        found = client.get("/account/sleutel/", headers={"accept": "application/json"})
        return re.sub(r'"challenge": "[^"]+"', "", found.content.decode())

    client = Client()
    client.post(ASK, {"email": "ann@example.org"})
    assert asked(client) == asked(Client())
    assert '"rpId": "testserver"' in asked(Client())


def test_steps_within_signing_in_show_helplines(
    person: User, mailoutbox: list[EmailMessage]
) -> None:
    by_mail, with_app = Client(), Client()
    by_mail.post(ASK, {"email": "ann@example.org"})
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    with_password(with_app)
    for client, path in ((by_mail, FILL_IN), (with_app, reverse("mfa_authenticate"))):
        page = client.get(path)
        assert page.status_code == 200
        assert 'href="tel:112"' in page.content.decode()

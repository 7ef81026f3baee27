"""Signing in at an identity provider: the happy way, and everything that must not work."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.oidc_stand_in import StandIn, standing_in
from vlaggenlijn.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
START, BACK = "/account/extern/", "/account/extern/terug/"


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with standing_in() as provider:
        yield provider


@pytest.fixture
def provider(server: StandIn, settings: Any) -> StandIn:
    """The provider in its right mind, and a site that is connected to it."""
    fresh = StandIn(server.address)
    server.__dict__.update({n: v for n, v in fresh.__dict__.items() if n not in ("key",)})
    server.signing_key = server.key
    settings.OIDC_URL = server.address
    app = {
        "provider_id": "outside",
        "name": "ACM/IDM",
        "client_id": "vlaggenlijn",
        "secret": "a secret of the site",
        "settings": {"server_url": server.address, "scope": ["openid", "email"]},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    return server


@pytest.fixture
def person() -> User:
    return factories.a_user(email="ann@example.org", password="a long password of Ann")


def gone_to(client: Client, **values: str) -> str:
    """Go to the provider and return the address that it sends the browser back to."""
    address = client.post(START, values)["Location"]
    back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver" + BACK)
    return back.removeprefix("http://testserver")


def come_back(client: Client, **values: str) -> HttpResponse:
    return client.post(gone_to(client, **values))


def who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_invited_person_signs_in_and_only_the_number_is_kept(
    provider: StandIn, person: User, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    response = come_back(client)
    assert (response.status_code, response["Location"]) == (302, reverse("home:desk"))
    assert who(client) == str(person.pk)
    link = SocialAccount.objects.get()
    assert (link.user, link.uid) == (person, "sub-of-ann")
    assert link.extra_data == {"sub": "sub-of-ann", "vo_orgcode": "OVO000001"}
    assert (SocialToken.objects.count(), SocialApp.objects.count()) == (0, 0)
    kept = json.dumps(dict(client.session))
    assert [one for one in ("00000000097", "opened", "OVO000001") if one in kept] == []
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]]
    person.refresh_from_db()
    assert (person.name, person.has_usable_password()) == ("", True)


def test_question_to_the_provider_carries_pkce_state_and_nonce(provider: StandIn) -> None:
    query = parse_qs(urlsplit(Client().post(START)["Location"]).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["client_id"] == ["vlaggenlijn"]
    assert sorted(query["scope"][0].split()) == ["email", "openid"]
    assert len(query["nonce"][0]) > 40
    assert len(query["state"][0]) >= 16


def test_second_time_the_number_is_enough_whatever_the_address(
    provider: StandIn, person: User
) -> None:
    come_back(Client())
    provider.userinfo = {"email": "other@example.org", "email_verified": False}
    client = Client()
    come_back(client)
    assert who(client) == str(person.pk)


def test_session_key_is_another_after_signing_in(provider: StandIn, person: User) -> None:
    client = Client()
    back = gone_to(client)
    before = client.session.session_key
    client.post(back)
    assert client.session.session_key != before


def test_opening_the_way_back_signs_nobody_in(provider: StandIn, person: User) -> None:
    client = Client()
    back = gone_to(client)
    assert client.get(back).status_code == 200
    assert (who(client), SocialAccount.objects.count()) == ("", 0)
    client.post(back)
    assert who(client) == str(person.pk)


@pytest.mark.parametrize(
    "userinfo",
    [
        {"email": "stranger@example.org"},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "yes"},
        {"email": None},
        {"email": ["ann@example.org"]},
    ],
)
def test_who_was_not_invited_stays_outside_and_nothing_is_stored(
    provider: StandIn, person: User, userinfo: dict[str, Any]
) -> None:
    provider.userinfo = userinfo
    client = Client()
    response = come_back(client)
    assert response.status_code == 403
    assert (who(client), SocialAccount.objects.count(), User.objects.count()) == ("", 0, 1)
    assert "sub-of-ann" not in json.dumps(dict(client.session))


def test_person_who_is_no_longer_active_stays_outside(provider: StandIn, person: User) -> None:
    come_back(Client())
    person.is_active = False
    person.save()
    client = Client()
    assert (come_back(client).status_code, who(client)) == (403, "")


def test_mailbox_that_passed_to_somebody_else_does_not_open_the_account(
    provider: StandIn, person: User
) -> None:
    come_back(Client())
    provider.claims = provider.userinfo = {"sub": "sub-of-the-next"}
    client = Client()
    assert (come_back(client).status_code, who(client)) == (403, "")
    assert SocialAccount.objects.count() == 1


LIES: dict[str, dict[str, Any]] = {
    "nonce": {"claims": {"nonce": "of another question"}},
    "no nonce": {"claims": {"nonce": None}},
    "audience": {"claims": {"aud": "another-site"}},
    "authorized party": {"claims": {"aud": ["vlaggenlijn", "b"], "azp": "b"}},
    "issuer": {"claims": {"iss": "https://other.example"}},
    "expired": {"claims": {"exp": 1_000_000}},
    "no end": {"claims": {"exp": None}},
    "no subject": {"claims": {"sub": None}},
    "subject of another": {"userinfo": {"sub": "sub-of-bo"}},
    "unknown key": {"key_id": "another"},
    "signature": {"signing_key": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
    "shared secret": {"signing_key": "a secret of the site" * 3, "algorithm": "HS256"},
    "no signature": {"signing_key": None, "algorithm": "none"},
    "name": {"config": {"issuer": "https://other.example"}},
}


@pytest.mark.parametrize("lie", LIES)
def test_word_that_does_not_hold_signs_nobody_in(provider: StandIn, person: User, lie: str) -> None:
    client = Client()
    back = gone_to(client)
    for name, value in LIES[lie].items():
        setattr(provider, name, value)
    assert client.post(back).status_code == 403
    assert (who(client), SocialAccount.objects.count()) == ("", 0)


@pytest.mark.parametrize("state", ["", "&state=made-up"])
def test_answer_nobody_asked_for_signs_nobody_in(
    provider: StandIn, person: User, state: str
) -> None:
    client = Client()
    code = parse_qs(urlsplit(gone_to(client)).query)["code"][0]
    assert client.post(f"{BACK}?code={code}{state}").status_code == 403
    assert who(client) == ""


def test_answer_in_another_browser_signs_nobody_in(provider: StandIn, person: User) -> None:
    victim = Client()
    assert victim.post(gone_to(Client())).status_code == 403
    assert who(victim) == ""


def test_answer_works_once(provider: StandIn, person: User) -> None:
    client = Client()
    back = gone_to(client)
    client.post(back)
    client.post("/account/logout/")
    assert (client.post(back).status_code, who(client)) == (403, "")


def test_code_of_another_question_does_not_pass_pkce(provider: StandIn, person: User) -> None:
    thief, victim = Client(), Client()
    stolen = parse_qs(urlsplit(gone_to(victim)).query)["code"][0]
    own = parse_qs(urlsplit(gone_to(thief)).query)["state"][0]
    assert thief.post(f"{BACK}?code={stolen}&state={own}").status_code == 403
    assert who(thief) == ""


def test_person_may_change_their_mind(provider: StandIn) -> None:
    client = Client()
    state = parse_qs(urlsplit(client.post(START)["Location"]).query)["state"][0]
    response = client.post(f"{BACK}?error=access_denied&state={state}")
    assert (response.status_code, who(client)) == (200, "")


def test_provider_that_is_down_gives_a_page_that_says_so(provider: StandIn, settings: Any) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    response = Client().post(START)
    assert response.status_code == 503
    assert "ACM/IDM" in text(response)


def test_provider_that_goes_down_on_the_way_gives_that_page_too(
    provider: StandIn, person: User
) -> None:
    client = Client()
    back = gone_to(client)
    provider.config = {"jwks_uri": "http://127.0.0.1:9/jwks"}
    assert client.post(back).status_code == 503


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:0"])
def test_way_back_never_leads_elsewhere(provider: StandIn, person: User, wanted: str) -> None:
    client = Client()
    assert come_back(client, next=wanted)["Location"] == reverse("home:desk")


def test_way_back_leads_to_where_somebody_wanted_to_be(provider: StandIn, person: User) -> None:
    wanted = reverse("accounts:networks")
    assert come_back(Client(), next=wanted)["Location"] == wanted


def signed_in(person: User) -> Client:
    client = Client()
    password = "a long password of Ann"
    client.post("/account/login/", {"login": person.email, "password": password})
    return client


def test_person_connects_it_and_takes_it_off_again(
    provider: StandIn, person: User, mailoutbox: list[EmailMessage]
) -> None:
    provider.userinfo = {"email": "private@example.org", "email_verified": False}
    client = signed_in(person)
    assert come_back(client)["Location"] == reverse("mfa_index")
    link = SocialAccount.objects.get(user=person)
    other = Client()
    come_back(other)
    assert who(other) == str(person.pk)
    client.post(reverse("account_outside_end", args=[link.pk]))
    assert SocialAccount.objects.count() == 0
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]] * 2


def test_number_of_somebody_else_cannot_be_connected_or_taken_off(
    provider: StandIn, person: User
) -> None:
    come_back(Client())
    link = SocialAccount.objects.get()
    thief = factories.a_user(email="thief@example.org", password="a long password of Ann")
    client = signed_in(thief)
    come_back(client)
    assert client.post(reverse("account_outside_end", args=[link.pk])).status_code == 404
    assert [one.user for one in SocialAccount.objects.all()] == [person]


def test_without_configuration_there_is_no_such_door(person: User) -> None:
    assert [Client().post(path).status_code for path in (START, BACK)] == [404, 404]
    assert START not in text(Client().get("/account/login/"))


def test_configured_door_stands_on_the_sign_in_page(provider: StandIn) -> None:
    assert START in text(Client().get("/account/login/"))


@pytest.mark.parametrize(
    ("url", "origins"), [("", ""), ("https://id.example/op", "https://id.example")]
)
def test_forms_may_leave_for_the_configured_provider_only(url: str, origins: str) -> None:
    script = (
        "from vlaggenlijn.settings import CONTENT_SECURITY_POLICY as policy;"
        "print(*policy['DIRECTIVES']['form-action'][1:])"
    )
    environment = os.environ | {
        "VLAGGENLIJN_OIDC_URL": url,
        "VLAGGENLIJN_OIDC_CLIENT_ID": "site",
        "VLAGGENLIJN_OIDC_CLIENT_SECRET": "secret",
    }
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == origins

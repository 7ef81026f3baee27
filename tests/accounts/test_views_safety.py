"""What is on, where one is signed in, leaving: for oneself only."""

import time
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests import factories
from tests.accounts.test_sign_in import who
from tests.accounts.test_views_sign_in import LOGIN, PASSWORD, SAFETY, with_password
from vlaggenlijn.accounts.actions import (
    forget_ended_sessions,
    give_link,
    personal_rows,
    say_farewells,
)
from vlaggenlijn.accounts.models import (
    ChangeSet,
    Membership,
    OpenSession,
    PersonalLink,
    User,
    recorded,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
SECRET = "JBSWY3DPEHPK3PXP"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
LEAVE = "/account/veiligheid/verwijderen/"


@pytest.fixture
def person() -> User:
    return factories.a_user(email="ann@example.org", name="Ann", password=PASSWORD)


@pytest.fixture
def client(person: User) -> Client:
    """Ann's browser, in which she just signed in."""
    browser = Client(headers={"user-agent": FIREFOX})
    with_password(browser)
    return browser


def page(client: Client) -> str:
    return client.get(SAFETY).content.decode()


def code_now() -> str:
    return [format_hotp_value(hotp_value(SECRET, one)) for one in yield_hotp_counters_from_time()][
        1
    ]


# The code app -------------------------------------------------------------------------------
def test_code_app_is_added_with_a_notice_and_recovery_codes(
    client: Client, person: User, mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    counter = int(time.time()) // 30
    code = format_hotp_value(hotp_value(secret, counter))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert secret not in str(Authenticator.objects.get(user=person, type="totp").data)
    assert [(mail.to, SAFETY in mail.body) for mail in mailoutbox] == [(["ann@example.org"], True)]
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes.count("<code>") == 10


def test_password_alone_no_longer_signs_in_with_a_code_app(person: User) -> None:
    TOTP.activate(person, SECRET)
    browser = Client()
    assert with_password(browser)["Location"] == "/account/extra/"
    assert who(browser) == ""
    browser.post("/account/extra/", {"code": "000000"})
    assert who(browser) == ""
    browser.post("/account/extra/", {"code": code_now()})
    assert who(browser) == str(person.pk)


def test_code_of_the_app_works_once(person: User) -> None:
    TOTP.activate(person, SECRET)
    code = code_now()
    browsers = [Client(), Client()]
    for browser in browsers:
        with_password(browser)
        browser.post("/account/extra/", {"code": code})
    assert [who(browser) for browser in browsers] == [str(person.pk), ""]


def test_recovery_code_works_once(person: User) -> None:
    TOTP.activate(person, SECRET)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    browsers = [Client(), Client()]
    for browser in browsers:
        with_password(browser)
        browser.post("/account/extra/", {"code": code})
    assert [who(browser) for browser in browsers] == [str(person.pk), ""]


def test_code_app_of_another_secret_key_opens_nothing(person: User, settings: Any) -> None:
    TOTP.activate(person, SECRET)
    settings.SECRET_KEY = "another secret key, of fifty characters at the least"
    browser = Client()
    with_password(browser)
    browser.post("/account/extra/", {"code": code_now()})
    assert who(browser) == ""


def test_removing_the_last_factor_sends_a_notice(
    client: Client, person: User, mailoutbox: list[EmailMessage]
) -> None:
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.count() == 0
    assert [(mail.to, SAFETY in mail.body) for mail in mailoutbox] == [(["ann@example.org"], True)]


def test_factor_of_somebody_else_cannot_be_removed(client: Client) -> None:
    key = Authenticator.objects.create(user=factories.a_user(), type="webauthn", data={})
    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert Authenticator.objects.count() == 1


# Who must have one --------------------------------------------------------------------------
def test_coordinator_is_led_to_the_page_until_they_have_one(
    client: Client, person: User, settings: Any
) -> None:
    factories.a_member("coordinator", factories.a_network(), user=person)
    assert client.get("/werk/").status_code == 200
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get("/werk/")["Location"] == SAFETY
    assert client.post("/werk/netwerk/gent/", {"name": "x"})["Location"] == SAFETY
    assert (client.get("/").status_code, client.get(SAFETY).status_code) == (200, 200)
    TOTP.activate(person, SECRET)
    assert client.get("/werk/").status_code == 200


def test_administrator_must_have_one_and_a_reader_need_not(
    client: Client, person: User, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    factories.a_member("reader", factories.a_network(), user=person)
    assert client.get("/werk/").status_code == 200
    person.is_administrator = True
    person.save()
    assert client.get("/werk/")["Location"] == SAFETY
    settings.DEMO = True
    assert client.get("/werk/").status_code == 200


def test_administrator_takes_lost_factors_off(
    client: Client, person: User, mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    TOTP.activate(person, SECRET)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_second_factor", "Ann@example.org", stdout=StringIO())
    assert (Authenticator.objects.count(), who(client)) == (0, "")
    assert [mail.to for mail in mailoutbox] == [["ann@example.org"]]
    with pytest.raises(CommandError):
        call_command("remove_second_factor", "ann@example.org")


# Sessions -----------------------------------------------------------------------------------
def test_page_shows_every_device_and_no_internet_address(client: Client, person: User) -> None:
    with_password(Client(headers={"user-agent": "curl/8"}, REMOTE_ADDR="203.0.113.7"))
    text = page(client)
    assert [one in text for one in ("Firefox", "Windows", "203.0.113.7")] == [True, True, False]
    assert OpenSession.objects.of(person).count() == 2


def test_other_device_is_signed_out_and_this_one_is_not(client: Client, person: User) -> None:
    other, third = Client(), Client()
    for browser in (other, third):
        with_password(browser)
    noted = OpenSession.objects.get(session_key=other.session.session_key)
    client.post(reverse("account_end_session", args=[noted.pk]))
    assert [who(one) for one in (client, other, third)] == [str(person.pk), "", str(person.pk)]
    client.post(reverse("account_end_other_sessions"))
    assert [who(one) for one in (client, third)] == [str(person.pk), ""]


def test_session_of_somebody_else_cannot_be_ended(client: Client) -> None:
    factories.a_user(email="bo@example.org", password=PASSWORD)
    other = Client()
    other.post(LOGIN, {"login": "bo@example.org", "password": PASSWORD})
    noted = OpenSession.objects.get(session_key=other.session.session_key)
    assert client.post(reverse("account_end_session", args=[noted.pk])).status_code == 404
    assert who(other) != ""


def test_new_password_signs_out_the_others_and_keeps_this_one(client: Client, person: User) -> None:
    other = Client()
    with_password(other)
    new = "another long password of Ann"
    values = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), values)
    assert client.get(SAFETY).status_code == 200
    assert other.get(SAFETY)["Location"].startswith(LOGIN)
    keys = OpenSession.objects.of(person).values_list("session_key", flat=True)
    assert client.session.session_key in keys


def test_sign_in_ends_after_its_hours_however_busy(client: Client) -> None:
    session = client.session
    session["signed_in_at"] -= 12 * 60 * 60 + 1
    session.save()
    assert client.get(SAFETY)["Location"].startswith(LOGIN)


def test_session_keeps_when_it_was_last_used_to_ten_minutes(client: Client, person: User) -> None:
    session = client.session
    session["last_seen"] -= 3600
    session.save()
    noted = OpenSession.objects.of(person).get()
    assert timezone.now() - noted.last_seen_at() > timedelta(minutes=59)
    client.get(SAFETY)
    assert timezone.now() - noted.last_seen_at() < timedelta(minutes=1)


def test_note_of_a_session_goes_with_the_session(client: Client, person: User) -> None:
    noted = OpenSession.objects.get()
    Session.objects.all().delete()
    assert noted.last_seen_at() == noted.started_at
    assert forget_ended_sessions() == 1
    with_password(client)
    client.post("/account/logout/")
    assert OpenSession.objects.count() == 0


def shown(user: User | None) -> str:
    """What the history calls somebody, in English whatever the catalogues say."""
    with translation.override("en"):
        return str(user)


# Leaving ------------------------------------------------------------------------------------
def test_person_leaves_and_the_history_keeps_its_shape(client: Client, person: User) -> None:
    network = factories.a_network()
    factories.a_member("coordinator", network, user=person)
    factories.a_member("coordinator", network)
    TOTP.activate(person, SECRET)
    SocialAccount.objects.create(user=person, provider="outside", uid="7")
    give_link(purpose="x", subject_id=network.pk, term=timedelta(1), email="Ann@example.org")
    give_link(purpose="x", subject_id=network.pk, term=timedelta(1), user=person)
    with recorded(by=person, network=network, deed="x.y"):
        pass
    assert client.post(LEAVE, {"email": " Ann@example.org"})["Location"] == LOGIN
    left = User.objects.get(pk=person.pk)
    assert (left.name, shown(left), left.is_active) == ("", "former member", False)
    assert "ann" not in left.email
    rows = (Authenticator, SocialAccount, PersonalLink, OpenSession)
    assert [model.objects.filter().count() for model in rows] == [0] * 4
    assert not Membership.objects.current().filter(user=person).exists()
    assert shown(ChangeSet.objects.get(deed="x.y").by) == "former member"
    with_password(again := Client())
    assert (who(again), who(client)) == ("", "")


def test_person_leaves_only_by_their_own_address(client: Client, person: User) -> None:
    assert client.post(LEAVE, {"email": "bo@example.org"}).status_code == 422
    assert User.objects.present().get() == person


def test_last_coordinator_hands_over_first(client: Client, person: User) -> None:
    factories.a_member("coordinator", factories.a_network(), user=person)
    assert client.post(LEAVE, {"email": "ann@example.org"}).status_code == 422
    person.refresh_from_db()
    assert (person.name, Membership.objects.current().count()) == ("Ann", 1)


def test_last_administrator_hands_over_first(client: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_administrator=True)
    assert client.post(LEAVE, {"email": "ann@example.org"}).status_code == 422
    factories.an_administrator()
    assert client.post(LEAVE, {"email": "ann@example.org"}).status_code == 302


def test_every_table_about_people_is_decided() -> None:
    """A new table with a person in it says is_personal, or is history and stands here."""
    history = {
        "accounts.ChangeSet", "accounts.Membership", "accounts.PersonalLink",
        "account.EmailAddress", "mfa.Authenticator", "socialaccount.SocialAccount",
        # Who did it is forgotten with the name; what was done stays.
        "accounts.Invitation", "directory.ImportJob", "directory.Proposal",
    }  # fmt: skip
    undecided = {
        relation.related_model._meta.label  # type: ignore[union-attr]
        for relation in User._meta.related_objects
        if not getattr(relation.related_model, "is_personal", False)
    }
    assert undecided - history == set()


def test_my_data_is_all_of_mine_and_none_of_yours(client: Client, person: User) -> None:
    other = factories.a_user(name="Bo of the others")
    network = factories.a_network(name="Network of both")
    for one in (person, other):
        factories.a_member("reader", network, user=one)
    TOTP.activate(person, SECRET)
    response = client.get(reverse("account_my_data"))
    found = response.json()
    assert found["person"]["email"] == "ann@example.org"
    assert [role["network"] for role in found["roles"]] == ["Network of both"]
    assert [one["type"] for one in found["second_factors"]] == ["totp"]
    text = response.content.decode()
    secrets = ("Bo of the others", "argon2", "password", str(client.session.session_key))
    assert [one for one in secrets if one in text] == []
    assert response["Content-Disposition"] == 'attachment; filename="vlaggenlijn.json"'
    assert [type(row) for row in personal_rows(person)] == [OpenSession]


# Farewells ----------------------------------------------------------------------------------
TODAY = date(2026, 11, 25)


def a_former_member(days: int) -> User:
    user = factories.a_user()
    ended = TODAY - timedelta(days)
    factories.a_member("reader", factories.a_network(), user=user, ended_on=ended,
                       started_on=ended)  # fmt: skip
    return user


@pytest.mark.parametrize(("days", "warned"), [(699, 0), (700, 1), (5000, 1)])
def test_who_has_no_role_for_23_months_is_warned_once(
    days: int, warned: int, mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    user = a_former_member(days)
    with django_capture_on_commit_callbacks(execute=True):
        assert say_farewells(TODAY) == {"warned": warned, "forgotten": 0}
        assert say_farewells(TODAY) == {"warned": 0, "forgotten": 0}
    assert [mail.to for mail in mailoutbox] == [[user.email]] * warned


def test_who_was_warned_a_month_ago_is_forgotten() -> None:
    user = a_former_member(700)
    say_farewells(TODAY)
    assert say_farewells(TODAY + timedelta(29)) == {"warned": 0, "forgotten": 0}
    assert say_farewells(TODAY + timedelta(30)) == {"warned": 0, "forgotten": 1}
    user.refresh_from_db()
    assert (shown(user), say_farewells(TODAY + timedelta(900))) == (
        "former member",
        {"warned": 0, "forgotten": 0},
    )


def test_who_has_a_role_or_looks_after_the_platform_stays() -> None:
    user = a_former_member(5000)
    factories.a_member("reader", factories.a_network("leuven", [factories.LEUVEN]), user=user)
    administrator = a_administrator_of_old()
    assert say_farewells(TODAY) == {"warned": 0, "forgotten": 0}
    assert administrator.left_at is None


def a_administrator_of_old() -> User:
    joined = timezone.now() - timedelta(5000)
    return factories.an_administrator(joined_at=joined)


def test_who_never_had_a_role_counts_from_the_day_they_came() -> None:
    factories.a_user(joined_at=timezone.now() - timedelta(5000))
    assert say_farewells() == {"warned": 1, "forgotten": 0}


def test_who_came_back_and_went_again_is_warned_again() -> None:
    user = a_former_member(700)
    say_farewells(TODAY)
    membership = Membership.objects.get(user=user)
    with recorded(by=None, network=None, deed="test"):
        membership.ended_on = TODAY + timedelta(10)
        membership.save()
    assert say_farewells(TODAY + timedelta(730)) == {"warned": 1, "forgotten": 0}

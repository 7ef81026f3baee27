"""The list of people, and the page behind the link of an invitation."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import LEUVEN
from vlaggenlijn.accounts.models import Invitation, LocalNetwork, Membership, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
MEMBERS = "/werk/netwerk/gent/leden/"


@pytest.fixture(autouse=True)
def gent() -> LocalNetwork:
    return factories.a_network("gent")


@pytest.fixture
def leuven() -> LocalNetwork:
    return factories.a_network("leuven", [LEUVEN])


@pytest.fixture
def ann(gent: LocalNetwork) -> User:
    return factories.a_member("coordinator", gent, user=factories.a_user(name="Ann"))


@pytest.fixture
def work(ann: User) -> Client:
    return signed_in(ann)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.cookies["taal"] = "en"
    return client


def shown(client: Client, **query: str) -> list[tuple[str, str]]:
    people = client.get(MEMBERS, query).context["people"]
    return [(one.name, one.membership.user.email) for one in people]


# The list ----------------------------------------------------------------------------------


def test_list_shows_now_and_invited_and_apart_who_left(
    work: Client, ann: User, gent: LocalNetwork, leuven: LocalNetwork
) -> None:
    bo = factories.an_invitation(gent, name="Bo").membership.user
    left = factories.a_member("reader", gent, ended_on=timezone.localdate())
    factories.a_member("reader", leuven)
    factories.an_invitation(leuven)
    factories.an_invitation(gent, withdrawn_at=timezone.now())
    assert ("Ann", ann.email) in shown(work)
    assert ("Bo", bo.email) in shown(work)
    assert shown(work, lijst="vroeger") == [("", left.email)]


def test_name_of_a_person_of_another_network_is_not_told_before_they_accept(
    work: Client, gent: LocalNetwork, leuven: LocalNetwork
) -> None:
    known = factories.a_member("reader", leuven, user=factories.a_user(name="Boudewijn"))
    User.objects.filter(pk=known.pk).update(last_login=timezone.now())
    invitation = factories.an_invitation(gent, user=known, name="Bo")
    page = work.get(MEMBERS)
    text = page.content.decode()
    assert known.email in text
    assert "Boudewijn" not in text
    people = page.context["people"]
    assert [one.last_seen for one in people if one.membership.user == known] == [""]
    assert shown(work, q="Boudewijn") == []
    assert shown(work, q="bo") == [("Bo", known.email)]
    work.post(reverse("accounts:resend_invitation", args=[invitation.pk]))
    work.post(reverse("accounts:withdraw_invitation", args=[invitation.pk]))
    assert "Boudewijn" not in work.get(MEMBERS).content.decode()


@pytest.mark.parametrize(
    ("days", "text"), [(None, "not yet"), (3, "this month"), (40, "longer ago")]
)
def test_last_seen_is_told_in_months_only(
    days: int | None, text: str, work: Client, gent: LocalNetwork
) -> None:
    bo = factories.a_member("reader", gent)
    at = None if days is None else timezone.now() - timedelta(days=days)
    User.objects.filter(pk=bo.pk).update(last_login=at)
    people = work.get(MEMBERS).context["people"]
    assert [one.last_seen for one in people if one.membership.user == bo] == [text]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_questions_for_one_as_for_three(
    count: int, work: Client, gent: LocalNetwork, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        factories.a_member("reader", gent)
        factories.an_invitation(gent)
    work.get(MEMBERS)
    with django_assert_max_num_queries(12):
        work.get(MEMBERS)


def test_list_has_pages_of_fifty(work: Client, gent: LocalNetwork) -> None:
    for _ in range(51):
        factories.an_invitation(gent)
    assert [len(shown(work)), len(shown(work, page="2"))] == [50, 2]


def test_resend_and_withdraw_of_an_answered_invitation_do_not_exist(
    work: Client, gent: LocalNetwork
) -> None:
    done = factories.an_invitation(gent, accepted_at=timezone.now())
    for name in ("resend_invitation", "withdraw_invitation"):
        for pk in (done.pk, uuid.uuid4()):
            assert work.post(reverse(f"accounts:{name}", args=[pk])).status_code == 404


def test_invitation_that_ran_out_is_shown_and_can_be_sent_again(
    work: Client, gent: LocalNetwork
) -> None:
    past = timezone.now() - timedelta(days=1)
    over = factories.an_invitation(gent, expires_at=past, sent_at=past - Invitation.TERM)
    assert "invitation ran out" in work.get(MEMBERS).content.decode()
    work.post(reverse("accounts:resend_invitation", args=[over.pk]))
    over.refresh_from_db()
    assert over.is_open


# The page behind the link ------------------------------------------------------------------


@pytest.fixture
def invitation(gent: LocalNetwork, ann: User) -> Invitation:
    return factories.an_invitation(gent, by=ann)


def page_of(token: str) -> str:
    return reverse("accounts:invitation", args=[token])


def answer(client: Client, token: str, said: str) -> HttpResponse:
    return client.post(page_of(token), {"answer": said})


def counts(invitation: Invitation) -> bool:
    return Membership.objects.current().filter(pk=invitation.membership_id).exists()


def test_opening_the_link_does_nothing_however_often(invitation: Invitation) -> None:
    token = factories.a_link_of(invitation)
    for _ in range(3):
        page = Client().get(page_of(token))
        assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
        assert "Ann" in page.content.decode()
    assert not counts(invitation)


def test_yes_starts_the_role_and_signs_in_under_a_new_session_key(invitation: Invitation) -> None:
    token, client = factories.a_link_of(invitation), Client()
    client.get("/account/login/")
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    response = answer(client, token, "yes")
    assert (response.status_code, response["Location"]) == (302, "/werk/")
    assert counts(invitation)
    assert client.session.session_key != session.session_key
    assert client.session["_auth_user_id"] == str(invitation.membership.user_id)
    again = answer(Client(), token, "yes")
    assert again.status_code == 404
    assert "_auth_user_id" not in Client().session


def test_no_ends_it_and_signs_nobody_in(invitation: Invitation) -> None:
    token, client = factories.a_link_of(invitation), Client()
    assert answer(client, token, "no").status_code == 200
    assert "_auth_user_id" not in client.session
    assert not counts(invitation)
    assert [answer(client, token, said).status_code for said in ("yes", "no")] == [404, 404]


def test_neither_yes_nor_no_asks_again(invitation: Invitation) -> None:
    token = factories.a_link_of(invitation)
    assert answer(Client(), token, "perhaps").status_code == 422
    assert not counts(invitation)


def test_person_who_is_signed_in_accepts_as_well(invitation: Invitation) -> None:
    client = signed_in(invitation.membership.user)
    assert answer(client, factories.a_link_of(invitation), "yes").status_code == 302
    assert counts(invitation)


def test_somebody_else_is_told_and_uses_nothing_up(
    invitation: Invitation, leuven: LocalNetwork
) -> None:
    token = factories.a_link_of(invitation)
    client = signed_in(factories.a_member("reader", leuven))
    page = client.get(page_of(token)).content.decode()
    assert "Sign out first" in page
    assert 'name="answer"' not in page
    assert [answer(client, token, said).status_code for said in ("yes", "no")] == [409, 409]
    assert not counts(invitation)
    assert answer(Client(), token, "yes").status_code == 302


def test_administrator_accepts_but_signs_in_by_the_front_door(gent: LocalNetwork) -> None:
    invitation = factories.an_invitation(gent, user=factories.an_administrator())
    client = Client()
    response = answer(client, factories.a_link_of(invitation), "yes")
    assert response["Location"] == "/account/login/"
    assert "_auth_user_id" not in client.session
    assert counts(invitation)


def test_forged_form_is_refused(invitation: Invitation) -> None:
    client = Client(enforce_csrf_checks=True)
    token = factories.a_link_of(invitation)
    client.get(page_of(token))
    assert answer(client, token, "yes").status_code == 403
    assert not counts(invitation)


def test_links_that_open_nothing_answer_alike(gent: LocalNetwork) -> None:
    past = timezone.now() - timedelta(days=1)
    states = [
        {"withdrawn_at": past}, {"declined_at": past}, {"accepted_at": past}, {"expires_at": past},
    ]  # fmt: skip
    tokens = [factories.a_link_of(factories.an_invitation(gent, **one)) for one in states]
    answers = set()
    for token in [*tokens, "nonsense", "0" * 43, "x" * 500]:
        for response in (Client().get(page_of(token)), answer(Client(), token, "yes")):
            assert response.status_code == 404
            answers.add(response.content.decode().replace(token, "TOKEN").split("<main")[1])
    assert len(answers) == 1

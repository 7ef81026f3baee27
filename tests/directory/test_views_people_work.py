"""Inviting with organisations, and leaving with a handover."""

import uuid
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import LEUVEN
from tests.pages import sent_by
from vlaggenlijn.accounts.actions import accept_invitation
from vlaggenlijn.accounts.models import ChangeSet, Invitation, LocalNetwork, Membership, User
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import Organization, Service, Stewardship

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
INVITE, MEMBERS = "/werk/netwerk/gent/uitnodigen/", "/werk/netwerk/gent/leden/"
NEW = "bo@example.org"


@pytest.fixture(autouse=True)
def gent() -> LocalNetwork:
    return factories.a_network("gent")


@pytest.fixture
def ann(gent: LocalNetwork) -> User:
    return factories.a_member("coordinator", gent, user=factories.a_user(name="Ann"))


@pytest.fixture
def work(ann: User) -> Client:
    return signed_in(ann)


@pytest.fixture
def organizations(gent: LocalNetwork) -> list[Organization]:
    return [factories.an_organization(gent, name) for name in ("Alfa", "Bravo", "Charlie")]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.cookies["taal"] = "en"
    return client


def role_of(user: User, role: str = "") -> Membership:
    found = Membership.objects.current().filter(user=user)
    return found.get(role=role) if role else found.get()


def tended(membership: Membership) -> list[str]:
    rows = Stewardship.objects.filter(membership=membership)
    return sorted(rows.values_list("organization__name", flat=True))


# Inviting ----------------------------------------------------------------------------------


def invite(client: Client, **typed: Any) -> HttpResponse:
    typed = {"email": NEW, "role": "partner"} | typed
    return client.post(INVITE, sent_by(client.get(INVITE), **typed), follow=True)


def test_partner_tends_the_ticked_organisations_from_the_day_they_accept(
    work: Client, organizations: list[Organization]
) -> None:
    alfa, bravo, _ = organizations
    factories.a_service(alfa, "Spelpunt")
    answer = invite(work, name="Bo", organizations=[str(alfa.pk), str(bravo.pk)])
    assert answer.redirect_chain == [(MEMBERS, 302)]
    invitation = Invitation.objects.get()
    user = invitation.membership.user
    assert tended(invitation.membership) == ["Alfa", "Bravo"]
    assert list(Organization.objects.editable_by(user)) == []
    accept_invitation(token=factories.a_link_of(invitation))
    assert list(Organization.objects.editable_by(user)) == [alfa, bravo]
    assert [one.name for one in Service.objects.editable_by(user)] == ["Spelpunt"]
    assert ChangeSet.objects.filter(deed="member.invite").count() == 1


def test_known_and_unknown_address_are_answered_alike(work: Client) -> None:
    leuven = factories.a_network("leuven", [LEUVEN])
    known = factories.a_member("reader", leuven, user=factories.a_user(name="Boudewijn"))
    answers = []
    for email in (known.email, "new@example.org"):
        answer = invite(work, email=email, role="reader")
        (message,) = [str(one) for one in answer.context["messages"]]
        answers.append((answer.redirect_chain, message.replace(email, "")))
        assert "Boudewijn" not in answer.content.decode()
    assert answers[0] == answers[1]


def test_form_that_arrives_twice_sends_one_mail(
    work: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sent = sent_by(work.get(INVITE), email=NEW, role="reader")
    with django_capture_on_commit_callbacks(execute=True):
        answers = [work.post(INVITE, sent).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [NEW]


def test_link_stands_on_the_host_of_the_network(
    work: Client, gent: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    other = factories.a_network("eigen", [], host="eigen.example.org")
    ann = factories.a_member("coordinator", other)
    for client, slug in ((work, "gent"), (signed_in(ann), "eigen")):
        page = f"/werk/netwerk/{slug}/uitnodigen/"
        with django_capture_on_commit_callbacks(execute=True):
            client.post(page, sent_by(client.get(page), email=f"{slug}@example.org", role="reader"))
    links = [line for one in mail.outbox for line in one.body.splitlines() if "://" in line]
    assert [link.split("/account/")[0].split("://")[1] for link in links] == [
        "testserver", "eigen.example.org",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"role": "administrator"}, "role"), ({"email": "bo@"}, "email"),
     ({"email": "bo@example.org\nBcc: x@example.org"}, "email"), ({"name": "www.lure"}, "name"),
     ({"organizations": [str(uuid.uuid4())]}, "organizations")],
)  # fmt: skip
def test_what_may_not_be_is_refused(typed: dict[str, Any], field: str, work: Client) -> None:
    answer = invite(work, **typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not User.objects.filter(email__startswith="bo@").exists()


def test_organisation_of_another_network_cannot_be_given(work: Client, ann: User) -> None:
    leuven = factories.a_network("leuven", [LEUVEN])
    foreign = factories.an_organization(leuven)
    assert invite(work, organizations=[str(foreign.pk)]).status_code == 422
    with pytest.raises(actions.ForeignOrganization):
        actions.invite(
            by=ann, network=LocalNetwork.objects.get(slug="gent"), email=NEW, role="partner",
            site="https://x", organizations=[foreign],
        )  # fmt: skip


def test_person_who_is_there_already_is_told_at_the_field(work: Client, ann: User) -> None:
    answer = invite(work, email=ann.email.upper(), role="coordinator")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email"])


def test_limit_of_a_day_is_told(work: Client, gent: LocalNetwork) -> None:
    for _ in range(50):
        ChangeSet.objects.create(network=gent, deed="member.invite")
    answer = invite(work)
    assert answer.status_code == 422
    assert "50 invitations" in answer.content.decode()


def test_invitation_made_anew_has_the_organisations_of_the_new_one(
    work: Client, gent: LocalNetwork, organizations: list[Organization]
) -> None:
    alfa, bravo, _ = organizations
    past = timezone.now() - Invitation.TERM
    user = factories.a_user(email=NEW)
    old = factories.an_invitation(gent, "partner", user, expires_at=past, sent_at=past)
    actions.set_stewardships(by=None, membership=old.membership, organizations=[alfa])
    invite(work, organizations=[str(bravo.pk)])
    assert tended(old.membership) == ["Bravo"]


# Leaving -----------------------------------------------------------------------------------


def page_of(membership: Membership) -> str:
    return reverse("directory:end_membership", args=[membership.pk])


def end(client: Client, membership: Membership, **typed: Any) -> HttpResponse:
    page = page_of(membership)
    return client.post(page, sent_by(client.get(page), **typed), follow=True)


def test_each_organisation_goes_to_an_heir_or_to_the_coordinator(
    work: Client, organizations: list[Organization]
) -> None:
    alfa, bravo, charlie = organizations
    leaver, heir = factories.a_partner(alfa, bravo), factories.a_partner(charlie, alfa)
    leaving, staying = role_of(leaver), role_of(heir)
    answer = end(work, leaving, **{f"heir-{bravo.pk}": str(staying.pk)})
    assert answer.redirect_chain == [(MEMBERS, 302)]
    assert (tended(leaving), tended(staying)) == ([], ["Alfa", "Bravo", "Charlie"])
    leaving.refresh_from_db()
    assert leaving.ended_on == timezone.localdate()
    assert signed_in(leaver).get("/werk/aanbod/").status_code == 200
    assert list(Organization.objects.for_user(leaver)) == []
    assert ChangeSet.objects.filter(deed="member.end").count() == 1


def test_somebody_of_another_network_is_no_heir(
    work: Client, organizations: list[Organization]
) -> None:
    leaving = role_of(factories.a_partner(organizations[0]))
    leuven = factories.a_network("leuven", [LEUVEN])
    foreign = role_of(factories.a_partner(factories.an_organization(leuven)))
    answer = end(work, leaving, **{f"heir-{organizations[0].pk}": str(foreign.pk)})
    assert answer.status_code == 422
    leaving.refresh_from_db()
    assert leaving.ended_on is None


def test_everybody_may_leave_by_themselves_and_nobody_else_for_them(gent: LocalNetwork) -> None:
    reader, other = factories.a_member("reader", gent), factories.a_member("reader", gent)
    assert signed_in(other).get(page_of(role_of(reader))).status_code == 403
    assert signed_in(other).post(page_of(role_of(reader))).status_code == 403
    mine = role_of(reader)
    answer = end(signed_in(reader), mine)
    assert answer.redirect_chain == [("/werk/", 302)]
    assert signed_in(reader).get(page_of(mine)).status_code == 404


def test_role_that_is_only_offered_has_no_end(work: Client, gent: LocalNetwork) -> None:
    offered = factories.an_invitation(gent).membership
    assert work.get(page_of(offered)).status_code == 404
    assert work.post(page_of(offered)).status_code == 404


def test_last_coordinator_names_a_successor_in_the_same_deed(
    work: Client, ann: User, gent: LocalNetwork
) -> None:
    bo = factories.a_member("reader", gent)
    mine = role_of(ann)
    answer = end(work, mine)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["successor"])
    answer = end(work, mine, successor=str(bo.pk))
    assert answer.redirect_chain == [("/werk/", 302)]
    assert role_of(bo, "coordinator").started_on == timezone.localdate()
    mine.refresh_from_db()
    assert mine.ended_on == timezone.localdate()


def test_only_person_of_a_network_invites_somebody_first(work: Client, ann: User) -> None:
    page = work.get(page_of(role_of(ann)))
    assert not page.context["form"].can_be_sent
    answer = work.post(page_of(role_of(ann)), {"idempotency_key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert role_of(ann).ended_on is None


def test_successor_who_left_meanwhile_leaves_the_last_coordinator_in_place(
    work: Client, ann: User, gent: LocalNetwork
) -> None:
    bo = factories.a_member("reader", gent)
    sent = sent_by(work.get(page_of(role_of(ann))), successor=str(bo.pk))
    end(signed_in(bo), role_of(bo))
    assert work.post(page_of(role_of(ann)), sent).status_code == 422
    assert role_of(ann, "coordinator").ended_on is None


def test_open_invitations_stay_or_are_withdrawn(
    work: Client, ann: User, gent: LocalNetwork
) -> None:
    factories.a_member("coordinator", gent)
    kept, gone = (factories.an_invitation(gent, by=ann) for _ in range(2))
    factories.an_invitation(gent)
    mine = role_of(ann)
    assert len(work.get(page_of(mine)).context["form"].invitations) == 2
    end(work, mine, **{f"sent-{gone.pk}": "withdraw", f"sent-{kept.pk}": "keep"})
    for one in (kept, gone):
        one.refresh_from_db()
    assert (kept.is_open, gone.withdrawn_at is None) == (True, False)
    assert accept_invitation(token=factories.a_link_of(gone)) is None


def test_form_that_arrives_twice_ends_once(work: Client, gent: LocalNetwork) -> None:
    membership = role_of(factories.a_member("reader", gent))
    sent = sent_by(work.get(page_of(membership)))
    assert work.post(page_of(membership), sent).status_code == 302
    assert work.post(page_of(membership), sent).status_code == 404
    assert ChangeSet.objects.filter(deed="member.end").count() == 1

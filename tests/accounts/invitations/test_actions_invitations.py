"""Offering a role: who is found or made, what a link still opens, what is forgotten."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests import factories
from tests.accounts.invitations.made import NEW, SITE, last_token, run_out, token_of
from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.actions.invitations import MOST_A_DAY
from vlaggenlijn.accounts.models import (
    Change,
    ChangeSet,
    Invitation,
    LocalNetwork,
    Membership,
    User,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


DEEDS = ["invite", "resend", "withdraw", "accept", "decline", "expire"]


# Sending -----------------------------------------------------------------------------------


def test_new_person_is_made_and_their_role_does_not_count_yet(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    invitation = sent(gent, ann, " Bo@Example.org".strip(), name="Bo")
    user = User.objects.get(email=NEW)
    assert (user.name, user.has_usable_password()) == ("Bo", False)
    assert list(Membership.objects.current().of(user)) == []
    assert list(Membership.objects.invited().of(user)) == [invitation.membership]
    assert list(LocalNetwork.objects.for_user(user)) == []
    assert not user.has_perm("accounts.see_network", gent)


def test_mail_says_who_invites_to_what_and_how_to_be_forgotten(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    sent(gent, ann, name="Bo")
    (message,) = mail.outbox
    assert message.to == [NEW]
    assert all(name in message.subject for name in ("Ann", gent.name))
    assert "Bo" in message.body.splitlines()[0]
    assert max(map(len, message.body.replace(SITE, "").splitlines())) < 100
    assert actions.opened_invitation(last_token()) is not None


def test_names_with_line_breaks_add_nothing_to_the_head_of_the_mail(
    leuven: LocalNetwork, sent: Callable[..., Invitation]
) -> None:
    network = factories.a_network("odd", [], name="Odd\nBcc: all@example.org")
    by = factories.a_user(name="Ann\r\nBcc: all@example.org")
    sent(network, by)
    (message,) = mail.outbox
    assert "\n" not in message.subject
    assert message.recipients() == [NEW]
    assert message.message()["Bcc"] is None


def test_known_person_of_another_network_keeps_their_name_and_is_answered_alike(
    gent: LocalNetwork, leuven: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    known = factories.a_member("reader", leuven, user=factories.a_user(email=NEW, name="Boudewijn"))
    invitation = sent(gent, ann, name="Bo")
    known.refresh_from_db()
    assert (known.name, invitation.name, invitation.membership.user) == ("Boudewijn", "Bo", known)
    assert "Boudewijn" not in mail.outbox[0].body
    stranger = sent(gent, ann, "new@example.org", name="Bo")
    same = [
        message.body.replace(token_of(message), "TOKEN").replace(str(one), "")
        for message, one in zip(mail.outbox, (NEW, stranger), strict=True)
    ]
    assert same[0] == same[1]


def test_person_who_has_the_role_or_is_invited_to_it_is_not_invited_again(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    sent(gent, ann)
    for email, role in ((NEW, "reader"), (ann.email, "coordinator")):
        with pytest.raises(actions.AlreadyThere):
            actions.invite_member(by=ann, network=gent, email=email, role=role, site=SITE)
    assert len(mail.outbox) == 1
    assert ChangeSet.objects.filter(deed="member.invite").count() == 1


def test_invitation_that_ran_out_is_made_anew_and_the_old_link_stays_dead(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    first = sent(gent, ann, name="Bo")
    old = last_token()
    run_out(first)
    second = sent(gent, ann, name="Bo Peeters")
    assert (second.pk, second.name, second.is_open) == (first.pk, "Bo Peeters", True)
    assert actions.opened_invitation(old) is None
    assert actions.opened_invitation(last_token()) == second


def test_fifty_a_day_and_not_one_more(
    gent: LocalNetwork, leuven: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    for _ in range(MOST_A_DAY):
        ChangeSet.objects.create(network=gent, by=ann, deed="invitation.resend")
    with pytest.raises(actions.TooManyInvitations):
        actions.invite_member(by=ann, network=gent, email=NEW, role="reader", site=SITE)
    assert not User.objects.filter(email=NEW).exists()
    sent(leuven, ann)
    ChangeSet.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    sent(gent, ann)
    assert len(mail.outbox) == 2


# Sent again, withdrawn ---------------------------------------------------------------------


def test_sent_again_gives_a_new_link_and_ends_the_old_one(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    invitation = sent(gent, ann)
    old = last_token()
    run_out(invitation)
    with django_capture_on_commit_callbacks(execute=True):
        actions.resend_invitation(by=ann, invitation=invitation, site=SITE)
    assert actions.opened_invitation(old) is None
    assert actions.opened_invitation(last_token()) == invitation
    assert len(mail.outbox) == 2


def test_button_tapped_twice_sends_one_mail(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    invitation = sent(gent, ann)
    token = last_token()
    actions.resend_invitation(by=ann, invitation=invitation, site=SITE)
    assert actions.opened_invitation(token) == invitation


def test_withdrawn_link_opens_nothing_and_the_person_can_be_invited_again(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    invitation = sent(gent, ann)
    token = last_token()
    actions.withdraw_invitation(by=ann, invitation=invitation)
    assert actions.opened_invitation(token) is None
    assert actions.accept_invitation(token=token) is None
    for deed in (actions.withdraw_invitation, actions.resend_invitation):
        more = {"site": SITE} if deed is actions.resend_invitation else {}
        with pytest.raises(actions.NotOpen):
            deed(by=ann, invitation=invitation, **more)
    assert sent(gent, ann).pk != invitation.pk


# Answered ----------------------------------------------------------------------------------


def test_accepted_role_counts_from_today_and_the_link_is_used_up(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    invitation = sent(gent, ann, role="professional")
    token = last_token()
    accepted = actions.accept_invitation(token=token)
    assert accepted == invitation
    membership = Membership.objects.current().get(role="professional")
    assert membership.started_on == timezone.localdate()
    assert ChangeSet.objects.get(deed="invitation.accept").by == membership.user
    assert actions.accept_invitation(token=token) is None
    assert actions.decline_invitation(token=token) is None
    with pytest.raises(actions.NotOpen):
        actions.withdraw_invitation(by=ann, invitation=invitation)


def test_declined_offer_ends_and_never_counted(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    sent(gent, ann)
    declined = actions.decline_invitation(token=last_token())
    assert declined is not None
    membership = Membership.objects.get(role="reader")
    assert (membership.started_on, membership.ended_on) == (None, timezone.localdate())
    assert list(Membership.objects.ended()) == []
    assert actions.accept_invitation(token=last_token()) is None


@pytest.mark.parametrize("purpose", ["confirmation", "", "invitation "])
def test_link_for_something_else_answers_no_invitation(
    purpose: str, gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    invitation = sent(gent, ann)
    token = actions.give_link(purpose=purpose, subject_id=invitation.pk, term=timedelta(days=1))
    assert actions.opened_invitation(token) is None
    assert actions.accept_invitation(token=token) is None


def test_person_whose_account_is_closed_cannot_accept(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    sent(gent, ann)
    User.objects.filter(email=NEW).update(is_active=False)
    assert actions.accept_invitation(token=last_token()) is None


def test_person_added_by_a_command_needs_no_answer_any_more(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    invitation = sent(gent, ann)
    added = actions.add_member(by=None, network=gent, email=NEW, role="reader")
    assert added == invitation.membership
    assert added.started_on == timezone.localdate()
    assert actions.opened_invitation(last_token()) is None


# Forgotten ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (31, False)])
def test_offer_is_forgotten_a_month_after_its_term_with_every_trace(
    days: int, is_kept: bool, gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    invitation = sent(gent, ann, name="Bo")
    run_out(invitation, days)
    actions.forget_old_invitations()
    assert User.objects.filter(email=NEW).exists() == is_kept
    assert Membership.objects.filter(pk=invitation.membership_id).exists() == is_kept
    told = [str(one) for one in Change.objects.values_list("before", "after")]
    assert any("'Bo'" in one for one in told) == is_kept


def test_people_with_another_role_and_accepted_offers_are_kept(
    gent: LocalNetwork, leuven: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    reader = factories.a_member("reader", leuven, user=factories.a_user(email=NEW))
    run_out(sent(gent, ann), 31)
    accepted = sent(gent, ann, "cas@example.org")
    actions.accept_invitation(token=last_token())
    run_out(accepted, 31)
    admin = factories.an_administrator(email="beheer@example.org")
    run_out(sent(gent, ann, admin.email), 31)
    assert actions.forget_old_invitations() == 2
    kept = set(User.objects.values_list("email", flat=True))
    assert kept == {ann.email, reader.email, "cas@example.org", admin.email}
    assert list(Invitation.objects.all()) == [accepted]


def test_declined_person_who_never_had_a_role_is_forgotten(
    gent: LocalNetwork, ann: User, sent: Callable[..., Invitation]
) -> None:
    invitation = sent(gent, ann)
    actions.decline_invitation(token=last_token())
    run_out(invitation, 31)
    assert actions.forget_old_invitations() == 1
    assert not User.objects.filter(email=NEW).exists()

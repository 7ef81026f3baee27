"""Offering a role to a person: sent, sent again, withdrawn, accepted, declined, forgotten."""

import uuid
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.actions.links import KEPT_AFTER_TERM, end_links, give_link, use_link
from vlaggenlijn.accounts.invitation_letter import invitation_letter
from vlaggenlijn.accounts.models import (
    Change,
    ChangeSet,
    Invitation,
    LocalNetwork,
    Membership,
    PersonalLink,
    Recorder,
    User,
    recorded,
)
from vlaggenlijn.common.mail import send_after_commit

PURPOSE = "invitation"
SENDING = ("member.invite", "invitation.resend")
MOST_A_DAY = 50
# A button that is tapped twice may not send two mails, of which only the last has a living link.
PAUSE = timedelta(minutes=1)


class AlreadyThere(Exception):
    """The person has this role in this network, or is invited to it; nothing was sent."""


class TooManyInvitations(Exception):
    """The network sent MOST_A_DAY invitations within a day; nothing was sent."""


class NotOpen(Exception):
    """The invitation was answered or withdrawn in the meantime; nothing was changed."""


def write_invitation(
    recorder: Recorder, *, by: User | None, network: LocalNetwork, email: str, role: str, name: str
) -> Invitation:
    """Find or make the person, offer the role and make a new term; call inside ``recorded()``.

    Whether the address was known to the platform can be seen nowhere: the answer is the same.
    Raises AlreadyThere, TooManyInvitations.
    """
    # Two coordinators who invite at the same moment take turns here.
    LocalNetwork.locked(network.pk)
    _refuse_too_many(network)
    user = _person(email, name)
    mine = Membership.objects.of(user).for_network(network).with_role(role)
    if mine.current().exists():
        raise AlreadyThere
    membership = mine.invited().first()
    if membership is None:
        membership = Membership(network=network, user=user, role=role, started_on=None)
        membership.save()
    invitation = Invitation.objects.filter(membership=membership).first()
    if invitation and invitation.is_open:
        raise AlreadyThere
    invitation = invitation or Invitation(membership=membership)
    invitation.name, invitation.by = name, by
    invitation.send_again(timezone.now())
    invitation.save()
    return invitation


def _person(email: str, name: str) -> User:
    # Two networks may invite the same new person at once: the second finds the first's row.
    user, _is_new = User.objects.get_or_create(
        email=email.strip().lower(), defaults={"name": name, "password": make_password(None)}
    )
    return user


def _refuse_too_many(network: LocalNetwork) -> None:
    since = timezone.now() - timedelta(days=1)
    sent = ChangeSet.objects.filter(network=network, deed__in=SENDING, at__gt=since)
    if sent.count() > MOST_A_DAY:  # the deed that asks is among them
        raise TooManyInvitations


def send_invitation(invitation: Invitation, site: str) -> None:
    """Mail a fresh link once the transaction is safe; every older link opens nothing any more."""
    end_links(subject_id=invitation.pk, purpose=PURPOSE)
    user = invitation.membership.user
    token = give_link(
        purpose=PURPOSE,
        subject_id=invitation.pk,
        term=Invitation.TERM,
        email=user.email,
        user=user,
    )
    subject, body = invitation_letter(invitation, site, token)
    send_after_commit(to=user.email, subject=subject, body=body)


def invite_member(
    *,
    by: User | None,
    network: LocalNetwork,
    email: str,
    role: str,
    site: str,
    name: str = "",
    key: uuid.UUID | None = None,
) -> None:
    """Offer a person a role by mail; a form that arrives twice sends one mail.

    Raises AlreadyThere, TooManyInvitations.
    """
    with recorded(by=by, network=network, deed="member.invite", key=key) as recorder:
        if not recorder.is_repeat:
            invitation = write_invitation(
                recorder, by=by, network=network, email=email, role=role, name=name
            )
            send_invitation(invitation, site)


def resend_invitation(
    *, by: User, invitation: Invitation, site: str, key: uuid.UUID | None = None
) -> Invitation:
    """Send a new link with a new term; raise NotOpen when it was answered in the meantime."""
    network = invitation.membership.network
    with recorded(by=by, network=network, deed="invitation.resend", key=key) as recorder:
        LocalNetwork.locked(network.pk)
        stored = _unanswered(invitation.pk)
        if recorder.is_repeat or stored.sent_at > timezone.now() - PAUSE:
            return stored
        _refuse_too_many(network)
        stored.send_again(timezone.now())
        stored.save()
        send_invitation(stored, site)
    return stored


def withdraw_invitation(
    *, by: User, invitation: Invitation, key: uuid.UUID | None = None
) -> Invitation:
    """End an offer: its link opens nothing any more; raise NotOpen when it was answered."""
    network = invitation.membership.network
    with recorded(by=by, network=network, deed="invitation.withdraw", key=key) as recorder:
        if recorder.is_repeat:
            return Invitation.objects.get(pk=invitation.pk)
        return write_withdrawal(invitation.pk)


def write_withdrawal(pk: uuid.UUID) -> Invitation:
    """End an offer inside the deed that is open; raise NotOpen when it was answered."""
    stored = _unanswered(pk)
    stored.withdrawn_at = timezone.now()
    stored.save()
    _end_offer(stored)
    return stored


def _unanswered(pk: uuid.UUID) -> Invitation:
    stored = Invitation.locked(pk)
    if stored.is_answered:
        raise NotOpen
    return stored


def _end_offer(invitation: Invitation) -> None:
    membership = Membership.locked(invitation.membership_id)
    membership.ended_on = timezone.localdate()
    membership.save()
    end_links(subject_id=invitation.pk, purpose=PURPOSE)


def opened_invitation(token: str) -> Invitation | None:
    """Return the open invitation behind a link; None says nothing of why not."""
    link = PersonalLink.objects.opened_by(token, PURPOSE)
    return _behind(link) if link else None


def _behind(link: PersonalLink) -> Invitation | None:
    invitation = Invitation.objects.with_id(link.subject_id)
    if invitation is None or not invitation.is_open:
        return None
    return invitation if invitation.membership.user.is_active else None


def accept_invitation(*, token: str) -> Invitation | None:
    """Let the role count from today; None when the link opens nothing (any more)."""
    return _answer(token, "invitation.accept")


def decline_invitation(*, token: str) -> Invitation | None:
    """End the offer at the wish of the person; None when the link opens nothing (any more)."""
    return _answer(token, "invitation.decline")


@transaction.atomic
def _answer(token: str, deed: str) -> Invitation | None:
    found = opened_invitation(token)
    if found is None:
        return None
    person, network = found.membership.user, found.membership.network
    # First the invitation, then its links, as in every deed here: so no two wait for each other.
    stored = Invitation._base_manager.select_for_update().filter(pk=found.pk).first()
    if stored is None or not stored.is_open or use_link(token=token, purpose=PURPOSE) is None:
        return None
    with recorded(by=person, network=network, deed=deed):
        if deed == "invitation.accept":
            write_acceptance(stored)
        else:
            stored.declined_at = timezone.now()
            stored.save()
            _end_offer(stored)
    return stored


def write_acceptance(invitation: Invitation) -> Membership:
    """Start the role that was offered, inside the deed that is open."""
    invitation.accepted_at = timezone.now()
    invitation.save()
    membership = Membership.locked(invitation.membership_id)
    membership.started_on = timezone.localdate()
    membership.save()
    end_links(subject_id=invitation.pk, purpose=PURPOSE)
    _keep_name(membership.user, invitation.name)
    return membership


def _keep_name(user: User, typed: str) -> None:
    if not user.name and typed:
        user.name = typed
        user.save()


def forget_old_invitations() -> int:
    """Delete offers that nobody accepted, a month after their term, with every trace of them.

    Also the people who were made for them and never had a role. Returns how many offers went.
    """
    old = Invitation.objects.over_for(KEPT_AFTER_TERM).select_related("membership")
    found = list(old)
    for invitation in found:
        _forget(invitation)
    return len(found)


@transaction.atomic
def _forget(invitation: Invitation) -> None:
    membership, user = invitation.membership, invitation.membership.user
    traces = Change.objects.filter(object_id__in=[invitation.pk, membership.pk])
    with recorded(by=None, network=None, deed="invitation.forget") as recorder:
        invitation.delete()
        membership.delete()
    # What the record kept of the person goes too: that the deed was done stays, not to whom.
    traces.delete()
    recorder.change_set.delete()
    is_nobody = not user.is_administrator and not user.memberships.exists()
    if is_nobody:
        user.delete()

"""Who sits at the table: partners, and the mails that ask an organisation to it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.actions import end_links, give_link, use_link
from vlaggenlijn.accounts.actions.forgetting import forget_in_history
from vlaggenlijn.accounts.models import LocalNetwork, PersonalLink, User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership.actions.records import keep
from vlaggenlijn.partnership.letters import invitation_letter
from vlaggenlijn.partnership.models import Chair, Partner, TableInvitation
from vlaggenlijn.partnership.models.partners import LINK_TERM

PERSONAL = {"email": "", "answer_words": ""}


def keep_partner(
    *,
    by: User | None,
    partner: Partner,
    values: Mapping[str, Any],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Partner:
    """Add or change a partner. Raises Conflict when somebody was first."""
    return keep(
        by=by,
        network=partner.network,
        record=partner,
        values=values,
        deed="partner.add" if partner._state.adding else "partner.change",
        version=version,
        idempotency_key=idempotency_key,
    )


def let_leave(*, by: User | None, partner: Partner, has_left: bool = True) -> Partner:
    """Note that a partner left the table, or came back; said twice changes nothing.

    Its personal links open nothing any more; its tasks stay, for somebody to take over.
    """
    deed = "partner.leave" if has_left else "partner.return"
    with recorded(by=by, network=partner.network, deed=deed):
        stored = Partner.locked(partner.pk)
        stored.left_on = (stored.left_on or timezone.localdate()) if has_left else None
        stored.save()
        end_links(subject_id=stored.pk, purpose="partner-tasks")
    return stored


def invite(
    *,
    by: User | None,
    network: LocalNetwork,
    organization: Organization,
    email: str,
    text: str,
    need: Need | None = None,
    address: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> TableInvitation:
    """Mail an organisation a personal text and a link to answer; the same key mails once.

    ``address`` is where the workspace was visited, for a network without a host of its own.
    """
    with recorded(by=by, network=network, deed="table.invite", key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=TableInvitation._meta.label_lower)
            return TableInvitation.locked(first.object_id)
        invitation = TableInvitation(
            network=network, organization=organization, need=need, email=email, text=text
        )
        invitation.sent_at = timezone.now()
        invitation.save()
        token = give_link(
            purpose=TableInvitation.LINK,
            subject_id=invitation.pk,
            term=LINK_TERM,
            email=email,
            is_single_use=False,
        )
        subject, body = invitation_letter(invitation, token, address)
        send_after_commit(to=email, subject=subject, body=body)
    return invitation


def opened_invitation(token: str) -> TableInvitation | None:
    """Return the invitation that a link opens; reading only."""
    link = PersonalLink.objects.opened_by(token, TableInvitation.LINK)
    return _invitation(link) if link else None


def _invitation(link: PersonalLink) -> TableInvitation | None:
    found = TableInvitation.objects.with_organizations()
    return found.with_id(link.subject_id)


@transaction.atomic
def answer_invitation(*, token: str, answer: str, words: str = "") -> TableInvitation | None:
    """Keep the answer of an organisation; a yes gives it a seat whose chair is chosen later.

    The first answer stands. None when the link opens nothing (any more).
    """
    link = use_link(token=token, purpose=TableInvitation.LINK)
    invitation = _invitation(link) if link else None
    if invitation is None:
        return None
    with recorded(by=None, network=invitation.network, deed="table.answer"):
        stored = TableInvitation.locked(invitation.pk)
        if stored.answer:
            return invitation
        stored.answer, stored.answer_words = answer, words
        stored.answered_at = timezone.now()
        stored.save()
        if answer == TableInvitation.Answer.YES:
            _seat(stored)
    return stored


def _seat(invitation: TableInvitation) -> None:
    network, organization = invitation.network, invitation.organization
    there = Partner.objects.at(network, organization)
    partner = there or Partner(network=network, organization=organization, chair=Chair.NOT_YET)
    partner.left_on = None
    partner.save()


def forget_invited() -> int:
    """Blank addresses and words of invitations that are long over; return how many."""
    old = list(TableInvitation.objects.to_forget(timezone.now()).select_related("network"))
    for invitation in old:
        with recorded(by=None, network=invitation.network, deed="table.forget"):
            stored = TableInvitation.locked(invitation.pk)
            stored.email = stored.answer_words = ""
            stored.save()
        forget_in_history(stored, PERSONAL)
    return len(old)

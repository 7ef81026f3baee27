"""Participants propose a session, change it, take it back, and say what they want to see."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vlaggenlijn.accounts.actions import end_links, forget_in_history, give_link, term_through
from vlaggenlijn.accounts.models import Change, PersonalLink, User, recorded
from vlaggenlijn.dialogue.actions.camps import changed
from vlaggenlijn.dialogue.actions.series import made_before
from vlaggenlijn.dialogue.models import Camp, CampInterest, CampSession

SESSION_COLUMNS = ("title", "about", "kind", "direction", "needs", "host")
HOST_LINK, REPORT_LINK = "camp_host", "camp_report"
KEPT_AFTER_THE_DAY = timedelta(days=60)
MOST_SESSIONS = 200
NO_NAMES = {"sealed_host": "", "sealed_note_taker": "", "sealed_email": ""}


class CampIsFull(Exception):
    """A camp has as many proposals as it can have; nothing was saved."""


class TooLate(Exception):
    """Proposals no longer come in; nothing was saved."""


def propose(
    *,
    by: User | None,
    camp: Camp,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
    is_by_visitor: bool = False,
) -> CampSession:
    """Keep a proposal; the same words under the same key return the first.

    Raises CampIsFull, and TooLate for a visitor when proposals no longer come in.
    """
    columns = {name: values[name] for name in SESSION_COLUMNS}
    key = uuid.uuid5(idempotency_key, repr(columns)) if idempotency_key else None
    with recorded(by=by, network=camp.network, deed="camp.propose", key=key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, CampSession)
        stored = Camp.locked(camp.pk)
        if is_by_visitor and not stored.takes_proposals:
            raise TooLate
        if CampSession.objects.of_camp(stored).count() >= MOST_SESSIONS:
            raise CampIsFull
        session = CampSession(camp=camp, is_by_visitor=is_by_visitor)
        for name, value in columns.items():
            setattr(session, name, value)
        session.save()
    return session


def change_session(
    *,
    by: User | None,
    session: CampSession,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> CampSession:
    """Write what was filled in. Raises Conflict when someone was first."""
    columns = {name: values[name] for name in SESSION_COLUMNS}
    return changed(by=by, camp=session.camp, record=session, version=version, values=columns,
                   key=idempotency_key, deed="camp.session")  # fmt: skip


def host_it(*, session: CampSession, host: str) -> CampSession:
    """Let a visitor host what somebody asked for. Raises TooLate when it has a host already.

    Also when proposals no longer come in: the grid counts on who hosts what.
    """
    with recorded(by=None, network=session.camp.network, deed="camp.session"):
        camp = Camp.locked(session.camp_id)
        stored = CampSession.locked(session.pk)
        if not (camp.takes_proposals and stored.waits_for_a_host):
            raise TooLate
        stored.host = host
        stored.save()
    return stored


def withdraw(*, by: User | None, session: CampSession) -> None:
    """Delete a proposal before the grid is public, with its names in the history too.

    Raises TooLate afterwards: then a session is cancelled, so that people read why it is not there.
    """
    with transaction.atomic():
        with recorded(by=by, network=session.camp.network, deed="camp.withdraw"):
            stored = CampSession.locked(session.pk)
            if Camp.locked(stored.camp_id).is_public:
                raise TooLate
            gone = CampSession(pk=stored.pk)
            stored.delete()
        forget_in_history(gone, NO_NAMES)
        for purpose in (HOST_LINK, REPORT_LINK):
            end_links(subject_id=gone.pk, purpose=purpose)


def link_for(session: CampSession, purpose: str) -> str:
    """Make a personal link about a session, open until two months after the camp."""
    term = max(term_through(session.camp.day + KEPT_AFTER_THE_DAY), timedelta(days=1))
    return give_link(purpose=purpose, subject_id=session.pk, term=term, is_single_use=False)


def opened(token: str, *purposes: str) -> CampSession | None:
    """Return whose session a link is about; None says nothing of why not. Reading only."""
    for purpose in purposes:
        link = PersonalLink.objects.opened_by(token, purpose)
        found = CampSession.objects.with_id(link.subject_id) if link else None
        if found is not None and found.camp.has_names:
            return found
    return None


def new_device_key() -> str:
    """What a device keeps to be known again at one camp: 256 random bits."""
    return secrets.token_urlsafe(32)


def device_of(camp: Camp, key: str) -> str:
    """Return how a device stands in the table: nobody can find its key back, nor another camp."""
    return hashlib.sha256(f"{camp.pk} {key}".encode()).hexdigest() if key else ""


def want(*, session: CampSession, device: str, is_wanted: bool) -> None:
    """Keep, or take back, that a device wants to see a session; twice is once."""
    with transaction.atomic():
        CampSession.objects.select_for_update().get(pk=session.pk)
        mine = CampInterest.objects.filter(session=session, device=device)
        if not is_wanted:
            mine.delete()
        elif not mine.exists():
            CampInterest.objects.create(session=session, device=device)


@transaction.atomic
def forget_camp_names(*, camp: Camp) -> int:
    """Delete for good who hosted, who took notes and which device wanted what; close all links."""
    with recorded(by=None, network=camp.network, deed="camp.forget"):
        stored = Camp.locked(camp.pk)
        sessions = list(CampSession.objects.of_camp(stored))
        for session in sessions:
            session.host = session.note_taker = session.email = ""
            session.save()
        stored.names_deleted_at = timezone.now()
        stored.save()
    CampInterest.objects.of_camp(camp).delete()
    for pk in {session.pk for session in sessions} | _once_there(camp):
        forget_in_history(CampSession(pk=pk), NO_NAMES)
        for purpose in (HOST_LINK, REPORT_LINK):
            end_links(subject_id=pk, purpose=purpose)
    return len(sessions)


def _once_there(camp: Camp) -> set[uuid.UUID]:
    """Return sessions that the record of changes knows, also those that an undo took away."""
    about = Change.objects.filter(model=CampSession._meta.label_lower)
    here = str(camp.pk)
    rows = about.filter(Q(before__camp_id=here) | Q(after__camp_id=here))
    return set(rows.values_list("object_id", flat=True))


def forget_old_camps() -> int:
    """Delete the names of every camp whose term is over; return of how many sessions."""
    old = Camp.objects.past_their_term(timezone.localdate())
    return sum(forget_camp_names(camp=camp) for camp in old.select_related("network"))

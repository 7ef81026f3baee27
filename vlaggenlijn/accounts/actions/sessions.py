"""Where somebody is signed in: noted, ended, forgotten."""

import time
from typing import Any

from django.contrib.sessions.models import Session
from django.http import HttpRequest

from vlaggenlijn.accounts.devices import device
from vlaggenlijn.accounts.models import LAST_SEEN, OpenSession, OpenSessionQuerySet, User

SIGNED_IN_AT = "signed_in_at"


def note_session(*, request: HttpRequest, user: User) -> OpenSession:
    """Note that a person signed in just now, with the kind of device."""
    browser, system = device(request.headers.get("User-Agent", ""))
    request.session[SIGNED_IN_AT] = request.session[LAST_SEEN] = int(time.time())
    if not request.session.session_key:
        request.session.save()
    noted: OpenSession = OpenSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"user": user, "browser": browser, "system": system},
    )[0]
    return noted


def move_session(*, user: Any, before: str, after: str) -> None:
    """Follow a session that got a new key, as happens when its owner changes their password."""
    if not OpenSession.objects.filter(session_key=after).exists():
        OpenSession.objects.filter(session_key=before, user=user).update(session_key=after)


def end_session(session_key: str | None) -> None:
    """Sign out one session; none is fine too."""
    end_sessions(OpenSession.objects.filter(session_key=session_key or ""))


def end_sessions(sessions: OpenSessionQuerySet) -> int:
    """Sign out sessions and return how many there were."""
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    OpenSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def forget_ended_sessions() -> int:
    """Delete the notes of sessions that are over; return how many."""
    return OpenSession.objects.ended().delete()[0]

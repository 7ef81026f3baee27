"""Families that register: taken in one at a time, let in from the waiting list, forgotten."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.models import PersonalLink, User, recorded
from vlaggenlijn.agenda.actions.telling import PURPOSE, own_link, tell
from vlaggenlijn.agenda.models import Occurrence, Registration, State
from vlaggenlijn.agenda.queueing import Waiting, answer_to, let_in

REMINDED_BEFORE = timedelta(days=2)
ANSWERS = {"in": Registration.State.IN, "waiting": Registration.State.WAITING}


class Closed(Exception):
    """Nobody can register for this (any more); nothing was kept."""


class Full(Exception):
    """There is no room and no waiting list; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody fills in who wants to come; a mail address or a phone number is there."""

    name: str
    email: str = ""
    phone: str = ""
    seats: int = 1
    language: str = "nl"


def register(
    *, occurrence: Occurrence, told: Told, key: uuid.UUID, site: str = ""
) -> tuple[Registration, str]:
    """Keep places, or a place in the line; return the registration and the token of its page.

    Everybody waits for the lock of the occurrence, so no place is given twice. The same words with
    the same key return the first. Raises Closed and Full.
    """
    key = uuid.uuid5(key, repr(told))
    with transaction.atomic():
        stored = locked(occurrence.pk)
        present = Registration.objects.with_key(key)
        if present is not None:
            present.occurrence = stored
            return present, own_link(present)
        _refuse_when_closed(stored)
        registration = Registration(
            occurrence=stored,
            name=told.name,
            email=told.email,
            phone=told.phone,
            seats=told.seats,
            language=told.language,
            state=_state_for(stored, told.seats),
            key=key,
        )
        registration.save()
        tell(registration, registration.state, site)
        return registration, own_link(registration)


def locked(pk: uuid.UUID) -> Occurrence:
    """Read an occurrence with its activity, for writing registrations: one writer at a time."""
    # The lock comes first and alone: PostgreSQL refuses one over an outer join.
    Occurrence.locked(pk)
    return Occurrence.objects.with_activity().get(pk=pk)


def _refuse_when_closed(occurrence: Occurrence) -> None:
    activity = occurrence.activity
    is_open = activity.state == State.PUBLISHED and activity.takes_registrations
    if not is_open or occurrence.is_off or occurrence.starts_at <= timezone.now():
        raise Closed


def _state_for(occurrence: Occurrence, seats: int) -> str:
    activity = occurrence.activity
    answer = answer_to(
        seats,
        places=0 if occurrence.is_full else activity.places,
        taken=Registration.objects.of(occurrence).inside().seats(),
        has_waiting_list=activity.has_waiting_list,
    )
    if answer == "full":
        raise Full
    return ANSWERS[answer]


def opened_registration(token: str) -> Registration | None:
    """Return the registration of a link, as long as it is kept; None for any other token."""
    link = PersonalLink.objects.opened_by(token, PURPOSE)
    if link is None:
        return None
    rows = Registration.objects.with_occurrence()
    return rows.filter(pk=link.subject_id).first()


def cancel_registration(*, registration: Registration) -> Registration:
    """Give the places back; who waits comes in and is told. Done twice it happens once."""
    with transaction.atomic():
        occurrence = locked(registration.occurrence_id)
        stored = Registration.objects.get(pk=registration.pk)
        if stored.state != Registration.State.CANCELLED:
            stored.state = Registration.State.CANCELLED
            stored.save()
            _let_in(occurrence)
    return stored


def cancel_for_family(*, by: User | None, registration: Registration) -> Registration:
    """Cancel for a family that called, and mail it, so that a mistake is noticed.

    Who did it and for which activity is kept; of which family is not.
    """
    occurrence = registration.occurrence
    network, title = occurrence.activity.network, occurrence.activity.title
    with recorded(by=by, network=network, deed="registration.cancel", reason=title):
        was_counted = registration.state != Registration.State.CANCELLED
        stored = cancel_registration(registration=registration)
        if was_counted and occurrence.starts_at > timezone.now():
            tell(registration, "called_off")
    return stored


def let_in_who_waits(occurrence: Occurrence) -> int:
    """Let in who waits as far as there is room, after something about it changed; return how many.

    Call it inside the action's transaction.
    """
    return _let_in(locked(occurrence.pk))


def _let_in(occurrence: Occurrence) -> int:
    activity = occurrence.activity
    is_open = activity.takes_registrations and activity.state == State.PUBLISHED
    is_past = occurrence.starts_at <= timezone.now()
    if not is_open or is_past or occurrence.is_off or occurrence.is_full:
        return 0
    line = {one.pk: one for one in Registration.objects.of(occurrence).in_line()}
    found = let_in(
        (Waiting(one.pk, one.seats) for one in line.values()),
        places=activity.places,
        taken=Registration.objects.of(occurrence).inside().seats(),
    )
    for name in found:
        _come_in(line[name], occurrence)  # type: ignore[index]
    return len(found)


def _come_in(registration: Registration, occurrence: Occurrence) -> None:
    registration.state = Registration.State.IN
    registration.let_in_at = timezone.now()
    registration.save()
    registration.occurrence = occurrence
    tell(registration, "let_in")


def remind_of_tomorrow(now: datetime | None = None) -> int:
    """Mail once who comes within two days; return how many were mailed."""
    now = now or timezone.now()
    soon = Occurrence.objects.happening().beginning_between(now, now + REMINDED_BEFORE)
    rows = Registration.objects.to_remind(soon)
    count = 0
    for pk in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            mine = Registration.objects.inside().filter(pk=pk, reminded_at=None)
            # Who cancels at this moment, or another clock, is first or comes to nothing.
            if mine.update(reminded_at=now):
                tell(Registration.objects.with_occurrence().get(pk=pk), "reminder")
                count += 1
    return count


def forget_old_registrations(now: datetime | None = None) -> int:
    """Delete registrations a month after the occurrence ended, with their links."""
    old = Registration.objects.past_their_term(now or timezone.now())
    ids = list(old.values_list("pk", flat=True))
    for pk in ids:
        with transaction.atomic():
            PersonalLink.objects.about(pk, PURPOSE).delete()
            Registration.objects.filter(pk=pk).delete()
    return len(ids)

"""Mails to who registered, each with a link to a page of their own."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone, translation

from vlaggenlijn.accounts.actions import give_link
from vlaggenlijn.accounts.models import Change
from vlaggenlijn.agenda.models import KEPT_AFTER, Activity, Occurrence, Registration, State
from vlaggenlijn.agenda.wording import letter
from vlaggenlijn.common.mail import send_after_commit

PURPOSE = "registration"
PLACE = ("attendance", "location_id", "venue", "street", "postal_code", "municipality_id")
Row = Mapping[str, Any]


def own_link(registration: Registration) -> str:
    """Make a link to the page of a registration and return its token; it may be used again."""
    term = registration.occurrence.ends_at + KEPT_AFTER - timezone.now()
    return give_link(
        purpose=PURPOSE,
        subject_id=registration.pk,
        term=term,
        email=registration.email,
        is_single_use=False,
    )


def tell(registration: Registration, kind: str, site: str = "") -> None:
    """Mail one registration after the transaction; who left no address is not mailed."""
    if not registration.email:
        return
    with translation.override(registration.language):
        subject, body = letter(registration, kind, own_link(registration), site)
    send_after_commit(to=registration.email, subject=subject, body=body)


def tell_all(occurrences: Iterable[Occurrence], kind: str) -> int:
    """Mail everybody who comes to or waits for some occurrences; return how many there are."""
    count = 0
    for occurrence in occurrences:
        for registration in Registration.objects.of(occurrence).counting():
            registration.occurrence = occurrence
            tell(registration, kind)
            count += 1
    return count


def news(before: Row, after: Row) -> str:
    """Return the letter that a changed time asks for; "" when nobody has to know of it."""
    if after["is_cancelled"]:
        return "" if before["is_cancelled"] else "off"
    if before["is_cancelled"]:
        return "on"
    if any(before[name] != after[name] for name in ("starts_at", "ends_at")):
        return "moved"
    return "note" if after["note"] and after["note"] != before["note"] else ""


def letter_about(occurrence: Occurrence, before: Row) -> str:
    """Return the letter that a time of an activity asks for, now that it is no more as before."""
    is_on = occurrence.activity.state == State.PUBLISHED
    return news(before, vars(occurrence)) if is_on else ""


def tell_of_time(occurrence: Occurrence, before: Row) -> None:
    """Tell who registered what is different about one time."""
    kind = letter_about(occurrence, before)
    if kind:
        tell_all([occurrence], kind)


def place_of(activity: Activity) -> list[Any]:
    return [getattr(activity, name) for name in PLACE]


def tell_of_place(activity: Activity, moved: Iterable[Occurrence] = ()) -> None:
    """Tell who registered that the place of an activity is another, and of some times the hour."""
    told = {one.pk for one in moved}
    for occurrence in _coming(activity):
        tell_all([occurrence], "moved_place" if occurrence.pk in told else "place")


def tell_of_state(activity: Activity, *, was_on: bool) -> bool:
    """Tell who registered when an activity goes off the agenda or comes back; whether it did."""
    is_on = activity.state == State.PUBLISHED
    if is_on != was_on:
        tell_all(_coming(activity), "on" if is_on else "off")
    return is_on != was_on


def _coming(activity: Activity) -> list[Occurrence]:
    coming = Occurrence.objects.of(activity).coming().with_activity()
    return [one for one in coming if not one.is_cancelled]


def tell_of_undo(changes: Iterable[Change]) -> None:
    """Tell who registered what an undo changed about where, when and whether something is."""
    before = {one.object_id: one.before for one in changes if one.before and one.after}
    told = {one.pk for one in Activity.objects.with_ids(before) if _told(one, before)}
    for occurrence in Occurrence.objects.with_ids(before).coming().with_activity():
        if occurrence.activity_id not in told:
            tell_of_time(occurrence, before[occurrence.pk])


def _told(activity: Activity, before: Mapping[uuid.UUID, Any]) -> bool:
    row = before[activity.pk]
    if tell_of_state(activity, was_on=row["state"] == State.PUBLISHED):
        return True
    is_other_place = [row[name] for name in PLACE] != place_of(activity)
    if is_other_place and activity.state == State.PUBLISHED:
        times = Occurrence.objects.of(activity).coming().with_ids(before)
        tell_of_place(activity, [one for one in times if news(before[one.pk], vars(one))])
    return is_other_place

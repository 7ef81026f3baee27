"""Single times that differ from the pattern, as a source tells them, put on the occurrences."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils import timezone

from vlaggenlijn.agenda.actions.telling import tell_of_time
from vlaggenlijn.agenda.models import Activity, Occurrence
from vlaggenlijn.agenda.moments import instants, moment_of

Exceptions = Mapping[str, Mapping[str, Any]]
HOURS = ("starts_at", "ends_at")
FREE = {"is_cancelled": False, "is_full": False, "note": ""}


def follow_exceptions(activity: Activity, told: Exceptions, there: Exceptions) -> dict[str, Any]:
    """Bring coming times in line with what the source says of them; return what stays otherwise.

    A time that was changed here since is left as it is. Call it inside the deed, when the times
    follow the pattern already.
    """
    days = [day for day in {**told, **there} if told.get(day) != there.get(day)]
    coming = Occurrence.objects.of(activity).coming().filter(planned_on__in=days)
    kept = {}
    for occurrence in coming.select_related("activity"):
        day = occurrence.planned_on.isoformat()
        usual = _usual(activity, occurrence.planned_on)
        before, after = told.get(day, usual), there.get(day, usual)
        if _shown(occurrence) == after:
            continue
        if _shown(occurrence) not in (before, usual):
            kept[day] = dict(after)
            continue
        _put(activity, occurrence, after, is_usual=after == usual)
    return kept


def take_exceptions(activity: Activity, there: Exceptions) -> None:
    """Put single times as the source tells them, whatever was changed here."""
    coming = Occurrence.objects.of(activity).coming().filter(planned_on__in=list(there))
    for occurrence in coming.select_related("activity"):
        after = there[occurrence.planned_on.isoformat()]
        is_usual = after == _usual(activity, occurrence.planned_on)
        _put(activity, occurrence, after, is_usual=is_usual)


def _usual(activity: Activity, day: date) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "from": f"{activity.starts_at:%H:%M}",
        "until": f"{activity.ends_at:%H:%M}",
        **FREE,
    }


def _shown(occurrence: Occurrence) -> dict[str, Any]:
    day, begin, end = occurrence.hours()
    return {
        "day": day.isoformat(),
        "from": f"{begin:%H:%M}",
        "until": f"{end:%H:%M}",
        **{name: getattr(occurrence, name) for name in FREE},
    }


def _put(
    activity: Activity, occurrence: Occurrence, wanted: Mapping[str, Any], *, is_usual: bool
) -> None:
    before = {name: getattr(occurrence, name) for name in (*HOURS, *FREE)}
    if is_usual:
        moment = moment_of(activity.pattern, occurrence.planned_on)
        occurrence.day, occurrence.starts_at, occurrence.ends_at = (
            moment.day, moment.start, moment.end,
        )  # fmt: skip
    else:
        hours = (time.fromisoformat(wanted["from"]), time.fromisoformat(wanted["until"]))
        occurrence.day = date.fromisoformat(wanted["day"])
        start, end = instants(occurrence.day, *hours, activity.zone)
        occurrence.starts_at, occurrence.ends_at = start, end
    for name in FREE:
        setattr(occurrence, name, wanted[name])
    is_other_time = any(getattr(occurrence, name) != before[name] for name in HOURS)
    occurrence.is_moved = not is_usual and (is_other_time or occurrence.is_moved)
    occurrence.changed_at = timezone.now()
    occurrence.save()
    tell_of_time(occurrence, before)

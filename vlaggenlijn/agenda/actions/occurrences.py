"""The times of an activity: made from its pattern, kept in step with it, changed one by one."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
from django.utils import timezone

from vlaggenlijn.accounts.models import Conflict, Recorder, User, recorded
from vlaggenlijn.agenda.actions.registrations import let_in_who_waits
from vlaggenlijn.agenda.actions.telling import tell_all, tell_of_place, tell_of_time
from vlaggenlijn.agenda.models import Activity, Occurrence, Registration, Repeats
from vlaggenlijn.agenda.moments import HORIZON_DAYS, Moment, instants, moments

LOOK_BACK = timedelta(days=31)
HORIZON = timedelta(days=HORIZON_DAYS)
COLUMNS = ("day", "starts_at", "ends_at", "is_cancelled", "is_full", "note")


@dataclass(slots=True)
class Followed:
    """What a changed pattern did to times that people registered for."""

    moved: list[Occurrence] = field(default_factory=list)
    off: list[Occurrence] = field(default_factory=list)


@lru_cache(maxsize=4)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("BE", years=range(year - 1, year + 3)))


def wanted(activity: Activity, today: date) -> dict[date, Moment]:
    """Return the times that the pattern gives, by day: a month back and up to the horizon."""
    found = moments(
        activity.pattern,
        first=today - LOOK_BACK,
        last=today + HORIZON,
        holidays=_holidays(today.year),
    )
    return {moment.day: moment for moment in found}


def follow_pattern(recorder: Recorder, activity: Activity) -> Followed:
    """Bring the coming times of an activity in line with its pattern, inside the action's deed.

    What is over stays as it was. A time by itself that moves to another day stays the same one, for
    those who registered and in calendars. A time that falls away is deleted, unless people
    registered for it: then it stands there as cancelled, and they are told.
    """
    now = timezone.now()
    moments_by_day = wanted(activity, timezone.localdate())
    present = {one.planned_on: one for one in Occurrence.objects.of(activity)}
    coming = {day: one for day, one in present.items() if one.ends_at > now}
    missing = [day for day in moments_by_day if day not in present]
    left_over = [day for day in coming if day not in moments_by_day]
    followed = Followed()
    new = [day for day in missing if not _only_came_near(activity, day, present)]
    if len(new) == len(left_over) == 1:
        occurrence = coming.pop(left_over.pop())
        coming[occurrence.planned_on] = occurrence
        occurrence.planned_on, occurrence.is_moved = new[0], False
        _move(occurrence, moments_by_day[new[0]], followed)
        missing.remove(new[0])
    for day, occurrence in coming.items():
        if day in moments_by_day and not occurrence.is_moved:
            _move(occurrence, moments_by_day[day], followed)
    recorder.add_all(_new(activity, moments_by_day[day]) for day in missing)
    _drop([coming[day] for day in left_over], followed)
    return followed


def _only_came_near(activity: Activity, day: date, present: Iterable[date]) -> bool:
    """Whether a series without an end reaches a day only because time went by."""
    is_endless = activity.repeats != Repeats.ONCE and activity.until is None
    return is_endless and day > max(present, default=day)


def add_times(recorder: Recorder, activities: Iterable[Activity]) -> None:
    """Add the times of activities that are new, inside the action's deed."""
    today = timezone.localdate()
    recorder.add_all(
        _new(one, moment) for one in activities for moment in wanted(one, today).values()
    )


def _new(activity: Activity, moment: Moment) -> Occurrence:
    return Occurrence(
        activity=activity,
        planned_on=moment.day,
        day=moment.day,
        starts_at=moment.start,
        ends_at=moment.end,
    )


def _move(occurrence: Occurrence, moment: Moment, followed: Followed) -> None:
    after = (moment.day, moment.start, moment.end)
    if (occurrence.day, occurrence.starts_at, occurrence.ends_at) == after:
        return
    occurrence.day, occurrence.starts_at, occurrence.ends_at = after
    occurrence.changed_at = timezone.now()
    occurrence.save()
    followed.moved.append(occurrence)


def _drop(occurrences: list[Occurrence], followed: Followed) -> None:
    for occurrence in occurrences:
        if not Registration.objects.of(occurrence).counting().exists():
            occurrence.delete()
        elif not occurrence.is_cancelled:
            occurrence.is_cancelled = True
            occurrence.changed_at = timezone.now()
            occurrence.save()
            followed.off.append(occurrence)


def tell_who_registered(activity: Activity, followed: Followed, *, is_other_place: bool) -> None:
    """Mail what a changed pattern or place means to who registered."""
    moved = [one for one in followed.moved if not one.is_off]
    if is_other_place:
        tell_of_place(activity, moved)
    else:
        tell_all(moved, "moved")
    tell_all(followed.off, "off")


def change_occurrence(
    *,
    by: User | None,
    occurrence: Occurrence,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Occurrence:
    """Move, cancel or fill one time; who registered is told. Raises Conflict for a second editor.

    ``values`` holds day, from and until (local hours), is_cancelled, is_full and note.
    """
    network = occurrence.activity.network
    with recorded(
        by=by, network=network, deed="occurrence.change", key=idempotency_key
    ) as recorder:
        columns = _columns(occurrence.activity, values)
        if recorder.is_repeat:
            return _same_or_conflict(Occurrence.locked(occurrence.pk), columns)
        stored = Occurrence.locked(occurrence.pk, version)
        before = {name: getattr(stored, name) for name in COLUMNS}
        if before == columns:
            return stored
        for name, value in columns.items():
            setattr(stored, name, value)
        hours = (before["starts_at"], before["ends_at"])
        stored.is_moved = stored.is_moved or hours != (stored.starts_at, stored.ends_at)
        stored.changed_at = timezone.now()
        stored.save()
        tell_of_time(stored, before)
        let_in_who_waits(stored)
    return stored


def _columns(activity: Activity, values: Mapping[str, Any]) -> dict[str, Any]:
    start, end = instants(values["day"], values["from"], values["until"], activity.zone)
    own = {name: values[name] for name in ("day", "is_cancelled", "is_full", "note")}
    return own | {"starts_at": start, "ends_at": end}


def _same_or_conflict(stored: Occurrence, columns: Mapping[str, Any]) -> Occurrence:
    if any(getattr(stored, name) != value for name, value in columns.items()):
        raise Conflict(stored)
    return stored


def extend_series() -> int:
    """Add the times of series that came within the horizon; return how many series grew."""
    today, count = timezone.localdate(), 0
    for activity in Activity.objects.published().series().select_related("network"):
        present = set(Occurrence.objects.of(activity).values_list("planned_on", flat=True))
        found = wanted(activity, today)
        new = [moment for day, moment in found.items() if day not in present and day >= today]
        if new:
            with recorded(by=None, network=activity.network, deed="activity.extend") as recorder:
                Activity.locked(activity.pk, activity.version)
                recorder.add_all(_new(activity, moment) for moment in new)
            count += 1
    return count

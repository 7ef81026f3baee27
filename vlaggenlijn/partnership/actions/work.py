"""Groups, meetings with their minutes, and tasks."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.partnership.actions.records import keep
from vlaggenlijn.partnership.agendas import Point, replanned
from vlaggenlijn.partnership.models import AgendaPoint, Attendance, Group, Meeting, Partner, Task


def keep_group(
    *,
    by: User | None,
    group: Group,
    values: Mapping[str, Any],
    partners: Iterable[Partner],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Group:
    """Add or change a group with the partners in it. Raises Conflict."""
    return keep(
        by=by,
        network=group.network,
        record=group,
        values=values,
        links={"partners": partners},
        deed="group.add" if group._state.adding else "group.change",
        version=version,
        idempotency_key=idempotency_key,
    )


def end_group(*, by: User | None, group: Group, is_ended: bool = True) -> Group:
    """Note that a group ended, or goes on; said twice changes nothing."""
    with recorded(by=by, network=group.network, deed="group.end"):
        stored = Group.locked(group.pk)
        stored.ended_on = (stored.ended_on or timezone.localdate()) if is_ended else None
        stored.save()
    return stored


def keep_meeting(
    *,
    by: User | None,
    meeting: Meeting,
    values: Mapping[str, Any],
    agenda: Iterable[str],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Meeting:
    """Add or change a meeting and its agenda; points with minutes are never lost.

    Raises Conflict when somebody was first.
    """
    return keep(
        by=by,
        network=meeting.network,
        record=meeting,
        values=values,
        then=lambda stored: _plan(stored, agenda),
        deed="meeting.add" if meeting._state.adding else "meeting.change",
        version=version,
        idempotency_key=idempotency_key,
    )


def _plan(meeting: Meeting, agenda: Iterable[str]) -> None:
    there = {point.pk: point for point in meeting.points.all()}
    known = [Point(one.title, one.pk, bool(one.minutes or one.decision)) for one in there.values()]
    for order, wanted in enumerate(replanned(known, agenda), 1):
        point = there.pop(wanted.id, None) if wanted.id else None
        point = point or AgendaPoint(meeting=meeting, title=wanted.title)
        point.order = order
        point.save()
    for point in there.values():
        point.delete()


def keep_minutes(
    *,
    by: User | None,
    meeting: Meeting,
    version: int | None,
    guests: str,
    attendance: Mapping[Partner, str],
    points: Mapping[AgendaPoint, Mapping[str, str]],
    idempotency_key: uuid.UUID | None = None,
) -> Meeting:
    """Write who was there, and what was said and decided at each point. Raises Conflict.

    The meeting's version grows with every save, so that two note takers do not write over each
    other; an empty attendance takes it back.
    """
    deed, network = "meeting.minutes", meeting.network
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return Meeting.locked(meeting.pk)
        stored = Meeting.locked(meeting.pk, version)
        stored.guests = guests
        stored.touch()
        _attend(stored, attendance)
        for point, words in points.items():
            for name, value in words.items():
                setattr(point, name, value)
            point.save()
    return stored


def _attend(meeting: Meeting, attendance: Mapping[Partner, str]) -> None:
    there = {row.partner_id: row for row in meeting.attendances.all()}
    for partner, state in attendance.items():
        row = there.get(partner.pk)
        if not state:
            if row is not None:
                row.delete()
            continue
        row = row or Attendance(meeting=meeting, partner=partner)
        row.state = state
        row.save()


def keep_task(
    *,
    by: User | None,
    task: Task,
    values: Mapping[str, Any],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Task:
    """Add or change a task. Raises Conflict when somebody was first."""
    return keep(
        by=by,
        network=task.network,
        record=task,
        values=values,
        then=_mark_moment,
        deed="task.add" if task._state.adding else "task.change",
        version=version,
        idempotency_key=idempotency_key,
    )


def _mark_moment(task: Task) -> None:
    is_done = task.state == Task.State.DONE
    if bool(task.done_at) != is_done:
        task.done_at = timezone.now() if is_done else None
        task.save()


def do_task(*, by: User | None, task: Task, is_done: bool = True, remark: str = "") -> Task:
    """Note that a task is done, or open again; said twice changes nothing."""
    state = Task.State.DONE if is_done else Task.State.OPEN
    with recorded(by=by, network=task.network, deed="task.do" if is_done else "task.reopen"):
        stored = Task.locked(task.pk)
        if stored.state != state:
            stored.state = state
            stored.done_at = timezone.now() if is_done else None
        stored.remark = remark or stored.remark
        stored.save()
    return stored

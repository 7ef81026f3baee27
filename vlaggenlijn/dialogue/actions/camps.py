"""A camp is begun and changed, gets its slots and rooms, and goes from state to state."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from vlaggenlijn.accounts.models import Audited, Conflict, LocalNetwork, User, recorded
from vlaggenlijn.dialogue.actions.series import made_before
from vlaggenlijn.dialogue.models import Camp, CampRoom, CampSession, CampSlot

CAMP_COLUMNS = ("name", "about", "day", "place", "leader", "names_until")
SLOT_COLUMNS = ("starts_at", "ends_at", "title")
ROOM_COLUMNS = ("name", "seats", "has")
MOST_SLOTS, MOST_ROOMS = 24, 30
DEED = "camp.change"
Record = TypeVar("Record", bound=Audited)
Part = TypeVar("Part", CampSlot, CampRoom)


class Enough(Exception):
    """A camp has as many slots or rooms as it can have."""


def add_camp(
    *,
    by: User,
    network: LocalNetwork,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Camp:
    """Begin a camp; who begins it leads it unless somebody else is named."""
    with recorded(by=by, network=network, deed="camp.add", key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Camp)
        camp = Camp(network=network, **{name: values[name] for name in CAMP_COLUMNS})
        camp.leader = camp.leader or by
        camp.save()
    return camp


def change_camp(
    *,
    by: User,
    camp: Camp,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Camp:
    """Write what was filled in. Raises Conflict when someone was first."""
    columns = {name: values[name] for name in CAMP_COLUMNS}
    return changed(by=by, camp=camp, record=camp, version=version, values=columns,
                   key=idempotency_key)  # fmt: skip


def set_state(*, by: User, camp: Camp, state: str) -> Camp:
    """Let a camp go on, or back. When the grid becomes public, what was said of moves is gone."""
    with recorded(by=by, network=camp.network, deed="camp.state"):
        stored = Camp.locked(camp.pk)
        if state == Camp.State.LIVE and not stored.is_public:
            for session in CampSession.objects.of_camp(stored):
                session.moved_from = ""
                session.save()
        stored.state = state
        stored.save()
    return stored


def add_slot(
    *, by: User, camp: Camp, values: Mapping[str, Any], idempotency_key: uuid.UUID | None = None
) -> CampSlot:
    """Add a part of the day. Raises Enough."""
    columns = {name: values[name] for name in SLOT_COLUMNS}
    return _add(by, camp, CampSlot(camp=camp, **columns), MOST_SLOTS, idempotency_key)


def add_room(
    *, by: User, camp: Camp, values: Mapping[str, Any], idempotency_key: uuid.UUID | None = None
) -> CampRoom:
    """Add a room. Raises Enough."""
    columns = {name: values[name] for name in ROOM_COLUMNS}
    return _add(by, camp, CampRoom(camp=camp, **columns), MOST_ROOMS, idempotency_key)


def _add(by: User, camp: Camp, part: Part, most: int, key: uuid.UUID | None) -> Part:
    kind = type(part)
    with recorded(by=by, network=camp.network, deed=DEED, key=key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, kind)
        Camp.locked(camp.pk)
        if kind.objects.of_camp(camp).count() >= most:
            raise Enough
        part.save()
    return part


def change_slot(
    *,
    by: User,
    slot: CampSlot,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> CampSlot:
    """Write other hours. Raises Conflict when someone was first."""
    columns = {name: values[name] for name in SLOT_COLUMNS}
    return changed(by=by, camp=slot.camp, record=slot, version=version, values=columns,
                   key=idempotency_key)  # fmt: skip


def change_room(
    *,
    by: User,
    room: CampRoom,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> CampRoom:
    """Write another room. Raises Conflict when someone was first."""
    columns = {name: values[name] for name in ROOM_COLUMNS}
    return changed(by=by, camp=room.camp, record=room, version=version, values=columns,
                   key=idempotency_key)  # fmt: skip


def remove_part(*, by: User, part: CampSlot | CampRoom) -> int:
    """Take out a slot or a room; return how many sessions lost their place with it."""
    camp = part.camp
    with recorded(by=by, network=camp.network, deed=DEED):
        Camp.locked(camp.pk)
        lost = list(part.sessions.all())
        for session in lost:
            session.slot = session.room = None
            session.is_pinned = False
            session.save()
        part.delete()
    return len(lost)


def changed(
    *,
    by: User | None,
    camp: Camp,
    record: Record,
    version: int | None,
    values: Mapping[str, Any],
    key: uuid.UUID | None,
    deed: str = DEED,
) -> Record:
    """Write values of a record of a camp, once for each key. Raises Conflict."""
    with recorded(by=by, network=camp.network, deed=deed, key=key) as recorder:
        if recorder.is_repeat:
            stored = type(record).locked(record.pk)
            if any(getattr(stored, name) != value for name, value in values.items()):
                raise Conflict(stored)
            return stored
        stored = type(record).locked(record.pk, version)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
        for session in _told_by_calendars(stored):
            session.touch()
    return stored


def _told_by_calendars(record: Audited) -> Iterator[CampSession]:
    """Yield sessions of which the place or the hours changed with this record."""
    if isinstance(record, Camp | CampSlot | CampRoom):
        yield from record.sessions.filter(slot__isnull=False, room__isnull=False)

"""Sessions of a camp are put into slots and rooms: all at once, or one by hand."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.dialogue import placement
from vlaggenlijn.dialogue.models import (
    Camp,
    CampInterest,
    CampRoom,
    CampSession,
    CampSlot,
)

DEED = "camp.place"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A camp as its tables have it, and the same as plain values to reason about."""

    slots: list[CampSlot]
    rooms: list[CampRoom]
    sessions: list[CampSession]
    plain: placement.Camp
    so_far: placement.Placement


def gathered(camp: Camp) -> Gathered:
    """Read a camp in four questions. Keys are ids as text; cancelled sessions have no place."""
    slots, rooms = list(CampSlot.objects.of_camp(camp)), list(CampRoom.objects.of_camp(camp))
    sessions = list(CampSession.objects.of_camp(camp).going_on())
    free = {slot.pk for slot in slots if not slot.title}
    interested: dict[object, set[str]] = {session.pk: set() for session in sessions}
    for session_id, device in CampInterest.objects.of_camp(camp).values_list(
        "session_id", "device"
    ):
        interested.get(session_id, set()).add(device)
    so_far = {
        str(one.pk): placement.Place(str(one.slot_id), str(one.room_id))
        for one in sessions
        if one.is_placed and one.slot_id in free
    }
    plain = placement.Camp(
        proposals=tuple(_proposal(one, interested[one.pk]) for one in sessions),
        rooms=tuple(placement.Room(str(one.pk), one.seats, frozenset(one.has)) for one in rooms),
        slots=tuple(str(slot.pk) for slot in slots if not slot.title),
        pins=_pins(sessions, so_far),
    )
    return Gathered(slots, rooms, sessions, plain, so_far)


def _proposal(session: CampSession, devices: set[str]) -> placement.Proposal:
    host = " ".join(session.host.casefold().split())
    return placement.Proposal(
        str(session.pk),
        frozenset([f"host {host}"] if host else []),
        frozenset(devices),
        frozenset(session.needs),
    )


def _pins(
    sessions: Sequence[CampSession], so_far: placement.Placement
) -> dict[str, placement.Place]:
    """What stays where it is; of two in one place only the first one stays."""
    found: dict[placement.Place, str] = {}
    for one in sessions:
        if one.is_pinned and str(one.pk) in so_far:
            found.setdefault(so_far[str(one.pk)], str(one.pk))
    return {key: place for place, key in found.items()}


def place_all(*, by: User, camp: Camp) -> placement.Placed:
    """Place everything that is not pinned; return what it is worth now and was worth before."""
    with recorded(by=by, network=camp.network, deed=DEED):
        stored = Camp.locked(camp.pk)
        found = gathered(stored)
        placed = placement.place(found.plain, so_far=found.so_far or None)
        for session in found.sessions:
            _put(session, placed.places.get(str(session.pk)), stored)
        before = None if placed.before is None else _numbers(placed.before)
        stored.last_run = {"before": before, "after": _numbers(placed.after)}
        stored.save()
    return placed


def _numbers(score: placement.Score) -> list[int]:
    return [score.placed, score.visits, score.wished, score.standing]


def _put(session: CampSession, place: placement.Place | None, camp: Camp) -> None:
    """Give a session its place; once the grid is public, it says where it was before."""
    slot, room = (uuid.UUID(place.slot), uuid.UUID(place.room)) if place else (None, None)
    if (session.slot_id, session.room_id) == (slot, room):
        return
    if camp.is_public and session.is_placed and not session.moved_from:
        session.moved_from = session.place_words[:100]
    session.slot_id, session.room_id = slot, room
    session.save()


def move(
    *,
    by: User,
    session: CampSession,
    version: int,
    slot: CampSlot | None,
    room: CampRoom | None,
) -> CampSession | None:
    """Put a session somewhere by hand, where it stays; return whom it changed places with.

    Who stood there goes to where the session came from, or to no place. Without a slot and a room
    the session has no place, and the next placement may give it one. Raises Conflict when someone
    was first.
    """
    with recorded(by=by, network=session.camp.network, deed=DEED):
        camp = Camp.locked(session.camp_id)
        CampSession.locked(session.pk, version)
        stored = CampSession.objects.of_camp(camp).get(pk=session.pk)
        left = _place_of(stored)
        other = None
        if slot is not None and room is not None:
            there = CampSession.objects.of_camp(camp).in_place(slot, room)
            other = there.exclude(pk=stored.pk).first()
            _put(stored, placement.Place(str(slot.pk), str(room.pk)), camp)
        else:
            _put(stored, None, camp)
        _pin(stored, is_pinned=stored.is_placed)
        if other is not None:
            _put(other, left, camp)
            _pin(other, is_pinned=other.is_pinned and other.is_placed)
    return other


def _place_of(session: CampSession) -> placement.Place | None:
    if not session.is_placed:
        return None
    return placement.Place(str(session.slot_id), str(session.room_id))


def _pin(session: CampSession, *, is_pinned: bool) -> None:
    session.is_pinned = is_pinned
    session.save()


def pin(*, by: User, session: CampSession, is_pinned: bool) -> None:
    """Let a session stay where it is, or let the next placement move it."""
    with recorded(by=by, network=session.camp.network, deed=DEED):
        stored = CampSession.locked(session.pk)
        _pin(stored, is_pinned=is_pinned and stored.is_placed)


def cancel(*, by: User, session: CampSession, is_cancelled: bool) -> bool:
    """Say that a session does not go on, or does again; return whether it has a place.

    Before the grid is public its place is free for others at once; afterwards it stays on the
    board, with the word for it. Who goes on again while others stand there gets no place.
    """
    with recorded(by=by, network=session.camp.network, deed="camp.cancel"):
        camp = Camp.locked(session.camp_id)
        stored = CampSession.locked(session.pk)
        stored.is_cancelled, stored.is_pinned = is_cancelled, False
        taken = CampSession.objects.in_place(stored.slot_id, stored.room_id).exclude(pk=stored.pk)
        if (is_cancelled and not camp.is_public) or (not is_cancelled and taken.exists()):
            stored.slot = stored.room = None
        stored.save()
    return stored.is_placed

"""The grid of a camp as pages, prints and the day book show it, gathered in few questions."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from vlaggenlijn.dialogue.models import Camp, CampInterest, CampRoom, CampSession, CampSlot
from vlaggenlijn.dialogue.timetable import now_in


@dataclass(frozen=True, slots=True)
class Cell:
    """A room during a slot; two sessions only where an undo put one back."""

    room: CampRoom
    sessions: list[CampSession]


@dataclass(frozen=True, slots=True)
class Row:
    """A slot with every room in it; one with a title has no rooms. ``line`` says where now is."""

    slot: CampSlot
    cells: list[Cell]
    line: str = ""

    @property
    def sessions(self) -> list[CampSession]:
        return [session for cell in self.cells for session in cell.sessions]


@dataclass(frozen=True, slots=True)
class Board:
    camp: Camp
    rooms: list[CampRoom]
    rows: list[Row]
    waiting: list[CampSession]
    cancelled: list[CampSession]
    moved: list[CampSession]
    is_after_all: bool = False
    wanted: dict[uuid.UUID, int] = field(default_factory=dict)

    @property
    def sessions(self) -> list[CampSession]:
        return [session for row in self.rows for session in row.sessions]


def board_of(camp: Camp, now: datetime | None = None) -> Board:
    """Return the grid of a camp; with a moment on its day, also where now is."""
    slots, rooms = list(CampSlot.objects.of_camp(camp)), list(CampRoom.objects.of_camp(camp))
    sessions = list(CampSession.objects.of_camp(camp).with_report())
    cells: dict[tuple[object, object], list[CampSession]] = defaultdict(list)
    for session in sessions:
        cells[session.slot_id, session.room_id].append(session)
    when = now_in([(slot.start, slot.end) for slot in slots], now) if now else None
    today = now is not None and bool(slots) and now.astimezone(slots[0].start.tzinfo).date()
    is_today = today == camp.day
    lines = {when.number: when.when} if when and is_today else {}
    rows = [
        Row(slot, [] if slot.title else [Cell(room, cells[slot.pk, room.pk]) for room in rooms],
            lines.get(number, ""))
        for number, slot in enumerate(slots)
    ]  # fmt: skip
    shown = {session.pk for row in rows for session in row.sessions}
    counts = CampInterest.objects.of_camp(camp).values_list("session_id", flat=True)
    return Board(
        camp=camp, rooms=rooms, rows=rows,
        waiting=[one for one in sessions if one.pk not in shown and not one.is_cancelled],
        cancelled=[one for one in sessions if one.is_cancelled],
        moved=[one for one in sessions if one.moved_from and not one.is_cancelled],
        is_after_all=is_today and when is not None and when.when == "after",
        wanted=dict(Counter(counts)),
    )  # fmt: skip


def changes_in_words(board: Board) -> list[str]:
    """Return what is different from the grid as it was made public, a sentence for each."""
    moved = [
        _("“%(title)s” moved: now %(now)s, it was %(before)s.")
        % {
            "title": one.title,
            "now": one.place_words or _("without a place"),
            "before": one.moved_from,
        }
        for one in board.moved
    ]
    off = [
        _("“%(title)s” is cancelled.") % {"title": one.title}
        for one in board.cancelled
        if one.is_placed
    ]
    return off + moved

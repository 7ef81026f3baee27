"""What hangs on the wall and goes home with people: grid, door sheets, cards, day book."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from vlaggenlijn.common.paper import pdf_of, qr_address
from vlaggenlijn.dialogue.camp_boards import Board, board_of
from vlaggenlijn.dialogue.models import Camp, CampRoom, CampSession, CampSlot

STATIC = Path(__file__).resolve().parents[1] / "static" / "vlaggenlijn"
STYLE = STATIC / "camp_paper.css"
MOST_COLUMNS = 8
# Large letters first; a full day gets smaller ones before it gets a second sheet of A3.
SIZES = ("11pt", "10pt", "9pt", "8pt")


@dataclass(frozen=True, slots=True)
class Door:
    """What happens in one room: (slot, session or None), in the order of the day."""

    room: CampRoom
    lines: list[tuple[CampSlot, CampSession | None]]


def _grid(board: Board) -> dict[str, Any]:
    """The grid in pages of at most eight rooms, so that it stays readable from a step away."""
    columns = [
        range(start, min(start + MOST_COLUMNS, len(board.rooms)))
        for start in range(0, len(board.rooms), MOST_COLUMNS)
    ]
    return {
        "sheets": [
            {
                "rooms": [board.rooms[place] for place in places],
                "rows": [
                    (row.slot, [_going_on(row.cells[place].sessions) for place in places]
                     if row.cells else [])
                    for row in board.rows
                ],
            }
            for places in columns
        ]
    }  # fmt: skip


def _going_on(sessions: list[CampSession]) -> CampSession | None:
    return next((one for one in sessions if not one.is_cancelled), None)


def _doors(board: Board) -> dict[str, Any]:
    doors = [
        Door(room, [
            (row.slot, _going_on(row.cells[place].sessions) if row.cells else None)
            for row in board.rows
        ])
        for place, room in enumerate(board.rooms)
    ]  # fmt: skip
    return {"doors": doors}


def _cards(board: Board) -> dict[str, Any]:
    there = [one for one in board.sessions if not one.is_cancelled]
    return {"sessions": [*there, *board.waiting]}


PAPERS: dict[str, Callable[[Board], dict[str, Any]]] = {
    "rooster": _grid,
    "deuren": _doors,
    "kaartjes": _cards,
}
TEMPLATES = {
    "rooster": "dialogue/camps/paper/grid.html",
    "deuren": "dialogue/camps/paper/doors.html",
    "kaartjes": "dialogue/camps/paper/cards.html",
}


def paper(camp: Camp, kind: str, address: str) -> bytes:
    """Return a print of a kind of PAPERS as tagged PDF; raises NoPango."""
    board = board_of(camp)
    sizes: Sequence[str] = SIZES if kind == "rooster" else ()
    if len(board.rooms) > MOST_COLUMNS:
        sizes = sizes[-2:-1]
    return _pdf(TEMPLATES[kind], camp, PAPERS[kind](board), address, sizes)


def day_book(camp: Camp, address: str) -> bytes:
    """Return the day book as tagged PDF; raises NoPango."""
    return _pdf("dialogue/camps/paper/day_book.html", camp, {"board": board_of(camp)}, address)


def own_sheet(camp: Camp, sessions: list[CampSession], address: str) -> bytes:
    """Return the sessions that somebody wants to see as tagged PDF; raises NoPango."""
    return _pdf("dialogue/camps/paper/own.html", camp, {"sessions": sessions}, address)


def _pdf(
    template: str, camp: Camp, values: dict[str, Any], address: str, sizes: Sequence[str] = ()
) -> bytes:
    context = {
        "camp": camp,
        "language": translation.get_language(),
        "address": address,
        "qr": qr_address(address),
        "now": timezone.localtime(),
        **values,
    }
    return pdf_of(render_to_string(template, context), stylesheet=STYLE, sizes=sizes)

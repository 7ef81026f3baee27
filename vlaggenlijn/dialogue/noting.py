"""What the browser of a note taker sends: a queue of quotes, read with care; a thinking module.

The queue is a JSON list, at most ``MOST`` long, of {"key", "op"} and, to put a quote down, "hat",
"speaker", "verbatim", "text", "at". Whatever cannot be read is refused by its key with a reason, so
that the browser keeps it and says so; the rest of the queue is kept all the same.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

MOST = 500
LONGEST = 20_000
PUT, REMOVE = "put", "remove"


class Unreadable(Exception):
    """This is no queue of quotes at all."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that a note taker did; ``said_at`` is by the clock of the browser."""

    key: uuid.UUID
    op: str
    hat: uuid.UUID | None = None
    speaker: uuid.UUID | None = None
    is_verbatim: bool = False
    text: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing that cannot be kept: its key as it came, and a word for why."""

    key: str
    why: str


def read_queue(body: bytes) -> tuple[list[Noted], list[Refused]]:
    """Return what can be kept, in its order, and what is refused; raise Unreadable."""
    try:
        queue = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(queue, list) or len(queue) > MOST:
        raise Unreadable
    read = [_read(one) for one in queue]
    return (
        [one for one in read if isinstance(one, Noted)],
        [one for one in read if isinstance(one, Refused)],
    )


def _read(one: Any) -> Noted | Refused:
    if not isinstance(one, dict):
        return Refused("", "shape")
    key, op = _id(one.get("key")), one.get("op")
    if key is None or op not in (PUT, REMOVE):
        return Refused(str(one.get("key"))[:36], "shape")
    if op == REMOVE:
        return Noted(key, op)
    text = one.get("text")
    if not isinstance(text, str) or not text.strip():
        return Refused(str(key), "empty")
    if len(text) > LONGEST:
        return Refused(str(key), "long")
    return Noted(
        key, op, _id(one.get("hat")), _id(one.get("speaker")), one.get("verbatim") is True,
        text, _moment(one.get("at")),
    )  # fmt: skip


def _id(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    """Milliseconds since 1970, as a browser counts them; None for what is no moment."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    try:
        return datetime.fromtimestamp(value / 1000, UTC) if is_number else None
    except (ValueError, OverflowError, OSError):
        return None

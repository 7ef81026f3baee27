"""In which order programs hear what changed; a thinking module.

Every record that was ever public has one place in the row, a number. A change, or its end, moves
it to the back with a new number, higher than all before. So a program that walks from its cursor to
the back meets the last state of everything once; what changes meanwhile it meets again, further on.
"""

import uuid
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

SERVICE, ORGANIZATION = "service", "organization"
Way = Literal["record", "tombstone", ""]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: ``first`` is its first number, ``sequence`` the one it has now."""

    kind: str
    record_id: uuid.UUID
    sequence: int
    first: int
    is_gone: bool = False


def moved(
    touched: Iterable[tuple[str, uuid.UUID]],
    public: Container[uuid.UUID],
    known: Mapping[uuid.UUID, Place],
    last: int,
) -> list[Place]:
    """Return the new places of what was touched, numbered from ``last`` + 1.

    What never was public gets none; what is gone already is not told again.
    """
    places: list[Place] = []
    for kind, record_id in dict.fromkeys(touched):
        is_gone, before = record_id not in public, known.get(record_id)
        if is_gone and (before is None or before.is_gone):
            continue
        number = last + len(places) + 1
        places.append(Place(kind, record_id, number, before.first if before else number, is_gone))
    return places


def way_of(place: Place, cursor: int, *, is_in_reach: bool, is_waiting: bool = False) -> Way:
    """Return how a program that has read up to a cursor hears of a place.

    As the record; as a tombstone when it may know the record and it is gone, or out of reach of the
    network visited; not at all when it cannot have seen it, or when the record changed since and
    waits for a new number: there it is met, once.
    """
    if not place.is_gone and is_waiting:
        return ""
    if is_in_reach and not place.is_gone:
        return "record"
    return "tombstone" if place.first <= cursor else ""

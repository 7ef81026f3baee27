"""What a source says of a record, beside what stands here, part by part.

What changed there comes in, what changed here stays, what changed on both sides stays and is told.
A part is a column, or all rows of one kind, under the name that an alteration has for it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vlaggenlijn.directory.hsds_in.wishes import Wish

NAMES = {"schedules": "hours"}  # rows that an alteration calls otherwise
CONCEPTS = "concepts"
# By these a record is known again; a day of confirming only moves forward by itself.
ALWAYS = frozenset({"own_identifier", "identifiers", "assured_on"})
Texts = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Merge:
    """The parts to take over, and what was changed on both sides: (here, there) by part."""

    taken: frozenset[str] = frozenset()
    conflicts: Mapping[str, Texts] = field(default_factory=dict)


def parts_of(wish: Wish) -> dict[str, Any]:
    """Return what a wish says, by part."""
    rows = {NAMES.get(name, name): list(values) for name, values in wish.rows.items()}
    concepts = {CONCEPTS: sorted(wish.concepts)} if wish.concepts else {}
    return {**wish.columns, **rows, **concepts}


def only(wish: Wish, parts: Collection[str]) -> Wish:
    """Return a wish that says nothing but these parts."""
    return replace(
        wish,
        columns={name: value for name, value in wish.columns.items() if name in parts},
        rows={name: one for name, one in wish.rows.items() if NAMES.get(name, name) in parts},
        concepts=wish.concepts if CONCEPTS in parts else (),
    )


def changed_parts(told: Wish | None, there: Wish) -> frozenset[str]:
    """Return the parts that a source says otherwise than last time; all, the first time."""
    before = parts_of(told) if told is not None else {}
    now = parts_of(there)
    changed = {name for name, value in now.items() if name not in before or before[name] != value}
    return frozenset(changed | (ALWAYS & now.keys()))


def merged(
    differing: Mapping[str, Texts],
    changed: Collection[str],
    drifted: Collection[str],
    *,
    is_first: bool,
) -> Merge:
    """Return what to take over of what differs here from what a source says now.

    ``differing`` holds what stands here and there by part, ``changed`` the parts that changed
    there, ``drifted`` those that changed here since. The first time there is no before: what
    is empty here is filled in, and all else waits for somebody.
    """
    conflicts = {}
    for name, (here, there) in differing.items():
        if name in ALWAYS or name not in changed:
            continue
        if here if is_first else name in drifted:
            conflicts[name] = (here, there)
    return Merge(frozenset(changed) - conflicts.keys(), conflicts)

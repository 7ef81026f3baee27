"""Which organisations of a directory are new in a series, and under which name; a thinking module.

An organisation is addressed once in a series. There it has one name that no other has, so that two
of the same name ("OCMW") are told apart by their place, else by a number.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation of the directory; ``key`` is its id, ``place`` its municipality or ""."""

    key: str
    name: str
    kind: str = ""
    region: str = ""
    place: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Who is addressed already: ids of the directory, names without one, and every name."""

    keys: frozenset[str] = frozenset()
    loose_names: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is to be added, each with a name of its own, and how many are there already."""

    new: tuple[Candidate, ...]
    known: int

    @property
    def found(self) -> int:
        return len(self.new) + self.known

    @property
    def without_email(self) -> int:
        return sum(not one.email for one in self.new)


def plan(candidates: Iterable[Candidate], known: Known) -> Plan:
    """Return who is new, in the same order; one that comes twice is new once."""
    keys, taken = set(known.keys), set(known.names)
    new: list[Candidate] = []
    there = 0
    for one in candidates:
        if one.key in keys or one.name in known.loose_names:
            there += 1
            continue
        keys.add(one.key)
        name = free_name(one.name, one.place, taken)
        taken.add(name)
        new.append(replace(one, name=name))
    return Plan(tuple(new), there)


def free_name(name: str, place: str, taken: Collection[str]) -> str:
    """Return the name, else with its place, else with a number; at most LONGEST_NAME long."""
    short = name[:LONGEST_NAME]
    if short not in taken:
        return short
    placed = _ended(name, place) if place else short
    number = 2
    found = placed
    while found in taken:
        found = _ended(placed, str(number))
        number += 1
    return found


def _ended(name: str, end: str) -> str:
    tail = f" ({end})"
    return name[: LONGEST_NAME - len(tail)] + tail

"""The thread from a quote to a result: steps between records of different rooms, put in order.

A step leads from what was there first (a quote, a finding) to what came of it (a need, an
undertaking). Rooms name their records as "room.model" and an id, so that no room below has to know
those above it.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class End:
    """One end of a step: ``model`` as in "needs.need", ``words`` to show, ``url`` a path or "".

    Two ends are the same record when model and id are the same, whatever their words.
    """

    model: str
    id: uuid.UUID
    words: str = ""
    url: str = ""

    @property
    def key(self) -> tuple[str, uuid.UUID]:
        return self.model, self.id


@dataclass(frozen=True, slots=True)
class Step:
    """``target`` came of ``source``; ``label`` says how, in a few words."""

    source: End
    target: End
    label: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What led to a record (the first cause first) and what came of it (the nearest first)."""

    before: list[Step]
    after: list[Step]


def follow(steps: Iterable[Step], here: End) -> Thread:
    """Return the thread through one record; each step stands in it once, circles included.

    Of steps equally far away, the order in which they were given holds.
    """
    given = list(steps)
    after = _outward([(step.source.key, step.target.key, step) for step in given], here)
    before = _outward([(step.target.key, step.source.key, step) for step in given], here)
    return Thread(before[::-1], after)


Key = tuple[str, uuid.UUID]


def _outward(edges: Iterable[tuple[Key, Key, Step]], here: End) -> list[Step]:
    leaving: dict[Key, list[tuple[Key, Step]]] = defaultdict(list)
    for near, far, step in edges:
        leaving[near].append((far, step))
    found, ring, visited = [], [here.key], {here.key}
    while ring:
        reached = [pair for key in ring for pair in leaving.pop(key, [])]
        found += [step for _, step in reached]
        ring = [far for far, _ in dict(reached).items() if far not in visited]
        visited.update(ring)
    return found

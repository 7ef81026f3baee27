"""Several needs in one question, and which offers answer which; a thinking module.

Two concepts are two needs when they were said in different parts of the sentence, with other words,
and neither lies next to the other. "A playground for a child with a handicap" is one need.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vlaggenlijn.taxonomy.words import words

SCHEME = "themes:"
MOST_NEEDS = 3
MOST_READINGS = 8
# What weighs less (0.7: named), or less than this share of the strongest, is a guess.
LEAST_WEIGHT = 0.3
LEAST_SHARE = 0.25
PARTS = re.compile(
    r"[,.;:!?\n،؟]+|\b(?:en|ook|maar|plus|et|aussi|mais|and|also|but|ve|ayrıca|ama)\b|\s(?=و\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is asked: its concept and near readings of it, and the words that said it."""

    term: str
    because: str
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """The offers for one need, best first; the last group may be without a need."""

    need: Need | None
    ids: tuple[uuid.UUID, ...]


def needs(
    text: str,
    because: Mapping[str, str],
    weights: Mapping[str, float],
    near: Callable[[str], Iterable[str]],
) -> list[Need]:
    """Return the needs of a question, strongest first; at most three.

    ``because`` gives the words for each concept, ``near`` the concepts next to one.
    """
    said = [term for term, told in because.items() if told and term.startswith(SCHEME)]
    said.sort(key=lambda term: (-weights[term], term))
    said = said[:MOST_READINGS]
    least = max(LEAST_WEIGHT, weights[said[0]] * LEAST_SHARE) if said else 0.0
    parts = [set(words(part)) for part in PARTS.split(text)]
    found: list[Need] = []
    for term in said:
        kin = _kin(found, term, _whole(because[term], parts), near)
        for place in kin:
            also = found[place].also | {term}
            found[place] = Need(found[place].term, found[place].because, also)
        if not kin and weights[term] >= least:
            found.append(Need(term, because[term]))
    return found[:MOST_NEEDS]


def _kin(
    found: Sequence[Need], term: str, told: set[str], near: Callable[[str], Iterable[str]]
) -> list[int]:
    """Return the needs that a concept is another reading of: told in one part, or next to it."""
    together = [
        place for place, need in enumerate(found) if not told.isdisjoint(words(need.because))
    ]
    if together or not found:
        return together
    around = {term, *near(term)}
    return [
        place
        for place, need in enumerate(found)
        if need.term in around or not need.also.isdisjoint(around)
    ]


def _whole(told: str, parts: Sequence[set[str]]) -> set[str]:
    """Return all words of the parts of the sentence in which something was told."""
    said = set(words(told))
    return said.union(*(part for part in parts if not part.isdisjoint(said)))


def grouped(
    asked: Sequence[Need],
    topics: Sequence[tuple[uuid.UUID, str]],
    near: Callable[[str], Iterable[str]],
) -> tuple[Group, ...]:
    """Return the offers by need, in the order of their best; none when one need has them all.

    ``topics`` gives for each offer, best first, the concept that it answers ("" when only words).
    """
    by_need: dict[Need | None, list[uuid.UUID]] = {}
    for offer, topic in topics:
        by_need.setdefault(_need_of(topic, asked, near), []).append(offer)
    rest = by_need.pop(None, [])
    if len(by_need) < 2:
        return ()
    groups = [Group(need, tuple(ids)) for need, ids in by_need.items()]
    return (*groups, *([Group(None, tuple(rest))] if rest else []))


def _need_of(
    topic: str, asked: Sequence[Need], near: Callable[[str], Iterable[str]]
) -> Need | None:
    for need in asked:
        if topic == need.term or topic in need.also:
            return need
    around = set(near(topic)) if topic else set()
    return next((need for need in asked if need.term in around), None)

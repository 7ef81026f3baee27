"""What bringing in a list of concepts would do, concept by concept; a thinking module.

A concept is found again by its address. Each fact is merged by itself: what somebody changed here
since the list said it the last time stays, and is told when the list says something new.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

NEW, CHANGED, SAME = "new", "changed", "same"
# Why a concept means one of ours.
SAID, NAMED, KEPT = "said", "named", "kept"
OURS = re.compile(r"(?:.*/skos/([a-z0-9-]+)#|([a-z0-9-]+):)([a-z0-9-]+)")
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """One concept of a list. ``broader``, ``exact`` and ``close`` are addresses as they stand."""

    uri: str
    labels: Mapping[str, str]
    words: Mapping[str, list[str]] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A concept that came in before: what the list told then, and how it stands now."""

    told: Mapping[str, Any]
    now: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ours:
    """Concepts of everybody: their terms, and which terms a preferred word names."""

    terms: frozenset[str]
    named: Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Planned:
    """What happens to one concept. ``kept`` names the facts that were changed here and stay."""

    uri: str
    outcome: str
    facts: Facts
    told: Facts
    because: str = ""
    kept: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        labels: Mapping[str, str] = self.facts["labels"]
        return labels.get("nl") or next(iter(labels.values()))


def plan(concepts: Iterable[Read], known: Mapping[str, Known], ours: Ours) -> list[Planned]:
    """Return what happens to each concept, those that stand above others first.

    Facts are ``labels``, ``words``, ``definitions``, ``is_hidden``, and ``same_as``, ``near`` and
    ``broader`` as terms of ours; ``broader`` may also be the address of another of the list.
    """
    read = {one.uri: one for one in concepts}
    means = {uri: _meaning(one, ours) for uri, one in read.items()}
    merged = {uri: _merged(one, read, means, known.get(uri), ours) for uri, one in read.items()}
    return sorted(merged.values(), key=lambda one: (_depth(one, merged), one.uri))


def _meaning(one: Read, ours: Ours) -> tuple[str, str]:
    """Return the concept of ours that it means and why; two empty texts when it is another."""
    said = [term for term in map(term_of, one.exact) if term in ours.terms]
    if said:
        return said[0], SAID
    names = (ours.named.get(pair_of(*pair), frozenset()) for pair in one.labels.items())
    meant = frozenset().union(*names)
    return (next(iter(meant)), NAMED) if len(meant) == 1 else ("", "")


def pair_of(language: str, text: str) -> tuple[str, str]:
    return language, text.casefold()


def term_of(address: str) -> str:
    """Return the term "scheme:slug" of an address of ours (of any installation), else ""."""
    found = OURS.fullmatch(address)
    return f"{found[1] or found[2]}:{found[3]}" if found else ""


def _merged(
    one: Read,
    read: Mapping[str, Read],
    means: Mapping[str, tuple[str, str]],
    known: Known | None,
    ours: Ours,
) -> Planned:
    term, because = means[one.uri]
    told: Facts = {
        "labels": dict(one.labels),
        "words": {language: list(texts) for language, texts in one.words.items()},
        "definitions": dict(one.definitions),
        "same_as": term,
        "near": [near for near in map(term_of, one.close) if near in ours.terms],
        "broader": _above(one, read, means, ours),
        "is_hidden": one.is_retired,
    }
    if known is None:
        return Planned(one.uri, NEW, told, told, because)
    facts, kept = merged(told, known)
    outcome = SAME if facts == dict(known.now) and told == dict(known.told) else CHANGED
    return Planned(
        one.uri, outcome, facts, told, because or (KEPT if facts["same_as"] else ""), kept
    )


def merged(told: Facts, known: Known) -> tuple[Facts, list[str]]:
    """Return the facts that count, and the names of those that stay against the list."""
    facts: Facts = {}
    kept: list[str] = []
    for name, new in told.items():
        before, now = known.told.get(name), known.now.get(name)
        is_ours = now != before and new != now
        facts[name] = now if is_ours else new
        if is_ours and new != before:
            kept.append(name)
    return facts, kept


def _above(
    one: Read, read: Mapping[str, Read], means: Mapping[str, tuple[str, str]], ours: Ours
) -> str:
    """Return what stands above: ours, or another of the list that does not stand below itself."""
    for address in one.broader:
        if term_of(address) in ours.terms:
            return term_of(address)
        if address in read and not _leads_back(one.uri, address, read):
            return means[address][0] or address
    return ""


def _leads_back(uri: str, address: str, read: Mapping[str, Read]) -> bool:
    """Return whether a way up from an address comes back to ``uri``."""
    seen: set[str] = set()
    waiting = [address]
    while waiting:
        here = waiting.pop()
        if here == uri:
            return True
        if here not in seen and here in read:
            seen.add(here)
            waiting += read[here].broader
    return False


def _depth(one: Planned, all_of: Mapping[str, Planned]) -> int:
    depth, seen = 0, {one.uri}
    above = all_of.get(one.facts["broader"])
    while above is not None and above.uri not in seen:
        seen.add(above.uri)
        depth += 1
        above = all_of.get(above.facts["broader"])
    return depth

"""Which of many records are compared at all: only those that share a clue."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from vlaggenlijn.directory.likeness.portrait import Portrait
from vlaggenlijn.directory.likeness.weighing import Likeness, compare

# A clue that more records share (a switchboard, a tower block) tells no two of them apart.
MOST_IN_A_BLOCK = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, in the order in which they were given."""

    first: Portrait
    second: Portrait
    likeness: Likeness


def likely_pairs(portraits: Iterable[Portrait]) -> list[Pair]:
    """Return the pairs from the cut on, the likeliest first."""
    known = list(portraits)
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, portrait in enumerate(known):
        for clue in clues(portrait):
            blocks[clue].append(number)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= MOST_IN_A_BLOCK:
            seen.update(combinations(members, 2))
    found = [Pair(known[a], known[b], compare(known[a], known[b])) for a, b in sorted(seen)]
    likely = [pair for pair in found if pair.likeness.is_likely]
    return sorted(likely, key=lambda pair: -pair.likeness.score)


def likest(typed: Portrait, known: Iterable[Portrait], most: int = 5) -> list[Pair]:
    """Return what looks like something that is being typed, the likeliest first."""
    found = [Pair(typed, one, compare(typed, one)) for one in known]
    likely = [pair for pair in found if pair.likeness.is_likely]
    return sorted(likely, key=lambda pair: -pair.likeness.score)[:most]


def clues(portrait: Portrait) -> set[tuple[str, ...]]:
    """What a record shares with another that may be the same."""
    found: set[tuple[str, ...]] = {("kbo", one) for one in portrait.kbo} | {
        ("ovo", one) for one in portrait.ovo
    }
    found |= {("phone", one) for one in portrait.phones}
    if portrait.mail:
        found.add(("mail", portrait.mail.casefold()))
    doors = portrait.addresses
    found |= {("door", one.street[:4], one.number, one.area) for one in doors if one.number}
    return found | set(_names(portrait))


def _names(portrait: Portrait) -> Iterator[tuple[str, ...]]:
    """Its telling words as they sound, in each of its towns; all words when none is telling."""
    places = [*portrait.areas] or [""]
    if portrait.organization is not None:
        places = [str(portrait.organization), *places]
    for naming in portrait.namings:
        words = naming.sounds or (" ".join(sorted(naming.words)),)
        for place in places:
            for word in words:
                yield ("name", word[:4] if naming.sounds else word, place)

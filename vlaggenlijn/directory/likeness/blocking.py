"""Which of many records are compared at all: only those that share a clue."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from vlaggenlijn.directory.likeness.portrait import Naming, Portrait
from vlaggenlijn.directory.likeness.weighing import Likeness, compare
from vlaggenlijn.directory.likeness.words import skeleton

# A clue that more records share (a switchboard, a tower block, "zonne" in a city) tells them hardly
# apart: of those only neighbours in the order of their names are compared.
MOST_IN_A_BLOCK = 40
NEIGHBOURS = 6
TELL_EVERY = 10_000  # comparisons; about a second
Told = Callable[[int, int], object]
Clue = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, in the order in which they were given."""

    first: Portrait
    second: Portrait
    likeness: Likeness


def likely_pairs(
    portraits: Iterable[Portrait], tell: Told = lambda done, total: None
) -> list[Pair]:
    """Return the pairs from the cut on, the likeliest first; ``tell`` hears how many are done."""
    known = list(portraits)
    worth = candidates(known)
    likely = []
    for done, (a, b) in enumerate(worth):
        if done % TELL_EVERY == 0:
            tell(done, len(worth))
        likeness = compare(known[a], known[b])
        if likeness.is_likely:
            likely.append(Pair(known[a], known[b], likeness))
    tell(len(worth), len(worth))
    return sorted(likely, key=lambda pair: -pair.likeness.score)


def candidates(known: Sequence[Portrait]) -> list[tuple[int, int]]:
    """Return the pairs of places in ``known`` that share a clue, each once."""
    # By their hash: the clues of many records are large, and two that meet cost one comparison.
    blocks: dict[int, list[int]] = defaultdict(list)
    for number, portrait in enumerate(known):
        for clue in clues(portrait):
            blocks[hash(clue)].append(number)
    # A pair as one number: of a million tuples the set alone would take a tenth of a gigabyte.
    size = len(known)
    seen: set[int] = set()
    for members in blocks.values():
        seen.update(one * size + other for one, other in _within(members, known))
    return [divmod(pair, size) for pair in sorted(seen)]


def _within(members: list[int], known: Sequence[Portrait]) -> Iterator[tuple[int, int]]:
    if len(members) <= MOST_IN_A_BLOCK:
        return combinations(members, 2)
    by_name = sorted(members, key=lambda number: (known[number].heard, number))
    return (
        (min(one, other), max(one, other))
        for place, one in enumerate(by_name)
        for other in by_name[place + 1 : place + 1 + NEIGHBOURS]
    )


def likest(typed: Portrait, known: Iterable[Portrait], most: int = 5) -> list[Pair]:
    """Return what looks like something that is being typed, the likeliest first."""
    found = [Pair(typed, one, compare(typed, one)) for one in known]
    likely = [pair for pair in found if pair.likeness.is_likely]
    return sorted(likely, key=lambda pair: -pair.likeness.score)[:most]


def clues(portrait: Portrait) -> set[Clue]:
    """What a record shares with another that may be the same.

    What one house offers shares its door, its phone and its mail, so for services these count
    only together with a word of the name.
    """
    found = {*_contacts(portrait), *_doors(portrait)}
    heads = {head for naming in portrait.namings for word in naming.sounds for head in _heads(word)}
    if portrait.organization is not None and heads:
        found = {(*clue, head) for clue in found for head in heads}
    return found | set(_names(portrait, heads))


def _heads(word: str) -> tuple[str, str]:
    """How a word begins, by its sound and by its consonants: a slip spares one of the two."""
    return word[:4], skeleton(word)[:5].upper()


def _contacts(portrait: Portrait) -> Iterator[Clue]:
    yield from (("kbo", one) for one in portrait.kbo)
    yield from (("ovo", one) for one in portrait.ovo)
    yield from (("phone", one) for one in portrait.phones)
    if portrait.mail:
        yield "mail", portrait.mail.casefold()
    yield from (("host", one) for one in {portrait.domain, portrait.host} - {""})


def _doors(portrait: Portrait) -> Iterator[Clue]:
    """Street and number in each of its codes, as one list has a NIS code, the other a post code."""
    for one in portrait.addresses:
        for code in {one.area, one.postal_code} - {""} if one.number else ():
            yield "door", skeleton(one.street)[:4], one.number.rstrip("abcdefgh"), code


def _names(portrait: Portrait, heads: set[str]) -> Iterator[Clue]:
    """Heads of its telling words in each of its towns; all words when none is telling.

    Many houses of a town offer baby massage: there, two words of a service must be the same.
    """
    places = [*portrait.codes] or [""]
    bare = {(" ".join(sorted(one.words)),) for one in portrait.namings if not one.sounds}
    words: set[Clue] = {(head,) for head in heads}
    words |= bare
    if portrait.organization is not None:
        yield from (("name", str(portrait.organization), *word) for word in words)
        words = {pair for naming in portrait.namings for pair in _pairs_of_heads(naming)} or words
    yield from (("name", place, *word) for place in places for word in words)


def _pairs_of_heads(naming: Naming) -> Iterator[tuple[str, str]]:
    for by in zip(*(_heads(word) for word in naming.sounds), strict=True):
        yield from combinations(by, 2)

"""What a text makes one think of, learned from what is said of each concept; a thinking module.

Naive Bayes over words, pairs of words and parts of words (McCallum and Nigam 1998): a part speaks
for a concept by the logarithm of how much more often it stands in the lessons of that concept than
in all others. Only what speaks for a concept counts, so that a long text is not against everything.
Parts of words make compounds, endings and spelling mistakes near to what was meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.taxonomy.words import quiet_words, words

SHORTEST_PART, LONGEST_PART = 3, 5
MOST_WORDS = 200
SMOOTHING = 0.1
LEAST_SPOKEN = 1e-6  # below it is only rounding
LEAST_WEIGHT = 0.01
MOST_TERMS = 6
MOST_SAID = 3
LEAST_EVIDENCE = 8.0  # less is what the parts of any meaningless word say
LEAST_SAID = 0.4  # of what the strongest word says

NOTHING = np.zeros(0, dtype=np.uint32)
NOBODY = np.zeros((0, 0))
Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text that is about some concepts (terms 'scheme:slug')."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thought:
    """A concept that a text makes one think of: 1 for the first, and the words that led to it."""

    term: str
    weight: float
    because: str


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What each part says of each concept: ``weights[starts[i]:starts[i + 1]]`` for ``keys[i]``."""

    terms: tuple[str, ...]
    keys: NDArray[np.uint32]
    starts: NDArray[np.int32]
    concepts: NDArray[np.uint16]
    weights: NDArray[np.float32]

    def thoughts(
        self,
        text: str,
        *,
        sharpness: float = 2.0,
        most: int = MOST_TERMS,
        hears_quiet: bool = False,
    ) -> list[Thought]:
        """Return at most ``most`` concepts, strongest first; none for a text that says little."""
        return self.heard(text, hears_quiet=hears_quiet).thoughts(sharpness=sharpness, most=most)

    def heard(self, text: str, *, hears_quiet: bool = False) -> "Heard":
        """Return what a text says of all concepts; nothing for a text that says little.

        Words that say nothing in the language of the text are passed over; with ``hears_quiet``
        they count beside the others: what was learned of sentences knows when "nooit meer" tells.
        """
        tokens, nothing = words(text)[:MOST_WORDS], np.zeros(len(self.terms))
        if not tokens:
            return Heard(self.terms, [], NOBODY, nothing)
        quiet = quiet_words(tokens)
        is_quiet = np.array([token in quiet for token in tokens])
        said = self._said_by_each(list(_parts(tokens)))
        loud = np.where(is_quiet[:, None], 0.0, said)
        # A text of quiet words alone is about nothing, and they are never the reason.
        if loud.sum(axis=0).max(initial=0.0) < LEAST_EVIDENCE:
            return Heard(self.terms, [], NOBODY, nothing)
        return Heard(self.terms, tokens, loud, (said if hears_quiet else loud).sum(axis=0))

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in a lesson as a whole."""
        key = np.uint32(crc32(f"w:{word}".encode()))
        place = int(np.searchsorted(self.keys, key))
        return place < len(self.keys) and bool(self.keys[place] == key)

    def heard_in(self, parts: NDArray[np.uint32]) -> "Heard":
        """Return what all parts of a text say of all concepts, without the words behind it."""
        return Heard(self.terms, [], NOBODY, self._said(parts))

    def evidence(self, text: str) -> dict[str, float]:
        """Return {term: how strongly the text speaks for it}, a sum of logarithms, for all.

        What is said twice speaks once.
        """
        said = self._said(np.unique(all_parts(text)))
        return {term: float(weight) for term, weight in zip(self.terms, said, strict=True)}

    def _said(self, parts: NDArray[np.uint32]) -> NDArray[np.float64]:
        """Return what some parts together say of each concept.

        In order, so that each is looked for near the one before.
        """
        _, at, _ = self._spoken(np.sort(parts))
        said = np.bincount(self.concepts[at], self.weights[at], minlength=len(self.terms))
        return said.astype(np.float64)

    def _said_by_each(self, parts: Sequence[NDArray[np.uint32]]) -> NDArray[np.float64]:
        """Return a row for the parts of each token: what they say of each concept."""
        every = np.concatenate(parts)
        rows = np.repeat(np.arange(len(parts)), [len(one) for one in parts])
        is_known, at, counts = self._spoken(every)
        wide = len(self.terms)
        cells = np.repeat(rows[is_known] * wide, counts) + self.concepts[at]
        said = np.bincount(cells, weights=self.weights[at], minlength=len(parts) * wide)
        return said.astype(np.float64).reshape(len(parts), wide)

    def _spoken(
        self, parts: NDArray[np.uint32]
    ) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int32]]:
        """Return which parts are known, where what they say stands, and of how many each speaks."""
        places = np.searchsorted(self.keys, parts)
        is_known = places < len(self.keys)
        is_known[is_known] = self.keys[places[is_known]] == parts[is_known]
        firsts, lasts = self.starts[places[is_known]], self.starts[places[is_known] + 1]
        return is_known, _ranges(firsts, lasts - firsts), lasts - firsts

    def arrays(self) -> Arrays:
        """Return everything as arrays, to keep in a file."""
        return {
            "terms": np.array(self.terms, dtype=np.str_),
            "keys": self.keys,
            "starts": self.starts,
            "concepts": self.concepts,
            "weights": self.weights,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What a text says: ``total`` for each of the terms, ``loud`` a row of it for each token."""

    terms: tuple[str, ...]
    tokens: Sequence[str]
    loud: NDArray[np.float64]
    total: NDArray[np.float64]

    @property
    def is_nothing(self) -> bool:
        return not self.total.any()

    def weights(self, *, sharpness: float, most: int) -> dict[str, float]:
        """Return {term: weight} as ``thoughts`` does, without the words."""
        return {self.terms[at]: weight for at, weight in _strongest(self.total, sharpness, most)}

    def thoughts(self, *, sharpness: float, most: int) -> list[Thought]:
        """Return at most ``most`` concepts, strongest first."""
        chosen = [] if self.is_nothing else _strongest(self.total, sharpness, most)
        columns = [at for at, _ in chosen]
        told = (
            _because(self.tokens, self.loud[:, columns]) if len(self.loud) else [""] * len(chosen)
        )
        return [
            Thought(self.terms[at], weight, because)
            for (at, weight), because in zip(chosen, told, strict=True)
        ]


def _strongest(total: NDArray[np.float64], sharpness: float, most: int) -> list[tuple[int, float]]:
    """Return (concept, share of the strongest) for what was said, strongest first."""
    best = np.argsort(-total, kind="stable")[:most]
    weights = [
        (int(concept), float(total[concept] / total[best[0]]) ** sharpness)
        for concept in best
        if total[concept] > 0
    ]
    return [(concept, weight) for concept, weight in weights if weight >= LEAST_WEIGHT]


def from_arrays(arrays: Arrays) -> Learned:
    """Return what ``Learned.arrays`` gave."""
    terms = tuple(str(term) for term in arrays["terms"])
    return Learned(terms, *(arrays[name] for name in ("keys", "starts", "concepts", "weights")))  # type: ignore[arg-type]


def learn(lessons: Iterable[Lesson]) -> Learned:
    """Return what the lessons teach; a lesson of several concepts is one of each."""
    lessons = list(lessons)
    terms = tuple(sorted({term for lesson in lessons for term in lesson.terms}))
    pairs, amounts = _counted(lessons, {term: place for place, term in enumerate(terms)})
    return _weighed(terms, pairs, amounts)


def _counted(
    lessons: Sequence[Lesson], place: dict[str, int]
) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Return (part and concept in one number, how often), each pair once; a lesson weighs alike
    however long it is."""
    pairs, amounts = [], []
    for lesson in lessons:
        parts, counts = np.unique(all_parts(lesson.text), return_counts=True)
        share = np.log1p(counts) / max(1.0, float(np.sqrt((counts**2).sum())))
        for term in lesson.terms:
            pairs.append((parts.astype(np.uint64) << np.uint64(16)) | np.uint64(place[term]))
            amounts.append(share)
    if not pairs:
        return np.zeros(0, np.uint64), np.zeros(0)
    found, which = np.unique(np.concatenate(pairs), return_inverse=True)
    return found, np.bincount(which, weights=np.concatenate(amounts)).astype(np.float64)


def _ranges(firsts: NDArray[np.int32], lengths: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return first, first + 1, ... for each first and its length, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(firsts - before, lengths) + np.arange(int(lengths.sum()))


def all_parts(text: str) -> NDArray[np.uint32]:
    """Return a number for each word, pair and part of a word in a text, as often as it is there."""
    tokens = words(text)[:MOST_WORDS]
    keys = [key for token in tokens for key in _keys_of(token)]
    return np.array(keys + [_key_of_pair(*pair) for pair in pairwise(tokens)], dtype=np.uint32)


def _weighed(
    terms: tuple[str, ...], pairs: NDArray[np.uint64], amounts: NDArray[np.float64]
) -> Learned:
    parts, concepts = (pairs >> np.uint64(16)).astype(np.uint32), (pairs & np.uint64(0xFFFF))
    concepts = concepts.astype(np.uint16)
    keys, which = np.unique(parts, return_inverse=True)
    of_part = np.bincount(which, weights=amounts, minlength=len(keys))[which]
    of_concept = np.bincount(concepts, weights=amounts, minlength=len(terms))[concepts]
    smooth = SMOOTHING * len(keys)
    here = (amounts + SMOOTHING) / (of_concept + smooth)
    elsewhere = (of_part - amounts + SMOOTHING) / (amounts.sum() - of_concept + smooth)
    weights = np.log(here / elsewhere)
    speaks = weights > LEAST_SPOKEN
    kept = np.bincount(which[speaks], minlength=len(keys))
    starts = np.concatenate([[0], np.cumsum(kept)]).astype(np.int32)
    return Learned(terms, keys, starts, concepts[speaks], weights[speaks].astype(np.float32))


def _parts(tokens: Sequence[str]) -> Iterable[NDArray[np.uint32]]:
    """Return for each token the keys of itself, of its parts, and of its pair with the next."""
    for token, follower in zip_longest(tokens, tokens[1:], fillvalue=""):
        pair = [_key_of_pair(token, follower)] if follower else []
        yield np.array([*_keys_of(token), *pair], dtype=np.uint32)


def _key_of_pair(token: str, follower: str) -> int:
    return crc32(f"p:{token} {follower}".encode())


@lru_cache(maxsize=20_000)
def _keys_of(token: str) -> tuple[int, ...]:
    return tuple(crc32(part.encode()) for part in _parts_of(token))


def _parts_of(token: str) -> Iterable[str]:
    yield f"w:{token}"
    framed = f"_{token}_"
    for length in range(SHORTEST_PART, LONGEST_PART + 1):
        for start in range(len(framed) - length + 1):
            yield framed[start : start + length]


def _because(tokens: Sequence[str], said: NDArray[np.float64]) -> list[str]:
    """Return for each column the words that say most, in the order of the text; none where none
    says anything."""
    least = said.max(axis=0) * LEAST_SAID
    rows = np.sort(np.argsort(-said, axis=0, kind="stable")[:MOST_SAID], axis=0)
    tells = (np.take_along_axis(said, rows, axis=0) >= least) & (least > 0)
    return [
        " ".join(tokens[row] for row in column[telling])
        for column, telling in zip(rows.T, tells.T, strict=True)
    ]

"""What a text makes one think of, learned from what is said of each concept; a thinking module.

Naive Bayes over words, pairs of words and parts of words (McCallum and Nigam 1998): a part speaks
for a concept by the logarithm of how much more often it stands in the lessons of that concept than
in all others. Only what speaks for a concept counts, so that a long text is not against everything.
Parts of words make compounds, endings and spelling mistakes near to what was meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.taxonomy.words import words

SHORTEST_PART, LONGEST_PART = 3, 5
MOST_WORDS = 200
SMOOTHING = 0.1
LEAST_WEIGHT = 1e-6  # below it is only rounding
MOST_TERMS = 6
MOST_SAID = 3
LEAST_SAID = 0.4  # of what the strongest word says

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
        self, text: str, *, sharpness: float = 2.0, most: int = MOST_TERMS
    ) -> list[Thought]:
        """Return at most ``most`` concepts, strongest first; none for a text that says nothing."""
        tokens = words(text)[:MOST_WORDS]
        said = self._said(tokens)
        total = said.sum(axis=0)
        best = np.argsort(-total, kind="stable")[:most]
        strongest = float(total[best[0]]) if best.size else 0.0
        return [
            Thought(
                self.terms[concept],
                float(total[concept] / strongest) ** sharpness,
                _because(tokens, said[:, concept]),
            )
            for concept in best
            if total[concept] > 0
        ]

    def _said(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Return what each token says of each concept (tokens x concepts)."""
        said = np.zeros((len(tokens), len(self.terms)), dtype=np.float32)
        for row, parts in enumerate(_parts(tokens)):
            for key in self._known(parts):
                span = slice(self.starts[key], self.starts[key + 1])
                said[row, self.concepts[span]] += self.weights[span]
        return said

    def _known(self, parts: Sequence[int]) -> Iterable[int]:
        wanted = np.asarray(parts, dtype=np.uint32)
        places = np.searchsorted(self.keys, wanted)
        places = np.minimum(places, len(self.keys) - 1) if len(self.keys) else places[:0]
        return (int(place) for place in places[self.keys[places] == wanted[: len(places)]])

    def arrays(self) -> Arrays:
        """Return everything as arrays, to keep in a file."""
        return {
            "terms": np.array(self.terms, dtype=np.str_),
            "keys": self.keys,
            "starts": self.starts,
            "concepts": self.concepts,
            "weights": self.weights,
        }


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
        parts, counts = np.unique(_all_parts(lesson.text), return_counts=True)
        share = np.log1p(counts) / max(1.0, float(np.sqrt((counts**2).sum())))
        for term in lesson.terms:
            pairs.append((parts.astype(np.uint64) << np.uint64(16)) | np.uint64(place[term]))
            amounts.append(share)
    if not pairs:
        return np.zeros(0, np.uint64), np.zeros(0)
    found, which = np.unique(np.concatenate(pairs), return_inverse=True)
    return found, np.bincount(which, weights=np.concatenate(amounts)).astype(np.float64)


def _all_parts(text: str) -> NDArray[np.uint32]:
    tokens = words(text)[:MOST_WORDS]
    return np.array([part for parts in _parts(tokens) for part in parts], dtype=np.uint32)


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
    speaks = weights > LEAST_WEIGHT
    kept = np.bincount(which[speaks], minlength=len(keys))
    starts = np.concatenate([[0], np.cumsum(kept)]).astype(np.int32)
    return Learned(terms, keys, starts, concepts[speaks], weights[speaks].astype(np.float32))


def _parts(tokens: Sequence[str]) -> Iterable[list[int]]:
    """Return for each token the keys of itself, of its pair with the next, and of its parts."""
    for token, follower in zip_longest(tokens, tokens[1:], fillvalue=""):
        yield [crc32(part.encode()) for part in _parts_of(token, follower)]


def _parts_of(token: str, follower: str) -> Iterable[str]:
    yield f"w:{token}"
    if follower:
        yield f"p:{token} {follower}"
    framed = f"_{token}_"
    for length in range(SHORTEST_PART, LONGEST_PART + 1):
        for start in range(len(framed) - length + 1):
            yield framed[start : start + length]


def _because(tokens: Sequence[str], said: NDArray[np.float32]) -> str:
    """Return the words that say most, in the order of the text."""
    most = said.max(initial=0.0) * LEAST_SAID
    strongest = sorted(range(len(tokens)), key=lambda row: (-said[row], row))[:MOST_SAID]
    return " ".join(tokens[row] for row in sorted(strongest) if said[row] >= most)

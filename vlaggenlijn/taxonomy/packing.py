"""All weights of a record in one piece, so that one look gives them all; a thinking module.

Each weight stands beside a number that is made of its term (64 bits of BLAKE2b). That two of a
hundred thousand terms share a number happens once in some billions of installations, and then only
one word more is found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

BYTES = 8
MOST_NUMBERS = 50_000
ROW = np.dtype([("number", "<u8"), ("weight", "<f8")])
HALVES = ("high", "low")
# What a record is like beside its themes and words (affinity.py) stands in its piece alone: nobody
# looks for the records that have most of it.
BESIDE = "beside:"


def is_beside(term: str) -> bool:
    return term.startswith(BESIDE)


@lru_cache(maxsize=MOST_NUMBERS)
def number_of(term: str) -> int:
    """Return the number of a term, the same in every process."""
    return int.from_bytes(blake2b(term.encode(), digest_size=BYTES).digest(), "little")


def packed(weights: Mapping[str, float]) -> bytes:
    """Return {term: weight} in one piece; the same weights give the same piece."""
    rows = sorted((number_of(term), weight) for term, weight in weights.items())
    return np.array(rows, dtype=ROW).tobytes()


def weights_of(pieces: Sequence[bytes], terms: Sequence[str]) -> list[dict[str, float]]:
    """Return for each piece {term: weight} of the terms asked, as far as it has them."""
    found: list[dict[str, float]] = [{} for _ in pieces]
    places, which, weights = _found(pieces, terms)
    for place, one, weight in zip(places.tolist(), which.tolist(), weights.tolist(), strict=True):
        found[place][terms[one]] = weight
    return found


def _found(
    pieces: Sequence[bytes], terms: Sequence[str]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Return (place of the piece, place of the term, weight) for each term that a piece has."""
    rows = np.frombuffer(b"".join(pieces), dtype=ROW)
    asked, order = _in_order(terms)
    if not (len(rows) and len(asked)):
        return np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0)
    numbers = rows["number"]
    near = np.searchsorted(asked, numbers).clip(max=len(asked) - 1)
    at = np.flatnonzero(asked[near] == numbers)
    lengths = [len(piece) // ROW.itemsize for piece in pieces]
    return np.repeat(np.arange(len(pieces)), lengths)[at], order[near[at]], rows["weight"][at]


def _in_order(terms: Iterable[str]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Return the numbers of the terms from low to high, and which term each is of."""
    numbers = np.array([number_of(term) for term in terms], dtype=np.uint64)
    order = np.argsort(numbers)
    return numbers[order], order


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """The pieces of some records by term: ``starts[i]:starts[i + 1]`` are those of ``numbers[i]``.

    ``keys`` are the records in order; ``places`` tells for each weight whose it is.
    """

    keys: tuple[str, ...]
    numbers: NDArray[np.uint64]
    starts: NDArray[np.int32]
    places: NDArray[np.uint16]
    weights: NDArray[np.float64]

    def strongest(self, shares: Mapping[str, float], most: int) -> list[str]:
        """Return the records with the most of some terms, by the share of each, best first."""
        sums = np.zeros(len(self.keys))
        for term, share in shares.items():
            number = np.uint64(number_of(term))
            at = int(np.searchsorted(self.numbers, number))
            if at < len(self.numbers) and self.numbers[at] == number:
                rows = slice(self.starts[at], self.starts[at + 1])
                sums[self.places[rows]] += share * self.weights[rows]
        best = np.argsort(-sums, kind="stable")[:most]
        return [self.keys[one] for one in best.tolist() if sums[one] > 0]


def gathered(pieces: Mapping[str, bytes]) -> Gathered:
    """Return what at most 65,535 records (key: piece) have of each term."""
    keys = tuple(sorted(pieces))
    rows = np.frombuffer(b"".join(pieces[key] for key in keys), dtype=ROW)
    lengths = [len(pieces[key]) // ROW.itemsize for key in keys]
    order = np.argsort(rows["number"], kind="stable")
    numbers, firsts = np.unique(rows["number"][order], return_index=True)
    return Gathered(
        keys=keys,
        numbers=numbers,
        starts=np.append(firsts, len(rows)).astype(np.int32),
        places=np.repeat(np.arange(len(keys), dtype=np.uint16), lengths)[order],
        weights=rows["weight"][order],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The records that have most of a term, and how much: both halves of their ids as numbers."""

    high: NDArray[np.uint64]
    low: NDArray[np.uint64]
    weights: NDArray[np.float64]


def head(ids: Sequence[bytes], weights: Sequence[float]) -> Head:
    """Return some records (ids of sixteen bytes) with their weights as a head."""
    halves = np.frombuffer(b"".join(ids), dtype=">u8").astype(np.uint64).reshape(-1, 2)
    return Head(halves[:, 0].copy(), halves[:, 1].copy(), np.array(weights, dtype=np.float64))


def strongest(heads: Sequence[tuple[Head, float]], most: int) -> list[UUID]:
    """Return the records with the most of some terms, by the share of each, best first."""
    if not heads:
        return []
    high, low = (np.concatenate([getattr(one, half) for one, _ in heads]) for half in HALVES)
    parts = np.concatenate([one.weights * share for one, share in heads])
    order = np.lexsort((low, high))
    high, low = high[order], low[order]
    is_first = np.append(True, (high[1:] != high[:-1]) | (low[1:] != low[:-1]))[: len(order)]
    sums = np.bincount(np.cumsum(is_first) - 1, weights=parts[order])
    best = np.flatnonzero(is_first)[np.argsort(-sums, kind="stable")[:most]]
    pairs = zip(high[best].tolist(), low[best].tolist(), strict=True)
    return [UUID(int=one << 64 | other) for one, other in pairs]

"""What a text is about by where it lies among texts of which that is known; a thinking module.

A sentence encoder turns a text of any language into a vector; texts about one concept lie together.
Linear discriminant analysis (Fisher 1936; Rao 1948) tells to which of them a new one is nearest:
every concept has its middle, and all share one spread, shrunk towards a round one because there are
more directions than texts of any concept. It is a sum over the lessons and one inverse, so every
installation learns the same within a second.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
Arrays = Mapping[str, NDArray[np.generic]]

ROUND = 0.3  # share of the round spread
LEAST_SPREAD = 1e-9  # or texts that are all alike have no spread at all
LEAST_WEIGHT = 0.01
# A half-sure guess weighs as it is; the fourth root of the rest, or nothing unusual would count.
HALF, DOUBT = 0.5, 0.25
NAMES = ("terms", "directions", "offsets")


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """Where the texts of each concept lie: a direction (column) and an offset for each."""

    terms: tuple[str, ...]
    directions: NDArray[np.float32]
    offsets: NDArray[np.float32]

    def told(self, vectors: Vectors) -> NDArray[np.float64]:
        """Return a row for each vector: how much each concept speaks for it (a logarithm)."""
        return (vectors @ self.directions + self.offsets).astype(np.float64)

    def chances(self, vectors: Vectors, *, doubt: float) -> NDArray[np.float64]:
        """Return a row for each vector: how likely each concept is; more doubt is more even."""
        told = self.told(vectors) / doubt
        likely = np.exp(told - told.max(axis=1, keepdims=True, initial=-np.inf))
        shares: NDArray[np.float64] = likely / likely.sum(axis=1, keepdims=True)
        return shares

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return everything as arrays, to keep in a file."""
        return {
            "terms": np.array(self.terms, dtype=np.str_),
            "directions": self.directions,
            "offsets": self.offsets,
        }


def from_arrays(arrays: Arrays) -> Regions:
    """Return what ``Regions.arrays`` gave."""
    terms = tuple(str(term) for term in arrays["terms"])
    return Regions(terms, arrays["directions"], arrays["offsets"])  # type: ignore[arg-type]


def learn_regions(vectors: Vectors, about: Sequence[tuple[str, ...]]) -> Regions:
    """Return where concepts lie, from vectors of texts and the concepts that each is about.

    A text about several concepts counts for each of them in part.
    """
    terms = tuple(sorted({term for ones in about for term in ones}))
    shares = _shares(about, {term: place for place, term in enumerate(terms)})
    exact = vectors.astype(np.float64)
    counts = shares.sum(axis=0)
    middles = (shares.T @ exact) / counts[:, None]
    spread = (exact.T @ exact - (middles.T * counts) @ middles) / len(exact)
    even = (np.trace(spread) / len(spread) * ROUND + LEAST_SPREAD) * np.eye(len(spread))
    directions = np.linalg.solve((1 - ROUND) * spread + even, middles.T)
    offsets = -0.5 * np.einsum("cd,dc->c", middles, directions)
    return Regions(terms, directions.astype(np.float32), offsets.astype(np.float32))


def _shares(about: Sequence[tuple[str, ...]], places: Mapping[str, int]) -> NDArray[np.float64]:
    shares = np.zeros((len(about), len(places)))
    for row, terms in enumerate(about):
        for term in terms:
            shares[row, places[term]] = 1 / len(terms)
    return shares


@dataclass(frozen=True, slots=True, eq=False)
class Sensed:
    """What an encoder makes of one text: where it lies, and how much each term speaks for that."""

    terms: tuple[str, ...]
    vector: Vectors
    told: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """An encoder with the regions that were learned through it.

    What is less likely than ``least`` for its likeliest concept is about none of them.
    """

    encode: Encode
    regions: Regions
    doubt: float
    most: int
    least: float = 0.0

    def sensed(self, text: str) -> Sensed:
        """Return where one text lies; ``weights_there`` tells what is near."""
        return self.all_sensed([text])[0]

    def all_sensed(self, texts: Sequence[str]) -> list[Sensed]:
        """Return where texts lie, many at once a few times as fast as one by one."""
        if not texts:
            return []
        vectors = self.encode(texts)
        told = self.regions.told(vectors)
        return [Sensed(self.regions.terms, *row) for row in zip(vectors, told, strict=True)]

    def weights_there(self, sensed: Sensed) -> dict[str, float]:
        """Return {term: weight} of the likeliest concepts there, 1 for a sure first one."""
        return self._likeliest(self._chances(sensed.vector[None])[0])

    def _chances(self, vectors: Vectors) -> NDArray[np.float64]:
        return self.regions.chances(vectors, doubt=self.doubt)

    def _likeliest(self, chances: NDArray[np.float64]) -> dict[str, float]:
        best = np.argsort(-chances, kind="stable")[: self.most]
        first = float(chances[best[0]])
        if first < self.least:
            return {}
        sure = (first / HALF) ** DOUBT
        weights = {self.regions.terms[one]: float(chances[one]) / first * sure for one in best}
        return {term: weight for term, weight in weights.items() if weight >= LEAST_WEIGHT}

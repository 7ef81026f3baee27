"""How well a question and an offer go together beyond their themes; a thinking module.

Two offers about one theme are not as good an answer: one is for who asks this way, and some are
asked for more than others whatever the worry is. Both were learned of questions whose answers
somebody judged (benchmarks/guide/learn): where a text lies is brought back to a few numbers, of
the question and of the offer apart (a bilinear model of low rank), with one number more for how
usual an answer the offer is. Their products add up to how much an offer is worth beside its themes.

Where a text lies a sentence encoder tells, or else which parts of words stand in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.taxonomy.packing import BESIDE
from vlaggenlijn.taxonomy.sense import Sensed

Numbers = NDArray[np.float32]
Parts = NDArray[np.uint32]

USUAL = "usual"
PLACES = 4096  # parts of words share them, each with a sign of its own


def bag(parts: Parts) -> Numbers:
    """Return which parts of words stand in a text, hashed (Weinberger and others 2009)."""
    found, times = np.unique(parts, return_counts=True)
    signs = np.where((found >> np.uint32(24)) & np.uint32(1), 1.0, -1.0)
    weights = signs * np.log1p(times)
    places = (found % np.uint32(PLACES)).astype(np.intp)
    return np.bincount(places, weights=weights, minlength=PLACES).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Affinity:
    """What was learned: from where a text lies to the few numbers of it.

    ``asked`` has a column for each number, ``offered`` one more for how usual an offer is; the
    offsets are added to each. ``rarities`` are those of parts of words, None with an encoder.
    """

    asked: Numbers
    asked_offsets: Numbers
    offered: Numbers
    offered_offsets: Numbers
    rarities: Numbers | None = None

    def of_question(self, parts: Parts, sensed: Sensed | None) -> dict[str, float]:
        """Return {term: number} of a question; nothing where nobody knows where it lies.

        ``parts`` are those of its words, ``sensed`` is what an encoder makes of it.
        """
        lies = self._lies(parts, sensed)
        if lies is None:
            return {}
        return self._named(lies @ self.asked + self.asked_offsets, 1.0)

    def of_offer(self, parts: Parts, sensed: Sensed | None) -> dict[str, float]:
        """Return {term: number} of an offer."""
        lies = self._lies(parts, sensed)
        if lies is None:
            return {}
        *numbers, usual = lies @ self.offered + self.offered_offsets
        return self._named(numbers, usual)

    def _named(self, numbers: Iterable[np.float32], usual: float) -> dict[str, float]:
        """Numbers of an encoder and of words say nothing of each other: they have other terms."""
        basis = f"{BESIDE}{'sense' if self.rarities is None else 'words'}"
        named = {f"{basis}:{at}": float(number) for at, number in enumerate(numbers)}
        return {f"{basis}:{USUAL}": float(usual)} | named

    def _lies(self, parts: Parts, sensed: Sensed | None) -> Numbers | None:
        if self.rarities is None:
            return sensed.vector if sensed else None
        weighed = bag(parts) * self.rarities
        length = float(np.linalg.norm(weighed))
        return weighed / length if length else None


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Affinity:
    """Return what a file holds, by name."""
    numbers = {name: array.astype(np.float32) for name, array in arrays.items()}
    return Affinity(**numbers)

"""What a question is about, from all that its witnesses say together; a thinking module.

Every witness is wrong now and then, and each in another way. How far each may be trusted was
learned of sentences that none of them had learned from (stacking, Wolpert 1992): softmax regression
over what they say of each theme and over where a sentence encoder puts the text. It stands in
``data/learned/hearing.npz``; benchmarks/guide/learn tells how.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.taxonomy.learning import Heard
from vlaggenlijn.taxonomy.sense import Sensed

Numbers = NDArray[np.float32]

# More even than it is likely: who answers the second guess well is worth showing too.
EVEN = 0.7
MOST = 24
# Brings what words say (sums of logarithms) and how likely the encoder finds a theme near to 1.
MUCH_SAID = (40.0, 40.0, 60.0)
LEAST_LIKELY, LIKELY = -12.0, 4.0
LEAST_SAID = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Hearing:
    """How far each kind of evidence is trusted, for all themes and (``own``) for each apart.

    ``shares`` has eight numbers, ``own`` eight rows with a column for each of the ``terms``;
    ``offsets`` one for each; ``directions`` a row for each number of the encoder, none without.
    """

    terms: tuple[str, ...]
    shares: Numbers
    own: Numbers
    offsets: Numbers
    directions: Numbers

    def shared_out(
        self, named: Mapping[str, float], heard: Sequence[Heard], sensed: Sensed | None
    ) -> dict[str, float]:
        """Return {theme: share} of the likeliest themes; the shares of all together are 1.

        ``heard`` is what was learned of labels, clues and sentences, in this order. Nothing where
        nobody says anything.
        """
        if not named and sensed is None and all(one.is_nothing for one in heard):
            return {}
        told = self.offsets + np.einsum(
            "kn,kn->n", self.shares[:, None] + self.own, self._evidence(named, heard, sensed)
        )
        if sensed is not None and len(self.directions):
            told = told + sensed.vector @ self.directions
        even = np.exp(EVEN * (told - told.max()))
        shares = even / even.sum()
        best = np.argsort(-shares, kind="stable")[:MOST]
        return {self.terms[one]: float(shares[one]) for one in best}

    def _evidence(
        self, named: Mapping[str, float], heard: Sequence[Heard], sensed: Sensed | None
    ) -> Numbers:
        """Return a row for each kind of evidence: named, beside the best, sensed, in all."""
        in_all = [self._aligned(one.terms, one.total) for one in heard]
        most = [one / max(float(one.max(initial=0.0)), LEAST_SAID) for one in in_all]
        much = [one / said for one, said in zip(in_all, MUCH_SAID, strict=True)]
        direct = np.array([named.get(term, 0.0) for term in self.terms], dtype=np.float32)
        return np.stack([direct, *most, self._likely(sensed), *much])

    def _likely(self, sensed: Sensed | None) -> Numbers:
        if sensed is None or not len(self.directions):
            return np.zeros(len(self.terms), dtype=np.float32)
        told = sensed.told / LIKELY - np.max(sensed.told / LIKELY)
        likely = told - np.log(np.exp(told).sum())
        return self._aligned(sensed.terms, np.maximum(likely, LEAST_LIKELY) / LIKELY + 3)

    def _aligned(self, terms: tuple[str, ...], values: NDArray[np.floating]) -> Numbers:
        """Return the values of some terms in the order of ours; 0 for those they do not have."""
        ours, theirs = _in_both(self.terms, terms)
        aligned = np.zeros(len(self.terms), dtype=np.float32)
        aligned[ours] = values[theirs]
        return aligned


@lru_cache(maxsize=16)
def _in_both(
    ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where the terms that both have stand in each."""
    place = {term: at for at, term in enumerate(theirs)}
    shared = [(at, place[term]) for at, term in enumerate(ours) if term in place]
    both = np.array(shared, dtype=np.intp).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Hearing:
    """Return what a file holds: ``terms`` and the four arrays by name."""
    names = ("shares", "own", "offsets", "directions")
    numbers = (arrays[name].astype(np.float32) for name in names)
    return Hearing(tuple(str(term) for term in arrays["terms"]), *numbers)

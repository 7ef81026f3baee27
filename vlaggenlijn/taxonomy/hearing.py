"""What a text is about, from all that its witnesses say together; a thinking module.

Every witness is wrong now and then, and each in another way. How far each may be trusted was
learned of texts that none of them had learned from (stacking, Wolpert 1992): regression over what
they say of each theme and over where a sentence encoder puts the text. It stands in
``data/learned``, for questions and for offers apart; benchmarks/guide/learn tells how.
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
MUCH_SAID = 50.0
LEAST_LIKELY, LIKELY = -12.0, 4.0
LEAST_SAID = 1e-6
LEAST_CHANCE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What the witnesses say of a text: what each part names, what was learned of each part or in
    each way, and what a sentence encoder makes of it (None without one). ``parts`` are the numbers
    of the words, pairs and parts of words of each (learning.py).
    """

    named: Sequence[Mapping[str, float]]
    heard: Sequence[Heard]
    sensed: Sensed | None = None
    parts: Sequence[NDArray[np.uint32]] = ()

    @property
    def is_nothing(self) -> bool:
        is_silent = all(one.is_nothing for one in self.heard) and not any(self.named)
        return is_silent and self.sensed is None


@dataclass(frozen=True, slots=True, eq=False)
class Hearing:
    """How far each kind of evidence is trusted, for all themes and (``own``) for each apart.

    ``shares`` has a number for each row of ``evidence``, ``own`` a row with a column for each of
    the ``terms``; ``offsets`` one for each; ``directions`` a row for each number of the encoder,
    none without.
    """

    terms: tuple[str, ...]
    shares: Numbers
    own: Numbers
    offsets: Numbers
    directions: Numbers

    def shared_out(self, said: Said) -> dict[str, float]:
        """Return {theme: share} of the likeliest themes; the shares of all together are 1.

        So a question is heard, which is about little. Nothing where nobody says anything.
        """
        if said.is_nothing:
            return {}
        told = self._told(said)
        even = np.exp(EVEN * (told - told.max()))
        return self._likeliest(even / even.sum(), least=0.0)

    def chances(self, said: Said) -> dict[str, float]:
        """Return {theme: chance} that an editor would put an offer under it, likeliest first.

        Nothing where nobody says anything.
        """
        if said.is_nothing:
            return {}
        # In doubles: of what speaks strongly against a theme singles have no power of e.
        chances = 1 / (1 + np.exp(-self._told(said).astype(np.float64)))
        return self._likeliest(chances.astype(np.float32), least=LEAST_CHANCE)

    def _likeliest(self, values: Numbers, least: float) -> dict[str, float]:
        best = np.argsort(-values, kind="stable")[:MOST]
        return {self.terms[one]: float(values[one]) for one in best if values[one] >= least}

    def _told(self, said: Said) -> Numbers:
        """Return how much speaks for each theme (a logarithm)."""
        evidence = self.evidence(said)
        trust = self.shares[:, None] + self.own
        told: Numbers = self.offsets + np.einsum("kn,kn->n", trust, evidence)
        if said.sensed is not None and len(self.directions):
            told = told + said.sensed.vector @ self.directions
        return told

    def evidence(self, said: Said) -> Numbers:
        """Return a row for each part that names, for each that was heard beside the best of it, for
        the encoder, and for each that was heard in all.
        """
        in_all = [self._aligned(one.terms, one.total) for one in said.heard]
        most = [one / max(float(one.max(initial=0.0)), LEAST_SAID) for one in in_all]
        much = [one / MUCH_SAID for one in in_all]
        named = [self._placed(one) for one in said.named]
        return np.stack([*named, *most, self._likely(said.sensed), *much])

    def _placed(self, weights: Mapping[str, float]) -> Numbers:
        """Return weights by term in the order of ours."""
        placed, places = np.zeros(len(self.terms), dtype=np.float32), _places(self.terms)
        for term, weight in weights.items():
            if term in places:
                placed[places[term]] = weight
        return placed

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
def _places(terms: tuple[str, ...]) -> dict[str, int]:
    return {term: at for at, term in enumerate(terms)}


@lru_cache(maxsize=16)
def _in_both(
    ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where the terms that both have stand in each."""
    place = _places(theirs)
    shared = [(at, place[term]) for at, term in enumerate(ours) if term in place]
    both = np.array(shared, dtype=np.intp).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Hearing:
    """Return what a file holds: ``terms`` and the four arrays by name."""
    names = ("shares", "own", "offsets", "directions")
    numbers = (arrays[name].astype(np.float32) for name in names)
    return Hearing(tuple(str(term) for term in arrays["terms"]), *numbers)

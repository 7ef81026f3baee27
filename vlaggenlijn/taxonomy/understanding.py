"""What a question and what an offer is about; a thinking module.

The thesaurus finds what is named; what was learned from labels, clues, sentences of parents and
texts of services tells what is meant without being named. Each witness adds to the weight of a
concept; the weights were set on the looked-at half of benchmarks/guide/collection.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from vlaggenlijn.taxonomy.learning import Learned, learn
from vlaggenlijn.taxonomy.thesaurus import Found, Thesaurus

LABELS, CLUES, SENTENCES = 0.5, 0.3, 0.4
LEAST_MEANT = 0.05  # of the strongest concept
MOST_OF_OFFER = 10
OFFER_SHARPNESS = 3.0

nothing_learned = partial(learn, ())


@dataclass(frozen=True, slots=True)
class Understanding:
    """The thesaurus and what was learned of the concepts."""

    thesaurus: Thesaurus
    labels: Learned = field(default_factory=nothing_learned)
    clues: Learned = field(default_factory=nothing_learned)
    sentences: Learned = field(default_factory=nothing_learned)
    offers: Learned = field(default_factory=nothing_learned)

    def of_question(self, text: str) -> list[Found]:
        """Return the concepts of a question, strongest first, each with the words that led to it.

        A weight is no share: a concept that all agree on weighs over 2.
        """
        weights: dict[str, float] = defaultdict(float)
        because: dict[str, str] = {}
        for found, share in self._witnesses(text):
            weights[found.term] += share * found.weight
            because.setdefault(found.term, found.because)
        least = LEAST_MEANT * max(weights.values(), default=0.0)
        kept = [term for term in weights if weights[term] >= least]
        return [
            Found(term, weights[term], because[term])
            for term in sorted(kept, key=lambda term: (-weights[term], term))
        ]

    def _witnesses(self, text: str) -> list[tuple[Found, float]]:
        named = [(found, 1.0) for found in self.thesaurus.concepts(text)]
        meant = [
            (Found(one.term, one.weight, one.because), share)
            for learned, share, sharpness in (
                (self.labels, LABELS, 1.5),
                (self.clues, CLUES, 1.5),
                (self.sentences, SENTENCES, 2.0),
            )
            for one in learned.thoughts(text, sharpness=sharpness)
        ]
        return named + meant

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in a label or a lesson."""
        lessons = (self.labels, self.clues, self.sentences, self.offers)
        return self.thesaurus.knows(word) or any(learned.knows(word) for learned in lessons)

    def of_offer(self, text: str) -> dict[str, float]:
        """Return {concept: weight} for what a text of a service or organisation suggests."""
        weights = {found.term: found.weight for found in self.thesaurus.concepts(text)}
        meant = self.offers.weights_of(text, sharpness=OFFER_SHARPNESS, most=MOST_OF_OFFER)
        for term, weight in meant.items():
            weights[term] = weights.get(term, 0.0) + weight
        return weights

"""What a question and what an offer is about; a thinking module.

The thesaurus finds what is named; what was learned from labels, clues, sentences of parents and
texts of services tells what is meant without being named. Each witness adds to the weight of a
concept; the weights were set on the looked-at half of benchmarks/guide/collection.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from vlaggenlijn.taxonomy.learning import Learned, learn
from vlaggenlijn.taxonomy.sense import Sense
from vlaggenlijn.taxonomy.spelling import Spelling
from vlaggenlijn.taxonomy.thesaurus import Found, Thesaurus
from vlaggenlijn.taxonomy.words import words

LABELS, CLUES, SENTENCES, SENSED = 0.5, 0.3, 0.4, 1.0
LEAST_MEANT = 0.03  # of the strongest concept
QUESTION_SHARPNESS = 1.5
# What is told without a name is told less surely: more concepts stay possible.
MOST_BY_LABELS, MOST_BY_SENTENCES = 6, 12
MOST_OF_OFFER = 10
OFFER_SHARPNESS = 3.0

# The encoder hears something in anything: fewer words, all unknown, are taken for no text.
FEW_WORDS = 4

nothing_learned = partial(learn, ())
nothing_spelled = partial(Spelling, {})


@dataclass(frozen=True, slots=True)
class Understanding:
    """The thesaurus and what was learned of the concepts."""

    thesaurus: Thesaurus
    labels: Learned = field(default_factory=nothing_learned)
    clues: Learned = field(default_factory=nothing_learned)
    sentences: Learned = field(default_factory=nothing_learned)
    offers: Learned = field(default_factory=nothing_learned)
    spelling: Spelling = field(default_factory=nothing_spelled)
    # Where the sentence encoder is installed: the sense of questions and that of services.
    asked: Sense | None = None
    offered: Sense | None = None

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
            for learned, share, most, hears_quiet in (
                (self.labels, LABELS, MOST_BY_LABELS, False),
                (self.clues, CLUES, MOST_BY_SENTENCES, True),
                (self.sentences, SENTENCES, MOST_BY_SENTENCES, True),
            )
            for one in learned.thoughts(
                text, sharpness=QUESTION_SHARPNESS, most=most, hears_quiet=hears_quiet
            )
        ]
        return named + meant + [(found, SENSED) for found in self._sensed(text)]

    def _sensed(self, text: str) -> list[Found]:
        """What the encoder makes of the whole text; no words of it can be pointed at."""
        tokens = words(text)
        is_said = len(tokens) >= FEW_WORDS or any(self.knows(token) for token in tokens)
        if self.asked is None or not is_said:
            return []
        (weights,) = self.asked.weights([text])
        return [Found(term, weight, "") for term, weight in weights.items()]

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

    def of_whole_offers(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Return {concept: weight} for each whole text; empty without a sentence encoder."""
        return self.offered.weights(texts) if self.offered else [{} for _ in texts]

"""What a question and what an offer is about; a thinking module.

The thesaurus finds what is named; what was learned from labels, clues, sentences of parents and
texts of services tells what is meant without being named. Each witness adds to the weight of a
concept, and so does what they say together (hearing.py). How much was learned of questions whose
answers somebody judged (benchmarks/guide/learn).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from vlaggenlijn.taxonomy.hearing import Hearing
from vlaggenlijn.taxonomy.learning import Heard, Learned, learn
from vlaggenlijn.taxonomy.sense import Sense, Sensed
from vlaggenlijn.taxonomy.spelling import Spelling
from vlaggenlijn.taxonomy.thesaurus import Found, Thesaurus
from vlaggenlijn.taxonomy.words import words

NAMED, LABELS, CLUES, SENTENCES, SENSED = 0.68, 0.26, 0.13, 0.23, 0.31
TOGETHER = 7.8  # shared out among all themes, where the others give the strongest a whole
LEAST_MEANT = 0.01  # of the strongest concept
QUESTION_SHARPNESS = 1.0
# What is told without a name is told less surely: more concepts stay possible.
MOST_BY_LABELS, MOST_BY_SENTENCES = 6, 20
MOST_OF_OFFER = 10
OFFER_SHARPNESS = 3.0
MOST_FOUND_BY = 20
FOUND_SHARPNESS = 2.0

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
    # What all witnesses say together.
    hearing: Hearing | None = None

    def of_question(self, text: str) -> list[Found]:
        """Return the concepts of a question, strongest first, each with the words that led to it.

        A weight is no share: a concept that all agree on weighs over 5.
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
        named = self.thesaurus.concepts(text)
        heard = [
            learned.heard(text, hears_quiet=hears_quiet)
            for learned, _, _, hears_quiet in self._ears()
        ]
        sensed = self._sensed(text)
        meant = [
            (Found(one.term, one.weight, one.because), share)
            for said, (_, share, most, _) in zip(heard, self._ears(), strict=True)
            for one in said.thoughts(sharpness=QUESTION_SHARPNESS, most=most)
        ]
        near = self.asked.weights_there(sensed) if self.asked and sensed else {}
        together = self._together(named, heard, sensed)
        return [
            *((found, NAMED) for found in named),
            *meant,
            *((Found(term, weight, ""), SENSED) for term, weight in near.items()),
            *((Found(term, share, ""), TOGETHER) for term, share in together.items()),
        ]

    def _ears(self) -> tuple[tuple[Learned, float, int, bool], ...]:
        """What was learned, its share, how many concepts it may name, if it hears quiet words."""
        return (
            (self.labels, LABELS, MOST_BY_LABELS, False),
            (self.clues, CLUES, MOST_BY_SENTENCES, True),
            (self.sentences, SENTENCES, MOST_BY_SENTENCES, True),
        )

    def _together(
        self, named: Sequence[Found], heard: Sequence[Heard], sensed: Sensed | None
    ) -> dict[str, float]:
        if self.hearing is None:
            return {}
        return self.hearing.shared_out({one.term: one.weight for one in named}, heard, sensed)

    def _sensed(self, text: str) -> Sensed | None:
        """What the encoder makes of the whole text; no words of it can be pointed at."""
        tokens = words(text)
        is_said = len(tokens) >= FEW_WORDS or any(self.knows(token) for token in tokens)
        return self.asked.sensed(text) if self.asked and is_said else None

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

    def found_by(self, text: str) -> tuple[dict[str, float], dict[str, float]]:
        """Return {concept: weight} of what a text of a service names, and of what it means."""
        named = {found.term: found.weight for found in self.thesaurus.concepts(text)}
        meant = self.offers.weights_of(text, sharpness=FOUND_SHARPNESS, most=MOST_FOUND_BY)
        return named, meant

    def of_whole_offers(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Return {concept: weight} for each whole text; empty without a sentence encoder."""
        return self.offered.weights(texts) if self.offered else [{} for _ in texts]

"""What a question and what an offer is about; a thinking module.

The thesaurus finds what is named; what was learned from labels, clues, sentences of parents and
texts of services tells what is meant without being named. Each witness adds to the weight of a
concept, and so does what they say together (hearing.py). How much was learned of questions whose
answers somebody judged (benchmarks/guide/learn).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.taxonomy.affinity import Affinity
from vlaggenlijn.taxonomy.hearing import Hearing, Said
from vlaggenlijn.taxonomy.learning import Heard, Learned, all_parts, learn
from vlaggenlijn.taxonomy.sense import Sense, Sensed
from vlaggenlijn.taxonomy.spelling import Spelling
from vlaggenlijn.taxonomy.thesaurus import Found, Thesaurus
from vlaggenlijn.taxonomy.words import words

NAMED, LABELS, CLUES, SENTENCES, SENSED = 0.67, 0.24, 0.12, 0.21, 0.30
TOGETHER = 7.6  # shared out among all themes, where the others give the strongest a whole
LEAST_MEANT = 0.01  # of the strongest concept
QUESTION_SHARPNESS = 1.0
# What is told without a name is told less surely: more concepts stay possible.
MOST_BY_LABELS, MOST_BY_SENTENCES = 6, 20
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
    # What all witnesses say together of questions and of offers, and how well the two go together.
    hearing: Hearing | None = None
    reading: Hearing | None = None
    affinity: Affinity | None = None

    def of_question(self, text: str) -> list[Found]:
        """Return the concepts of a question, strongest first, each with the words that led to it.

        A weight is no share: a concept that all agree on weighs over 5.
        """
        return self.of_whole_question(text).concepts

    def of_whole_question(self, text: str) -> "Asked":
        """Return the same, and what the question is like beside its concepts."""
        sensed = self._sensed(text)
        beside = self.affinity.of_question(all_parts(text), sensed) if self.affinity else {}
        named = self.thesaurus.concepts(text)
        heard = [
            learned.heard(text, hears_quiet=hears_quiet)
            for learned, _, _, hears_quiet in self._ears()
        ]
        together = self._together(named, heard, sensed)
        concepts = self._concepts(self._witnesses(named, heard, sensed, together))
        return Asked(concepts, beside, together if sensed else {})

    def _concepts(self, witnesses: Iterable[tuple[Found, float]]) -> list[Found]:
        weights: dict[str, float] = defaultdict(float)
        because: dict[str, str] = {}
        for found, share in witnesses:
            weights[found.term] += share * found.weight
            because.setdefault(found.term, found.because)
        least = LEAST_MEANT * max(weights.values(), default=0.0)
        kept = [term for term in weights if weights[term] >= least]
        return [
            Found(term, weights[term], because[term])
            for term in sorted(kept, key=lambda term: (-weights[term], term))
        ]

    def _witnesses(
        self,
        named: Sequence[Found],
        heard: Sequence[Heard],
        sensed: Sensed | None,
        together: Mapping[str, float],
    ) -> list[tuple[Found, float]]:
        meant = [
            (Found(one.term, one.weight, one.because), share)
            for said, (_, share, most, _) in zip(heard, self._ears(), strict=True)
            for one in said.thoughts(sharpness=QUESTION_SHARPNESS, most=most)
        ]
        near = self.asked.weights_there(sensed) if self.asked and sensed else {}
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
        return self.hearing.shared_out(Said([_weights(named)], heard, sensed))

    def _sensed(self, text: str) -> Sensed | None:
        """What the encoder makes of the whole text; no words of it can be pointed at."""
        tokens = words(text)
        is_said = len(tokens) >= FEW_WORDS or any(self.knows(token) for token in tokens)
        return self.asked.sensed(text) if self.asked and is_said else None

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in a label or a lesson."""
        lessons = (self.labels, self.clues, self.sentences, self.offers)
        return self.thesaurus.knows(word) or any(learned.knows(word) for learned in lessons)

    def of_whole_offers(self, offers: Sequence[tuple[str, str]]) -> list["Offered"]:
        """Return what titles and bodies of services or organisations make known."""
        return [self.offered_by(said) for said in self.said_of(offers)]

    def said_of(self, offers: Sequence[tuple[str, str]]) -> list[Said]:
        """Return what the witnesses say of titles and bodies."""
        whole = [f"{title}. {body}" for title, body in offers]
        sensed = self.offered.all_sensed(whole) if self.offered else [None] * len(whole)
        return [self._said(texts, lies) for texts, lies in zip(offers, sensed, strict=True)]

    def _said(self, texts: Sequence[str], sensed: Sensed | None) -> Said:
        parts = [all_parts(text) for text in texts]
        return Said(
            named=[_weights(self.thesaurus.concepts(text)) for text in texts],
            heard=[self.offers.heard_in(one) for one in parts],
            sensed=sensed,
            parts=parts,
        )

    def offered_by(self, said: Said) -> "Offered":
        """Return what the witnesses make known of one."""
        by_title, by_body = (
            one.weights(sharpness=FOUND_SHARPNESS, most=MOST_FOUND_BY) for one in said.heard
        )
        in_title, in_body = said.named
        near = self.offered.weights_there(said.sensed) if self.offered and said.sensed else {}
        parts = parts_of_both(said.parts)
        beside = self.affinity.of_offer(parts, said.sensed) if self.affinity else {}
        themes = self.themes_of(said)
        return Offered(in_title, in_body, by_title, by_body, near, themes, beside)

    def themes_of(self, said: Said) -> dict[str, float]:
        """Return {theme: chance} that an editor would put an offer of which this is said there."""
        return self.reading.chances(said) if self.reading else {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is about, strongest first, and (terms of affinity.py) what it is like.

    ``shares`` holds {theme: share} of what all together hear, when an encoder is among them.
    """

    concepts: list[Found]
    beside: Mapping[str, float]
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Offered:
    """What each witness makes of a service, as {concept: weight}; ``together`` holds the chance
    that an editor would put it under a theme, ``beside`` what it is like (terms of affinity.py).
    """

    named_in_title: Mapping[str, float]
    named_in_body: Mapping[str, float]
    meant_by_title: Mapping[str, float]
    meant_by_body: Mapping[str, float]
    sensed: Mapping[str, float]
    together: Mapping[str, float]
    beside: Mapping[str, float]


def parts_of_both(parts: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """Return the parts of words of title and body together; the title counts twice."""
    title, body = parts
    return np.concatenate([title, title, body])


def _weights(found: Iterable[Found]) -> dict[str, float]:
    return {one.term: one.weight for one in found}

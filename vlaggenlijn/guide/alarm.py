"""How near to a crisis a question sounds: helplines on top, one soft line, or nothing; a thinking
module.

The word lists of crisis.py know what is named. What was learned from sentences hears what is only
hinted at ("she wears long sleeves in summer"): the logarithm of how much likelier the words are in
a crisis than in an everyday question. Very sure, it asks for the panel too; less sure, for one line
above the results. Both limits come from cross-validation over the sentences of
guide/data/crisis_sentences.json (benchmarks/guide/alarm.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from vlaggenlijn.guide.crisis import Category, recognised
from vlaggenlijn.taxonomy.learning import LEAST_EVIDENCE, Learned, Lesson, learn
from vlaggenlijn.taxonomy.words import words

PANEL, SOFT = "panel", "soft"
CRISIS, ORDINARY = "crisis", "ordinary"
SURE, PERHAPS = 20.0, -2.0
# A few words ("my daughter does not sleep") hint at little by themselves: they must say more.
FEW_WORDS, BRIEFLY = 4, 8.0
STRETCH = 24  # words: one cry for help may not drown in a long story


@dataclass(frozen=True, slots=True)
class Alarm:
    """What to show (PANEL or SOFT) and the slug of the category it is about."""

    level: str
    category: str


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """The word lists, and what was learned: whether it is a crisis, and which."""

    categories: Sequence[Category]
    urgency: Learned
    kinds: Learned

    def heard(self, text: str) -> Alarm | None:
        """Return what the text asks for; None for an everyday question."""
        named = recognised(text, self.categories)
        if named:
            return Alarm(PANEL, named[0])
        strength, stretch = max(
            ((self.strength(part), part) for part in stretches(text)), default=(-inf, "")
        )
        if strength < _least(text):
            return None
        kinds = self.kinds.evidence(stretch)
        category = max(kinds, key=lambda slug: (kinds[slug], slug))
        return Alarm(PANEL if strength >= SURE else SOFT, category)

    def strength(self, text: str) -> float:
        """Return the evidence for a crisis less that for an everyday question (log odds).

        What says nearly nothing of a crisis is none, however little it says of everyday life.
        """
        said = self.urgency.evidence(text)
        return said[CRISIS] - said[ORDINARY] if said[CRISIS] >= LEAST_EVIDENCE else -inf


def _least(text: str) -> float:
    return BRIEFLY if len(words(text)) <= FEW_WORDS else PERHAPS


def listener(
    categories: Sequence[Category],
    crises: Iterable[tuple[str, str]],
    everyday: Iterable[str],
) -> Listener:
    """Return what listens, taught by (category, sentence of a crisis) and everyday sentences."""
    crises = list(crises)
    urgency = [Lesson(text, (CRISIS,)) for _, text in crises]
    urgency += [Lesson(text, (ORDINARY,)) for text in everyday]
    kinds = [Lesson(text, (slug,)) for slug, text in crises]
    return Listener(categories, learn(urgency), learn(kinds))


def stretches(text: str) -> Iterator[str]:
    """Return the text in pieces that overlap by half."""
    tokens = words(text)
    for start in range(0, max(len(tokens) - STRETCH // 2, 1), STRETCH // 2):
        yield " ".join(tokens[start : start + STRETCH])

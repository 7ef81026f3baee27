"""How near to a crisis a question sounds: helplines on top, one soft line, or nothing; a thinking
module.

The word lists of crisis.py know what is named. What was learned from sentences hears what is only
hinted at ("she wears long sleeves in summer"): the logarithm of how much likelier the words are in
a crisis than in an everyday question. Very sure, it asks for the panel too. Less sure, it asks for
one line above the results, when a crisis is near enough beside the everyday themes that it may be
about instead; a long text must say more, as it has more words that say something by chance. Where a
sentence encoder knows what is meant, that speaks too: many a "he hits his head" is a tantrum. The
limits come from cross-validation over our own sentences (benchmarks/guide/alarm.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf, log

from vlaggenlijn.guide.crisis import Category, recognised
from vlaggenlijn.taxonomy.learning import LEAST_EVIDENCE, Learned, Lesson, learn
from vlaggenlijn.taxonomy.words import language_of, words

PANEL, SOFT = "panel", "soft"
CRISIS, ORDINARY = "crisis", "ordinary"
SURE = 20.0
# How near is enough: no language hears fewer crises of the cross-validation than by strength alone.
# Dutch has more sentences of everyday themes, so that there they say more against a crisis.
PERHAPS, IN_DUTCH = -12.0, -15.0
OF_THEMES, OF_EACH_WORD, NEAREST = 2.0, 0.5, 2
# A few words ("my daughter does not sleep") hint at little by themselves: they must say more.
FEW_WORDS, BRIEFLY = 4, 8.0
STRETCH = 24  # words: one cry for help may not drown in a long story
# A chance of EVEN_CHANCE that a crisis is meant speaks neither for it nor against it.
OF_MEANING, EVEN_CHANCE, LEAST_CHANCE = 8.0, 0.0425, 0.003
SURE_TOGETHER = 26.5


@dataclass(frozen=True, slots=True)
class Alarm:
    """What to show (PANEL or SOFT) and the slug of the category it is about."""

    level: str
    category: str


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """The word lists, and what was learned: whether it is a crisis, and which, or which everyday
    theme."""

    categories: Sequence[Category]
    urgency: Learned
    kinds: Learned
    crises: frozenset[str]

    def heard(self, text: str, chance: float | None = None) -> Alarm | None:
        """Return what the text asks for; None for an everyday question.

        ``chance``: how likely a crisis is meant by the whole text; None where nobody can tell.
        """
        named = recognised(text, self.categories)
        if named:
            return Alarm(PANEL, named[0])
        is_told = chance is not None and len(words(text)) <= STRETCH
        meant = _meant(chance) if chance is not None and is_told else 0.0
        strengths = {piece: self.strength(piece) + meant for piece in stretches(text)}
        strength, sure = max((strength, piece) for piece, strength in strengths.items())
        if strength >= (SURE_TOGETHER if is_told else SURE):
            return Alarm(PANEL, self._category(sure))
        if len(words(text)) <= FEW_WORDS and strength < BRIEFLY:
            return None
        nearness, near = max((self._near(*one), one[0]) for one in strengths.items())
        return Alarm(SOFT, self._category(near)) if nearness >= _least(text) else None

    def strength(self, text: str) -> float:
        """Return the evidence for a crisis less that for an everyday question (log odds).

        What says nearly nothing of a crisis is none, however little it says of everyday life.
        """
        said = self.urgency.evidence(text)
        return said[CRISIS] - said[ORDINARY] if said[CRISIS] >= LEAST_EVIDENCE else -inf

    def nearness(self, text: str) -> float:
        """Return the strength, with how much more of a crisis than of everyday themes is said."""
        return self._near(text, self.strength(text))

    def _near(self, text: str, strength: float) -> float:
        if strength == -inf:
            return strength
        said = self.kinds.evidence(text)
        crisis = max(said[slug] for slug in self.crises)
        everyday = sorted(said[term] for term in said.keys() - self.crises)[-NEAREST:]
        beside = crisis - sum(everyday) / max(len(everyday), 1)
        return strength + OF_THEMES * beside - OF_EACH_WORD * len(words(text))

    def _category(self, text: str) -> str:
        said = self.kinds.evidence(text)
        return max(self.crises, key=lambda slug: (said[slug], slug))


def _meant(chance: float) -> float:
    return OF_MEANING * log(max(chance, LEAST_CHANCE) / EVEN_CHANCE)


def _least(text: str) -> float:
    return IN_DUTCH if language_of(words(text)) == "nl" else PERHAPS


def listener(
    categories: Sequence[Category],
    crises: Iterable[tuple[str, str]],
    everyday: Iterable[str],
    themes: Iterable[tuple[str, str]] = (),
) -> Listener:
    """Return what listens, taught by (category, sentence of a crisis), everyday sentences and
    (theme, sentence) of everyday themes."""
    crises = list(crises)
    urgency = [Lesson(text, (CRISIS,)) for _, text in crises]
    urgency += [Lesson(text, (ORDINARY,)) for text in everyday]
    kinds = [Lesson(text, (name,)) for name, text in (*crises, *themes)]
    slugs = frozenset(slug for slug, _ in crises)
    return Listener(categories, learn(urgency), learn(kinds), slugs)


def stretches(text: str) -> Iterator[str]:
    """Return the text in pieces that overlap by half."""
    tokens = words(text)
    for start in range(0, max(len(tokens) - STRETCH // 2, 1), STRETCH // 2):
        yield " ".join(tokens[start : start + STRETCH])

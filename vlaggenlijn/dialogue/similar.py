"""Which codes quotes like this one were given; a thinking module.

Quotes are set beside each other by the stems of their telling words. A stem weighs more the fewer
quotes have it (log of all quotes over those with it, plus one, as in Sparck Jones 1972), and two
quotes are as alike as the cosine of their weighed stems, from 0 to 1. Nothing is ever given by
itself: each suggestion names the quotes that led to it, so that a coder can judge it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from vlaggenlijn.taxonomy.words import stems, telling

LEAST_LIKE = 0.15
MOST_REASONS = 3
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A quote that was coded before."""

    quote: str
    text: str
    codes: Collection[str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that quotes like this one have, and these quotes, most alike first."""

    code: str
    likeness: float
    because: tuple[str, ...]


def suggested(
    text: str, examples: Sequence[Example], *, language: str, most: int = 3
) -> tuple[Suggestion, ...]:
    """Return at most ``most`` codes, best first.

    A code is as good as the likeness of its three most like quotes together (0 to 3). Quotes that
    are less alike than LEAST_LIKE lead to nothing.
    """
    counted = [Counter(telling(stems(one.text, language), language)) for one in examples]
    rarity = _rarity(counted)
    asked = _weighed(Counter(telling(stems(text, language), language)), rarity)
    by_code: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for example, counts in zip(examples, counted, strict=True):
        likeness = cosine(asked, _weighed(counts, rarity))
        if likeness >= LEAST_LIKE:
            for code in example.codes:
                by_code[code].append((likeness, example.quote))
    found = sorted((_suggestion(*one) for one in by_code.items()), key=_best_first)
    return tuple(found[:most])


def cosine(first: Weights, second: Weights) -> float:
    """Return how alike two weighed texts are, 0 to 1; 0 when one of them says nothing."""
    shared = sum(weight * second[part] for part, weight in first.items() if part in second)
    lengths = _length(first) * _length(second)
    return min(shared / lengths, 1.0) if lengths else 0.0


def _length(weights: Weights) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))


def _rarity(texts: Sequence[Collection[str]]) -> Weights:
    having = Counter(part for text in texts for part in text)
    return {part: 1 + log(len(texts) / count) for part, count in having.items()}


def _weighed(counts: Mapping[str, int], rarity: Weights) -> Weights:
    """Weigh the stems of a text; what no example has can make nothing alike, yet counts as said."""
    rarest = max(rarity.values(), default=1.0)
    return {part: (1 + log(count)) * rarity.get(part, rarest) for part, count in counts.items()}


def _suggestion(code: str, found: Iterable[tuple[float, str]]) -> Suggestion:
    best = sorted(found, key=lambda one: (-one[0], one[1]))[:MOST_REASONS]
    likeness = sum(one for one, _ in best)
    return Suggestion(code, likeness, tuple(quote for _, quote in best))


def _best_first(one: Suggestion) -> tuple[float, str]:
    return -one.likeness, one.code

"""Which offers answer a question, best first, each with its reasons; a thinking module.

What an offer is about (concepts and words) is added up; age, place and freshness are factors and
not filters, so that a page is never empty because a field was filled in. Those of age and place,
and the share of words, were learned of questions whose answers somebody judged
(benchmarks/guide/learn); what is far and what is stale is set by eye.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp

from vlaggenlijn.places.distance import Point, metres

AGE_OUTSIDE = 0.36
AGE_INSIDE = 1.54
SAME_PLACE = 2.26
NEXT_DOOR = 1.14
WHOLE_REGION = 1.0
ELSEWHERE = 0.48
FAR_AWAY = 0.2
FAR_METRES = 40_000
STALE = 0.85
STALE_AFTER = timedelta(days=365)
WORD_SHARE = 0.046  # a word tells less than a concept, times how rare it is
LEAST_SHARE = 0.05
MOST_BESIDE = 1.0  # the logarithm of how much an offer may be worth beside its themes, at most
CLOSE = 1e-8  # scores that differ less may be told apart by more than the score
MOST = 20


@dataclass(frozen=True, slots=True)
class Here:
    """Where the parent is: municipality (NIS), point, and the municipalities next to it."""

    nis: str
    region: str
    point: Point
    next_door: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as far as matching cares. Ages in months; served holds NIS codes."""

    id: uuid.UUID
    kind: str
    name: str
    terms: Mapping[str, float]
    minimum_age: int | None = None
    maximum_age: int | None = None
    points: tuple[Point, ...] = ()
    stands_in: frozenset[str] = frozenset()
    served: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    assured_on: date | None = None

    def holding(self, terms: Mapping[str, float]) -> "Offer":
        """Return the same offer with other terms; ``replace`` takes five times as long."""
        return Offer(
            self.id,
            self.kind,
            self.name,
            terms,
            self.minimum_age,
            self.maximum_age,
            self.points,
            self.stands_in,
            self.served,
            self.regions,
            self.assured_on,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: weights of concepts and words, place, ages in months, today's date.

    ``concepts`` are what an offer may be about to answer it, ``asked`` what it is about itself;
    ``led_by`` gives for one of the first the one of the others that asks most for it, ``about``
    holds the themes that it is surely about, ``beside`` what it is like otherwise (affinity.py).
    ``because`` gives for a concept the parent's own words, empty when a theme was chosen;
    ``spoken`` gives for a word term the word as it was typed.
    """

    concepts: Mapping[str, float]
    words: Mapping[str, float]
    because: Mapping[str, str]
    spoken: Mapping[str, str]
    here: Here | None
    ages: tuple[int, ...]
    today: date
    asked: Mapping[str, float] = field(default_factory=dict)
    led_by: Mapping[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    beside: Mapping[str, float] = field(default_factory=dict)

    @property
    def has_topic(self) -> bool:
        return bool(self.concepts or self.words)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offer stands here, with values: it is about a theme, or helps with one that it is
    not about; text, place, area, region, age or freshness.
    """

    kind: str
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An offer that answers, with score, reasons and distance in metres (None: no place known)."""

    id: uuid.UUID
    kind: str
    score: float
    reasons: tuple[Reason, ...]
    distance: int | None


# How much something counts, and the kind and value of the reason that it gives ("": none).
Factor = tuple[float, str, str | int | date]
NO_DIFFERENCE: Factor = (1.0, "", "")
# How much an offer scores, its distance, and the offer itself.
Scored = tuple[float, int | None, Offer]


def rank(question: Question, offers: Iterable[Offer], most: int = MOST) -> list[Match]:
    """Return at most ``most`` matches, best first; equal scores by distance, name and id.

    What scores under LEAST_SHARE of the best is left out; no factor alone brings an offer there.
    """
    return _matches(question, sorted(_scored(question, offers), key=_order), most)


def rank_parts(
    question: Question, parts: Iterable[tuple[float, Sequence[Offer]]], most: int = MOST
) -> tuple[list[Match], list[Offer]]:
    """Return the same and the offers that were looked at, of (ceiling, offers), highest first.

    No offer of a part or of a later one scores more than its ceiling, so that most parts need not
    be looked at (the threshold algorithm of Fagin, Lotem and Naor 2001).
    """
    scored: list[Scored] = []
    looked_at: list[Offer] = []
    for ceiling, offers in parts:
        if len(scored) >= most and scored[most - 1][0] > ceiling + CLOSE:
            break
        looked_at += offers
        scored = sorted([*scored, *_scored(question, offers)], key=_order)
    return _matches(question, scored, most), looked_at


def ceiling(question: Question, has: Mapping[str, float], is_local: bool) -> float:
    """Return the most that an offer with these terms can score, whatever else is true of it.

    Only what is local can serve the place or stand in it.
    """
    place = 1.0
    if question.here:
        place = SAME_PLACE if is_local else max(NEXT_DOOR, WHOLE_REGION)
    age = AGE_INSIDE if question.ages else 1.0
    return _topic(question, has) * _beside(question, has) * place * age


def _scored(question: Question, offers: Iterable[Offer]) -> list[Scored]:
    placed = ((offer, nearest(question.here, offer)) for offer in offers)
    scored = ((_score(question, offer, distance), distance, offer) for offer, distance in placed)
    return [one for one in scored if one[0] > 0]


def _matches(question: Question, scored: Sequence[Scored], most: int) -> list[Match]:
    """Reasons are only made for what is returned: most offers are not."""
    least = scored[0][0] * LEAST_SHARE if scored else 0.0
    return [
        Match(offer.id, offer.kind, score, _reasons(question, offer, distance), distance)
        for score, distance, offer in scored[:most]
        if score >= least
    ]


def _order(scored: Scored) -> tuple[float, int, str, int]:
    score, distance, offer = scored
    far = 10**9 if distance is None else distance
    return -round(score, 9), far, offer.name, offer.id.int


def _score(question: Question, offer: Offer, distance: int | None) -> float:
    score = _topic(question, offer.terms) * _beside(question, offer.terms)
    for factor, _, _ in _factors(question, offer, distance):
        score *= factor
    return score


def _reasons(question: Question, offer: Offer, distance: int | None) -> tuple[Reason, ...]:
    reasons = _theme_reason(question, _parts(question.concepts, offer.terms))
    reasons = reasons or _text_reason(question, _parts(question.words, offer.terms))
    factors = _factors(question, offer, distance)
    return reasons + tuple(Reason(kind, (_plain(value),)) for _, kind, value in factors if kind)


def _plain(value: date | str | int) -> str | int:
    return value.isoformat() if isinstance(value, date) else value


def _factors(question: Question, offer: Offer, distance: int | None) -> tuple[Factor, ...]:
    return (
        _place(question.here, offer, distance),
        _age(question.ages, offer),
        _freshness(question.today, offer),
    )


def _topic(question: Question, has: Mapping[str, float]) -> float:
    if not question.has_topic:
        return 1.0
    concepts, words = (
        sum([weight * has[term] for term, weight in asked.items() if term in has])
        for asked in (question.concepts, question.words)
    )
    return concepts + WORD_SHARE * words


def _beside(question: Question, has: Mapping[str, float]) -> float:
    """How much more such an offer is worth to such a question than its themes say."""
    worth = sum([weight * has[term] for term, weight in question.beside.items() if term in has])
    return exp(max(-MOST_BESIDE, min(MOST_BESIDE, worth)))


def _parts(asked: Mapping[str, float], has: Mapping[str, float]) -> dict[str, float]:
    """Return what an offer has of each term that was asked, in the order of asking."""
    return {term: weight * has[term] for term, weight in asked.items() if term in has}


def _theme_reason(question: Question, concepts: Mapping[str, float]) -> tuple[Reason, ...]:
    if not concepts:
        return ()
    led_by = {term: question.led_by.get(term, term) for term in concepts}
    # First what was surely asked, then what was asked at all: a guess is a poor reason.
    asked = [term for term in concepts if led_by[term] in question.about]
    asked = asked or [term for term in concepts if term in question.because]
    asked = [term for term in asked if term.startswith("themes:")] or asked
    best = led_by[max(asked or concepts, key=lambda term: (concepts[term], term))]
    kind = "theme" if best in concepts else "helps"
    return (Reason(kind, (best, question.because.get(best, ""))),)


def _text_reason(question: Question, words: Mapping[str, float]) -> tuple[Reason, ...]:
    if not words:
        return ()
    best = sorted(words, key=lambda term: (-words[term], term))[:3]
    return (Reason("text", tuple(question.spoken[term] for term in best)),)


def nearest(here: Here | None, offer: Offer) -> int | None:
    """Return the metres to the offer's nearest place, or None when either is unknown."""
    if here is None or not offer.points:
        return None
    return min(metres(here.point, point) for point in offer.points)


def _place(here: Here | None, offer: Offer, distance: int | None) -> Factor:
    if here is None:
        return NO_DIFFERENCE
    if here.nis in offer.stands_in:
        return SAME_PLACE, "place", here.nis
    if here.nis in offer.served:
        return SAME_PLACE, "area", here.nis
    near = here.next_door & (offer.stands_in | offer.served)
    if near:
        return NEXT_DOOR, "next_door", min(near)
    return _further(here, offer, distance)


def _further(here: Here, offer: Offer, distance: int | None) -> Factor:
    if here.region in offer.regions:
        return WHOLE_REGION, "region", here.region
    is_far = distance is not None and distance > FAR_METRES
    return (FAR_AWAY if is_far else ELSEWHERE), "", ""


def _age(ages: tuple[int, ...], offer: Offer) -> Factor:
    """An offer for one of the children is an offer; only when it fits none of them it sinks."""
    if not ages or (offer.minimum_age is None and offer.maximum_age is None):
        return NO_DIFFERENCE
    fitting = [age for age in ages if _is_for(age, offer)]
    return (AGE_INSIDE, "age", fitting[0]) if fitting else (AGE_OUTSIDE, "", "")


def _is_for(age: int, offer: Offer) -> bool:
    is_too_young = offer.minimum_age is not None and age < offer.minimum_age
    is_too_old = offer.maximum_age is not None and age > offer.maximum_age
    return not (is_too_young or is_too_old)


def _freshness(today: date, offer: Offer) -> Factor:
    if offer.assured_on is None or offer.assured_on < today - STALE_AFTER:
        return STALE, "", ""
    return 1.0, "freshness", offer.assured_on

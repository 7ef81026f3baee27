"""From a question to an answer: the one way for the page and for the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from vlaggenlijn.accounts.remembering import Remembered
from vlaggenlijn.directory.cards import Card, distance_text, organization_card, service_card
from vlaggenlijn.directory.hours import OpeningText, opening_at
from vlaggenlijn.directory.indexing import SERVICE
from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.guide import candidates, clarifying
from vlaggenlijn.guide.alarm import PANEL
from vlaggenlijn.guide.filters import Sifted, Wish, sift
from vlaggenlijn.guide.first_aid import Crisis, crisis_in
from vlaggenlijn.guide.groups import Group, grouped, needs
from vlaggenlijn.guide.matching import (
    MOST,
    WORD_SHARE,
    Here,
    Match,
    Offer,
    Question,
    Reason,
    ceiling,
    rank,
    rank_parts,
)
from vlaggenlijn.guide.reasons import ABOUT, names_in, reason_texts
from vlaggenlijn.guide.soon import Soon, soon
from vlaggenlijn.guide.traits import traits_of
from vlaggenlijn.guide.weighing import THEME, Asked, of_parents, weighed
from vlaggenlijn.guide.wishes import Narrowing, narrowing, shortfall_texts
from vlaggenlijn.places.distance import Point
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy import lookup as taxonomy

GENERAL_SECTORS = ("ocmw", "caw", "municipality")
FEW = 3
MOST_DOORS = 3
# With filters more is ranked than is shown: what fits may stand far down.
MOST_SIFTED = 200
MOST_SPOTS = 4
MOST_CARDS = 2000

# In which regime and language cards are said, and on which day.
Said = tuple[str, str | None, date]
# By id and the way they are said.
_known_cards: Remembered[tuple[Any, ...], Card] = Remembered(MOST_CARDS)
# The same at a minute.
_openings: Remembered[tuple[Any, ...], OpeningText] = Remembered(MOST_CARDS)


@dataclass(frozen=True, slots=True)
class Answer:
    """Cards best first, doors when there are few, a crisis panel, the terms of the question.

    ``narrowing`` says in words what the filters did; None without filters. ``groups`` are there
    when one question holds several needs, ``unknowns`` when it is worth asking one or two things
    more. ``soon`` are activities about the same themes; they are ranked apart from the offers.
    """

    cards: list[Card]
    doors: list[Card]
    crisis: Crisis | None
    about: tuple[str, ...]
    here: Here | None
    narrowing: Narrowing | None = None
    groups: tuple[Group, ...] = ()
    unknowns: tuple[str, ...] = ()
    soon: tuple[Soon, ...] = ()

    @property
    def is_in_crisis(self) -> bool:
        """Whether helplines come first; the soft line alone changes nothing else."""
        return self.crisis is not None and self.crisis.level == PANEL


def answer(
    asked: Asked, *, regime: str, around: Sequence[str] = (), filters: Sequence[Wish] = ()
) -> Answer:
    """Answer a question; nothing of it is stored.

    ``around`` holds the NIS codes of the visitor's network: its doors are open when the question
    names no place, or one without doors. ``filters`` never empty the answer; see filters.py.
    """
    read = weighed(asked)
    question, here = read.question, read.question.here
    ranked, offers = best_of(question, MOST_SIFTED if filters else MOST)
    sifted = _sifted(ranked, filters)
    matches, told = list(sifted.offers[:MOST]), narrowing(sifted, filters, MOST)
    doors = _doors(here, around, matches) if len(matches) < FEW else []
    themes = question.about
    return Answer(
        cards=_with_shortfalls(_cards(matches, regime), sifted, told),
        doors=_cards(doors, regime, first=len(matches) + 1),
        crisis=crisis_in(asked.text, read.understood.shares, regime),
        about=themes,
        here=here,
        narrowing=told if filters else None,
        groups=_groups(read.text, question, matches),
        unknowns=_unknowns(asked, question, offers, matches, around),
        soon=tuple(soon(themes, asked.all_ages, here, around)),
    )


def _sifted(ranked: Sequence[Match], filters: Sequence[Wish]) -> Sifted[Match]:
    traits = traits_of([match.id for match in ranked], filters) if filters else {}
    return sift(ranked, traits, filters)


def _with_shortfalls(cards: list[Card], sifted: Sifted[Match], told: Narrowing) -> list[Card]:
    """Add to each card what it falls short of, behind the reasons why it stands there."""
    texts = {one: shortfall_texts(short, told.labels) for one, short in sifted.shortfalls.items()}
    return [replace(card, reasons=(*card.reasons, *texts[card.id])) for card in cards]


def near_themes(term: str) -> list[str]:
    """Return the themes next to a concept."""
    return [other for other in taxonomy.neighbours(term) if other.startswith(THEME)]


def _groups(text: str, question: Question, matches: list[Match]) -> tuple[Group, ...]:
    asked = needs(text, question.because, question.asked, near_themes)
    topics = [(match.id, _topic(match)) for match in matches] if len(asked) > 1 else []
    return grouped(asked, topics, near_themes)


def _topic(match: Match) -> str:
    themes = (reason.values[0] for reason in match.reasons if reason.kind in ABOUT)
    return str(next(themes, ""))


def _unknowns(
    asked: Asked,
    question: Question,
    offers: list[Offer],
    matches: list[Match],
    around: Sequence[str],
) -> tuple[str, ...]:
    """Return what is worth asking, tried on the best offers only, so that it costs little."""
    if not question.has_topic:
        return ()
    best = {match.id for match in matches}
    pool = [offer for offer in offers if offer.id in best]
    others: dict[str, list[Question]] = {}
    if not asked.all_ages:
        others["age"] = [replace(question, ages=(months,)) for months in clarifying.AGES]
    if asked.place.kind == "empty":
        others["place"] = [replace(question, here=spot) for spot in _spots(around)]
    if asked.text and not asked.who:
        both = (
            clarifying.told_apart(question.concepts, who, of_parents())
            for who in (clarifying.ME, clarifying.CHILD)
        )
        others["who"] = [replace(question, concepts=concepts) for concepts in both]
    return clarifying.worth_asking(
        [match.id for match in matches],
        {name: map(partial(_order, pool), asked_so) for name, asked_so in others.items()},
    )


def _spots(around: Sequence[str]) -> list[Here]:
    """A few places in the network, to try whether the place matters."""
    found = Municipality.objects.in_bulk(list(around[:MOST_SPOTS]))
    return [Here(one.nis, one.region, Point(one.latitude, one.longitude)) for one in found.values()]


def _order(pool: list[Offer], question: Question) -> list[Any]:
    return [match.id for match in rank(question, pool, clarifying.FIRST)]


def best_of(question: Question, most: int) -> tuple[list[Match], list[Offer]]:
    """Return what answers best, and the offers that were looked at for it."""
    if not question.has_topic:
        offers = candidates.nearby(question.here)
        return rank(question, offers, most), offers
    found = candidates.chosen(_terms(question), question.here, question.beside)
    parts = candidates.as_far_as_needed(found, partial(ceiling, question))
    return rank_parts(question, parts, most)


def _terms(question: Question) -> dict[str, float]:
    words = {term: WORD_SHARE * weight for term, weight in question.words.items()}
    return dict(question.concepts) | words


def _doors(here: Here | None, around: Sequence[str], matches: list[Match]) -> list[Match]:
    shown = {match.id for match in matches}
    near = candidates.doors(here, GENERAL_SECTORS) if here else []
    near = near or candidates.doors_among(around, GENERAL_SECTORS)
    offers = [offer for offer in near if offer.id not in shown]
    nothing_asked = Question({}, {}, {}, {}, here, (), timezone.localdate())
    ranked = rank(nothing_asked, offers, MOST_DOORS)
    return [replace(door, reasons=(Reason("door"), *door.reasons)) for door in ranked]


def _known(kinds: Mapping[Any, str], said: Said) -> dict[Any, Card]:
    """Return {id: card} of records, right at this minute: each is read once a day, and is open or
    closed by the hours that it was read with.
    """
    records = _known_cards.many(
        [(one, *said) for one in kinds],
        lambda missing: {
            (card.id, *said): card
            for card in _read_cards([key[0] for key in missing], kinds, said[0])
        },
    )
    openings = _openings_of(records)
    return {
        key[0]: replace(card, opening=openings[key], drawn_as=(*key, openings[key]))
        for key, card in records.items()
    }


def _openings_of(records: Mapping[tuple[Any, ...], Card]) -> dict[tuple[Any, ...], OpeningText]:
    """Return by key of the cards whether what they show is open at this minute."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    found = _openings.many(
        [(*key, now) for key in records],
        lambda missing: {key: opening_at(records[key[:-1]].hours, now) for key in missing},
    )
    return {key[:-1]: opening for key, opening in found.items()}


def _cards(matches: list[Match], regime: str, first: int = 1) -> list[Card]:
    """The cards of what was found; remembered without what is of this one question."""
    kinds = {match.id: match.kind for match in matches}
    records = _known(kinds, (regime, get_language(), timezone.localdate()))
    shown = [match for match in matches if match.id in records]
    names = names_in(matches)
    return [
        replace(
            records[match.id],
            number=number,
            reasons=reason_texts(match.reasons, names),
            distance=match.distance,
            distance_text=distance_text(match.distance),
        )
        for number, match in enumerate(shown, first)
    ]


def _read_cards(ids: list[Any], kinds: Mapping[Any, str], regime: str) -> list[Card]:
    services = Service.objects.published().with_ids(ids).with_card()
    cards = [service_card(service, regime) for service in services]
    if any(kinds[one] != SERVICE for one in ids):
        organizations = Organization.objects.published().with_ids(ids).with_details()
        cards += [organization_card(one, regime) for one in organizations]
    return cards

"""How an answer is laid out: one row or a group for each need, and what is worth asking back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.cards import Card, numbered
from vlaggenlijn.guide.answers import Answer
from vlaggenlijn.guide.asking import AskedQuestion, ages, place_choices, theme_links
from vlaggenlijn.guide.clarifying import CHILD, ME
from vlaggenlijn.guide.maps import map_of
from vlaggenlijn.guide.theme_pages import reading
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.discretion import is_sensitive

# More names than this are no choice any more; the field is there.
MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Section:
    """The cards of one need; label and words are empty for what answers none in particular."""

    slug: str
    label: str
    because: str
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Tap:
    """A question back: the field it fills and the answers, each (value, label)."""

    name: str
    question: str
    choices: list[tuple[str, str]]


def context(question: AskedQuestion, found: Answer, network: LocalNetwork | None) -> dict[str, Any]:
    """Return everything that the page of an answer shows."""
    made = sections(found)
    cards = cards_in_order(found, made)
    asked_back = taps(question, found, network)
    return {
        "form": question.form,
        "question": question,
        "place_answer": place_choices(question, cards),
        "crisis": found.crisis,
        "is_sensitive": found.is_in_crisis or is_sensitive(found.about),
        "cards": cards,
        "sections": made,
        "doors": found.doors,
        "soon": [] if found.is_in_crisis else found.soon,
        "map": map_of([*cards, *found.doors], found.here),
        "theme_links": theme_links(question, found.about, network),
        "reading": reading(found.about, question.asked.theme, network),
        "taps": asked_back,
        "asked_back": [tap.name for tap in asked_back],
    }


def sections(found: Answer) -> list[Section]:
    """Return the groups of an answer, their cards numbered through; none for a single need."""
    by_id = {card.id: card for card in found.cards}
    made: list[Section] = []
    number = 0
    for place, group in enumerate(found.groups):
        cards = [by_id[one] for one in group.ids if one in by_id]
        shown = [numbered(card, number + step) for step, card in enumerate(cards, 1)]
        number += len(shown)
        need = group.need
        label = lookup.label(need.term, spoken()) if need else ""
        made.append(Section(f"need-{place}", label, need.because if need else "", shown))
    return [section for section in made if section.cards]


def cards_in_order(found: Answer, made: Sequence[Section]) -> list[Card]:
    """Return the cards as they stand on the page."""
    return [card for section in made for card in section.cards] or found.cards


def taps(question: AskedQuestion, found: Answer, network: LocalNetwork | None) -> list[Tap]:
    """Return what is worth asking back; nobody in a crisis is asked anything."""
    if found.is_in_crisis or question.has_wrong_age:
        return []
    asked = {
        "age": Tap(
            "age", _("How old is your child?"), [(one["value"], one["label"]) for one in ages()]
        ),
        "place": Tap("place", _("Where do you live?"), _places(network)),
        "who": Tap("who", _("Who is it about most?"), [(CHILD, _("My child")), (ME, _("Myself"))]),
    }
    return [asked[name] for name in found.unknowns if asked[name].choices]


def _places(network: LocalNetwork | None) -> list[tuple[str, str]]:
    if network is None:
        return []
    areas = list(network.areas.all())
    if len(areas) > MOST_PLACES:
        return []
    names = sorted(one.municipality.label(spoken()) for one in areas)
    return [(name, name) for name in names]

"""How a question is read from what a browser sends, and the choices that are offered with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.middleware import LANGUAGE_PARAMETER
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.cards import Card, age_text
from vlaggenlijn.guide import clarifying
from vlaggenlijn.guide.ages import Age, read_age, written_age
from vlaggenlijn.guide.children import children_in
from vlaggenlijn.guide.forms import QuestionForm
from vlaggenlijn.guide.reasons import PLACED
from vlaggenlijn.guide.weighing import THEME, Asked
from vlaggenlijn.places.gazetteer import Answer as PlaceAnswer
from vlaggenlijn.places.gazetteer import Place
from vlaggenlijn.places.lookup import find, gazetteer
from vlaggenlijn.places.mentions import mentioned
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.taxonomy.words import LONGEST_TEXT

MOST_LINKS = 8
OPEN_FIELDS = ("place", "age", "theme")
SLUG = re.compile(r"[a-z0-9-]{1,80}")
# The worries that most parents come with first; the rest is found by one's own words.
TILES = {
    "sleep": "moon",
    "eating": "utensils",
    "crying-baby": "baby",
    "tantrums": "cloud-lightning",
    "boundaries-and-rules": "hand",
    "screens": "smartphone",
    "homework": "backpack",
    "bullying": "heart-crack",
    "puberty": "sprout",
    "separation": "split",
    "parent-exhaustion": "battery-low",
    "meeting-other-parents": "users",
    "money-problems": "wallet",
    "childcare-place": "blocks",
    "multilingual-upbringing": "languages",
    "child-development": "activity",
}
WHO = (clarifying.ME, clarifying.CHILD)
AGES = ("zwanger", "1", "4", "8", "14", "20")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as read, with the form that keeps what was typed."""

    form: QuestionForm
    asked: Asked
    text: str
    place_text: str
    age_text: str
    theme_label: str
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not (self.asked.text or self.asked.theme)

    @property
    def place_name(self) -> str:
        """The place that we take it to be; empty when only the visitor can tell."""
        is_settled = self.asked.place.kind in ("found", "corrected")
        return self.asked.place.places[0].label if is_settled else ""

    @property
    def open_place(self) -> str:
        """The place for an address, in our words: what was typed may hold somebody's own."""
        return self.place_name

    @property
    def open_age(self) -> str:
        """The age for an address, in our words; that of the first child when the text tells it."""
        ages = self.asked.all_ages
        return written_age(ages[0] if ages else None)

    @property
    def shown_ages(self) -> str:
        """The age as it was typed, else the ages that we read in the text."""
        if self.age_text:
            return "" if self.has_wrong_age else self.age_text
        return ", ".join(age_text(months) for months in self.asked.ages)

    @property
    def has_told(self) -> bool:
        """Whether the text itself told a place or an age, so that a visitor can put it right."""
        return self.asked.is_place_told or bool(self.asked.ages)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was filled in, by field, to send along again when one thing is changed."""
        filled = [(name, str(self.form.data.get(name, ""))) for name in self.form.fields]
        return [(name, value) for name, value in filled if value]

    @property
    def has_wrong_age(self) -> bool:
        return self.asked.age.is_wrong


def open_part(query: QueryDict) -> QueryDict:
    """Return what may stand in an address: place, age and theme; never somebody's own words."""
    kept = QueryDict(mutable=True)
    for name in (*OPEN_FIELDS, LANGUAGE_PARAMETER):
        if query.get(name):
            kept[name] = query.get(name, "")
    if not SLUG.fullmatch(query.get("theme", "")):
        kept.pop("theme", None)
    return kept


def read(data: Mapping[str, Any]) -> AskedQuestion:
    """Read a question; what cannot be read is left out of the question and kept in the form."""
    form = QuestionForm(data)
    text = str(data.get("q", "")).strip()
    theme = known_theme(str(data.get("theme", "")))
    place, age = str(data.get("place", "")).strip(), str(data.get("age", "")).strip()
    who = str(data.get("who", ""))
    asked = replace(asked_in(text, place, read_age(age), theme), who=who if who in WHO else "")
    label = lookup.label(THEME + theme, spoken()) if theme else ""
    return AskedQuestion(form, asked, text, place, age, label, len(text) > LONGEST_TEXT)


def asked_in(text: str, place: str, age: Age, theme: str) -> Asked:
    """Return the question of a text and its fields; what a field leaves open the text may tell."""
    text = text[:LONGEST_TEXT]
    asked = Asked(text, find(place), age, theme)
    if not place and (told := mentioned(text, gazetteer())):
        asked = replace(asked, place=told.answer, is_place_told=True)
    if age == Age():
        asked = replace(asked, ages=tuple(children_in(text)))
    return asked


def known_theme(slug: str) -> str:
    return slug if SLUG.fullmatch(slug) and Concept.objects.of_scheme("themes").named(slug) else ""


def place_choices(question: AskedQuestion, cards: Sequence[Card]) -> dict[str, Any]:
    """Return the place answer with, when it is doubtful, the places one may have meant.

    ``far_from`` names the place when no card is of it or next to it.
    """
    found = question.asked.place
    return {
        "kind": found.kind,
        "name": question.place_name,
        "region": found.also_region,
        "far_from": "" if _is_near(cards) else _known_place(question),
        "suggestions": [{"name": place.label} for place in meant(found)],
    }


def _is_near(cards: Sequence[Card]) -> bool:
    """Whether one of the cards is near; without cards nothing is said of where they are."""
    return not cards or any(one.kind in PLACED for card in cards for one in card.reasons)


def _known_place(question: AskedQuestion) -> str:
    is_outside = question.asked.place.kind == "outside"
    return question.place_text if is_outside else question.place_name


def meant(found: PlaceAnswer) -> tuple[Place, ...]:
    """Return the places to choose from: all when we cannot tell, else the others of that name."""
    return found.places if found.kind == "ambiguous" else found.others


def themes() -> list[dict[str, str]]:
    """Return the big choices by theme, those that exist, in a fixed order."""
    labels = lookup.labels((THEME + slug for slug in TILES), spoken())
    return [
        {"slug": slug, "label": labels[THEME + slug], "icon": icon, "url": theme_url(slug)}
        for slug, icon in TILES.items()
        if THEME + slug in labels
    ]


def ages() -> list[dict[str, str]]:
    labels = [
        _("pregnant"),
        _("0 to 2 years"),
        _("3 to 5 years"),
        _("6 to 11 years"),
        _("12 to 17 years"),
        _("18 years and older"),
    ]
    return [
        {"label": label, "value": value, "url": f"{reverse('guide:answer')}?age={value}"}
        for label, value in zip(labels, AGES, strict=True)
    ]


def theme_url(slug: str, place: str = "", age: str = "") -> str:
    given = {"theme": slug, "place": place, "age": age}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('guide:answer')}?{query}"


def theme_links(
    question: AskedQuestion, about: tuple[str, ...], network: LocalNetwork | None = None
) -> list[dict[str, str]]:
    """Return other themes one tap away: what the words may also mean, and what lies next to it."""
    terms = dict.fromkeys(about)
    for term in about[:3]:
        terms |= dict.fromkeys(lookup.neighbours(term))
    if not terms:
        terms = dict.fromkeys(THEME + slug for slug in TILES)
    shown = lookup.shown_in(terms, network)
    wanted = [term.removeprefix(THEME) for term in shown if term.startswith(THEME)]
    slugs = [slug for slug in wanted if slug != question.asked.theme][:MOST_LINKS]
    labels = lookup.labels((THEME + slug for slug in slugs), spoken())
    return [
        {
            "slug": slug,
            "label": labels[THEME + slug],
            "url": theme_url(slug, question.open_place, question.open_age),
        }
        for slug in slugs
        if THEME + slug in labels
    ]

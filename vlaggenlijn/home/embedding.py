"""The guide on somebody else's site: what its address asks for, and the lines that put it there."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from vlaggenlijn.accounts.middleware import LANGUAGE_PARAMETER
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.cards import Card
from vlaggenlijn.directory.models import Service
from vlaggenlijn.guide.ages import Age
from vlaggenlijn.guide.answers import answer
from vlaggenlijn.guide.weighing import Asked
from vlaggenlijn.places.gazetteer import Answer
from vlaggenlijn.places.lookup import find
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

MOST_CARDS = 3
FIXED_HEIGHT = 640
SETTLED = ("found", "corrected")


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Framed:
    """What a frame shows. What the host's page fixed is not asked of the visitor again."""

    theme: Concept | None = None
    place: Municipality | None = None
    is_theme_fixed: bool = False
    is_place_fixed: bool = False
    language: str = ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a search inside the frame sends along of what is fixed."""
        values = {
            "thema": self.theme.slug if self.theme and self.is_theme_fixed else "",
            "gemeente": self.place.nis if self.place and self.is_place_fixed else "",
            LANGUAGE_PARAMETER: self.language,
        }
        return list(_filled(values).items())

    @property
    def place_name(self) -> str:
        return self.place.label(spoken()) if self.place else ""

    @property
    def is_empty(self) -> bool:
        return not (self.theme or self.place)

    @property
    def more_url(self) -> str:
        """The whole answer on the site itself."""
        given = {
            "theme": self.theme.slug if self.theme else "",
            "place": self.place_name,
            LANGUAGE_PARAMETER: self.language,
        }
        return f"{reverse('guide:answer')}?{urlencode(_filled(given))}"

    def localized(self, path: str) -> str:
        """Return an address of the site in the language that the host's page chose, if any."""
        return f"{path}?{LANGUAGE_PARAMETER}={self.language}" if self.language else path


def read(query: Mapping[str, str], network: LocalNetwork | None) -> Framed:
    """Return what an address asks of a frame; what is not known is left out."""
    theme, place = (
        _theme(query.get("thema", ""), network),
        _place(query.get("gemeente", ""), network),
    )
    return Framed(
        theme=theme or _theme(query.get("over", ""), network),
        place=place or _place(query.get("waar", ""), network),
        is_theme_fixed=theme is not None,
        is_place_fixed=place is not None,
        language=spoken() if query.get(LANGUAGE_PARAMETER) else "",
    )


def _theme(slug: str, network: LocalNetwork | None) -> Concept | None:
    themes = Concept.objects.of_scheme("themes").seen_in(network).with_names()
    return themes.named(slug[:80]) if slug else None


def _place(nis: str, network: LocalNetwork | None) -> Municipality | None:
    return network.municipalities.filter(nis=nis[:5]).first() if nis and network else None


def cards(asked: Framed, *, regime: str, network: LocalNetwork | None) -> list[Card]:
    """Return the first offers for a frame; without a theme or a place there are none."""
    if asked.is_empty:
        return []
    around = [one.municipality_id for one in network.areas.all()] if network else []
    question = Asked(
        place=_known(asked.place), age=Age(), theme=asked.theme.slug if asked.theme else ""
    )
    found = answer(question, regime=regime, around=around)
    shown = _reaching([*found.cards, *found.doors], network)[:MOST_CARDS]
    return [
        replace(card, number=number, url=asked.localized(card.url))
        for number, card in enumerate(shown, 1)
    ]


def _known(place: Municipality | None) -> Answer:
    found = find(place.label("nl")) if place else find("")
    return found if found.kind in SETTLED else find("")


def _reaching(found: list[Card], network: LocalNetwork | None) -> list[Card]:
    """Return what reaches the network's area; all of it when nothing does."""
    if network is None:
        return found
    ids = [card.id for card in found if card.kind == "service"]
    here: set[uuid.UUID] = set(
        Service.objects.for_network(network).with_ids(ids).values_list("pk", flat=True)
    )
    return [card for card in found if card.id in here or card.kind != "service"] or found


def choices(network: LocalNetwork | None) -> dict[str, Any]:
    """Return what one may choose in a frame: themes that have an offer, and municipalities."""
    if network is None:
        return {"themes": [], "places": []}
    offers = Service.objects.published().for_network(network)
    slugs = Service.concepts.through.objects.theme_slugs(offers)
    themes = Concept.objects.of_scheme("themes").seen_in(network).with_names().among(slugs)
    return {
        "themes": sorted(themes, key=lambda one: one.label.casefold()),
        "places": sorted(network.municipalities.all(), key=lambda one: one.label(spoken())),
    }


@dataclass(frozen=True, slots=True)
class Snippet:
    """The lines for a page of another site: with our script, and without any."""

    address: str
    with_script: str
    without_script: str


def snippet(site: str, wishes: Mapping[str, str], words: str) -> Snippet:
    """Return the lines that put a frame of a site on a page.

    ``site`` is "https://host", ``wishes`` the values of the address, ``words`` what stands there
    until the frame does, and what a screen reader calls it.
    """
    query = urlencode(_filled(wishes))
    address = f"{site}{reverse('home:embed')}" + (f"?{query}" if query else "")
    home = Framed(language=wishes.get(LANGUAGE_PARAMETER, "")).localized(reverse("guide:ask"))
    script = f"{site}{reverse('home:embed_script')}"
    where, called = escape(address), escape(words)
    return Snippet(
        address,
        f'<div data-vlaggenlijn="{where}"><a href="{escape(site + home)}">{called}</a></div>\n'
        f'<script src="{escape(script)}" async></script>',
        f'<iframe src="{where}" title="{called}" width="100%" height="{FIXED_HEIGHT}"'
        ' loading="lazy"></iframe>',
    )

"""A page for each theme, for parents who want to read first: our text, and what is nearby."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from vlaggenlijn.accounts.languages import direction
from vlaggenlijn.accounts.middleware import LANGUAGE_PARAMETER
from vlaggenlijn.accounts.models import LocalNetwork, Regime
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.cards import Card, numbered
from vlaggenlijn.directory.models import Helpline, Service
from vlaggenlijn.directory.models.helplines import in_visitors_language
from vlaggenlijn.guide.answers import answer
from vlaggenlijn.guide.theme_texts import ThemeText, icon_of, theme_data
from vlaggenlijn.guide.weighing import THEME, Asked
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.discretion import is_sensitive
from vlaggenlijn.taxonomy.models import Concept

MOST_CARDS = 5
MOST_RELATED = 8
# Where nothing more particular is known: anybody may ask there.
ANY_LINES = ("opvoedingslijn", "tele-onthaal", "tele-accueil")
# Search engines find a page in the languages in which a network speaks to everybody.
INDEXED = {
    Regime.NL: ("nl",),
    Regime.RAND: ("nl", "fr"),
    Regime.BRUSSELS: ("nl", "fr", "en"),
}


@dataclass(frozen=True, slots=True)
class ThemeLink:
    slug: str
    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class DomainLinks:
    """The themes of one life domain, by name."""

    slug: str
    label: str
    links: list[ThemeLink]


@dataclass(frozen=True, slots=True)
class ThemePage:
    """A theme in words; ``text`` is None when we wrote none, ``mark`` the HTML of its language."""

    link: ThemeLink
    definition: str
    text: ThemeText | None
    mark: dict[str, str]
    helplines: list[Helpline]
    related: list[ThemeLink]
    cards: list[Card]
    is_sensitive: bool


def index(network: LocalNetwork | None = None) -> list[DomainLinks]:
    """Return every theme under its life domain, in the visitor's language."""
    domains: dict[str, list[ThemeLink]] = {}
    for concept in Concept.objects.of_scheme("themes").seen_in(network).with_names():
        domains.setdefault(_domain(concept), []).append(_link(concept))
    return [
        DomainLinks(domain.slug, domain.label, _by_name(domains[domain.slug]))
        for domain in Concept.objects.of_scheme("life-domains").with_names()
        if domain.slug in domains
    ]


def _by_name(links: list[ThemeLink]) -> list[ThemeLink]:
    return sorted(links, key=lambda link: link.label.casefold())


def _domain(concept: Concept) -> str:
    domains = concept.extra.get("match", {}).get("life-domains", [])
    return str(domains[0]) if domains else ""


def _link(concept: Concept) -> ThemeLink:
    return ThemeLink(
        concept.slug,
        concept.label,
        icon_of(concept.slug, _domain(concept)),
        reverse("guide:theme", args=[concept.slug]),
    )


def page(slug: str, *, regime: str, network: LocalNetwork | None) -> ThemePage | None:
    """Return the page of a theme, or None when there is no such theme."""
    concept = Concept.objects.of_scheme("themes").seen_in(network).with_names().named(slug)
    if concept is None:
        return None
    text = theme_data(slug).text(spoken())
    return ThemePage(
        link=_link(concept),
        definition=in_visitors_language(concept.definitions),
        text=text,
        mark=_mark(text.language if text else spoken()),
        helplines=_helplines(slug, regime),
        related=_related(concept.term, network),
        cards=_nearby(slug, regime, network),
        is_sensitive=is_sensitive([concept.term]),
    )


def _mark(language: str) -> dict[str, str]:
    """The attributes of a text that is not in the language of the page; else none."""
    is_own = language == spoken()
    return {} if is_own else {"lang": language, "dir": direction(language)}


def _helplines(slug: str, regime: str) -> list[Helpline]:
    lines = {line.slug: line for line in Helpline.objects.in_regime(regime)}
    wanted = theme_data(slug).helplines or ANY_LINES
    return [lines[one] for one in wanted if one in lines]


def _related(term: str, network: LocalNetwork | None) -> list[ThemeLink]:
    near = lookup.shown_in(lookup.neighbours(term), network)
    terms = [other for other in near if other.startswith(THEME)]
    slugs = [other.removeprefix(THEME) for other in terms[:MOST_RELATED]]
    themes = Concept.objects.of_scheme("themes").with_names()
    found = {one.slug: one for one in themes.among(slugs)}
    return [_link(found[slug]) for slug in slugs if slug in found]


def _nearby(slug: str, regime: str, network: LocalNetwork | None) -> list[Card]:
    """The first offers on a theme; those that reach the network's area when there are any."""
    found = answer(Asked(theme=slug), regime=regime).cards
    if network is not None:
        ids = [card.id for card in found]
        here = Service.objects.published().for_network(network).with_ids(ids)
        reaching = set(here.values_list("pk", flat=True))
        found = [card for card in found if card.id in reaching] or found
    return [numbered(card, number) for number, card in enumerate(found[:MOST_CARDS], 1)]


def indexed_in(regime: str) -> tuple[str, ...]:
    """Return the languages in which search engines may find the pages of a network."""
    return INDEXED.get(Regime(regime), ("nl",))


def addresses(path: str, regime: str) -> list[dict[str, str]]:
    """Return the same page in each language that may be found, the first without a parameter."""
    languages = indexed_in(regime)
    return [{"code": code, "path": localized(path, code)} for code in languages]


def localized(path: str, language: str) -> str:
    """Return the address of a page in a language; Dutch needs no parameter."""
    return path if language == "nl" else f"{path}?{LANGUAGE_PARAMETER}={language}"


def reading(
    about: tuple[str, ...], theme: str, network: LocalNetwork | None = None
) -> dict[str, Any] | None:
    """Return the link to read about the theme of a question, or None without a theme."""
    terms = lookup.shown_in([THEME + theme] if theme else about, network)
    if not terms:
        return None
    slug = terms[0].removeprefix(THEME)
    return {
        "label": lookup.label(terms[0], spoken()),
        "url": reverse("guide:theme", args=[slug]),
    }

"""The checklist that belongs to a theme, with its name, for the pages of professionals."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.guide.checklists import Checklist, in_language, nearest
from vlaggenlijn.taxonomy.models import Concept

DATA = Path(__file__).resolve().parent / "data" / "checklists.json"
THEMES, DOMAINS = "themes", "life-domains"
MOST_SHOWN = 2


@dataclass(frozen=True, slots=True)
class ThemeChecklist:
    """A list as it is shown: what was asked about, and the broader subject when it is of that."""

    slug: str
    title: str
    broader_title: str
    checklist: Checklist


@cache
def checklists_data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


@cache
def _lists(language: str) -> dict[str, Checklist]:
    return in_language(checklists_data(), language)


def checklist_of(concept: Concept) -> ThemeChecklist | None:
    """Return the list of a theme or a life domain, its own or that of what lies above it."""
    chain = _chain(concept)
    found = nearest([one.term for one in chain], _lists(spoken()))
    if found is None:
        return None
    owner = next(one for one in chain if one.term == found.concept)
    return ThemeChecklist(
        slug=concept.slug,
        title=concept.label,
        broader_title="" if owner.pk == concept.pk else owner.label,
        checklist=found,
    )


def _chain(concept: Concept) -> list[Concept]:
    chain, domains = [concept], _domains(concept)
    while (broader := chain[-1].broader) and broader not in chain:
        chain.append(broader)
        domains += _domains(broader)
    found = {one.slug: one for one in _of(DOMAINS, domains)} if domains else {}
    return [*chain, *(found[slug] for slug in domains if slug in found)]


def _domains(concept: Concept) -> list[str]:
    return list(concept.extra.get("match", {}).get(DOMAINS, []))


def _of(scheme: str, slugs: Iterable[str]) -> list[Concept]:
    concepts = Concept.objects.of_scheme(scheme).with_labels().select_related("broader")
    return list(concepts.filter(slug__in=list(slugs)))


def checklists_about(terms: Iterable[str]) -> list[ThemeChecklist]:
    """Return the lists for what a question is about, at most two and each list once."""
    slugs = [term.removeprefix(f"{THEMES}:") for term in terms][: 3 * MOST_SHOWN]
    themes = {one.slug: one for one in _of(THEMES, slugs)}
    found = [checklist_of(themes[slug]) for slug in slugs if slug in themes]
    once: dict[str, ThemeChecklist] = {}
    for one in filter(None, found):
        once.setdefault(one.checklist.concept, one)
    return list(once.values())[:MOST_SHOWN]


def subject(slug: str) -> Concept | None:
    """Return the theme of that name, else the life domain."""
    found = {one.scheme_id: one for scheme in (THEMES, DOMAINS) for one in _of(scheme, [slug])}
    return found.get(THEMES) or found.get(DOMAINS)


def subjects() -> list[dict[str, Any]]:
    """Return the life domains with their themes, each by its label, for a page of contents."""
    themes = list(Concept.objects.of_scheme(THEMES).with_labels())
    return [
        {
            "domain": domain,
            "themes": sorted(
                (one for one in themes if _domains(one)[:1] == [domain.slug]),
                key=lambda one: one.label.casefold(),
            ),
        }
        for domain in Concept.objects.of_scheme(DOMAINS).with_labels()
    ]

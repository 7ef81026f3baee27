"""The thesaurus of this installation, built once per process and renewed when labels change."""

from threading import Lock
from typing import Any

from django.db.models import Count, Max

from vlaggenlijn.taxonomy.models import Concept, Label
from vlaggenlijn.taxonomy.thesaurus import Thesaurus, Word

GUIDING_SCHEMES = ("themes", "life-domains", "target-groups", "settings", "sectors")
_lock = Lock()
_kept: dict[str, Any] = {"stamp": None}


def thesaurus() -> Thesaurus:
    """Return the thesaurus of the labels now in the database."""
    _renew()
    made: Thesaurus = _kept["thesaurus"]
    return made


def neighbours(term: str) -> dict[str, float]:
    """Return {term: weight} of the concepts next to one: broader .5, narrower .6, related .4."""
    _renew()
    found: dict[str, float] = _kept["neighbours"].get(term, {})
    return found


def label(term: str, language: str) -> str:
    """Return the preferred word for a concept term in a language, else in Dutch, else its slug."""
    _renew()
    labels: dict[tuple[str, str], str] = _kept["labels"]
    return labels.get((term, language)) or labels.get((term, "nl")) or term.rpartition(":")[2]


def _renew() -> None:
    stamp = Label.objects.aggregate(count=Count("id"), last=Max("id"))
    with _lock:
        if _kept["stamp"] != stamp:
            words = _words()
            _kept.update(
                stamp=stamp,
                thesaurus=Thesaurus(words),
                neighbours=_links(),
                labels={
                    (word.term, word.language): word.text for word in words if word.is_preferred
                },
            )


def _words() -> list[Word]:
    rows = Label.objects.filter(
        concept__scheme__in=GUIDING_SCHEMES, concept__is_retired=False
    ).values_list("concept__scheme_id", "concept__slug", "text", "language", "kind")
    return [
        Word(f"{scheme}:{slug}", text, language, kind == Label.Kind.PREFERRED)
        for scheme, slug, text, language, kind in rows
    ]


def _links() -> dict[str, dict[str, float]]:
    links: dict[str, dict[str, float]] = {}
    concepts = Concept.objects.of_scheme("themes").select_related("broader")
    for concept in concepts.prefetch_related("related"):
        mine = links.setdefault(concept.term, {})
        for other in concept.related.all():
            mine[other.term] = 0.4
        if concept.broader:
            mine[concept.broader.term] = 0.5
            links.setdefault(concept.broader.term, {})[concept.term] = 0.6
    for concept in concepts:
        for scheme, slugs in concept.extra.get("match", {}).items():
            for slug in slugs:
                links[concept.term].setdefault(f"{scheme}:{slug}", 0.3)
    return links

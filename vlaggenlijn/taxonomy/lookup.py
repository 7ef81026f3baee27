"""The thesaurus of this installation, built once per process and renewed when labels change."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Count, Max, QuerySet

from vlaggenlijn.taxonomy.models import Concept, Label
from vlaggenlijn.taxonomy.thesaurus import Thesaurus, Word

GUIDING_SCHEMES = ("themes", "life-domains", "target-groups", "settings", "sectors")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All words as they were when ``stamp`` was the number of labels and the last of them."""

    stamp: dict[str, Any]
    thesaurus: Thesaurus
    neighbours: dict[str, dict[str, float]]
    labels: dict[tuple[str, str], str]


_lock = Lock()
_kept: list[Snapshot] = []
_held: ContextVar[list[Snapshot] | None] = ContextVar("held", default=None)


@contextmanager
def held() -> Iterator[None]:
    """Within this block the labels are compared with the database once, at the first look-up."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def thesaurus() -> Thesaurus:
    """Return the thesaurus of the labels now in the database."""
    return _snapshot().thesaurus


def neighbours(term: str) -> dict[str, float]:
    """Return {term: weight} of the concepts next to one: broader .5, narrower .6, related .4."""
    return _snapshot().neighbours.get(term, {})


def label(term: str, language: str) -> str:
    """Return the preferred word for a concept term in a language, else in Dutch, else its slug."""
    return labels([term], language).get(term) or term.rpartition(":")[2]


def labels(terms: Iterable[str], language: str) -> dict[str, str]:
    """Return {term: its preferred word, else the Dutch one} for the terms that exist, in order."""
    words = _snapshot().labels
    found = {term: words.get((term, language)) or words.get((term, "nl")) for term in terms}
    return {term: word for term, word in found.items() if word}


def preferred_labels() -> QuerySet[Label]:
    """The one word for each concept and language; the other words of parents run to thousands."""
    return Label.objects.filter(kind=Label.Kind.PREFERRED)


def _snapshot() -> Snapshot:
    held_here = _held.get()
    if held_here:
        return held_here[0]
    found = _renewed()
    if held_here is not None:
        held_here.append(found)
    return found


def _renewed() -> Snapshot:
    stamp = Label.objects.aggregate(count=Count("id"), last=Max("id"))
    with _lock:
        if not _kept or _kept[0].stamp != stamp:
            words = _words()
            preferred = {
                (word.term, word.language): word.text for word in words if word.is_preferred
            }
            _kept[:] = [Snapshot(stamp, Thesaurus(words), _links(), preferred)]
        return _kept[0]


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

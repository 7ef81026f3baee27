"""The thesaurus of this installation, built once per process and renewed when labels change."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from sys import intern
from threading import Lock
from typing import Any

from django.db import DatabaseError, connection, connections
from django.db.models import CharField, Count, Max, QuerySet, Sum, Value
from django.db.models.functions import Cast

from vlaggenlijn.places.models import PlaceName
from vlaggenlijn.taxonomy.lessons import affinity, hearing, learned, senses, spelling
from vlaggenlijn.taxonomy.lessons import answered_by as learned_answers
from vlaggenlijn.taxonomy.models import Concept, Label, OwnConcept, OwnWord
from vlaggenlijn.taxonomy.thesaurus import Thesaurus, Word
from vlaggenlijn.taxonomy.understanding import Understanding
from vlaggenlijn.taxonomy.words import words as words_of

# How much a concept next to the asked one counts. General: a theme under which those stand who
# answer any question of a life domain, such as a parenting shop.
NARROWER, BROADER, RELATED, DOMAIN, GENERAL = 0.2, 0.25, 0.2, 0.15, 0.1
GUIDING_SCHEMES = ("themes", "life-domains", "target-groups", "settings", "sectors")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All words as they were when ``stamp`` told how many there were and the last of them."""

    stamp: frozenset[Any]
    understanding: Understanding
    neighbours: dict[str, dict[str, float]]
    answered_by: dict[str, dict[str, float]]
    labels: dict[tuple[str, str], str]
    owners: dict[str, Any]


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


def read_ahead() -> None:
    """Read all words before the first visitor comes, and before a server makes processes.

    Those then share the memory, and none keeps a connection of its parent. Tables that are not
    there yet are read when they are.
    """
    with suppress(DatabaseError):
        _snapshot()
    connections.close_all()
    gc.freeze()


def thesaurus() -> Thesaurus:
    """Return the thesaurus of the labels now in the database."""
    return understanding().thesaurus


def understanding() -> Understanding:
    """Return that thesaurus together with what was learned of the release's lessons."""
    return _snapshot().understanding


def neighbours(term: str) -> dict[str, float]:
    """Return {term: share} of the concepts next to one; nearer ones have larger shares."""
    return _snapshot().neighbours.get(term, {})


def answered_by(term: str) -> dict[str, float]:
    """Return {term: how much an offer about that one answers a question about ``term``}."""
    return _snapshot().answered_by.get(term, {term: 1.0})


def label(term: str, language: str) -> str:
    """Return the preferred word for a concept term in a language, else in Dutch, else its slug."""
    return labels([term], language).get(term) or term.rpartition(":")[2]


def labels(terms: Iterable[str], language: str) -> dict[str, str]:
    """Return {term: its preferred word, else the Dutch one} for the terms that exist, in order."""
    words = _snapshot().labels
    found = {term: words.get((term, language)) or words.get((term, "nl")) for term in terms}
    return {term: word for term, word in found.items() if word}


def shown_in(terms: Iterable[str], network: Any) -> list[str]:
    """Return the terms that pages of a network may name: not those that another network added."""
    owners = _snapshot().owners
    mine = network.pk if network else None
    return [term for term in terms if owners.get(term, mine) == mine]


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
    stamp = _stamp()
    with _lock:
        if not _kept or _kept[0].stamp != stamp:
            words = _words()
            preferred = {
                (word.term, word.language): word.text for word in words if word.is_preferred
            }
            links = _links()
            _kept[:] = [
                Snapshot(stamp, _understood(words), links, _answers(links), preferred, _owners())
            ]
        return _kept[0]


def _understood(words: list[Word]) -> Understanding:
    sense = senses()
    return Understanding(
        Thesaurus(words),
        spelling=spelling(_place_words()),
        asked=sense.get("asked"),
        offered=sense.get("offered"),
        hearing=hearing("questions"),
        reading=hearing("offers"),
        affinity=affinity(),
        **learned(),
    )


def _stamp() -> frozenset[Any]:
    """Return the last of the labels, and the number and the last of what networks added.

    In one query, and without counting the labels, which takes longer than to understand a question:
    labels only ever go when others come, or together with what networks added.
    """
    sql, values = _stamp_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return frozenset(cursor.fetchall())


@cache
def _stamp_sql() -> tuple[str, tuple[Any, ...]]:
    """Worked out once: to make the words of this question takes longer than to answer it."""
    labels, *own = (
        model.objects.order_by()
        .values_list(Value(name))
        .annotate(count=count, last=Cast(newest, CharField()))
        for model, name, count, newest in (
            (Label, "label", Value(0), Max("id")),
            (OwnWord, "word", Count("id"), Max("created_at")),
            # A version grows with every change, also with one that moves no label.
            (OwnConcept, "concept", Count("id"), Sum("version")),
        )
    )
    return labels.union(*own, all=True).query.sql_with_params()


def _words() -> list[Word]:
    rows = Label.objects.filter(
        concept__scheme__in=GUIDING_SCHEMES, concept__is_retired=False
    ).values_list("concept__scheme_id", "concept__slug", "text", "language", "kind")
    own = OwnWord.objects.filter(concept__is_retired=False).values_list(
        "concept__scheme_id", "concept__slug", "text", "language"
    )
    return [
        *(
            _word(f"{scheme}:{slug}", text, language, kind == Label.Kind.PREFERRED)
            for scheme, slug, text, language, kind in rows.iterator()
        ),
        *(_word(f"{scheme}:{slug}", text, language) for scheme, slug, text, language in own),
        *(
            _word(one.same_as.term, text, language)
            for one in OwnConcept.objects.meaning_the_same()
            for language, text, _ in one.all_words()
            if one.same_as
        ),
    ]


def _word(term: str, text: str, language: str, is_preferred: bool = False) -> Word:
    """A label; thousands share a term and a language, which stand in memory once."""
    return Word(intern(term), text, intern(language), is_preferred)


def _owners() -> dict[str, Any]:
    """Return {term: the network that added it}; all other concepts are everybody's."""
    own = Concept.objects.filter(network__isnull=False, is_retired=False)
    rows = own.values_list("scheme_id", "slug", "network_id")
    return {f"{scheme}:{slug}": network for scheme, slug, network in rows}


def _place_words() -> frozenset[str]:
    """The words of all names of places: they are no spelling mistakes."""
    names = PlaceName.objects.values_list("text", flat=True)
    return frozenset(word for name in names.iterator() for word in words_of(name))


def _links() -> dict[str, dict[str, float]]:
    links: dict[str, dict[str, float]] = defaultdict(dict)
    concepts = Concept.objects.of_scheme("themes").select_related("broader")
    for concept in concepts.prefetch_related("related"):
        mine = links[concept.term]
        mine.update({other.term: RELATED for other in concept.related.all()})
        if concept.broader:
            mine[concept.broader.term] = BROADER
            links[concept.broader.term][concept.term] = NARROWER
    general = {domain.slug: domain.goals() for domain in Concept.objects.of_scheme("life-domains")}
    for concept in concepts:
        for term in concept.goals():
            links[concept.term].setdefault(term, DOMAIN)
            for open_to_all in general.get(term.partition(":")[2], ()):
                links[concept.term].setdefault(open_to_all, GENERAL)
        links[concept.term].pop(concept.term, None)
    return dict(links)


def _answers(links: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """What was learned of concepts of this release; for those of a network its links must do."""
    learned = learned_answers()
    answers = {term: dict(shares) for term, shares in learned.items()}
    for term, near in links.items():
        mine = answers.setdefault(term, {term: 1.0})
        for other, share in near.items():
            if term not in learned or other not in learned:
                mine.setdefault(other, share)
    return answers

"""What a network adds of its own: words, and concepts by hand or out of a list."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import slugify

from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User, recorded
from vlaggenlijn.taxonomy.lookup import GUIDING_SCHEMES
from vlaggenlijn.taxonomy.models import (
    Concept,
    ConceptScheme,
    Label,
    OwnConcept,
    OwnConceptQuerySet,
    OwnWord,
)
from vlaggenlijn.taxonomy.own_planning import (
    NEW,
    SAME,
    Facts,
    Known,
    Ours,
    Planned,
    Read,
    pair_of,
    plan,
)

# No slug of a release begins so, and none ever will (tests/taxonomy/test_own.py).
OWN = "x"
LONGEST_SLUG = 80


def add_word(
    *, by: User, network: LocalNetwork, concept: Concept, text: str, language: str
) -> OwnWord:
    """Let a word lead to a concept from now on; a word that is there already is returned."""
    with recorded(by=by, network=network, deed="word.add"):
        word = OwnWord(network=network, concept=concept, language=language, text=text)
        same = OwnWord.objects.of_network(network).filter(
            concept=concept, language=language, text=text
        )
        present = same.first()
        if present is None:
            word.save()
    return present or word


def remove_word(*, by: User, word: OwnWord) -> None:
    """Let a word of a network lead nowhere by itself any more."""
    with recorded(by=by, network=word.network, deed="word.remove"):
        word.delete()


def add_concept(
    *,
    by: User,
    network: LocalNetwork,
    scheme: ConceptScheme,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> OwnConcept:
    """Add a concept; the same key again returns the one of the first time."""
    deed = "concept.add"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=OwnConcept._meta.label_lower)
            return OwnConcept.locked(first.object_id)
        concept = OwnConcept(network=network, scheme=scheme, **values)
        concept.slug = _free_slug(concept)
        concept.save()
    return concept


def change_concept(
    *,
    by: User,
    concept: OwnConcept,
    version: int,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> OwnConcept:
    """Write what an editor filled in. Raises Conflict when somebody was first."""
    network, deed = concept.network, "concept.change"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return OwnConcept.locked(concept.pk)
        stored = OwnConcept.locked(concept.pk, version)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
    return stored


def retire_removed(ids: Iterable[uuid.UUID]) -> None:
    """Take what followed from removed concepts out of the guide; records under it keep it."""
    left = OwnConcept.objects.filter(pk__in=list(ids)).values("pk")
    gone = Concept.objects.filter(pk__in=list(ids), network__isnull=False).exclude(pk__in=left)
    gone.update(is_retired=True)


def _free_slug(concept: OwnConcept) -> str:
    """Return a slug out of the label that no concept of the scheme has."""
    begin = f"{OWN}-{concept.network.slug}-{slugify(str(concept)) or 'begrip'}"[: LONGEST_SLUG - 5]
    taken = set(
        Concept.objects.filter(scheme=concept.scheme, slug__startswith=begin).values_list(
            "slug", flat=True
        )
    )
    numbered = (f"{begin.strip('-')}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (begin.strip("-"), *numbered) if one not in taken)


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing in a list did or would do; ``gone`` are addresses that it no longer has."""

    planned: list[Planned]
    gone: list[str]
    change_set: ChangeSet | None


def import_concepts(
    *,
    by: User | None,
    network: LocalNetwork,
    scheme: ConceptScheme,
    concepts: Iterable[Read],
    is_dry_run: bool = False,
) -> Brought:
    """Bring in a list as one deed, or only say what it would do. Safe to repeat."""
    wanted, ours = list(concepts), _ours()
    brought = _brought(wanted, ours, OwnConcept.objects.of_network(network))
    if is_dry_run or all(one.outcome == SAME for one in brought.planned):
        return brought
    with recorded(by=by, network=network, deed="concepts.import") as recorder:
        present = OwnConcept.objects.of_network(network).select_for_update(of=("self",))
        brought = _brought(wanted, ours, present)
        _write(network, scheme, brought.planned, _by_uri(present))
    return replace(brought, change_set=recorder.change_set)


def plan_concepts(network: LocalNetwork, concepts: Iterable[Read]) -> Brought:
    """Return what bringing in a list would do."""
    return _brought(list(concepts), _ours(), OwnConcept.objects.of_network(network))


def write_concepts(
    network: LocalNetwork, scheme: ConceptScheme, planned: Iterable[Planned]
) -> None:
    """Write what was planned, inside the deed of the caller."""
    present = OwnConcept.objects.of_network(network).select_for_update(of=("self",))
    _write(network, scheme, planned, _by_uri(present))


def _brought(wanted: list[Read], ours: Ours, present: OwnConceptQuerySet) -> Brought:
    found = _by_uri(present)
    planned = plan(wanted, _known(found), ours)
    return Brought(planned, sorted(found.keys() - {one.uri for one in planned}), None)


def _by_uri(present: OwnConceptQuerySet) -> dict[str, OwnConcept]:
    return {one.uri: one for one in present if one.uri}


def _known(present: Mapping[str, OwnConcept]) -> dict[str, Known]:
    uris = {one.pk: uri for uri, one in present.items()}
    return {uri: Known(one.told, _facts(one, uris)) for uri, one in present.items()}


def _facts(one: OwnConcept, uris: Mapping[uuid.UUID, str]) -> Facts:
    above = one.broader
    return {
        "labels": one.labels,
        "words": one.words,
        "definitions": one.definitions,
        "same_as": one.same_as.term if one.same_as else "",
        "near": one.near,
        "broader": (uris.get(above.pk) or above.term) if above else "",
        "is_hidden": one.is_hidden,
    }


def _ours() -> Ours:
    """What everybody uses; labels that name two concepts name none."""
    schemes = Concept.objects.of_scheme(*GUIDING_SCHEMES).filter(network__isnull=True)
    terms = {
        pk: f"{scheme}:{slug}" for pk, scheme, slug in schemes.values_list("pk", "scheme", "slug")
    }
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    preferred = Label.objects.filter(concept__in=terms, kind=Label.Kind.PREFERRED)
    for pk, language, text in preferred.values_list("concept", "language", "text"):
        named[pair_of(language, text)].add(terms[pk])
    return Ours(
        frozenset(terms.values()), {pair: frozenset(found) for pair, found in named.items()}
    )


def _write(
    network: LocalNetwork,
    scheme: ConceptScheme,
    planned: Iterable[Planned],
    present: dict[str, OwnConcept],
) -> None:
    by_term = {one.term: one for one in Concept.objects.of_scheme(*GUIDING_SCHEMES)}
    for one in planned:
        if one.outcome == SAME:
            continue
        own = present.get(one.uri) or OwnConcept(network=network, scheme=scheme, uri=one.uri)
        values = dict(one.facts)
        above = present.get(values["broader"])
        values["same_as"] = by_term.get(values["same_as"])
        values["broader"] = _concept_of(above) if above else by_term.get(values["broader"])
        for name, value in values.items():
            setattr(own, name, value)
        own.told = one.told
        if one.outcome == NEW:
            own.slug = _free_slug(own)
        own.save()
        present[one.uri] = own


def _concept_of(own: OwnConcept) -> Concept:
    return Concept.objects.get(pk=own.pk)

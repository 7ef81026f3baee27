"""Themes to suggest for stored services: what their text says, less what was decided before."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.indexing import own_text
from vlaggenlijn.directory.models import Service, ServiceConcept
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.taxonomy.suggesting import reasons, suggested_themes
from vlaggenlijn.taxonomy.thesaurus import Found


@dataclass(frozen=True, slots=True)
class Suggested:
    """A theme to tick; ``because`` holds words of the text, empty when none can be pointed at."""

    concept: uuid.UUID
    label: str
    because: str


def suggestions_for(
    services: Sequence[Service], *, also: str = ""
) -> dict[uuid.UUID, list[Suggested]]:
    """Return {service id: themes to suggest, strongest first} in a fixed number of queries.

    ``also`` is the term of a theme that is asked about and so stands first, whatever the text says.
    """
    with lookup.held():
        decided = _decided(services)
        found = {one.pk: _found(one, decided[one.pk], also) for one in services}
        return _labelled(found)


def _decided(services: Sequence[Service]) -> dict[uuid.UUID, set[str]]:
    terms: dict[uuid.UUID, set[str]] = defaultdict(set)
    links = ServiceConcept.objects.decided().of_services([one.pk for one in services])
    for link in links:
        terms[link.service_id].add(link.concept.term)
    return terms


def _found(service: Service, decided: set[str], also: str) -> list[Found]:
    title, body = service.name, own_text(service)
    understanding = lookup.understanding()
    found = suggested_themes(title, body, understanding, without=decided)
    if not also or also in decided:
        return found
    because = reasons(title, body, [also], understanding)[also]
    return [Found(also, 1.0, because), *(one for one in found if one.term != also)]


def _labelled(found: dict[uuid.UUID, list[Found]]) -> dict[uuid.UUID, list[Suggested]]:
    terms = {one.term for every in found.values() for one in every}
    labels = lookup.labels(terms, spoken())
    themes = Concept.objects.of_scheme("themes").with_terms(terms)
    ids = {concept.term: concept.pk for concept in themes}
    return {
        pk: [
            Suggested(ids[one.term], labels.get(one.term, one.term), one.because)
            for one in every
            if one.term in ids
        ]
        for pk, every in found.items()
    }

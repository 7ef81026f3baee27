"""What comes back of the page on which themes are confirmed: ticks and leavings-out by service."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.http import QueryDict

from vlaggenlijn.directory.actions.themes import ThemeChoice

MOST = 400  # ticks read of one page
Pairs = dict[uuid.UUID, set[uuid.UUID]]


def read_choices(data: QueryDict) -> dict[uuid.UUID, ThemeChoice]:
    """Return {service id: what was said of it}; services of which nothing was said are left out.

    ``fits`` and ``shown`` are "service:concept", ``seen`` is "service:version", and ``rest`` a
    service of which nothing that was shown fits but what was ticked. What cannot be read is left
    out.
    """
    fits, shown = _pairs(data.getlist("fits")), _pairs(data.getlist("shown"))
    rest = {pk for text in data.getlist("rest")[:MOST] if (pk := _id(text))}
    return {
        pk: ThemeChoice(
            version,
            frozenset(fits[pk]),
            frozenset(shown[pk] - fits[pk]) if pk in rest else frozenset(),
        )
        for pk, version in _versions(data.getlist("seen"))
        if fits[pk] or (pk in rest and shown[pk])
    }


def _pairs(texts: Iterable[str]) -> Pairs:
    found: Pairs = defaultdict(set)
    for text in list(texts)[:MOST]:
        service, _colon, concept = text.partition(":")
        ids = _id(service), _id(concept)
        if ids[0] and ids[1]:
            found[ids[0]].add(ids[1])
    return found


def _versions(texts: Iterable[str]) -> Iterable[tuple[uuid.UUID, int]]:
    for text in list(texts)[:MOST]:
        service, _colon, version = text.partition(":")
        pk = _id(service)
        if pk and version.isascii() and version.isdecimal() and len(version) < 10:
            yield pk, int(version)


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None

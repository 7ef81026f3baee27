"""By the name of an address: which records it chooses, reads and shows."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.hsds import counting, mapping, reading, selecting
from vlaggenlijn.directory.hsds.asked import Asked, everything, numbered
from vlaggenlijn.directory.hsds.feed import ORGANIZATION, SERVICE, way_of
from vlaggenlijn.directory.hsds.mapping import Json
from vlaggenlijn.directory.hsds.reading import Words
from vlaggenlijn.directory.hsds.rows import lay_under
from vlaggenlijn.directory.hsds.touching import waiting
from vlaggenlijn.directory.models import (
    Organization,
    Publication,
    Service,
    ServiceAtLocation,
)
from vlaggenlijn.taxonomy.models import ConceptScheme

CHUNK = 200
Network = LocalNetwork | None


@dataclass(frozen=True)
class Kind:
    """How an address works: ``chosen`` of a list, ``one`` by id; ``read`` and ``shown`` of both."""

    chosen: Callable[..., QuerySet[Any]]
    one: Callable[[str], QuerySet[Any]]
    read: Callable[[QuerySet[Any], Asked], QuerySet[Any]]
    shown: Callable[[Any, Words, Asked], Json]


def _services_read(found: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    return reading.whole_services(found) if asked.full else reading.with_organization(found)


def _service_shown(one: Service, words: Words, asked: Asked) -> Json:
    return (reading.whole_service if asked.full else reading.simple_service)(one, words)


def _is_whole(asked: Asked) -> bool:
    return asked.full or asked.full_service


def _organizations_read(found: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    if not _is_whole(asked):
        return found
    return reading.whole_organizations(found, has_whole_services=asked.full_service)


def _organization_shown(one: Organization, words: Words, asked: Asked) -> Json:
    if not _is_whole(asked):
        return reading.simple_organization(one)
    return reading.whole_organization(one, words, has_whole_services=asked.full_service)


def _places_read(found: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    return reading.whole_places(found) if asked.full else reading.simple_places(found)


def _place_shown(one: ServiceAtLocation, words: Words, asked: Asked) -> Json:
    return (reading.whole_place if asked.full else reading.simple_place)(one, words)


def _scheme_shown(one: ConceptScheme, words: Words, asked: Asked) -> Json:
    return words.taxonomies[one.slug]


KINDS: dict[str, Kind] = {
    "services": Kind(selecting.services, selecting.public_service, _services_read, _service_shown),
    "organizations": Kind(
        selecting.organizations,
        selecting.public_organization,
        _organizations_read,
        _organization_shown,
    ),
    "service_at_locations": Kind(
        selecting.services_at_locations, selecting.public_place, _places_read, _place_shown
    ),
    "taxonomies": Kind(
        selecting.schemes, selecting.scheme, lambda found, asked: found, _scheme_shown
    ),
    "taxonomy_terms": Kind(
        selecting.terms,
        selecting.term,
        lambda found, asked: reading.with_labels(found),
        lambda one, words, asked: reading.term(one, words),
    ),
}


def page(name: str, asked: Asked, network: Network, version: str) -> Json:
    """Return one numbered page of a list; a minimal one holds all ids and moments of change."""
    kind = KINDS[name]
    if asked.minimal:
        return everything(_minimal(kind.chosen(asked, network, is_whole=True)))
    total, rows = counting.page(name, kind.chosen, asked, network)
    return numbered(_shown(kind, list(kind.read(rows, asked)), asked, version), total, asked)


def _minimal(chosen: QuerySet[Any]) -> list[Json]:
    return [
        mapping.pruned({"id": str(pk), "modified_date": mapping.moment(moment)})
        for pk, moment in chosen.values_list("pk", Publication.objects.moment_of("pk"))
    ]


def _shown(kind: Kind, records: list[Any], asked: Asked, version: str) -> list[Json]:
    lay_under(records)
    words = Words.about(reading.ids_of(records))
    return [mapping.for_version(kind.shown(one, words, asked), version) for one in records]


def stream(name: str, asked: Asked, network: Network, version: str) -> Iterator[Json]:
    """Yield everything that is chosen, a chunk of records in memory at a time."""
    kind = KINDS[name]
    ids = kind.chosen(asked, network, is_whole=True).values_list("pk", flat=True)
    batch: list[Any] = []
    for pk in ids.iterator(chunk_size=CHUNK):
        batch.append(pk)
        if len(batch) == CHUNK:
            yield from _batch(kind, batch, asked, version)
            batch = []
    yield from _batch(kind, batch, asked, version)


def _batch(kind: Kind, ids: list[Any], asked: Asked, version: str) -> list[Json]:
    if not ids:
        return []
    rows = kind.chosen(Asked(), None).filter(pk__in=ids)
    found = {one.pk: one for one in kind.read(rows, asked)}
    records = [found[pk] for pk in ids if pk in found]
    return _shown(kind, records, asked, version)


def whole(ids: list[Any]) -> list[Json]:
    """Return public services with everything under them, by their ids, in that order."""
    return _batch(KINDS["services"], ids, Asked(full=True), "3.1")


def item(name: str, pk: str, asked: Asked, version: str) -> Json | None:
    """Return one record with everything under it; None when it does not exist or is not public."""
    kind, whole = KINDS[name], Asked(full=True, full_service=asked.full_service)
    records = list(kind.read(kind.one(pk), whole)[:1])
    return next(iter(_shown(kind, records, whole, version)), None)


def changes(asked: Asked, network: Network, version: str) -> Json | None:
    """Return what changed after a cursor; None for a cursor that was never given out.

    While very much waits for its number (an import), the page is empty and there is more to come.
    """
    rows = list(Publication.objects.after(asked.cursor)[: asked.per_page + 1])
    if not rows and asked.cursor > Publication.objects.last_number():
        return None
    shown = rows[: asked.per_page]
    records = _records(shown, network, version)
    # After the records were read: what changed since then is told under its new number.
    held_back = waiting()
    if held_back is None:
        return {"contents": [], "next_cursor": str(asked.cursor), "has_more": True}
    told = [_told(row, records.get(row.record_id), asked.cursor, held_back) for row in shown]
    return {
        "contents": [one for one in told if one],
        "next_cursor": str(shown[-1].sequence if shown else asked.cursor),
        "has_more": len(rows) > len(shown),
    }


def _records(rows: list[Publication], network: Network, version: str) -> dict[Any, Json]:
    found: dict[Any, Json] = {}
    for name, kind in (("services", SERVICE), ("organizations", ORGANIZATION)):
        ids = [row.record_id for row in rows if row.kind == kind]
        here = KINDS[name].chosen(Asked(), network).filter(pk__in=ids)
        whole = Asked(full=True)
        records = list(KINDS[name].read(here, whole)) if ids else []
        shown = _shown(KINDS[name], records, whole, version) if records else []
        found |= {one.pk: json for one, json in zip(records, shown, strict=True)}
    return found


def _told(
    row: Publication, record: Json | None, cursor: int, held_back: Container[Any]
) -> Json | None:
    is_waiting = row.record_id in held_back
    way = way_of(row.place, cursor, is_in_reach=record is not None, is_waiting=is_waiting)
    if not way:
        return None
    told = {
        "id": str(row.record_id),
        "kind": row.kind,
        "modified": mapping.moment(row.modified_at),
        "is_gone": way == "tombstone",
    }
    return told | ({"record": record} if way == "record" else {})

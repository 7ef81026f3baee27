"""Many fictitious services for speed.py: those of the collection, recombined over Flanders.

The title, target ages and half of the sentences are those of one service, the other sentences of
another; each stands in one municipality, one in thirty serves all of Flanders, and every second one
has the themes that an editor confirmed. Postings are those that the site itself would write.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from vlaggenlijn.accounts.actions import add_network
from vlaggenlijn.directory.indexing import SERVICE, entry_of
from vlaggenlijn.directory.models import (
    Address,
    Location,
    Organization,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceConcept,
)
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.index import Entry, postings
from vlaggenlijn.taxonomy.loading import concept_id
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import Posting

BATCH = 1000
FOR_ALL = 30
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
ORGANIZATIONS_EACH = 5


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def fill(collection: dict[str, Any], tags: dict[str, list[str]], count: int) -> None:
    """Store ``count`` services with their postings."""
    spots = [one for one in Municipality.objects.current() if one.region == "flanders"]
    network = add_network(by=None, slug="speed", name="Speed", municipalities=spots)
    homes = [
        Organization(network=network, name=f"Huis {number} van {spot.label('nl')}")
        for spot in spots
        for number in range(ORGANIZATIONS_EACH)
    ]
    _insert(homes)
    for numbers in batched(range(count), BATCH):
        _store([_made(number, collection["services"], tags, spots, homes) for number in numbers])
    index_in_two_processes(count)


def texts(described: Sequence[dict[str, Any]], number: int) -> tuple[dict[str, Any], str]:
    """Return (the service that number takes its title of, its recombined description)."""
    chance = random.Random(number)
    one, other = chance.choice(described), chance.choice(described)
    mine, theirs = (SENTENCE_END.split(each["description"]) for each in (one, other))
    kept = chance.sample(mine, max(1, len(mine) * 2 // 3))
    kept += chance.sample(theirs, max(1, len(theirs) // 3))
    return one, " ".join(kept)


def _made(
    number: int,
    described: Sequence[dict[str, Any]],
    tags: dict[str, list[str]],
    spots: Sequence[Municipality],
    homes: Sequence[Organization],
) -> list[models.Model]:
    one, description = texts(described, number)
    spot, home = spots[number % len(spots)], homes[number % len(homes)]
    youngest, oldest = one.get("age_months") or (None, None)
    service = Service(
        organization=home,
        name=f"{one['title']} {number}"[:200],
        description=description,
        minimum_age_months=youngest,
        maximum_age_months=oldest,
        assured_on=timezone.localdate(),
    )
    place = Location(organization=home, latitude=spot.latitude, longitude=spot.longitude)
    is_for_all = number % FOR_ALL == 0
    area = {"region": "flanders"} if is_for_all else {"municipality": spot}
    confirmed = tags.get(one["id"], []) if number % 2 else []
    return [
        service,
        place,
        Address(location=place, city=spot.label("nl"), municipality=spot),
        ServiceAtLocation(service=service, location=place),
        ServiceArea(service=service, **area),
        *(ServiceConcept(service=service, concept_id=concept_id("themes", t)) for t in confirmed),
    ]


def _store(made: Sequence[Sequence[models.Model]]) -> None:
    rows = [row for rows in made for row in rows]
    with transaction.atomic():
        for kind in dict.fromkeys(type(row) for row in rows):
            _insert([row for row in rows if type(row) is kind])


def _insert(rows: Sequence[models.Model]) -> None:
    """Past the trace of audited records: these are nobody's deeds."""
    models.QuerySet(type(rows[0])).bulk_create(rows, batch_size=500)


def index_in_two_processes(count: int) -> None:
    """Write the postings of all services; only the working out is shared out."""
    understanding()  # known to both children
    connection.close()
    with ProcessPoolExecutor(2, get_context("fork")) as pool:
        done = 0
        entries = batched(_entries(), BATCH)
        while batches := list(islice(entries, 8)):
            for weights in pool.map(_weights, batches):
                with transaction.atomic():
                    Posting.objects.add_weights(SERVICE, weights)
                done += BATCH
            print(f"  {min(done, count):,} of {count:,} indexed", flush=True)


def _entries() -> Iterator[tuple[Any, Entry]]:
    every = Service.objects.select_related("organization").prefetch_related(
        "service_concepts__concept"
    )
    for service in every.iterator(chunk_size=BATCH):
        yield service.pk, entry_of(service, service.service_concepts.all())


def _weights(entries: Iterable[tuple[Any, Entry]]) -> dict[Any, dict[str, float]]:
    known = understanding()
    return {record: postings(entry, known) for record, entry in entries}

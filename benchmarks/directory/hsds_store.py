"""Many fictitious services for hsds.py, each with its house, place, phone, hours, price and themes.

All belong to one network over Flanders; each stands in one town, and one in fifty serves all of
Flanders. Postings are those of their words, as the site would write them; no concepts are weighed.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import time
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from vlaggenlijn.accounts.actions import add_network
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.actions.publications import number_changes
from vlaggenlijn.directory.indexing import own_text
from vlaggenlijn.directory.models import (
    Address,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    PublicationMark,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceConcept,
)
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.index import Entry, word_weights
from vlaggenlijn.taxonomy.models import Concept, Posting

BATCH, SERVICES_EACH, FOR_ALL = 1000, 4, 50
WORDS = (
    "samen spelen praten met andere ouders over slapen eten grenzen school taal vrije tijd rust "
    "geld wonen een gesprek kind baby peuter kleuter tiener warm welkom elke week gratis kom langs "
    "vragen opvoeden zorgen huilen zwanger geboorte scheiding ruzie pesten gamen buurt vakantie"
).split()


def fill(count: int, wide: str, narrow: str) -> None:
    """Store ``count`` services for a network with the host ``wide``, and a town's beside it."""
    towns = [one for one in Municipality.objects.current() if one.region == "flanders"]
    network = add_network(by=None, name="Heel", slug="heel", host=wide, municipalities=towns[:-1])
    add_network(by=None, name="Stad", slug="stad", host=narrow, municipalities=towns[-1:])
    themes = list(Concept.objects.filter(scheme="themes").order_by("slug")[:40])
    made = (
        rows
        for number in range(0, count, SERVICES_EACH)
        for rows in _house(network, towns, themes, number, min(SERVICES_EACH, count - number))
    )
    for rows in batched(made, BATCH):
        _store(rows)
    # As in an installation that begins: services that nobody wrote down stand in no Change.
    PublicationMark.objects.all().delete()
    number_changes()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def _house(
    network: LocalNetwork,
    towns: list[Municipality],
    themes: list[Concept],
    first: int,
    count: int,
) -> Iterator[list[models.Model]]:
    """An organisation with its services, all in one town."""
    chance, town = random.Random(first), towns[first // SERVICES_EACH % len(towns)]
    home = Organization(network=network, name=f"Huis {first}", description=_text(chance, 25))
    yield [home]
    for number in range(first, first + count):
        yield _service(chance, home, town, themes, number)


def _text(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


def _service(
    chance: random.Random,
    home: Organization,
    town: Municipality,
    themes: list[Concept],
    number: int,
) -> list[models.Model]:
    service = Service(
        organization=home, name=f"{_text(chance, 3)[:-1]} zwaluw{number}",
        summary=_text(chance, 12), description=" ".join(_text(chance, 12) for _ in range(5)),
        application_process=_text(chance, 6), minimum_age_months=0,
        maximum_age_months=12 * chance.randrange(3, 18), email=f"info@huis{number}.example",
        url=f"https://huis{number}.example/", assured_on=timezone.localdate(),
    )  # fmt: skip
    place = Location(organization=home, latitude=town.latitude, longitude=town.longitude)
    area = {"region": "flanders"} if number % FOR_ALL == 0 else {"municipality": town}
    hours = [
        Schedule(service=service, freq="WEEKLY", byday=day, opens_at=time(9), closes_at=time(12))
        for day in ("MO", "TU", "TH")
    ]
    return [
        service,
        place,
        Address(
            location=place, address_1=f"Kerkstraat {number}", postal_code="9000",
            city=town.label("nl"), municipality=town,
        ),
        ServiceAtLocation(service=service, location=place),
        ServiceArea(service=service, **area),
        Phone(service=service, number=f"+329{number:07}"),
        CostOption(service=service, amount=number % 7),
        Language(service=service, code="fr"),
        *(ServiceConcept(service=service, concept=one) for one in chance.sample(themes, 2)),
        *hours,
    ]  # fmt: skip


def _store(made: list[list[models.Model]]) -> None:
    rows = [row for rows in made for row in rows]
    services = [row for row in rows if isinstance(row, Service)]
    with transaction.atomic():
        for kind in dict.fromkeys(type(row) for row in rows):
            # Past the trace of audited records: these are nobody's deeds.
            here = [row for row in rows if type(row) is kind]
            models.QuerySet(kind).bulk_create(here, batch_size=500)
        Posting.objects.add_weights("service", {one.pk: _words(one) for one in services})


def _words(service: Service) -> dict[str, float]:
    return word_weights(Entry(service.name, f"{own_text(service)}\n{service.organization.name}"))

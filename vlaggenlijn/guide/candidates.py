"""Which offers may answer a question, read in a bounded number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from math import log
from typing import Any

from vlaggenlijn.directory.indexing import ORGANIZATION, SERVICE
from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.directory.models.service import ServiceQuerySet
from vlaggenlijn.guide.matching import Here, Offer
from vlaggenlijn.places.distance import Point
from vlaggenlijn.taxonomy.models import Posting

MOST_CANDIDATES = 160
MOST_NEAR = 80
MOST_LOOKED_THROUGH = 3000
MOST_NEARBY = 400
ORGANIZATION_SHARE = 0.5

Terms = Mapping[uuid.UUID, Mapping[str, float]]


def about(terms: Mapping[str, float], here: Here | None = None) -> list[Offer]:
    """Return the offers with the most of the terms (weights by term): services, organisations.

    Among those of all Flanders the ones of the place itself could get lost: they are chosen apart.
    """
    best = Posting.objects.strongest(terms, MOST_CANDIDATES)
    if here is not None:
        local = Service.objects.ids_in(here.nis, MOST_LOOKED_THROUGH)
        best += Posting.objects.strongest_among(local, terms, MOST_NEAR)
    chosen = Posting.objects.weights(best, terms)
    return [*_services(chosen), *_organizations(chosen)]


def rarities(words: Collection[str]) -> dict[str, float]:
    """Return how much each word tells: the inverse document frequency of BM25.

    Robertson and Zaragoza 2009, with all services as the documents.
    """
    if not words:
        return {}
    counts = Posting.objects.counts(words)
    # Not only the published: to count those takes a look at each, and tells the same.
    everything = max(Service.objects.count(), *counts.values(), 0)
    times = {word: counts.get(word, 0) for word in words}
    return {word: log(1 + (everything - n + 0.5) / (n + 0.5)) for word, n in times.items()}


def nearby(here: Here | None) -> list[Offer]:
    """Return offers around a place, or from everywhere when nothing reaches it; for no topic."""
    services = Service.objects.published()
    around = services.reaching(here.nis, here.next_door, here.region) if here else services
    ids = _first_ids(around) or _first_ids(services)
    return _services({record: {} for record in ids})


def _first_ids(services: ServiceQuerySet) -> list[uuid.UUID]:
    return list(services.order_by("id").values_list("id", flat=True)[:MOST_NEARBY])


def _services(terms: Terms) -> list[Offer]:
    rows = (
        Service.objects.published()
        .with_ids(terms)
        .values("id", "name", "minimum_age_months", "maximum_age_months", "assured_on")
    )
    places, areas = _places(terms), _areas(terms)
    return [
        replace(
            places.get(row["id"], Offer(row["id"], SERVICE, "", {})),
            name=row["name"],
            terms=terms[row["id"]],
            minimum_age=row["minimum_age_months"],
            maximum_age=row["maximum_age_months"],
            assured_on=row["assured_on"],
            served=frozenset(nis for nis, _ in areas[row["id"]] if nis),
            regions=frozenset(region for _, region in areas[row["id"]] if region),
        )
        for row in rows
    ]


def _places(terms: Terms) -> dict[uuid.UUID, Offer]:
    rows = Service.objects.with_ids(terms).values_list(
        "id",
        "locations__latitude",
        "locations__longitude",
        "locations__address__municipality",
    )
    return _located(SERVICE, rows)


def _areas(terms: Terms) -> Mapping[uuid.UUID, list[tuple[str, str]]]:
    areas: dict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = Service.objects.with_ids(terms).values_list(
        "id", "service_areas__municipality", "service_areas__region"
    )
    for record, nis, region in rows:
        areas[record].append((nis or "", region or ""))
    return areas


def _organizations(terms: Terms) -> list[Offer]:
    """Organisations weigh half: a service is a better answer than a door."""
    published = Organization.objects.published().with_ids(terms)
    facts = published.in_bulk()
    rows = published.values_list(
        "id",
        "locations__latitude",
        "locations__longitude",
        "locations__address__municipality",
    )
    return [
        replace(
            offer,
            name=facts[record].name,
            terms={term: ORGANIZATION_SHARE * weight for term, weight in terms[record].items()},
            assured_on=facts[record].assured_on,
        )
        for record, offer in _located(ORGANIZATION, rows).items()
    ]


def _located(kind: str, rows: Iterable[Any]) -> dict[uuid.UUID, Offer]:
    points: dict[uuid.UUID, list[Point]] = defaultdict(list)
    stands: dict[uuid.UUID, set[str]] = defaultdict(set)
    for record, latitude, longitude, nis in rows:
        if latitude is not None and longitude is not None:
            points[record].append(Point(latitude, longitude))
        stands[record] |= {nis} if nis else set()
    return {
        record: Offer(
            record, kind, "", {}, points=tuple(points[record]), stands_in=frozenset(stands[record])
        )
        for record in stands
    }


def doors(here: Here, sectors: tuple[str, ...]) -> list[Offer]:
    """Return organisations in the place where anybody may come with any question."""
    return doors_among([here.nis], sectors)


def doors_among(codes: Iterable[str], sectors: tuple[str, ...]) -> list[Offer]:
    """Return such organisations in any of some municipalities (NIS codes)."""
    found = Organization.objects.published().general_doors(codes, sectors)
    return _organizations({record: {} for record in found.values_list("id", flat=True)[:10]})

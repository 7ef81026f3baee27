"""Which offers may answer a question, read in a bounded number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log

from vlaggenlijn.accounts.remembering import Remembered
from vlaggenlijn.common.made_once import ByIds, Rows
from vlaggenlijn.directory.indexing import ORGANIZATION, SERVICE
from vlaggenlijn.directory.models import (
    Organization,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from vlaggenlijn.directory.models.service import ServiceQuerySet
from vlaggenlijn.guide.matching import Here, Offer
from vlaggenlijn.places.distance import Point
from vlaggenlijn.taxonomy.models import MOST_TERMS, Posting, RecordTerms, heaviest
from vlaggenlijn.taxonomy.packing import Gathered, Head, is_beside, strongest

MOST_CANDIDATES = 160
MOST_NEAR = 80
MOST_LOOKED_THROUGH = 3000
MOST_NEARBY = 400
MOST_TERMS_NEAR = 12
FIRST = 40
ORGANIZATION_SHARE = 0.5

# What is remembered of records (some 10 MB when full) and of how often words come.
MOST_REMEMBERED = 10_000
# Of so many terms the records that have most of it (4 kB each).
MOST_HEADS = 2500
# Of the services of so many places all weights (half a megabyte where there are seven hundred).
MOST_PLACES = 30
SERVICE_FACTS = ("id", "name", "minimum_age_months", "maximum_age_months", "assured_on")
AREA_FACTS = ("service_id", "municipality_id", "region")
PLACE = ("latitude", "longitude", "address__municipality_id")
GIVEN_AT = tuple(f"location__{name}" for name in PLACE)
STANDS_AT = tuple(f"locations__{name}" for name in PLACE)
EVERYTHING = ""

_services_by_id = ByIds(
    lambda ids: Service.objects.published().with_ids(ids).order_by().values_list(*SERVICE_FACTS)
)
_given_at = ByIds(
    lambda ids: (
        ServiceAtLocation.objects.filter(service__in=ids)
        .order_by()
        .values_list("service_id", *GIVEN_AT)
    )
)
_areas_of = ByIds(
    lambda ids: ServiceArea.objects.filter(service__in=ids).order_by().values_list(*AREA_FACTS)
)

_facts: Remembered[uuid.UUID, Offer | None] = Remembered(MOST_REMEMBERED)
_heads: Remembered[str, Head] = Remembered(MOST_HEADS)
_local: Remembered[str, Gathered] = Remembered(MOST_PLACES)
_times: Remembered[str, int] = Remembered(MOST_REMEMBERED)

Terms = Mapping[uuid.UUID, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What may answer a question, of which no facts are read yet.

    ``terms`` are what each record has of what was asked; ``local`` are the services that serve the
    place or stand in it, None when that is not known of all.
    """

    terms: Terms
    local: frozenset[str] | None = frozenset()

    def may_be_local(self, record: uuid.UUID) -> bool:
        return self.local is None or record.hex in self.local


def chosen(
    terms: Mapping[str, float], here: Here | None = None, beside: Collection[str] = ()
) -> Chosen:
    """Choose what has most of the terms (weights by term): services, organisations.

    Among those of all Flanders the ones of the place itself could get lost: they are chosen apart.
    What is chosen also tells what it has of the terms ``beside``, which choose nothing.
    """
    best, local = _strongest(terms), None
    if here is not None:
        local = _local.one(here.nis, lambda: _gathered(here.nis))
        best += [
            uuid.UUID(one) for one in local.strongest(heaviest(terms, MOST_TERMS_NEAR), MOST_NEAR)
        ]
    weights = Posting.objects.weights(best, [*terms, *beside])
    return Chosen(weights, frozenset() if local is None else _all_of(local))


def _strongest(terms: Mapping[str, float]) -> list[uuid.UUID]:
    """As Posting.strongest, with what is remembered of each term."""
    asked = heaviest(terms, MOST_TERMS)
    heads = _heads.many(asked, lambda new: Posting.objects.heads(new, MOST_CANDIDATES))
    return strongest([(heads[term], share) for term, share in asked.items()], MOST_CANDIDATES)


def _gathered(nis: str) -> Gathered:
    services = ServiceArea.objects.services_in(nis, MOST_LOOKED_THROUGH)
    return RecordTerms.objects.gathered(services)


def _all_of(local: Gathered) -> frozenset[str] | None:
    return frozenset(local.keys) if len(local.keys) < MOST_LOOKED_THROUGH else None


def about(terms: Mapping[str, float], here: Here | None = None) -> list[Offer]:
    """Return the offers with the most of the terms, with all their facts."""
    return offers_of(chosen(terms, here).terms)


def as_far_as_needed(
    found: Chosen, ceiling: Callable[[Mapping[str, float], bool], float]
) -> Iterator[tuple[float, list[Offer]]]:
    """Return (what an offer can still score, the next offers), the most promising first.

    ``ceiling`` tells the most that a record can score by what it has of what was asked, and whether
    it may be local. Facts are only read of the records that are asked for.
    """
    most = {record: ceiling(has, found.may_be_local(record)) for record, has in found.terms.items()}
    order = sorted(most, key=lambda record: -most[record])
    # Nearly always the first are enough, or, where a place is told, all of them are needed.
    for start, end in pairwise((0, FIRST, 2 * FIRST, None)):
        if part := order[start:end]:
            yield most[part[0]], offers_of({record: found.terms[record] for record in part})


def rarities(words: Collection[str]) -> dict[str, float]:
    """Return how much each word tells: the inverse document frequency of BM25.

    Robertson and Zaragoza 2009, with all services as the documents.
    """
    if not words:
        return {}
    times = _times.many([EVERYTHING, *words], _counted)
    everything = max(times.values())
    return {word: log(1 + (everything - times[word] + 0.5) / (times[word] + 0.5)) for word in words}


def _counted(words: list[str]) -> dict[str, int]:
    counts = dict.fromkeys(words, 0) | Posting.objects.counts(words)
    # Not only the published: to count those takes a look at each, and tells the same.
    return counts | ({EVERYTHING: Service.objects.count()} if EVERYTHING in counts else {})


def nearby(here: Here | None) -> list[Offer]:
    """Return offers around a place, or from everywhere when nothing reaches it; for no topic."""
    services = Service.objects.published()
    around = services.reaching(here.nis, here.next_door, here.region) if here else services
    ids = _first_ids(around) or _first_ids(services)
    return offers_of({record: {} for record in ids})


def _first_ids(services: ServiceQuerySet) -> list[uuid.UUID]:
    return list(services.order_by("id").values_list("id", flat=True)[:MOST_NEARBY])


def offers_of(terms: Terms) -> list[Offer]:
    """Return the published among some records as offers, with the terms given for each."""
    return [
        offer.holding(_shared(offer, terms[offer.id]))
        for offer in _facts.many(terms, _read).values()
        if offer is not None
    ]


def _shared(offer: Offer, terms: Mapping[str, float]) -> Mapping[str, float]:
    """Organisations weigh half: a service is a better answer than a door."""
    if offer.kind == SERVICE:
        return terms
    return {
        term: weight if is_beside(term) else ORGANIZATION_SHARE * weight
        for term, weight in terms.items()
    }


def _read(ids: list[uuid.UUID]) -> dict[uuid.UUID, Offer | None]:
    """Return what is known of records, without terms; None for what is not published."""
    found = _services(ids)
    rest = [one for one in ids if one not in found]
    return dict.fromkeys(rest) | found | (_organizations(rest) if rest else {})


def _services(ids: list[uuid.UUID]) -> dict[uuid.UUID, Offer]:
    facts = {row[0]: row[1:] for row in _services_by_id.rows(ids)}
    places, areas = _places(_given_at.rows(facts)), _areas(facts)
    return {
        record: Offer(
            id=record,
            kind=SERVICE,
            name=name,
            terms={},
            minimum_age=youngest,
            maximum_age=oldest,
            points=places[record].points,
            stands_in=places[record].stands_in,
            served=frozenset(nis for nis, _ in areas[record] if nis),
            regions=frozenset(region for _, region in areas[record] if region),
            assured_on=assured_on,
        )
        for record, (name, youngest, oldest, assured_on) in facts.items()
    }


def _areas(ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[tuple[str, str]]]:
    areas: dict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    for record, nis, region in _areas_of.rows(ids):
        areas[record].append((nis or "", region or ""))
    return areas


def _organizations(ids: list[uuid.UUID]) -> dict[uuid.UUID, Offer]:
    published = Organization.objects.published().with_ids(ids).order_by()
    facts = {row[0]: row[1:] for row in published.values_list("id", "name", "assured_on")}
    mine = Organization.objects.with_ids(facts).values_list("id", *STANDS_AT)
    places = _places(mine.order_by()) if facts else {}
    return {
        record: Offer(
            id=record,
            kind=ORGANIZATION,
            name=name,
            terms={},
            points=places[record].points,
            stands_in=places[record].stands_in,
            assured_on=assured_on,
        )
        for record, (name, assured_on) in facts.items()
    }


@dataclass(slots=True)
class _Places:
    points: tuple[Point, ...] = ()
    stands_in: frozenset[str] = frozenset()


def _places(rows: Rows) -> Mapping[uuid.UUID, _Places]:
    """Return where records are, by rows of their id, latitude, longitude and NIS code."""
    places: dict[uuid.UUID, _Places] = defaultdict(_Places)
    for record, latitude, longitude, nis in rows:
        place = places[record]
        if latitude is not None and longitude is not None:
            place.points += (Point(latitude, longitude),)
        place.stands_in |= {nis} if nis else frozenset()
    return places


def doors(here: Here, sectors: tuple[str, ...]) -> list[Offer]:
    """Return organisations in the place where anybody may come with any question."""
    return doors_among([here.nis], sectors)


def doors_among(codes: Iterable[str], sectors: tuple[str, ...]) -> list[Offer]:
    """Return such organisations in any of some municipalities (NIS codes)."""
    found = Organization.objects.published().general_doors(codes, sectors)
    return offers_of({record: {} for record in found.values_list("id", flat=True)[:10]})

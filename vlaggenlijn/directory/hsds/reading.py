"""Records as HSDS objects, a page at a time in a fixed number of queries."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from vlaggenlijn.accounts.models.bulk import snapshot
from vlaggenlijn.directory.hsds import mapping
from vlaggenlijn.directory.hsds.mapping import Json
from vlaggenlijn.directory.hsds.selecting import taxonomy_id
from vlaggenlijn.directory.models import (
    Location,
    Organization,
    Publication,
    Service,
    ServiceAtLocation,
    ServiceConcept,
)
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, Label

DUTCH = Label.objects.filter(kind=Label.Kind.PREFERRED, language="nl")


def _list(path: str, rows: QuerySet[Any] | None = None) -> Any:
    """Rows under a record as a list ``read_<name>``; with a manager for each, a page takes twice
    as long."""
    return Prefetch(path, rows, to_attr=f"read_{path.rpartition('__')[2]}")


def _read(owner: Any, name: str) -> list[Any]:
    found: list[Any] = getattr(owner, f"read_{name}")
    return found


def _terms(link: str) -> tuple[Any, ...]:
    """What ``_attribute`` reads of a list of links to concepts."""
    return (f"read_{link}__concept", _list(f"read_{link}__concept__labels", DUTCH))


def _place(path: str) -> tuple[Any, ...]:
    """What ``location`` reads of places that were read with WITH_PLACE."""
    return (_list(f"{path}setting__labels", DUTCH),)


WITH_PLACE = ("address__municipality", "setting")


def _at_places() -> QuerySet[ServiceAtLocation]:
    return ServiceAtLocation.objects.select_related(*(f"location__{one}" for one in WITH_PLACE))


def with_organization(found: QuerySet[Any], link: str = "organization") -> QuerySet[Any]:
    return found.select_related(link)


def whole_services(found: QuerySet[Service], *, has_places: bool = True) -> QuerySet[Service]:
    """Services with everything under them."""
    confirmed = ServiceConcept.objects.filter(is_confirmed=True)
    at = "read_service_at_locations__"
    places = (
        _list("service_at_locations", _at_places()),
        *_place(f"{at}location__"),
    )
    return found.select_related("organization").prefetch_related(
        _list("service_concepts", confirmed),
        *_terms("service_concepts"),
        *(places if has_places else ()),
    )


def whole_organizations(
    found: QuerySet[Organization], *, has_whole_services: bool = False
) -> QuerySet[Organization]:
    offer: QuerySet[Service] = Service.objects.published().order_by("id")
    offer = whole_services(offer) if has_whole_services else offer
    return found.prefetch_related(
        _list("organization_concepts"),
        *_terms("organization_concepts"),
        _list("locations", Location.objects.select_related(*WITH_PLACE)),
        *_place("read_locations__"),
        _list("services", offer),
    )


def whole_places(found: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    """Services at locations, each with its whole service but for the places of that."""
    offer = whole_services(Service.objects.all(), has_places=False)
    here = found.select_related(*(f"location__{one}" for one in WITH_PLACE))
    return here.prefetch_related(*_place("location__"), Prefetch("service", offer))


def simple_places(found: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    return found.select_related("service__organization", "location__address")


def _rows(owner: Any, name: str) -> list[Json]:
    found: list[Json] = owner.read_rows[name]
    return found


@dataclass(frozen=True)
class Words:
    """What every object needs besides its own rows: the day, the taxonomies, moments of change.

    ``terms`` keeps what was made of a concept: a page names the same few again and again.
    """

    today: date
    taxonomies: dict[str, Json]
    moments: dict[uuid.UUID, datetime] = field(default_factory=dict)
    terms: dict[uuid.UUID, Json] = field(default_factory=dict)

    @classmethod
    def about(cls, ids: Iterable[uuid.UUID] = ()) -> "Words":
        """Return the words for records of which some ids are services."""
        schemes = ConceptScheme.objects.all()
        names = {
            one.slug: mapping.taxonomy(snapshot(one), taxonomy_id(one.slug)) for one in schemes
        }
        moments = Publication.objects.moments(ids) if ids else {}
        return cls(timezone.localdate(), names, moments)


def term(concept: Concept, words: Words, *, is_nested: bool = False) -> Json:
    name = next((label.text for label in _read(concept, "labels")), "")
    scheme = words.taxonomies[concept.scheme_id]
    return mapping.taxonomy_term(snapshot(concept), name, scheme, is_nested=is_nested)


def _attribute(link_id: uuid.UUID, concept: Concept, owner: str, words: Words) -> Json:
    nested = words.terms.get(concept.pk)
    if nested is None:
        nested = words.terms[concept.pk] = term(concept, words, is_nested=True)
    return mapping.attribute({"id": link_id}, owner, nested, concept.scheme_id)


def _schedules(owner: Any) -> list[Json]:
    return [mapping.schedule(row) for row in _rows(owner, "schedules")]


def _contacts(owner: Any) -> list[Json]:
    return [
        mapping.contact(one)
        for one in _rows(owner, "contacts")
        if isinstance(owner, Service) or one["service_id"] is None
    ]


def _area(row: Json) -> Json:
    nis = row["municipality_id"]
    here = {"nis": nis, "name_nl": row["municipality__name_nl"]} if nis else None
    return mapping.service_area(row, here)


def location(place: Location, words: Words) -> Json:
    """A place with its address, what helps or hinders getting in, and its setting."""
    row = getattr(place, "address", None)
    addresses = []
    if row is not None:
        here = snapshot(row.municipality) if row.municipality else None
        kind = place.location_type
        addresses = [mapping.address(snapshot(row), here, kind)]
    access = [mapping.accessibility(one) for one in _rows(place, "accessibility")]
    setting = place.setting
    own_id = mapping.made_id(f"setting of {place.pk}")
    attributes = [_attribute(own_id, setting, "location", words)] if setting else []
    return mapping.location(
        snapshot(place), addresses=addresses, accessibility=access, attributes=attributes
    )


def simple_service(one: Service, words: Words, **parts: Any) -> Json:
    """A service with its organisation, without what may be there more than once."""
    parts = {"organization": mapping.organization(snapshot(one.organization))} | parts
    moment = words.moments.get(one.pk)
    return mapping.service(snapshot(one), today=words.today, modified_at=moment, **parts)


def place_of(link: ServiceAtLocation, words: Words, **parts: Any) -> Json:
    """A service at a location without the service."""
    return mapping.service_at_location(
        snapshot(link),
        location=location(link.location, words),
        schedules=_schedules(link),
        phones=mapping.phones(_rows(link, "phones")),
        **parts,
    )


def whole_service(
    one: Service, words: Words, *, has_places: bool = True, has_organization: bool = True
) -> Json:
    links = _read(one, "service_at_locations") if has_places else ()
    parts: dict[str, Any] = {} if has_organization else {"organization": None}
    return simple_service(
        one,
        words,
        phones=mapping.phones(_rows(one, "phones")),
        schedules=_schedules(one),
        languages=[mapping.language(row) for row in _rows(one, "languages")],
        cost_options=[mapping.cost_option(row) for row in _rows(one, "cost_options")],
        capacities=mapping.capacities(_rows(one, "capacities")),
        service_areas=[_area(row) for row in _rows(one, "service_areas")],
        service_at_locations=[place_of(link, words) for link in links],
        contacts=_contacts(one),
        attributes=[
            _attribute(link.pk, link.concept, "service", words)
            for link in _read(one, "service_concepts")
        ],
        **parts,
    )


def whole_organization(
    one: Organization, words: Words, *, has_whole_services: bool = False
) -> Json:
    """An organisation; a place without address may be a shelter and is never told here."""
    told = [
        place
        for place in _read(one, "locations")
        if place.location_type != LocationType.PHYSICAL or hasattr(place, "address")
    ]
    offer = [
        whole_service(service, words, has_organization=False)
        if has_whole_services
        else simple_service(service, words, organization=None)
        for service in _read(one, "services")
    ]
    return mapping.organization(
        snapshot(one),
        organization_identifiers=mapping.identifiers(_rows(one, "identifiers")),
        phones=mapping.phones(_rows(one, "phones")),
        contacts=_contacts(one),
        locations=[location(place, words) for place in told],
        attributes=[
            _attribute(link.pk, link.concept, "organization", words)
            for link in _read(one, "organization_concepts")
        ],
        services=offer,
    )


def simple_place(link: ServiceAtLocation, words: Words) -> Json:
    place = link.location
    here: list[Json] = [{}] if hasattr(place, "address") else []
    told = mapping.location(snapshot(place), addresses=here)
    told.pop("addresses", None)
    return mapping.service_at_location(
        snapshot(link), location=told, service=simple_service(link.service, words)
    )


def whole_place(link: ServiceAtLocation, words: Words) -> Json:
    return place_of(link, words, service=whole_service(link.service, words, has_places=False))


def ids_of(records: Sequence[Any]) -> list[uuid.UUID]:
    """Return the ids of the services among or under some records, as far as they were read."""
    found: list[uuid.UUID] = []
    for one in records:
        if isinstance(one, Service):
            found.append(one.pk)
        elif isinstance(one, ServiceAtLocation):
            found.append(one.service_id)
        elif isinstance(one, Organization):
            found += [service.pk for service in getattr(one, "read_services", ())]
    return found


def simple_organization(one: Organization) -> Json:
    return mapping.organization(snapshot(one))


def with_labels(found: QuerySet[Concept]) -> QuerySet[Concept]:
    return found.prefetch_related(_list("labels", DUTCH))

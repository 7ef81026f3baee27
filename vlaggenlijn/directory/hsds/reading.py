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
    Contact,
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


def _terms(link: str) -> tuple[Any, ...]:
    """What ``_attributes`` reads of links to concepts."""
    return (link, Prefetch(f"{link}__concept__labels", DUTCH))


def _place(link: str) -> tuple[Any, ...]:
    return (
        f"{link}address__municipality",
        f"{link}accessibility",
        Prefetch(f"{link}setting__labels", DUTCH),
    )


def with_organization(found: QuerySet[Any], link: str = "organization") -> QuerySet[Any]:
    return found.select_related(link)


def whole_services(found: QuerySet[Service]) -> QuerySet[Service]:
    """Services with everything under them."""
    confirmed = ServiceConcept.objects.filter(is_confirmed=True).select_related("concept")
    return found.select_related("organization").prefetch_related(
        "phones",
        "languages",
        "schedules",
        "cost_options",
        "capacities",
        "service_areas__municipality",
        Prefetch("service_concepts", confirmed),
        Prefetch("service_concepts__concept__labels", DUTCH),
        Prefetch("contacts", _shown_contacts()),
        "service_at_locations__schedules",
        "service_at_locations__phones",
        *_place("service_at_locations__location__"),
    )


def whole_organizations(
    found: QuerySet[Organization], *, has_whole_services: bool = False
) -> QuerySet[Organization]:
    offer: QuerySet[Service] = Service.objects.published().order_by("id")
    offer = whole_services(offer) if has_whole_services else offer
    return found.prefetch_related(
        "identifiers",
        "phones",
        *_terms("organization_concepts"),
        Prefetch("contacts", _shown_contacts()),
        *_place("locations__"),
        Prefetch("services", offer),
    )


def whole_places(found: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    """Services at locations, each with its whole service but for the places of that."""
    offer = whole_services(Service.objects.all())
    return found.prefetch_related(
        "schedules", "phones", *_place("location__"), Prefetch("service", offer)
    )


def simple_places(found: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    return found.select_related("service__organization", "location__address")


def _shown_contacts() -> QuerySet[Contact]:
    return Contact.objects.for_visitors(timezone.localdate())


def _rows(records: Any) -> list[Json]:
    return [snapshot(one) for one in records.all()]


@dataclass(frozen=True)
class Words:
    """What every object needs besides its own rows: the day, the taxonomies, moments of change."""

    today: date
    taxonomies: dict[str, Json]
    moments: dict[uuid.UUID, datetime] = field(default_factory=dict)

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
    name = next((label.text for label in concept.labels.all()), "")
    scheme = words.taxonomies[concept.scheme_id]
    return mapping.taxonomy_term(snapshot(concept), name, scheme, is_nested=is_nested)


def _attribute(link_id: uuid.UUID, concept: Concept, owner: str, words: Words) -> Json:
    nested = term(concept, words, is_nested=True)
    return mapping.attribute({"id": link_id}, owner, nested, concept.scheme_id)


def _schedules(owner: Any) -> list[Json]:
    return [mapping.schedule(row) for row in _rows(owner.schedules)]


def _contacts(owner: Any) -> list[Json]:
    return [
        mapping.contact(snapshot(one))
        for one in owner.contacts.all()
        if isinstance(owner, Service) or one.service_id is None
    ]


def location(place: Location, words: Words) -> Json:
    """A place with its address, what helps or hinders getting in, and its setting."""
    row = getattr(place, "address", None)
    addresses = []
    if row is not None:
        here = snapshot(row.municipality) if row.municipality else None
        kind = place.location_type
        addresses = [mapping.address(snapshot(row), here, kind)]
    access = [mapping.accessibility(one) for one in _rows(place.accessibility)]
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
        phones=mapping.phones(_rows(link.phones)),
        **parts,
    )


def whole_service(
    one: Service, words: Words, *, has_places: bool = True, has_organization: bool = True
) -> Json:
    areas = [
        mapping.service_area(
            snapshot(row), snapshot(row.municipality) if row.municipality else None
        )
        for row in one.service_areas.all()
    ]
    links = one.service_at_locations.all() if has_places else ()
    parts: dict[str, Any] = {} if has_organization else {"organization": None}
    return simple_service(
        one,
        words,
        phones=mapping.phones(_rows(one.phones)),
        schedules=_schedules(one),
        languages=[mapping.language(row) for row in _rows(one.languages)],
        cost_options=[mapping.cost_option(row) for row in _rows(one.cost_options)],
        capacities=mapping.capacities(_rows(one.capacities)),
        service_areas=areas,
        service_at_locations=[place_of(link, words) for link in links],
        contacts=_contacts(one),
        attributes=[
            _attribute(link.pk, link.concept, "service", words)
            for link in one.service_concepts.all()
        ],
        **parts,
    )


def whole_organization(
    one: Organization, words: Words, *, has_whole_services: bool = False
) -> Json:
    """An organisation; a place without address may be a shelter and is never told here."""
    told = [
        place
        for place in one.locations.all()
        if place.location_type != LocationType.PHYSICAL or hasattr(place, "address")
    ]
    offer = [
        whole_service(service, words, has_organization=False)
        if has_whole_services
        else simple_service(service, words, organization=None)
        for service in one.services.all()
    ]
    return mapping.organization(
        snapshot(one),
        organization_identifiers=mapping.identifiers(_rows(one.identifiers)),
        phones=mapping.phones(_rows(one.phones)),
        contacts=_contacts(one),
        locations=[location(place, words) for place in told],
        attributes=[
            _attribute(link.pk, link.concept, "organization", words)
            for link in one.organization_concepts.all()
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
            under = getattr(one, "_prefetched_objects_cache", {}).get("services", ())
            found += [service.pk for service in under]
    return found


def simple_organization(one: Organization) -> Json:
    return mapping.organization(snapshot(one))


def with_labels(found: QuerySet[Concept]) -> QuerySet[Concept]:
    return found.prefetch_related(Prefetch("labels", DUTCH))

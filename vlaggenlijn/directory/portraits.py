"""From stored or filled-in records to the portraits that likeness compares."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from vlaggenlijn.common.phones import standard
from vlaggenlijn.directory.facts import OrganizationFacts, PhoneFacts, PlaceFacts, ServiceFacts
from vlaggenlijn.directory.likeness import Portrait, Spot
from vlaggenlijn.directory.likeness.words import words_of
from vlaggenlijn.directory.models import (
    Address,
    Organization,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
    Service,
    ServiceConcept,
)
from vlaggenlijn.places.distance import Point

Grouped = dict[UUID, list[Any]]
MOST_COMPARED = 400
SHORTEST_CLUE = 4
ADDRESS = ("address_1", "address_2", "postal_code", "city", "municipality_id")


def organization_portraits(organizations: QuerySet[Organization]) -> list[Portrait]:
    """Return a portrait of each, in six queries."""
    ids = organizations.order_by().values("pk")
    spots = _grouped(
        Address.objects.filter(location__organization__in=ids), "location__organization"
    )
    phones = _phones(Phone.objects.filter(organization__in=ids), "organization")
    numbers: Grouped = defaultdict(list)
    rows = OrganizationIdentifier.objects.filter(organization__in=ids)
    for pk, kind, value in rows.values_list("organization", "identifier_type", "identifier"):
        numbers[pk].append((kind, value))
    sectors = _concepts(OrganizationConcept.objects.filter(organization__in=ids), "organization")
    columns = ("pk", "name", "alternate_name", "email", "website")
    return [
        Portrait(
            key=pk,
            name=name,
            other_name=other,
            mail=mail,
            website=website,
            spots=tuple(spots[pk]),
            phones=frozenset(phones[pk]),
            kbo=_of_kind(numbers[pk], "kbo"),
            ovo=_of_kind(numbers[pk], "ovo"),
            sectors=frozenset(sectors[pk]),
        )
        for pk, name, other, mail, website in organizations.order_by("pk").values_list(*columns)
    ]


def service_portraits(services: QuerySet[Service]) -> list[Portrait]:
    """Return a portrait of each, in five queries."""
    ids = services.order_by().values("pk")
    links = Address.objects.filter(location__service_at_locations__service__in=ids)
    spots = _grouped(links, "location__service_at_locations__service")
    phones = _phones(Phone.objects.filter(service__in=ids), "service")
    themes = ServiceConcept.objects.filter(
        service__in=ids, is_confirmed=True, concept__scheme="themes"
    )
    concepts = _concepts(themes, "service")
    columns = ("pk", "name", "alternate_name", "email", "url", "organization_id")
    ages = ("minimum_age_months", "maximum_age_months")
    return [
        Portrait(
            key=pk,
            name=name,
            other_name=other,
            mail=mail,
            website=website,
            organization=home,
            spots=tuple(spots[pk]),
            phones=frozenset(phones[pk]),
            themes=frozenset(concepts[pk]),
            ages=(low, high),
        )
        for pk, name, other, mail, website, home, low, high in services.order_by("pk").values_list(
            *columns, *ages
        )
    ]


def _grouped(addresses: QuerySet[Address], owner: str) -> Grouped:
    found: Grouped = defaultdict(list)
    point = ("location__latitude", "location__longitude")
    for pk, street, box, code, town, nis, north, east in addresses.values_list(
        owner, *ADDRESS, *point
    ):
        at = None if north is None or east is None else Point(north, east)
        found[pk].append(Spot(street, box, code, town, nis or "", at))
    return found


def _phones(rows: QuerySet[Phone], owner: str) -> Grouped:
    found: Grouped = defaultdict(list)
    for pk, number in rows.values_list(owner, "number"):
        found[pk].append(number)
    return found


def _concepts(rows: QuerySet[Any], owner: str) -> Grouped:
    found: Grouped = defaultdict(list)
    for pk, concept in rows.values_list(owner, "concept__slug"):
        found[pk].append(concept)
    return found


def _of_kind(numbers: Iterable[tuple[str, str]], wanted: str) -> frozenset[str]:
    return frozenset(value for kind, value in numbers if kind == wanted)


def organization_typed(facts: OrganizationFacts) -> Portrait:
    """Return the portrait of what a form of an organisation says."""
    return Portrait(
        key=None,
        name=str(facts.columns.get("name", "")),
        other_name=str(facts.columns.get("alternate_name", "")),
        mail=str(facts.columns.get("email", "")),
        website=str(facts.columns.get("website", "")),
        spots=_spots(facts.places),
        phones=_numbers(facts.phones),
        kbo=frozenset({facts.kbo} - {""}),
    )


def service_typed(facts: ServiceFacts, organization: Organization) -> Portrait:
    """Return the portrait of what a form of a service says."""
    low, high = (facts.columns.get(f"{name}_age_months") for name in ("minimum", "maximum"))
    return Portrait(
        key=None,
        name=str(facts.columns.get("name", "")),
        other_name=str(facts.columns.get("alternate_name", "")),
        mail=str(facts.columns.get("email", "")),
        website=str(facts.columns.get("url", "")),
        spots=_spots(facts.places),
        phones=_numbers(facts.phones),
        organization=organization.pk,
        ages=(low, high),
    )


def _spots(places: Iterable[PlaceFacts]) -> tuple[Spot, ...]:
    return tuple(
        Spot(one.address_1, one.address_2, one.postal_code, one.city, one.nis)
        for one in places
        if one.has_address
    )


def _numbers(phones: Iterable[PhoneFacts]) -> frozenset[str]:
    return frozenset(standard(one.number) for one in phones)


def worth_comparing(typed: Portrait, seen: QuerySet[Any], *, address: str) -> QuerySet[Any]:
    """Narrow records to those that share a clue with what is typed; ``address`` is the path."""
    about = Q(phones__number__in=typed.phones)
    for name in (typed.name, typed.other_name):
        for word in words_of(name):
            about |= Q(name__icontains=word[:SHORTEST_CLUE])
            about |= Q(alternate_name__icontains=word[:SHORTEST_CLUE])
    if typed.mail:
        about |= Q(email__iexact=typed.mail)
    for spot in typed.spots:
        street = {f"{address}__address_1__istartswith": spot.street[:SHORTEST_CLUE]}
        about |= Q(**{f"{address}__postal_code": spot.postal_code}, **street)
    if typed.kbo:
        about |= Q(identifiers__identifier__in=typed.kbo)
    ids = seen.filter(about).order_by("pk").values_list("pk", flat=True).distinct()[:MOST_COMPARED]
    found: QuerySet[Any] = seen.model.objects.with_ids(ids)
    return found

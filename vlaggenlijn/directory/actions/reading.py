"""From HSDS rows to the facts an editor sees; the counterpart of writing.py.

Only what the forms can show is read: rows beyond that (a second capacity, a contact, an opening
on one special day) are left as they are by a save.
"""

import uuid
from collections.abc import Iterable

from vlaggenlijn.directory.actions.hours import week_of
from vlaggenlijn.directory.facts import (
    CapacityFacts,
    ClosureFacts,
    CostFacts,
    OrganizationFacts,
    PhoneFacts,
    PlaceFacts,
    ServiceFacts,
    WeekFacts,
)
from vlaggenlijn.directory.models import (
    Accessibility,
    Address,
    CostOption,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
)

SERVICE_COLUMNS = (
    "name",
    "alternate_name",
    "summary",
    "description",
    "application_process",
    "what_happens",
    "status",
    "minimum_age_months",
    "maximum_age_months",
    "eligibility_description",
    "fees_description",
    "interpretation_services",
    "wait_time",
    "alert",
    "on_holidays",
    "email",
    "url",
)
ORGANIZATION_COLUMNS = ("name", "alternate_name", "description", "email", "website")
SERVICE_SCHEMES = (
    "themes",
    "target-groups",
    "functions",
    "intensities",
    "situations",
    "principles",
)
ACCESS_KINDS = (
    Accessibility.Kind.WHEELCHAIR,
    Accessibility.Kind.PRAM,
    Accessibility.Kind.BUS,
)
KBO = "kbo"


def service_facts(service: Service) -> ServiceFacts:
    """Return the facts of a stored service, out of the database as it is now."""
    languages = list(service.languages.all())
    areas = list(service.service_areas.all())
    return ServiceFacts(
        columns={name: getattr(service, name) for name in SERVICE_COLUMNS},
        concepts=confirmed_concepts(service),
        phones=phone_facts(service.phones.all()),
        places=tuple(map(service_place, service_links(service))),
        municipalities=frozenset(area.municipality_id for area in areas if area.municipality_id),
        regions=frozenset(area.region for area in areas if area.region),
        languages=frozenset(one.code for one in languages if not one.is_by_interpreter),
        interpreted=frozenset(one.code for one in languages if one.is_by_interpreter),
        cost=cost_facts(list(service.cost_options.all())),
        capacity=capacity_facts(service),
        week=week_of(service.schedules.all()),
        closures=closure_facts(service.schedules.all()),
    )


def organization_facts(organization: Organization) -> OrganizationFacts:
    """Return the facts of a stored organisation, out of the database as it is now."""
    locations = organization.locations.select_related("address").prefetch_related("accessibility")
    links = organization.organization_concepts.filter(concept__scheme="sectors")
    numbers = organization.identifiers.filter(identifier_type=KBO)
    return OrganizationFacts(
        columns={name: getattr(organization, name) for name in ORGANIZATION_COLUMNS},
        sectors=frozenset(links.values_list("concept_id", flat=True)),
        phones=phone_facts(organization.phones.all()),
        places=tuple(map(organization_place, locations)),
        week=week_of(organization.schedules.all()),
        kbo=numbers.values_list("identifier", flat=True).first() or "",
    )


def service_links(service: Service) -> Iterable[ServiceAtLocation]:
    """The places of a service with all that belongs to each."""
    links = service.service_at_locations.select_related("location__address")
    return links.prefetch_related("phones", "schedules", "location__accessibility")


def confirmed_concepts(service: Service) -> frozenset[uuid.UUID]:
    links = service.service_concepts.filter(is_confirmed=True, concept__scheme__in=SERVICE_SCHEMES)
    return frozenset(links.values_list("concept_id", flat=True))


def phone_facts(phones: Iterable[Phone]) -> tuple[PhoneFacts, ...]:
    return tuple(
        PhoneFacts(phone.number, phone.description, phone.is_for_professionals, phone.pk)
        for phone in phones
    )


def service_place(link: ServiceAtLocation) -> PlaceFacts:
    phone = place_phone(link)
    return place_facts(
        link.location,
        getattr(link.location, "address", None),
        link.location.accessibility.all(),
        row=link.pk,
        phone=phone.number if phone else "",
        week=week_of(link.schedules.all()),
    )


def organization_place(location: Location) -> PlaceFacts:
    address = getattr(location, "address", None)
    return place_facts(location, address, location.accessibility.all(), row=location.pk)


def place_facts(
    location: Location,
    address: Address | None,
    access: Iterable[Accessibility],
    *,
    row: uuid.UUID,
    phone: str = "",
    week: WeekFacts | None = None,
) -> PlaceFacts:
    return PlaceFacts(
        location_type=location.location_type,
        name=location.name,
        address_1=address.address_1 if address else "",
        address_2=address.address_2 if address else "",
        postal_code=address.postal_code if address else "",
        city=address.city if address else "",
        nis=(address.municipality_id or "") if address else "",
        transportation=location.transportation,
        setting=location.setting_id,
        access=access_facts(access),
        phone=phone,
        week=week or WeekFacts(),
        id=row,
        location=location.pk,
    )


def access_facts(rows: Iterable[Accessibility]) -> tuple[tuple[str, bool | None], ...]:
    known = {fact.kind: fact.is_possible for fact in rows}
    return tuple((kind.value, known.get(kind.value)) for kind in ACCESS_KINDS)


def place_phone(link: ServiceAtLocation) -> Phone | None:
    """The phone of a place that visitors see first, or None."""
    return shown_phone(link.phones.all())


def shown_phone(phones: Iterable[Phone]) -> Phone | None:
    return next((phone for phone in phones if not phone.is_for_professionals), None)


def plain_cost(options: list[CostOption]) -> CostOption | None:
    """The cost without UiTPAS that the form shows, or None."""
    return next((one for one in options if not one.is_uitpas), None)


def uitpas_cost(options: list[CostOption]) -> CostOption | None:
    return next((one for one in options if one.is_uitpas), None)


def cost_facts(options: list[CostOption]) -> CostFacts:
    plain, uitpas = plain_cost(options), uitpas_cost(options)
    return CostFacts(
        amount=plain.amount if plain else None,
        is_uitpas=uitpas is not None,
        uitpas_amount=uitpas.amount if uitpas else None,
    )


def capacity_facts(service: Service) -> CapacityFacts:
    return capacity_of(service.capacities.first())


def capacity_of(capacity: ServiceCapacity | None) -> CapacityFacts:
    if capacity is None:
        return CapacityFacts()
    return CapacityFacts(capacity.available, capacity.maximum, capacity.unit)


def is_closure(row: Schedule) -> bool:
    """Whether a row closes whole days from one day to another, as the form can show."""
    has_days = row.valid_from is not None and row.valid_to is not None
    is_whole = row.opens_at is None and not (row.freq or row.byday or row.bymonthday)
    return row.is_closed and has_days and is_whole


def closure_facts(rows: Iterable[Schedule]) -> tuple[ClosureFacts, ...]:
    return tuple(
        ClosureFacts(row.valid_from, row.valid_to, row.description, row.pk)
        for row in rows
        if is_closure(row) and row.valid_from and row.valid_to
    )

"""Earlier versions of a record: the facts as they were, and bringing them back."""

import uuid
from dataclasses import replace
from typing import Any

from vlaggenlijn.accounts.models import ChangeSet, User
from vlaggenlijn.directory.actions.hours import week_of
from vlaggenlijn.directory.actions.organization import change_organization
from vlaggenlijn.directory.actions.reading import (
    KBO,
    ORGANIZATION_COLUMNS,
    SERVICE_COLUMNS,
    SERVICE_SCHEMES,
    capacity_of,
    closure_facts,
    cost_facts,
    phone_facts,
    place_facts,
    shown_phone,
)
from vlaggenlijn.directory.actions.service import change_service
from vlaggenlijn.directory.facts import OrganizationFacts, PlaceFacts, ServiceFacts
from vlaggenlijn.directory.history_versions import Rows, rows_after
from vlaggenlijn.directory.models import Location, Organization, Service
from vlaggenlijn.taxonomy.models import Concept


def facts_after(record: Service | Organization, deed: ChangeSet) -> Any:
    """Return the facts of a record as a deed left it; None when it was not there then.

    Concepts that are gone from the lists since are left out.
    """
    rows = rows_after(record, deed)
    if rows is None:
        return None
    return _service(record, rows) if isinstance(record, Service) else _organization(record, rows)


def _service(service: Service, rows: Rows) -> ServiceFacts:
    (then,) = rows["directory.service"]
    languages, areas = rows["directory.language"], rows["directory.servicearea"]
    capacities = sorted(rows["directory.servicecapacity"], key=lambda one: one.unit)
    confirmed = [one for one in rows["directory.serviceconcept"] if one.is_confirmed]
    schedules = _own(rows["directory.schedule"], service_id=service.pk)
    return ServiceFacts(
        columns={name: getattr(then, name) for name in SERVICE_COLUMNS},
        concepts=_concepts(confirmed, *SERVICE_SCHEMES),
        phones=phone_facts(_phones(rows, service_id=service.pk)),
        places=tuple(
            _place(rows, link.location_id, link=link)
            for link in rows["directory.serviceatlocation"]
        ),
        municipalities=frozenset(one.municipality_id for one in areas if one.municipality_id),
        regions=frozenset(one.region for one in areas if one.region),
        languages=frozenset(one.code for one in languages if not one.is_by_interpreter),
        interpreted=frozenset(one.code for one in languages if one.is_by_interpreter),
        cost=cost_facts(rows["directory.costoption"]),
        capacity=capacity_of(next(iter(capacities), None)),
        week=week_of(schedules),
        closures=closure_facts(schedules),
    )


def _organization(organization: Organization, rows: Rows) -> OrganizationFacts:
    (then,) = rows["directory.organization"]
    numbers = [
        one.identifier
        for one in rows["directory.organizationidentifier"]
        if one.identifier_type == KBO
    ]
    return OrganizationFacts(
        columns={name: getattr(then, name) for name in ORGANIZATION_COLUMNS},
        sectors=_concepts(rows["directory.organizationconcept"], "sectors"),
        phones=phone_facts(_phones(rows, organization_id=organization.pk)),
        places=tuple(_place(rows, one.pk) for one in rows["directory.location"]),
        week=week_of(_own(rows["directory.schedule"], organization_id=organization.pk)),
        kbo=next(iter(sorted(numbers)), ""),
    )


def _own(rows: list[Any], **owner: uuid.UUID) -> list[Any]:
    ((name, pk),) = owner.items()
    return [one for one in rows if getattr(one, name) == pk]


def _phones(rows: Rows, **owner: uuid.UUID) -> list[Any]:
    mine = _own(rows["directory.phone"], **owner)
    return sorted(mine, key=lambda one: (one.is_for_professionals, one.created_at, one.pk))


def _concepts(links: list[Any], *schemes: str) -> frozenset[uuid.UUID]:
    ids = [one.concept_id for one in links]
    known = Concept.objects.of_scheme(*schemes).filter(pk__in=ids)
    return frozenset(known.values_list("pk", flat=True))


def _place(rows: Rows, location: uuid.UUID, link: Any = None) -> PlaceFacts:
    """A place as it was; of one that left no trace of its own only the id is known."""
    found = next((one for one in rows["directory.location"] if one.pk == location), None)
    then = found or Location(pk=location)
    address = next(iter(_own(rows["directory.address"], location_id=location)), None)
    access = _own(rows["directory.accessibility"], location_id=location)
    if link is None:
        return _with_point(place_facts(then, address, access, row=then.pk), then)
    phone = shown_phone(_phones(rows, service_at_location_id=link.pk))
    week = week_of(_own(rows["directory.schedule"], service_at_location_id=link.pk))
    number = phone.number if phone else ""
    made = place_facts(then, address, access, row=link.pk, phone=number, week=week)
    return _with_point(made, then)


def _with_point(facts: PlaceFacts, then: Location) -> PlaceFacts:
    if then.latitude is None or then.longitude is None:
        return facts
    return replace(facts, point=(then.latitude, then.longitude))


def restore_version(
    *,
    by: User,
    record: Service | Organization,
    deed: ChangeSet,
    version: int | None,
    idempotency_key: uuid.UUID | None = None,
) -> None:
    """Write the facts that a deed left as a save of today; raises Conflict like a save."""
    facts = facts_after(record, deed)
    values: dict[str, Any] = {"by": by, "version": version, "facts": facts}
    values["idempotency_key"] = idempotency_key
    if isinstance(record, Service):
        change_service(service=record, deed="service.restore_version", **values)
    else:
        change_organization(organization=record, deed="organization.restore_version", **values)

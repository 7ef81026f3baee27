"""From the facts an editor filled in to HSDS rows; rows that stay the same keep their ids.

Called inside ``recorded()`` by the actions of services and organisations.
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from vlaggenlijn.common.phones import standard
from vlaggenlijn.directory.actions.hours import keep_week
from vlaggenlijn.directory.actions.locations import (
    delete_all,
    keep_organization_places,
    keep_service_places,
)
from vlaggenlijn.directory.actions.reading import (
    KBO,
    SERVICE_SCHEMES,
    is_closure,
    plain_cost,
    uitpas_cost,
)
from vlaggenlijn.directory.facts import (
    CapacityFacts,
    ClosureFacts,
    CostFacts,
    OrganizationFacts,
    PhoneFacts,
    ServiceFacts,
)
from vlaggenlijn.directory.models import (
    CostOption,
    Language,
    Organization,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceCapacity,
    ServiceConcept,
)


def write_service(service: Service, facts: ServiceFacts) -> None:
    """Write a service and its rows; the version grows also when only a row changed."""
    today = timezone.localdate()
    if facts.columns["wait_time"] != service.wait_time:
        service.wait_time_on = today if facts.columns["wait_time"] else None
    _write_columns(service, facts.columns)
    _keep_service_concepts(service, facts.concepts)
    _keep_phones(service.phones.all(), facts.phones, service=service)
    _keep_areas(service, facts)
    _keep_languages(service, facts)
    _keep_cost(service, facts.cost)
    _keep_capacity(service, facts.capacity, today)
    keep_week(service.schedules.all(), facts.week, service=service)
    _keep_closures(service, facts.closures)
    keep_service_places(service, facts.places)


def write_organization(organization: Organization, facts: OrganizationFacts) -> None:
    """Write an organisation and its rows; the version grows also when only a row changed."""
    _write_columns(organization, facts.columns)
    _keep_sectors(organization, facts.sectors)
    _keep_phones(organization.phones.all(), facts.phones, organization=organization)
    _keep_kbo(organization, facts.kbo)
    keep_week(organization.schedules.all(), facts.week, organization=organization)
    keep_organization_places(organization, facts.places)


def _write_columns(record: Service | Organization, columns: Any) -> None:
    for name, value in columns.items():
        setattr(record, name, value)
    if not record._state.adding:
        # Audited sets the number itself; a difference makes it write when only rows changed.
        record.version += 1
    record.save()


def _keep_service_concepts(service: Service, wanted: frozenset[uuid.UUID]) -> None:
    """Tick the wanted concepts; suggestions that nobody ticked stay suggestions."""
    links = service.service_concepts.filter(concept__scheme__in=SERVICE_SCHEMES)
    present = {link.concept_id: link for link in links}
    for concept in sorted(wanted, key=str):
        link = present.get(concept) or ServiceConcept(service=service, concept_id=concept)
        link.is_confirmed, link.is_refused = True, False
        link.save()
    gone = [link for pk, link in present.items() if link.is_confirmed and pk not in wanted]
    delete_all(gone)


def confirm_concepts(service: Service, confirmed: Iterable[uuid.UUID]) -> None:
    """Put a service under these concepts too."""
    for link in _links(service, confirmed):
        link.is_confirmed, link.is_refused = True, False
        link.save()


def refuse_concepts(service: Service, refused: Iterable[uuid.UUID]) -> None:
    """Keep that these concepts do not fit, so that they are not suggested again.

    What the service is under stays: to take that away is another deed.
    """
    for link in _links(service, refused):
        if link._state.adding or not link.is_confirmed:
            link.is_confirmed, link.is_refused = False, True
            link.save()


def _links(service: Service, concepts: Iterable[uuid.UUID]) -> Iterable[ServiceConcept]:
    wanted = sorted(set(concepts), key=str)
    present = {
        link.concept_id: link for link in service.service_concepts.filter(concept__in=wanted)
    }
    for concept in wanted:
        yield present.get(concept) or ServiceConcept(service=service, concept_id=concept)


def _keep_sectors(organization: Organization, wanted: frozenset[uuid.UUID]) -> None:
    links = organization.organization_concepts.filter(concept__scheme="sectors")
    present = {link.concept_id: link for link in links}
    for concept in sorted(wanted - present.keys(), key=str):
        OrganizationConcept(organization=organization, concept_id=concept).save()
    delete_all([link for pk, link in present.items() if pk not in wanted])


def _keep_phones(
    rows: models.QuerySet[Phone], wanted: Iterable[PhoneFacts], **owner: Service | Organization
) -> None:
    present = {row.pk: row for row in rows}
    for facts in wanted:
        phone = present.pop(facts.id, None) if facts.id else None
        phone = phone or Phone(**owner)
        phone.number = standard(facts.number)
        phone.description = facts.description
        phone.is_for_professionals = facts.is_for_professionals
        phone.save()
    delete_all(present.values())


def _keep_kbo(organization: Organization, number: str) -> None:
    row = organization.identifiers.filter(identifier_type=KBO).first()
    if row and not number:
        row.delete()
    elif number:
        row = row or OrganizationIdentifier(organization=organization, identifier_type=KBO)
        row.identifier = number
        row.save()


def _keep_areas(service: Service, facts: ServiceFacts) -> None:
    present = {
        (area.municipality_id or "", area.region): area for area in service.service_areas.all()
    }
    wanted = {(nis, "") for nis in facts.municipalities} | {("", name) for name in facts.regions}
    for nis, region in sorted(wanted - present.keys()):
        ServiceArea(service=service, municipality_id=nis or None, region=region).save()
    delete_all([area for key, area in present.items() if key not in wanted])


def _keep_languages(service: Service, facts: ServiceFacts) -> None:
    present = {row.code: row for row in service.languages.all()}
    wanted = dict.fromkeys(facts.interpreted, True) | dict.fromkeys(facts.languages, False)
    for code, is_by_interpreter in sorted(wanted.items()):
        row = present.get(code) or Language(service=service, code=code)
        row.is_by_interpreter = is_by_interpreter
        row.save()
    delete_all([row for code, row in present.items() if code not in wanted])


def _keep_cost(service: Service, cost: CostFacts) -> None:
    options = list(service.cost_options.all())
    plain, uitpas = plain_cost(options), uitpas_cost(options)
    if cost.amount is not None:
        plain = plain or CostOption(service=service)
        plain.amount = cost.amount
        plain.save()
    elif plain and plain.amount is not None:
        plain.delete()
    if cost.is_uitpas:
        uitpas = uitpas or CostOption(service=service, is_uitpas=True)
        uitpas.amount = cost.uitpas_amount
        uitpas.save()
    elif uitpas:
        uitpas.delete()


def _keep_capacity(service: Service, facts: CapacityFacts, today: date) -> None:
    row = service.capacities.first()
    if not facts.is_known:
        delete_all([row] if row else [])
        return
    row = row or ServiceCapacity(service=service)
    before = CapacityFacts(row.available, row.maximum, row.unit)
    row.available, row.maximum, row.unit = facts.available, facts.maximum, facts.unit
    if before != facts:
        row.updated_on = today
    row.save()


def _keep_closures(service: Service, wanted: Iterable[ClosureFacts]) -> None:
    present = {row.pk: row for row in service.schedules.all() if is_closure(row)}
    for facts in wanted:
        row = present.pop(facts.id, None) if facts.id else None
        row = row or Schedule(service=service, kind=Schedule.Kind.EXCEPTION, is_closed=True)
        row.valid_from, row.valid_to = facts.first, facts.last
        row.description = facts.note
        row.save()
    delete_all(present.values())

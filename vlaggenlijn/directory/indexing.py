"""What of the directory the guide can find; called by every action that writes a record."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet

from vlaggenlijn.directory.models import (
    Organization,
    OrganizationConcept,
    Service,
    ServiceConcept,
)
from vlaggenlijn.taxonomy.actions import index, index_batches
from vlaggenlijn.taxonomy.index import Entry
from vlaggenlijn.taxonomy.models import Concept

SERVICE, ORGANIZATION = "service", "organization"
GUIDING_SCHEMES = ("themes", "life-domains", "target-groups", "settings", "sectors")
BATCH = 500
TEXTS = ("alternate_name", "summary", "description", "eligibility_description")
OF_ORGANIZATION = ("organization__name", "organization__archived_at")
READ_OF_SERVICES = ("name", *TEXTS, "archived_at", *OF_ORGANIZATION)
Record = TypeVar("Record", bound=Model)


def index_service(service: Service) -> None:
    """Renew what is found of a service; call it inside the action's transaction."""
    index(
        kind=SERVICE,
        record_id=service.pk,
        entry=None if _is_gone(service) else service_entry(service),
    )


def index_organization(organization: Organization) -> None:
    """Renew what is found of an organisation; its services are indexed on their own."""
    entry = None if organization.archived_at else organization_entry(organization)
    index(kind=ORGANIZATION, record_id=organization.pk, entry=entry)


def index_all(told: Callable[[str], object] = str) -> int:
    """Renew everything that can be found, after the words of the thesaurus changed.

    ``told`` is called after each batch with how far it is.
    """
    services = index_services(Service.objects.all(), told)
    return services + index_organizations(Organization.objects.all(), told)


def index_services(services: QuerySet[Service], told: Callable[[str], object] = str) -> int:
    """Renew what is found of many services, a batch at a time; return how many."""
    # Records share their concepts: each is read once in a batch.
    links = Prefetch("service_concepts", ServiceConcept.objects.prefetch_related("concept"))
    rows = services.order_by("id").select_related("organization").prefetch_related(links)
    batches = (
        {
            one.pk: None if _is_gone(one) else entry_of(one, one.service_concepts.all())
            for one in batch
        }
        for batch in _batches(rows.only(*READ_OF_SERVICES))
    )
    return _counted(index_batches(kind=SERVICE, batches=batches), "services", told)


def index_organizations(
    organizations: QuerySet[Organization], told: Callable[[str], object] = str
) -> int:
    """Renew what is found of many organisations themselves, a batch at a time."""
    concepts = OrganizationConcept.objects.prefetch_related("concept")
    links = Prefetch("organization_concepts", concepts)
    batches = (
        {
            one.pk: None
            if one.archived_at
            else entry_under(one, [link.concept for link in one.organization_concepts.all()])
            for one in batch
        }
        for batch in _batches(organizations.order_by("id").prefetch_related(links))
    )
    return _counted(index_batches(kind=ORGANIZATION, batches=batches), "organisations", told)


def _counted(done: Iterable[int], what: str, told: Callable[[str], object]) -> int:
    """Tell after each batch how far it is; return how many there were."""
    count = 0
    for number in done:
        count += number
        told(f"{count} {what}")
    return count


def _batches(rows: QuerySet[Record]) -> Iterator[list[Record]]:
    every = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(every, BATCH)):
        yield batch


def _is_gone(service: Service) -> bool:
    return bool(service.archived_at or service.organization.archived_at)


def service_entry(service: Service) -> Entry:
    return entry_of(service, service.service_concepts.select_related("concept"))


def entry_of(service: Service, links: Iterable[ServiceConcept]) -> Entry:
    confirmed = [link.concept.term for link in links if link.is_confirmed]
    refused = tuple(link.concept.term for link in links if link.is_refused)
    return service_entry_under(service, confirmed, service.organization.name, refused)


def service_entry_under(
    service: Service, terms: list[str], organization: str, refused: tuple[str, ...] = ()
) -> Entry:
    """The entry of a service under these terms and of this organisation, stored or not yet."""
    body = f"{own_text(service)}\n{organization}"
    return Entry(service.name, body, _guiding(terms), refused)


def own_text(service: Service) -> str:
    """Return what is written of a service itself, without its name."""
    return "\n".join(getattr(service, name) for name in TEXTS)


def organization_entry(organization: Organization) -> Entry:
    """An organisation is found by its name and by what one goes to its sector for."""
    links = organization.organization_concepts.select_related("concept")
    return entry_under(organization, [link.concept for link in links])


def entry_under(organization: Organization, concepts: Sequence[Concept]) -> Entry:
    """The entry of an organisation that stands under these concepts, stored or not yet."""
    goals = [goal for concept in concepts for goal in concept.goals()]
    confirmed = [concept.term for concept in concepts] + goals
    body = "\n".join([organization.alternate_name, organization.description])
    return Entry(organization.name, body, _guiding(confirmed))


def _guiding(terms: list[str]) -> tuple[str, ...]:
    return tuple(term for term in dict.fromkeys(terms) if term.split(":")[0] in GUIDING_SCHEMES)

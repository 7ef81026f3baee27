"""What of the directory the guide can find; called by every action that writes a record."""

from collections.abc import Sequence

from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.taxonomy.actions import index
from vlaggenlijn.taxonomy.index import Entry
from vlaggenlijn.taxonomy.models import Concept

SERVICE, ORGANIZATION = "service", "organization"
GUIDING_SCHEMES = ("themes", "life-domains", "target-groups", "settings", "sectors")


def index_service(service: Service) -> None:
    """Renew what is found of a service; call it inside the action's transaction."""
    is_gone = service.archived_at or service.organization.archived_at
    entry = None if is_gone else service_entry(service)
    index(kind=SERVICE, record_id=service.pk, entry=entry)


def index_organization(organization: Organization) -> None:
    """Renew what is found of an organisation; its services are indexed on their own."""
    entry = None if organization.archived_at else organization_entry(organization)
    index(kind=ORGANIZATION, record_id=organization.pk, entry=entry)


def index_all() -> int:
    """Renew everything that can be found, after the words of the thesaurus changed."""
    count = 0
    for service in Service.objects.select_related("organization").iterator(chunk_size=500):
        index_service(service)
        count += 1
    for organization in Organization.objects.iterator(chunk_size=500):
        index_organization(organization)
        count += 1
    return count


def service_entry(service: Service) -> Entry:
    links = service.service_concepts.select_related("concept")
    confirmed = [link.concept.term for link in links if link.is_confirmed]
    refused = tuple(link.concept.term for link in links if link.is_refused)
    body = f"{own_text(service)}\n{service.organization.name}"
    return Entry(service.name, body, _guiding(confirmed), refused)


def own_text(service: Service) -> str:
    """Return what is written of a service itself, without its name."""
    texts = [
        service.alternate_name,
        service.summary,
        service.description,
        service.eligibility_description,
    ]
    return "\n".join(texts)


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

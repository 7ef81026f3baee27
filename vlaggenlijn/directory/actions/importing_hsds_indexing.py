"""What the guide finds of records that an import of HSDS writes, made ready with them."""

from uuid import UUID

from vlaggenlijn.accounts.models import Prepared
from vlaggenlijn.directory.actions.importing_edits import Edits
from vlaggenlijn.directory.actions.importing_plan import BATCH
from vlaggenlijn.directory.hsds_in.wishes import Wish
from vlaggenlijn.directory.indexing import (
    ORGANIZATION,
    SERVICE,
    entry_under,
    service_entry,
    service_entry_under,
)
from vlaggenlijn.directory.models import Organization, OrganizationConcept, Service, ServiceConcept
from vlaggenlijn.taxonomy.index import Entry, postings
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import Concept, Posting, rows_of


class Postings:
    """Renews the postings of each record once, whatever of it changed."""

    def __init__(self, rows: Prepared) -> None:
        self._rows = rows
        self._understanding = understanding()
        self._sectors = {one.pk: one for one in Concept.objects.of_scheme("sectors")}
        self._renamed: dict[UUID, Organization] = {}
        self.changed_organizations: list[UUID] = []
        self.changed_services: list[UUID] = []

    def renew(self, edits: Edits, wish: Wish) -> None:
        if isinstance(edits.record, Organization):
            self._organization(edits.record, edits)
        else:
            self._service(edits.record, edits, wish)

    def _organization(self, record: Organization, edits: Edits) -> None:
        links = [] if edits.is_new else list(record.organization_concepts.all())
        links += [one for one in edits.added if isinstance(one, OrganizationConcept)]
        concepts = [self._sectors[pk] for pk in dict.fromkeys(one.concept_id for one in links)
                    if pk in self._sectors]  # fmt: skip
        self._add(ORGANIZATION, record.pk, entry_under(record, concepts))
        if not edits.is_new:
            self.changed_organizations.append(record.pk)
        if any(one.field == "name" for one in edits.alterations):
            self._renamed[record.pk] = record

    def _service(self, record: Service, edits: Edits, wish: Wish) -> None:
        links = [] if edits.is_new else list(record.service_concepts.all())
        gone = {one.pk for one in edits.removed if isinstance(one, ServiceConcept)}
        terms = [one.concept.term for one in links if one.is_confirmed and one.pk not in gone]
        terms = list(dict.fromkeys([*terms, *(":".join(one) for one in wish.concepts)]))
        refused = tuple(one.concept.term for one in links if one.is_refused)
        entry = service_entry_under(record, terms, record.organization.name, refused)
        self._add(SERVICE, record.pk, entry)
        if not edits.is_new:
            self.changed_services.append(record.pk)

    def _add(self, kind: str, pk: UUID, entry: Entry) -> None:
        self._rows.add_untraced(rows_of(kind, pk, postings(entry, self._understanding)))

    def clear(self) -> None:
        """Make room for new postings, also of services whose organisation has another name."""
        changed = set(self.changed_services)
        for owner in self._renamed.values():
            for service in Service.objects.current().of_organization(owner):
                if service.pk not in changed:
                    service.organization = owner
                    self.changed_services.append(service.pk)
                    self._add(SERVICE, service.pk, service_entry(service))
        ids = [*self.changed_organizations, *self.changed_services]
        for start in range(0, len(ids), BATCH):
            Posting.objects.forget(ids[start : start + BATCH])

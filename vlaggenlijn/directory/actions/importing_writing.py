"""What a row brings, made ready to be written: new organisations, and rows that change.

Nothing here writes and nothing is locked: everything ends up in a Prepared, and ``Recorder.write``
puts that away in few statements. Rows that stay the same keep their ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Model

from vlaggenlijn.accounts.models import Audited, LocalNetwork, Prepared, snapshot
from vlaggenlijn.directory.actions.importing_matching import KINDS, STORED_AS
from vlaggenlijn.directory.actions.importing_records import COLUMNS, Stored
from vlaggenlijn.directory.import_rows import OrganizationValues
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_sectors import SCHEME, KnownSectors
from vlaggenlijn.directory.indexing import ORGANIZATION, SERVICE, entry_under, service_entry
from vlaggenlijn.directory.models import (
    Address,
    Location,
    Organization,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
)
from vlaggenlijn.taxonomy.index import Entry, postings
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import Concept, rows_of

ADDRESS = ("street", "number", "box", "postal_code", "city", "nis")
POINT = ("latitude", "longitude", "is_approximate")
PLACE = frozenset({*ADDRESS, *POINT})
# In the order in which one kind of row points to another.
KINDS_OF_ROWS = (OrganizationIdentifier, OrganizationConcept, Phone, Location, Address)


@dataclass(slots=True)
class Ready:
    """All that one import writes, and the records whose old postings make room for new ones."""

    rows: Prepared = field(default_factory=Prepared)
    changed: list[UUID] = field(default_factory=list)
    reindexed: list[UUID] = field(default_factory=list)


class Writer:
    """Makes ready what is written, with what that needs to know besides the values."""

    def __init__(self, network: LocalNetwork, sectors: KnownSectors, places: KnownPlaces) -> None:
        self.network = network
        self.sectors = sectors
        self.places = places
        self._concepts = {one.pk: one for one in Concept.objects.of_scheme(SCHEME)}
        self._understanding = understanding()

    def add_all(self, ready: Ready, wanted: Sequence[OrganizationValues]) -> None:
        """Make new organisations ready, with their rows and their postings."""
        drafts = [self._draft(values) for values in wanted]
        for draft in drafts:
            ready.rows.add(draft.organization)
        for kind in KINDS_OF_ROWS:
            for row in (row for draft in drafts for row in draft.rows if type(row) is kind):
                ready.rows.add(row)
        for draft in drafts:
            concepts = [self._concepts[draft.sector]] if draft.sector else []
            entry = entry_under(draft.organization, concepts)
            ready.rows.add_untraced(self._postings(ORGANIZATION, draft.organization.pk, entry))

    def _draft(self, values: OrganizationValues) -> "Draft":
        columns = {name: getattr(values, name) for name in COLUMNS}
        organization = Organization(network=self.network, is_demo=self.network.is_demo, **columns)
        draft = Draft(organization, self._sector(values))
        for kind in KINDS:
            if getattr(values, kind):
                draft.rows.append(_identifier(organization, kind, values))
        if draft.sector:
            link = OrganizationConcept(organization=organization, concept_id=draft.sector)
            draft.rows.append(link)
        if values.phone:
            draft.rows.append(Phone(organization=organization, number=values.phone))
        draft.rows += self._place(Location(organization=organization), None, values)
        return draft

    def _sector(self, values: OrganizationValues) -> UUID | None:
        return self.sectors.by_slug[values.sector].pk if values.sector else None

    def _place(
        self, location: Location, address: Address | None, values: OrganizationValues
    ) -> list[Audited]:
        """Return the location and the address with the values in them; none without any place."""
        values = with_point(values, self.places)
        has_address = any(getattr(values, name) for name in ADDRESS)
        if not has_address and values.latitude is None:
            return []
        location.latitude, location.longitude = values.latitude, values.longitude
        location.is_point_approximate = values.is_approximate
        if not has_address:
            return [location]
        address = address or Address(location=location)
        address.address_1, address.address_2 = values.address_1, values.box
        address.postal_code, address.city = values.postal_code, values.city
        address.municipality_id = values.nis or None
        return [location, address]

    def change(
        self, ready: Ready, known: Stored, values: OrganizationValues, changed: Sequence[str]
    ) -> None:
        """Make the fields that changed ready; the version grows also when only a row changed."""
        organization = known.organization
        before = {row.pk: snapshot(row) for row in known.rows()}
        for name in COLUMNS:
            setattr(organization, name, getattr(values, name))
        ready.rows.change(organization, before[organization.pk], is_touched=True)
        for row in self._changed_rows(known, values, frozenset(changed)):
            if row.pk in before:
                ready.rows.change(row, before[row.pk])
            else:
                ready.rows.add(row)
        ready.changed.append(organization.pk)
        self._reindex(ready, known, is_renamed="name" in changed)

    def _changed_rows(
        self, known: Stored, values: OrganizationValues, changed: frozenset[str]
    ) -> list[Audited]:
        organization = known.organization
        rows: list[Audited] = []
        for kind in KINDS:
            if kind in changed:
                number = known.identifiers.get(kind) or _identifier(organization, kind, values)
                number.identifier = getattr(values, kind)
                rows.append(number)
        if "sector" in changed:
            known.link = known.link or OrganizationConcept(organization=organization)
            known.link.concept = self._concepts[self.sectors.by_slug[values.sector].pk]
            rows.append(known.link)
        if "phone" in changed:
            phone = known.phone or Phone(organization=organization)
            phone.number = values.phone
            rows.append(phone)
        if PLACE & changed:
            location = known.location or Location(organization=organization)
            rows += self._place(location, known.address, values)
        return rows

    def _reindex(self, ready: Ready, known: Stored, *, is_renamed: bool) -> None:
        """Renew what is found of a changed organisation, and of its services under a new name."""
        organization = known.organization
        links = {link.pk: link for link in organization.organization_concepts.all()}
        links |= {known.link.pk: known.link} if known.link else {}
        entry = entry_under(organization, [link.concept for link in links.values()])
        ready.reindexed.append(organization.pk)
        ready.rows.add_untraced(self._postings(ORGANIZATION, organization.pk, entry))
        for service in organization.services.current() if is_renamed else ():
            service.organization = organization
            ready.reindexed.append(service.pk)
            rows = self._postings(SERVICE, service.pk, service_entry(service))
            ready.rows.add_untraced(rows)

    def _postings(self, kind: str, pk: UUID, entry: Entry) -> list[Model]:
        return rows_of(kind, pk, postings(entry, self._understanding))


@dataclass(slots=True)
class Draft:
    """A new organisation that is not written yet, with its rows."""

    organization: Organization
    sector: UUID | None
    rows: list[Any] = field(default_factory=list)


def _identifier(
    organization: Organization, kind: str, values: OrganizationValues
) -> OrganizationIdentifier:
    return OrganizationIdentifier(
        organization=organization,
        identifier_type=STORED_AS[kind],
        identifier=getattr(values, kind),
    )


def with_point(values: OrganizationValues, places: KnownPlaces) -> OrganizationValues:
    """Return the values with the point of the municipality when there is none of their own."""
    point = places.point(values.nis) if values.latitude is None else None
    if point is None:
        return values
    return replace(values, latitude=point[0], longitude=point[1], is_approximate=True)

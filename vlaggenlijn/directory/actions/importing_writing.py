"""Writes what a row brings: new organisations many at a time, changed ones row by row.

Called inside ``recorded()``. Rows that stay the same keep their ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from vlaggenlijn.accounts.models import Audited, LocalNetwork, Recorder
from vlaggenlijn.directory.actions.importing_matching import KINDS, STORED_AS
from vlaggenlijn.directory.actions.importing_records import COLUMNS, Stored
from vlaggenlijn.directory.import_rows import OrganizationValues
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_sectors import KnownSectors
from vlaggenlijn.directory.indexing import (
    ORGANIZATION,
    index_organization,
    index_service,
    organization_entry,
)
from vlaggenlijn.directory.models import (
    Address,
    Location,
    Organization,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
)
from vlaggenlijn.taxonomy.index import Entry, postings
from vlaggenlijn.taxonomy.lookup import thesaurus
from vlaggenlijn.taxonomy.models import Posting

ADDRESS = ("street", "number", "box", "postal_code", "city", "nis")
POINT = ("latitude", "longitude", "is_approximate")
PLACE = frozenset({*ADDRESS, *POINT})
# In the order in which one kind of row points to another.
KINDS_OF_ROWS = (OrganizationIdentifier, OrganizationConcept, Phone, Location, Address)


@dataclass(frozen=True, slots=True)
class Writer:
    """What a write needs to know besides the values."""

    network: LocalNetwork
    sectors: KnownSectors
    places: KnownPlaces

    def add_all(self, recorder: Recorder, wanted: Sequence[OrganizationValues]) -> None:
        """Add organisations with their rows and their postings, in few statements."""
        drafts = [self._draft(values) for values in wanted]
        recorder.add_all([draft.organization for draft in drafts])
        for kind in KINDS_OF_ROWS:
            recorder.add_all([row for draft in drafts for row in draft.rows if type(row) is kind])
        index_new(drafts)

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

    def change(self, known: Stored, values: OrganizationValues, changed: Sequence[str]) -> None:
        """Write the fields that changed; the version grows also when only a row changed."""
        organization = known.organization
        for name in COLUMNS:
            setattr(organization, name, getattr(values, name))
        # Audited sets the number itself; a difference makes it write when only rows changed.
        organization.version += 1
        for row in [organization, *self._changed_rows(known, values, frozenset(changed))]:
            row.save()
        index_organization(organization)
        if "name" in changed:
            for service in organization.services.all():
                index_service(service)

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
            link = known.link or OrganizationConcept(organization=organization)
            link.concept_id = self.sectors.by_slug[values.sector].pk
            rows.append(link)
        if "phone" in changed:
            phone = known.phone or Phone(organization=organization)
            phone.number = values.phone
            rows.append(phone)
        if PLACE & changed:
            location = known.location or Location(organization=organization)
            rows += self._place(location, known.address, values)
        return rows


@dataclass(slots=True)
class Draft:
    """A new organisation that is not written yet, with its rows."""

    organization: Organization
    sector: UUID | None
    rows: list[Audited] = field(default_factory=list)


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


def index_new(drafts: Sequence[Draft]) -> None:
    """Write the postings of new organisations as index_organization does, but many at a time."""
    words, known = thesaurus(), {}
    rows: list[Posting] = []
    for draft in drafts:
        made = draft.organization
        if draft.sector not in known:
            # What is confirmed follows from the sector only, so it is asked once for each.
            known[draft.sector] = organization_entry(made).confirmed
        body = "\n".join([made.alternate_name, made.description])
        weights = postings(Entry(made.name, body, known[draft.sector]), words)
        rows += [
            Posting(kind=ORGANIZATION, record_id=made.pk, term=term, weight=weight)
            for term, weight in weights.items()
        ]
    Posting.objects.bulk_create(rows, batch_size=500)

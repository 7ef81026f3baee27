"""From HSDS rows to the values of an import: what is known of an organisation so far.

Out of rows that were read beforehand; nothing here asks a query.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.directory.actions.importing_matching import KINDS, STORED_AS
from vlaggenlijn.directory.import_rows import OrganizationValues
from vlaggenlijn.directory.importing_sectors import SCHEME
from vlaggenlijn.directory.models import (
    Address,
    Location,
    Organization,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
)
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.places.folding import fold

Record = TypeVar("Record", bound=Audited)

COLUMNS = ("name", "description", "email", "website")


@dataclass(slots=True)
class Stored:
    """The rows of an organisation that an import may change; None where there is none yet.

    ``is_place_clear`` is False when nobody can tell which place the import is about.
    """

    organization: Organization
    identifiers: dict[str, OrganizationIdentifier] = field(default_factory=dict)
    link: OrganizationConcept | None = None
    phone: Phone | None = None
    location: Location | None = None
    is_place_clear: bool = True

    @property
    def address(self) -> Address | None:
        return address_of(self.location) if self.location else None

    def rows(self) -> list[Audited]:
        """Return every row that an import may change."""
        rows = [self.link, self.phone, self.location, self.address]
        return [self.organization, *self.identifiers.values(), *filter(None, rows)]

    def values(self) -> OrganizationValues:
        """Return what is stored as values of an import; the street holds the number too."""
        columns: dict[str, Any] = {name: getattr(self.organization, name) for name in COLUMNS}
        numbers: dict[str, Any] = {kind: row.identifier for kind, row in self.identifiers.items()}
        return replace(
            self._place(),
            **columns,
            **numbers,
            sector=self.link.concept.slug if self.link else "",
            phone=self.phone.number if self.phone else "",
        )

    def _place(self) -> OrganizationValues:
        values = OrganizationValues()
        if self.location:
            values = replace(
                values,
                latitude=self.location.latitude,
                longitude=self.location.longitude,
                is_approximate=self.location.is_point_approximate,
            )
        if self.address:
            values = replace(
                values,
                street=self.address.address_1,
                box=self.address.address_2,
                postal_code=self.address.postal_code,
                city=self.address.city,
                nis=self.address.municipality_id or "",
            )
        return values


def stored(organization: Organization, wanted: OrganizationValues) -> Stored:
    """Return the rows that the wanted values are about, out of what was read beforehand."""
    location, is_place_clear = _location(organization, wanted)
    return Stored(
        organization,
        {kind: row for kind in KINDS if (row := _identifier(organization, kind, wanted))},
        _link(organization, wanted.sector),
        _phone(organization, wanted.phone),
        location,
        is_place_clear,
    )


def _identifier(
    organization: Organization, kind: str, wanted: OrganizationValues
) -> OrganizationIdentifier | None:
    rows = [row for row in organization.identifiers.all() if row.identifier_type == STORED_AS[kind]]
    same = [row for row in rows if row.identifier == getattr(wanted, kind)]
    return next(iter(same or rows), None)


def _link(organization: Organization, sector: str) -> OrganizationConcept | None:
    """Return the sector that is wanted, else the only one; a second one is added beside others."""
    links = organization.organization_concepts.all()
    rows = [row for row in links if row.concept.scheme_id == SCHEME]
    same = [row for row in rows if row.concept.slug == sector]
    return _only(same or rows, sector)


def _phone(organization: Organization, number: str) -> Phone | None:
    rows = [row for row in organization.phones.all() if not row.is_for_professionals]
    same = [row for row in organization.phones.all() if row.number == number]
    return _only(same or rows, number)


def _only(rows: Sequence[Record], wanted: str) -> Record | None:
    return rows[0] if rows and (len(rows) == 1 or not wanted) else None


def _location(
    organization: Organization, wanted: OrganizationValues
) -> tuple[Location | None, bool]:
    """Return the place an import is about, or None; and whether that is sure.

    A place without address may be a shelter: an import never makes its address public.
    """
    physical = LocationType.PHYSICAL
    places = [one for one in organization.locations.all() if one.location_type == physical]
    same = [one for one in places if _stands_at(one, wanted)]
    if same or not places:
        return next(iter(same), None), True
    is_clear = len(places) == 1 and not is_confidential(places[0])
    return (places[0], True) if is_clear else (None, False)


def _stands_at(location: Location, wanted: OrganizationValues) -> bool:
    address = address_of(location)
    if address is None or not wanted.street:
        return False
    is_street = fold(address.address_1) == fold(wanted.address_1)
    return is_street and address.postal_code == wanted.postal_code


def is_confidential(location: Location) -> bool:
    return address_of(location) is None and location.latitude is None


def address_of(location: Location) -> Address | None:
    address: Address | None = getattr(location, "address", None)
    return address

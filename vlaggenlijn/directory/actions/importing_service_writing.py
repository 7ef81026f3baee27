"""What rows bring that are about services nobody knows yet, made ready to be written in bulk."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork, Prepared
from vlaggenlijn.directory.actions.hours import rules_of
from vlaggenlijn.directory.actions.importing_service_records import COLUMNS
from vlaggenlijn.directory.import_rows.service_cleaning import CONCEPTS, PLACE, ServiceValues
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_preparation import shortened
from vlaggenlijn.directory.importing_service_words import REGIONS, SCHEMES, KnownWords
from vlaggenlijn.directory.indexing import (
    ORGANIZATION,
    SERVICE,
    entry_under,
    service_entry_under,
)
from vlaggenlijn.directory.models import (
    Address,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceConcept,
)
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.places.folding import fold
from vlaggenlijn.taxonomy.index import Entry, postings
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import rows_of

PlaceKey = tuple[UUID, str, str, str, str]


class ServiceWriter:
    """Makes new services ready, with what that needs to know besides the values."""

    def __init__(self, network: LocalNetwork, words: KnownWords, places: KnownPlaces) -> None:
        self._network, self.words, self.places = network, words, places
        self._understanding = understanding()
        self._added: dict[str, Organization] = {}
        self._known_places = _known_places(network)
        self.rows = Prepared()

    def add(self, values: ServiceValues, organization: UUID | None) -> None:
        """Make a new service ready, and its organisation when that is new too."""
        owner = organization or self._new_organization(values.organization).pk
        columns = {
            column: getattr(values, name)
            for name, column in COLUMNS.items()
            if getattr(values, name) not in ("", None)
        }
        service = Service(organization_id=owner, **columns)
        self.rows.add(service)
        for row in self._rows(service, values):
            self.rows.add(row)
        terms = [f"{SCHEMES[name]}:{slug}" for name in CONCEPTS for slug in getattr(values, name)]
        entry = service_entry_under(service, terms, values.organization)
        self.index(SERVICE, service.pk, entry)

    def _new_organization(self, name: str) -> Organization:
        known = self._added.get(fold(name))
        if known is None:
            known = Organization(network=self._network, name=name, is_demo=self._network.is_demo)
            self._added[fold(name)] = known
            self.rows.add(known)
            self.index(ORGANIZATION, known.pk, entry_under(known, []))
        return known

    def _rows(self, service: Service, values: ServiceValues) -> Iterable[Any]:
        for name in CONCEPTS:
            for slug in getattr(values, name):
                concept = self.words.known(name, slug)
                if concept:
                    yield ServiceConcept(service=service, concept_id=concept.pk)
        for number in values.phones:
            yield Phone(service=service, number=shortened(number))
        for code in values.languages:
            yield Language(service=service, code=code)
        for area in values.areas:
            is_region = area in REGIONS
            yield ServiceArea(
                service=service,
                municipality_id=None if is_region else area,
                region=area if is_region else "",
            )
        if values.amount is not None:
            yield CostOption(service=service, amount=values.amount)
        for rule in rules_of(values.week, "in_person") if values.week else ():
            yield Schedule.from_rule(rule, service=service)
        if values.has_place:
            yield from self.place(service, values)

    def place(self, service: Service, values: ServiceValues) -> Iterable[Any]:
        """Yield the link to a place of the organisation and its hours; the place too when new."""
        key = _place_key(service.organization_id, *(getattr(values, name) for name in PLACE))
        location_id = self._known_places.get(key)
        if location_id is None:
            point = self.places.point(values.nis)
            location = Location(organization_id=service.organization_id)
            location.latitude, location.longitude = point or (None, None)
            location.is_point_approximate = point is not None
            yield location
            yield Address(
                location=location,
                address_1=values.street,
                address_2=values.box,
                postal_code=values.postal_code,
                city=values.city,
                municipality_id=values.nis or None,
            )
            location_id = self._known_places[key] = location.pk
        link = ServiceAtLocation(service=service, location_id=location_id)
        yield link
        for rule in rules_of(values.place_week, "in_person") if values.place_week else ():
            yield Schedule.from_rule(rule, service_at_location=link)

    def index(self, kind: str, pk: UUID, entry: Entry) -> None:
        self.rows.add_untraced(rows_of(kind, pk, postings(entry, self._understanding)))


def _known_places(network: LocalNetwork) -> dict[PlaceKey, UUID]:
    """Return the places with an address at home in a network; one query."""
    rows = Address.objects.filter(
        location__organization__network=network, location__location_type=LocationType.PHYSICAL
    ).order_by("-created_at")
    columns = ("location__organization", "address_1", "address_2", "postal_code", "city")
    return {
        _place_key(*found): location
        for *found, location in rows.values_list(*columns, "location_id")
    }


def _place_key(owner: UUID, street: str, box: str, postal_code: str, city: str) -> PlaceKey:
    return owner, fold(street), fold(box), postal_code, fold(city)

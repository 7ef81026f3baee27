"""What a row changes of a known service, made ready to be written in bulk.

Nothing here asks a query or writes: it works on rows that were read beforehand, and rows that stay
the same keep their ids. What an import cannot say (lines for professionals, interpreters, a place
by appointment) is left as it is.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from vlaggenlijn.accounts.models import Audited, snapshot
from vlaggenlijn.common.phones import standard
from vlaggenlijn.directory.actions.hours import week_changes
from vlaggenlijn.directory.actions.importing_records import address_of
from vlaggenlijn.directory.actions.importing_service_records import COLUMNS, StoredService
from vlaggenlijn.directory.actions.importing_service_writing import ServiceWriter
from vlaggenlijn.directory.actions.reading import plain_cost
from vlaggenlijn.directory.facts import WeekFacts
from vlaggenlijn.directory.import_rows.service_cleaning import CONCEPTS, PLACE, ServiceValues
from vlaggenlijn.directory.importing_preparation import shortened
from vlaggenlijn.directory.importing_service_words import REGIONS, SCHEMES
from vlaggenlijn.directory.indexing import SERVICE, service_entry_under
from vlaggenlijn.directory.models import (
    Address,
    CostOption,
    Language,
    Organization,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceConcept,
)


class ServiceChanges:
    """Makes known services ready that change, and renews their postings.

    ``changed`` are those services, ``touched`` the organisations of which a place moves.
    """

    def __init__(self, writer: ServiceWriter) -> None:
        self._writer = writer
        self._rows = writer.rows
        self.touched: set[UUID] = set()
        self.changed: list[UUID] = []

    def change(self, known: StoredService, values: ServiceValues, fields: Iterable[str]) -> None:
        """Make ready what these fields change; the version grows also when only a row changed."""
        service, changed = known.service, frozenset(fields)
        before = snapshot(service)
        for name in changed & COLUMNS.keys():
            setattr(service, COLUMNS[name], getattr(values, name))
        if "assured_on" in changed:
            service.assurer = None
        self._rows.change(service, before, is_touched=True)
        for name in changed & CHANGES.keys():
            CHANGES[name](self, service, values)
        terms = self._terms(service, values, changed)
        if changed.intersection(PLACE):
            self._move(known, values)
        if "place_week" in changed and known.link is not None:
            self._keep_week_there(known.link, values)
        self.changed.append(service.pk)
        self._index(service, terms)

    def _terms(
        self, service: Service, values: ServiceValues, changed: frozenset[str]
    ) -> tuple[list[str], tuple[str, ...]]:
        """Make the concepts ready; return the terms the service is under from now on, and not."""
        links = list(service.service_concepts.all())
        refused = [one for one in links if one.is_refused]
        terms = []
        for name in changed.intersection(CONCEPTS):
            of_scheme = [one for one in links if one.concept.scheme_id == SCHEMES[name]]
            links = [one for one in links if one not in of_scheme]
            terms += self._keep_concepts(service, name, getattr(values, name), of_scheme)
        terms += [one.concept.term for one in links if one.is_confirmed]
        return terms, tuple(one.concept.term for one in refused if one.is_refused)

    def _keep_concepts(
        self, service: Service, name: str, slugs: Iterable[str], links: Iterable[ServiceConcept]
    ) -> list[str]:
        """Put a service under concepts of one scheme, also refused ones; return their terms."""
        present = {one.concept.slug: one for one in links}
        terms = []
        for slug in dict.fromkeys(slugs):
            link, word = present.pop(slug, None), self._writer.words.known(name, slug)
            if link:
                before = snapshot(link)
                link.is_confirmed, link.is_refused = True, False
                self._rows.change(link, before)
            elif word:
                self._rows.add(ServiceConcept(service=service, concept_id=word.pk))
            terms += [f"{SCHEMES[name]}:{slug}"] if link or word else []
        self._remove(one for one in present.values() if one.is_confirmed)
        return terms

    def _index(self, service: Service, terms: tuple[list[str], tuple[str, ...]]) -> None:
        owner = service.organization
        if owner.archived_at is None:
            entry = service_entry_under(service, terms[0], owner.name, terms[1])
            self._writer.index(SERVICE, service.pk, entry)

    def _keep_phones(self, service: Service, values: ServiceValues) -> None:
        rows = [one for one in service.phones.all() if not one.is_for_professionals]
        present = {standard(one.number): one for one in reversed(rows)}
        kept = [present[number] for number in values.phones if number in present]
        for row in kept:
            before = snapshot(row)
            row.number = standard(row.number)
            self._rows.change(row, before)
        self._remove(one for one in rows if one not in kept)
        for number in values.phones:
            if number not in present:
                self._rows.add(Phone(service=service, number=shortened(number)))

    def _keep_languages(self, service: Service, values: ServiceValues) -> None:
        present = {one.code: one for one in service.languages.all()}
        for code in dict.fromkeys(values.languages):
            row = present.pop(code, None)
            if row is None:
                self._rows.add(Language(service=service, code=code))
                continue
            before = snapshot(row)
            row.is_by_interpreter = False
            self._rows.change(row, before)
        self._remove(one for one in present.values() if not one.is_by_interpreter)

    def _keep_areas(self, service: Service, values: ServiceValues) -> None:
        present = {one.municipality_id or one.region: one for one in service.service_areas.all()}
        for area in values.areas:
            if present.pop(area, None) is None:
                is_region = area in REGIONS
                nis, region = (None, area) if is_region else (area, "")
                self._rows.add(ServiceArea(service=service, municipality_id=nis, region=region))
        self._remove(present.values())

    def _keep_amount(self, service: Service, values: ServiceValues) -> None:
        row = plain_cost(list(service.cost_options.all()))
        if row is None:
            self._rows.add(CostOption(service=service, amount=values.amount))
            return
        before = snapshot(row)
        row.amount = values.amount
        self._rows.change(row, before)

    def _keep_week(self, service: Service, values: ServiceValues) -> None:
        week = values.week or WeekFacts()
        self._replace(*week_changes(service.schedules.all(), week, service=service))

    def _keep_week_there(self, link: ServiceAtLocation, values: ServiceValues) -> None:
        week = values.place_week or WeekFacts()
        self._replace(*week_changes(link.schedules.all(), week, service_at_location=link))

    def _replace(self, gone: Iterable[Audited], new: Iterable[Audited]) -> None:
        self._remove(gone)
        for row in new:
            self._rows.add(row)

    def _move(self, known: StoredService, values: ServiceValues) -> None:
        """Give a service its first address, or its only place another one."""
        service = known.service
        if known.link is None:
            for row in self._writer.place(service, values):
                self._rows.add(row)
            return
        location, address = known.link.location, address_of(known.link.location)
        before = snapshot(location)
        point = self._writer.places.point(values.nis)
        location.latitude, location.longitude = point or (None, None)
        location.is_point_approximate = point is not None
        self._rows.change(location, before)
        if address:
            before = snapshot(address)
            _fill_in(address, values)
            self._rows.change(address, before)
        self._tell(service.organization)

    def _tell(self, organization: Organization) -> None:
        """Let the version grow of an organisation whose place moved, once in an import."""
        if organization.pk not in self.touched:
            self.touched.add(organization.pk)
            self._rows.change(organization, snapshot(organization), is_touched=True)

    def _remove(self, rows: Iterable[Audited]) -> None:
        for row in rows:
            self._rows.remove(row)


def _fill_in(address: Address, values: ServiceValues) -> None:
    address.address_1, address.address_2 = values.street, values.box
    address.postal_code, address.city = values.postal_code, values.city
    address.municipality_id = values.nis or None


CHANGES: dict[str, Callable[[ServiceChanges, Service, ServiceValues], None]] = {
    "phones": ServiceChanges._keep_phones,
    "languages": ServiceChanges._keep_languages,
    "areas": ServiceChanges._keep_areas,
    "amount": ServiceChanges._keep_amount,
    "week": ServiceChanges._keep_week,
}

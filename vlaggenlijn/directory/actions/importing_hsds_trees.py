"""A wish of HSDS beside what is stored: which rows of a service or an organisation it changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.directory.actions.importing_edits import Edits
from vlaggenlijn.directory.actions.importing_hsds_records import (
    KnownLocations,
    address_at,
    key_of,
)
from vlaggenlijn.directory.hours_codes import code_of
from vlaggenlijn.directory.hsds_in.wishes import Wish, place_key
from vlaggenlijn.directory.importing_hsds_words import KnownTerms
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.models import (
    Accessibility,
    Address,
    CostOption,
    Language,
    Location,
    Organization,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceConcept,
)

Values = Mapping[str, Any]
SOURCE = "hsds"  # the type of an organisation's identifier that is its id in somebody's HSDS
OF_SERVICE: tuple[tuple[str, type[Audited], str, str], ...] = (
    # rows of a wish, their table, their name on a service, what one is recognised by
    ("languages", Language, "languages", "code"),
    ("costs", CostOption, "cost_options", "option"),
    ("capacities", ServiceCapacity, "capacities", "unit"),
)


class Trees:
    """Works out edits; it knows the places and the words of one network."""

    def __init__(self, locations: KnownLocations, places: KnownPlaces, terms: KnownTerms) -> None:
        self._locations, self._places, self._terms = locations, places, terms
        self._settled: set[UUID] = set()  # a place that several share is written once

    def edits(self, wish: Wish, record: Any, *, is_new: bool) -> Edits:
        """Return what a wish changes of its organisation or service."""
        make = self.organization if wish.kind == "organization" else self.service
        return make(wish, record, is_new=is_new)

    def organization(self, wish: Wish, record: Organization, *, is_new: bool) -> Edits:
        edits = Edits(record, is_new)
        edits.columns(_moving_forward(record, wish.columns))
        owner: dict[str, Any] = {"organization": record}
        self._identify(edits, wish)
        phones = [] if is_new else _public(record.phones.all())
        edits.keep("phones", Phone, phones, _phones(wish.rows), "number", **owner)
        self._sectors(edits, wish)
        present = [] if is_new else list(record.locations.all())
        for place, location in self._matched(record.pk, wish.rows.get("places", []), present):
            self._place(edits, record.pk, place, location)
        return edits

    def _identify(self, edits: Edits, wish: Wish) -> None:
        """Add the numbers of an organisation that are not there yet; none is taken away."""
        present = [] if edits.is_new else list(edits.record.identifiers.all())
        known = {(one.identifier_type, one.identifier) for one in present}
        wanted = [(one["identifier_type"], one["identifier"])
                  for one in wish.rows.get("identifiers", [])]  # fmt: skip
        wanted += [(SOURCE, wish.identity)] if wish.identity else []
        for kind, number in dict.fromkeys(wanted):
            if (kind, number) not in known:
                edits.added.append(
                    OrganizationIdentifier(
                        organization=edits.record, identifier_type=kind, identifier=number
                    )
                )
                edits.alter("identifiers", "", number)

    def _sectors(self, edits: Edits, wish: Wish) -> None:
        links = [] if edits.is_new else list(edits.record.organization_concepts.all())
        known = {one.concept_id for one in links}
        for scheme, slug in wish.concepts:
            concept = self._terms.known(scheme, slug)
            if scheme == "sectors" and concept not in known:
                link = OrganizationConcept(organization=edits.record, concept_id=concept)
                edits.added.append(link)
                edits.alter("concepts", "", slug)

    def service(self, wish: Wish, record: Service, *, is_new: bool) -> Edits:
        edits = Edits(record, is_new)
        edits.columns(_moving_forward(record, wish.columns))
        owner: dict[str, Any] = {"service": record}
        rows = wish.rows
        for name, kind, stored, key in OF_SERVICE:
            present = [] if is_new else getattr(record, stored).all()
            edits.keep(name, kind, present, rows.get(name, []), key, **owner)
        phones = [] if is_new else _public(record.phones.all())
        edits.keep("phones", Phone, phones, _phones(rows), "number", **owner)
        areas = [] if is_new else list(record.service_areas.all())
        edits.keep("areas", ServiceArea, areas, rows.get("areas", []), "municipality_id", **owner)
        hours = [] if is_new else list(record.schedules.all())
        _keep_hours(edits, hours, rows.get("schedules", []), **owner)
        self._concepts(edits, wish)
        self._links(edits, record, rows.get("places", []))
        return edits

    def _concepts(self, edits: Edits, wish: Wish) -> None:
        """Put a service under the concepts of the schemes that the file speaks of."""
        links = [] if edits.is_new else list(edits.record.service_concepts.all())
        present = {(one.concept.scheme_id, one.concept.slug): one for one in links}
        schemes = {scheme for scheme, _slug in wish.concepts}
        before = [slug for (scheme, slug), one in present.items()
                  if scheme in schemes and one.is_confirmed]  # fmt: skip
        for term in wish.concepts:
            link = present.pop(term, None)
            if link is None:
                pk = self._terms.known(*term)
                edits.added.append(ServiceConcept(service=edits.record, concept_id=pk))
            else:
                edits.fill(link, {"is_confirmed": True, "is_refused": False})
        gone = [one for (scheme, _slug), one in present.items()
                if scheme in schemes and one.is_confirmed]  # fmt: skip
        edits.removed += gone
        after = [slug for _scheme, slug in wish.concepts]
        if set(before) != set(after):
            edits.alter("concepts", ", ".join(before), ", ".join(after))

    def _links(self, edits: Edits, service: Service, wanted: Sequence[Values]) -> None:
        """Make the places of a service the wanted ones; a place left out stays where it is."""
        if not wanted:
            return
        links = [] if edits.is_new else list(service.service_at_locations.all())
        by_location = {one.location_id: one for one in links}
        present = [one.location for one in links]
        owner = service.organization_id
        for place, location in self._matched(owner, wanted, present):
            pk = self._place(edits, owner, place, location)
            link = by_location.pop(pk, None)
            is_new = link is None
            link = link or ServiceAtLocation(service=service, location_id=pk)
            text = {"description": place["description"]} if place["description"] else {}
            if is_new:
                link.description = place["description"]
                edits.added.append(link)
                edits.alter("places", "", place["location"].get("name", ""))
            elif edits.fill(link, text):
                edits.alter("places", "", place["description"])
            here: dict[str, Any] = {"service_at_location": link}
            phones = [] if is_new else _public(link.phones.all())
            edits.keep("phones", Phone, phones, _phones(place), "number", **here)
            hours = [] if is_new else list(link.schedules.all())
            _keep_hours(edits, hours, place["schedules"], **here)
        for link in by_location.values():
            edits.alter("places", str(link.location), "")
            edits.removed += [*link.phones.all(), *link.schedules.all(), link]

    def _matched(
        self, owner: UUID, wanted: Iterable[Values], present: Sequence[Location]
    ) -> list[tuple[Values, Location | UUID | None]]:
        """Return each wanted place with the stored one it is: by name and address, or because
        it is the only one on both sides that is left; or with the id of one of the organisation.
        """
        left = {key_of(one): one for one in present}
        found: list[tuple[Values, Location | UUID | None]] = []
        open_places = []
        for place in wanted:
            key = place_key(place)
            location = left.pop(key, None)
            same = location or self._locations.find(owner, key)
            if same is None:
                open_places.append(place)
            else:
                found.append((place, same))
        elsewhere = {one for _place, one in found if isinstance(one, UUID)}
        rest = [one for one in left.values() if one.pk not in elsewhere]
        if len(open_places) == len(rest) == 1 and not _is_shared(rest[0]):
            return [*found, (open_places[0], rest[0])]
        return [*found, *((place, None) for place in open_places)]

    def _place(
        self, edits: Edits, owner: UUID, place: Values, location: Location | UUID | None
    ) -> UUID:
        """Make a place as it is wanted and return its id."""
        if isinstance(location, UUID):
            return location
        if location is None:
            return self._new_place(edits, owner, place)
        if location.pk in self._settled:
            return location.pk
        self._settled.add(location.pk)
        where = self._where(place, location)
        setting = self._terms.pk_of(*place["setting"]) if place["setting"] else None
        where |= {"setting_id": setting} if setting else {}
        altered = edits.fill(location, where)
        address = address_at(location)
        if place["address"] and address:
            altered += edits.fill(address, place["address"])
        elif place["address"]:
            edits.added.append(Address(location=location, **place["address"]))
            altered.append("address")
        edits.keep(
            "places", Accessibility, location.accessibility.all(), place["access"], "kind",
            location=location,
        )  # fmt: skip
        if altered:
            edits.alter(
                "places", "", str(place["location"].get("name", "") or place["address"] or "")
            )
        self._locations.add(owner, place_key(place), location.pk)
        return location.pk

    def _where(self, place: Values, location: Location) -> dict[str, Any]:
        """Return what the place itself is to hold; a new address without a point gets a new one."""
        where = {name: value for name, value in place["location"].items() if value != ""}
        if "latitude" in where:
            return where
        if key_of(location)[2:] == place_key(place)[2:]:
            return where
        return where | self._point(place)

    def _point(self, place: Values) -> dict[str, Any]:
        nis = (place["address"] or {}).get("municipality_id")
        point = self._places.point(nis) if nis else None
        latitude, longitude = point or (None, None)
        return {
            "latitude": latitude,
            "longitude": longitude,
            "is_point_approximate": point is not None,
        }

    def _new_place(self, edits: Edits, owner: UUID, place: Values) -> UUID:
        location = Location(organization_id=owner, **(self._point(place) | dict(place["location"])))
        if place["setting"]:
            location.setting_id = self._terms.pk_of(*place["setting"])
        edits.added.append(location)
        if place["address"]:
            edits.added.append(Address(location=location, **place["address"]))
        edits.added += [Accessibility(location=location, **one) for one in place["access"]]
        self._locations.add(owner, place_key(place), location.pk)
        edits.alter("places", "", place["location"].get("name", ""))
        return location.pk


def _is_shared(location: Location) -> bool:
    """Tell whether more than one service is given there, of what was read."""
    read = getattr(location, "_prefetched_objects_cache", {})
    return len(read.get("service_at_locations", ())) > 1


def _moving_forward(record: Any, columns: Values) -> Values:
    """Return the columns; a day of confirming only moves forward."""
    told, known = columns.get("assured_on"), record.assured_on
    if told and known and told < known:
        return {name: value for name, value in columns.items() if name != "assured_on"}
    return columns


def _public(phones: Iterable[Phone]) -> list[Phone]:
    return [one for one in phones if not one.is_for_professionals]


def _phones(rows: Mapping[str, Any]) -> list[Values]:
    return list(rows.get("phones", []))


def _keep_hours(
    edits: Edits, stored: Iterable[Schedule], wanted: Sequence[Values], **owner: Any
) -> None:
    """Keep closed days and exceptions that were filled in here when the file tells of none."""
    tells = any(one["is_closed"] or one["kind"] == "exception" for one in wanted)
    rows = [one for one in stored if tells or not (one.is_closed or one.kind == "exception")]
    edits.keep("hours", Schedule, rows, wanted, "byday", told=code_of, **owner)

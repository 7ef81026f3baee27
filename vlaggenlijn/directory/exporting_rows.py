"""What an export tells of organisations and services, one row each, for one reader.

The columns of organisations are those of the import, under the same names, so that a file can
come back unchanged. Lines for professionals and notes go only to who may read them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.phones import shown
from vlaggenlijn.common.spreadsheets_writing import Cell
from vlaggenlijn.directory.access import writable_note_networks
from vlaggenlijn.directory.actions.hours import week_of
from vlaggenlijn.directory.actions.reading import plain_cost
from vlaggenlijn.directory.cards import ages_text, cost_text, language_name
from vlaggenlijn.directory.import_rows.fields import FIELDS_BY_NAME
from vlaggenlijn.directory.import_rows.service_fields import SERVICE_FIELDS_BY_NAME
from vlaggenlijn.directory.import_rows.week_text import format_week
from vlaggenlijn.directory.importing_sectors import SCHEME
from vlaggenlijn.directory.models import (
    Address,
    Language,
    LocalNote,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
)
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.directory.pages import area_text

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Reader:
    """What one person may read besides what everybody in the workspace reads."""

    networks: tuple[Any, ...]
    tended: frozenset[UUID]

    @classmethod
    def of(cls, user: User) -> "Reader":
        mine = Organization.objects.editable_by(user).order_by()
        return cls(
            tuple(writable_note_networks(user)), frozenset(mine.values_list("pk", flat=True))
        )

    def professional_lines(self) -> frozenset[UUID]:
        """Return the organisations whose lines for professionals this person may read."""
        found = set(self.tended)
        for network in self.networks:
            seen = Organization.objects.for_network(network).order_by()
            found |= set(seen.values_list("pk", flat=True))
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in JSON, its name for people, and its value of a record."""

    name: str
    label: str
    value: Callable[[Any], Cell]


def organization_columns(reader: Reader) -> list[Column]:
    """Return the columns of organisations for a reader, in the language that is active."""
    importable: dict[str, Callable[[Any], Cell]] = {
        "record": lambda one: str(one.pk),
        "name": lambda one: one.name,
        "identifier": _number("own"),
        "kbo": _number("kbo"),
        "ovo": _number("ovo"),
        "uri": _number("uri"),
        "sector": _sector,
        "street": lambda one: _address(one).address_1,
        "box": lambda one: _address(one).address_2,
        "postal_code": lambda one: _address(one).postal_code,
        "city": lambda one: _address(one).city,
        "nis": lambda one: _address(one).municipality_id or "",
        "latitude": lambda one: _degrees(one, "latitude"),
        "longitude": lambda one: _degrees(one, "longitude"),
        "phone": lambda one: next(iter(_phones(one)), ""),
        "email": lambda one: one.email,
        "website": lambda one: one.website,
        "description": lambda one: one.description,
    }

    columns = [
        Column(name, _(FIELDS_BY_NAME[name].label), value) for name, value in importable.items()
    ]
    columns += [
        Column("alternate_name", _("other name"), lambda one: one.alternate_name),
        Column("network", _("At home in"), lambda one: one.network.name),
        Column("assured_on", _("Last confirmed"), lambda one: one.assured_on),
    ]
    return columns + _professional_column(reader, lambda one: one.pk)


def _importable() -> dict[str, tuple[str, Callable[[Any], Cell]]]:
    """Return by field of the import the name in JSON and the value of a service."""
    return {
        "record": ("service", lambda one: str(one.pk)),
        "name": ("name", lambda one: one.name),
        "organization": ("organization", lambda one: one.organization.name),
        "organization_record": ("organization_id", lambda one: str(one.organization_id)),
        "identifier": ("identifier", lambda one: one.own_identifier),
        "summary": ("summary", lambda one: one.summary),
        "description": ("description", lambda one: one.description),
        "application_process": ("application_process", lambda one: one.application_process),
        "phone": ("phone", lambda one: " / ".join(_phones(one))),
        "email": ("email", lambda one: one.email),
        "website": ("url", lambda one: one.url),
        "themes": ("themes", _concepts("themes")),
        "functions": ("functions", _concepts("functions")),
        "target_groups": ("target_groups", _concepts("target-groups")),
        "minimum_age_months": ("minimum_age_months", lambda one: one.minimum_age_months),
        "maximum_age_months": ("maximum_age_months", lambda one: one.maximum_age_months),
        "areas": ("areas", lambda one: area_text(one).replace(", ", "; ")),
        "street": ("street", lambda one: _service_address(one).address_1),
        "box": ("box", lambda one: _service_address(one).address_2),
        "postal_code": ("postal_code", lambda one: _service_address(one).postal_code),
        "city": ("city", lambda one: _service_address(one).city),
        "cost": ("amount", _amount),
        "fees": ("fees", lambda one: one.fees_description),
        "languages": ("languages", _spoken),
        "hours": ("hours", lambda one: format_week(week_of(one.schedules.all()))),
        "place_hours": ("place_hours", _hours_there),
        "status": ("status", lambda one: str(one.get_status_display())),
        "assured_on": ("assured_on", lambda one: one.assured_on),
    }


def service_columns(reader: Reader) -> list[Column]:
    """Return the columns of services for a reader; those of the import come back unchanged."""
    columns = [
        Column(name, _(SERVICE_FIELDS_BY_NAME[field].label), value)
        for field, (name, value) in _importable().items()
    ]
    columns += [
        Column("ages", _("Ages"),
               lambda one: ages_text(one.minimum_age_months, one.maximum_age_months)),
        Column("places", _("Places"), _places),
        Column("cost", _("Cost as shown"), cost_text),
        Column("interpreted", _("With an interpreter"), _interpreted),
        Column("network", _("At home in"), lambda one: one.organization.network.name),
    ]  # fmt: skip
    columns += _professional_column(reader, lambda one: one.organization_id)
    return columns + _note_columns(reader)


def _professional_column(reader: Reader, organization: Callable[[Any], UUID]) -> list[Column]:
    allowed = reader.professional_lines()
    if not allowed:
        return []

    def lines(one: Any) -> str:
        may = organization(one) in allowed
        return " / ".join(_phones(one, is_for_professionals=True)) if may else ""

    return [Column("phone_for_professionals", _("Phone for professionals"), lines)]


def _note_columns(reader: Reader) -> list[Column]:
    if not reader.networks:
        return []
    notes: dict[UUID, list[LocalNote]] = {}
    for network in reader.networks:
        for note in LocalNote.objects.of_network(network):
            notes.setdefault(note.service_id, []).append(note)

    def text(name: str) -> Callable[[Any], Cell]:
        return lambda one: "\n".join(
            getattr(note, name) for note in notes.get(one.pk, []) if getattr(note, name)
        )

    return [
        Column("refer_when", _("when do I refer here?"), text("refer_when")),
        Column("refer_when_not", _("when not?"), text("refer_when_not")),
    ]


def rows_of(
    what: str, ids: Sequence[UUID], user: User, columns: list[Column]
) -> Iterator[list[Cell]]:
    """Yield the values of every record that this person may see, in the order of the ids."""
    records: Any = Organization.objects if what == "organizations" else Service.objects
    allowed = set(records.for_user(user).order_by().values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        wanted = [pk for pk in ids[start : start + CHUNK] if pk in allowed]
        found = {one.pk: one for one in records.with_ids(wanted).with_details()}
        yield from ([column.value(found[pk]) for column in columns] for pk in wanted)


def _number(kind: str) -> Callable[[Organization], Cell]:
    def first(one: Organization) -> str:
        found = (row.identifier for row in one.identifiers.all() if row.identifier_type == kind)
        return next(found, "")

    return first


def _sector(one: Organization) -> str:
    links = [link.concept for link in one.organization_concepts.all()]
    return next((concept.label for concept in links if concept.scheme_id == SCHEME), "")


def _phones(one: Organization | Service, *, is_for_professionals: bool = False) -> list[str]:
    rows: Iterable[Phone] = one.phones.all()
    return [shown(row.number) for row in rows if row.is_for_professionals is is_for_professionals]


def _place(one: Organization) -> Location | None:
    """Return the place that an import would take: the first one with an address, else none.

    A place without address may be a shelter and is never told.
    """
    places = [row for row in one.locations.all() if row.location_type == LocationType.PHYSICAL]
    return next((row for row in places if getattr(row, "address", None) is not None), None)


def _address(one: Organization) -> Address:
    place = _place(one)
    return place.address if place else Address()


def _degrees(one: Organization, name: str) -> float | None:
    place = _place(one)
    if place is None or place.is_point_approximate or place.latitude is None:
        return None
    found: float | None = getattr(place, name)
    return found


def _concepts(scheme: str) -> Callable[[Service], Cell]:
    def labels(one: Service) -> str:
        links = [link for link in one.service_concepts.all() if link.is_confirmed]
        found = {link.concept.label for link in links if link.concept.scheme_id == scheme}
        return "; ".join(sorted(found))

    return labels


def _amount(one: Service) -> Cell:
    """Return what it costs without UiTPAS, as the import reads it."""
    option = plain_cost(list(one.cost_options.all()))
    if option is None or option.amount is None:
        return ""
    return f"€ {option.amount}" if option.amount else _("Free")


def _spoken(one: Service) -> str:
    return ", ".join(language_name(row.code) for row in _languages(one, is_by_interpreter=False))


def _interpreted(one: Service) -> str:
    return ", ".join(language_name(row.code) for row in _languages(one, is_by_interpreter=True))


def _languages(one: Service, *, is_by_interpreter: bool) -> list[Language]:
    rows: Iterable[Language] = one.languages.all()
    return [row for row in rows if row.is_by_interpreter is is_by_interpreter]


def _service_link(one: Service) -> ServiceAtLocation | None:
    """Return the first place with an address that an import would compare with."""
    links = (
        link
        for link in one.service_at_locations.all()
        if link.location.location_type == LocationType.PHYSICAL
    )
    return next((link for link in links if hasattr(link.location, "address")), None)


def _service_address(one: Service) -> Address:
    link = _service_link(one)
    return link.location.address if link else Address()


def _hours_there(one: Service) -> Cell:
    link = _service_link(one)
    return format_week(week_of(link.schedules.all())) if link else ""


def _places(one: Service) -> str:
    links = list(islice(one.service_at_locations.all(), 20))
    addresses = [getattr(link.location, "address", None) for link in links]
    return "\n".join(str(address) for address in addresses if address is not None)


TITLES = {"organizations": lazy("Organisations"), "services": lazy("Offer")}

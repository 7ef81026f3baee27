"""What an editor knows of a service or an organisation, as plain values; a thinking module.

Forms fill these in, actions write them as HSDS rows and read them back, so two sets of facts can
be compared: nothing changed, or what did. Ids say which row a fact is kept in (None: a new row)
and do not count in a comparison.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

CLOSED_WEEK = ("",) * 7


@dataclass(frozen=True, slots=True)
class PhoneFacts:
    """A phone number in its standard form, what it is for and for whom."""

    number: str
    description: str = ""
    is_for_professionals: bool = False
    id: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """Usual opening hours: a text that hours_text reads for each day, Monday first.

    ``appointment`` is empty (just come or call), "only" or "also" (come, or make an appointment).
    """

    days: tuple[str, ...] = CLOSED_WEEK
    appointment: str = ""


@dataclass(frozen=True, slots=True)
class ClosureFacts:
    """Days on which a service is closed, both included."""

    first: date
    last: date
    note: str = ""
    id: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place where something is given, or an offer online or by phone.

    ``id`` is the service at this location for a service, the location for an organisation;
    ``location`` is a location of the organisation to use. ``access`` knows wheelchair, pram and
    bus: possible, not possible or (None) unknown. ``point`` is degrees, used for a new address.
    """

    location_type: str = "physical"
    name: str = ""
    address_1: str = ""
    address_2: str = ""
    postal_code: str = ""
    city: str = ""
    nis: str = ""
    transportation: str = ""
    setting: UUID | None = None
    access: tuple[tuple[str, bool | None], ...] = ()
    phone: str = ""
    week: WeekFacts = WeekFacts()
    id: UUID | None = field(default=None, compare=False)
    location: UUID | None = field(default=None, compare=False)
    point: tuple[float, float] | None = field(default=None, compare=False)

    @property
    def has_address(self) -> bool:
        return any((self.address_1, self.address_2, self.postal_code, self.city))

    @property
    def address_key(self) -> tuple[str, ...]:
        return (self.address_1, self.address_2, self.postal_code, self.city)


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What it costs in euro (0 is free, None unknown) and whether UiTPAS lowers it."""

    amount: Decimal | None = None
    is_uitpas: bool = False
    uitpas_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CapacityFacts:
    """Places free now and in all, in a unit (families, children)."""

    available: int | None = None
    maximum: int | None = None
    unit: str = ""

    @property
    def is_known(self) -> bool:
        return self.available is not None or self.maximum is not None


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """All that the form of a service asks; ``columns`` are plain fields of the service itself."""

    columns: Mapping[str, Any]
    concepts: frozenset[UUID] = frozenset()
    phones: tuple[PhoneFacts, ...] = ()
    places: tuple[PlaceFacts, ...] = ()
    municipalities: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    interpreted: frozenset[str] = frozenset()
    cost: CostFacts = CostFacts()
    capacity: CapacityFacts = CapacityFacts()
    week: WeekFacts = WeekFacts()
    closures: tuple[ClosureFacts, ...] = ()

    def says_the_same_as(self, other: "ServiceFacts") -> bool:
        return _in_order(self) == _in_order(other)


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """All that the form of an organisation asks; ``kbo`` is ten digits or empty."""

    columns: Mapping[str, Any]
    sectors: frozenset[UUID] = frozenset()
    phones: tuple[PhoneFacts, ...] = ()
    places: tuple[PlaceFacts, ...] = ()
    week: WeekFacts = WeekFacts()
    kbo: str = ""

    def says_the_same_as(self, other: "OrganizationFacts") -> bool:
        return _in_order(self) == _in_order(other)


def _in_order(facts: ServiceFacts | OrganizationFacts) -> list[Any]:
    """The facts with rows that have no order of their own in a fixed one."""
    values = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    values["columns"] = dict(facts.columns)
    return [
        sorted(value, key=repr) if isinstance(value, tuple) else value
        for value in (_without_ids(value) for value in values.values())
    ]


def _without_ids(value: Any) -> Any:
    """Rows as tuples of what counts, so that sorting does not see ids."""
    if not isinstance(value, tuple):
        return value
    return tuple(
        tuple(
            getattr(row, name)
            for name, described in row.__dataclass_fields__.items()
            if described.compare
        )
        for row in value
    )

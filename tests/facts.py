"""Facts in which all that a form can say is said, and columns of a record that says little."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import GENT, LEUVEN, a_concept
from vlaggenlijn.directory.facts import (
    CapacityFacts,
    ClosureFacts,
    CostFacts,
    OrganizationFacts,
    PhoneFacts,
    PlaceFacts,
    ServiceFacts,
    WeekFacts,
)

MORNINGS = WeekFacts(("09:00–12:00", "", "09:00–12:00", "", "", "", ""))


def service_columns(**values: Any) -> dict[str, Any]:
    names = "alternate_name summary description application_process what_happens"
    names += " eligibility_description fees_description interpretation_services wait_time alert"
    empty = dict.fromkeys([*names.split(), "email", "url"], "")
    return (
        empty
        | {"name": "Spelpunt", "status": "active", "on_holidays": "closed"}
        | {"minimum_age_months": None, "maximum_age_months": None}
        | values
    )


def a_full_service() -> ServiceFacts:
    access = (("wheelchair", True), ("pram", False), ("bus", None))
    return ServiceFacts(
        columns=service_columns(
            summary="Samen spelen",
            minimum_age_months=-9,
            maximum_age_months=36,
            wait_time="2 weken",
        ),
        concepts=frozenset({a_concept("themes", "sleep").pk}),
        phones=(
            PhoneFacts("+3292100000", "onthaal"),
            PhoneFacts("+3292100001", "", is_for_professionals=True),
        ),
        places=(
            PlaceFacts(
                name="Bibliotheek",
                address_1="Miriam Makebaplein 1",
                postal_code="9000",
                city="Gent",
                nis=GENT,
                access=access,
                phone="+3292100002",
                week=MORNINGS,
                point=(51.05, 3.73),
            ),
            PlaceFacts("virtual", "Bellen", access=tuple((name, None) for name, _ in access)),
        ),
        municipalities=frozenset({GENT, LEUVEN}),
        regions=frozenset({"brussels"}),
        languages=frozenset({"nl", "tr"}),
        interpreted=frozenset({"ar"}),
        cost=CostFacts(Decimal("5.00"), True, Decimal("1.00")),
        capacity=CapacityFacts(3, 12, "gezinnen"),
        week=WeekFacts(appointment="only"),
        closures=(ClosureFacts(date(2026, 7, 1), date(2026, 8, 31), "zomer"),),
    )


ACCESS = (("wheelchair", True), ("pram", None), ("bus", False))


def organization_columns(**values: Any) -> dict[str, Any]:
    names = ("alternate_name", "description", "email", "website")
    return dict.fromkeys(names, "") | {"name": "CAW"} | values


def a_full_organization() -> OrganizationFacts:
    return OrganizationFacts(
        columns=organization_columns(description="Voor elk gezin"),
        sectors=frozenset({a_concept("sectors", "childcare").pk}),
        phones=(PhoneFacts("+3292100000"),),
        places=(
            PlaceFacts(
                address_1="Markt 1", postal_code="9000", city="Gent", nis=GENT, access=ACCESS
            ),
        ),
        week=WeekFacts(("09:00–12:00", "", "", "", "", "", ""), "also"),
        kbo="0207437468",
    )

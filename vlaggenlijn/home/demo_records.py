"""From the description of the demo to records; call inside ``recorded()``."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from vlaggenlijn.accounts.models import Audited, LocalNetwork
from vlaggenlijn.directory.hours_text import merge_grid, parse_hours
from vlaggenlijn.directory.models import (
    Accessibility,
    Address,
    CostOption,
    Language,
    Location,
    Organization,
    OrganizationConcept,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceConcept,
    ServiceTranslation,
    dutch_of,
)
from vlaggenlijn.taxonomy.loading import concept_id

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
SCHEMES = {
    "themes": "themes",
    "functions": "functions",
    "intensities": "intensities",
    "situations": "situations",
    "support_forms": "support-forms",
    "formality": "formality",
    "target_groups": "target-groups",
    "life_domains": "life-domains",
}
TRANSLATED = {
    "name": "name",
    "summary": "summary",
    "description": "description",
    "first_step": "application_process",
    "what_happens": "what_happens",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """An organisation with its locations by key."""

    organization: Organization
    locations: dict[str, Location]


def _saved(record: Audited) -> Any:
    record.save()
    return record


def add_organization(one: dict[str, Any], network: LocalNetwork) -> Placed:
    organization = _saved(
        Organization(
            network=network,
            name=one["name"],
            description=one["description"],
            email=one.get("email", ""),
            is_demo=True,
        )
    )
    concept = concept_id("sectors", one["sector"])
    _saved(OrganizationConcept(organization=organization, concept_id=concept))
    if one.get("phone"):
        _saved(Phone(organization=organization, number=one["phone"]))
    places = {place["key"]: _location(place, organization) for place in one["places"]}
    return Placed(organization, places)


def _location(place: dict[str, Any], organization: Organization) -> Location:
    location: Location = _saved(
        Location(
            organization=organization,
            name=place["name"],
            setting_id=concept_id("settings", place["setting"]),
            transportation=place.get("bus") or "",
            latitude=place["latitude"],
            longitude=place["longitude"],
        )
    )
    _saved(
        Address(
            location=location,
            address_1=place["street"],
            postal_code=place["postal_code"],
            city=place["city"],
            municipality_id=place["nis"],
        )
    )
    for kind in ("wheelchair", "pram"):
        if place.get(kind) is not None:
            _saved(Accessibility(location=location, kind=kind, is_possible=place[kind]))
    return location


def add_service(one: dict[str, Any], home: Placed, assured_on: date | None) -> Service:
    service: Service = _saved(
        Service(
            organization=home.organization,
            name=one["name"],
            summary=one["summary"],
            description=one["description"],
            application_process=one["first_step"],
            what_happens=one["what_happens"],
            minimum_age_months=one["ages"][0],
            maximum_age_months=one["ages"][1],
            fees_description=one["cost"].get("text", ""),
            interpretation_services=one.get("interpreter", ""),
            wait_time=one.get("wait", ""),
            alert=one.get("alert", ""),
            status=one.get("status", "active"),
            email=one.get("email", ""),
            url=one.get("url", ""),
            assured_on=assured_on,
        )
    )
    _reach(one, service)
    _concepts(one, service)
    _places(one, service, home)
    for language, texts in one.get("translations", {}).items():
        _translation(service, language, texts)
    return service


def _reach(one: dict[str, Any], service: Service) -> None:
    cost = one["cost"]
    if cost.get("amount") is not None or cost.get("uitpas"):
        amount = cost.get("amount")
        _saved(CostOption(service=service, amount=amount, is_uitpas=cost.get("uitpas", False)))
    for code in one["languages"]:
        _saved(Language(service=service, code=code))
    for nis in one["area"]:
        _saved(ServiceArea(service=service, municipality_id=nis))
    if one.get("region"):
        _saved(ServiceArea(service=service, region=one["region"]))
    if one.get("phone"):
        _saved(Phone(service=service, number=one["phone"]))
    if one.get("capacity"):
        updated_on = service.assured_on or date(2026, 1, 1)
        _saved(ServiceCapacity(service=service, updated_on=updated_on, **one["capacity"]))


def _concepts(one: dict[str, Any], service: Service) -> None:
    for key, scheme in SCHEMES.items():
        for slug in one.get(key, []):
            _saved(ServiceConcept(service=service, concept_id=concept_id(scheme, slug)))


def _places(one: dict[str, Any], service: Service, home: Placed) -> None:
    for at in one["at"]:
        location = home.locations[at["place"]]
        link = _saved(ServiceAtLocation(service=service, location=location))
        _hours(link, at)
    if one.get("online"):
        location = _saved(
            Location(
                organization=home.organization,
                location_type="virtual",
                setting_id=concept_id("settings", "by-phone"),
            )
        )
        link = _saved(ServiceAtLocation(service=service, location=location))
        _hours(link, one)


def _hours(link: ServiceAtLocation, at: dict[str, Any]) -> None:
    grid = {
        WEEKDAYS.index(day): parse_hours(text) for day, text in at.get("hours", {}).items() if text
    }
    for rule in merge_grid(grid):
        _saved(Schedule.from_rule(rule, service_at_location=link))
    if at.get("by_appointment"):
        _saved(Schedule(service_at_location=link, attending_type="by_appointment"))


def _translation(service: Service, language: str, texts: dict[str, str]) -> None:
    values = {field: texts.get(key, "") for key, field in TRANSLATED.items()}
    _saved(
        ServiceTranslation(
            service=service,
            language=language,
            state=ServiceTranslation.State.APPROVED,
            source=dutch_of(service),
            **values,
        )
    )

"""A service or an organisation in the words of schema.org, for search engines and others.

Only what the page itself shows: no phones for professionals, no address of a place that is
confidential, and no point that was guessed. Ages are in years, as schema.org wants them.
"""

from collections.abc import Iterable
from typing import Any

from vlaggenlijn.common.linked_data import filled
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.hours_text import is_grid_row
from vlaggenlijn.directory.hsds.mapping import REGIONS, amount, day, years
from vlaggenlijn.directory.models import CostOption, Location, Organization, Schedule, Service
from vlaggenlijn.directory.pages import OrganizationPage, ServicePage

CONTEXT = "https://schema.org"
DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
    "SA": "Saturday", "SU": "Sunday",
}  # fmt: skip
Facts = dict[str, Any]


def service_facts(service: Service, page: ServicePage, site: str) -> Facts:
    """Return the facts of a service read with ``with_details()``; ``site`` is "https://host"."""
    address = site + service.get_absolute_url()
    places = _places(link.location for link in service.service_at_locations.all())
    rows = [row for link in service.service_at_locations.all() for row in link.schedules.all()]
    return {"@context": CONTEXT} | filled(
        {
            "@type": "Service",
            "@id": address,
            "url": address,
            "name": page.name,
            "alternateName": service.alternate_name,
            "description": page.summary or " ".join(page.description_paragraphs),
            "serviceType": page.concepts,
            "provider": _provider(service.organization, site),
            "areaServed": _areas(service),
            "audience": _audience(service, page),
            "availableChannel": [
                _channel(service, page, place) for place in [_place(one) for one in places] or [{}]
            ],
            "hoursAvailable": _hours(rows or service.schedules.all()),
            "offers": [_offer(one) for one in sorted(service.cost_options.all(), key=_cheapest)],
            "mainEntityOfPage": {"@type": "WebPage", "@id": address, "inLanguage": spoken()},
        }
    )


def organization_facts(organization: Organization, page: OrganizationPage, site: str) -> Facts:
    """Return the facts of an organisation read with ``with_details()``, with its offers."""
    address = site + organization.get_absolute_url()
    numbers = [phone.href.removeprefix("tel:") or phone.text for phone in page.phones]
    return {"@context": CONTEXT} | filled({
        "@type": "Organization",
        "@id": address,
        "url": address,
        "name": page.name,
        "alternateName": organization.alternate_name,
        "description": " ".join(page.description_paragraphs),
        "email": page.email,
        "telephone": numbers,
        "sameAs": page.website,
        "taxID": _number(organization),
        "location": [
                _place(one)
                for one in _places(organization.locations.all())
                if hasattr(one, "address")
            ],
        "openingHoursSpecification": _hours(organization.schedules.all()),
        "makesOffer": [
            {"@type": "Offer", "itemOffered": {"@type": "Service", "@id": site + card.url,
                                               "name": card.name}}
            for card in page.cards
        ],
    })  # fmt: skip


def _provider(organization: Organization, site: str) -> Facts:
    address = site + organization.get_absolute_url()
    return {"@type": "Organization", "@id": address, "url": address, "name": organization.name}


def _number(organization: Organization) -> str:
    """The number of the enterprise in the Crossroads Bank."""
    kinds = {one.identifier_type: one.identifier for one in organization.identifiers.all()}
    return str(kinds.get("kbo", ""))


def _areas(service: Service) -> list[Facts]:
    names = [
        area.municipality.label(spoken()) if area.municipality else REGIONS.get(area.region, "")
        for area in service.service_areas.all()
    ]
    return [{"@type": "AdministrativeArea", "name": name} for name in sorted(filter(None, names))]


def _audience(service: Service, page: ServicePage) -> Facts:
    facts = filled(
        {
            "audienceType": page.audience,
            "suggestedMinAge": years(service.minimum_age_months),
            "suggestedMaxAge": years(service.maximum_age_months),
        }
    )
    return {"@type": "PeopleAudience"} | facts if facts else {}


def _channel(service: Service, page: ServicePage, place: Facts) -> Facts:
    """The ways in: by phone, on the web, at a place, in which languages."""
    numbers = [phone.href.removeprefix("tel:") or phone.text for phone in page.phones]
    languages = [one.code for one in service.languages.all()]
    phone = {"@type": "ContactPoint", "telephone": numbers, "email": page.email}
    return {"@type": "ServiceChannel"} | filled(
        {
            "serviceUrl": page.url,
            "servicePhone": filled(phone) if numbers or page.email else None,
            "serviceLocation": place,
            "availableLanguage": languages,
        }
    )


def _places(locations: Iterable[Location]) -> list[Location]:
    """Return where one can go to."""
    return [one for one in locations if one.location_type != "virtual"]


def _place(location: Location) -> Facts:
    facts: Facts = {"@type": "Place", "name": location.name}
    address = getattr(location, "address", None)
    if address is not None:
        street = " ".join(filter(None, [address.address_1, address.address_2]))
        facts["address"] = {"@type": "PostalAddress"} | filled(
            {
                "streetAddress": street,
                "postalCode": address.postal_code,
                "addressLocality": address.city,
                "addressCountry": address.country,
            }
        )
        if location.latitude is not None and not location.is_point_approximate:
            point = {"latitude": location.latitude, "longitude": location.longitude}
            facts["geo"] = {"@type": "GeoCoordinates"} | point
    return filled(facts)


def _hours(rows: Iterable[Schedule]) -> list[Facts]:
    """Return the hours that come back every week; schema.org has no words for other rhythms."""
    return [
        {"@type": "OpeningHoursSpecification"}
        | filled(
            {
                "dayOfWeek": [DAYS[one] for one in row.byday.split(",") if one in DAYS],
                "opens": f"{row.opens_at:%H:%M}",
                "closes": f"{row.closes_at:%H:%M}",
                "validFrom": day(row.valid_from),
                "validThrough": day(row.valid_to),
            }
        )
        for row in rows
        if is_grid_row(row.rule())
    ]


def _cheapest(option: CostOption) -> tuple[bool, Any]:
    return option.amount is None, option.amount or 0


def _offer(option: CostOption) -> Facts:
    return {"@type": "Offer"} | filled(
        {
            "name": option.option,
            "description": option.amount_description,
            "price": amount(option.amount),
            "priceCurrency": "EUR" if option.amount is not None else "",
        }
    )

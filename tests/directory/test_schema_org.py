"""What search engines are told of a service and of an organisation."""

import json
import re
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.factories import GENT, a_location, a_network, a_service
from tests.findable import IN_GENT, a_home, save
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.directory.models import (
    CostOption,
    Language,
    OrganizationIdentifier,
    Phone,
    Schedule,
    ServiceArea,
)

pytestmark = pytest.mark.usefixtures("reference_data")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def facts_of(path: str, **query: str) -> dict[str, Any]:
    html = Client().get(path, {"taal": "nl"} | query).content.decode()
    found = BLOCK.findall(html)
    assert len(found) == 1
    return dict(json.loads(found[0]))


def test_service_with_everything() -> None:
    organization = a_home(a_network(), name="Huis", email="huis@example.org")
    service = a_service(
        organization, "Slaaphulp </script>", summary="Samen kijken", areas=[GENT],
        themes=["sleep"], place=IN_GENT | {"latitude": 51.05, "longitude": 3.72},
        phone="+3292100000", minimum_age_months=0, maximum_age_months=30,
        url="https://example.org/slaap",
    )  # fmt: skip
    link = service.service_at_locations.get()
    save(
        ServiceArea(service=service, region="flanders"),
        Language(service=service, code="fr"),
        CostOption(service=service, option="Gratis", amount=Decimal(0)),
        CostOption(service=service, amount_description="Vraag het"),
        Schedule(service_at_location=link, freq="WEEKLY",
                 byday="MO", opens_at=time(9), closes_at=time(12)),
        Schedule(service_at_location=link, dtstart=date(2026, 1, 5), freq="MONTHLY",
                 byday="1MO", opens_at=time(19), closes_at=time(21)),
        Phone(service=service, number="+3292100099", is_for_professionals=True),
    )  # fmt: skip
    address = f"http://testserver/aanbod/{service.pk}/"
    found = facts_of(f"/aanbod/{service.pk}/")
    home = f"http://testserver/organisatie/{organization.pk}/"
    assert found == {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": address,
        "url": address,
        "name": "Slaaphulp </script>",
        "description": "Samen kijken",
        "serviceType": ["Slapen"],
        "provider": {"@type": "Organization", "@id": home, "url": home, "name": "Huis"},
        "areaServed": [
            {"@type": "AdministrativeArea", "name": "Gent"},
            {"@type": "AdministrativeArea", "name": "Vlaanderen"},
        ],
        "audience": {"@type": "PeopleAudience", "suggestedMinAge": 0, "suggestedMaxAge": 2.5},
        "availableChannel": [
            {
                "@type": "ServiceChannel",
                "serviceUrl": "https://example.org/slaap",
                "servicePhone": {
                    "@type": "ContactPoint",
                    "telephone": ["+3292100000"],
                    "email": "huis@example.org",
                },
                "serviceLocation": {
                    "@type": "Place",
                    "address": {
                        "@type": "PostalAddress",
                        "streetAddress": "Markt 1",
                        "postalCode": "9000",
                        "addressLocality": "Gent",
                        "addressCountry": "BE",
                    },
                    "geo": {"@type": "GeoCoordinates", "latitude": 51.05, "longitude": 3.72},
                },
                "availableLanguage": ["fr"],
            }
        ],
        "hoursAvailable": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["Monday"],
                "opens": "09:00",
                "closes": "12:00",
            }
        ],
        "offers": [
            {"@type": "Offer", "name": "Gratis", "price": 0, "priceCurrency": "EUR"},
            {"@type": "Offer", "description": "Vraag het"},
        ],
        "mainEntityOfPage": {"@type": "WebPage", "@id": address, "inLanguage": "nl"},
    }


def test_bare_service_says_only_what_is_known() -> None:
    service = a_service(a_home(a_network()), "Spelpunt")
    found = facts_of(f"/aanbod/{service.pk}/", taal="fr")
    assert found.keys() == {
        "@context", "@type", "@id", "url", "name", "provider", "availableChannel",
        "mainEntityOfPage",
    }  # fmt: skip
    assert found["availableChannel"] == [{"@type": "ServiceChannel"}]
    assert found["mainEntityOfPage"]["inLanguage"] == "fr"


def test_confidential_place_has_no_address_and_an_online_one_is_no_place() -> None:
    organization = a_home(a_network())
    hidden = a_service(organization, "Schuilplaats", place={"name": "Ergens"})
    online = a_service(organization, "Chat", place={"location_type": "virtual"})
    [channel] = facts_of(f"/aanbod/{hidden.pk}/")["availableChannel"]
    assert channel["serviceLocation"] == {"@type": "Place", "name": "Ergens"}
    assert facts_of(f"/aanbod/{online.pk}/")["availableChannel"] == [{"@type": "ServiceChannel"}]


def test_organization_with_its_offers() -> None:
    organization = a_home(
        a_network(), name="Huis", description="Wij helpen.", website="https://huis.example.org"
    )
    service = a_service(organization, "Slaaphulp")
    a_location(organization, **IN_GENT)
    with recorded(by=None, network=organization.network, deed="test"):
        OrganizationIdentifier(
            organization=organization, identifier_type="kbo", identifier="0123456749"
        ).save()
        Phone(organization=organization, number="+3292100000").save()
    found = facts_of(f"/organisatie/{organization.pk}/")
    assert found["telephone"] == ["+3292100000"]
    assert found["taxID"] == "0123456749"
    assert found["sameAs"] == "https://huis.example.org"
    assert found["location"][0]["address"]["addressLocality"] == "Gent"
    assert found["makesOffer"] == [
        {
            "@type": "Offer",
            "itemOffered": {
                "@type": "Service",
                "@id": f"http://testserver/aanbod/{service.pk}/",
                "name": "Slaaphulp",
            },
        }
    ]

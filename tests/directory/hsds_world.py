"""A small directory for the HSDS tests, with everything public there is, and all that may leak."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from django.utils import timezone

from tests import factories
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.actions.publications import number_changes
from vlaggenlijn.directory.indexing import index_all
from vlaggenlijn.directory.models import (
    Accessibility,
    Contact,
    CostOption,
    Language,
    LocalNote,
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

# Texts that no answer may hold.
SECRETS = (
    "+3290000001", "+3290000002", "Intern Contact", "Vergeten Contact", "Lokale notitie",
    "Gearchiveerde dienst", "Gestopte dienst", "Dienst van gearchiveerde", "Gearchiveerde org",
    "eigen-nummer", "Niet bevestigd", "Schuilplaats", "geheim doel", "51.123", "begeleid@intern",
)  # fmt: skip
PLACE = {
    "address_1": "Bevrijdingslaan 1",
    "postal_code": "9000",
    "city": "Gent",
    "municipality_id": factories.GENT,
}


@dataclass(frozen=True)
class World:
    network: LocalNetwork
    organization: Organization
    service: Service
    place: ServiceAtLocation
    elsewhere: Service


def build() -> World:
    """Two networks; in the first an organisation with one rich service and much that is hidden."""
    gent, leuven = (
        factories.a_network(host="gent.example.org"),
        factories.a_network("leuven", ["24062"]),
    )
    organization = factories.an_organization(
        gent, "Huis", website="https://huis.be/é", email="a@huis.be", assured_on=date(2026, 1, 1)
    )
    service = factories.a_service(
        organization,
        "Spelpunt",
        areas=[factories.GENT],
        themes=["sleep"],
        phone="+3291111111",
        place=PLACE,
        description="Samen spelen.",
        summary="Spelen met je kind.",
        minimum_age_months=-3,
        maximum_age_months=35,
        url="https://huis.be/spelpunt",
        assured_on=date(2026, 2, 3),
        assurer=factories.a_user(email="begeleid@intern.example.org"),
        own_identifier="eigen-nummer 7",
    )
    elsewhere = factories.a_service(factories.an_organization(leuven, "Leuvens huis"), "Babycafé")
    place = ServiceAtLocation.objects.get(service=service)
    _enrich(organization, service, place)
    _hide(organization, service)
    number_changes()
    index_all()
    return World(gent, organization, service, place, elsewhere)


def _enrich(organization: Organization, service: Service, place: ServiceAtLocation) -> None:
    today = timezone.localdate()
    location = place.location
    location.latitude, location.longitude = 51.06, 3.70
    location.setting = factories.a_concept("settings", "huis-van-het-kind")
    person = {"purpose": "geheim doel", "is_public": True, "review_on": today}
    sector = factories.a_concept("sectors", "municipality")
    with recorded(by=None, network=organization.network, deed="test"):
        location.save()
        for row in (
            Accessibility(location=location, kind="pram", is_possible=False),
            Contact(organization=organization, name="An", phone="+3291111112", **person),
            Contact(organization=organization, service=service, name="Bo", **person),
            CostOption(service=service, amount=Decimal("2.50"), is_uitpas=True),
            Language(service=service, code="tr", is_by_interpreter=True),
            OrganizationConcept(organization=organization, concept=sector),
            OrganizationIdentifier(
                organization=organization, identifier_type="kbo", identifier="0400000086"
            ),
            Phone(service_at_location=place, number="+3291111113"),
            Schedule(
                service=service, freq="WEEKLY", byday="MO", opens_at=time(9), closes_at=time(12)
            ),
            Schedule(service_at_location=place, kind="exception", dtstart=today, is_closed=True),
            ServiceArea(service=service, region="flanders"),
            ServiceCapacity(service=service, unit="gezin", available=2, updated_on=today),
        ):
            row.save()


def _hide(organization: Organization, service: Service) -> None:
    network, now = organization.network, timezone.now()
    long_ago = timezone.localdate() - timedelta(days=400)
    gone = factories.an_organization(network, "Gearchiveerde org", archived_at=now)
    factories.a_service(gone, "Dienst van gearchiveerde")
    factories.a_service(organization, "Gearchiveerde dienst", archived_at=now)
    factories.a_service(organization, "Gestopte dienst", status="defunct", place=PLACE)
    person = {"organization": organization, "purpose": "geheim doel"}
    shelter = Location(
        organization=organization, name="Schuilplaats", latitude=51.123, longitude=3.7
    )
    unconfirmed = factories.a_concept("themes", "eating")
    with recorded(by=None, network=network, deed="test"):
        for row in (
            Phone(organization=organization, number="+3290000001", is_for_professionals=True),
            Phone(service=service, number="+3290000002", is_for_professionals=True),
            Contact(name="Intern Contact", review_on=now.date(), **person),
            Contact(name="Vergeten Contact", is_public=True, review_on=long_ago, **person),
            LocalNote(service=service, network=network, refer_when="Lokale notitie"),
            OrganizationIdentifier(
                organization=organization, identifier_type="own", identifier="eigen-nummer 8"
            ),
            ServiceConcept(service=service, concept=unconfirmed, is_confirmed=False),
            shelter,
        ):
            row.save()


def eating_is_nowhere() -> str:
    """The id of the term that nobody confirmed."""
    return str(factories.a_concept("themes", "eating").pk)

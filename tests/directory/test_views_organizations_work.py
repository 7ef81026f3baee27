"""The pages of organisations and helplines."""

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.directory.work_pages import names_in, signed_in, text_of, url
from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_administrator,
    an_organization,
)
from tests.pages import sent_by
from vlaggenlijn.accounts.models import Change, LocalNetwork, Role
from vlaggenlijn.directory.models import Helpline, Organization, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return an_organization(network)


@pytest.fixture
def service(organization: Organization) -> Service:
    return a_service(
        organization,
        areas=[GENT],
        themes=["sleep"],
        phone="+3292100000",
        place={"name": "Bib", "city": "Gent", "postal_code": "9000", "municipality_id": GENT},
    )


@pytest.fixture
def work(client: Client, network: LocalNetwork) -> Client:
    """A client signed in as the coordinator of the network, in English."""
    client.force_login(a_member(network=network))
    client.cookies["taal"] = "en"
    return client


def test_add_organization_with_a_name_alone(work: Client, network: LocalNetwork) -> None:
    address = url("add_organization")
    response = work.post(address, sent_by(work.get(address), name="Bib", kbo="0207.437.468"))
    made = Organization.objects.get()
    assert response.url == url("edit_organization", made.pk)
    assert (made.network, made.identifiers.get().identifier) == (network, "0207437468")


def test_add_organization_is_not_for_partners(client: Client, organization: Organization) -> None:
    signed_in(client, a_partner(organization))
    assert client.get(url("add_organization")).status_code == 403


def test_add_organization_in_the_network_asked(client: Client, network: LocalNetwork) -> None:
    other = a_network("tweede", [LEUVEN])
    signed_in(client, an_administrator())
    address = url("add_organization", netwerk="tweede")
    client.post(address, sent_by(client.get(address), name="Bib"))
    assert Organization.objects.get().network == other
    assert client.get(url("add_organization", netwerk="onbekend")).status_code == 404


def test_add_organization_typed_on_after_going_back_becomes_a_change(work: Client) -> None:
    address = url("add_organization")
    sent = sent_by(work.get(address), name="Bib")
    work.post(address, sent)
    response = work.post(address, sent | {"name": "Bibliotheek"})
    assert response.status_code == 409
    work.post(url("edit_organization", Organization.objects.get().pk), sent_by(response))
    assert Organization.objects.get().name == "Bibliotheek"


def test_organization_saved_as_shown_changes_nothing(
    work: Client, organization: Organization, service: Service
) -> None:
    address = url("edit_organization", organization.pk)
    before = Change.objects.count()
    assert work.post(address, sent_by(work.get(address))).status_code == 302
    assert Change.objects.count() == before


def test_organization_with_errors_keeps_what_was_typed(
    work: Client, organization: Organization
) -> None:
    address = url("edit_organization", organization.pk)
    response = work.post(address, sent_by(work.get(address), kbo="123", email="geen adres"))
    assert response.status_code == 422
    assert "An enterprise number has ten digits" in text_of(response)
    assert sent_by(response)["email"] == ["geen adres"]


def test_organization_conflict_shows_what_was_saved(
    work: Client, organization: Organization
) -> None:
    address = url("edit_organization", organization.pk)
    opened = sent_by(work.get(address), name="Mijn naam")
    work.post(address, sent_by(work.get(address), description="Van een ander"))
    response = work.post(address, opened)
    assert response.status_code == 409
    assert "Van een ander" in text_of(response)
    work.post(address, sent_by(response))
    assert Organization.objects.get().name == "Mijn naam"


def test_organization_one_only_reads(
    client: Client, network: LocalNetwork, organization: Organization, service: Service
) -> None:
    signed_in(client, a_member(Role.READER, network))
    address = url("edit_organization", organization.pk)
    assert "You can read this organisation" in text_of(client.get(address))
    assert client.post(address).status_code == 403
    assert client.post(url("archive_organization", organization.pk)).status_code == 403


def test_organization_one_does_not_see_answers_as_missing(
    client: Client, organization: Organization
) -> None:
    signed_in(client, a_member(network=a_network("brussel", [BRUSSELS])))
    for name in ("edit_organization", "organization_history", "archive_organization"):
        assert client.get(url(name, organization.pk)).status_code == 404


def test_organizations_found_sorted_and_archived(
    work: Client, network: LocalNetwork, organization: Organization
) -> None:
    an_organization(network, "Apenstaart", assured_on=timezone.localdate())
    names = ["Apenstaart", "Huis van het Kind"]
    assert names_in(work.get(url("organizations")), names) == names
    by_age = work.get(url("organizations", sort="stale"))
    assert names_in(by_age, names) == names[::-1]
    assert names_in(work.get(url("organizations", q="huis")), names) == names[1:]
    address = url("archive_organization", organization.pk)
    assert "nor its 0 services" in text_of(work.get(address))
    work.post(address, {"archived": "1"})
    assert names_in(work.get(url("organizations", state="archived")), names) == names[1:]
    assert "Put “Huis van het Kind” back?" in text_of(work.get(address))
    work.post(address, {"archived": "0"})
    assert Organization.objects.current().count() == 2


def test_helplines_are_checked_one_by_one(client: Client, reference_data: None) -> None:
    signed_in(client, an_administrator())
    line = Helpline.objects.exclude(number="").first()
    values = {"helpline": line.slug, "number": line.number}
    client.post(url("verify_helplines"), values)
    line.refresh_from_db()
    assert line.verified_on == timezone.localdate()
    assert "Noted: you checked" in text_of(client.get(url("verify_helplines")))


def test_helpline_whose_number_changed_is_not_checked(client: Client, reference_data: None) -> None:
    signed_in(client, an_administrator())
    line = Helpline.objects.first()
    client.post(url("verify_helplines"), {"helpline": line.slug, "number": "1"})
    assert "This number changed just now" in text_of(client.get(url("verify_helplines")))
    assert client.post(url("verify_helplines"), {"helpline": "none"}).status_code == 404


def test_helplines_are_for_administrators(work: Client) -> None:
    assert work.get(url("verify_helplines")).status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.READER])
def test_organisation_with_many_services_names_some_and_leads_to_all(
    client: Client, organization: Organization, role: str
) -> None:
    for number in range(22):
        a_service(organization, f"Dienst {number:02}")
    signed_in(client, a_member(role, organization.network))
    page = client.get(url("edit_organization", organization.pk))
    shown = [f"Dienst {number:02}" for number in range(20)]
    assert names_in(page, [*shown, "Dienst 20", "Dienst 21"]) == shown
    (address,) = re.findall(r'href="([^"]+)">All 22 services', page.content.decode())
    every = client.get(html.unescape(address))
    assert every.context["page"].paginator.count == 22

"""Notes beside a record: written, shown, changed by two at once, and kept from readers."""

import pytest
from django.test import Client

from tests.directory.work_pages import signed_in, text_of, url
from tests.factories import (
    GENT,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_organization,
)
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork, Role
from vlaggenlijn.directory.models import LocalNote, Organization, Service

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


def test_note_is_written_and_shown(client: Client, network: LocalNetwork, service: Service) -> None:
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    address = url("note", service.pk)
    sent = sent_by(client.get(address), refer_when="Bij vragen over slapen")
    assert client.post(address, sent).url == url("edit_service", service.pk)
    assert "Bij vragen over slapen" in text_of(client.get(url("edit_service", service.pk)))


def test_note_changed_by_somebody_else_shows_both(
    client: Client, network: LocalNetwork, service: Service
) -> None:
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    address = url("note", service.pk)
    opened = sent_by(client.get(address), refer_when="Eerst")
    client.post(address, sent_by(client.get(address), refer_when="Iemand anders"))
    response = client.post(address, opened)
    assert response.status_code == 409
    assert "Iemand anders" in text_of(response)
    client.post(address, sent_by(response))
    assert LocalNote.objects.get().refer_when == "Eerst"


def test_note_too_long_is_kept_and_mended(
    client: Client, network: LocalNetwork, service: Service
) -> None:
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    address = url("note", service.pk)
    response = client.post(address, sent_by(client.get(address), refer_when="x" * 2001))
    assert response.status_code == 422
    assert sent_by(response)["refer_when"] == ["x" * 2001]


def test_note_is_not_for_readers(client: Client, network: LocalNetwork, service: Service) -> None:
    signed_in(client, a_member(Role.READER, network))
    assert client.get(url("note", service.pk)).status_code == 403


def test_note_of_the_network_asked(client: Client, network: LocalNetwork, service: Service) -> None:
    other = a_network("tweede", [GENT])
    user = a_member(network=network)
    signed_in(client, a_member(network=other, user=user))
    address = url("note", service.pk, netwerk="tweede")
    client.post(address, sent_by(client.get(address), refer_when="Van ons"))
    assert LocalNote.objects.get().network == other
    assert client.get(url("note", service.pk, netwerk="onbekend")).status_code == 404


def test_door_to_the_note_stands_only_before_who_may_write_it(
    client: Client, network: LocalNetwork, organization: Organization, service: Service
) -> None:
    doors = []
    for person in (a_partner(organization), a_member(Role.COORDINATOR, network)):
        signed_in(client, person)
        page = client.get(url("edit_service", service.pk)).content.decode()
        doors.append(url("note", service.pk) in page)
    assert doors == [False, True]

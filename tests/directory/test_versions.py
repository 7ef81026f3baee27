"""Earlier versions: read back out of the changes, compared, brought back."""

import re
import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.directory.undo.made import EDITS, edited
from tests.factories import a_member, a_network, a_service, an_organization
from tests.facts import a_full_organization, a_full_service, service_columns
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.reading import (
    organization_facts,
    organization_place,
    service_facts,
)
from vlaggenlijn.directory.actions.versions import facts_after, restore_version
from vlaggenlijn.directory.facts import OrganizationFacts
from vlaggenlijn.directory.models import Organization, Service

pytestmark = pytest.mark.django_db
FEW = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    return actions.add_service(
        by=None, organization=an_organization(network), facts=a_full_service()
    )


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member(network=network)


def last_deed() -> ChangeSet:
    return ChangeSet.objects.with_changes().filter(deed__contains=".").latest("at")


@FEW
@given(edits=st.lists(EDITS, min_size=1, max_size=2))
def test_every_version_reads_as_it_was_saved(service: Service, edits: list[Any]) -> None:
    with transaction.atomic():
        seen = [(last_deed(), service_facts(service))]
        for edit in edits:
            if edited(service, edit):
                stored = Service.objects.get(pk=service.pk)
                seen.append((last_deed(), service_facts(stored)))
        for deed, facts in seen:
            assert facts_after(service, deed).says_the_same_as(facts)
        transaction.set_rollback(True)


def test_version_is_brought_back(service: Service, coordinator: User) -> None:
    first, facts = last_deed(), service_facts(service)
    later = replace(facts, columns=service_columns(name="Later"), places=(), phones=())
    actions.change_service(by=None, service=service, version=1, facts=later)
    restore_version(by=coordinator, record=service, deed=first, version=2)
    stored = Service.objects.get(pk=service.pk)
    assert service_facts(stored).says_the_same_as(facts)
    assert (last_deed().deed, last_deed().by) == ("service.restore_version", coordinator)


def test_organization_version_is_brought_back(network: LocalNetwork, coordinator: User) -> None:
    organization = actions.add_organization(by=None, network=network, facts=a_full_organization())
    first, facts = last_deed(), organization_facts(organization)
    bare = OrganizationFacts({"name": "Kaal", "description": ""})
    actions.change_organization(by=None, organization=organization, version=1, facts=bare)
    restore_version(by=coordinator, record=organization, deed=first, version=2)
    stored = Organization.objects.get(pk=organization.pk)
    assert organization_facts(stored).says_the_same_as(facts)


def test_place_older_than_the_service_is_read_back(network: LocalNetwork) -> None:
    organization = actions.add_organization(by=None, network=network, facts=a_full_organization())
    place = replace(organization_place(organization.locations.get()), id=None)
    facts = replace(a_full_service(), places=(place,))
    service = actions.add_service(by=None, organization=organization, facts=facts)
    (read,) = facts_after(service, last_deed()).places
    assert (read.address_1, read.postal_code) == ("Markt 1", "9000")


def test_before_it_was_made_there_is_no_version(network: LocalNetwork, service: Service) -> None:
    other = a_service(service.organization, "Later gemaakt")
    made = ChangeSet.objects.filter(changes__object_id=service.pk).earliest("at")
    assert facts_after(other, made) is None


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_page_compares_and_brings_back(service: Service, coordinator: User) -> None:
    first = last_deed()
    later = replace(service_facts(service), columns=service_columns(name="Later"))
    actions.change_service(by=None, service=service, version=1, facts=later)
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(coordinator, "django.contrib.auth.backends.ModelBackend")
    history = client.get(reverse("directory:service_history", args=[service.pk]))
    address = reverse("directory:service_version", args=[service.pk, first.pk])
    assert address in history.content.decode()
    page = text_of(client.get(address))
    assert "Name different Spelpunt Later" in page
    beside_itself = client.get(address, {"met": str(last_deed().pk)})
    assert "Bring this version back" not in text_of(beside_itself)
    assert "different" in text_of(client.get(address, {"met": "nonsense"}))
    late = client.post(address, {"version": "1", "key": str(uuid.uuid4())})
    assert (late.status_code, "changed in the meantime" in text_of(late)) == (409, True)
    answer = client.post(address, {"version": "2", "key": str(uuid.uuid4())}, follow=True)
    assert "is as it was then" in text_of(answer)
    assert "These two say the same." in text_of(client.get(address))
    assert Service.objects.get(pk=service.pk).name == "Spelpunt"

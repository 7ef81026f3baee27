import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_member, a_network, a_service
from tests.findable import a_home, save
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import Contact, Organization, Service

pytestmark = pytest.mark.usefixtures("reference_data")

LIST = "/werk/contactpersonen/"
TYPED = {"name": "An Peeters", "phone": "09 210 00 00", "purpose": "inschrijven"}


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def home(network: LocalNetwork) -> Organization:
    return a_home(network)


@pytest.fixture
def service(home: Organization) -> Service:
    return a_service(home, "Spelpunt")


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    return signed_in(a_member("coordinator", network))


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def people_of(record: Any) -> str:
    kind = "service" if isinstance(record, Service) else "organization"
    return reverse(f"directory:{kind}_contacts", args=[record.pk])


def add(client: Client, record: Any, **typed: Any) -> Any:
    url = people_of(record)
    return client.post(url, sent_by(client.get(url), **TYPED | typed))


def html_of(client: Client, url: str) -> str:
    client.get(url)  # what was left to say names people too
    return client.get(url).content.decode()


def make_late(person: Contact, days: int = 1) -> None:
    person.review_on = timezone.localdate() - timedelta(days=days)
    save(person)


def test_a_person_of_a_service_and_one_of_the_house(
    client: Client, home: Organization, service: Service
) -> None:
    assert add(client, service).url == people_of(service)
    assert add(client, home, name="Jo Baert").url == people_of(home)
    of_service, of_house = Contact.objects.order_by("name")
    assert (of_service.name, of_service.service, of_service.phone) == (
        "An Peeters", service, "+3292100000",
    )  # fmt: skip
    assert (of_house.name, of_house.service, of_house.organization) == ("Jo Baert", None, home)
    assert not of_house.is_public
    page = html_of(client, people_of(service))
    assert ("An Peeters" in page, "Jo Baert" in page) == (True, False)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"name": ""}, "Fill this in."), ({"purpose": ""}, "Fill this in."),
        ({"phone": ""}, "Fill in a phone number or an e-mail address."),
        ({"phone": "vraag het"}, "We cannot dial this number."), ({"email": "an@"}, "valid e"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(
    client: Client, service: Service, typed: dict[str, str], text: str
) -> None:
    response = add(client, service, **typed)
    assert response.status_code == 422
    assert text in response.content.decode()
    assert Contact.objects.count() == 0


def test_the_same_form_with_other_words_is_not_dropped(client: Client, service: Service) -> None:
    typed = sent_by(client.get(people_of(service)), **TYPED)
    assert [client.post(people_of(service), typed).status_code for _ in range(2)] == [302, 302]
    again = client.post(people_of(service), typed | {"name": "Jo Baert"})
    assert again.status_code == 409
    assert "saved before with other words" in again.content.decode()
    client.post(people_of(service), sent_by(again))
    assert set(Contact.objects.values_list("name", flat=True)) == {"An Peeters", "Jo Baert"}


def test_change_and_conflict(client: Client, service: Service) -> None:
    add(client, service, is_public="everybody")
    person = Contact.objects.get()
    url = reverse("directory:edit_contact", args=[person.pk])
    typed = sent_by(client.get(url), title="coach")
    assert typed["is_public"] == ["everybody"]
    assert client.post(url, typed).url == people_of(service)
    old = typed | {"title": "onthaal", "idempotency_key": str(uuid.uuid4())}
    late = client.post(url, old)
    assert late.status_code == 409
    assert "coach" in late.content.decode()
    assert client.post(url, sent_by(late)).status_code == 302
    person.refresh_from_db()
    assert (person.title, person.is_public) == ("onthaal", True)
    assert client.post(url, sent_by(client.get(url), name="")).status_code == 422


def test_one_tap_confirms_and_one_tap_removes(client: Client, service: Service) -> None:
    add(client, service)
    person = Contact.objects.get()
    make_late(person)
    assert "to be checked again" in html_of(client, people_of(service))
    response = client.post(reverse("directory:confirm_contact", args=[person.pk]), {"next": LIST})
    assert response.url == LIST
    assert "to be checked again" not in html_of(client, people_of(service))
    response = client.post(reverse("directory:remove_contact", args=[person.pk]))
    assert response.url == people_of(service)
    assert Contact.objects.count() == 0


def test_list_of_those_to_ask_about_again(client: Client, service: Service) -> None:
    add(client, service)
    add(client, service, name="Jo Baert")
    elsewhere = a_home(a_network("leuven", ["24062"]))
    actions.add_contact(
        by=None,
        organization=elsewhere,
        values=dict.fromkeys(("title", "department", "phone", "email"), "")
        | {"name": "Van elders", "purpose": "x", "is_public": False},
    )
    for person in Contact.objects.exclude(name="Jo Baert"):
        make_late(person)
    page = html_of(client, LIST)
    assert ("An Peeters" in page, "Jo Baert" in page, "Van elders" in page) == (True, False, False)
    everybody = html_of(client, LIST + "?wie=alle")
    assert ("Jo Baert" in everybody, "Van elders" in everybody) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_little_for_many(
    client: Client, home: Organization, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        add(client, a_service(home, f"Spel {number}"))
    client.get(LIST + "?wie=alle")
    with django_assert_num_queries(11):
        client.get(LIST + "?wie=alle")


def test_who_sees_a_person(client: Client, network: LocalNetwork, service: Service) -> None:
    add(client, service, name="Voor iedereen", is_public="everybody", title="onthaal")
    add(client, service, name="Voor wie werkt")
    public = Client().get(service.get_absolute_url()).content.decode()
    assert ("Voor iedereen" in public, "Voor wie werkt" in public) == (True, False)
    assert "tel:+3292100000" in public
    for url in ("edit_service", "edit_organization"):
        record = service if url == "edit_service" else service.organization
        page = html_of(
            signed_in(a_member("professional", network)),
            reverse(f"directory:{url}", args=[record.pk]),
        )
        assert ("Voor wie werkt" in page) == (url == "edit_service")


def test_public_page_of_an_organisation_has_its_people(client: Client, home: Organization) -> None:
    add(client, home, is_public="everybody", email="an@example.org")
    html = Client().get(home.get_absolute_url()).content.decode()
    assert "An Peeters" in html
    assert "mailto:an@example.org" in html

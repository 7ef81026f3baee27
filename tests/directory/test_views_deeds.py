"""The pages of deeds: what was done, what an undo would do, and the button."""

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories import (
    GENT,
    LEUVEN,
    a_member,
    a_need,
    a_network,
    a_service,
    a_user,
    an_organization,
)
from tests.facts import service_columns
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, Role, UndoRun, User, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.actions.undo import LARGE, do_run
from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.directory.views.deeds_work import run_text
from vlaggenlijn.needs.actions import vote

pytestmark = pytest.mark.django_db


def text_of(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    return a_service(an_organization(network), areas=[GENT])


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member(network=network, user=a_user(name="Lien"))


@pytest.fixture
def client(coordinator: User) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.cookies["taal"] = "en"
    made.force_login(coordinator, "django.contrib.auth.backends.ModelBackend")
    return made


def change(service: Service, by: User | None = None, **columns: Any) -> ChangeSet:
    stored = Service.objects.get(pk=service.pk)
    facts = replace(service_facts(stored), columns=service_columns(**columns))
    actions.change_service(by=by, service=stored, version=stored.version, facts=facts)
    return ChangeSet.objects.order_by("-at").first()  # type: ignore[return-value]


def url(deed: ChangeSet) -> str:
    return reverse("directory:change_set", args=[deed.pk])


def test_page_tells_the_change_and_what_an_undo_does(client: Client, service: Service) -> None:
    deed = change(service, name="Nieuw", summary="Kort")
    said = text_of(client.get(url(deed)))
    assert "Spelpunt Nieuw" in said
    assert "1 thing goes back" in said


def test_reason_tells_the_day_of_here_and_not_of_greenwich(
    client: Client, service: Service, coordinator: User
) -> None:
    deed = change(service, name="Fout", summary="Fout")
    later = change(service, by=coordinator, name="Beter", summary="Fout")
    after_midnight = datetime(2027, 5, 3, 22, 15, tzinfo=UTC)
    ChangeSet.objects.filter(pk=later.pk).update(at=after_midnight)
    assert "kept, because Lien changed it on 4 May 2027" in text_of(client.get(url(deed)))


def test_undo_and_what_stays(client: Client, service: Service, coordinator: User) -> None:
    deed = change(service, name="Fout", summary="Fout")
    change(service, by=coordinator, name="Beter", summary="Fout")
    preview = text_of(client.get(url(deed)))
    assert "name – kept, because Lien changed it on" in preview
    answer = client.post(url(deed), {"key": str(uuid.uuid4())}, follow=True)
    assert "1 thing went back. 1 thing stays as it is: see below why." in text_of(answer)
    service.refresh_from_db()
    assert (service.name, service.summary) == ("Beter", "")
    again = client.post(url(deed), {"key": "no key"}, follow=True)
    assert "This was undone already." in text_of(again)
    undo = ChangeSet.objects.get(deed="undo")
    assert "the change of" in text_of(client.get(url(undo)))


def test_nothing_to_put_back(client: Client, service: Service) -> None:
    deed = change(service, name="Fout")
    change(service, name="Beter")
    assert "Nothing of it can go back" in text_of(client.get(url(deed)))
    answer = client.post(url(deed), follow=True)
    assert "Nothing went back: all of it was changed since." in text_of(answer)
    assert not ChangeSet.objects.filter(deed="undo").exists()


def test_deed_about_roles_says_that_it_cannot_be_undone(
    client: Client, network: LocalNetwork
) -> None:
    a_member(Role.READER, network)
    deed = ChangeSet.objects.order_by("-at").first()
    assert deed is not None
    assert "This cannot be undone here" in text_of(client.get(url(deed)))
    assert "This cannot be undone here" in text_of(client.post(url(deed), follow=True))


def test_what_one_may_not_see_of_a_deed_is_not_shown(client: Client, service: Service) -> None:
    other = a_service(an_organization(a_network("leuven", [LEUVEN])), "Geheim", areas=[LEUVEN])
    with recorded(by=None, network=None, deed="two") as recorder:
        service.summary = "Zichtbaar"
        service.save()
        other.summary = "Verborgen"
        other.save()
    said = text_of(client.get(url(recorder.change_set)))
    assert "Zichtbaar" in said
    assert "Verborgen" not in said
    assert "Geheim" not in said
    assert "1 more thing is not shown" in said
    assert client.post(url(recorder.change_set)).status_code == 403


def test_large_deed_is_undone_in_the_background(client: Client, network: LocalNetwork) -> None:
    with recorded(by=None, network=network, deed="organizations.import") as recorder:
        recorder.add_all(Organization(network=network, name=f"O {n}") for n in range(LARGE + 1))
    assert "in the background" in text_of(client.get(url(recorder.change_set)))
    answer = text_of(client.post(url(recorder.change_set), follow=True))
    assert "it is being undone in the background" in answer
    run = UndoRun.objects.get()
    assert "It waits for its turn." in answer
    do_run(run)
    assert "501 things went back." in text_of(client.get(url(recorder.change_set)))
    assert Organization.objects.count() == 0


def test_failed_undo_says_so() -> None:
    run = UndoRun(state=UndoRun.State.FAILED)
    with translation.override("en"):
        assert "Try again" in run_text(run)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_deeds_asks_as_much_for_one_as_for_three(
    client: Client, service: Service, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        change(service, name=f"Naam {number}")
    client.get(reverse("directory:change_sets"))
    with django_assert_num_queries(12):
        page = client.get(reverse("directory:change_sets"))
    assert f"Naam {count - 1}" in text_of(page)


def test_list_is_narrowed_by_person_and_kind(
    client: Client, service: Service, coordinator: User
) -> None:
    change(service, by=coordinator, name="Van Lien")
    undone = change(service, name="Van een ander")
    client.post(url(undone))
    address = reverse("directory:change_sets")
    mine = text_of(client.get(address, {"person": str(coordinator.pk), "kind": "services"}))
    assert ("Van Lien" in mine, "Van een ander" in mine) == (True, False)
    assert "undid an earlier change" in text_of(client.get(address, {"kind": "undo"}))
    assert "changed the service" in text_of(client.get(address, {"kind": "nonsense"}))


def test_others_see_their_own_deeds_only(network: LocalNetwork, service: Service) -> None:
    reader = a_member(Role.READER, network)
    change(service, by=None, name="Van een ander")
    client = Client()
    client.force_login(reader, "django.contrib.auth.backends.ModelBackend")
    assert "Van een ander" not in text_of(client.get(reverse("directory:change_sets")))


def test_every_deed_of_ones_own_that_is_listed_can_be_looked_at(network: LocalNetwork) -> None:
    facilitator = a_member(Role.FACILITATOR, network)
    need = a_need(network)
    vote(by=facilitator, network=network, weights={need.pk: 2})
    stranger = a_member(Role.FACILITATOR, a_network("leuven", [LEUVEN]))
    deed = ChangeSet.objects.of_deed("need.vote").get()
    found = []
    for person in (facilitator, stranger):
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        listed = url(deed) in client.get(reverse("directory:change_sets")).content.decode()
        found.append((listed, client.get(url(deed)).status_code))
    assert found == [(True, 200), (False, 404)]

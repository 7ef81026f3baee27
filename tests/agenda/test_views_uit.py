"""The pages of what goes to UiTdatabank."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings

from tests.agenda.uit_stand_in import Uit, a_spot, signed_in
from tests.factories import a_member, a_network, an_activity
from tests.stand_in import Said, StandIn, standing_in
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.agenda import uit_client
from vlaggenlijn.agenda.actions import uitdatabank
from vlaggenlijn.agenda.models import (
    Activity,
    UitApproval,
    UitPlace,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def uit() -> Uit:
    return Uit()


@pytest.fixture(autouse=True)
def other(uit: Uit, settings: LazySettings) -> Iterator[StandIn]:
    uit_client.HELD.token = ""
    with standing_in(uit) as stand_in:
        settings.INSIDE_HOSTS = ["127.0.0.1"]
        settings.UIT_PUSH, settings.UIT_CLIENT_ID, settings.UIT_CLIENT_SECRET = True, "us", "word"
        settings.UIT_ENTRY_URL = settings.UIT_SEARCH_URL = stand_in.address
        settings.UIT_TOKEN_URL = f"{stand_in.address}/oauth/token"
        yield stand_in
    uit_client.HELD.token = ""


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member("coordinator", network)


@pytest.fixture
def activity(network: LocalNetwork) -> Activity:
    return an_activity(network, kind="talk")


def test_approval_wants_a_tick_and_can_be_taken_back(
    activity: Activity, coordinator: User, uit: Uit, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(coordinator)
    address = f"/werk/agenda/activiteit/{activity.pk}/uitdatabank/"
    page = client.post(address, {"approve": "1"}, follow=True).content.decode()
    assert "without it nothing is sent" in page
    assert not UitApproval.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address, {"approve": "1", "agreed": "1"}, follow=True).content.decode()
    page = client.get(f"/werk/agenda/{activity.pk}/").content.decode()
    assert f"Approved by {coordinator}" in page
    assert len(uit.events) == 1
    assert "sent" in client.get("/werk/agenda/uitdatabank/").content.decode()
    client.post(address, {"approve": "0"})
    assert UitApproval.objects.get().is_withdrawn
    unfit = an_activity(activity.network, kind="other")
    address = f"/werk/agenda/activiteit/{unfit.pk}/uitdatabank/"
    page = client.post(address, {"approve": "1", "agreed": "1"}, follow=True).content.decode()
    assert "nobody can tell whether it is leisure" in page
    assert client.get(f"/werk/agenda/{unfit.pk}.jsonld").status_code == 302


def test_waiting_says_why(activity: Activity, coordinator: User, uit: Uit) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    client = signed_in(coordinator)
    assert "waits to be sent" in client.get(f"/werk/agenda/{activity.pk}/").content.decode()
    uit.next = [Said(503)]
    uitdatabank.push_due()
    page = client.get("/werk/agenda/uitdatabank/").content.decode()
    assert "UiTdatabank does not work now" in page


def test_files(activity: Activity, coordinator: User) -> None:
    an_activity(activity.network, kind="other")
    UitPlace.objects.create(key=uitdatabank._key(a_spot()), url="https://io.uitdatabank.be/place/7")
    client = signed_in(coordinator)
    one = client.get(f"/werk/agenda/{activity.pk}.jsonld")
    every = client.get("/werk/agenda/gent/uitdatabank.jsonld")
    assert one["Content-Type"] == "application/ld+json"
    assert json.loads(one.content) == json.loads(every.content)
    assert json.loads(one.content)["member"][0]["location"]["@id"].endswith("/7")
    UitPlace.objects.all().delete()
    place = json.loads(client.get(f"/werk/agenda/{activity.pk}.jsonld").content)
    assert place["member"][0]["location"]["address"]["nl"]["postalCode"] == "9000"


def test_only_a_coordinator_sees_the_page(activity: Activity) -> None:
    client = signed_in(a_member("professional", activity.network))
    page = client.get("/werk/agenda/uitdatabank/").content.decode()
    assert "Only a coordinator approves" in page
    assert "uit-title" not in client.get(f"/werk/agenda/{activity.pk}/").content.decode()

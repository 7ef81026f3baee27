"""The pages of calendars that a network follows."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied

from tests.agenda.calendars import SOON, Calendar, event, signed_in, values
from tests.factories import (
    a_member,
    a_network,
)
from tests.stand_in import StandIn, standing_in
from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User
from vlaggenlijn.agenda.actions import following
from vlaggenlijn.agenda.actions.following import FEEDS
from vlaggenlijn.agenda.models import Activity, Feed
from vlaggenlijn.directory.actions.followed import add_followed, change_followed

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def other(calendar: Calendar, settings: LazySettings) -> Iterator[StandIn]:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    with standing_in(calendar) as stand_in:
        yield stand_in


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member("coordinator", network)


@pytest.fixture
def feed(network: LocalNetwork, coordinator: User, other: StandIn) -> Feed:
    return add_followed(FEEDS, by=coordinator, network=network, values=values(other))


def test_only_who_runs_the_network_follows(network: LocalNetwork, other: StandIn) -> None:
    outsider = a_member("coordinator", a_network("leuven"))
    with pytest.raises(PermissionDenied):
        add_followed(FEEDS, by=outsider, network=network, values=values(other))


def test_sent_twice_is_followed_once(
    network: LocalNetwork, coordinator: User, other: StandIn
) -> None:
    key = uuid.uuid4()
    made = [
        add_followed(
            FEEDS, by=coordinator, network=network, values=values(other), idempotency_key=key
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_second_editor_is_told(feed: Feed, coordinator: User, other: StandIn) -> None:
    change_followed(
        FEEDS, by=coordinator, followed=feed, version=1, values=values(other, name="Bieb")
    )
    with pytest.raises(Conflict):
        change_followed(FEEDS, by=coordinator, followed=feed, version=1, values=values(other))


def test_webcal_is_https() -> None:
    assert following.plain_address(" webcal://example.org/a") == "https://example.org/a"
    assert following.plain_address("http://example.org/a") == "http://example.org/a"


def test_pages_of_a_calendar(
    network: LocalNetwork, coordinator: User, other: StandIn, calendar: Calendar,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    client = signed_in(coordinator)
    assert "No calendar is followed yet" in client.get("/werk/agenda/kalenders/").content.decode()
    new = f"/werk/agenda/{network.slug}/kalender/"
    form = {"name": "Bib", "url": "ftp://x", "new_state": "draft", "idempotency_key": uuid.uuid4()}
    page = client.post(new, form)
    assert (page.status_code, "It begins with https" in page.content.decode()) == (422, True)
    calendar.events = [event(more="CLASS:PRIVATE"), event("b", "Lezing", more="RRULE:FREQ=HOURLY"),
                       event("c", "Feest").replace("Europe/Brussels", "Nergens")]  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(new, form | {"url": f"{other.address}/a.ics"})
    page = client.get(answer["Location"]).content.decode()
    assert "Read: 0 new, 0 changed, 1 to look at, 0 as before." in page
    for text in ("1 event is private", "“Lezing” comes back by a rule", "time zone Nergens"):
        assert text in page
    again = client.post(new, form | {"url": f"{other.address}/a.ics"})
    assert "followed already" in again.content.decode()
    assert "Bib" in client.get("/werk/agenda/kalenders/").content.decode()


def test_form_of_a_calendar(feed: Feed, coordinator: User) -> None:
    client = signed_in(coordinator)
    here = f"/werk/agenda/kalender/{feed.pk}/"
    form = {"name": "Bieb", "url": feed.url, "new_state": "published", "version": 1,
            "idempotency_key": uuid.uuid4()}  # fmt: skip
    assert feed.url in client.get(f"{here}wijzigen/").content.decode()
    assert client.post(f"{here}wijzigen/", form | {"name": ""}).status_code == 422
    assert client.post(f"{here}wijzigen/", form).status_code == 302
    late = client.post(f"{here}wijzigen/", form)
    assert (late.status_code, "in the meantime" in late.content.decode()) == (409, True)
    assert client.post(f"{here}lezen/").status_code == 302
    client.post(f"{here}volgen/", {"followed": "0"})
    assert "Follow it again" in client.get(here).content.decode()
    client.post(f"{here}volgen/", {"followed": "1"})
    assert "Stop following" in client.get(here).content.decode()


def test_whole_day_is_said_in_words(feed: Feed, calendar: Calendar, coordinator: User) -> None:
    day = f"{SOON:%Y%m%d}"
    calendar.events = [f"UID:a\nSUMMARY:Feest\nDTSTART;VALUE=DATE:{day}\nLOCATION:9000 Gent"]
    following.follow(feed)
    made = Activity.objects.get()
    page = signed_in(coordinator).get(f"/werk/agenda/{made.pk}/").content.decode()
    assert "all day" in page

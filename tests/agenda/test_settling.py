"""What was changed here of an activity that comes from a calendar, and what waits for a choice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings

from tests.agenda.calendars import SOON, Calendar, change, event, signed_in, stamp, values
from tests.factories import (
    a_member,
    a_network,
    an_activity,
    an_organization,
)
from tests.stand_in import StandIn, standing_in
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.agenda import actions
from vlaggenlijn.agenda.actions import following
from vlaggenlijn.agenda.actions.following import FEEDS
from vlaggenlijn.agenda.actions.settling import settle
from vlaggenlijn.agenda.models import Activity, ActivitySource, Feed, Occurrence
from vlaggenlijn.directory.actions.followed import add_followed

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


def test_change_on_both_sides_stays_and_is_shown(
    feed: Feed, calendar: Calendar, coordinator: User
) -> None:
    calendar.events = [event()]
    following.follow(feed)
    made = Activity.objects.get()
    change(made, title="Ons babbelcafé")
    calendar.events = [event(title="Koffieklets")]
    run = following.follow(feed)
    assert run.totals["doubtful"] == 1
    made.refresh_from_db()
    source = ActivitySource.objects.get()
    assert (made.title, source.conflicts) == ("Ons babbelcafé", {"title": "Koffieklets"})
    calendar.events = [event(title="Koffieklets", more="X-A:1")]
    following.follow(feed)
    source.refresh_from_db()
    assert source.conflicts == {"title": "Koffieklets"}
    settle(by=coordinator, source=source, name="title", takes=True)
    settle(by=coordinator, source=source, name="title", takes=True)
    made.refresh_from_db()
    source.refresh_from_db()
    assert (made.title, source.conflicts) == ("Koffieklets", {})


def test_kept_ours_stays_until_it_changes_there_again(
    feed: Feed, calendar: Calendar, coordinator: User
) -> None:
    calendar.events = [event()]
    following.follow(feed)
    made = Activity.objects.get()
    change(made, title="Ons babbelcafé")
    calendar.events = [event(title="Koffieklets")]
    following.follow(feed)
    settle(by=coordinator, source=ActivitySource.objects.get(), name="title", takes=False)
    calendar.events = [event(title="Koffieklets", more="X-A:1")]
    following.follow(feed)
    assert ActivitySource.objects.get().conflicts == {}
    made.refresh_from_db()
    assert made.title == "Ons babbelcafé"


def test_single_time_that_was_changed_here_stays(
    feed: Feed, calendar: Calendar, coordinator: User
) -> None:
    weekly = event(more="RRULE:FREQ=WEEKLY;COUNT=3")
    calendar.events = [weekly]
    following.follow(feed)
    second = Occurrence.objects.order_by("planned_on")[1]
    day, begin, end = second.hours()
    ours = {"day": day, "from": begin, "until": end, "is_cancelled": False, "is_full": True,
            "note": "vol"}  # fmt: skip
    actions.change_occurrence(by=coordinator, occurrence=second, version=None, values=ours)
    planned = SOON + timedelta(days=7)
    calendar.events = [weekly, event(start=planned + timedelta(hours=1), more="RECURRENCE-ID;"
                       f"TZID=Europe/Brussels:{stamp(planned)}")]  # fmt: skip
    following.follow(feed)
    second.refresh_from_db()
    source = ActivitySource.objects.get()
    assert (second.note, second.hours()[1]) == ("vol", begin)
    assert list(source.conflicts["exceptions"]) == [planned.date().isoformat()]
    settle(by=coordinator, source=source, name="exceptions", takes=True)
    second.refresh_from_db()
    assert (second.note, second.hours()[1].hour) == ("", 11)


def test_what_was_typed_here_before_is_linked_and_left(
    feed: Feed, calendar: Calendar, network: LocalNetwork
) -> None:
    made = an_activity(network, title="Babbelcafé", first_on=SOON.date(), description="Van ons")
    calendar.events = [event(more="DESCRIPTION:Van hen")]
    following.follow(feed)
    made.refresh_from_db()
    source = ActivitySource.objects.get()
    assert (Activity.objects.get(), made.description) == (made, "Van ons")
    assert source.conflicts["description"] == "Van hen"


def test_differences_on_the_page_of_an_activity(
    feed: Feed, calendar: Calendar, coordinator: User
) -> None:
    calendar.events = [event(more="RRULE:FREQ=WEEKLY;COUNT=2\nURL:https://example.org/a")]
    following.follow(feed)
    made = Activity.objects.get()
    page = signed_in(coordinator).get(f"/werk/agenda/{made.pk}/").content.decode()
    assert "This comes from “Bib”" in page
    assert "https://example.org/a" in page
    organizer = an_organization(feed.network, "De Bib")
    change(made, title="Ons", starts_at="09:00", venue="Zaal", organizer=organizer)
    source = ActivitySource.objects.get()
    with recorded(by=None, network=feed.network, deed="test"):
        told = source.told
        day = SOON.date().isoformat()
        source.conflicts = {
            "title": "Koffieklets", "times": told["times"], "place": told["place"],
            "organizer": "", "is_cancelled": True, "languages": ["nl"], "kind": "talk",
            "themes": ["sleep"],
            "exceptions": {day: {"day": day, "from": "09:00", "until": "10:00",
                                 "is_cancelled": False, "is_full": False, "note": ""},
                           "2027-01-01": {"is_cancelled": True}},
        }  # fmt: skip
        source.save()
    client = signed_in(coordinator)
    page = client.get(f"/werk/agenda/{made.pk}/").content.decode()
    for text in ("Changed here and there", "Koffieklets", "9.00–12.00", "10.00–12.00", "De Bib",
                 "the network itself", "every week", "Zaal", "cancelled"):  # fmt: skip
        assert text in page
    client.post(f"/werk/agenda/bron/{source.pk}/", {"name": "themes", "take": "1"})
    client.post(f"/werk/agenda/bron/{source.pk}/", {"name": "organizer", "take": "1"})
    client.post(f"/werk/agenda/bron/{source.pk}/", {"name": "title", "take": "0"})
    made.refresh_from_db()
    assert (made.title, made.organizer) == ("Ons", None)
    assert [link.concept.slug for link in made.activity_concepts.all()] == ["sleep"]

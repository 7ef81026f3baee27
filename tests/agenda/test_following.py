"""Calendars of others that are followed: read from a server of our own, again and again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from tests.agenda.calendars import SOON, Calendar, change, event, signed_in, stamp, values
from tests.factories import (
    GENT,
    a_location,
    a_member,
    a_network,
    a_registration,
    an_organization,
)
from tests.stand_in import Said, StandIn, standing_in
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User
from vlaggenlijn.agenda.actions import following
from vlaggenlijn.agenda.actions.following import FEEDS
from vlaggenlijn.agenda.models import Activity, ActivitySource, Feed, FeedRun, Occurrence
from vlaggenlijn.directory.actions.followed import add_followed, change_followed, set_followed
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.taxonomy.models import Posting

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


def test_events_become_drafts(feed: Feed, calendar: Calendar, network: LocalNetwork) -> None:
    organizer = an_organization(network, "De Bib")
    place = a_location(organizer, "Buurthuis", address_1="Kerkstraat 1", postal_code="9000")
    calendar.events = [
        event(more="DESCRIPTION:<p>Kom &amp; blijf</p><br>Nu\nLOCATION:Buurthuis\\, "
              "Kerkstraat 1\\, 9000 Gent\nURL:https://example.org/a\nCATEGORIES:slapen,onbekend"),
        event("b", "Lezing " + "x" * 200, more="LOCATION:Elders\\, 9000 Gent"),
        event("c", "Webinar", more="LOCATION:https://example.org/live"),
    ]  # fmt: skip
    run = following.follow(feed)
    assert (run.code, run.totals["new"], run.totals["doubtful"]) == ("read", 2, 1)
    first, long, webinar = Activity.objects.order_by("title")
    assert (first.title, first.location, first.state) == ("Babbelcafé", place, "draft")
    assert (first.description, first.website) == ("Kom & blijf\n\nNu", "https://example.org/a")
    assert [link.concept.slug for link in first.activity_concepts.all()] == ["sleep"]
    assert (webinar.attendance, webinar.online_url) == ("online", "https://example.org/live")
    assert (len(long.title), long.municipality_id, long.venue) == (120, GENT, "Elders")
    source = ActivitySource.objects.get(key="a")
    assert (source.feed, source.url) == (feed, "https://example.org/a")
    deed = ChangeSet.objects.get(pk=run.change_set_id)
    assert (deed.deed, deed.by, deed.reason) == ("feed.follow", None, "Bib")


def test_published_at_once_when_the_coordinator_chose_so(
    network: LocalNetwork, coordinator: User, other: StandIn, calendar: Calendar
) -> None:
    organizer = an_organization(network, "De Bib")
    chosen = values(other, new_state="published", organizer=organizer,
                    municipality=network.municipalities.get(nis=GENT))  # fmt: skip
    feed = add_followed(FEEDS, by=coordinator, network=network, values=chosen)
    calendar.events = [event()]
    following.follow(feed)
    made = Activity.objects.get()
    assert (made.state, made.organizer, made.municipality_id) == ("published", organizer, GENT)
    assert Posting.objects.filter(record_id=made.pk).exists()


def test_read_again_gives_no_doubles_and_no_deed(feed: Feed, calendar: Calendar) -> None:
    calendar.events = [event(more="RRULE:FREQ=WEEKLY")]
    following.follow(feed)
    deeds = ChangeSet.objects.count()
    calendar.events = [event(more="RRULE:FREQ=WEEKLY\nDTSTAMP:20260101T000000Z")]
    run = following.follow(feed)
    assert (run.code, run.totals["unchanged"], run.change_set_id) == ("read", 1, None)
    assert (Activity.objects.count(), ChangeSet.objects.count()) == (1, deeds)
    assert Activity.objects.get().repeats == "weekly"


def test_nothing_is_read_twice(feed: Feed, calendar: Calendar, other: StandIn) -> None:
    calendar.events = [event()]
    following.follow(feed)
    assert following.follow(feed).code == "same"
    calendar.etag = '"x"'
    calendar.events.append(event("b", "Lezing"))
    following.follow(feed)
    assert following.follow(feed).code == "same"
    assert other.heard[-1].headers["if-none-match"] == '"x"'
    change_followed(FEEDS, by=a_member("coordinator", feed.network), followed=feed, version=None,
                          values=values(other, name="Bibliotheek"))  # fmt: skip
    changed = Feed.objects.get()
    assert following.follow(changed).code == "read"


def test_change_there_comes_in_and_change_here_stays(feed: Feed, calendar: Calendar) -> None:
    here = "LOCATION:Zaal\\, 9000 Gent\nDESCRIPTION:"
    calendar.events = [event(more=f"{here}oud")]
    following.follow(feed)
    made = Activity.objects.get()
    change(made, title="Ons babbelcafé", price=2)
    later = SOON + timedelta(days=1)
    calendar.events = [event(start=later, more=f"{here}nieuw")]
    run = following.follow(feed)
    made.refresh_from_db()
    assert run.totals["changed"] == 1
    assert (made.title, made.description, made.price) == ("Ons babbelcafé", "nieuw", 2)
    assert Occurrence.objects.get().day == later.date()
    assert ActivitySource.objects.get().conflicts == {}


def test_moved_and_cancelled_single_times(
    feed: Feed, calendar: Calendar, django_capture_on_commit_callbacks: Any, mailoutbox: Any
) -> None:
    weekly = event(more="RRULE:FREQ=WEEKLY;COUNT=4")
    calendar.events = [weekly]
    following.follow(feed)
    change(Activity.objects.get(), coming="here", state="published")
    first, second, third, _ = Occurrence.objects.order_by("planned_on")
    a_registration(second, email="noor@example.org")
    moved = SOON + timedelta(days=8, hours=3)
    calendar.events = [
        weekly,
        event(start=moved, more="RECURRENCE-ID;TZID=Europe/Brussels:"
              f"{stamp(SOON + timedelta(days=7))}"),
        event(start=SOON + timedelta(days=14), more="STATUS:CANCELLED\nRECURRENCE-ID;"
              f"TZID=Europe/Brussels:{stamp(SOON + timedelta(days=14))}"),
    ]  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        following.follow(feed)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.day, second.is_moved, third.is_cancelled) == (moved.date(), True, True)
    assert [mail.to for mail in mailoutbox][-1:] == [["noor@example.org"]]
    calendar.events = [weekly]
    following.follow(feed)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.day, second.is_moved) == ((SOON + timedelta(days=7)).date(), False)
    assert (third.is_cancelled, first.is_cancelled) == (False, False)


def test_cancelled_there_is_cancelled_here(feed: Feed, calendar: Calendar) -> None:
    calendar.events = [event(), event("b", "Lezing", more="STATUS:CANCELLED")]
    following.follow(feed)
    made = Activity.objects.get()  # what is called off is not brought in
    change(made, state="published")
    calendar.events = [event(more="STATUS:CANCELLED")]
    following.follow(feed)
    made.refresh_from_db()
    assert made.state == "cancelled"
    calendar.events = [event()]
    following.follow(feed)
    made.refresh_from_db()
    assert made.state == "published"


def test_what_is_gone_twice_is_archived(feed: Feed, calendar: Calendar) -> None:
    calendar.events = [event(uid, uid) for uid in "abcd"]
    following.follow(feed)
    calendar.events = calendar.events[:3]
    assert following.follow(feed).missing == ["d"]
    assert Activity.objects.filter(state="archived").count() == 0
    run = following.follow(feed)
    assert (run.code, run.missing) == ("read", [])
    assert [one.title for one in Activity.objects.filter(state="archived")] == ["d"]
    calendar.events = [event(uid, uid) for uid in "abcd"]
    following.follow(feed)
    assert Activity.objects.get(title="d").state == "archived"  # what is archived is left alone


def test_calendar_that_lost_more_than_half_takes_nothing_away(
    feed: Feed, calendar: Calendar
) -> None:
    calendar.events = [event(uid, uid) for uid in "abcd"]
    following.follow(feed)
    calendar.events = [event("a", "a")]
    assert following.follow(feed).missing == []
    calendar.events = []
    assert (following.follow(feed).code, following.follow(feed).missing) == ("read", [])
    assert Activity.objects.filter(state="archived").count() == 0


def test_twice_on_a_day_is_two_activities(feed: Feed, calendar: Calendar) -> None:
    calendar.events = [event(more=f"RDATE;TZID=Europe/Brussels:{stamp(SOON + timedelta(hours=4))}")]
    following.follow(feed)
    assert {one.key for one in ActivitySource.objects.all()} == {"a", "a#14:00"}
    assert following.follow(feed).code == "same"


def test_days_that_do_not_fit_are_told(feed: Feed, calendar: Calendar) -> None:
    days = ",".join(stamp(SOON + timedelta(days=number * 5)) for number in range(1, 70))
    calendar.events = [event(more=f"RDATE;TZID=Europe/Brussels:{days}")]
    assert following.follow(feed).totals["doubtful"] == 1


def test_undo_takes_a_reading_back(feed: Feed, calendar: Calendar, coordinator: User) -> None:
    calendar.events = [event()]
    run = following.follow(feed)
    deed = ChangeSet.objects.get(pk=run.change_set_id)
    assert undo_deed(by=coordinator, change_set=deed, key=deed.pk).state == "done"
    assert (Activity.objects.count(), ActivitySource.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(500), "fetch_status"),
        (Said(404), "fetch_status"),
        (Said(body=b"<html></html>"), "calendar_none"),
        (Said(302, headers={"Location": "http://localhost/"}), "fetch_private"),
        (Said(302, headers={"Location": "/a.ics"}), "fetch_redirects"),
        (Said(body=b"x", headers={"Content-Length": "99999999"}), "fetch_large"),
        (Said(body=b"\xff\xfeBEGIN"), "calendar_charset"),
        (Said(body=b"BEGIN:VCALENDAR\n" * 9), "calendar_nested"),
    ],
)
def test_hostile_calendar_is_refused_and_takes_nothing_away(
    feed: Feed, calendar: Calendar, said: Said, code: str, coordinator: User
) -> None:
    calendar.events = [event()]
    following.follow(feed)
    calendar.said = said
    run = following.follow(feed)
    assert (run.code, Activity.objects.count()) == (code, 1)
    page = signed_in(coordinator).get(f"/werk/agenda/kalender/{feed.pk}/").content.decode()
    assert "could not be read" in page


def test_endless_rule_beside_a_good_event(feed: Feed, calendar: Calendar) -> None:
    calendar.events = [event(more="RRULE:FREQ=SECONDLY"), event("b", "Lezing")]
    run = following.follow(feed)
    assert run.refused == [["calendar_rule", "Babbelcafé"]]
    assert [one.title for one in Activity.objects.all()] == ["Lezing"]


def test_every_followed_calendar_is_read_each_day(
    feed: Feed, calendar: Calendar, coordinator: User
) -> None:
    calendar.events = [event()]
    assert following.follow_feeds() == 1
    assert Activity.objects.count() == 1
    set_followed(FEEDS, by=coordinator, followed=feed, is_followed=False)
    assert following.follow_feeds() == 0
    following.follow_in_background.func(str(feed.pk))
    assert FeedRun.objects.count() == 1
    FeedRun.objects.update(at=timezone.now() - timedelta(days=99))
    following.follow_feeds()
    assert FeedRun.objects.count() == 0

"""Calendars of others that are followed: read from a server of our own, again and again."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from tests.factories import (
    GENT,
    a_location,
    a_member,
    a_network,
    a_registration,
    an_activity,
    an_organization,
)
from tests.stand_in import Heard, Said, StandIn, standing_in
from vlaggenlijn.accounts.models import ChangeSet, Conflict, LocalNetwork, User, recorded
from vlaggenlijn.agenda import actions
from vlaggenlijn.agenda.actions import following
from vlaggenlijn.agenda.actions.following import FEEDS
from vlaggenlijn.agenda.actions.settling import settle
from vlaggenlijn.agenda.models import Activity, ActivitySource, Feed, FeedRun, Occurrence
from vlaggenlijn.directory.actions.followed import add_followed, change_followed, set_followed
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db
SOON = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=9)


class Calendar:
    """What the other site says; ``said`` overrules."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.said: Said | None = None
        self.etag = ""

    def __call__(self, heard: Heard) -> Said:
        if self.said is not None:
            return self.said
        if self.etag and heard.headers.get("if-none-match") == self.etag:
            return Said(304)
        parts = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in self.events]
        text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR"])
        headers = {"ETag": self.etag} if self.etag else {}
        return Said(body=text.replace("\n", "\r\n").encode(), headers=headers)


def stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def event(uid: str = "a", title: str = "Babbelcafé", start: datetime = SOON, more: str = "") -> str:
    end = start + timedelta(hours=2)
    return (f"UID:{uid}\nSUMMARY:{title}\nDTSTART;TZID=Europe/Brussels:{stamp(start)}\n"
            f"DTEND;TZID=Europe/Brussels:{stamp(end)}\n{more}")  # fmt: skip


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


def values(other: StandIn, **changes: Any) -> dict[str, Any]:
    plain = {"name": "Bib", "url": f"{other.address}/a.ics", "new_state": "draft",
             "organizer": None, "municipality": None}  # fmt: skip
    return plain | changes


def change(activity: Activity, **columns: Any) -> None:
    with recorded(by=None, network=activity.network, deed="test"):
        stored = Activity.locked(activity.pk)
        for name, value in columns.items():
            setattr(stored, name, value)
        stored.save()


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


# In the browser -------------------------------------------------------------------------------


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


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


def test_whole_day_is_said_in_words(feed: Feed, calendar: Calendar, coordinator: User) -> None:
    day = f"{SOON:%Y%m%d}"
    calendar.events = [f"UID:a\nSUMMARY:Feest\nDTSTART;VALUE=DATE:{day}\nLOCATION:9000 Gent"]
    following.follow(feed)
    made = Activity.objects.get()
    page = signed_in(coordinator).get(f"/werk/agenda/{made.pk}/").content.decode()
    assert "all day" in page

"""Sending to UiTdatabank: only what was approved, once, tried again, and taken back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.agenda.uit_stand_in import Uit, a_spot, said, signed_in
from tests.factories import a_member, a_network, a_source, an_activity
from tests.stand_in import Heard, Said, StandIn, standing_in
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User
from vlaggenlijn.agenda import uit_client
from vlaggenlijn.agenda.actions import change_occurrence, set_state, uitdatabank
from vlaggenlijn.agenda.models import (
    Activity,
    Occurrence,
    UitApproval,
    UitPlace,
    UitSending,
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


def sending() -> UitSending:
    return UitSending.objects.get()


def puts(other: StandIn) -> list[Heard]:
    return [one for one in other.heard if one.path.startswith("/events/")]


def test_off_until_it_is_turned_on(
    activity: Activity, coordinator: User, other: StandIn, settings: LazySettings
) -> None:
    for name in ("UIT_PUSH", "UIT_CLIENT_ID", "UIT_CLIENT_SECRET"):
        kept, empty = getattr(settings, name), type(getattr(settings, name))()
        setattr(settings, name, empty)
        uitdatabank.approve(by=coordinator, activity=activity)
        uitdatabank.push_what_waits()
        assert (uitdatabank.push_due(), uitdatabank.look_for_changes(), other.heard) == (0, 0, [])
        setattr(settings, name, kept)


def test_nothing_goes_without_approval(activity: Activity, other: StandIn) -> None:
    assert (uitdatabank.push_due(), uitdatabank.look_for_changes(), other.heard) == (0, 0, [])


def test_approved_is_sent_once(
    activity: Activity, coordinator: User, uit: Uit, other: StandIn
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    uitdatabank.approve(by=coordinator, activity=activity)
    deed = ChangeSet.objects.get(deed="uit.approve", changes__model="agenda.uitapproval")
    approval = UitApproval.objects.get()
    assert (deed.by, approval.approved_by) == (coordinator, coordinator)
    assert (uitdatabank.push_due(), uitdatabank.push_due()) == (1, 0)
    (name,) = uit.events
    event = uit.events[name]
    assert (name, event["name"]) == (str(sending().uit_id), {"nl": "Speelochtend"})
    place = UitPlace.objects.get()
    assert event["location"] == {"@id": place.url}
    assert next(iter(uit.places.values()))["name"] == {"nl": "Buurthuis"}
    assert (sending().state, uit.tokens) == ("sent", 1)


def test_only_who_runs_the_network_approves(activity: Activity) -> None:
    with pytest.raises(PermissionDenied):
        uitdatabank.approve(by=a_member("professional", activity.network), activity=activity)
    with pytest.raises(PermissionDenied):
        uitdatabank.withdraw(by=a_member("professional", activity.network), activity=activity)


def test_what_may_not_go_is_not_approved(network: LocalNetwork, coordinator: User) -> None:
    for values in ({"kind": "other"}, {"kind": "talk", "state": "draft"}):
        with pytest.raises(uitdatabank.MayNotGo):
            uitdatabank.approve(by=coordinator, activity=an_activity(network, **values))
    from_there = an_activity(network, kind="talk")
    a_source(from_there, origin="uit", key="https://io.uitdatabank.be/event/1")
    with pytest.raises(uitdatabank.MayNotGo):
        uitdatabank.approve(by=coordinator, activity=from_there)


def test_known_place_is_found_and_remembered(
    activity: Activity, coordinator: User, uit: Uit, settings: LazySettings, other: StandIn
) -> None:
    settings.UIT_SEARCH_KEY = "key"
    uit.members = [{"@id": "https://io.uitdatabank.be/place/7"}, "x"]  # type: ignore[list-item]
    uitdatabank.approve(by=coordinator, activity=activity)
    assert uitdatabank.push_due() == 1
    assert (UitPlace.objects.get().url, uit.places) == ("https://io.uitdatabank.be/place/7", {})
    searched = [one for one in other.heard if one.path.startswith("/places/?")]
    assert searched[0].headers["x-client-id"] == "key"
    assert "postalCode=9000" in searched[0].path
    other_one = an_activity(activity.network, kind="talk")
    uitdatabank.approve(by=coordinator, activity=other_one)
    assert uitdatabank.push_due() == 1
    assert len([one for one in other.heard if one.path.startswith("/places/?")]) == 1


def test_two_places_of_one_name_are_none(
    activity: Activity, coordinator: User, uit: Uit, settings: LazySettings
) -> None:
    settings.UIT_SEARCH_KEY = "key"
    uit.members = [{"@id": f"https://io.uitdatabank.be/place/{one}"} for one in "78"]
    uitdatabank.approve(by=coordinator, activity=activity)
    assert (uitdatabank.push_due(), len(uit.places)) == (1, 1)


def test_online_needs_no_place(network: LocalNetwork, coordinator: User, uit: Uit) -> None:
    online = an_activity(network, kind="talk", attendance="online",
                         online_url="https://example.org/live")  # fmt: skip
    uitdatabank.approve(by=coordinator, activity=online)
    assert uitdatabank.push_due() == 1
    (event,) = uit.events.values()
    assert event["location"]["@id"].startswith("0000")


def test_refused_token_is_renewed_once(
    activity: Activity, coordinator: User, uit: Uit, other: StandIn
) -> None:
    uit_client.HELD.token, uit_client.HELD.until = "old", float("inf")
    uitdatabank.approve(by=coordinator, activity=activity)
    assert (uitdatabank.push_due(), uit.tokens, len(uit.events)) == (1, 1, 1)


def test_token_that_is_never_good_waits(
    activity: Activity, coordinator: User, uit: Uit, monkeypatch: pytest.MonkeyPatch
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    uit.next = [Said(401)] * 9
    assert (uitdatabank.push_due(), sending().code, uit.tokens) == (0, "uit_token", 2)


def test_wrong_secret_waits_and_says_so(
    activity: Activity, coordinator: User, settings: LazySettings
) -> None:
    settings.UIT_CLIENT_SECRET = "wrong"
    uitdatabank.approve(by=coordinator, activity=activity)
    assert (uitdatabank.push_due(), sending().code) == (0, "uit_credentials")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Said(429), "uit_busy"), (Said(503), "uit_down"), (Said(200, b"<html>"), "uit_answer"),
        (Said(200, b"[1]"), "uit_answer"), (Said(raw=b"nonsense\r\n\r\n"), "fetch_broken"),
    ],
)  # fmt: skip
def test_what_fails_now_is_tried_later_and_arrives_once(
    activity: Activity, coordinator: User, uit: Uit, answer: Said, code: str
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    uit.next = [answer]
    now = timezone.now()
    assert (uitdatabank.push_due(now), sending().code) == (0, code)
    assert uitdatabank.push_due(now + timedelta(minutes=4)) == 0
    assert uitdatabank.push_due(now + timedelta(minutes=6)) == 1
    assert (len(uit.events), sending().state, sending().code) == (1, "sent", "")


def test_waits_as_long_as_is_asked_and_a_day_at_most(
    activity: Activity, coordinator: User, uit: Uit
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    now = timezone.now()
    uit.next = [Said(429, headers={"Retry-After": "7200"})]
    uitdatabank.push_due(now)
    assert sending().next_at == now + timedelta(hours=2)
    UitSending.objects.update(tries=29)
    uit.next = [Said(503, headers={"Retry-After": "x"})]
    uitdatabank.push_due(now + timedelta(hours=3))
    assert sending().next_at == now + timedelta(hours=27)


def test_answer_that_got_lost_makes_no_second_event(
    activity: Activity, coordinator: User, uit: Uit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event arrived but nobody heard so: the same id goes again."""
    uitdatabank.approve(by=coordinator, activity=activity)
    real, lost = uitdatabank.send, []

    def losing(request: Any) -> Any:
        found = real(request)
        if request.path.startswith("/events/") and not lost:
            lost.append(request)
            raise uit_client.TryLater("fetch_slow")
        return found

    monkeypatch.setattr(uitdatabank, "send", losing)
    now = timezone.now()
    assert uitdatabank.push_due(now) == 0
    assert uitdatabank.push_due(now + timedelta(hours=1)) == 1
    assert len(uit.events) == 1


def test_two_workers_send_one(activity: Activity, coordinator: User) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    now = timezone.now() + timedelta(minutes=1)
    later = now + timedelta(minutes=10)
    pk = sending().pk
    assert UitSending.objects.claim(pk, now, later)
    assert not UitSending.objects.claim(pk, now, later)


def test_declined_is_shown_and_not_tried_again(
    activity: Activity, coordinator: User, uit: Uit
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    problem = {"title": "Invalid body data", "schemaErrors": [
        {"jsonPointer": "/name", "error": "Too long"}, "x"]}  # fmt: skip
    UitPlace.objects.create(key=uitdatabank._key(a_spot()), url="https://io.uitdatabank.be/place/7")
    uit.next = [said(problem, 400)]
    assert uitdatabank.push_due() == 0
    assert (sending().state, sending().detail) == (
        "refused", "400; Invalid body data; /name Too long",
    )  # fmt: skip
    assert uitdatabank.push_due(timezone.now() + timedelta(days=2)) == 0
    page = signed_in(coordinator).get(f"/werk/agenda/{activity.pk}/").content.decode()
    assert "UiTdatabank does not take it: 400; Invalid body data; /name Too long" in page
    uitdatabank.approve(by=coordinator, activity=activity)
    assert uitdatabank.push_due() == 1


def test_change_is_sent_again_and_only_then(
    activity: Activity, coordinator: User, uit: Uit, other: StandIn
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    uitdatabank.push_due()
    assert uitdatabank.look_for_changes() == 0
    occurrence = Occurrence.objects.get()
    day, begin, end = occurrence.hours()
    values = {"day": day, "from": begin, "until": end, "is_cancelled": True, "is_full": False,
              "note": ""}  # fmt: skip
    change_occurrence(by=coordinator, occurrence=occurrence, version=None, values=values)
    assert uitdatabank.look_for_changes() == 1
    assert (sending().state, len(puts(other))) == ("sent", 2)
    (event,) = uit.events.values()
    assert event["subEvent"][0]["status"] == {"type": "Unavailable"}


def test_cancelled_here_is_cancelled_there(activity: Activity, coordinator: User, uit: Uit) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    uitdatabank.push_due()
    set_state(by=coordinator, activity=activity, state="cancelled")
    uitdatabank.look_for_changes()
    (event,) = uit.events.values()
    assert (event["status"]["type"], event["workflowStatus"]) == (
        "Unavailable", "READY_FOR_VALIDATION",
    )  # fmt: skip


@pytest.mark.parametrize("way", ["withdraw", "archive"])
def test_taken_back_is_taken_off(
    activity: Activity, coordinator: User, uit: Uit, other: StandIn, way: str
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    uitdatabank.push_due()
    if way == "withdraw":
        uitdatabank.withdraw(by=coordinator, activity=activity)
        uitdatabank.withdraw(by=coordinator, activity=activity)
        uitdatabank.push_due()
        assert ChangeSet.objects.filter(deed="uit.withdraw").exists()
    else:
        set_state(by=coordinator, activity=activity, state="archived")
        uitdatabank.look_for_changes()
    (event,) = uit.events.values()
    assert (event["workflowStatus"], len(puts(other))) == ("DELETED", 2)
    assert uitdatabank.look_for_changes() == 0


def test_taken_back_before_it_went_sends_nothing(
    activity: Activity, coordinator: User, other: StandIn
) -> None:
    uitdatabank.withdraw(by=coordinator, activity=activity)
    uitdatabank.approve(by=coordinator, activity=activity)
    uitdatabank.withdraw(by=coordinator, activity=activity)
    uitdatabank.push_due()
    assert puts(other) == []


def test_not_fit_any_more_when_its_turn_comes(
    activity: Activity, coordinator: User, other: StandIn
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    set_state(by=coordinator, activity=activity, state="draft")
    assert (uitdatabank.push_due(), sending().state, puts(other)) == (0, "refused", [])
    page = signed_in(coordinator).get(f"/werk/agenda/{activity.pk}/").content.decode()
    assert "does not stand on the agenda yet" in page


def test_wrong_shape_is_never_sent(
    activity: Activity, coordinator: User, other: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    uitdatabank.approve(by=coordinator, activity=activity)
    monkeypatch.setattr(uitdatabank, "shape_problems", lambda event: ["/name"])
    assert (uitdatabank.push_due(), sending().detail, puts(other)) == (0, "/name", [])

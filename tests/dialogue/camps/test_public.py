"""A camp for who has its link, and behind personal links, without signing in."""

import time
import uuid
from datetime import timedelta
from typing import Any

import icalendar
import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.dialogue.camps.made import a_camp, a_room, a_session, a_slot, session_values
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.common.stamps import TOO_FAST_SECONDS, new_stamp
from vlaggenlijn.dialogue.actions.camp_sessions import (
    HOST_LINK,
    REPORT_LINK,
    device_of,
    link_for,
)
from vlaggenlijn.dialogue.camp_boards import board_of
from vlaggenlijn.dialogue.models import Camp, CampInterest, CampReport, CampSession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def address(name: str, *keys: Any) -> str:
    return reverse(f"dialogue:{name}", args=keys)


def proposal(**changes: Any) -> dict[str, Any]:
    stamp = new_stamp(time.time() - TOO_FAST_SECONDS - 1)
    return session_values() | {"stamp": stamp, "key": uuid.uuid4(), "website": ""} | changes


def a_live_camp() -> tuple[Camp, CampSession]:
    camp = a_camp(state="live")
    return camp, a_session(camp, slot=a_slot(camp), room=a_room(camp))


def test_propose_and_change_with_the_link_of_the_answer(client: Client) -> None:
    camp = a_camp()
    answer = client.post(address("propose", camp.pk), proposal(title="Uit het publiek"))
    made = CampSession.objects.get()
    assert (made.title, made.is_by_visitor) == ("Uit het publiek", True)
    link = "/kamp-sessie/" + answer.text.split("/kamp-sessie/")[1].split('"')[0].split("<")[0]
    assert "Uit het publiek" in client.get(link).text
    changed = session_values(title="Anders") | {
        "version": made.version, "idempotency_key": uuid.uuid4()
    }  # fmt: skip
    assert client.post(link, changed).status_code == 302
    assert client.post(link, changed | {"title": "Later", "idempotency_key": uuid.uuid4()}
                       ).status_code == 409  # fmt: skip
    assert CampSession.objects.get().title == "Anders"
    assert client.post(link, {"withdraw": "1"}).status_code == 302
    assert CampSession.objects.count() == 0
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"website": "x"}, {"stamp": "forged"}, {"stamp": ""}, {"title": ""}, {"host": ""},
        {"host": "http://lokkertje.example"}, {"title": "x" * 121}, {"kind": "feest"},
        {"needs": ["jacuzzi"]}, {"about": "x" * 1001},
    ],
)  # fmt: skip
def test_what_is_no_proposal_is_not_kept(client: Client, changes: dict[str, Any]) -> None:
    answer = client.post(address("propose", a_camp().pk), proposal(**changes))
    assert (answer.status_code, CampSession.objects.count()) == (422, 0)


def test_what_is_asked_for_needs_no_host(client: Client) -> None:
    client.post(address("propose", a_camp().pk), proposal(direction="asked", host=""))
    assert CampSession.objects.get().direction == "asked"


def test_who_proposes_too_late_is_told_and_keeps_the_text(client: Client) -> None:
    answer = client.post(address("propose", a_camp(state="placing").pk), proposal())
    assert (answer.status_code, CampSession.objects.count()) == (429, 0)
    assert "Vaders bereiken" in answer.text


def test_tap_gives_a_cookie_of_this_camp_only(client: Client) -> None:
    camp = a_camp()
    session = a_session(camp)
    assert client.get(address("camp_page", camp.pk)).cookies.get("kamp") is None
    client.post(address("want", camp.pk, session.pk), {"want": "1"})
    cookie = client.cookies["kamp"]
    assert cookie["path"] == address("camp_page", camp.pk)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert CampInterest.objects.get().device == device_of(camp, cookie.value)
    assert session.title in client.get(address("my_camp", camp.pk)).text
    client.post(address("want", camp.pk, session.pk), {"want": "1"})
    assert CampInterest.objects.count() == 1
    client.post(address("want", camp.pk, session.pk), {"no": "1"})
    assert CampInterest.objects.count() == 0


def test_session_of_another_camp_is_missing(client: Client) -> None:
    camp = a_camp()
    other = a_session(a_camp(camp.network))
    assert client.get(address("camp_session", camp.pk, other.pk)).status_code == 404
    assert client.post(address("want", camp.pk, other.pk), {"want": "1"}).status_code == 404


@pytest.mark.parametrize("state", ["collecting", "placing"])
def test_nothing_tells_places_before_the_grid_is_public(client: Client, state: str) -> None:
    camp = a_camp(state=state)
    session = a_session(camp, slot=a_slot(camp), room=a_room(camp, "Geheime zaal"))
    for name in ("camp_page", "camp_board", "board_now", "day_book", "camp_calendar", "my_camp"):
        assert "Geheime zaal" not in client.get(address(name, camp.pk)).text, name
    assert "Geheime zaal" not in client.get(address("camp_session", camp.pk, session.pk)).text
    assert "<event" not in client.get(address("camp_schedule", camp.pk)).text


def test_board_is_fetched_again_only_when_something_changed(client: Client) -> None:
    camp, session = a_live_camp()
    first = client.get(address("board_now", camp.pk))
    etag = first.headers["ETag"]
    again = client.get(address("board_now", camp.pk), headers={"if-none-match": etag})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    a_session(camp, "Erbij", slot=session.slot, room=a_room(camp, "Hal"))
    later = client.get(address("board_now", camp.pk), headers={"if-none-match": etag})
    assert (later.status_code, "Erbij" in later.text) == (200, True)
    assert 'hx-trigger="every 20s"' in client.get(address("camp_board", camp.pk)).text


def test_line_of_now_stands_on_the_day_only() -> None:
    camp, session = a_live_camp()
    a_slot(camp, 12)
    assert session.slot is not None
    during, after = session.slot.start + timedelta(minutes=5), session.slot.start.replace(hour=23)
    assert [row.line for row in board_of(camp, during).rows] == ["during", ""]
    assert [row.line for row in board_of(camp, session.slot.end).rows] == ["", "before"]
    assert board_of(camp, after).is_after_all
    elsewhen = board_of(camp, during - timedelta(days=1))
    assert ([row.line for row in elsewhen.rows], elsewhen.is_after_all) == (["", ""], False)


def test_report_by_link_stands_in_the_day_book(client: Client) -> None:
    camp, session = a_live_camp()
    link = address("camp_report", link_for(session, REPORT_LINK))
    assert client.get(link).status_code == 200
    assert CampReport.objects.count() == 0
    answers = {"heard": "<b>Slapen</b>", "idempotency_key": uuid.uuid4()}
    assert client.post(link, answers).status_code == 302
    assert "&lt;b&gt;Slapen&lt;/b&gt;" in client.get(address("day_book", camp.pk)).text
    assert client.post(link, answers | {"heard": "Ander"}).status_code == 409
    assert client.post(link, {"heard": ""}).status_code == 422
    assert CampReport.objects.get().heard == "<b>Slapen</b>"


def test_host_writes_the_report_too_but_note_taker_changes_nothing_else(client: Client) -> None:
    _camp, session = a_live_camp()
    host, notes = (link_for(session, purpose) for purpose in (HOST_LINK, REPORT_LINK))
    assert client.get(address("camp_report", host)).status_code == 200
    assert client.get(address("host", notes)).status_code == 404
    assert client.post(address("host", host), {"withdraw": "1"}).status_code == 302
    assert CampSession.objects.count() == 1


def test_report_before_the_camp_is_told_to_wait(client: Client) -> None:
    session = a_session(a_camp())
    link = address("camp_report", link_for(session, REPORT_LINK))
    answer = client.post(link, {"heard": "Al klaar", "idempotency_key": uuid.uuid4()})
    assert (answer.status_code, CampReport.objects.count()) == (422, 0)


def test_calendar_is_read_alike_and_its_ids_stay(client: Client) -> None:
    camp, session = a_live_camp()
    session_off = a_session(camp, "Weg; \\ niet", slot=session.slot, room=a_room(camp, "Hal"),
                            is_cancelled=True)  # fmt: skip
    text = client.get(address("camp_calendar", camp.pk)).text
    events = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    others = {one.uid.value: one for one in vobject.readOne(text).vevent_list}
    assert events.keys() == others.keys() == {
        f"{one.pk}@vlaggenlijn" for one in (session, session_off)
    }  # fmt: skip
    off = events[f"{session_off.pk}@vlaggenlijn"]
    assert (str(off["STATUS"]), "Weg; \\ niet" in str(off["SUMMARY"])) == ("CANCELLED", True)
    kept = events[f"{session.pk}@vlaggenlijn"]
    assert session.slot is not None
    assert kept.decoded("DTSTART") == session.slot.start
    assert kept["SEQUENCE"] == session.version - 1


def test_own_day_holds_only_what_the_device_marked(client: Client) -> None:
    camp, session = a_live_camp()
    a_session(camp, "Niet mijn keuze", slot=session.slot, room=a_room(camp, "Hal"))
    client.post(address("want", camp.pk, session.pk), {"want": "1"})
    text = client.get(address("my_calendar", camp.pk)).text
    assert (session.title in text, "Niet mijn keuze" in text) == (True, False)


def test_personal_links_end_with_the_term(client: Client) -> None:
    camp, session = a_live_camp()
    link = address("host", link_for(session, HOST_LINK))
    assert client.get(link).status_code == 200
    with recorded(by=None, network=camp.network, deed="test"):
        camp.names_until = timezone.localdate() - timedelta(days=1)
        camp.save()
    assert client.get(link).status_code == 404
    assert "kamp-sessie" not in client.get(address("camp_page", camp.pk)).text


def test_somebody_else_hosts_what_was_asked_for(client: Client) -> None:
    camp = a_camp()
    session = a_session(camp, direction="asked", host="")
    page = address("host_session", camp.pk, session.pk)
    assert page in client.get(address("camp_page", camp.pk)).text
    assert page in client.get(address("camp_session", camp.pk, session.pk)).text
    stamp = new_stamp(time.time() - TOO_FAST_SECONDS - 1)
    assert client.post(page, {"host": "", "stamp": stamp}).status_code == 422
    assert client.post(page, {"host": "Bieke", "stamp": ""}).status_code == 422
    answer = client.post(page, {"host": "Bieke", "stamp": stamp})
    assert "/kamp-sessie/" in answer.text
    again = client.post(page, {"host": "Bieke", "stamp": stamp})
    assert (again.status_code, "/kamp-sessie/" in again.text) == (409, False)
    assert CampSession.objects.get().host == "Bieke"
    assert page not in client.get(address("camp_page", camp.pk)).text


@pytest.mark.parametrize(
    ("limit", "page"), [("MOST_PROPOSALS", "propose"), ("MOST_PROPOSALS", "host_session")]
)
def test_machine_that_sends_on_and_on_is_stopped(
    client: Client, monkeypatch: pytest.MonkeyPatch, limit: str, page: str
) -> None:
    monkeypatch.setattr(f"vlaggenlijn.dialogue.views.camp_public.{limit}", 0)
    camp = a_camp()
    session = a_session(camp, direction="asked", host="")
    keys = [camp.pk] if page == "propose" else [camp.pk, session.pk]
    answer = client.post(address(page, *keys), proposal())
    assert answer.status_code == (429 if page == "propose" else 409)
    assert (CampSession.objects.count(), CampSession.objects.get().host) == (1, "")


def a_name(name: str = "Bieke") -> dict[str, str]:
    return {"name": name, "stamp": new_stamp(time.time() - TOO_FAST_SECONDS - 1)}


def test_volunteer_takes_notes_and_the_first_one_counts(client: Client) -> None:
    camp, session = a_live_camp()
    page, about = (address(name, camp.pk, session.pk) for name in ("volunteer", "camp_session"))
    assert page in client.get(about).text
    assert client.post(page, a_name("")).status_code == 422
    assert client.post(page, a_name() | {"stamp": ""}).status_code == 422
    answer = client.post(page, a_name())
    link = "/kamp-verslag/" + answer.text.split("/kamp-verslag/")[1].split('"')[0]
    again = client.post(page, a_name("Cis"))
    assert (again.status_code, "/kamp-verslag/" in again.text) == (409, False)
    assert CampSession.objects.get().note_taker == "Bieke"
    assert page not in client.get(about).text
    assert "Bieke" not in client.get(about).text + client.get(address("camp_board", camp.pk)).text
    assert client.post(link, {"heard": "Veel", "idempotency_key": uuid.uuid4()}).status_code == 302
    assert CampReport.objects.get().heard == "Veel"


@pytest.mark.parametrize(
    ("state", "changes"),
    [("collecting", {}), ("live", {"is_cancelled": True}), ("live", {"slot": None}),
     ("live", {"note_taker": "Dirk"})],
)  # fmt: skip
def test_nobody_volunteers_where_no_notes_are_wanted(
    client: Client, state: str, changes: dict[str, Any]
) -> None:
    camp = a_camp(state=state)
    session = a_session(camp, **{"slot": a_slot(camp), "room": a_room(camp)} | changes)
    page = address("volunteer", camp.pk, session.pk)
    assert page not in client.get(address("camp_session", camp.pk, session.pk)).text
    assert "<form method" not in client.get(page).text.split("<main")[1].split("</main")[0]
    assert client.post(page, a_name()).status_code == 409
    assert CampSession.objects.get().note_taker == changes.get("note_taker", "")


def test_volunteers_on_and_on_are_stopped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vlaggenlijn.dialogue.views.camp_public.MOST_PROPOSALS", 0)
    camp, session = a_live_camp()
    answer = client.post(address("volunteer", camp.pk, session.pk), a_name())
    assert (answer.status_code, CampSession.objects.get().note_taker) == (409, "")


@pytest.mark.parametrize("limit", ["MOST_DEVICES", "MOST_TAPS"])
def test_taps_on_and_on_are_stopped(
    client: Client, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(f"vlaggenlijn.dialogue.views.camp_public.{limit}", 0)
    camp = a_camp()
    session = a_session(camp)
    answer = client.post(address("want", camp.pk, session.pk), {"want": "1"})
    assert (answer.status_code, CampInterest.objects.count()) == (302, 0)
    assert "kamp" not in client.cookies

"""Pages of who prepares a camp."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.common.test_paper import needs_pango, readable
from tests.dialogue.camps.made import a_camp, a_room, a_session, a_slot, camp_values, session_values
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import Role, User
from vlaggenlijn.common.paper import NoPango
from vlaggenlijn.dialogue.models import Camp, CampReport, CampRoom, CampSession, CampSlot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def leader() -> User:
    return a_member(Role.FACILITATOR, a_network())


@pytest.fixture
def work(leader: User, client: Client) -> Client:
    client.force_login(leader, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def camp(leader: User) -> Camp:
    return a_camp(leader.memberships.get().network, by=leader)


def address(name: str, *keys: Any) -> str:
    return reverse(f"dialogue:{name}", args=keys)


def posted(**values: Any) -> dict[str, Any]:
    known = {name: value for name, value in values.items() if value is not None}
    return known | {"idempotency_key": uuid.uuid4()}


def test_from_nothing_to_a_public_grid(work: Client, leader: User) -> None:
    made = work.post(address("add_camp", "gent"), posted(**camp_values()))
    camp = Camp.objects.get()
    assert (made.headers["Location"], camp.leader) == (address("camp", camp.pk), leader)
    hours = posted(starts_at="10:00", ends_at="10:45", title="")
    assert work.post(address("add_slot", camp.pk), hours).status_code == 302
    room = posted(name="Zolder", seats=20, has=["screen"])
    assert work.post(address("add_room", camp.pk), room).status_code == 302
    session = posted(**session_values(needs=["screen"]))
    assert work.post(address("add_session", camp.pk), session).status_code == 302
    work.post(address("place_all", camp.pk))
    found = CampSession.objects.get()
    assert (found.slot, found.room) == (CampSlot.objects.get(), CampRoom.objects.get())
    work.post(address("camp_state", camp.pk), {"state": "live"})
    assert Camp.objects.get().state == "live"
    for name in ("camp", "placing", "sessions", "camp_reports"):
        assert work.get(address(name, camp.pk)).status_code == 200, name
    assert found.title in work.get(address("camp_board", camp.pk)).text


@pytest.mark.parametrize(
    ("hours", "status"),
    [
        ({"starts_at": "11:00", "ends_at": "11:00"}, 422),
        ({"starts_at": "11:00", "ends_at": "10:00"}, 422),
        ({"starts_at": "10:30", "ends_at": "11:30"}, 422),
        ({"starts_at": "25:00", "ends_at": ""}, 422),
        ({"starts_at": "10:45", "ends_at": "11:30"}, 302),
    ],
)
def test_hours_that_cannot_be(work: Client, camp: Camp, hours: dict[str, str], status: int) -> None:
    a_slot(camp)
    assert work.post(address("add_slot", camp.pk), posted(**hours)).status_code == status
    assert CampSlot.objects.count() == (2 if status == 302 else 1)


def test_hours_may_stay_as_they_are(work: Client, camp: Camp) -> None:
    slot = a_slot(camp)
    values = posted(starts_at="10:15", ends_at="10:45", title="", version=1)
    assert work.post(address("slot", slot.pk), values).status_code == 302


def test_room_has_a_name_of_its_own(work: Client, camp: Camp) -> None:
    room = a_room(camp)
    double = posted(name="zolder", seats=3)
    assert work.post(address("add_room", camp.pk), double).status_code == 422
    same = posted(name="Zolder", seats=8, version=1)
    assert work.post(address("camp_room", room.pk), same).status_code == 302
    late = posted(name="Zolder", seats=9, version=1)
    answer = work.post(address("camp_room", room.pk), late)
    assert (answer.status_code, CampRoom.objects.get().seats) == (409, 8)


ENDS = ("day", "names_until")


@pytest.mark.parametrize("days", [{"names_until": "2099-01-01"}, dict.fromkeys(ENDS, "9999-12-31")])
def test_names_are_kept_two_years_at_most(work: Client, camp: Camp, days: dict[str, str]) -> None:
    values = posted(**camp_values() | days, version=1)
    assert work.post(address("edit_camp", camp.pk), values).status_code == 422


def test_put_somewhere_by_hand(work: Client, camp: Camp) -> None:
    slot, room = a_slot(camp), a_room(camp)
    lunch, session = a_slot(camp, 12, title="Eten"), a_session(camp)
    page = address("move_session", session.pk)

    def sent(**values: Any) -> None:
        version = CampSession.objects.get().version
        assert work.post(page, posted(version=version, **values)).status_code == 302

    sent(slot=slot.pk, room=room.pk)
    assert CampSession.objects.get().slot == slot
    for values in ({"slot": lunch.pk, "room": room.pk}, {"slot": slot.pk}, {"slot": "x"}):
        sent(**values)
        assert CampSession.objects.get().slot == slot
    assert work.post(page, posted(version=1)).status_code == 302
    assert CampSession.objects.get().slot == slot
    sent()
    assert CampSession.objects.get().slot is None


def test_cancel_and_go_on(work: Client, camp: Camp) -> None:
    session = a_session(camp)
    work.post(address("cancel_session", session.pk), {"cancel": "1"})
    assert CampSession.objects.get().is_cancelled
    assert work.get(address("session", session.pk)).status_code == 200
    work.post(address("cancel_session", session.pk), {"again": "1"})
    assert not CampSession.objects.get().is_cancelled


def test_link_to_scan_opens_the_report(work: Client, camp: Camp) -> None:
    session = a_session(camp)
    text = work.post(address("report_link", session.pk)).text
    link = "/kamp-verslag/" + text.split("/kamp-verslag/")[1].split('"')[0]
    assert Client().get(link).status_code == 200


def test_staff_fill_in_a_report_only_once_the_grid_is_public(work: Client, camp: Camp) -> None:
    session = a_session(camp)
    page = address("session_report", session.pk)
    assert work.post(page, posted(heard="Vroeg")).status_code == 422
    work.post(address("camp_state", camp.pk), {"state": "live"})
    assert work.post(page, posted(heard="Nu wel")).status_code == 302
    assert work.post(page, posted(heard="Anders")).status_code == 409
    assert CampReport.objects.get().heard == "Nu wel"


@pytest.mark.parametrize("kind", ["rooster", "deuren", "kaartjes"])
def test_prints_are_tagged_pdf(work: Client, camp: Camp, kind: str) -> None:
    needs_pango()
    slot, room = a_slot(camp), a_room(camp)
    a_slot(camp, 12, title="Eten")
    a_session(camp, "Titel <met> & tekens مرحبا", slot=slot, room=room)
    answer = work.get(address("camp_print", camp.pk, kind))
    assert answer.content[:5] == b"%PDF-"
    assert b"pdfuaid:part" in readable(answer.content)


def test_grid_of_a_whole_day_stays_on_one_sheet(work: Client, camp: Camp) -> None:
    needs_pango()
    slots = [a_slot(camp, hour) for hour in range(9, 17)]
    rooms = [a_room(camp, f"Zaal {number}") for number in range(8)]
    for slot in slots:
        for room in rooms:
            a_session(camp, f"Een sessie over steun aan ouders, zaal {room} om {slot}", slot, room)
    text = readable(work.get(address("camp_print", camp.pk, "rooster")).content)
    assert len(re.findall(rb"/Type\s*/Page\b", text)) == 1


def test_public_prints_and_prints_of_nothing(work: Client, camp: Camp) -> None:
    needs_pango()
    for name in ("day_book_pdf", "my_sheet"):
        assert work.get(address(name, camp.pk)).content[:5] == b"%PDF-"
    assert work.get(address("camp_print", camp.pk, "rooster")).content[:5] == b"%PDF-"
    assert work.get(address("camp_print", camp.pk, "vlag")).status_code == 404


def test_session_is_changed_by_one_at_a_time(work: Client, camp: Camp) -> None:
    session = a_session(camp)
    page = address("edit_session", session.pk)
    values = session_values(title="Anders")
    assert session.title in work.get(page).text
    assert work.post(page, posted(version=session.version, **values)).status_code == 302
    late = posted(version=session.version, **session_values(title="Later"))
    answer = work.post(page, late)
    assert (answer.status_code, "Later" in answer.text) == (409, True)
    assert work.post(page, posted(version=2, **session_values(title=""))).status_code == 422
    assert CampSession.objects.get().title == "Anders"


def test_note_taker_is_named(work: Client, camp: Camp) -> None:
    session = a_session(camp)
    page = address("note_taker", session.pk)
    version = session.version
    assert work.post(page, posted(note_taker="Cis", email="x", version=version)).status_code == 422
    assert work.post(page, posted(note_taker="Cis", version=version)).status_code == 302
    named = posted(note_taker="Dirk", email="d@example.org", version=version + 1)
    assert work.post(page, named).status_code == 302
    assert work.post(page, posted(note_taker="Els", version=version)).status_code == 409
    stored = CampSession.objects.get()
    assert (stored.note_taker, stored.email) == ("Dirk", "d@example.org")
    assert "Dirk" not in Client().get(address("camp_session", camp.pk, session.pk)).text


def test_pin_and_withdraw(work: Client, camp: Camp) -> None:
    session = a_session(camp, slot=a_slot(camp), room=a_room(camp))
    work.post(address("pin_session", session.pk), {"pin": "1"})
    assert CampSession.objects.get().is_pinned
    work.post(address("pin_session", session.pk), {"loose": "1"})
    assert not CampSession.objects.get().is_pinned
    work.post(address("camp_state", camp.pk), {"state": "live"})
    work.post(address("withdraw_session", session.pk))
    assert CampSession.objects.count() == 1
    work.post(address("camp_state", camp.pk), {"state": "placing"})
    work.post(address("withdraw_session", session.pk))
    assert CampSession.objects.count() == 0


def test_parts_of_a_camp_go(work: Client, camp: Camp) -> None:
    slot, room = a_slot(camp), a_room(camp)
    a_session(camp, slot=slot, room=room)
    work.post(address("remove_room", room.pk))
    work.post(address("remove_slot", slot.pk))
    assert (CampRoom.objects.count(), CampSlot.objects.count()) == (0, 0)
    assert not CampSession.objects.get().is_placed


def test_state_that_is_none_changes_nothing(work: Client, camp: Camp) -> None:
    assert work.post(address("camp_state", camp.pk), {"state": "feest"}).status_code == 302
    assert Camp.objects.get().state == "collecting"


def test_full_camp_tells_what_to_do(
    work: Client, camp: Camp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vlaggenlijn.dialogue.actions.camps.MOST_ROOMS", 0)
    monkeypatch.setattr("vlaggenlijn.dialogue.actions.camp_sessions.MOST_SESSIONS", 0)
    room = posted(name="Zolder", seats=20)
    assert work.post(address("add_room", camp.pk), room).status_code == 422
    session = posted(**session_values())
    assert work.post(address("add_session", camp.pk), session).status_code == 422
    assert (CampRoom.objects.count(), CampSession.objects.count()) == (0, 0)


def test_what_has_no_place_is_told_and_reminders_are_counted(work: Client, camp: Camp) -> None:
    a_slot(camp)
    a_room(camp)
    a_session(camp)
    a_session(camp, "Stil", needs=["quiet"])
    work.post(address("place_all", camp.pk))
    text = work.get(address("placing", camp.pk)).text
    assert "Stil" in text
    assert sorted(one.is_placed for one in CampSession.objects.all()) == [False, True]
    assert work.post(address("remind_of_reports", camp.pk)).status_code == 302
    assert work.get(address("camps")).status_code == 200


def test_server_without_pango_says_so(
    work: Client, camp: Camp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_args: Any) -> bytes:
        raise NoPango

    for name in ("paper", "day_book_pdf", "own_sheet"):
        monkeypatch.setattr(f"vlaggenlijn.dialogue.views.camp_files.{name}", missing)
    for name, keys, back in (
        ("camp_print", (camp.pk, "deuren"), "camp"),
        ("day_book_pdf", (camp.pk,), "day_book"),
        ("my_sheet", (camp.pk,), "my_camp"),
    ):
        answer = work.get(address(name, *keys))
        assert answer.headers["Location"] == address(back, camp.pk)

"""A camp, its slots and rooms, its proposals, and what is forgotten of them."""

import uuid
from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.dialogue.camps.made import (
    a_camp,
    a_room,
    a_session,
    a_slot,
    camp_values,
    session_values,
    wanted,
)
from tests.factories import a_network, a_user
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import Change, ChangeSet, Conflict, PersonalLink, recorded
from vlaggenlijn.dialogue.actions import camp_placing, camp_sessions, camps, forget_old_camps
from vlaggenlijn.dialogue.models import Camp, CampInterest, CampRoom, CampSession, CampSlot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_camp_that_is_sent_twice_is_one() -> None:
    by, network, key = a_user(), a_network(), uuid.uuid4()
    first, second = (
        camps.add_camp(by=by, network=network, values=camp_values(), idempotency_key=key)
        for _ in range(2)
    )
    assert (first, Camp.objects.count(), first.leader) == (second, 1, by)


def test_second_editor_is_told() -> None:
    camp, by = a_camp(), a_user()
    camps.change_camp(by=by, camp=camp, version=1, values=camp_values(name="Eerst"))
    with pytest.raises(Conflict):
        camps.change_camp(by=by, camp=camp, version=1, values=camp_values(name="Later"))
    assert Camp.objects.get().name == "Eerst"


def test_same_change_twice_is_once_and_another_is_a_conflict() -> None:
    room, by, key = a_room(a_camp()), a_user(), uuid.uuid4()
    values = {"name": "Kelder", "seats": 5, "has": ["quiet"]}
    for _ in range(2):
        camps.change_room(by=by, room=room, version=1, values=values, idempotency_key=key)
    assert CampRoom.objects.get().version == 2
    with pytest.raises(Conflict):
        camps.change_room(by=by, room=room, version=1, values=values | {"seats": 6},
                          idempotency_key=key)  # fmt: skip


def test_calendars_hear_of_other_hours() -> None:
    camp = a_camp()
    slot, room = a_slot(camp), a_room(camp)
    placed, loose = a_session(camp, slot=slot, room=room), a_session(camp)
    values = {"starts_at": time(11), "ends_at": time(12), "title": ""}
    camps.change_slot(by=a_user(), slot=slot, version=1, values=values)
    versions = {one.pk: one.version for one in CampSession.objects.all()}
    assert versions == {placed.pk: placed.version + 1, loose.pk: loose.version}


def test_slot_that_goes_leaves_sessions_without_a_place() -> None:
    camp = a_camp()
    slot, room = a_slot(camp), a_room(camp)
    a_session(camp, slot=slot, room=room, is_pinned=True)
    assert camps.remove_part(by=a_user(), part=slot) == 1
    kept = CampSession.objects.get()
    assert (kept.slot, kept.room, kept.is_pinned) == (None, None, False)
    assert CampSlot.objects.count() == 0


def test_camp_has_no_room_for_more_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camps, "MOST_ROOMS", 1)
    camp = a_camp()
    a_room(camp)
    with pytest.raises(camps.Enough):
        a_room(camp, "Hal")


def test_proposal_under_one_key_is_kept_once() -> None:
    camp, key = a_camp(), uuid.uuid4()
    for title in ("Eerste", "Eerste", "Tweede"):
        camp_sessions.propose(by=None, camp=camp, values=session_values(title=title),
                              idempotency_key=key, is_by_visitor=True)  # fmt: skip
    assert sorted(one.title for one in CampSession.objects.all()) == ["Eerste", "Tweede"]


def test_visitor_is_too_late_when_the_grid_is_made() -> None:
    camp = a_camp(state="placing")
    with pytest.raises(camp_sessions.TooLate):
        camp_sessions.propose(by=None, camp=camp, values=session_values(), is_by_visitor=True)
    assert camp_sessions.propose(by=a_user(), camp=camp, values=session_values()).pk


def test_camp_that_is_full_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camp_sessions, "MOST_SESSIONS", 1)
    camp = a_camp()
    a_session(camp)
    with pytest.raises(camp_sessions.CampIsFull):
        a_session(camp)


def test_host_is_sealed() -> None:
    session = a_session(a_camp(), host="Bieke Test")
    assert (CampSession.objects.get().host, "Bieke" in session.sealed_host) == ("Bieke Test", False)


def test_withdrawn_proposal_leaves_no_name_behind() -> None:
    session = a_session(a_camp())
    token = camp_sessions.link_for(session, camp_sessions.HOST_LINK)
    sealed = session.sealed_host
    camp_sessions.withdraw(by=None, session=session)
    assert CampSession.objects.count() == 0
    assert camp_sessions.opened(token, camp_sessions.HOST_LINK) is None
    kept = [str(one.before) + str(one.after) for one in Change.objects.about(session.pk)]
    assert [one for one in kept if sealed in one] == []


def test_nobody_withdraws_from_a_public_grid() -> None:
    session = a_session(a_camp(state="live"))
    with pytest.raises(camp_sessions.TooLate):
        camp_sessions.withdraw(by=None, session=session)
    assert CampSession.objects.count() == 1


def test_device_wants_once_and_takes_it_back() -> None:
    session = a_session(a_camp())
    for is_wanted in (True, True):
        camp_sessions.want(session=session, device="d" * 64, is_wanted=is_wanted)
    assert CampInterest.objects.count() == 1
    camp_sessions.want(session=session, device="d" * 64, is_wanted=False)
    assert CampInterest.objects.count() == 0


def test_one_device_is_another_one_at_another_camp() -> None:
    camp = a_camp()
    other = a_camp(camp.network)
    key = camp_sessions.new_device_key()
    assert camp_sessions.device_of(camp, key) != camp_sessions.device_of(other, key)
    assert camp_sessions.device_of(camp, "") == ""


def test_names_go_at_the_term_and_nowhere_stay() -> None:
    camp = a_camp(day=timezone.localdate() - timedelta(days=30))
    session = a_session(camp, note_taker="Cis Test", email="cis@example.org")
    young = a_session(a_camp(camp.network), host="Blijft Test")
    wanted(session, "a" * 64)
    token = camp_sessions.link_for(session, camp_sessions.REPORT_LINK)
    with recorded(by=None, network=camp.network, deed="test"):
        camp.names_until = timezone.localdate() - timedelta(days=1)
        camp.save()
    assert (forget_old_camps(), forget_old_camps()) == (1, 0)
    stored = CampSession.objects.get(pk=session.pk)
    assert (stored.host, stored.note_taker, stored.email) == ("", "", "")
    assert CampInterest.objects.count() == 0
    for change in Change.objects.about(session.pk):
        for values in filter(None, (change.before, change.after)):
            assert [values[name] for name in camp_sessions.NO_NAMES] == ["", "", ""]
    assert camp_sessions.opened(token, camp_sessions.REPORT_LINK) is None
    assert not PersonalLink.objects.current().exists()
    assert CampSession.objects.get(pk=young.pk).host == "Blijft Test"


def test_name_of_a_proposal_that_was_undone_goes_too() -> None:
    camp = a_camp()
    key = uuid.uuid4()
    session = camp_sessions.propose(by=None, camp=camp, values=session_values(),
                                    idempotency_key=key)  # fmt: skip
    deed = ChangeSet.objects.get(deed="camp.propose")
    undo(by=a_user(), change_set=deed)
    assert CampSession.objects.count() == 0
    camp_sessions.forget_camp_names(camp=camp)
    changes = list(Change.objects.about(session.pk))
    values = [one for change in changes for one in (change.before, change.after) if one]
    assert [one["sealed_host"] for one in values] == [""] * len(values) != []


def test_placing_can_be_undone() -> None:
    camp, by = a_camp(), a_user()
    a_slot(camp)
    a_room(camp)
    a_session(camp)
    camp_placing.place_all(by=by, camp=camp)
    assert CampSession.objects.get().is_placed
    undo(by=by, change_set=ChangeSet.objects.get(deed="camp.place"))
    assert not CampSession.objects.get().is_placed


def test_what_was_asked_for_finds_one_host() -> None:
    session = a_session(a_camp(), direction="asked", host="")
    assert camp_sessions.host_it(session=session, host="Bieke").host == "Bieke"
    with pytest.raises(camp_sessions.TooLate):
        camp_sessions.host_it(session=session, host="Cis")
    assert CampSession.objects.get().host == "Bieke"


@pytest.mark.parametrize("state", ["placing", "live", "over"])
def test_nobody_hosts_once_the_grid_is_made(state: str) -> None:
    session = a_session(a_camp(state=state), direction="asked", host="")
    with pytest.raises(camp_sessions.TooLate):
        camp_sessions.host_it(session=session, host="Cis")

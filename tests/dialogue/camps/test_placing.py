"""Sessions find their place: by the machine, by hand, and in words."""

import pytest

from tests.dialogue.camps.made import a_camp, a_room, a_session, a_slot, wanted
from tests.factories import a_user
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.dialogue.actions import camp_placing, camps
from vlaggenlijn.dialogue.camp_boards import board_of, changes_in_words
from vlaggenlijn.dialogue.models import Camp, CampRoom, CampSession, CampSlot
from vlaggenlijn.dialogue.placement import Score
from vlaggenlijn.dialogue.placement_words import _SENTENCES, last_run_words, reasons_in_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def stored(session: CampSession) -> CampSession:
    return CampSession.objects.select_related("slot__camp", "room", "camp").get(pk=session.pk)


def moved_to(
    session: CampSession, slot: CampSlot | None, room: CampRoom | None
) -> CampSession | None:
    version = stored(session).version
    return camp_placing.move(by=a_user(), session=session, version=version, slot=slot, room=room)


def test_second_who_moves_is_told() -> None:
    camp = a_camp()
    session, slot, room = a_session(camp), a_slot(camp), a_room(camp)
    moved_to(session, slot=slot, room=room)
    with pytest.raises(Conflict):
        camp_placing.move(by=a_user(), session=session, version=session.version, slot=None,
                          room=None)  # fmt: skip
    assert stored(session).slot == slot


def test_same_host_is_never_twice_at_once() -> None:
    camp = a_camp()
    a_slot(camp, 9, title="Onthaal")
    for hour in (10, 11):
        a_slot(camp, hour)
    for name in ("Hal", "Zolder"):
        a_room(camp, name)
    one, other = a_session(camp, host="An Peeters"), a_session(camp, host="an  peeters")
    placed = camp_placing.place_all(by=a_user(), camp=camp)
    assert placed.after.placed == 2
    assert stored(one).slot_id != stored(other).slot_id
    assert {stored(one).slot.title, stored(other).slot.title} == {""}  # type: ignore[union-attr]
    assert Camp.objects.get().last_run == {"before": None, "after": [2, 2, 2, 0]}


def test_what_two_want_to_see_is_not_at_once_and_needs_are_met() -> None:
    camp = a_camp()
    for hour in (10, 11):
        a_slot(camp, hour)
    hall = a_room(camp, "Hal", 30, "screen")
    a_room(camp, "Zolder", 30)
    sessions = [a_session(camp, f"Sessie {number}", host=f"Gast {number}") for number in range(3)]
    demo = a_session(camp, "Met scherm", host="Gast 9", needs=["screen"])
    wanted(sessions[0], "a", "b", "c")
    wanted(sessions[1], "a", "b", "c")
    camp_placing.place_all(by=a_user(), camp=camp)
    assert stored(sessions[0]).slot_id != stored(sessions[1]).slot_id
    assert stored(demo).room == hall
    words = reasons_in_words(camp_placing.gathered(camp))
    assert any("Hal" in one for one in words[str(demo.pk)])


def test_placing_twice_changes_nothing() -> None:
    camp = a_camp()
    a_slot(camp)
    a_room(camp)
    session = a_session(camp)
    camp_placing.place_all(by=a_user(), camp=camp)
    version = stored(session).version
    camp_placing.place_all(by=a_user(), camp=camp)
    assert stored(session).version == version
    run = Camp.objects.get().last_run
    assert run["before"] == run["after"]


def test_moved_by_hand_changes_places_and_stays() -> None:
    camp = a_camp()
    early, late, room = a_slot(camp, 10), a_slot(camp, 11), a_room(camp)
    one, other = a_session(camp, slot=early, room=room), a_session(camp, slot=late, room=room)
    assert moved_to(one, slot=late, room=room) == other
    assert (stored(one).slot, stored(one).is_pinned) == (late, True)
    assert (stored(other).slot, stored(other).is_pinned) == (early, False)
    camp_placing.place_all(by=a_user(), camp=camp)
    assert stored(one).slot == late


def test_who_stood_there_loses_the_place_to_who_had_none() -> None:
    camp = a_camp()
    slot, room = a_slot(camp), a_room(camp)
    there, coming = a_session(camp, slot=slot, room=room, is_pinned=True), a_session(camp)
    assert moved_to(coming, slot=slot, room=room) == there
    assert (stored(there).is_placed, stored(there).is_pinned) == (False, False)
    assert moved_to(coming, slot=None, room=None) is None
    assert (stored(coming).is_placed, stored(coming).is_pinned) == (False, False)


def test_of_two_pins_in_one_place_the_first_stays() -> None:
    camp = a_camp()
    slot, room = a_slot(camp), a_room(camp)
    first = a_session(camp, slot=slot, room=room, is_pinned=True)
    second = a_session(camp, "Ook hier", slot=slot, room=room, is_pinned=True)
    camp_placing.place_all(by=a_user(), camp=camp)
    assert (stored(first).slot, stored(second).slot) == (slot, None)


def test_pin_and_let_go() -> None:
    camp = a_camp()
    session = a_session(camp, slot=a_slot(camp), room=a_room(camp))
    loose = a_session(camp)
    for one, is_pinned, expected in ((session, True, True), (session, False, False),
                                     (loose, True, False)):  # fmt: skip
        camp_placing.pin(by=a_user(), session=one, is_pinned=is_pinned)
        assert stored(one).is_pinned is expected


def test_changes_of_a_public_grid_are_said_in_words() -> None:
    camp = a_camp()
    slot, late, room = a_slot(camp, 10), a_slot(camp, 11), a_room(camp)
    moved = a_session(camp, "Verzet", slot=slot, room=room, moved_from="oud")
    camps.set_state(by=a_user(), camp=camp, state="live")
    assert changes_in_words(board_of(Camp.objects.get())) == []
    moved_to(moved, slot=late, room=room)
    off = a_session(Camp.objects.get(), "Weg", slot=slot, room=room)
    assert camp_placing.cancel(by=a_user(), session=off, is_cancelled=True)
    words = changes_in_words(board_of(Camp.objects.get()))
    assert len(words) == 2
    assert "Weg" in words[0]
    assert "Verzet" in words[1]
    assert "11:00 - 11:45, Zolder" in words[1]
    assert "10:00" in words[1]


def test_cancelled_before_it_is_public_frees_the_place() -> None:
    camp = a_camp()
    session = a_session(camp, slot=a_slot(camp), room=a_room(camp))
    assert not camp_placing.cancel(by=a_user(), session=session, is_cancelled=True)
    assert [one.title for one in board_of(camp).cancelled] == [session.title]


def test_who_goes_on_again_finds_the_place_taken() -> None:
    camp = a_camp(state="live")
    slot, room = a_slot(camp), a_room(camp)
    off = a_session(camp, slot=slot, room=room, is_cancelled=True)
    assert camp_placing.cancel(by=a_user(), session=off, is_cancelled=False)
    camp_placing.cancel(by=a_user(), session=off, is_cancelled=True)
    a_session(camp, "Nieuw", slot=slot, room=room)
    assert not camp_placing.cancel(by=a_user(), session=off, is_cancelled=False)


def test_every_reason_has_its_words() -> None:
    known = {"rooms": "Hal", "standing": 1, "interested": 2, "seats": 1, "session": "Slapen",
             "slot": "10:00", "people": 2, "needs": "een scherm"}  # fmt: skip
    assert len({make(known) for make in _SENTENCES.values()}) == 11


def test_reason_of_what_finds_no_room_names_the_need() -> None:
    camp = a_camp()
    a_slot(camp)
    a_room(camp)
    session = a_session(camp, needs=["quiet"])
    words = reasons_in_words(camp_placing.gathered(camp))[str(session.pk)]
    assert len(words) == 1
    assert "quiet," not in words[0]


def test_worth_before_there_was_a_run() -> None:
    lines = last_run_words({}, Score(1, 2, 3, 0))
    assert [(one.before, one.after) for one in lines] == [("", "")] * 4
    assert lines[3].now == "5"

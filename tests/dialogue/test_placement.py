from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.placement import (
    Camp,
    Place,
    Proposal,
    Reason,
    Room,
    Score,
    keeps_the_rules,
    place,
    reasons,
    score,
)

HALL = Room("hall", 40, frozenset({"projector"}))
ATTIC = Room("attic", 10)


def a_camp(*proposals: Proposal, **values: object) -> Camp:
    defaults = {"rooms": (HALL, ATTIC), "slots": ("10:00", "11:00")}
    return Camp(proposals, **(defaults | values))  # type: ignore[arg-type]


def proposal(key: str, hosts: str = "", interested: str = "", needs: str = "") -> Proposal:
    return Proposal(key, *(frozenset(text.split()) for text in (hosts, interested, needs)))


people = st.frozensets(st.sampled_from("ABCDEFGH"), max_size=4)
gear = st.frozensets(st.sampled_from(["projector", "quiet"]), max_size=2)


@st.composite
def camps(draw: st.DrawFn) -> Camp:
    rooms = tuple(Room(f"r{n}", draw(st.integers(0, 5)), draw(gear)) for n in
                  range(draw(st.integers(1, 3))))  # fmt: skip
    slots = tuple(f"s{n}" for n in range(draw(st.integers(1, 3))))
    proposals = tuple(Proposal(f"p{n}", draw(people), draw(people), draw(gear)) for n in
                      range(draw(st.integers(0, 8))))  # fmt: skip
    places = [Place(slot, room.key) for slot in slots for room in rooms]
    spots = draw(st.lists(st.sampled_from(places), unique=True, max_size=3))
    keys = [one.key for one in proposals]
    pins = dict(zip(keys, spots, strict=False))
    closed = draw(st.frozensets(st.sampled_from(places), max_size=2))
    return Camp(proposals, rooms, slots, pins, closed)


@given(camps())
@settings(deadline=None)
def test_what_must_hold_always_holds(camp: Camp) -> None:
    found = place(camp, steps=300)
    by_key = {one.key: one for one in camp.proposals}
    rooms = {room.key: room for room in camp.rooms}
    assert max(Counter(found.places.values()).values(), default=1) == 1
    assert {key: found.places[key] for key in camp.pins} == dict(camp.pins)
    for key in found.places.keys() - camp.pins.keys():
        spot, one = found.places[key], by_key[key]
        assert spot not in camp.closed
        assert one.needs <= rooms[spot.room].has
        at_once = [by_key[other] for other in found.places if other != key
                   and found.places[other].slot == spot.slot]  # fmt: skip
        assert not any(one.hosts & other.hosts for other in at_once)


@given(camps())
@settings(deadline=None)
def test_searching_never_makes_it_worse_and_repeats_itself(camp: Camp) -> None:
    first, searched = place(camp, steps=0), place(camp, steps=300)
    assert searched.after.total >= first.after.total
    assert place(camp, steps=300, so_far=first.places).places == searched.places
    assert place(camp, steps=300, so_far=first.places).before == first.after


@given(camps())
@settings(deadline=None)
def test_every_proposal_gets_a_reason(camp: Camp) -> None:
    found = place(camp, steps=50)
    assert found.reasons.keys() == {one.key for one in camp.proposals}
    assert all(found.reasons.values())


def test_favourites_of_the_same_people_do_not_stand_in_one_slot() -> None:
    camp = a_camp(proposal("a", "", "1 2 3"), proposal("b", "", "1 2 3"), proposal("c", "", "4"))
    found = place(camp)
    assert found.places["a"].slot != found.places["b"].slot
    assert found.after == Score(placed=3, visits=7, wished=7, standing=0)
    assert found.after.total == 16


def test_the_largest_crowd_gets_the_largest_room() -> None:
    crowd = " ".join(str(number) for number in range(30))
    found = place(a_camp(proposal("a", "", "1"), proposal("b", "", crowd), slots=("10:00",)))
    assert found.places == {"a": Place("10:00", "attic"), "b": Place("10:00", "hall")}
    assert found.reasons["b"][0] == Reason("roomy", (("seats", 40), ("interested", 30)))


def test_what_fills_the_places_first_gives_way_to_what_more_people_want() -> None:
    """Three proposals, two places: who hosts nothing else and is wanted most comes in."""
    few, many = proposal("few", "", "1"), proposal("many", "", "1 2 3 4 5")
    some = proposal("some", "", "6 7", "projector")
    found = place(a_camp(few, many, some, slots=("10:00",)))
    assert sorted(found.places) == ["many", "some"]
    assert found.reasons["few"] == (Reason("no_place"),)


def test_no_room_has_what_a_session_needs() -> None:
    found = place(a_camp(proposal("a", "", "1", "piano")))
    assert (found.places, found.after.total) == ({}, 0)
    assert found.reasons["a"] == (Reason("no_room", (("needs", "piano"),)),)


def test_reasons_name_room_host_and_company() -> None:
    camp = a_camp(
        proposal("a", "An", "1 2", "projector"),
        proposal("b", "An", "1 2 3"),
        proposal("c", "Bo", "1"),
        proposal("d", "Di"),
    )
    places = {
        "a": Place("10:00", "hall"), "b": Place("11:00", "hall"), "c": Place("10:00", "attic"),
    }  # fmt: skip
    found = reasons(camp, places)
    assert found["a"] == (
        Reason("only_room", (("rooms", "hall"),)),
        Reason("roomy", (("seats", 40), ("interested", 2))),
        Reason("host_elsewhere", (("session", "b"), ("slot", "11:00"))),
        Reason("apart", (("session", "b"), ("people", 3))),
        Reason("together", (("session", "c"), ("people", 1))),
    )
    assert found["c"] == (
        Reason("roomy", (("seats", 10), ("interested", 1))),
        Reason("apart", (("session", "b"), ("people", 1))),
        Reason("together", (("session", "a"), ("people", 1))),
    )


def test_by_hand_goes_before_rules_and_says_what_it_breaks() -> None:
    crowd = " ".join(str(number) for number in range(12))
    pins = {"a": Place("10:00", "attic"), "b": Place("10:00", "hall")}
    camp = a_camp(proposal("a", "An", crowd, "projector"), proposal("b", "An"), pins=pins)
    found = place(camp)
    assert found.places == pins
    assert found.reasons["a"][:4] == (
        Reason("by_hand"),
        Reason("pinned_needs", (("needs", "projector"),)),
        Reason("pinned_host", (("session", "b"),)),
        Reason("full", (("standing", 2), ("seats", 10), ("interested", 12))),
    )
    assert found.after.standing == 2


def test_two_pins_in_one_place_are_refused() -> None:
    spot = Place("10:00", "hall")
    with pytest.raises(ValueError, match="a and b are in one place"):
        a_camp(proposal("a"), proposal("b"), pins={"a": spot, "b": spot})


def test_a_pin_to_a_room_that_is_gone_or_of_a_session_that_is_gone_counts_no_more() -> None:
    pins = {"a": Place("10:00", "cellar"), "x": Place("10:00", "hall")}
    found = place(a_camp(proposal("a"), pins=pins, rooms=(HALL,), slots=("10:00",)))
    assert found.places == {"a": Place("10:00", "hall")}


def test_the_score_of_a_room_that_is_gone_has_no_seats() -> None:
    camp = a_camp(proposal("a", "An", "1 2"))
    assert score(camp, {"a": Place("10:00", "cellar")}) == Score(1, 3, 3, 2)


def test_a_large_camp_finds_a_place_for_everybody() -> None:
    proposals = [proposal(f"p{n}", f"host{n % 20}", " ".join(str((n * k) % 97) for k in range(9)))
                 for n in range(60)]  # fmt: skip
    rooms = tuple(Room(f"r{n}", 6 + n) for n in range(8))
    camp = a_camp(*proposals, rooms=rooms, slots=tuple(f"s{n}" for n in range(8)))
    found = place(camp, so_far={}, steps=5_000)
    assert (found.after.placed, found.before) == (60, Score(0, 0, found.after.wished, 0))


def test_what_stands_stays_when_nothing_better_is_found() -> None:
    camp = a_camp(proposal("a"), proposal("b"))
    so_far = {"a": Place("11:00", "attic"), "b": Place("10:00", "attic")}
    assert place(camp, so_far=so_far).places == so_far


def test_what_stands_goes_when_more_is_found() -> None:
    camp = a_camp(proposal("a", "", "1 2"), proposal("b", "", "1 2"))
    together = {"a": Place("10:00", "hall"), "b": Place("10:00", "attic")}
    found = place(camp, so_far=together)
    assert found.before is not None
    assert (found.before.visits, found.after.visits) == (2, 4)


@pytest.mark.parametrize(
    ("places", "is_kept"),
    [
        ({"a": Place("10:00", "hall"), "b": Place("11:00", "hall")}, True),
        ({"a": Place("10:00", "hall")}, True),
        ({"a": Place("10:00", "hall"), "b": Place("10:00", "hall")}, False),
        ({"a": Place("10:00", "hall"), "b": Place("10:00", "attic")}, False),
        ({"b": Place("10:00", "attic"), "a": Place("11:00", "attic")}, False),
        ({"b": Place("09:00", "attic")}, False),
        ({"b": Place("10:00", "cellar")}, True),
        ({"a": Place("10:00", "cellar")}, False),
        ({"b": Place("11:00", "attic")}, False),
    ],
)
def test_rules_that_always_hold(places: dict[str, Place], is_kept: bool) -> None:
    proposals = (proposal("a", "host", "", "projector"), proposal("b", "host"))
    closed = frozenset([Place("11:00", "attic")])
    camp = a_camp(*proposals, closed=closed)
    assert keeps_the_rules(camp, places) is is_kept


def test_pin_is_a_rule() -> None:
    camp = a_camp(proposal("a"), pins={"a": Place("10:00", "hall")})
    assert not keeps_the_rules(camp, {"a": Place("11:00", "hall")})
    assert keeps_the_rules(camp, {"a": Place("10:00", "hall")})


@given(camps())
@settings(deadline=None, max_examples=50)
def test_placing_again_is_never_worse(camp: Camp) -> None:
    first = place(camp, steps=50)
    second = place(camp, so_far=first.places, steps=300)
    assert second.after.total >= first.after.total or not keeps_the_rules(camp, first.places)

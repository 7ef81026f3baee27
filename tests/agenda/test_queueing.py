"""No place is given twice, and nobody waits while there is room for them."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.agenda.queueing import Waiting, answer_to, let_in

LINES = st.lists(st.integers(1, 10), max_size=30)


def test_answers() -> None:
    room = {"places": 20, "taken": 18}
    assert answer_to(2, **room, has_waiting_list=False) == "in"
    assert answer_to(3, **room, has_waiting_list=True) == "waiting"
    assert answer_to(3, **room, has_waiting_list=False) == "full"
    assert answer_to(99, places=None, taken=500, has_waiting_list=False) == "in"


def test_who_needs_too_many_is_passed_by() -> None:
    line = [Waiting("family", 4), Waiting("two", 2), Waiting("one", 1)]
    assert let_in(line, places=10, taken=7) == ["two", "one"]
    assert let_in(line, places=None, taken=7) == ["family", "two", "one"]
    assert let_in(line, places=10, taken=12) == []


@given(LINES, st.integers(0, 60), st.integers(0, 60))
def test_never_too_many_and_never_room_for_who_waits(
    seats: list[int], places: int, taken: int
) -> None:
    line = [Waiting(number, one) for number, one in enumerate(seats)]
    found = let_in(line, places=places, taken=taken)
    now_taken = taken + sum(seats[number] for number in found)  # type: ignore[index]
    assert now_taken <= max(places, taken)
    waiting = [one for one in line if one.name not in found]
    assert all(now_taken + one.seats > places for one in waiting)
    assert found == sorted(found)  # type: ignore[type-var]

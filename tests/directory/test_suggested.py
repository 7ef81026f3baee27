"""Which texts can be corrected, and where a correction is written."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.facts import PhoneFacts, PlaceFacts, ServiceFacts, WeekFacts
from vlaggenlijn.directory.suggested import NAMES, differences, values_of, with_value

EMPTY = ServiceFacts(columns={"alert": "", "email": "a@example.org", "status": "active"})
STAFF_PHONE = PhoneFacts("+3292100001", is_for_professionals=True, id=uuid4())
PHONE = PhoneFacts("+3292100000", "onthaal", id=uuid4())
MONDAY = WeekFacts(("09:00–12:00", *("",) * 6), "also")
PLACE = PlaceFacts(name="Bib", phone="+3292100002", week=MONDAY, id=uuid4())


def test_values_of_nothing_are_empty_texts() -> None:
    assert {name: text for name, text in values_of(EMPTY).items() if text} == {
        "email": "a@example.org",
        "status": "active",
    }
    assert tuple(values_of(EMPTY)) == NAMES


def test_phone_is_the_one_that_visitors_see_first() -> None:
    both = replace(EMPTY, phones=(STAFF_PHONE, PHONE), places=(PLACE,))
    assert values_of(both)["phone"] == "+3292100000"
    assert values_of(replace(both, phones=(STAFF_PHONE,)))["phone"] == "+3292100002"


def test_phone_is_written_where_it_was_read() -> None:
    own = replace(EMPTY, phones=(STAFF_PHONE, PHONE), places=(PLACE,))
    changed = with_value(own, "phone", "+3292109999")
    assert changed.phones == (STAFF_PHONE, replace(PHONE, number="+3292109999"))
    assert changed.phones[1].id == PHONE.id
    assert changed.places == (PLACE,)
    assert with_value(own, "phone", "").phones == (STAFF_PHONE,)
    at_place = with_value(replace(own, phones=(STAFF_PHONE,)), "phone", "+3292109999")
    assert at_place.places == (replace(PLACE, phone="+3292109999"),)
    silent = PlaceFacts(name="Leeg")
    later = with_value(replace(EMPTY, places=(silent, PLACE)), "phone", "+3292109999")
    assert later.places == (silent, replace(PLACE, phone="+3292109999"))
    alone = with_value(replace(EMPTY, places=(silent,)), "phone", "+3292109999")
    assert (alone.places, len(alone.phones)) == ((silent,), 1)
    assert with_value(EMPTY, "phone", "+3292109999").phones == (PhoneFacts("+3292109999"),)
    assert with_value(EMPTY, "phone", "") == EMPTY


def test_hours_are_written_where_they_were_read() -> None:
    own = with_value(replace(EMPTY, week=MONDAY), "day_2", "13:00–17:00")
    assert own.week == WeekFacts(("09:00–12:00", "", "13:00–17:00", *("",) * 4), "also")
    other = PlaceFacts(name="Leeg")
    placed = with_value(replace(EMPTY, places=(other, PLACE)), "day_0", "")
    assert placed.places == (other, replace(PLACE, week=WeekFacts(appointment="also")))
    assert placed.week == WeekFacts()


def test_column_is_changed_and_an_unknown_name_refused() -> None:
    assert with_value(EMPTY, "alert", "Dicht").columns["alert"] == "Dicht"
    with pytest.raises(KeyError):
        with_value(EMPTY, "name", "Anders")


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=5)))
def test_differences_name_what_differs_and_nothing_else(typed: dict[str, str]) -> None:
    before = values_of(EMPTY)
    found = differences(before, before | typed)
    assert {name for name, text in typed.items() if text != before[name]} == set(found)
    assert all(one["before"] == before[name] for name, one in found.items())
    assert not any(one["is_taken"] for one in found.values())

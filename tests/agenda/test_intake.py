"""What a source says beside what stands here: three sides, one outcome."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.agenda.intake import Merge, Wish, merged, wish_in
from vlaggenlijn.directory.import_rows import Problem

VALUES = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))


def test_each_of_the_ways_it_can_go() -> None:
    told = {"same": 1, "there": 1, "here": 1, "both": 1, "alike": 1, "open": 2, "settled": 2}
    here = {"same": 1, "there": 1, "here": 9, "both": 9, "alike": 2, "open": 9, "settled": 2}
    there = {"same": 1, "there": 2, "here": 1, "both": 2, "alike": 2, "open": 2, "settled": 2,
             "new": 5}  # fmt: skip
    here["first"] = 4
    there["first"] = 5
    found = merged(told, here, there, conflicts={"open": 2, "settled": 2})
    assert found == Merge({"there": 2, "new": 5}, {"both": 2, "open": 2, "first": 5})


def test_what_is_not_told_stays() -> None:
    assert merged({"a": 1}, {"a": 1}, {}, {}) == Merge()


@given(VALUES, VALUES, VALUES)
def test_reading_twice_changes_nothing_more(
    told: dict[str, int], here: dict[str, int], there: dict[str, int]
) -> None:
    first = merged(told, here, there, {})
    after = here | first.taken
    again = merged(told | there, after, there, first.conflicts)
    assert again == Merge({}, first.conflicts)


@given(VALUES, VALUES, VALUES)
def test_what_was_changed_here_is_never_lost(
    told: dict[str, int], here: dict[str, int], there: dict[str, int]
) -> None:
    edited = {name for name in told if here.get(name) != told[name]}
    assert not edited & merged(told, here, there, {}).taken.keys()


def test_wish_comes_back_from_plain_values() -> None:
    wish = Wish("k", "x", "https://example.org", {"a": 1}, {"2027-01-01": {"day": "2027-01-02"}},
                (Problem("doubt", "", "code", {"value": "x"}),))  # fmt: skip
    assert wish_in(wish.plain()) == wish

"""What comes in of a record that was changed there, here, or on both sides."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.hsds_in.merging import Merge, changed_parts, merged, only, parts_of
from vlaggenlijn.directory.hsds_in.wishes import Wish


def wish(**columns: Any) -> Wish:
    return Wish("service", "s", "s", "Help", columns=columns)


WHOLE = Wish(
    "service", "s", "s", "Help", columns={"name": "Help", "email": "a@b.example"},
    rows={"schedules": [{"byday": "MO"}], "phones": [{"number": "1"}]},
    concepts=(("themes", "sleep"),),
)  # fmt: skip


def test_parts_have_the_names_of_alterations() -> None:
    assert parts_of(WHOLE) == {
        "name": "Help",
        "email": "a@b.example",
        "hours": [{"byday": "MO"}],
        "phones": [{"number": "1"}],
        "concepts": [("themes", "sleep")],
    }
    assert parts_of(wish()) == {}


def test_wish_of_some_parts_says_nothing_else() -> None:
    assert parts_of(only(WHOLE, {"hours", "email"})).keys() == {"hours", "email"}
    assert parts_of(only(WHOLE, {"concepts"})).keys() == {"concepts"}


def test_changed_is_what_is_said_otherwise_and_what_makes_known() -> None:
    before, now = wish(name="A", email="a"), wish(name="B", email="a", own_identifier="s")
    assert changed_parts(before, now) == {"name", "own_identifier"}
    assert changed_parts(before, wish(own_identifier="s")) == {"own_identifier"}
    assert changed_parts(None, wish(name="A")) == {"name"}


def test_first_time_fills_in_what_is_empty_and_asks_about_the_rest() -> None:
    differing = {"name": ("Ours", "Theirs"), "email": ("", "a")}
    found = merged(differing, {"name", "email", "url"}, (), is_first=True)
    assert found == Merge(frozenset({"email", "url"}), {"name": ("Ours", "Theirs")})


def test_changed_on_both_sides_waits() -> None:
    differing = {"name": ("Ours", "Theirs"), "email": ("b", "a"), "alert": ("x", "y")}
    found = merged(differing, {"name", "email"}, {"name"}, is_first=False)
    assert found == Merge(frozenset({"email"}), {"name": ("Ours", "Theirs")})


def test_identifiers_never_wait() -> None:
    found = merged({"identifiers": ("1", "2")}, {"identifiers"}, {"identifiers"}, is_first=True)
    assert found == Merge(frozenset({"identifiers"}))


NAMES = st.sets(st.sampled_from(["name", "email", "identifiers", "hours", "places"]))


@given(NAMES, NAMES, NAMES, st.booleans())
def test_nothing_changed_here_is_ever_taken_over(
    differing: set[str], changed: set[str], drifted: set[str], is_first: bool
) -> None:
    texts = dict.fromkeys(differing, ("here", "there"))
    found = merged(texts, changed, drifted, is_first=is_first)
    ours = differing if is_first else differing & drifted
    assert not found.taken & ours - {"identifiers"}
    assert found.taken | found.conflicts.keys() == changed

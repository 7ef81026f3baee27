"""What bringing in a list of concepts would do."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.own_planning import (
    CHANGED,
    KEPT,
    NAMED,
    NEW,
    SAID,
    SAME,
    Known,
    Ours,
    Planned,
    Read,
    merged,
    plan,
    term_of,
)

OURS = Ours(
    frozenset({"themes:sleep", "themes:eating"}),
    {
        ("nl", "slapen"): frozenset({"themes:sleep"}),
        ("nl", "dubbel"): frozenset({"themes:sleep", "themes:eating"}),
    },
)


def one(concepts: list[Read], known: dict[str, Known] | None = None) -> Planned:
    return plan(concepts, known or {}, OURS)[0]


def known_of(planned: Planned, **now: Any) -> dict[str, Known]:
    return {planned.uri: Known(planned.told, planned.facts | now)}


def test_term_of_an_address_of_any_installation() -> None:
    assert term_of("https://x.be/skos/themes#sleep") == "themes:sleep"
    assert term_of("themes:sleep") == "themes:sleep"
    assert term_of("https://x.be/themes/sleep") == ""


def test_new_concept_that_the_list_says_is_ours() -> None:
    found = one(
        [Read("u", {"nl": "Nacht"}, exact=("http://e.x/1", "https://x.be/skos/themes#sleep"))]
    )
    assert (found.outcome, found.facts["same_as"], found.because) == (NEW, "themes:sleep", SAID)
    assert found.label == "Nacht"


def test_same_name_means_the_same_unless_two_have_it() -> None:
    found = one([Read("u", {"nl": "SLAPEN"})])
    assert (found.facts["same_as"], found.because) == ("themes:sleep", NAMED)
    for name in ("dubbel", "iets anders"):
        assert one([Read("u", {"fr": "x", "nl": name})]).facts["same_as"] == ""
    assert one([Read("u", {"fr": "Sommeil"})]).label == "Sommeil"


def test_what_is_near_and_above_in_our_terms_or_in_the_list() -> None:
    concepts = [
        Read("a", {"nl": "A"}, broader=("b",), close=("themes:eating", "http://e.x/1")),
        Read("b", {"nl": "B"}, broader=("nowhere", "themes:sleep")),
        Read("c", {"nl": "C"}, broader=("d",)),
        Read("d", {"nl": "Slapen"}),
    ]
    found = {each.uri: each.facts for each in plan(concepts, {}, OURS)}
    assert found["a"]["near"] == ["themes:eating"]
    assert [found[uri]["broader"] for uri in "abcd"] == ["b", "themes:sleep", "themes:sleep", ""]
    assert [each.uri for each in plan(concepts, {}, OURS)] == ["b", "c", "d", "a"]


def test_concepts_that_stand_above_each_other_stand_under_none() -> None:
    concepts = [
        Read("a", {"nl": "A"}, broader=("b",)),
        Read("b", {"nl": "B"}, broader=("c", "c")),
        Read("c", {"nl": "C"}, broader=("a", "x")),
        Read("d", {"nl": "D"}, broader=("a",)),
    ]
    found = {each.uri: each.facts["broader"] for each in plan(concepts, {}, OURS)}
    assert found == {"a": "", "b": "", "c": "", "d": "a"}


def test_same_list_again_changes_nothing() -> None:
    concept = Read("u", {"nl": "Kolonie"}, {"nl": ["kamp"]})
    first = one([concept])
    again = one([concept], known_of(first))
    assert (again.outcome, again.because, again.kept) == (SAME, "", [])


def test_what_was_decided_here_stays_and_is_told_when_the_list_says_something_new() -> None:
    first = one([Read("u", {"nl": "Kolonie"}, {"nl": ["kamp"]})])
    known = known_of(first, same_as="themes:sleep", words={"nl": ["zeekamp"]})
    again = one([Read("u", {"nl": "Kolonies"}, {"nl": ["kampen"]})], known)
    assert (again.outcome, again.because, again.kept) == (CHANGED, KEPT, ["words"])
    assert again.facts["labels"] == {"nl": "Kolonies"}
    assert again.facts["words"] == {"nl": ["zeekamp"]}
    assert again.facts["same_as"] == "themes:sleep"


def test_circle_that_was_made_here_does_not_hold_up_the_order() -> None:
    concepts = [Read("a", {"nl": "A"}), Read("b", {"nl": "B"}, broader=("a",))]
    first = {each.uri: each for each in plan(concepts, {}, OURS)}
    known = known_of(first["a"], broader="b") | known_of(first["b"])
    assert sorted(each.uri for each in plan(concepts, known, OURS)) == ["a", "b"]


VALUES = st.integers(0, 2)


@given(VALUES, VALUES, VALUES)
def test_merge_of_one_fact(before: int, now: int, new: int) -> None:
    facts, kept = merged({"f": new}, Known({"f": before}, {"f": now}))
    # What nobody changed here follows the list; what was changed here stays.
    assert facts["f"] == (new if now == before else now)
    assert kept == (["f"] if len({before, now, new}) == 3 else [])

"""Handbooks as plain values: differences, steps taken over, order."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.partnership.handbooks import (
    Difference,
    Step,
    differences,
    fingerprint,
    is_other_order,
    moved,
    place_of_new,
    regrouped,
    taken_over,
)

A, B, C = (
    Step("a", "Bellen", "Eerst", "Kort"),
    Step("b", "Koken", "Eerst"),
    Step("c", "Eten", "Dan"),
)

STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from("abcdefgh"),
        st.sampled_from(["Bellen", "Koken"]),
        st.sampled_from(["Eerst", "Dan"]),
        st.sampled_from(["", "Kort"]),
    ),
    unique_by=lambda one: one.line,
)


def lines(steps: list[Step]) -> str:
    return "".join(one.line for one in steps)


def test_differences_tell_what_is_new_other_and_my_own() -> None:
    warmer = Step("a", "Bellen", "Eerst", "Lang")
    better = Step("b", "Samen koken", "Eerst")
    mine = Step("z", "Zingen")
    assert differences([A, B, mine], [warmer, C, better]) == [
        Difference("tip", A, warmer),
        Difference("new", None, C),
        Difference("words", B, better),
        Difference("own", mine, None),
    ]


def test_another_chapter_is_other_words() -> None:
    later = Step("a", "Bellen", "Dan", "Kort")
    assert differences([A], [later]) == [Difference("words", A, later)]


def test_order_is_compared_by_what_both_have() -> None:
    assert is_other_order([A, B], [B, C, A])
    assert not is_other_order([A, B], [A, C, B])


def test_new_step_comes_behind_the_one_it_follows_there() -> None:
    assert lines(taken_over([A, C], [A, B, C], ["b"])) == "abc"
    assert lines(taken_over([C, A], [A, B, C], ["b"])) == "cab"
    assert lines(taken_over([B, C], [A, B, C], ["a"])) == "abc"


def test_only_what_is_named_is_taken_over() -> None:
    warmer, better = Step("a", "Bellen", "Eerst", "Lang"), Step("b", "Samen koken", "Eerst")
    assert taken_over([A, B], [warmer, better, C], ["b", "nothing"]) == [A, better]


def test_order_of_theirs_leaves_my_own_behind_the_step_they_follow() -> None:
    mine = Step("z", "Zingen")
    assert lines(taken_over([A, mine, B], [B, A], [], order=True)) == "baz"
    assert lines(taken_over([mine, A, B], [B, A], [], order=True)) == "zba"


def test_step_moves_within_its_chapter_and_then_into_the_next() -> None:
    steps = [A, B, C]
    assert lines(moved(steps, "a", is_up=False)) == "bac"
    assert moved(steps, "a", is_up=True) == steps
    assert moved(steps, "c", is_up=False) == steps
    joined = moved(steps, "b", is_up=False)
    assert [(one.line, one.chapter) for one in joined] == [
        ("a", "Eerst"), ("b", "Dan"), ("c", "Dan")
    ]  # fmt: skip


def test_new_step_goes_to_the_end_of_its_chapter() -> None:
    assert [place_of_new([A, B, C], name) for name in ("Eerst", "Dan", "Nieuw")] == [2, 3, 3]


def test_steps_are_grouped_by_chapter_in_order() -> None:
    assert regrouped([A, B, C]) == [("Eerst", [A, B]), ("Dan", [C])]
    assert regrouped([]) == []


@given(STEPS, STEPS)
def test_taking_over_everything_leaves_only_my_own(mine: list[Step], theirs: list[Step]) -> None:
    every = [one.line for one in theirs]
    result = taken_over(mine, theirs, every, order=True)
    left = differences(result, theirs)
    assert {one.kind for one in left} <= {"own"}
    assert not is_other_order(result, theirs)
    assert {one.line for one in result} == {one.line for one in [*mine, *theirs]}


@given(STEPS, STEPS, st.sets(st.sampled_from("abcdefgh")), st.booleans())
def test_taking_over_never_loses_or_doubles_a_step(
    mine: list[Step], theirs: list[Step], wanted: set[str], order: bool
) -> None:
    result = lines(taken_over(mine, theirs, wanted, order=order))
    assert set(result) == set(lines(mine)) | (wanted & set(lines(theirs)))
    assert len(result) == len(set(result))


@given(STEPS, STEPS)
def test_taking_over_nothing_changes_nothing(mine: list[Step], theirs: list[Step]) -> None:
    assert taken_over(mine, theirs, []) == mine


@given(STEPS, st.booleans())
def test_moving_keeps_every_step(steps: list[Step], is_up: bool) -> None:
    for one in steps:
        assert sorted(lines(moved(steps, one.line, is_up=is_up))) == sorted(lines(steps))


@given(STEPS, STEPS)
def test_fingerprint_differs_exactly_when_the_words_do(one: list[Step], other: list[Step]) -> None:
    assert (fingerprint(one) == fingerprint(other)) is (one == other)

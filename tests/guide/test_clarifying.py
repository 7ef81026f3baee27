"""We ask back only what would change the first five, and at most two things."""

import pytest

from vlaggenlijn.guide.clarifying import CHILD, ME, told_apart, worth_asking

ORDER = [1, 2, 3, 4, 5, 6]


def test_nothing_is_asked_when_no_answer_changes_the_first_five() -> None:
    assert worth_asking(ORDER, {"age": [ORDER, [1, 2, 3, 4, 5, 7, 6]], "place": []}) == ()


def test_what_changes_their_order_is_asked() -> None:
    assert worth_asking(ORDER, {"age": [ORDER], "place": [ORDER, [2, 1, 3, 4, 5]]}) == ("place",)


def test_two_things_at_most_in_the_order_given() -> None:
    other = [[6, 5, 4, 3, 2, 1]]
    assert worth_asking(ORDER, {"age": other, "place": other, "who": other}) == ("age", "place")


def test_nothing_is_asked_when_there_is_nothing_to_order() -> None:
    assert worth_asking([], {"age": [[1]]}) == ()


@pytest.mark.parametrize(
    ("who", "expected"),
    [("", (1.0, 0.5)), ("both", (1.0, 0.5)), (ME, (1.0, 0.1)), (CHILD, (0.2, 0.5))],
)
def test_concepts_of_the_other_weigh_less(who: str, expected: tuple[float, float]) -> None:
    weights = {"themes:parent-exhaustion": 1.0, "themes:sleep": 0.5}
    apart = told_apart(weights, who, {"themes:parent-exhaustion"})
    assert tuple(apart.values()) == expected
    assert weights["themes:sleep"] == 0.5

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from vlaggenlijn.dialogue.agreement import Agreement, Codings, Disagreement, compare

codings = st.dictionaries(
    st.sampled_from("qrstuvw"), st.frozensets(st.sampled_from("abc")), max_size=7
)


def binary(values: str) -> Codings:
    return {str(number): frozenset({"x"} if value == "1" else ()) for number, value in
            enumerate(values)}  # fmt: skip


def test_alpha_of_the_example_that_krippendorff_gives() -> None:
    """Computing Krippendorff's alpha-reliability (2011), A: binary, two observers, 0.095."""
    found = compare(binary("0100000010"), binary("1110010000"), ["x"]).overall
    assert found == Agreement(both=1, only_first=1, only_second=3, neither=5)
    assert found.alpha == pytest.approx(0.0952, abs=5e-5)
    assert found.percent == pytest.approx(60.0)


def test_kappa_of_a_textbook_table() -> None:
    """Twenty agree on yes, fifteen on no, five and ten differ: 0.7 seen, 0.5 by chance."""
    assert Agreement(20, 5, 10, 15).kappa == pytest.approx(0.4)


@settings(max_examples=40)
@given(*[st.integers(1, 12)] * 4)
def test_kappa_and_alpha_are_those_of_another_library(
    both: int, only_first: int, only_second: int, neither: int
) -> None:
    decisions = [
        *[(1, 1)] * both, *[(1, 0)] * only_first, *[(0, 1)] * only_second, *[(0, 0)] * neither,
    ]  # fmt: skip
    theirs = AnnotationTask(
        [
            (coder, number, answer)
            for number, answers in enumerate(decisions)
            for coder, answer in zip("AB", answers, strict=True)
        ]
    )
    ours = Agreement(both, only_first, only_second, neither)
    assert (ours.kappa, ours.alpha) == (
        pytest.approx(theirs.kappa()), pytest.approx(theirs.alpha()),
    )  # fmt: skip


def test_agreeing_in_everything() -> None:
    same = binary("0110")
    found = compare(same, same).overall
    assert (found.percent, found.kappa, found.alpha) == (100.0, 1.0, 1.0)


def test_no_chance_no_measure() -> None:
    never = compare(binary("000"), binary("000"), ["x"]).overall
    assert (never.percent, never.kappa, never.alpha) == (100.0, None, None)
    always = compare(binary("11"), binary("11")).overall
    assert (always.percent, always.kappa, always.alpha) == (100.0, None, None)


def test_nothing_to_compare() -> None:
    found = compare({"q": frozenset("a")}, {"r": frozenset("a")})
    assert (found.quotes, found.by_code, found.disagreements) == (0, {}, ())
    assert (found.overall.percent, found.overall.kappa, found.overall.alpha) == (None, None, None)


def test_each_code_by_itself_and_what_to_settle() -> None:
    first = {"q1": frozenset("ab"), "q2": frozenset("a"), "q3": frozenset()}
    second = {"q1": frozenset("a"), "q2": frozenset("c"), "q3": frozenset(), "q4": frozenset("a")}
    found = compare(first, second, "abcd")
    assert found.quotes == 3
    assert found.by_code == {
        "a": Agreement(1, 1, 0, 1),
        "b": Agreement(0, 1, 0, 2),
        "c": Agreement(0, 0, 1, 2),
        "d": Agreement(0, 0, 0, 3),
    }
    assert found.overall == Agreement(1, 2, 1, 8)
    assert found.disagreements == (
        Disagreement("q1", ("b",), ()),
        Disagreement("q2", ("a",), ("c",)),
    )


@settings(deadline=None)
@given(codings, codings)
def test_alpha_is_that_of_the_table_of_coincidences(first: Codings, second: Codings) -> None:
    """Observed against expected difference, counted out value by value."""
    quotes = sorted(first.keys() & second.keys())
    pairs = [(code in first[one], code in second[one]) for one in quotes for code in "abc"]
    coincidences = Counter([*pairs, *((right, left) for left, right in pairs)])
    of = {value: sum(coincidences[value, other] for other in (True, False)) for value in
          (True, False)}  # fmt: skip
    expected = 2 * of[True] * of[False] / max(1, 2 * len(pairs) - 1)
    found = compare(first, second, "abc").overall.alpha
    if not expected:
        assert found is None
    else:
        assert found == pytest.approx(1 - 2 * coincidences[True, False] / expected)


@settings(deadline=None)
@given(codings, codings)
def test_who_comes_first_does_not_matter(first: Codings, second: Codings) -> None:
    one, other = compare(first, second).overall, compare(second, first).overall
    assert (one.kappa, one.alpha, one.percent) == (other.kappa, other.alpha, other.percent)
    assert one.kappa is None or -1.0 <= one.kappa <= 1.0

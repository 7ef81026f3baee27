from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.synthesis import Coded, Count, Step, saturation, synthesis

few = st.sampled_from("abcd")
coded = st.builds(
    Coded,
    quote=st.integers(0, 30).map(str), table=few, organization=st.sampled_from("opqrstuvw"),
    person=few, kind=few, hat=few, code=few, polarity=st.sampled_from(["chance", "bottleneck", ""]),
)  # fmt: skip


def said(number: int, organization: str, **values: str) -> Coded:
    first = {"table": "T1", "person": "P1", "kind": "OCMW", "hat": "white", "code": "sleep",
             "polarity": "chance"}  # fmt: skip
    return Coded(quote=str(number), organization=organization, **(first | values))


FOUR = [
    said(1, "A"),
    said(2, "B", table="T2"),
    said(3, "C", person="P2", polarity="bottleneck"),
    said(4, "C", polarity="bottleneck"),
    said(5, "D"),
]


def test_counts_are_of_distinct_tables_organisations_and_people() -> None:
    found = synthesis(FOUR)
    assert found.count(code="sleep") == Count(quotes=5, tables=2, organizations=4, people=5)


def test_one_person_of_each_organisation_may_bear_the_same_pseudonym() -> None:
    assert synthesis([said(1, "A"), said(2, "B"), said(3, "C")]).count() == Count(3, 1, 3, 3)


def test_what_few_organisations_said_is_hidden_and_what_gives_it_away_too() -> None:
    found = synthesis(FOUR)
    assert found.count(polarity="bottleneck") is None
    assert found.count(polarity="chance") is None
    assert found.count() == Count(5, 2, 4, 5)


def test_what_nobody_said_is_zero() -> None:
    assert synthesis(FOUR).count(code="school") == Count(0, 0, 0, 0)


def test_values_of_a_dimension_by_most_quotes_and_hidden_ones_last() -> None:
    rows = [
        *(said(number, f"O{number}", code="play") for number in range(4)),
        *(said(10 + number, f"O{number}", code="money") for number in range(5)),
        said(20, "O1", code="age"),
        said(21, "O1", code="debts"),
    ]
    assert synthesis(rows).values("code") == ["money", "play", "age", "debts"]


def test_without_rows() -> None:
    found = synthesis([])
    assert (found.count(), found.values("hat")) == (Count(0, 0, 0, 0), [])


@settings(deadline=None, max_examples=40)
@given(st.lists(coded, max_size=60))
def test_nothing_that_is_shown_is_said_by_fewer_than_three_organisations(rows: list[Coded]) -> None:
    found = synthesis(rows)
    assert all(one.organizations >= 3 for one in found.counts.values())
    assert not set(found.counts) & found.hidden
    assert all(one.quotes >= 1 and one.people >= 1 for one in found.counts.values())


@settings(deadline=None, max_examples=40)
@given(st.lists(coded, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Coded], shuffler: object) -> None:
    mixed = list(rows)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    assert synthesis(rows) == synthesis(mixed)


def test_saturation_by_hand() -> None:
    rows = [said(1, "A", table="T1", code="x"), said(2, "A", table="T2", code="x"),
            said(3, "A", table="T2", code="y"), said(4, "A", table="T9", code="z")]  # fmt: skip
    assert saturation(rows, ["T1", "T2", "T3"]) == [
        Step("T1", 1, 1, pytest.approx(1.0)),
        Step("T2", 1, 2, pytest.approx(5 / 3)),
        Step("T3", 0, 2, pytest.approx(2.0)),
    ]


def test_saturation_without_tables() -> None:
    assert saturation([said(1, "A")], []) == []


@settings(deadline=None, max_examples=40)
@given(st.lists(coded, max_size=20))
def test_expected_is_the_mean_over_all_orders(rows: list[Coded]) -> None:
    tables = ["a", "b", "c", "d"]
    curves = [[step.known for step in saturation(rows, order)] for order in permutations(tables)]
    means = [sum(column) / len(curves) for column in zip(*curves, strict=True)]
    assert [step.expected for step in saturation(rows, tables)] == pytest.approx(means)

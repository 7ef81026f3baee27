"""What a campaign brought: ranges, never a family that can be told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.week.harvest import BANDS, FACES, GROUPS, Faces, Range, Told, came, faces, reap


def test_sum_of_a_campaign() -> None:
    answers = [
        Told(
            *("Gent", "15-29", "30-59", "slapen", ("fathers",), "De taart", ""),
            good=12, fair=3, poor=1,
        ),
        Told(
            *("Gent", "few", "few", "", ("fathers", "mothers"), "De taart", "Te laat begonnen"),
            good=4,
        ),
        Told("", "5-14", "none", "Eten", worked="  "),
        Told("", "none", "none", "slapen", worked="De taart ", better="Meer stoelen"),
    ]  # fmt: skip
    made = reap(answers, activities=7)
    assert (made.activities, made.evaluated, made.untold, made.is_for_all) == (7, 4, 3, True)
    assert (made.adults, made.children) == (Range(20, 45), Range(30, 60))
    assert [row for row in made.by_band if any(row[1:])] == [
        ("none", 1, 2), ("few", 1, 1), ("5-14", 1, 0), ("15-29", 1, 0), ("30-59", 0, 1),
    ]  # fmt: skip
    assert dict(made.by_group) == dict.fromkeys(GROUPS, 0) | {"fathers": 2, "mothers": 1}
    assert made.by_municipality == (("Gent", 2), ("", 2))
    assert made.faces == Faces(15, 0, 0)
    assert made.worked == (("slapen", ("De taart",)), ("", ("De taart",)))
    assert made.better == (("slapen", ("Meer stoelen",)), ("", ("Te laat begonnen",)))


def test_open_band_leaves_the_upper_edge_open() -> None:
    answers = [Told("", "120", "few"), Told("", "few", "few")]
    assert came(answers, "adults") == Range(120, None)
    assert came(answers, "children") == Range(0, 5)


def test_nothing_told_is_nothing() -> None:
    made = reap([], activities=0)
    assert (made.adults, made.children) == (Range(0, 0), Range(0, 0))
    assert (made.faces, made.by_municipality, made.worked) == (None, (), ())


@pytest.mark.parametrize(("evaluated", "is_for_all"), [(2, False), (3, True)])
def test_sum_of_one_or_two_organisers_is_not_for_all(evaluated: int, is_for_all: bool) -> None:
    assert reap([Told("", "5-14", "5-14")] * evaluated, 9).is_for_all is is_for_all


@pytest.mark.parametrize(("good", "shown"), [(4, None), (5, Faces(5, 0, 0))])
def test_fewer_than_five_cards_are_not_shown(good: int, shown: Faces | None) -> None:
    assert faces([Told("", "few", "few", good=good)]) == shown


bands = st.sampled_from(list(BANDS))
answers = st.lists(
    st.builds(
        Told,
        municipality=st.sampled_from(["", "Gent", "Deinze"]),
        adults=bands,
        children=bands,
        topic=st.sampled_from(["", "slapen", "Eten"]),
        groups=st.lists(st.sampled_from(GROUPS), unique=True).map(tuple),
        worked=st.sampled_from(["", "De taart", "Het lied"]),
        **dict.fromkeys(FACES, st.integers(0, 40)),
    )
)


@given(answers)
def test_every_count_of_families_is_a_multiple_of_five(told: list[Told]) -> None:
    made = reap(told, activities=len(told))
    ranges = [made.adults, made.children]
    shown = [edge for one in ranges for edge in (one.fewest, one.most) if edge is not None]
    cards = [getattr(made.faces, face) for face in FACES] if made.faces else []
    assert all(number % 5 == 0 for number in [*shown, *cards])
    assert all(one.most is None or one.fewest <= one.most for one in ranges)
    assert sum(adults for _, adults, _ in made.by_band) == made.evaluated
    assert sum(children for _, _, children in made.by_band) == made.evaluated
    assert sum(count for _, count in made.by_municipality) == made.evaluated
    assert made.faces is None or made.faces.total <= sum(
        one.good + one.fair + one.poor for one in told
    )


@given(answers)
def test_every_sentence_stands_once_under_its_topic(told: list[Told]) -> None:
    pairs = [(topic, text) for topic, texts in reap(told, 0).worked for text in texts]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {(one.topic, one.worked) for one in told if one.worked}


@given(answers)
def test_order_of_the_answers_changes_no_number(told: list[Told]) -> None:
    numbers = [
        (one.adults, one.children, one.by_band, one.by_group, one.by_municipality, one.faces)
        for one in (reap(told, 9), reap(told[::-1], 9))
    ]
    assert numbers[0] == numbers[1]

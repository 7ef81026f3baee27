"""What a campaign brought: ranges, never a family that can be told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.week.harvest import BANDS, FACES, GROUPS, Faces, Range, Told, faces, families, reap


def test_sum_of_a_campaign() -> None:
    answers = [
        Told("Gent", "15-29", ("fathers",), "De taart", "", good=12, fair=3, poor=1),
        Told("Gent", "few", ("fathers", "mothers"), "De taart", "Te laat begonnen", good=4),
        Told("", "5-14", worked="  "),
    ]
    made = reap(answers, activities=7)
    assert (made.activities, made.evaluated) == (7, 3)
    assert made.families == Range(20, 45)
    assert dict(made.by_band) == dict.fromkeys(BANDS, 0) | {"15-29": 1, "few": 1, "5-14": 1}
    assert dict(made.by_group) == dict.fromkeys(GROUPS, 0) | {"fathers": 2, "mothers": 1}
    assert made.by_municipality == (("Gent", 2, Range(15, 30)), ("", 1, Range(5, 10)))
    assert made.faces == Faces(15, 0, 0)
    assert (made.worked, made.better) == (("De taart",), ("Te laat begonnen",))


def test_open_band_leaves_the_upper_edge_open() -> None:
    assert families([Told("", "120"), Told("", "few")]) == Range(120, None)


def test_nothing_told_is_nothing() -> None:
    made = reap([], activities=0)
    assert made.families == Range(0, 0)
    assert (made.faces, made.by_municipality) == (None, ())


@pytest.mark.parametrize(("good", "shown"), [(4, None), (5, Faces(5, 0, 0))])
def test_fewer_than_five_cards_are_not_shown(good: int, shown: Faces | None) -> None:
    assert faces([Told("", "few", good=good)]) == shown


answers = st.lists(
    st.builds(
        Told,
        municipality=st.sampled_from(["", "Gent", "Deinze"]),
        band=st.sampled_from(list(BANDS)),
        groups=st.lists(st.sampled_from(GROUPS), unique=True).map(tuple),
        **dict.fromkeys(FACES, st.integers(0, 40)),
    )
)


@given(answers)
def test_every_count_of_families_is_a_multiple_of_five(told: list[Told]) -> None:
    made = reap(told, activities=len(told))
    ranges = [made.families, *(one for _, _, one in made.by_municipality)]
    shown = [edge for one in ranges for edge in (one.fewest, one.most) if edge is not None]
    cards = [getattr(made.faces, face) for face in FACES] if made.faces else []
    assert all(number % 5 == 0 for number in [*shown, *cards])
    assert all(one.most is None or one.fewest <= one.most for one in ranges)
    assert sum(count for _, count in made.by_band) == made.evaluated
    assert sum(count for _, count, _ in made.by_municipality) == made.evaluated
    assert made.faces is None or made.faces.total <= sum(
        one.good + one.fair + one.poor for one in told
    )

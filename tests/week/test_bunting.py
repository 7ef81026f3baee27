"""Metres add up, and the longest line is the measure."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.week.bunting import Hung, Sum, sums

HUNG = st.lists(st.builds(Hung, st.sampled_from("abc"), st.integers(0, 20_000)))


def test_places_once_longest_first() -> None:
    counted = [Hung("Leuven", 100), Hung("Bierbeek", 300), Hung("Leuven", 50)]
    assert sums(counted) == [Sum("Bierbeek", 300, 100), Sum("Leuven", 150, 50)]


def test_nothing_hung() -> None:
    assert sums([]) == []
    assert sums([Hung("a", 0)]) == [Sum("a", 0, 0)]


@given(HUNG)
def test_no_metre_is_lost(counted: list[Hung[str]]) -> None:
    found = sums(counted)
    assert sum(one.metres for one in found) == sum(one.metres for one in counted)
    assert all(0 <= one.percent <= 100 for one in found)

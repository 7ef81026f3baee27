"""Themes are told in fives, and small ones tell nothing of anybody."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.partnership.summary import Seen, Tally, tallies


def test_themes_of_most_organisations_first() -> None:
    seen = [Seen("money", n, 1) for n in range(4)] + [Seen("leisure", n, 3) for n in range(11)]
    assert tallies(seen) == [Tally("leisure", 10, 3.0), Tally("money", 0, None)]


def test_organisation_counts_once_with_its_heaviest() -> None:
    seen = [Seen("money", n, weight) for n in range(5) for weight in (1, 3)]
    assert tallies(seen) == [Tally("money", 5, 3.0)]
    assert tallies([]) == []


SEEN = st.lists(st.builds(Seen, st.sampled_from(["a", "b"]), st.integers(0, 12), st.integers(1, 3)))


@given(SEEN)
def test_what_is_told_is_true_and_never_small(seen: list[Seen[str]]) -> None:
    for tally in tallies(seen):
        voices = {one.organization for one in seen if one.theme == tally.theme}
        assert tally.organizations % 5 == 0
        assert tally.organizations <= len(voices) < tally.organizations + 5
        assert (tally.weight is None) == (len(voices) < 5)

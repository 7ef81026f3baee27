"""Every vote counts once, for what is on the shortlist."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.week.votes import Count, counted, is_open, is_tied


def test_most_votes_first_and_equals_as_listed() -> None:
    assert counted("abc", "cbcx") == [
        Count("c", 2, True),
        Count("b", 1, False),
        Count("a", 0, False),
    ]


def test_without_votes_nothing_is_first() -> None:
    assert [one.is_first for one in counted("ab", "")] == [False, False]
    assert counted("", "a") == []


def test_shared_first_place() -> None:
    assert is_tied(counted("ab", "ab"))
    assert not is_tied(counted("ab", "aab"))


@given(st.lists(st.sampled_from("abcxy")))
def test_votes_on_the_shortlist_are_all_counted(ballots: list[str]) -> None:
    assert sum(one.votes for one in counted("abc", ballots)) == sum(b in "abc" for b in ballots)


def test_closing_day_itself_counts() -> None:
    day = date(2027, 1, 31)
    assert [is_open(day, day), is_open(day, date(2027, 2, 1)), is_open(None, day)] == [
        True,
        False,
        False,
    ]

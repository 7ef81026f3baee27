"""What partners chose out of a shortlist; a thinking module."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Count(Generic[Key]):
    """How many chose one of the shortlist, and whether nobody got more."""

    key: Key
    votes: int
    is_first: bool


def counted(shortlist: Sequence[Key], ballots: Iterable[Key]) -> list[Count[Key]]:
    """Return the shortlist by votes, most first; equals keep the order of the shortlist.

    A ballot for what is not on the shortlist counts for nothing. Without any vote nothing is first.
    """
    sums = dict.fromkeys(shortlist, 0)
    for key in ballots:
        if key in sums:
            sums[key] += 1
    most = max(sums.values(), default=0)
    rows = [Count(key, votes, votes == most > 0) for key, votes in sums.items()]
    return sorted(rows, key=lambda one: -one.votes)


def is_tied(counts: Iterable[Count[Key]]) -> bool:
    """Whether two or more share the first place, so that people must choose."""
    return sum(one.is_first for one in counts) > 1


def is_open(closes_on: date | None, today: date) -> bool:
    """Whether partners may vote; the closing day itself still counts."""
    return closes_on is not None and today <= closes_on

"""Where in the day of a camp it is now; a thinking module."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

When = Literal["before", "during", "after"]


@dataclass(frozen=True, slots=True)
class Now:
    """Before or during the part with this number, or after all of them (then the number of parts).

    A moment between two parts is before the next one.
    """

    when: When
    number: int


def now_in(parts: Sequence[tuple[datetime, datetime]], moment: datetime) -> Now:
    """Return where a moment falls among parts (begin, end) that stand in order of their begin.

    The moment at which a part ends is no longer part of it. Of two parts at once the first counts.
    """
    for number, (start, end) in enumerate(parts):
        if moment < start:
            return Now("before", number)
        if moment < end:
            return Now("during", number)
    return Now("after", len(parts))

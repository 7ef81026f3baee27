"""The one thing the guide writes: counts."""

from vlaggenlijn.guide.actions.counting import (
    count_answer,
    counts_of,
    forget_asked_words,
    forget_old_counts,
)
from vlaggenlijn.guide.actions.counting_in_bursts import count_soon

__all__ = [
    "count_answer",
    "count_soon",
    "counts_of",
    "forget_asked_words",
    "forget_old_counts",
]

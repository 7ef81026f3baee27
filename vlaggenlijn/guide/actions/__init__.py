"""The one thing the guide writes: counts."""

from vlaggenlijn.guide.actions.counting import (
    count_answer,
    forget_asked_words,
    forget_old_counts,
)

__all__ = ["count_answer", "forget_asked_words", "forget_old_counts"]

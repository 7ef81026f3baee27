"""On which day a step of a campaign falls, counted from the campaign's days; a thinking module."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Anchor = Literal["begin", "end"]
MOST_DAYS = 400
DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a campaign."""

    begins_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Rule:
    """So many days from an anchor, before it when negative; ``weekday`` is 0 (Monday) to 6.

    With a weekday the day is the last such weekday on or before the counted day, so that a step is
    never later than was agreed.
    """

    days: int
    anchor: Anchor = "begin"
    weekday: int | None = None

    def day(self, span: Span) -> date:
        start = span.begins_on if self.anchor == "begin" else span.ends_on
        counted = start + timedelta(days=self.days)
        if self.weekday is None:
            return counted
        return counted - timedelta(days=(counted.weekday() - self.weekday) % DAYS_IN_A_WEEK)


@dataclass(frozen=True, slots=True)
class Due:
    """A step's rule, the day that its task has now, and whether the task is still open."""

    key: str
    rule: Rule
    due_on: date | None
    is_open: bool


def moved(steps: Iterable[Due], before: Span, after: Span) -> dict[str, date]:
    """Return {key: new day} of the open steps that follow their rule.

    A day that somebody set by hand stays, and so does what is done.
    """
    following = (one for one in steps if one.is_open and one.due_on == one.rule.day(before))
    days = {one.key: (one.due_on, one.rule.day(after)) for one in following}
    return {key: new for key, (old, new) in days.items() if new != old}


def is_span(begins_on: date, ends_on: date) -> bool:
    """Whether two days can be those of a campaign: in order, and at most two months long."""
    return timedelta(0) <= ends_on - begins_on <= timedelta(days=62)

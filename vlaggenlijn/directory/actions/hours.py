"""Usual opening hours between schedule rows and the week that an editor fills in.

Rows that a week cannot show (every second Monday, hours with a note) are left as they are.
"""

from collections.abc import Iterable
from typing import Any

from vlaggenlijn.directory.facts import WeekFacts
from vlaggenlijn.directory.hours_text import (
    format_hours,
    grid,
    is_grid_row,
    merge_grid,
    parse_hours,
)
from vlaggenlijn.directory.models import Schedule
from vlaggenlijn.directory.opening import Rule

ASKED_FIRST = "by_appointment"
WALK_IN = ("in_person", "phone", "online")
GENERAL = Rule(attending=ASKED_FIRST)


def week_of(rows: Iterable[Schedule]) -> WeekFacts:
    """Return the week that rows say; hours to walk in go before hours by appointment."""
    rules = [row.rule() for row in rows]
    attending = shown_attending(rules)
    is_general = GENERAL in rules
    hours = grid(rules, attending=attending or WALK_IN[0])
    days = tuple(format_hours(hours[day]) for day in range(7))
    if attending == ASKED_FIRST or (is_general and not any(days)):
        return WeekFacts(days, "only")
    return WeekFacts(days, "also" if is_general else "")


def shown_attending(rules: Iterable[Rule]) -> str:
    """Return which hours of these rows the week shows; empty when there are none."""
    found = {rule.attending for rule in rules if is_grid_row(rule, attending=rule.attending)}
    return next((name for name in (*WALK_IN, ASKED_FIRST) if name in found), "")


def other_rows(rows: Iterable[Schedule]) -> list[Schedule]:
    """Rows that the week and the list of closed days do not show."""
    rows = list(rows)
    attending = shown_attending(row.rule() for row in rows)
    return [row for row in rows if not _is_shown(row, attending)]


def _is_shown(row: Schedule, attending: str) -> bool:
    rule = row.rule()
    return rule == GENERAL or is_grid_row(rule, attending=attending)


def rules_of(week: WeekFacts, attending: str) -> list[Rule]:
    """Return the rows that say a week; ``attending`` is how people come without appointment."""
    days = {number: parse_hours(text) for number, text in enumerate(week.days)}
    if week.appointment == "only":
        return merge_grid(days, attending=ASKED_FIRST) or [GENERAL]
    rules = merge_grid(days, attending=attending)
    return [*rules, GENERAL] if week.appointment == "also" else rules


def keep_week(
    rows: Iterable[Schedule], week: WeekFacts, attending: str = WALK_IN[0], **owner: Any
) -> None:
    """Make the usual hours of an owner the wanted ones; rows that stay the same keep their id."""
    gone, new = week_changes(rows, week, attending, **owner)
    for row in gone:
        row.delete()
    for row in new:
        row.save()


def week_changes(
    rows: Iterable[Schedule], week: WeekFacts, attending: str = WALK_IN[0], **owner: Any
) -> tuple[list[Schedule], list[Schedule]]:
    """Return the rows to remove and the new ones that make the usual hours the wanted ones."""
    present = [(row, row.rule()) for row in rows]
    shown = shown_attending(rule for _, rule in present)
    wanted = rules_of(week, shown if shown in WALK_IN else attending)
    gone = []
    for row, rule in present:
        if rule in wanted:
            wanted.remove(rule)
        elif _is_shown(row, shown):
            gone.append(row)
    return gone, [_row(rule, owner) for rule in wanted]


def _row(rule: Rule, owner: dict[str, Any]) -> Schedule:
    return Schedule(
        freq=rule.freq or "",
        byday=rule.byday,
        opens_at=rule.opens_at,
        closes_at=rule.closes_at,
        attending_type=rule.attending,
        **owner,
    )

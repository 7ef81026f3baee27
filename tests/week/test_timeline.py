"""Steps fall where their rule says, and move along with the campaign."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.week.timeline import Due, Rule, Span, is_span, moved

MAY = Span(date(2027, 5, 16), date(2027, 5, 23))
NEXT = Span(date(2028, 5, 16), date(2028, 5, 23))
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
RULES = st.builds(
    Rule,
    st.integers(-400, 400),
    st.sampled_from(["begin", "end"]),
    st.one_of(st.none(), st.integers(0, 6)),
)


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (Rule(-7), date(2027, 5, 9)),
        (Rule(2, "end"), date(2027, 5, 25)),
        (Rule(0, "begin", 4), date(2027, 5, 14)),
        (Rule(0, "begin", 6), date(2027, 5, 16)),
    ],
)
def test_rule_gives_a_day(rule: Rule, day: date) -> None:
    assert rule.day(MAY) == day


@given(RULES, DAYS)
def test_weekday_is_kept_and_never_later(rule: Rule, begins_on: date) -> None:
    span = Span(begins_on, begins_on + timedelta(days=7))
    counted = Rule(rule.days, rule.anchor).day(span)
    assert timedelta(0) <= counted - rule.day(span) <= timedelta(days=6)
    assert rule.weekday in (None, rule.day(span).weekday())


def test_open_steps_move_along_and_others_stay() -> None:
    rule = Rule(-30)
    steps = [
        Due("follows", rule, rule.day(MAY), True),
        Due("done", rule, rule.day(MAY), False),
        Due("by hand", rule, date(2027, 1, 1), True),
        Due("no day", rule, None, True),
    ]
    assert moved(steps, MAY, NEXT) == {"follows": rule.day(NEXT)}
    assert moved(steps, MAY, MAY) == {}


@given(st.lists(RULES, max_size=8), DAYS)
def test_moving_there_and_back_changes_nothing(rules: list[Rule], begins_on: date) -> None:
    other = Span(begins_on, begins_on + timedelta(days=7))
    steps = [Due(str(n), rule, rule.day(MAY), True) for n, rule in enumerate(rules)]
    there = moved(steps, MAY, other)
    after = [Due(one.key, one.rule, there.get(one.key, one.due_on), True) for one in steps]
    back = moved(after, other, MAY)
    assert [back.get(one.key, one.due_on) for one in after] == [one.due_on for one in steps]


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (62, True), (63, False)])
def test_span_is_in_order_and_not_too_long(days: int, holds: bool) -> None:
    assert is_span(MAY.begins_on, MAY.begins_on + timedelta(days=days)) is holds

"""Whatever the rows: badge, ranges and week table give one answer, and the times given are true."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.directory.opening import (
    BRUSSELS,
    Opening,
    Range,
    Rule,
    ranges,
    state,
    state_only,
    week,
)
from vlaggenlijn.directory.recurrence import problems

HOLIDAYS = {date(2026, 11, 11): "Armistice Day"}
ASKED = Rule(attending="by_appointment")


def now(rules: Iterable[Rule], moment: datetime, on_holidays: str) -> Opening:
    return state(rules, moment, holidays=HOLIDAYS, on_holidays=on_holidays)


near = st.dates(date(2026, 10, 19), date(2026, 11, 16))
quarters = st.integers(0, 95).map(lambda number: time(number // 4, number % 4 * 15))
manners = st.sampled_from(["in_person", "phone", "by_appointment"])
weekly = st.builds(
    Rule,
    freq=st.just("WEEKLY"),
    byday=st.sampled_from(["MO", "SA,SU", "TU,WE,FR", "MO,TU,WE,TH,FR,SA,SU"]),
    opens_at=quarters,
    closes_at=quarters,
    attending=manners,
)
special = st.builds(
    lambda first, length, **values: Rule(
        valid_from=first, valid_to=first + timedelta(days=length), **values
    ),
    near,
    st.integers(0, 3),
    opens_at=quarters,
    closes_at=quarters,
    attending=manners,
    kind=st.sampled_from(["regular", "exception"]),
    is_closed=st.booleans(),
)
closings = st.builds(Rule, valid_from=near, valid_to=near | st.none(), is_closed=st.just(True))
rulesets = st.lists(weekly | special | closings | st.just(ASKED), max_size=5)
moments = st.datetimes(
    datetime(2026, 10, 20),
    datetime(2026, 11, 15),
    timezones=st.just(UTC),
)
policies = st.sampled_from(["closed", "as_usual", "unknown"])


def is_held(parts: Iterable[Range], moment: datetime) -> bool:
    stamp = moment.timestamp()
    return any(
        part.start.timestamp() <= stamp < part.end.timestamp()
        for part in parts
        if not part.is_by_appointment
    )


@settings(max_examples=80, deadline=None)
@given(rulesets, moments, policies)
def test_state_and_ranges_and_week_agree(rules: list[Rule], moment: datetime, policy: str) -> None:
    rules = [rule for rule in rules if not problems(rule)]
    opening = now(rules, moment, policy)
    day = moment.astimezone(BRUSSELS).date()
    chosen = {"holidays": HOLIDAYS, "on_holidays": policy}
    found = ranges(rules, day - timedelta(days=1), day, **chosen)  # type: ignore[arg-type]
    table = week(rules, day - timedelta(days=6), **chosen)  # type: ignore[arg-type]
    shown = [part for each in table for part in each.ranges]
    is_open = opening.state == "open"
    assert [is_open, is_open] == [is_held(found, moment), is_held(shown, moment)]


@settings(max_examples=80, deadline=None)
@given(rulesets, moments, policies)
def test_until_and_opens_are_the_next_changes(
    rules: list[Rule], moment: datetime, policy: str
) -> None:
    rules = [rule for rule in rules if not problems(rule)]
    opening = now(rules, moment, policy)
    tick = timedelta(seconds=1)
    if opening.until and opening.state == "open":
        until = opening.until.astimezone(UTC)
        assert now(rules, until - tick, policy).state == "open"
        assert now(rules, until, policy).state != "open"
    if opening.opens:
        opens = opening.opens.astimezone(UTC)
        assert opens > moment
        assert now(rules, opens - tick, policy).state != "open"
        assert now(rules, opens, policy).state == "open"


@given(rulesets, near, policies)
def test_ranges_never_overlap_in_kind(rules: list[Rule], first: date, policy: str) -> None:
    found = ranges(rules, first, first + timedelta(days=20), holidays=HOLIDAYS, on_holidays=policy)
    ends: dict[tuple[str, str], float] = {}
    for part in found:
        assert part.start.timestamp() > ends.get((part.attending, part.note), 0)
        ends[part.attending, part.note] = part.end.timestamp()
    assert found == sorted(found, key=lambda part: part.start.timestamp())


@settings(deadline=None)
@given(rulesets, moments, policies)
def test_state_alone_is_the_same_state(rules: list[Rule], moment: datetime, policy: str) -> None:
    alone = state_only(rules, moment, holidays=HOLIDAYS, on_holidays=policy)
    assert alone == now(rules, moment, policy).state

"""Events that come back, held against other readers."""

import re
from datetime import UTC, date, datetime, time

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agenda.calendar_texts import FIRST, LAST, PLAIN, one, read, starts
from vlaggenlijn.agenda.icalendar_in import rules
from vlaggenlijn.agenda.icalendar_in.rules import UnreadableRule, days_of, read_rule
from vlaggenlijn.agenda.timing import arranged


def test_series_with_exceptions_and_a_moved_time() -> None:
    found = read(
        PLAIN + "DTEND;TZID=Europe/Brussels:20270116T120000\nRRULE:FREQ=WEEKLY;COUNT=6\n"
        "EXDATE;TZID=Europe/Brussels:20270123T100000\nRDATE;TZID=Europe/Brussels:20270302T100000",
        "UID:a\nSUMMARY:Babbelcafé met soep\nRECURRENCE-ID;TZID=Europe/Brussels:20270130T100000\n"
        "DTSTART;TZID=Europe/Brussels:20270131T140000\nDTEND;TZID=Europe/Brussels:20270131T160000",
        "UID:a\nRECURRENCE-ID:20270206T090000Z\nDTSTART:20270206T090000Z\nSTATUS:CANCELLED\n"
        "DTEND:20270206T110000Z",
    )
    (event,) = found.events
    assert starts(event) == [
        "2027-01-16 10:00", "2027-01-31 14:00", "2027-02-06 10:00", "2027-02-13 10:00",
        "2027-02-20 10:00", "2027-03-02 10:00",
    ]  # fmt: skip
    timing = arranged(event.slots, event.likely, (FIRST, LAST))[""]
    assert timing.exceptions == {
        "2027-01-30": {"day": "2027-01-31", "from": "14:00", "until": "16:00",
                       "is_cancelled": False, "is_full": False, "note": "Babbelcafé met soep"},
        "2027-02-06": {"day": "2027-02-06", "from": "10:00", "until": "12:00",
                       "is_cancelled": True, "is_full": False, "note": ""},
    }  # fmt: skip


def test_hours_stay_the_same_when_the_clock_changes() -> None:
    event = one(PLAIN + "RRULE:FREQ=WEEKLY;UNTIL=20270410T080000Z")
    assert [text[-5:] for text in starts(event)] == ["10:00"] * 13
    assert starts(event)[-1].startswith("2027-04-10")
    sooner = one(PLAIN + "RRULE:FREQ=WEEKLY;UNTIL=20270410T075959Z")
    assert starts(sooner)[-1].startswith("2027-04-03")


def test_series_in_utc_moves_with_the_clock() -> None:
    event = one("UID:a\nSUMMARY:x\nDTSTART:20270327T090000Z\nRRULE:FREQ=WEEKLY;COUNT=3")
    assert [text[-5:] for text in starts(event)] == ["10:00", "11:00", "11:00"]
    timing = arranged(event.slots, event.likely, (FIRST, LAST))[""]
    assert (timing.pattern.starts_at, list(timing.exceptions)) == (time(11), ["2027-03-27"])


def test_changed_time_whose_series_is_not_there() -> None:
    event = one("UID:a\nSUMMARY:x\nRECURRENCE-ID:20270116T090000Z\nDTSTART:20270116T100000Z")
    assert starts(event) == ["2027-01-16 11:00"]
    assert event.slots[0].planned == datetime(2027, 1, 16, 9, tzinfo=UTC)


def test_first_time_counts_also_when_its_rule_does_not_fall_on_it() -> None:
    assert starts(one(PLAIN + "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270120"))[0] == "2027-01-16 10:00"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY", ("weekly", 1, tuple(range(7)))),
        ("FREQ=DAILY;BYDAY=SA,SU", ("weekly", 1, (5, 6))),
        ("FREQ=MONTHLY;BYDAY=3SA", ("monthly", 1, ())),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", ("weekly", 2, (5,))),
    ],
)
def test_rule_becomes_a_pattern_that_goes_on(
    rule: str, expected: tuple[str, int, tuple[int, ...]]
) -> None:
    event = one(PLAIN + f"RRULE:{rule}")
    pattern = arranged(event.slots, event.likely, (FIRST, LAST))[""].pattern
    assert (pattern.repeats, pattern.interval, pattern.weekdays) == expected
    assert pattern.until is None


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY", "FREQ=YEARLY"])
def test_rule_that_we_have_no_pattern_for_becomes_days(rule: str) -> None:
    event = one(PLAIN + f"RRULE:{rule}")
    assert event.likely is None
    assert arranged(event.slots)[""].pattern.until or len(event.slots) < 60


def test_old_series_is_followed_from_now_on() -> None:
    event = one(PLAIN.replace("2027", "2001") + "RRULE:FREQ=WEEKLY;BYDAY=TU")
    assert starts(event)[0] == "2026-10-06 10:00"
    timing = arranged(event.slots, event.likely, (FIRST, LAST))[""]
    assert (timing.pattern.first_on, timing.pattern.until) == (date(2001, 1, 16), None)


FREQUENCIES = st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])


DAY_NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@st.composite
def a_rule(draw: st.DrawFn) -> str:
    freq = draw(FREQUENCIES)
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}"]
    may_place = freq in ("MONTHLY", "YEARLY")
    # With a place for one weekday and none for another, dateutil wants both at once.
    has_places = may_place and draw(st.booleans())
    places = ["1", "2", "-1", "5"] if has_places else [""]
    days = draw(st.lists(st.tuples(st.sampled_from(places), st.sampled_from(DAY_NAMES)),
                         max_size=3, unique=True))  # fmt: skip
    numbers = draw(st.lists(st.sampled_from([1, 13, 15, 29, 31, -1, -3]), max_size=2, unique=True))
    months = draw(st.lists(st.integers(1, 12), max_size=3, unique=True))
    if days:
        parts.append("BYDAY=" + ",".join("".join(one) for one in days))
    if numbers and freq != "WEEKLY":
        parts.append("BYMONTHDAY=" + ",".join(map(str, numbers)))
    if months:
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    # Of the week it begins in, dateutil counts only what is left; RFC 5545 counts the whole week.
    if freq != "WEEKLY" and (days or numbers) and draw(st.booleans()):
        parts.append("BYSETPOS=" + draw(st.sampled_from(["1", "-1", "2", "1,-1"])))
    ends = draw(st.sampled_from(["", "COUNT=7", "UNTIL=20270301", "UNTIL=20270301T100000"]))
    week = draw(st.sampled_from(["", "WKST=SU", "WKST=MO"]))
    return ";".join(filter(None, [*parts, ends, week]))


@settings(max_examples=400, deadline=None)
@given(a_rule(), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_rules_fall_on_the_days_that_dateutil_says(text: str, day: date) -> None:
    start = datetime.combine(day, time(10))
    ours = days_of(read_rule(text, start), first=FIRST, last=LAST)
    # A day alone as the end counts whole here; dateutil takes its midnight.
    theirs = rrule.rrulestr(re.sub(r"(UNTIL=\d{8})(?!T)", r"\1T235959", text), dtstart=start)
    window = theirs.between(datetime.combine(FIRST, time()), datetime.combine(LAST, time.max))
    assert ours == [one.date() for one in window][: len(ours) if len(ours) == 1000 else None]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;BYWEEKNO=3", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;COUNT=x", "FREQ=MONTHLY;BYMONTHDAY=40", "WEEKLY",
        "FREQ=MONTHLY;BYMONTHDAY=x", "FREQ=WEEKLY;UNTIL=ooit", "FREQ=WEEKLY;UNTIL=20271399",
        "FREQ=MONTHLY;BYSETPOS=1", "FREQ=WEEKLY;BYHOUR=9,10", "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=WEEKLY;BYDAY=" + "MO," * 200,
    ],
)  # fmt: skip
def test_rules_that_we_cannot_follow(text: str) -> None:
    with pytest.raises(UnreadableRule):
        read_rule(text, datetime(2027, 1, 16, 10))


def test_rule_that_says_its_hour_again() -> None:
    rule = read_rule("FREQ=WEEKLY;BYHOUR=10;BYMINUTE=0;BYSECOND=0;", datetime(2027, 1, 16, 10))
    assert days_of(rule, first=FIRST, last=date(2027, 1, 24)) == [
        date(2027, 1, 16),
        date(2027, 1, 23),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;COUNT=100000;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;COUNT=100000",
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=1000;COUNT=100000",
    ],
)  # fmt: skip
def test_rules_without_an_end_or_without_a_day_cost_little(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []
    real = rules._falls
    monkeypatch.setattr(rules, "_falls", lambda *one: looked_at.append(1) or real(*one))
    days_of(read_rule(text, datetime(1970, 1, 1, 10)), first=FIRST, last=LAST)
    assert len(looked_at) <= rules.LONGEST_COUNT_DAYS + 366


def test_places_in_a_year() -> None:
    rule = read_rule("FREQ=YEARLY;BYDAY=2MO,-1SU", datetime(2020, 1, 1, 10))
    assert days_of(rule, first=FIRST, last=LAST) == [
        date(2026, 12, 27), date(2027, 1, 11), date(2027, 12, 26),
    ]  # fmt: skip


def test_days_are_bounded() -> None:
    rule = read_rule("FREQ=DAILY", datetime(1970, 1, 1, 10))
    assert len(days_of(rule, first=date(1970, 1, 1), last=date(2020, 1, 1))) == 1000


def test_rule_at_the_end_of_the_calendar() -> None:
    for freq in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        rule = read_rule(f"FREQ={freq};WKST=SU", datetime(9999, 12, 30, 10))
        found = days_of(rule, first=date(9999, 12, 1), last=date.max)
        assert found[0] == date(9999, 12, 30)
        early = read_rule(f"FREQ={freq};WKST=SU;COUNT=2", datetime(1, 1, 1, 10))
        assert len(days_of(early, first=date.min, last=date(4, 1, 1))) == 2


def test_many_series_that_never_fall_again_are_read() -> None:
    events = (PLAIN.replace("UID:a", f"UID:{number}") + "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
              for number in range(100))  # fmt: skip
    assert len(read(*events).events) == 100  # each has its first time

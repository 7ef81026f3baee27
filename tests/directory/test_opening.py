"""Open now, the ranges and the week table: one answer everywhere, right through every clock."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from vlaggenlijn.directory.opening import BRUSSELS, Opening, Range, Rule, ranges, state, week

MONDAY = date(2026, 11, 2)
ARMISTICE = date(2026, 11, 11)  # a Wednesday
HOLIDAYS = {ARMISTICE: "Armistice Day"}
OFFICE = Rule(freq="WEEKLY", byday="MO,TU,WE,TH,FR", opens_at=time(9), closes_at=time(12))
AFTERNOON = replace(OFFICE, byday="MO", opens_at=time(13, 30), closes_at=time(17))
ALWAYS = replace(OFFICE, byday="MO,TU,WE,TH,FR,SA,SU", opens_at=time(0), closes_at=time(0))
NIGHT = replace(OFFICE, byday="FR", opens_at=time(22), closes_at=time(2))
ASKED = Rule(attending="by_appointment", description="call first")
BROKEN = replace(OFFICE, interval=0)


def at(day: date, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, fold=fold), BRUSSELS)


def nov(day: int, hour: int, minute: int = 0) -> datetime:
    return at(date(2026, 11, day), hour, minute)


def now(rules: Iterable[Rule], moment: datetime, on_holidays: str = "closed") -> Opening:
    return state(rules, moment, holidays=HOLIDAYS, on_holidays=on_holidays)


def closed_on(first: date, last: date | None, note: str = "") -> Rule:
    return Rule(valid_from=first, valid_to=last, is_closed=True, kind="exception", description=note)


def hours_on(day: date, opens: int, closes: int, note: str = "") -> Rule:
    return Rule(
        valid_from=day,
        valid_to=day,
        opens_at=time(opens),
        closes_at=time(closes),
        kind="exception",
        description=note,
    )


def test_state_without_rules_is_unknown() -> None:
    assert now([], nov(2, 10)) == Opening("unknown")


def test_state_open_until_the_break_and_again_after_it() -> None:
    assert now([OFFICE, AFTERNOON], nov(2, 10)) == Opening(
        "open", until=nov(2, 12), opens=nov(2, 13, 30), attending=("in_person",)
    )


@pytest.mark.parametrize(("minute", "expected"), [(8 * 60 + 59, "closed"), (540, "open")])
def test_state_at_the_minute_of_opening(minute: int, expected: str) -> None:
    assert now([OFFICE], nov(2, *divmod(minute, 60))).state == expected


def test_state_closed_at_the_minute_of_closing() -> None:
    assert now([OFFICE], nov(2, 12)) == Opening("closed", opens=nov(3, 9))


def test_state_looks_beyond_the_week() -> None:
    rule = replace(OFFICE, freq="MONTHLY", byday="1TU")
    assert now([rule], nov(4, 10)) == Opening("closed", opens=at(date(2026, 12, 1), 9))


def test_state_knows_no_opening_after_sixty_days() -> None:
    rule = replace(OFFICE, valid_from=date(2027, 3, 1))
    assert now([rule], nov(4, 10)) == Opening("closed")


def test_state_takes_a_moment_of_any_zone() -> None:
    moment = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
    assert now([OFFICE], moment).until == nov(2, 12)


def test_state_refuses_a_moment_without_zone() -> None:
    with pytest.raises(ValueError):
        now([OFFICE], datetime(2026, 11, 2, 10))


def test_state_refuses_an_unknown_policy() -> None:
    with pytest.raises(ValueError):
        now([OFFICE], nov(2, 10), on_holidays="perhaps")


def test_state_past_midnight() -> None:
    # Friday 6 November 22:00 to Saturday 02:00.
    assert now([NIGHT], nov(7, 1)) == Opening(
        "open", until=nov(7, 2), opens=nov(13, 22), attending=("in_person",)
    )
    assert now([NIGHT], nov(7, 2)) == Opening("closed", opens=nov(13, 22))
    assert now([NIGHT], nov(6, 1)) == Opening("closed", opens=nov(6, 22))


def test_state_past_midnight_into_a_closed_day_stays_open() -> None:
    assert now([NIGHT, closed_on(date(2026, 11, 7), None)], nov(7, 1)) == Opening(
        "open", until=nov(7, 2), attending=("in_person",)
    )


def test_state_past_midnight_of_an_exception() -> None:
    rules = [OFFICE, hours_on(date(2026, 11, 6), 22, 2, "night")]
    opening = now(rules, nov(7, 1))
    assert (opening.state, opening.reason, opening.note) == ("open", "exception", "night")


def test_state_closed_for_some_hours_past_midnight() -> None:
    cut = replace(hours_on(date(2026, 11, 6), 23, 1, "cleaning"), is_closed=True)
    assert now([NIGHT, cut], nov(7, 0, 30)) == Opening(
        "closed", opens=nov(7, 1), reason="exception", note="cleaning"
    )


def test_state_at_opening_time_names_the_next_opening() -> None:
    assert now([OFFICE], nov(2, 9)).opens == nov(3, 9)


def test_state_with_only_hours_on_this_day() -> None:
    assert now([hours_on(MONDAY, 14, 16)], nov(2, 10)) == Opening(
        "closed", opens=nov(2, 14), reason="exception"
    )


def test_state_always_open_has_no_until() -> None:
    assert now([ALWAYS], nov(2, 0), "as_usual") == Opening("open", attending=("in_person",))


def test_state_always_open_but_for_a_holiday_closes_the_night_before() -> None:
    opening = now([ALWAYS], nov(2, 0))
    assert (opening.until, opening.opens) == (nov(11, 0), nov(12, 0))


def test_state_open_until_all_manners_end() -> None:
    phone = replace(OFFICE, opens_at=time(11), closes_at=time(14), attending="phone")
    opening = now([OFFICE, phone], nov(2, 11, 30))
    assert (opening.attending, opening.until) == (("in_person", "phone"), nov(2, 14))
    assert now([OFFICE, phone], nov(2, 13)).attending == ("phone",)


def test_state_by_appointment_only_is_never_closed() -> None:
    expected = Opening("by_appointment", note="call first")
    assert [now([ASKED], nov(2, hour)) for hour in (3, 10, 23)] == [expected] * 3


def test_state_by_appointment_only_with_hours() -> None:
    rule = replace(OFFICE, attending="by_appointment")
    assert now([rule], nov(2, 10)) == Opening("by_appointment", until=nov(2, 12))
    assert now([rule], nov(2, 13)) == Opening("by_appointment")


def test_state_by_appointment_only_on_a_holiday() -> None:
    rule = replace(OFFICE, attending="by_appointment")
    expected = Opening("by_appointment", holiday_name="Armistice Day")
    assert now([rule], nov(11, 10)) == expected
    assert now([rule], nov(11, 10), on_holidays="unknown") == expected


def test_state_by_appointment_only_with_an_open_door_day() -> None:
    rules = [ASKED, hours_on(MONDAY, 14, 16)]
    assert now(rules, nov(2, 10)) == Opening("by_appointment", opens=nov(2, 14), note="call first")


def test_state_by_appointment_only_while_closed_for_the_summer() -> None:
    assert now([ASKED, closed_on(MONDAY, None, "summer")], nov(2, 10)) == Opening(
        "closed", reason="temporarily_closed", note="summer"
    )


def test_state_mixed_is_closed_but_also_by_appointment() -> None:
    assert now([OFFICE, ASKED], nov(2, 13)) == Opening(
        "closed", opens=nov(3, 9), also_by_appointment=True
    )
    assert now([OFFICE, ASKED], nov(2, 10)).also_by_appointment


def test_state_mixed_in_appointment_hours_is_by_appointment() -> None:
    rule = replace(AFTERNOON, attending="by_appointment", description="call first")
    assert now([OFFICE, rule], nov(2, 14)) == Opening(
        "by_appointment", until=nov(2, 17), opens=nov(3, 9), note="call first"
    )


def test_state_mixed_when_appointments_have_ended() -> None:
    ended = replace(ASKED, valid_to=date(2026, 10, 31))
    assert not now([OFFICE, ended], nov(2, 13)).also_by_appointment


def test_state_holiday_closes_by_default() -> None:
    assert now([OFFICE], nov(11, 10)) == Opening(
        "closed", opens=nov(12, 9), reason="holiday", holiday_name="Armistice Day"
    )


def test_state_holiday_as_usual() -> None:
    assert now([OFFICE], nov(11, 10), on_holidays="as_usual") == Opening(
        "open",
        until=nov(11, 12),
        opens=nov(12, 9),
        holiday_name="Armistice Day",
        attending=("in_person",),
    )


def test_state_holiday_of_which_we_know_nothing() -> None:
    assert now([OFFICE], nov(11, 10), on_holidays="unknown") == Opening(
        "unknown", opens=nov(12, 9), reason="holiday", holiday_name="Armistice Day"
    )


def test_state_holiday_on_a_day_without_hours_needs_no_reason() -> None:
    rule = replace(OFFICE, byday="MO")
    assert now([rule], nov(11, 10), on_holidays="unknown") == Opening(
        "closed", opens=nov(16, 9), holiday_name="Armistice Day"
    )


def test_state_exception_wins_over_the_holiday() -> None:
    assert now([OFFICE, hours_on(ARMISTICE, 14, 16, "walk")], nov(11, 15)) == Opening(
        "open",
        until=nov(11, 16),
        opens=nov(12, 9),
        reason="exception",
        note="walk",
        holiday_name="Armistice Day",
        attending=("in_person",),
    )


def test_state_exception_replaces_the_regular_hours() -> None:
    rules = [OFFICE, hours_on(MONDAY, 14, 16, "training")]
    assert now(rules, nov(2, 10)) == Opening(
        "closed", opens=nov(2, 14), reason="exception", note="training"
    )


def test_state_regular_single_day_adds_to_the_regular_hours() -> None:
    extra = replace(hours_on(MONDAY, 14, 16), kind="regular")
    assert [now([OFFICE, extra], nov(2, hour)).state for hour in (10, 15)] == ["open", "open"]


def test_state_exception_by_appointment_today() -> None:
    rule = replace(ASKED, valid_from=MONDAY, valid_to=MONDAY, kind="exception")
    assert now([OFFICE, rule], nov(2, 10)) == Opening(
        "by_appointment", opens=nov(3, 9), reason="", note="call first"
    )


def test_state_closed_for_a_day() -> None:
    assert now([OFFICE, closed_on(MONDAY, MONDAY, "strike")], nov(2, 10)) == Opening(
        "closed", opens=nov(3, 9), reason="exception", note="strike"
    )


def test_state_closed_for_a_period_stands_above_the_holiday() -> None:
    rules = [OFFICE, ASKED, closed_on(date(2026, 11, 9), date(2026, 11, 13))]
    assert now(rules, nov(11, 10)) == Opening(
        "closed",
        opens=nov(16, 9),
        reason="temporarily_closed",
        holiday_name="Armistice Day",
    )


def test_state_hours_on_a_day_stand_above_a_closed_period() -> None:
    rules = [OFFICE, closed_on(date(2026, 11, 1), date(2026, 11, 30)), hours_on(MONDAY, 9, 11)]
    assert now(rules, nov(2, 10)).state == "open"


def test_state_closed_day_stands_above_hours_on_that_day() -> None:
    rules = [OFFICE, closed_on(MONDAY, MONDAY), hours_on(MONDAY, 9, 11)]
    assert now(rules, nov(2, 10)).state == "closed"


def test_state_closed_for_some_hours() -> None:
    cut = replace(hours_on(MONDAY, 10, 11, "meeting"), is_closed=True)
    assert now([OFFICE, cut], nov(2, 10, 30)) == Opening(
        "closed", opens=nov(2, 11), reason="exception", note="meeting"
    )
    assert [now([OFFICE, cut], nov(2, hour)).until for hour in (9, 11)] == [nov(2, 10), nov(2, 12)]


def test_state_with_only_ended_rules_is_unknown() -> None:
    assert now([replace(OFFICE, valid_to=date(2026, 6, 30))], nov(2, 10)) == Opening("unknown")


def test_state_before_the_first_day_is_closed() -> None:
    rule = replace(OFFICE, valid_from=date(2026, 11, 9))
    assert now([rule], nov(2, 10)) == Opening("closed", opens=nov(9, 9))


def test_state_with_only_a_closing_is_unknown_after_it() -> None:
    rules = [closed_on(MONDAY, MONDAY)]
    assert [now(rules, nov(day, 10)).state for day in (2, 3)] == ["closed", "unknown"]


def test_state_with_an_unreadable_row_says_unknown_instead_of_closed() -> None:
    rules = [OFFICE, BROKEN]
    assert [now(rules, nov(2, hour)).state for hour in (10, 13)] == ["open", "unknown"]


def test_state_with_an_unreadable_exception_is_unknown() -> None:
    rules = [OFFICE, replace(BROKEN, is_closed=True)]
    assert now(rules, nov(2, 10)) == Opening("unknown", opens=nov(3, 9))


SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


def test_ranges_over_the_night_the_clock_goes_forward() -> None:
    night = replace(NIGHT, byday="SA")
    (found,) = ranges([night], SPRING - timedelta(days=1), SPRING, holidays={})
    assert found == Range(at(SPRING - timedelta(days=1), 22), at(SPRING, 3), "in_person")
    assert found.end.timestamp() - found.start.timestamp() == 4 * 3600


def test_ranges_over_the_night_the_clock_goes_back() -> None:
    night = replace(NIGHT, byday="SA", closes_at=time(4))
    (found,) = ranges([night], AUTUMN - timedelta(days=1), AUTUMN, holidays={})
    assert found.end.timestamp() - found.start.timestamp() == 7 * 3600


def test_ranges_in_an_hour_that_does_not_exist_are_left_out() -> None:
    rule = replace(OFFICE, byday="SU", opens_at=time(2, 45), closes_at=time(3, 15))
    assert ranges([rule], SPRING, SPRING, holidays={}) == []


def test_state_in_the_hour_that_comes_twice() -> None:
    night = replace(NIGHT, byday="SA", closes_at=time(2, 30))
    seen = [now([night], at(AUTUMN, 2, 15, fold=fold)).state for fold in (0, 1)]
    assert seen == ["open", "closed"]


def test_ranges_are_sorted_and_merged_across_midnight() -> None:
    rules = [replace(OFFICE, opens_at=time(11), closes_at=time(13)), OFFICE, ALWAYS]
    found = ranges([OFFICE, rules[0]], MONDAY, MONDAY, holidays={})
    assert found == [Range(nov(2, 9), nov(2, 13), "in_person")]
    assert ranges(rules, MONDAY, date(2026, 11, 4), holidays={}) == [
        Range(nov(2, 0), nov(5, 0), "in_person")
    ]


def test_ranges_of_other_manner_or_note_stay_apart() -> None:
    phone = replace(OFFICE, attending="phone", opens_at=time(8))
    noted = replace(OFFICE, description="upstairs")
    found = ranges([OFFICE, phone, noted], MONDAY, MONDAY, holidays={})
    assert [(part.attending, part.note, part.start) for part in found] == [
        ("phone", "", nov(2, 8)),
        ("in_person", "", nov(2, 9)),
        ("in_person", "upstairs", nov(2, 9)),
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (MONDAY, MONDAY - timedelta(days=1)),
        (MONDAY, MONDAY + timedelta(days=366)),
        (date(1, 1, 1), date(1, 1, 2)),
        (date(9999, 12, 30), date(9999, 12, 31)),
    ],
)
def test_ranges_refuses_days_without_bound(first: date, last: date) -> None:
    with pytest.raises(ValueError):
        ranges([OFFICE], first, last, holidays={})


def test_ranges_of_a_year() -> None:
    assert len(ranges([OFFICE], MONDAY, MONDAY + timedelta(days=365), holidays={})) == 262


def test_week_shows_each_day_with_its_reason() -> None:
    cut = replace(hours_on(date(2026, 11, 13), 10, 11, "meeting"), is_closed=True)
    rules = [OFFICE, closed_on(date(2026, 11, 9), date(2026, 11, 10), "moving"), cut]
    rules.append(hours_on(date(2026, 11, 12), 14, 16, "late"))
    days = week(rules, date(2026, 11, 9), holidays=HOLIDAYS, on_holidays="unknown")
    assert [
        (len(day.ranges), day.is_holiday, day.is_exception, day.is_unknown, day.note)
        for day in days
    ] == [
        (0, False, True, False, "moving"),
        (0, False, True, False, "moving"),
        (0, True, False, True, ""),
        (1, False, True, False, "late"),
        (2, False, True, False, "meeting"),
        (0, False, False, False, ""),
        (0, False, False, False, ""),
    ]
    assert [day.holiday_name for day in days if day.is_holiday] == ["Armistice Day"]
    assert days[3].ranges == [Range(nov(12, 14), nov(12, 16), "in_person", "late")]

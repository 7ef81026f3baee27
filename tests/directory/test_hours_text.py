"""Hours as people write them, and the week form that makes schedule rows of them."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.hours_text import (
    Hours,
    HoursError,
    format_hours,
    grid,
    is_grid_row,
    merge_grid,
    parse_hours,
)
from vlaggenlijn.directory.recurrence import Rule, problems

MORNING, AFTERNOON = (time(9), time(12)), (time(13, 30), time(17))
clocks = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
pairs = st.tuples(clocks, clocks)
grids = st.dictionaries(st.integers(0, 6), st.lists(pairs, max_size=3))


@pytest.mark.parametrize(
    "text",
    [
        "9-12, 13:30 - 17u",
        "9u-12u, 13u30-17u",
        "9.00–12.00; 13.30–17.00",
        "09:00—12:00 en 13:30—17:00",
        "van 9 tot 12 uur & van 13.30 tot 17 uur",
        "9h-12h et 13h30-17h",
        "de 9 h à 12 h / 13 h 30 - 17 h",
        "13:30-17:00\n9-12u.",
        " 9 uur   - 12 uur + 13 u 30 -17 , ",
        "٩-١٢, ١٣:٣٠-١٧",
    ],
)
def test_parse_hours_reads_what_people_write(text: str) -> None:
    assert parse_hours(text) == [MORNING, AFTERNOON]


@pytest.mark.parametrize("text", ["9-12", "9u-12u00", "9.00-12", "09:00–12:00", "9-12:00 u"])
def test_parse_hours_reads_one_stretch(text: str) -> None:
    assert parse_hours(text) == [MORNING]


def test_parse_hours_that_touch() -> None:
    assert parse_hours("12-17, 9-12") == [MORNING, (time(12), time(17))]


@pytest.mark.parametrize("text", ["", "  ", "-", "Gesloten", "closed", "FERMÉ"])
def test_parse_hours_of_a_closed_day_is_empty(text: str) -> None:
    assert parse_hours(text) == []


@pytest.mark.parametrize("text", ["24/24", "24 uur", "0-24", "0u-0u", "00:00–24:00"])
def test_parse_hours_of_a_whole_day(text: str) -> None:
    assert parse_hours(text) == [(time(0), time(0))]


def test_parse_hours_past_midnight() -> None:
    assert parse_hours("22u30-2, 20-22") == [(time(20), time(22)), (time(22, 30), time(2))]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("18-6", (time(18), time(6))),
        ("9-24", (time(9), time(0))),
        ("9-0", (time(9), time(0))),
    ],
)
def test_parse_hours_of_a_night_of_at_most_twelve_hours(text: str, hours: Hours) -> None:
    assert parse_hours(text) == [hours]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9-12, straks", (6, "straks", "unreadable")),
        ("9", (0, "9", "unreadable")),
        ("9.5-12", (0, "9.5-12", "unreadable")),
        ("9am-12", (0, "9am-12", "unreadable")),
        (" , ", (0, " , ", "unreadable")),
        ("25-26", (0, "25-26", "impossible_time")),
        ("9:60-12", (0, "9:60-12", "impossible_time")),
        ("9-12:75", (0, "9-12:75", "impossible_time")),
        ("24-2", (0, "24-2", "impossible_time")),
        ("9-24:30", (0, "9-24:30", "impossible_time")),
        ("9-9", (0, "9-9", "no_time_between")),
        ("9-5", (0, "9-5", "long_night")),
        ("9-12, 18-6:01", (6, "18-6:01", "long_night")),
        ("9-12, 11-14", (6, "11-14", "overlap")),
        ("13-17, 9-14", (0, "13-17", "overlap")),
        ("22-2, 0-24", (0, "22-2", "overlap")),
        ("9-12" + " " * 200, (200, "    ", "too_long")),
        ("9" + " " * 190 + "x", (0, "9" + " " * 190 + "x", "unreadable")),
    ],
)
def test_parse_hours_says_where_it_stops(text: str, expected: tuple[int, str, str]) -> None:
    with pytest.raises(HoursError) as caught:
        parse_hours(text)
    error = caught.value
    assert (error.position, error.text, error.reason) == expected
    assert text[error.position :].startswith(error.text)


@given(st.text("0123459:.uh-–, entot", max_size=24) | st.text(max_size=12))
def test_parse_hours_answers_or_raises_hours_error(text: str) -> None:
    try:
        hours = parse_hours(text)
    except HoursError as error:
        stop = error
    else:
        assert parse_hours(format_hours(hours)) == hours
        return
    assert text[stop.position :].startswith(stop.text)


def test_format_hours() -> None:
    assert format_hours([MORNING, (time(22), time(0))]) == "09:00–12:00, 22:00–24:00"
    assert format_hours([]) == ""


def test_merge_grid_makes_one_row_for_equal_hours() -> None:
    days = {0: [MORNING, AFTERNOON], 1: [MORNING, AFTERNOON], 2: [MORNING], 3: []}
    rows = [(rule.freq, rule.byday, rule.opens_at, rule.closes_at) for rule in merge_grid(days)]
    assert rows == [("WEEKLY", "MO,TU", *AFTERNOON), ("WEEKLY", "MO,TU,WE", *MORNING)]


def test_merge_grid_rejects_an_eighth_day() -> None:
    with pytest.raises(ValueError):
        merge_grid({7: [MORNING]})


@given(grids, st.sampled_from(["in_person", "by_appointment"]))
def test_grid_gives_back_what_merge_grid_took(days: dict[int, list[Hours]], attending: str) -> None:
    rules = merge_grid(days, attending=attending)
    assert [problem for rule in rules for problem in problems(rule)] == []
    assert grid(rules, attending=attending) == {
        weekday: sorted(set(days.get(weekday, []))) for weekday in range(7)
    }
    assert merge_grid(grid(rules, attending=attending), attending=attending) == rules


@pytest.mark.parametrize(
    "changes",
    [
        {"attending": "phone"},
        {"freq": "MONTHLY"},
        {"valid_to": date(2026, 8, 31)},
        {"description": "bell at the side door"},
        {"kind": "exception"},
        {"byday": "rubbish"},
        {"opens_at": None},
        {"attending": "by_appointment", "opens_at": None, "closes_at": None},
        {"is_closed": True, "opens_at": None, "closes_at": None},
    ],
)
def test_grid_leaves_out_rows_it_cannot_hold(changes: dict[str, object]) -> None:
    row = merge_grid({0: [MORNING]})[0]
    other: Rule = replace(row, **changes)  # type: ignore[arg-type]
    assert (is_grid_row(row), is_grid_row(other)) == (True, False)
    assert grid([other, row]) == grid([row])

"""Unmet questions added up: nothing small is shown, nothing small can be worked out."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.small_counts import FEW
from vlaggenlijn.guide.rollup import (
    MONTH,
    QUARTER,
    SPANS,
    WEEK,
    Cell,
    Unmet,
    after,
    first_of,
    is_over,
    quarter_before,
    rolled_up,
)

# Mondays of one quarter: 5 October 2026 is the first, 28 December the last.
MONDAYS = [date(2026, 10, 5) + timedelta(weeks=n) for n in range(13)]
AFTERWARDS = date(2027, 2, 1)
BROADER = {"night-waking": "sleep", "bed-wetting": "sleep", "sleep": "baby"}
ROWS = st.lists(
    st.builds(
        Unmet,
        st.sampled_from(MONDAYS),
        st.sampled_from(["night-waking", "bed-wetting", "sleep", "eating", ""]),
        st.sampled_from(["44021", "44083", ""]),
        st.sampled_from(["0-2", "3-5", ""]),
        st.integers(1, 7),
    ),
    max_size=25,
    unique_by=lambda row: (row.week, row.theme, row.area, row.age_band),
)
DAYS = st.dates(MONDAYS[0], AFTERWARDS)


def unmet(
    count: int, week: int = 0, theme: str = "sleep", area: str = "44021", age: str = "0-2"
) -> Unmet:
    return Unmet(MONDAYS[week], theme, area, age, count)


def told(rows: list[Unmet], today: date = AFTERWARDS) -> list[tuple[object, ...]]:
    return [
        (one.span, one.theme, one.area, one.age_band, one.count)
        for one in rolled_up(rows, BROADER, today)
    ]


def test_five_in_a_week_are_shown_as_they_are() -> None:
    assert rolled_up([unmet(5)], BROADER, AFTERWARDS) == [
        Cell(WEEK, MONDAYS[0], "sleep", "44021", "0-2", has_narrower=False, count=5)
    ]


def test_too_little_for_a_week_is_added_up_in_its_month_and_then_in_its_quarter() -> None:
    assert told([unmet(3, 0), unmet(3, 1)]) == [(MONTH, "sleep", "44021", "0-2", 6)]
    assert told([unmet(3, 0), unmet(3, 5)]) == [(QUARTER, "sleep", "44021", "0-2", 6)]


def test_ages_go_together_before_municipalities_do() -> None:
    assert told([unmet(3), unmet(3, age="3-5")]) == [(WEEK, "sleep", "44021", None, 6)]
    assert told([unmet(3), unmet(3, area="44083")]) == [(WEEK, "sleep", None, None, 6)]


def test_themes_go_up_at_the_end_of_the_quarter_only() -> None:
    rows = [unmet(3, theme="night-waking"), unmet(4, theme="bed-wetting")]
    assert told(rows, date(2026, 12, 31)) == []
    assert told(rows) == [(QUARTER, "sleep", None, None, 7)]
    assert rolled_up(rows, BROADER, AFTERWARDS)[0].has_narrower
    assert told([unmet(3), unmet(4, theme="baby")]) == [(QUARTER, "baby", None, None, 7)]
    assert told([unmet(3), unmet(4, theme="eating")]) == [(QUARTER, None, None, None, 7)]


def test_four_are_never_shown() -> None:
    assert told([unmet(4)]) == []
    assert told([unmet(9), unmet(4, 5)]) == [(WEEK, "sleep", "44021", "0-2", 9)]


@pytest.mark.parametrize("day", [MONDAYS[0], MONDAYS[0] + timedelta(days=6)])
def test_week_that_is_not_over_is_not_shown(day: date) -> None:
    assert told([unmet(50)], day) == []


@given(ROWS, DAYS)
def test_no_cell_is_small(rows: list[Unmet], today: date) -> None:
    assert all(cell.count >= FEW for cell in rolled_up(rows, BROADER, today))


@given(ROWS, DAYS)
def test_each_question_stands_in_one_cell_and_totals_are_true(
    rows: list[Unmet], today: date
) -> None:
    shown = sum(cell.count for cell in rolled_up(rows, BROADER, today))
    over = sum(row.count for row in rows if is_over(WEEK, row.week, today))
    assert shown <= over
    # After the quarter only what is too little even for the whole of it is missing.
    missing = sum(row.count for row in rows) - sum(
        cell.count for cell in rolled_up(rows, BROADER, AFTERWARDS)
    )
    assert 0 <= missing < FEW


@given(ROWS)
def test_cell_of_a_theme_holds_no_more_than_was_asked_of_it(rows: list[Unmet]) -> None:
    asked = Counter[tuple[str, str]]()
    for row in rows:
        asked[row.theme, row.area] += row.count
    shown = Counter[tuple[str, str]]()
    for cell in rolled_up(rows, BROADER, AFTERWARDS):
        if cell.theme is not None and cell.area is not None:
            shown[cell.theme, cell.area] += cell.count
    assert all(shown[key] <= asked[key] for key in shown)


@given(ROWS, DAYS, st.integers(0, 120), st.lists(st.sampled_from(MONDAYS), max_size=3))
def test_what_was_shown_stays_so_that_the_difference_of_two_looks_is_whole_cells(
    rows: list[Unmet], today: date, days: int, later: list[date]
) -> None:
    """Questions that come later change no cell that was shown before them."""
    tomorrow = today + timedelta(days=days)
    now = rolled_up(rows, BROADER, today)
    more = [
        Unmet(week, "sleep", "44021", "12-17", 2)
        for week in set(later)
        if not is_over(WEEK, week, today)
    ]
    then = rolled_up([*rows, *more], BROADER, tomorrow)
    assert Counter(now) - Counter(then) == Counter()
    assert all(cell.count >= FEW for cell in Counter(then) - Counter(now))


@given(ROWS)
def test_order_of_rows_does_not_matter(rows: list[Unmet]) -> None:
    forwards = rolled_up(rows, BROADER, AFTERWARDS)
    backwards = rolled_up(rows[::-1], BROADER, AFTERWARDS)
    assert Counter(forwards) == Counter(backwards)


@pytest.mark.parametrize(
    ("span", "first", "end"),
    [
        (WEEK, date(2026, 12, 28), date(2027, 1, 4)),
        (MONTH, date(2026, 12, 1), date(2027, 1, 1)),
        (QUARTER, date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_periods(span: str, first: date, end: date) -> None:
    assert (first_of(span, MONDAYS[-1]), after(span, MONDAYS[-1])) == (first, end)


@pytest.mark.parametrize("span", SPANS)
def test_period_is_over_when_its_last_week_is(span: str) -> None:
    assert not is_over(span, MONDAYS[-1], date(2027, 1, 3))
    assert is_over(span, MONDAYS[-1], date(2027, 1, 4))


@given(st.dates(date(2026, 1, 5), date(2040, 1, 1)), st.sampled_from(SPANS))
def test_period_holds_its_week_and_is_not_over_while_that_lasts(day: date, span: str) -> None:
    monday = day - timedelta(days=day.weekday())
    assert first_of(span, monday) <= monday < after(span, monday)
    assert not is_over(span, monday, monday + timedelta(days=6))


def test_quarters_back() -> None:
    assert quarter_before(date(2026, 11, 28)) == date(2026, 10, 1)
    assert quarter_before(date(2026, 11, 28), 4) == date(2025, 10, 1)
    # Thursday 1 October belongs to the week that began in September.
    assert quarter_before(date(2026, 10, 1)) == date(2026, 7, 1)

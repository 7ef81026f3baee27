from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.dialogue.timetable import Now, now_in


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, 16, hour, minute, tzinfo=UTC)


PARTS = [(at(10), at(11)), (at(11), at(12)), (at(13), at(14))]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(9), Now("before", 0)),
        (at(10), Now("during", 0)),
        (at(10, 59), Now("during", 0)),
        (at(11), Now("during", 1)),
        (at(12, 30), Now("before", 2)),
        (at(14), Now("after", 3)),
    ],
)
def test_where_a_moment_falls(moment: datetime, expected: Now) -> None:
    assert now_in(PARTS, moment) == expected


def test_day_without_parts_is_over() -> None:
    assert now_in([], at(9)) == Now("after", 0)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6), st.integers(-60, 700))
def test_line_never_goes_back(lengths: list[int], minute: int) -> None:
    parts, start = [], at(9)
    for length in lengths:
        parts.append((start, start + timedelta(minutes=length)))
        start += timedelta(minutes=length)
    now, later = (now_in(parts, at(9) + timedelta(minutes=minute + more)) for more in (0, 1))
    assert now.number <= later.number
    if now.when == "during":
        begin, end = parts[now.number]
        assert begin <= at(9) + timedelta(minutes=minute) < end

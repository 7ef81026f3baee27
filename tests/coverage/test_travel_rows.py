"""Travel times out of rows: what is taken, what is left out and why, and packed small."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.coverage.travel_rows import (
    Read,
    UnclearTimes,
    columns,
    digest_of,
    packed,
    read_times,
    times_of,
    unpacked,
)

HEADER = ["Van", "Naar", "Minuten"]


def read(*rows: list[str]) -> Read:
    return read_times(HEADER, enumerate(rows, 2))


def test_columns_as_people_and_programs_call_them() -> None:
    assert columns(HEADER) == (0, 1, 2)
    assert columns(["id", "to_id", "travel_time_p50", "from_id"]) == (3, 1, 2)
    with pytest.raises(UnclearTimes) as refused:
        columns(["van", "minuten"])
    assert (refused.value.code, refused.value.values) == ("no_columns", {"columns": "van, minuten"})


def test_rows_without_a_time_stay_unknown_and_are_told() -> None:
    found = read(
        ["a", "b", "12,5"], ["a", "c", ""], ["a", "c", "NaN"], ["a", "c", "x"], ["", "c", "3"],
        ["a", "c", "-1"], ["a", "c", "601"], ["a"], ["a", "b", "10"], ["a", "b", "20"],
        ["b", "a", "0"], ["b", "a", "0"],
    )  # fmt: skip
    assert (found.minutes, found.rows) == ({("a", "b"): 10.0, ("b", "a"): 0.0}, 12)
    assert found.left_out.counts == {
        "unknown": 2, "no_time": 2, "strange": 2, "short_row": 1, "twice": 2,
    }  # fmt: skip
    assert found.left_out.examples["strange"] == ["7: -1", "8: 601"]
    assert found.left_out.examples["twice"] == ["10: a → b", "11: a → b"]


def test_only_a_few_examples_are_told() -> None:
    found = read(*([f"{at}", "b", "x"] for at in range(9)))
    assert len(found.left_out.examples["no_time"]) == 5


def test_codes_that_nobody_knows_are_told() -> None:
    found = read(["a", "b", "1"], ["x", "b", "2"], ["a", "y", "3"])
    times = times_of(found, {"a"}, {"b"})
    assert (times.starts, times.ends, times.tenths.tolist()) == (["a"], ["b"], [10])
    assert found.left_out.counts == {"unknown_start": 1, "unknown_end": 1}


codes = st.text("ab1", min_size=1, max_size=2)
rows = st.lists(st.tuples(codes, codes, st.integers(0, 600)), max_size=12)


@given(rows)
def test_packed_and_unpacked_are_the_same(asked: list[tuple[str, str, int]]) -> None:
    found = read(*([start, end, str(minutes)] for start, end, minutes in asked))
    starts, ends = {one[0] for one in asked}, {one[1] for one in asked}
    times = times_of(found, starts, ends)
    again = unpacked(packed(times))
    assert {
        (again.starts[start], again.ends[end]): tenths / 10
        for start, end, tenths in zip(again.start, again.end, again.tenths, strict=True)
    } == found.minutes
    assert len(times) == len(again) == len(found.minutes)
    # The order of the rows makes no other file.
    turned = times_of(
        read(*([start, end, str(minutes)] for start, end, minutes in reversed(asked))), starts, ends
    )
    assert digest_of(packed(turned)) == digest_of(packed(times))

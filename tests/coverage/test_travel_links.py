"""Travel times under other codes: split, joined, kept; nothing dropped."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.coverage.travel_links import carried, stale
from vlaggenlijn.coverage.travel_rows import Times, read_times, times_of

CODES = st.sampled_from("abcde")


def a_table(minutes: dict[tuple[str, str], float]) -> Times:
    rows = [
        (at, [start, end, str(said)]) for at, ((start, end), said) in enumerate(minutes.items())
    ]
    read = read_times(["van", "naar", "min"], rows)
    return times_of(read, {one for one, _ in minutes}, {one for _, one in minutes})


def told(times: Times) -> dict[tuple[str, str], float]:
    return {
        (times.starts[start], times.ends[end]): float(tenths) / 10
        for start, end, tenths in zip(times.start, times.end, times.tenths, strict=True)
    }


def test_code_that_was_split_gives_its_time_to_both() -> None:
    found = carried(a_table({("a", "x"): 12.5, ("b", "x"): 3}), {"a": {"a1": 0.7, "a2": 0.3}})
    assert told(found.times) == {("a1", "x"): 12.5, ("a2", "x"): 12.5, ("b", "x"): 3}
    assert found.moved == ["a"]


def test_codes_that_came_together_give_their_mean_by_share() -> None:
    links = {"a": {"new": 1.0}, "b": {"new": 0.5, "b": 0.5}}
    found = carried(a_table({("a", "x"): 10, ("b", "x"): 40}), links)
    assert told(found.times) == {("new", "x"): 20, ("b", "x"): 40}
    assert found.moved == ["a", "b"]


def test_codes_that_came_together_count_for_the_people_in_them() -> None:
    links = {"a": {"new": 1.0}, "b": {"new": 0.5, "b": 0.5}, "c": {"d": 1.0}}
    table = a_table({("a", "x"): 10, ("b", "x"): 40, ("c", "x"): 7})
    found = carried(table, links, {"a": 100, "b": 400})
    # A hundred people of a, and half of the four hundred of b.
    assert told(found.times) == {("new", "x"): 30, ("b", "x"): 40, ("d", "x"): 7}
    assert (found.by_people, found.by_share) == (["new"], [])


def test_people_that_are_not_known_of_all_count_for_nothing() -> None:
    links = {"a": {"new": 1.0}, "b": {"new": 1.0}, "x": {"y": 1.0}, "z": {"y": 1.0}}
    table = a_table({("a", "x"): 10, ("b", "z"): 40})
    found = carried(table, links, {"a": 100, "x": 0, "z": 0})
    assert told(found.times) == {("new", "y"): 25}
    assert (found.by_people, found.by_share) == (["y"], ["new"])


def test_way_from_where_nobody_lives_is_not_dropped() -> None:
    links = {"a": {"new": 1.0}, "b": {"new": 1.0}}
    table = a_table({("a", "x"): 10, ("b", "x"): 40, ("a", "y"): 3})
    found = carried(table, links, {"a": 0, "b": 50})
    assert told(found.times) == {("new", "x"): 40, ("new", "y"): 3}


def test_ends_move_too_and_a_link_to_itself_moves_nothing() -> None:
    found = carried(a_table({("a", "a"): 5}), {"a": {"b": 1.0}})
    assert told(found.times) == {("b", "b"): 5}
    same = carried(a_table({("a", "a"): 5}), {"a": {"a": 1.0}, "z": {"y": 1.0}})
    assert (told(same.times), same.moved) == ({("a", "a"): 5}, [])


@given(
    st.dictionaries(st.tuples(CODES, CODES), st.integers(0, 600), max_size=12),
    st.dictionaries(CODES, st.sampled_from([{"n": 1.0}, {"n": 0.5, "m": 0.5}, {"b": 1.0}])),
    st.dictionaries(CODES, st.integers(0, 5000)),
)
def test_every_way_arrives_within_the_minutes_that_were_told(
    minutes: dict[tuple[str, str], float], links: dict[str, Any], people: dict[str, int]
) -> None:
    found = told(carried(a_table(minutes), links, people).times)
    assert {code for start, _ in minutes for code in links.get(start, {start: 1})} == {
        start for start, _ in found
    }
    for (start, end), _said in minutes.items():
        for one in links.get(start, {start: 1}):
            for other in links.get(end, {end: 1}):
                assert min(minutes.values()) <= found[one, other] <= max(minutes.values())
    if not links:
        assert found == pytest.approx(minutes)


def test_stale_codes_of_both_sides() -> None:
    times = a_table({("a", "x"): 1, ("b", "y"): 2})
    assert stale(times, {"a"}, {"x", "y"}) == ["b"]
    assert stale(times, {"a", "b"}, {"y"}) == ["x"]
    assert stale(times, {"a", "b"}, {"x", "y"}) == []

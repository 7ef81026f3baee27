"""Own areas in their packing: nothing lost, nobody counted twice, what is not of use told."""

import json

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.coverage.own_areas import OwnAreas, packed, sorted_out, unpacked
from vlaggenlijn.places.shapes import Shape
from vlaggenlijn.places.statbel import Reasons

PATH = "M1 1L2 1L2 2z"
TEXT = st.text(min_size=1, max_size=20)


def a_shape(code: str, people: int | None = 10, nis: str = "44021", path: str = PATH) -> Shape:
    return Shape(code, f"Wijk {code}", nis, 51.0, 3.7, people, path)


shapes = st.builds(
    Shape, TEXT, TEXT, st.sampled_from(["44021", "11002"]), st.floats(49, 52), st.floats(2, 7),
    st.none() | st.integers(0, 10**6), st.sampled_from(["", PATH]),
    st.lists(st.tuples(st.sampled_from(["0-2", "3-5"]), st.integers(0, 9)), max_size=2).map(tuple),
)  # fmt: skip


@given(st.lists(shapes, max_size=6, unique_by=lambda one: one.code))
def test_what_is_packed_comes_out_and_the_same_gives_the_same_bytes(found: list[Shape]) -> None:
    areas = sorted_out(found, {}, {}, Reasons())
    content = packed(areas)
    again = unpacked(content)
    assert sorted(again.homes, key=lambda one: one.code) == sorted(
        areas.homes, key=lambda one: one.code
    )
    assert again.outlines == areas.outlines
    assert packed(again) == content == packed(sorted_out(found[::-1], {}, {}, Reasons()))
    assert sum(areas.people.values()) == sum(one.inhabitants or 0 for one in areas.homes)


def test_town_of_which_a_part_has_no_people_keeps_its_official_neighbourhoods() -> None:
    reasons = Reasons()
    found = [a_shape("a"), a_shape("b", None), a_shape("c", 5, "11002")]
    areas = sorted_out(found, {}, {}, reasons)
    assert (areas.towns, dict(reasons.counts)) == ({"11002"}, {"no_people": 1})
    assert (areas.people, list(areas.outlines)) == ({"11002": 5}, ["c"])
    assert areas.within(["44021"]).homes == ()


def test_areas_without_people_draw_what_is_there_already() -> None:
    reasons = Reasons()
    official = {"44021W01": "44021", "11002W01": "11002"}
    found = [a_shape("44021W01", None), a_shape("44021", None), a_shape("11002W01", 5)]
    areas = sorted_out(found, official, {}, reasons)
    assert (areas.homes, sorted(areas.outlines)) == ((), ["44021", "44021W01"])
    assert reasons.examples == {"code_elsewhere": ["11002W01"]}


def test_a_fifth_more_or_fewer_people_is_told() -> None:
    for people, is_told in ((100, False), (80, False), (79, True), (121, True)):
        reasons = Reasons()
        sorted_out([a_shape("a", people)], {}, {"44021": 100}, reasons)
        assert bool(reasons.counts["other_people"]) == is_told


def test_children_count_only_where_all_bands_are_told() -> None:
    told = json.loads('[["0-2", 1], ["3-5", 2]]')
    both = Shape("a", "A", "44021", 51, 3, 9, "", tuple(map(tuple, told)))
    one = Shape("b", "B", "44021", 51, 3, 9, "", (("0-2", 1),))
    assert OwnAreas((both, one)).counted(["0-2", "3-5"]) == {"a": {"0-2": 1, "3-5": 2}}

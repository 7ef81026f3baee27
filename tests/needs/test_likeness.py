from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.needs.likeness import Town, alike

TOWNS = [
    Town("11001", "flanders", 10_000, 10.0, 2_000),
    Town("11002", "flanders", 500_000, 200.0, 120_000),
    Town("11003", "flanders", 11_000, 11.0, 2_150),
    Town("11004", "flanders", 20_000, 40.0, 4_000),
    Town("11005", "flanders", 300_000, 150.0, 70_000),
    Town("21001", "brussels", 10_000, 10.0, 2_000),
    Town("11006", "flanders", 10_000, 10.0, 0),
]


def test_nearest_come_first_and_only_from_the_region() -> None:
    assert alike("11001", TOWNS) == ["11003", "11004", "11005", "11002"]
    assert alike("11002", TOWNS, 1) == ["11005"]


def test_town_that_is_unknown_or_lacks_a_figure_has_none() -> None:
    assert alike("99999", TOWNS) == alike("11006", TOWNS) == alike("21001", TOWNS) == []


@given(st.permutations(TOWNS), st.sampled_from(TOWNS))
def test_order_of_the_towns_does_not_matter(towns: list[Town], one: Town) -> None:
    assert alike(one.nis, towns) == alike(one.nis, TOWNS)
    assert one.nis not in alike(one.nis, towns)


@given(st.integers(2, 9))
def test_twins_are_nearest(times: int) -> None:
    twin = replace(TOWNS[0], nis="11009")
    far = replace(TOWNS[0], nis="11010", inhabitants=10_000 * times)
    assert alike("11001", [TOWNS[0], far, twin])[0] == "11009"

"""On a grid the transform says what the table of all pairs says."""

from math import gcd

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coverage.clouds import Case, all_distances, few, made, table
from vlaggenlijn.coverage import raster
from vlaggenlijn.coverage.measures import balanced, three_step, two_step
from vlaggenlijn.coverage.points import Points, Weight
from vlaggenlijn.coverage.raster import Lattice, Raster, lattice_of, quick_length
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import alike, gauss, step

REACH = 500.0
WEIGHTS = [alike, step, gauss]
cell = st.integers(-9, 9).map(lambda number: number * 100.0 + 50.0)
amount = st.one_of(st.just(0.0), st.floats(0.5, 500).map(lambda number: round(number, 2)))
rows = st.lists(st.tuples(cell, cell, amount), min_size=1, max_size=15)
# The two corners make sure that there is a grid of 100 m.
CORNERS = [(50.0, 50.0, 0.0), (150.0, 150.0, 0.0)]
grids = st.builds(lambda homes, doors: made([*homes, *CORNERS], doors), rows, rows)


def on(case: Case) -> Raster:
    lattice = lattice_of(case.homes, case.doors)
    assert lattice is not None
    return Raster(case.homes, case.doors, lattice)


@pytest.mark.parametrize("weight", WEIGHTS)
@few
@given(case=grids)
def test_sum_is_that_of_all_pairs_and_nothing_is_exactly_nothing(
    case: Case, weight: Weight
) -> None:
    wanted = table(case.homes, case.doors, REACH, weight)
    there = on(case)
    for pairs, weights, values in (
        (there, wanted, case.capacity), (there.turned(), wanted.T, case.children),
    ):  # fmt: skip
        found, told = pairs.accumulate(values, REACH, weight), weights @ values
        assert found == pytest.approx(told, rel=1e-9, abs=1e-9)
        assert ((found == 0) == (told == 0)).all()


@few
@given(case=grids)
def test_count_nearest_and_pairs(case: Case) -> None:
    there, metres = on(case), all_distances(case.homes, case.doors)
    assert there.count(REACH).tolist() == (metres <= REACH).sum(axis=1).tolist()
    assert there.nearest().tolist() == metres.min(axis=1).tolist()
    assert sum(len(one.near) for one in there.pairs(REACH)) == (metres <= REACH).sum()


@pytest.mark.parametrize("measure", [two_step, three_step, balanced])
@few
@given(case=grids)
def test_measures_are_the_same_as_on_strips(case: Case, measure: object) -> None:
    found, wanted = (
        measure(pairs, case.children, case.capacity, REACH, step)  # type: ignore[operator]
        for pairs in (on(case), Strips(case.homes, case.doors))
    )
    assert found.access == pytest.approx(wanted.access, rel=1e-9, abs=1e-9)
    assert found.reached.tolist() == wanted.reached.tolist()


def test_reach_beyond_the_grid_reaches_all_and_none_is_refused() -> None:
    there = on(made([(0, 0, 1), (100, 0, 1), (0, 300, 1)], [(200, 100, 2)]))
    assert there.count(1e8).tolist() == [1, 1, 1]
    for reach in (0.0, -1.0, 1e10):
        with pytest.raises(ValueError, match="reach"):
            there.count(reach)


@pytest.mark.parametrize(
    ("homes", "doors"),
    [
        ([(0, 0, 1)], [(0, 0, 1)]),  # one cell tells no size
        ([(0, 0, 1), (100, 0, 1)], [(150.5, 0, 1)]),
        ([(0, 0, 1), (100, 0, 1)], [(0, 151, 1)]),
        ([(0, 0, 1), (0.01, 0, 1)], [(1e6, 1e6, 1)]),  # more cells than memory
    ],
)
def test_no_grid(
    homes: list[tuple[float, float, float]], doors: list[tuple[float, float, float]]
) -> None:
    case = made(homes, doors)
    assert lattice_of(case.homes, case.doors) is None


def test_grid_knows_its_size_and_its_cells() -> None:
    points = Points(np.array([100.0, 300.0]), np.array([50.0, 50.0]))
    other = Points(np.array([200.0]), np.array([150.0]))
    lattice = lattice_of(points, other)
    assert lattice == Lattice(50.0, 100.0, 100.0, (2, 3))
    assert (lattice.share_within(1e6), lattice.share_within(50)) == (
        1.0,
        pytest.approx(0.1309, 1e-3),
    )
    assert (lattice.cells(points).tolist(), lattice.cells(other).tolist()) == ([0, 2], [4])


@few
@given(st.integers(1, 5000))
def test_quick_length_is_the_least_that_has_small_factors(least: int) -> None:
    found = quick_length(least)
    assert found >= least
    smooth = 2**13 * 3**8 * 5**6
    assert gcd(found, smooth) == found
    assert not any(gcd(one, smooth) == one for one in range(least, found))


def test_a_large_grid_is_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    case = made([(0, 0, 1), (100, 0, 1)], [(500, 500, 1)])
    assert lattice_of(case.homes, case.doors) is not None
    monkeypatch.setattr(raster, "MOST_CELLS", 30)
    assert lattice_of(case.homes, case.doors) is None

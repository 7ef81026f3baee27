import math
from collections.abc import Callable
from threading import enumerate as enumerate_threads
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coverage.clouds import REACH, Case, cases, few, made, table, town
from vlaggenlijn.coverage import grid, grid_loops
from vlaggenlijn.coverage.grid import PLAIN, Grid, compiled, pairs_between
from vlaggenlijn.coverage.measures import two_step
from vlaggenlijn.coverage.points import Points, Weight
from vlaggenlijn.coverage.slices import tallied
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import alike, gauss, squared, step

WEIGHTS = [alike, step, gauss]
NOWHERE = Points(np.zeros(0), np.zeros(0))


@pytest.mark.parametrize("weight", WEIGHTS)
@few
@given(case=cases)
def test_grid_is_the_sum_over_the_table_of_all_pairs(case: Case, weight: Weight) -> None:
    pairs = Grid(case.homes, case.doors, PLAIN)
    wanted = table(case.homes, case.doors, REACH, weight)
    found = pairs.accumulate(case.capacity, REACH, weight)
    assert found == pytest.approx(wanted @ case.capacity, rel=1e-12)
    back = pairs.turned().accumulate(case.children, REACH, weight)
    assert back == pytest.approx(wanted.T @ case.children, rel=1e-12)


@pytest.mark.parametrize("weight", WEIGHTS)
@few
@given(case=cases, seed=st.integers(0, 99))
def test_tally_is_the_sum_apart_by_kind(case: Case, weight: Weight, seed: int) -> None:
    kinds = 1 + 2 * (seed % 2)
    kind = np.random.default_rng(seed).integers(0, kinds, len(case.doors))
    values = np.column_stack((case.capacity, np.ones(len(kind))))
    found, wanted = (
        tallied(pairs, len(case.homes), values, kind, kinds, REACH, weight)
        for pairs in (Grid(case.homes, case.doors, PLAIN), Strips(case.homes, case.doors))
    )
    assert found == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_tally_of_a_town_uses_every_weight(weight: Weight) -> None:
    case, kind = town(15, 20, seed=4), np.arange(20) % 3
    found, wanted = (
        tallied(pairs, 15, case.capacity[:, None], kind, 3, 2 * REACH, weight)
        for pairs in (Grid(case.homes, case.doors, PLAIN), Strips(case.homes, case.doors))
    )
    assert found == pytest.approx(wanted, rel=1e-12)
    assert found.sum() > 0


@few
@given(case=cases)
def test_grid_counts_and_finds_what_strips_do(case: Case) -> None:
    one, other = Grid(case.homes, case.doors, PLAIN), Strips(case.homes, case.doors)
    assert one.count(REACH).tolist() == other.count(REACH).tolist()
    assert one.nearest().tolist() == other.nearest().tolist()
    assert sum(len(some.near) for some in one.pairs(REACH)) == one.count(REACH).sum()


@pytest.mark.parametrize("reach", [0.1, 1 / 3, 1000.0, 1234.5678, 9e8])
def test_border_is_the_same_as_with_a_root(reach: float) -> None:
    square = grid._square(reach)
    assert np.sqrt(square) <= reach < np.sqrt(np.nextafter(square, np.inf))


def test_distance_that_is_the_reach_or_a_ring_is_within_it() -> None:
    case = made(
        [(0, 0, 1)], [(600, 800, 1), (600, 800.0001, 1), (0, 1000 / 3, 1), (-2000 / 3, 0, 1)]
    )
    ones = np.ones(4)
    assert Grid(case.homes, case.doors, PLAIN).count(REACH).tolist() == [3]
    found = Grid(case.homes, case.doors, PLAIN).accumulate(ones, REACH, step)
    assert found.tolist() == Strips(case.homes, case.doors).accumulate(ones, REACH, step).tolist()


def test_town_in_threads_and_without_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    case = town(60, 80, seed=2)
    monkeypatch.setattr(grid, "AT_ONCE", 16)
    wanted = two_step(Strips(case.homes, case.doors), case.children, case.capacity, REACH, step)
    for processors in ({0}, {0, 1}):
        monkeypatch.setattr(grid.os, "sched_getaffinity", lambda _, some=processors: some)
        pairs = Grid(case.homes, case.doors, PLAIN)
        found = two_step(pairs, case.children, case.capacity, REACH, step)
        assert found.access == pytest.approx(wanted.access, rel=1e-12)


def test_weights_of_your_own_and_empty_sides_are_left_to_strips() -> None:
    case = made([(0, 0, 1)], [(0, 500, 2)])
    own = Grid(case.homes, case.doors, PLAIN).accumulate(case.capacity, REACH, squared(step))
    assert own.tolist() == [pytest.approx(2 * 0.68**2)]
    assert Grid(NOWHERE, case.doors, PLAIN).count(REACH).tolist() == []
    assert Grid(case.homes, NOWHERE, PLAIN).count(REACH).tolist() == [0]


def test_one_stray_point_makes_no_millions_of_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    case = made([(0, 0, 1), (9e7, 9e7, 1)], [(0, 0.5, 1), (9e7, -9e7, 1)])
    monkeypatch.setattr(grid, "MOST_CELLS", 100)
    pairs = Grid(case.homes, case.doors, PLAIN)
    assert pairs.count(1.0).tolist() == [1, 0]
    assert len(pairs._frames[1.0].far.begins) < 300


@pytest.mark.parametrize("reach", [0.0, -5.0, float("nan"), float("inf")])
def test_reach_that_is_none_is_refused(reach: float) -> None:
    case = made([(0, 0, 1)], [(0, 0, 1)])
    with pytest.raises(ValueError, match="reach"):
        Grid(case.homes, case.doors, PLAIN).count(reach)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for the compiler: note what it is asked to compile, and give it back as it is."""
    names: list[str] = []

    def njit(**how: object) -> Callable:
        assert (how["nogil"], how["cache"]) == (True, True)
        return lambda loop: names.append(loop.__name__) or loop

    monkeypatch.setattr(grid, "_tried", [])
    monkeypatch.setattr(grid, "is_installed", lambda: True)
    monkeypatch.setattr(grid.importlib, "import_module", lambda _: SimpleNamespace(njit=njit))
    return names


def test_strips_answer_until_the_loops_are_compiled_and_once_is_enough(asked: list[str]) -> None:
    case = made([(0, 0, 1)], [(0, 500, 2)])
    assert isinstance(pairs_between(case.homes, case.doors), Strips)
    loops = compiled()
    assert (loops, compiled()) == (PLAIN, loops)
    assert sorted(asked) == [
        "alike_run", "around", "bell", "bell_run", "closings", "give", "rows_around", "run_in_row",
        "sort_by_cell", "step_run", "sums", "tallies", "weight_at",
    ]  # fmt: skip
    quick = pairs_between(case.homes, case.doors)
    assert isinstance(quick, Grid)
    assert quick.accumulate(case.capacity, REACH, step).tolist() == [2 * 0.68]


def test_compiling_in_the_background_is_started_once(asked: list[str]) -> None:
    grid.compile_soon()
    for thread in enumerate_threads():
        if thread.name == "coverage-compiler":
            thread.join(10)
    assert isinstance(pairs_between(NOWHERE, NOWHERE), Grid)
    grid.compile_soon()
    assert len(asked) == 13


def test_compiler_that_fails_costs_speed_and_is_not_asked_again(
    asked: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(name: str) -> None:
        asked.append(name)
        raise RuntimeError("no place for what is compiled")

    monkeypatch.setattr(grid.importlib, "import_module", fails)
    assert (compiled(), compiled(), asked) == (None, None, ["numba"])
    assert isinstance(pairs_between(NOWHERE, NOWHERE), Strips)
    assert caplog.messages == ["The loops of coverage could not be compiled."]


def test_without_the_compiler_strips_go_on_answering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_tried", [])
    monkeypatch.setattr(grid.importlib.util, "find_spec", lambda _: None)
    assert compiled() is None
    assert isinstance(pairs_between(NOWHERE, NOWHERE), Strips)


def test_rings_weigh_what_the_weights_say() -> None:
    reach = 900.0
    metres = np.array([300.0, 600.0, 900.0])
    assert step(metres, reach).tolist() == [grid_loops.INNER, grid_loops.MIDDLE, grid_loops.OUTER]


@given(st.floats(-4.5, 0))
def test_bell_is_the_power_of_e(bent: float) -> None:
    assert grid_loops.bell(bent) == pytest.approx(math.exp(bent), rel=1e-13)

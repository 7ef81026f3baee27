from dataclasses import replace

import numpy as np
import pytest

from tests.coverage.lands import some_land
from vlaggenlijn.coverage.offer import Supply

LAND = some_land(3, local=True)


def test_children_of_a_group_are_its_own_where_they_are_known() -> None:
    demand = LAND.demand
    assert demand.of(1) is demand.of_group[1]
    assert demand.of(0) is demand.children


@pytest.mark.parametrize("children", [np.full((8, 2), -1.0), np.full((8, 2), np.nan)])
def test_children_that_are_no_number_are_refused(children: np.ndarray) -> None:
    with pytest.raises(ValueError, match="numbers from 0"):
        replace(LAND.demand, children=children)
    with pytest.raises(ValueError, match="numbers from 0"):
        replace(LAND.demand, of_group={0: children})


@pytest.mark.parametrize("children", [np.zeros(8), np.zeros((7, 2))])
def test_children_without_a_row_for_every_home_are_refused(children: np.ndarray) -> None:
    with pytest.raises(ValueError, match="homes by age bands"):
        replace(LAND.demand, children=children)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("sound", np.ones(4, bool), "a row for every door"),
        ("capacity", np.full(9, np.inf), "numbers from 0"),
        ("ages", np.full((9, 2), -1.0), "numbers from 0"),
        ("function", np.full(9, 2), "function that does not exist"),
        ("function", np.full(9, -1), "function that does not exist"),
    ],
)
def test_doors_that_cannot_be_are_refused(column: str, value: np.ndarray, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(LAND.supply, **{column: value})


def test_doors_are_picked_and_joined_row_by_row() -> None:
    supply = LAND.supply
    back = supply.at(np.arange(4)).joined(supply.at(np.arange(4, 9)))
    assert len(back) == 9
    for name in Supply.__slots__:
        one, other = getattr(back, name), getattr(supply, name)
        if name == "points":
            assert (one.x.tolist(), one.y.tolist()) == (other.x.tolist(), other.y.tolist())
        else:
            assert np.array_equal(one, other), name

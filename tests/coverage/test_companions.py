import numpy as np
from hypothesis import given

from tests.coverage.clouds import all_distances, few
from tests.coverage.lands import lands
from tests.coverage.test_slices import one_slice
from vlaggenlijn.coverage.companions import companions
from vlaggenlijn.coverage.offer import Way
from vlaggenlijn.coverage.slices import Land


@few
@given(land=lands)
def test_companions_are_alike_near_and_of_different_services(land: Land) -> None:
    supply, metres = land.supply, all_distances(land.supply.points, land.supply.points)
    found = companions(supply, 1000.0)
    wanted = [
        (metres[one, other], one, other)
        for one in range(9)
        for other in range(one + 1, 9)
        if metres[one, other] <= 1000
        and supply.way[one] == supply.way[other] == Way.PLACE
        and supply.service[one] != supply.service[other]
        and supply.function[one] == supply.function[other]
        and (supply.groups[one] & supply.groups[other]).any()
        and ((supply.ages[one] > 0) & (supply.ages[other] > 0)).any()
    ]
    rows = zip(found.distance, found.near, found.far, strict=True)
    assert list(rows) == sorted(wanted)


def test_without_doors_there_are_no_companions() -> None:
    found = companions(one_slice([], [(0, 0, 1)]).supply, 1000.0)
    assert (found.near.tolist(), found.distance.dtype) == ([], np.float64)

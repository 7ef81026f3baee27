from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coverage.clouds import Case, all_distances, cases, few, made
from vlaggenlijn.coverage import median as module
from vlaggenlijn.coverage.median import Median, median


@few
@given(case=cases, many=st.integers(1, 3), served=st.booleans())
def test_mean_lies_between_the_best_of_all_choices_and_what_is_proven(
    case: Case, many: int, served: bool
) -> None:
    if not case.children.sum():
        case.children[0] = 1
    metres = all_distances(case.homes, case.doors)
    now = metres[:, 0] + 50 if served else None
    start = metres.max(axis=1) if now is None else now
    found = median(case.homes, case.children, case.doors, many, now)

    def mean(chosen: tuple[int, ...]) -> float:
        nearest = np.minimum(start, metres[:, chosen].min(axis=1, initial=np.inf))
        return float(nearest @ case.children / case.children.sum())

    best = min(
        mean(some) for some in combinations(range(len(case.doors)), min(many, len(metres.T)))
    )
    assert found.mean == pytest.approx(mean(tuple(found.chosen)), abs=1e-6)
    assert found.mean_now == pytest.approx(mean(()), abs=1e-6)
    assert found.at_least <= best + 1e-6
    assert best <= found.mean + 1e-6 <= found.mean_now + 2e-6


def test_exchange_leaves_the_middle_for_the_two_ends() -> None:
    homes = [(0, 0, 10), (1000, 0, 9), (3000, 0, 9), (4000, 0, 10)]
    places = made(homes, [(2000, 0, 0), (500, 0, 0), (3500, 0, 0)])
    found = median(places.homes, places.children, places.doors, 2)
    assert sorted(found.chosen.tolist()) == [1, 2]
    assert (found.mean, found.apart) == (500, pytest.approx(0, abs=0.02))


def test_nothing_nearer_than_what_there_is_chooses_nothing() -> None:
    case = made([(0, 0, 5)], [(900, 0, 0)])
    found = median(case.homes, case.children, case.doors, 1, now=np.array([100.0]))
    assert (found.chosen.tolist(), found.mean, found.at_least) == ([], 100, 100)
    at_the_door = median(case.homes, case.children, case.doors, 1, now=np.zeros(1))
    assert at_the_door.apart == 0
    assert Median(found.chosen, 110.0, 200.0, 100.0).apart == pytest.approx(0.1)


def test_without_children_or_with_too_many_pairs_it_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = made([(0, 0, 5), (1, 1, 5)], [(900, 0, 0)])
    with pytest.raises(ValueError, match="children and candidates"):
        median(case.homes, np.zeros(2), case.doors, 1)
    monkeypatch.setattr(module, "MOST_PAIRS", 1)
    with pytest.raises(ValueError, match="more than 1 pairs"):
        median(case.homes, case.children, case.doors, 1)


def test_bound_holds_from_the_first_round_on() -> None:
    saved = np.array([[3.0, 0.0], [0.0, 2.0]])
    assert module._bound(saved, 1, 3.0, rounds=1) == 4
    assert 3 <= module._bound(saved, 1, 3.0, rounds=300) <= 4

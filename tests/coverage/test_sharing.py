import numpy as np

from vlaggenlijn.coverage.sharing import Shared, shared
from vlaggenlijn.coverage.siting import Problem, problem


def rows(closes: list[list[float]]) -> Problem:
    """Return the problem in which candidates (down) close children of rows (across)."""
    table = np.array(closes)
    candidate, row = np.nonzero(table)
    return problem(
        np.full(table.shape[1], 100.0), candidate, row, table[candidate, row], len(table)
    )


def test_place_near_the_border_is_proposed_to_both_with_what_it_brings() -> None:
    """Networks 0 and 1 meet; network 2 is far; the last row and candidate are of no network."""
    asked_of = rows([
        [30, 0, 0, 0],
        [20, 25, 0, 0],
        [0, 28, 0, 9],
        [0, 0, 40, 0],
        [90, 90, 0, 0],
    ])  # fmt: skip
    found = shared(asked_of, np.array([0, 1, 2, -1]), np.array([0, 0, 1, 2, -1]), 3)
    assert found == [Shared((0, 1), 1, (20, 25), (30, 28))]
    assert found[0].extra == 15


def test_pairs_that_bring_most_come_first_and_those_that_bring_nothing_not_at_all() -> None:
    asked_of = rows([
        [10, 0, 0, 0],
        [9, 8, 0, 0],
        [0, 9, 9, 0],
        [0, 0, 10, 0],
        [0, 0, 1, 50],
        [0, 0, 0, 60],
    ])  # fmt: skip
    found = shared(asked_of, np.arange(4), np.array([0, 0, 1, 2, 3, 3]), 4)
    assert [pair.networks for pair in found] == [(1, 2), (0, 1)]
    assert [pair.extra for pair in found] == [8, 7]


def test_best_place_that_serves_one_alone_is_no_sharing() -> None:
    asked_of = rows([[50, 0], [2, 3]])
    assert shared(asked_of, np.array([0, 1]), np.array([0, 0]), 2) == []

import numpy as np
import pytest

from vlaggenlijn.coverage.weights import alike, gauss, squared, step


def test_alike_counts_everything_the_same() -> None:
    assert alike(np.array([0.0, 5.0, 9.0]), 9.0).tolist() == [1, 1, 1]


def test_step_has_three_equal_rings_and_a_border_belongs_to_the_inner_one() -> None:
    metres = np.array([0.0, 3000.0, 3000.5, 6000.0, 6000.5, 9000.0])
    assert step(metres, 9000.0).tolist() == [1, 1, 0.68, 0.68, 0.22, 0.22]


def test_gauss_has_a_standard_deviation_of_a_third_of_the_reach() -> None:
    found = gauss(np.array([0.0, 3000.0, 9000.0]), 9000.0)
    assert found == pytest.approx([1, np.exp(-0.5), np.exp(-4.5)], rel=1e-15)


def test_squared_weighs_twice() -> None:
    found = squared(step)(np.array([0.0, 5000.0]), 9000.0)
    assert found == pytest.approx([1, 0.68**2], rel=1e-15)

import numpy as np
import pytest

from vlaggenlijn.coverage.points import FARTHEST, Points


def test_points_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        Points(np.zeros(2), np.zeros(3))


def test_points_that_are_no_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        Points(np.zeros((2, 2)), np.zeros((2, 2)))


@pytest.mark.parametrize("value", [np.nan, np.inf, -2 * FARTHEST])
def test_points_nowhere_on_earth_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="between"):
        Points(np.array([value]), np.zeros(1))
    with pytest.raises(ValueError, match="between"):
        Points(np.zeros(1), np.array([value]))


def test_points_at_gives_them_in_the_order_asked() -> None:
    points = Points(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0]))
    chosen = points.at(np.array([2, 0]))
    assert (chosen.x.tolist(), chosen.y.tolist(), len(chosen)) == ([3, 1], [6, 4], 2)

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.small_counts import FEW, told


@given(st.integers(-5, 10_000))
def test_what_is_told_is_never_a_small_count_and_never_more_than_there_is(count: int) -> None:
    shown = told(count)
    assert shown % FEW == 0
    assert 0 <= max(count, 0) - shown < FEW


@given(st.integers(0, 500), st.integers(0, 500))
def test_taking_one_told_count_from_another_leaves_no_small_one(one: int, other: int) -> None:
    assert abs(told(one) - told(other)) not in range(1, FEW)

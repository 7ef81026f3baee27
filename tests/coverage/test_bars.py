"""The bars of a matrix: as high as the share of children, the best at the foot."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.coverage.bars import HEIGHT, UNKNOWN, Part, bars, look_of
from vlaggenlijn.coverage.certainty import Sureness, Verdict


def test_bar_of_two_halves_and_one_without_children() -> None:
    counts = np.zeros((2, 4, 3))
    counts[1, Verdict.NONE, Sureness.POSSIBLE] = 50
    counts[1, Verdict.MUCH, Sureness.CERTAIN] = 50
    assert bars(counts) == [
        Part(13, 15.0, 15.0, "v-much"),
        Part(13, 0.0, 15.0, "v-none is-possible"),
    ]


def test_of_whom_we_do_not_know_there_is_one_part_on_top_without_a_verdict() -> None:
    counts = np.zeros((1, 4, 3))
    counts[0, :, Sureness.UNKNOWN] = 5
    counts[0, Verdict.NONE, Sureness.CERTAIN] = 10
    assert bars(counts) == [Part(0, 20.0, 10.0, "v-none"), Part(0, 0.0, 20.0, UNKNOWN)]
    assert look_of(Verdict.NONE, Sureness.UNKNOWN) == UNKNOWN


@given(st.lists(st.integers(0, 10_000), min_size=12, max_size=12))
def test_parts_stand_on_each_other_up_to_the_top(children: list[int]) -> None:
    foot = float(HEIGHT)
    for part in bars(np.array(children, float).reshape(1, 4, 3)):
        assert abs(part.y + part.height - foot) < 1e-9
        foot = part.y
    assert foot == (0 if any(children) else HEIGHT)

"""The more metres, the fuller an area hangs; numbers never cover each other."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.week.garlands import STEPS, Mark, Step, apart, step_of, steps

METRES = st.integers(0, 20_000)
SPOTS = st.integers(0, 60).map(float)
MARKS = st.lists(st.builds(Mark, SPOTS, SPOTS, st.integers(1, 20_000)), max_size=30)


def test_a_quarter_of_the_longest_line_is_a_step() -> None:
    assert [step_of(one, 100) for one in (0, 1, 25, 26, 75, 76, 100)] == [0, 1, 1, 2, 3, 4, 4]
    assert step_of(0, 0) == 0


def test_only_steps_in_use_are_told() -> None:
    assert steps([]) == steps([0]) == []
    assert steps([300, 0, 40]) == [Step(1, 1, 75), Step(4, 226, 300)]
    assert [one.tile for one in steps([300, 40])] == [0.2, 0.065]


def test_the_longer_line_keeps_its_number() -> None:
    short, long, far = Mark(0, 0, 30), Mark(1, 0.5, 120), Mark(0, 9, 5)
    assert apart([short, long, far], size=1) == [long, far]
    beside = Mark(5, 0, 40)
    assert apart([long, beside], size=1) == [long, beside]


@given(st.lists(METRES, max_size=40))
def test_every_number_of_metres_falls_in_its_own_step(metres: list[int]) -> None:
    told = {one.number: one for one in steps(metres)}
    for one in filter(None, metres):
        step = told[step_of(one, max(metres))]
        assert step.first <= one <= step.last
        assert 1 <= step.number <= STEPS


@given(MARKS)
def test_what_stands_on_the_map_stands_apart(marks: list[Mark]) -> None:
    placed = apart(marks, size=2)
    assert bool(placed) == bool(marks)
    assert apart(placed, size=2) == placed
    assert set(placed) <= set(marks)

"""A thread is put in order, whichever way its steps were written down."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.needs.threads import End, Step, Thread, follow


def end(number: int, words: str = "") -> End:
    return End("needs.need", uuid.UUID(int=number), words)


def step(source: int, target: int) -> Step:
    return Step(end(source), end(target))


QUOTE, FINDING, NEED, UNDERTAKING = range(4)
CHAIN = [step(NEED, UNDERTAKING), step(QUOTE, FINDING), step(FINDING, NEED)]


def test_thread_through_the_middle() -> None:
    assert follow(CHAIN, end(NEED)) == Thread(
        [step(QUOTE, FINDING), step(FINDING, NEED)], [step(NEED, UNDERTAKING)]
    )


def test_thread_from_either_end() -> None:
    whole = [step(QUOTE, FINDING), step(FINDING, NEED), step(NEED, UNDERTAKING)]
    assert follow(CHAIN, end(QUOTE)) == Thread([], whole)
    assert follow(CHAIN, end(UNDERTAKING)) == Thread(whole, [])
    assert follow(CHAIN, end(99)) == Thread([], [])


def test_words_do_not_make_another_record() -> None:
    renamed = Step(end(NEED, "new words"), end(UNDERTAKING))
    assert follow([renamed], end(NEED, "old words")).after == [renamed]
    elsewhere = End("dialogue.finding", end(NEED).id)
    assert follow([renamed], elsewhere).after == []


def test_circle_ends() -> None:
    circle = [step(1, 2), step(2, 1)]
    assert follow(circle, end(1)) == Thread([step(1, 2), step(2, 1)], [step(1, 2), step(2, 1)])


STEPS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1]),
    unique=True,
    max_size=20,
)


@given(STEPS, st.integers(0, 6))
def test_every_step_once_and_each_reachable(pairs: list[tuple[int, int]], start: int) -> None:
    steps = [step(*pair) for pair in pairs]
    thread = follow(steps, end(start))
    for side in (thread.before, thread.after):
        assert len(side) == len(set(side))
    reached = {start}
    while more := {b for a, b in pairs if a in reached} - reached:
        reached |= more
    assert set(thread.after) == {step(a, b) for a, b in pairs if a in reached}
    known = {end(start).key}
    for one in thread.after:
        assert one.source.key in known
        known.add(one.target.key)


@given(STEPS, st.integers(0, 6))
def test_backward_is_forward_of_the_mirror(pairs: list[tuple[int, int]], start: int) -> None:
    mirrored = follow([step(b, a) for a, b in pairs], end(start))
    thread = follow([step(a, b) for a, b in pairs], end(start))
    assert thread.before == [Step(one.target, one.source) for one in mirrored.after][::-1]

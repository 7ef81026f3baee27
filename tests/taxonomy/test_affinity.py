import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.affinity import PLACES, USUAL, Affinity, bag, from_arrays
from vlaggenlijn.taxonomy.learning import all_parts
from vlaggenlijn.taxonomy.packing import BESIDE, is_beside
from vlaggenlijn.taxonomy.sense import Sensed

WIDE = 3
NONE = all_parts("")
RNG = np.random.default_rng(1)


def an_affinity(wide: int = WIDE, **more: np.ndarray) -> Affinity:
    arrays = {
        "asked": RNG.normal(size=(wide, 2)).astype(np.float16),
        "asked_offsets": np.array([0.5, -0.5], np.float16),
        "offered": RNG.normal(size=(wide, 3)).astype(np.float16),
        "offered_offsets": np.array([0.25, 0.0, -1.0], np.float16),
    }
    return from_arrays(arrays | more)


def lying(*vector: float) -> Sensed:
    return Sensed((), np.array(vector, np.float32), np.zeros(0))


def test_products_of_both_are_what_was_learned() -> None:
    affinity = an_affinity()
    question, offer = lying(0.2, -1, 0.5), lying(1, 0.3, -0.4)
    asked, offered = affinity.of_question(NONE, question), affinity.of_offer(NONE, offer)
    numbers = offer.vector @ affinity.offered + affinity.offered_offsets
    expected = (question.vector @ affinity.asked + affinity.asked_offsets) @ numbers[:2]
    worth = sum(asked[term] * offered[term] for term in asked)
    assert worth == pytest.approx(float(expected + numbers[2]), abs=1e-5)
    assert set(asked) == set(offered) == {f"{BESIDE}sense:{name}" for name in (USUAL, 0, 1)}
    assert all(map(is_beside, asked))


def test_where_nobody_knows_where_a_text_lies_there_is_nothing() -> None:
    assert an_affinity().of_question(all_parts("slapen"), None) == {}
    assert an_affinity().of_offer(all_parts("slapen"), None) == {}


def test_without_an_encoder_words_tell_where_a_text_lies() -> None:
    affinity = an_affinity(PLACES, rarities=np.ones(PLACES, np.float16))
    sleep = all_parts("slapen")
    found = affinity.of_offer(sleep, None)
    assert found == affinity.of_offer(sleep[::-1], lying(1, 2, 3))
    assert found != affinity.of_offer(all_parts("eten"), None)
    # What an encoder told of a question says nothing of this.
    assert set(found).isdisjoint(an_affinity().of_question(sleep, lying(1, 2, 3)))
    assert affinity.of_question(NONE, None) == affinity.of_offer(NONE, None) == {}


def test_only_rare_parts_of_words_tell() -> None:
    affinity = an_affinity(PLACES, rarities=np.zeros(PLACES, np.float16))
    assert affinity.of_question(all_parts("slapen"), None) == {}


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_bag_holds_each_part_in_its_place(numbers: list[int]) -> None:
    parts = np.array(numbers, np.uint32)
    found = bag(parts)
    assert found.shape == (PLACES,)
    assert set(np.flatnonzero(found)) <= {number % PLACES for number in numbers}
    assert np.array_equal(found, bag(parts[::-1]))

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.sense import Sense, Vectors, from_arrays, learn_regions

SLEEP, MONEY, SCHOOL = "themes:sleep", "themes:money", "themes:school"
MIDDLES = {SLEEP: (1, 0, 0, 0), MONEY: (0, 1, 0, 0), SCHOOL: (0, 0, 1, 0)}


def near(term: str, count: int, seed: int = 0) -> Vectors:
    around = np.random.default_rng(seed).normal(0, 0.2, (count, 4))
    return (np.array(MIDDLES[term]) + around).astype(np.float32)


TAUGHT = np.concatenate([near(term, 30, place) for place, term in enumerate(MIDDLES)])
ABOUT = [(term,) for term in MIDDLES for _ in range(30)]
REGIONS = learn_regions(TAUGHT, ABOUT)


def encode(texts: Sequence[str]) -> Vectors:
    return np.array([MIDDLES.get(f"themes:{text}", (1, 1, 1, 0)) for text in texts], np.float32)


def sense(most: int = 3, least: float = 0.0) -> Sense:
    return Sense(encode, REGIONS, doubt=1.0, most=most, least=least)


def weights(texts: Sequence[str], of: Sense | None = None) -> list[dict[str, float]]:
    of = of or sense()
    return [of.weights_there(one) for one in of.all_sensed(texts)]


def test_each_text_lies_in_its_own_region() -> None:
    for term in MIDDLES:
        chances = REGIONS.chances(near(term, 20, seed=9), doubt=1.0)
        assert {REGIONS.terms[one] for one in chances.argmax(axis=1)} == {term}


def test_one_text_is_sensed_once_for_all_that_is_asked_of_it() -> None:
    sensed = sense().sensed("sleep")
    assert sensed.terms == REGIONS.terms
    assert sensed.vector.tolist() == list(MIDDLES[SLEEP])
    assert REGIONS.terms[int(sensed.told.argmax())] == SLEEP
    (again, _) = sense().all_sensed(["sleep", "money"])
    assert (again.vector.tolist(), again.told.tolist()) == (
        sensed.vector.tolist(),
        pytest.approx(sensed.told.tolist()),
    )


def test_more_doubt_is_more_even() -> None:
    vectors = near(SLEEP, 5)
    sure, doubtful = (REGIONS.chances(vectors, doubt=doubt).max(axis=1) for doubt in (1.0, 9.0))
    assert (sure > doubtful).all()


def test_text_about_two_concepts_teaches_both() -> None:
    between = ((near(SLEEP, 30) + near(MONEY, 30, 1)) / 2).astype(np.float32)
    both = learn_regions(np.concatenate([TAUGHT, between]), ABOUT + [(SLEEP, MONEY)] * 30)
    (chances,) = both.chances(between[:1], doubt=3.0)
    by_term = dict(zip(both.terms, chances, strict=True))
    assert by_term[SCHOOL] < min(by_term[SLEEP], by_term[MONEY])


def test_regions_come_back_out_of_arrays() -> None:
    again = from_arrays(REGIONS.arrays())
    assert again.terms == REGIONS.terms
    vectors = near(MONEY, 3)
    assert (again.chances(vectors, doubt=1.0) == REGIONS.chances(vectors, doubt=1.0)).all()


def test_likeliest_concepts_weigh_by_how_likely_they_are() -> None:
    sleep, money = weights(["sleep", "money"])
    assert next(iter(sleep)) == SLEEP
    assert next(iter(money)) == MONEY
    assert sleep[SLEEP] == pytest.approx(2**0.25, abs=0.1)
    assert len(weights(["nothing"], sense(most=1))[0]) == 1


def test_nothing_is_asked_of_no_text() -> None:
    assert sense().all_sensed([]) == []


def test_what_is_too_unlikely_is_about_nothing() -> None:
    assert weights(["nothing"], Sense(encode, REGIONS, 500.0, 3, least=0.5)) == [{}]
    assert weights(["sleep"], sense(least=0.5)) != [{}]


@settings(deadline=None)
@given(st.lists(st.floats(-5, 5, width=32), min_size=4, max_size=4), st.floats(0.5, 8))
def test_chances_add_up(vector: list[float], doubt: float) -> None:
    (chances,) = REGIONS.chances(np.array([vector], np.float32), doubt=doubt)
    assert chances.sum() == pytest.approx(1)
    assert (chances >= 0).all()

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.hearing import LEAST_CHANCE, MOST, Hearing, Said, from_arrays
from vlaggenlijn.taxonomy.learning import Heard, Lesson, learn
from vlaggenlijn.taxonomy.sense import Sensed

SLEEP, MONEY, OTHER = "themes:sleep", "themes:money", "themes:other"
TERMS = (MONEY, OTHER, SLEEP)
EARS = 3
KINDS = 8
WORDS = learn([Lesson("elke nacht wakker", (SLEEP,)), Lesson("rekening betalen", (MONEY,))])


def a_hearing(**arrays: list[float] | list[list[float]]) -> Hearing:
    plain = {
        "shares": [1.0] * KINDS,
        "own": [[0.0] * len(TERMS)] * KINDS,
        "offsets": [0.0] * len(TERMS),
        "directions": np.zeros((0, len(TERMS))),
    }
    given_arrays = {name: np.array(value, np.float32) for name, value in (plain | arrays).items()}
    return from_arrays({"terms": np.array(TERMS), **given_arrays})


def heard(text: str) -> list[Heard]:
    return [WORDS.heard(text)] * EARS


def sensed(*vector: float, told: tuple[float, ...] = (0.0, 0.0)) -> Sensed:
    return Sensed((MONEY, SLEEP), np.array(vector, np.float32), np.array(told))


def likeliest(shares: dict[str, float]) -> str:
    return max(shares, key=lambda term: shares[term])


def test_what_all_say_comes_first_and_shares_make_a_whole() -> None:
    shares = a_hearing().shared_out(Said([{SLEEP: 1.0}], heard("wakker in de nacht"), None))
    assert likeliest(shares) == SLEEP
    assert list(shares) == sorted(shares, key=lambda term: -shares[term])
    assert sum(shares.values()) == pytest.approx(1)


def test_nobody_who_says_anything_is_about_nothing() -> None:
    assert a_hearing().shared_out(Said([{}], heard("qwerty"), None)) == {}


def test_each_kind_of_evidence_is_trusted_as_was_learned() -> None:
    of_names = a_hearing(shares=[5.0] + [0.0] * 7)
    of_words = a_hearing(shares=[0.0] * 4 + [0.0, 5.0, 5.0, 5.0])
    named, said = {MONEY: 1.0}, heard("wakker in de nacht")
    assert likeliest(of_names.shared_out(Said([named], said, None))) == MONEY
    assert likeliest(of_words.shared_out(Said([named], said, None))) == SLEEP


def test_a_theme_may_be_trusted_otherwise_than_the_rest() -> None:
    own = [[0.0, 0.0, -9.0]] + [[0.0] * 3] * 7
    shares = a_hearing(own=own).shared_out(Said([{SLEEP: 1.0, MONEY: 0.2}], heard(""), None))
    assert likeliest(shares) == MONEY


def test_usual_themes_are_likelier() -> None:
    shares = a_hearing(offsets=[0.0, 3.0, 0.0]).shared_out(Said([{SLEEP: 1.0}], heard(""), None))
    assert likeliest(shares) == OTHER


def test_where_the_encoder_puts_a_text_tells_too() -> None:
    hearing = a_hearing(directions=[[0.0, 0.0, 4.0], [4.0, 0.0, 0.0]])
    assert likeliest(hearing.shared_out(Said([{}], heard(""), sensed(1, 0)))) == SLEEP
    assert likeliest(hearing.shared_out(Said([{}], heard(""), sensed(0, 1)))) == MONEY
    assert likeliest(hearing.shared_out(Said([{}], heard(""), sensed(0, 0, told=(0, 40))))) == SLEEP


def test_without_directions_an_encoder_is_not_asked() -> None:
    shares = a_hearing().shared_out(Said([{SLEEP: 0.5}], heard(""), sensed(9, 9, told=(99, 0))))
    assert likeliest(shares) == SLEEP


@settings(deadline=None, max_examples=50)
@given(
    st.text(max_size=60),
    st.dictionaries(st.sampled_from((*TERMS, "settings:school")), st.floats(0, 1)),
    st.lists(st.floats(-50, 50, width=32), min_size=3, max_size=3),
)
def test_shares_stay_in_bounds(text: str, named: dict[str, float], offsets: list[float]) -> None:
    shares = a_hearing(offsets=offsets).shared_out(Said([named], heard(text), None))
    assert len(shares) <= MOST
    assert set(shares) <= set(TERMS)
    assert all(0 <= share <= 1 for share in shares.values())


def test_chances_of_an_offer_are_told_apart_and_the_unlikely_left_out() -> None:
    reading = a_hearing(shares=[6.0] + [0.0] * 7, offsets=[-3.0, -9.0, -3.0])
    found = reading.chances(Said([{SLEEP: 1.0, MONEY: 0.5}], heard("")))
    assert found == {
        SLEEP: pytest.approx(1 / (1 + np.exp(-3))),
        MONEY: pytest.approx(0.5),
    }
    assert list(found) == [SLEEP, MONEY]
    assert 1 / (1 + np.exp(9)) < LEAST_CHANCE
    assert reading.chances(Said([{}, {}], heard("qwerty"))) == {}


def test_what_much_speaks_against_has_no_chance() -> None:
    assert a_hearing(offsets=[-300.0] * 3).chances(Said([{SLEEP: 1.0}], heard(""))) == {}

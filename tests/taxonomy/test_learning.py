import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.learning import (
    MOST_WORDS,
    Learned,
    Lesson,
    Thought,
    all_parts,
    from_arrays,
    learn,
)

SLEEP, EATING, MONEY = "themes:sleep", "themes:eating", "themes:money-problems"
LESSONS = [
    Lesson("slaapt niet door", (SLEEP,)),
    Lesson("wakker in de nacht", (SLEEP,)),
    Lesson("wil geen groenten eten", (EATING,)),
    Lesson("eet bijna niets", (EATING,)),
    Lesson("geen geld voor eten", (MONEY, EATING)),
    Lesson("rekeningen niet betalen", (MONEY,)),
]
LEARNED = learn(LESSONS)


def terms(text: str, learned: Learned = LEARNED) -> list[str]:
    return [thought.term for thought in learned.thoughts(text)]


def test_text_makes_think_of_what_its_words_taught() -> None:
    assert terms("hij ligt elke nacht wakker")[0] == SLEEP
    assert terms("we kunnen de rekeningen niet meer betalen")[0] == MONEY


def test_parts_of_words_reach_compounds_and_mistakes() -> None:
    assert terms("slaapproblemen")[0] == SLEEP
    assert terms("hij slaaptt")[0] == SLEEP


def test_first_thought_weighs_one_and_the_others_less_in_order() -> None:
    thoughts = LEARNED.thoughts("geen geld en ze eet niet")
    weights = [thought.weight for thought in thoughts]
    assert weights[0] == 1.0
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight <= 1 for weight in weights)


def test_sharper_is_surer_of_the_first() -> None:
    blunt, sharp = (LEARNED.thoughts("geld groenten", sharpness=one) for one in (1.0, 2.0))
    assert [one.term for one in blunt] == [one.term for one in sharp]
    assert blunt[1].weight > sharp[1].weight


def test_quiet_words_count_only_where_they_are_heard() -> None:
    learned = learn([Lesson("nooit meer over haar", (MONEY,)), Lesson("wakker", (SLEEP,))])
    text = "wakker, nooit meer over haar"
    assert terms(text, learned)[0] == SLEEP
    (first, *_) = learned.thoughts(text, hears_quiet=True)
    assert (first.term, first.because) == (MONEY, "nooit")


def test_quiet_words_are_never_the_reason_and_alone_say_nothing() -> None:
    learned = learn([Lesson("ik heb een", (MONEY,)), Lesson("wakker liggen", (SLEEP,))])
    assert learned.thoughts("ik heb een", hears_quiet=True) == []
    heard = learned.thoughts("ik heb een wakker", hears_quiet=True)
    assert {one.term: one.because for one in heard} == {MONEY: "", SLEEP: "wakker"}


def test_weights_are_those_of_the_thoughts() -> None:
    text = "geld groenten eten"  # no silent words: offers are read with them
    thoughts = LEARNED.thoughts(text, sharpness=3.0, most=2)
    weights = LEARNED.heard_in(all_parts(text)).weights(sharpness=3.0, most=2)
    assert weights == {one.term: pytest.approx(one.weight) for one in thoughts}
    assert LEARNED.heard_in(all_parts("")).weights(sharpness=1.0, most=5) == {}


def test_at_most_as_many_thoughts_as_asked() -> None:
    assert len(LEARNED.thoughts("geld eten wakker nacht", most=2)) == 2


def test_because_gives_the_words_that_said_most_in_their_order() -> None:
    (thought, *_) = LEARNED.thoughts("sinds maart ligt ze elke nacht wakker")
    assert thought == Thought(SLEEP, 1.0, "nacht wakker")


def test_text_of_which_nothing_is_known_says_nothing() -> None:
    assert LEARNED.thoughts("") == LEARNED.thoughts("😀 !!") == LEARNED.thoughts("qqq") == []


def test_nothing_learned_knows_nothing() -> None:
    nothing = learn([])
    assert (nothing.terms, nothing.thoughts("slaapt niet")) == ((), [])
    assert learn([Lesson("?!", (SLEEP,))]).thoughts("slaapt") == []


def test_what_is_heard_tells_the_whole_and_the_words_behind_it() -> None:
    heard = LEARNED.heard("wakker in de nacht", hears_quiet=True)
    assert heard.terms == LEARNED.terms
    assert heard.thoughts(sharpness=2.0, most=6) == LEARNED.thoughts(
        "wakker in de nacht", hears_quiet=True
    )
    assert heard.total.shape == (len(LEARNED.terms),)
    assert len(heard.loud) == len(heard.tokens) == 4
    nothing = LEARNED.heard("ik")
    assert (nothing.is_nothing, nothing.thoughts(sharpness=1.0, most=6)) == (True, [])
    assert nothing.total.tolist() == [0.0] * len(LEARNED.terms)


@given(st.lists(st.sampled_from([*"wakker nacht geld eten qqq ik".split()]), max_size=8))
def test_whole_is_the_sum_of_its_words(tokens: list[str]) -> None:
    heard = LEARNED.heard(" ".join(tokens))
    assert heard.total == pytest.approx(sum(heard.loud, np.zeros(len(LEARNED.terms))))
    alone = {word: LEARNED.heard(word) for word in heard.tokens[-1:]}
    for word, one in alone.items():
        assert one.is_nothing or heard.loud[-1] == pytest.approx(one.total), word


def test_word_in_every_lesson_speaks_for_none() -> None:
    learned = learn([Lesson("ik eet", (EATING,)), Lesson("ik dut", (SLEEP,))])
    assert learned.thoughts("ik") == []


def test_long_lesson_weighs_no_more_than_a_short_one() -> None:
    long_one = Lesson("wakker " + " ".join(f"woord{number}" for number in range(60)), (MONEY,))
    learned = learn([long_one, Lesson("wakker worden", (SLEEP,))])
    assert terms("wakker", learned)[0] == SLEEP


def test_only_the_first_words_of_a_text_are_read() -> None:
    assert terms("qqq " * MOST_WORDS + "wakker in de nacht") == []


def test_arrays_keep_everything() -> None:
    again = from_arrays(LEARNED.arrays())
    assert again.terms == LEARNED.terms
    assert again.thoughts("geen geld, eet niet") == LEARNED.thoughts("geen geld, eet niet")


def test_every_process_learns_the_same() -> None:
    code = (
        "from tests.taxonomy.test_learning import LEARNED;"
        "print(LEARNED.thoughts('geen geld voor de nacht'))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {f"{LEARNED.thoughts('geen geld voor de nacht')}\n".encode()}


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_thoughts_in_bounds(text: str) -> None:
    thoughts = LEARNED.thoughts(text)
    assert len(thoughts) <= len(LEARNED.terms)
    assert len({thought.term for thought in thoughts}) == len(thoughts)
    assert all(0 < thought.weight <= 1 for thought in thoughts)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from((SLEEP, EATING, MONEY)))))
def test_any_lessons_can_be_learned_in_any_order(rows: list[tuple[str, str]]) -> None:
    lessons = [Lesson(text, (term,)) for text, term in rows]
    one, other = learn(lessons), learn(reversed(lessons))
    assert one.terms == other.terms
    assert np.array_equal(one.keys, other.keys)
    assert np.allclose(one.weights, other.weights, rtol=1e-4)


def test_known_words_are_those_of_the_lessons_as_a_whole() -> None:
    assert [LEARNED.knows(word) for word in ("nacht", "nach", "qqq")] == [True, False, False]
    assert not learn([]).knows("nacht")

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.affinity import PLACES, USUAL, Affinity
from vlaggenlijn.taxonomy.hearing import Hearing
from vlaggenlijn.taxonomy.learning import Lesson, learn
from vlaggenlijn.taxonomy.packing import BESIDE
from vlaggenlijn.taxonomy.sense import Sense, learn_regions
from vlaggenlijn.taxonomy.thesaurus import Thesaurus, Word
from vlaggenlijn.taxonomy.understanding import (
    CLUES,
    LABELS,
    SENSED,
    SENTENCES,
    Offered,
    Understanding,
)

SLEEP, MONEY, EATING = "themes:sleep", "themes:money-problems", "themes:eating"
SENSE, BY_WORDS = f"{BESIDE}sense", f"{BESIDE}words"
WORDS = [
    Word(SLEEP, "slapen", "nl", is_preferred=True),
    Word(MONEY, "geldzorgen", "nl", is_preferred=True),
]
THESAURUS = Thesaurus(WORDS)
OF_LABELS = learn([Lesson("slaapproblemen", (SLEEP,)), Lesson("schulden afbetalen", (MONEY,))])
OF_CLUES = learn([Lesson("midden in de nacht", (SLEEP,)), Lesson("koelkast leeg", (MONEY,))])
OF_SENTENCES = learn(
    [
        Lesson("om drie uur staat ze naast ons bed", (SLEEP,)),
        Lesson("einde van de maand is alles op", (MONEY,)),
    ]
)
EVERYTHING = Understanding(THESAURUS, OF_LABELS, OF_CLUES, OF_SENTENCES)


def terms(text: str, understanding: Understanding = EVERYTHING) -> list[str]:
    return [found.term for found in understanding.of_question(text)]


def test_what_is_named_is_understood_without_any_lesson() -> None:
    (found,) = Understanding(THESAURUS).of_question("ze wil niet slapen")
    assert (found.term, found.because) == (SLEEP, "slapen")


@pytest.mark.parametrize(
    ("text", "share"),
    [("slaapproblemen", LABELS), ("middernacht", CLUES), ("ze staat naast ons", SENTENCES)],
)
def test_each_witness_adds_its_share(text: str, share: float) -> None:
    alone = Understanding(Thesaurus([]), OF_LABELS, OF_CLUES, OF_SENTENCES)
    (found,) = alone.of_question(text)
    assert (found.term, found.weight) == (SLEEP, pytest.approx(share))


def test_witnesses_that_agree_weigh_together() -> None:
    (agreed, *_) = EVERYTHING.of_question("slapen midden in de nacht")
    named = Understanding(THESAURUS).of_question("slapen midden in de nacht")[0].weight
    assert agreed.weight >= named + CLUES


def test_words_of_the_thesaurus_come_before_those_of_other_witnesses() -> None:
    (found, *_) = EVERYTHING.of_question("midden in de nacht niet slapen")
    assert found.because == "slapen"


def test_strongest_first_and_guesses_left_out() -> None:
    found = EVERYTHING.of_question("slapen in de nacht en de koelkast leeg")
    weights = [one.weight for one in found]
    assert [one.term for one in found] == [SLEEP, MONEY]
    assert weights == sorted(weights, reverse=True)


def test_nothing_said_is_about_nothing() -> None:
    assert EVERYTHING.of_question("") == EVERYTHING.of_question("qwertyuiop") == []
    (nothing,) = EVERYTHING.of_whole_offers([("", "")])
    assert nothing == Offered({}, {}, {}, {}, {}, {}, {})


def test_offer_is_about_what_is_named_and_what_other_offers_taught() -> None:
    offers = learn([Lesson("inbakeren", (SLEEP,)), Lesson("groenten proeven", (EATING,))])
    understanding = Understanding(THESAURUS, offers=offers)
    (found,) = understanding.of_whole_offers([("Inbakeren", "Wie niet kan slapen, groenten")])
    assert (found.named_in_title, list(found.named_in_body)) == ({}, [SLEEP])
    assert (found.meant_by_title, found.meant_by_body) == ({SLEEP: 1.0}, {EATING: 1.0})


def trusting_names(kinds: int) -> Hearing:
    """Trust what is named alone, of so many kinds of evidence."""
    return Hearing(
        (MONEY, SLEEP),
        shares=np.array([5.0] + [0.0] * (kinds - 1), np.float32),
        own=np.zeros((kinds, 2), np.float32),
        offsets=np.full(2, -2.0, np.float32),
        directions=np.zeros((0, 2), np.float32),
    )


def test_all_that_is_said_of_an_offer_tells_what_an_editor_would_choose() -> None:
    reading = trusting_names(kinds=7)
    (found,) = Understanding(THESAURUS, reading=reading).of_whole_offers([("Slapen", "geldzorgen")])
    in_title = found.named_in_title[SLEEP]
    assert found.together == {
        SLEEP: pytest.approx(1 / (1 + np.exp(2 - 5 * in_title))),
        MONEY: pytest.approx(1 / (1 + np.exp(2))),
    }


def affinity(**arrays: Any) -> Affinity:
    """Of an encoder with two numbers, or of words: an even text goes with an even one."""
    wide = PLACES if "rarities" in arrays else 2
    asked = np.ones((wide, 1), np.float32)
    usual = np.concatenate([asked, asked], axis=1)
    nothing = np.zeros(1, np.float32)
    return Affinity(asked, nothing, usual, np.array([0, 2], np.float32), **arrays)


def test_what_a_question_and_an_offer_are_like_is_told_by_an_encoder() -> None:
    understanding = Understanding(THESAURUS, asked=sense(), offered=sense(), affinity=affinity())
    assert understanding.of_whole_question("slapen").beside == {
        f"{SENSE}:{USUAL}": 1.0,
        f"{SENSE}:0": 6.0,
    }
    assert understanding.of_whole_question("?!").beside == {}
    (found,) = understanding.of_whole_offers([("a", "b")])
    assert found.beside == {f"{SENSE}:{USUAL}": 4 + 2, f"{SENSE}:0": 4.0}


def test_without_encoder_by_parts_of_words() -> None:
    by_words = affinity(rarities=np.ones(PLACES, np.float32))
    understanding = Understanding(THESAURUS, affinity=by_words)
    asked = understanding.of_whole_question("slapen").beside
    assert set(asked) == {f"{BY_WORDS}:{USUAL}", f"{BY_WORDS}:0"}
    assert understanding.of_whole_question("?!").beside == {}
    found, nothing = understanding.of_whole_offers([("slapen", ""), ("", "")])
    assert found.beside[f"{BY_WORDS}:{USUAL}"] == pytest.approx(found.beside[f"{BY_WORDS}:0"] + 2)
    assert nothing.beside == {}
    without = Understanding(THESAURUS, affinity=affinity())
    assert without.of_whole_question("slapen").beside == {}
    assert without.of_whole_offers([("slapen", "")])[0].beside == {}


def sense() -> Sense:
    """Of an encoder to which short texts are about sleep and long ones about money."""
    lengths = np.array([[1, 0], [2, 1], [98, 0], [99, 1]], np.float32)
    regions = learn_regions(lengths, [(SLEEP,), (SLEEP,), (MONEY,), (MONEY,)])
    return Sense(
        lambda texts: np.array([[len(text), 0] for text in texts], np.float32), regions, 1.0, 1
    )


def test_encoder_tells_what_no_word_tells() -> None:
    understanding = Understanding(THESAURUS, asked=sense(), offered=sense())
    (found,) = understanding.of_question("qwe rty uio pas")
    assert (found.term, found.because) == (SLEEP, "")
    assert found.weight == pytest.approx(SENSED * 2**0.25)
    (agreed,) = understanding.of_question("slapen")
    assert (agreed.weight > SENSED, agreed.because) == (True, "slapen")
    assert understanding.of_question("?!") == understanding.of_question("qwertyuiop") == []
    short, long = understanding.of_whole_offers([("qwerty", ""), ("", "qwerty " * 15)])
    assert [*short.sensed, *long.sensed] == [SLEEP, MONEY]
    assert understanding.of_whole_offers([]) == []


def test_what_is_meant_by_a_question_is_told_where_an_encoder_hears_it() -> None:
    trust = trusting_names(kinds=8)
    understanding = Understanding(THESAURUS, asked=sense(), hearing=trust)
    shares = understanding.of_whole_question("slapen").shares
    assert max(shares, key=shares.__getitem__) == SLEEP
    assert sum(shares.values()) == pytest.approx(1)
    assert Understanding(THESAURUS, hearing=trust).of_whole_question("slapen").shares == {}


def test_without_encoder_whole_texts_tell_nothing_more() -> None:
    assert [one.sensed for one in EVERYTHING.of_whole_offers([("slapen", ""), ("", "")])] == [
        {},
        {},
    ]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_understood_in_bounds(text: str) -> None:
    found = EVERYTHING.of_question(text)
    assert len({one.term for one in found}) == len(found)
    assert all(0 < one.weight <= 1 + LABELS + CLUES + SENTENCES for one in found)

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.quantity import (
    Mention,
    Word,
    fits,
    mentions,
    mentions_in_any,
    misfits,
    word_for,
)

parts = st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(
    ("count", "total", "word"),
    [
        (0, 12, None), (1, 12, Word.FEW), (2, 10, Word.FEW), (3, 12, Word.SOME), (4, 10, Word.SOME),
        (5, 12, Word.MANY), (6, 12, Word.MANY), (7, 12, Word.MOST), (12, 12, Word.MOST),
        (0, 0, None),
    ],
)  # fmt: skip
def test_word_of_a_count(count: int, total: int, word: Word | None) -> None:
    assert word_for(count, total) == word


def test_many_still_fits_what_most_say() -> None:
    assert [word for word in Word if fits(word, 9, 10)] == [Word.MANY, Word.MOST]


@settings(deadline=None)
@given(parts)
def test_somebody_always_has_a_word_and_it_fits(part: tuple[int, int]) -> None:
    word = word_for(*part)
    assert (word is None) == (part[0] == 0)
    assert word is None or fits(word, *part)


@settings(deadline=None)
@given(parts)
def test_words_grow_with_the_count(part: tuple[int, int]) -> None:
    order = [None, *Word]
    words = [order.index(word_for(count, part[1])) for count in range(part[1] + 1)]
    assert words == sorted(words)


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="5 is not a part of 4"):
        fits(Word.MOST, 5, 4)


@pytest.mark.parametrize(
    ("sentence", "language", "words"),
    [
        ("De meeste OCMW's zien veel eenzaamheid", "nl", [Word.MOST, Word.MANY]),
        ("Velen missen tijd, sommigen geld en een paar allebei", "nl",
         [Word.MANY, Word.SOME, Word.FEW]),
        ("Hoeveel ouders? Te veel, niet veel, veelzijdig", "nl", []),
        ("Zo veel en even weinig", "nl", []),
        ("La plupart, quelques-uns, peu de temps, trop peu de pères", "fr",
         [Word.MOST, Word.FEW, Word.FEW]),
        ("Most of them; at most two; a few; not many; many", "en",
         [Word.MOST, Word.FEW, Word.MANY]),
        ("Çoğu, bazı", "tr", []),
    ],
)  # fmt: skip
def test_words_in_a_sentence(sentence: str, language: str, words: list[Word]) -> None:
    assert [one.word for one in mentions(sentence, language)] == words


def test_a_mention_says_where_it_stands() -> None:
    assert mentions("Bij veel OCMW's", "nl") == [Mention(Word.MANY, 4, 8)]


def test_what_fits_no_more_when_the_count_changes() -> None:
    sentence = "De meeste OCMW's willen dit, enkele niet"
    assert misfits(sentence, "nl", count=8, total=12) == [Mention(Word.FEW, 29, 35)]
    assert [one.word for one in misfits(sentence, "nl", count=2, total=12)] == [Word.MOST]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_sentence_can_be_read(sentence: str) -> None:
    for language in ("nl", "fr", "en"):
        for one in mentions(sentence, language):
            assert 0 <= one.start < one.end <= len(sentence)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Veel ouders, peu de temps, most of them.", ["Veel", "peu", "most"]),
        ("Een paar tafels en een aantal gasten", ["Een paar", "een aantal"]),
        ("Te veel, trop peu, not many, niemand", []),
    ],
)
def test_words_are_found_whatever_the_language(sentence: str, words: list[str]) -> None:
    assert [sentence[one.start : one.end] for one in mentions_in_any(sentence)] == words


@settings(deadline=None)
@given(st.text(alphabet="veel peu most some certains een paar la plupart .,", max_size=60))
def test_words_of_any_language_never_overlap(sentence: str) -> None:
    found = mentions_in_any(sentence)
    assert all(one.end <= next_.start for one, next_ in pairwise(found))

"""The stems of the index: parts of words find whole ones, and what is new is found at once."""

import uuid

import pytest

from vlaggenlijn.taxonomy import known_words
from vlaggenlijn.taxonomy.known_words import terms_of
from vlaggenlijn.taxonomy.models import Posting


@pytest.fixture(autouse=True)
def fresh(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_words, "_known", known_words.Known())


def write(*terms: str) -> None:
    Posting.objects.add_weights("service", {uuid.uuid4(): dict.fromkeys(terms, 1.0)})


def test_part_of_a_word_finds_the_whole_one() -> None:
    write("w:opvoedingswinkel", "w:opvoed", "w:spel", "themes:opvoeding")
    assert terms_of("opvoeding") == ["w:opvoed", "w:opvoedingswinkel"]
    assert terms_of("winkels") == ["w:opvoedingswinkel", "w:winkel"]


def test_short_word_finds_itself_only() -> None:
    write("w:zee", "w:ze", "w:z")
    assert terms_of("ee") == ["w:ee"]
    assert terms_of("zee") == ["w:zee"]


def test_words_that_the_index_does_not_hold_are_none_of_its_terms() -> None:
    assert [terms_of(word) for word in ("kinderen", "de", "x")] == [None, None, None]


def test_what_was_added_since_is_found_and_only_that_is_read() -> None:
    write("w:spel")
    assert terms_of("punt") == ["w:punt"]
    write("w:spelpunt")
    assert terms_of("punt") == ["w:punt", "w:spelpunt"]
    assert known_words._known.stems == {"spel", "spelpunt"}


def test_index_that_was_emptied_is_read_anew() -> None:
    write("w:spel")
    write("w:speeltuin")
    assert terms_of("tuin") == ["w:speeltuin", "w:tuin"]
    Posting.objects.filter(term="w:speeltuin").delete()
    assert terms_of("tuin") == ["w:tuin"]


def test_part_that_stands_in_very_many_words_is_left_to_the_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(known_words, "MOST", 2)
    write("w:spela", "w:spelb", "w:spelc")
    assert terms_of("spel") is None


def test_terms_are_walked_along_the_index() -> None:
    assert Posting.objects.all_terms() == []
    write("w:a", "w:b", "themes:sleep")
    write("w:b")
    assert sorted(Posting.objects.all_terms()) == ["themes:sleep", "w:a", "w:b"]

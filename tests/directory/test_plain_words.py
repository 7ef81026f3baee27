"""Hard words are explained in plain ones, in the language of the text."""

import json

import pytest

from vlaggenlijn.directory.plain_words import DATA, MOST, PlainWord, explained

ROWS = [
    (language, row)
    for language, rows in json.loads(DATA.read_text(encoding="utf-8"))["words"].items()
    for row in rows
]


def test_words_are_found_as_they_stand_in_the_order_of_the_text() -> None:
    found = explained("Intake op afspraak. Wij werken outreachend.", "nl")
    assert [one.word for one in found] == ["Intake", "outreachend"]
    assert found[1] == PlainWord("outreachend", "wij komen naar jou toe")


def test_a_word_is_explained_once_also_in_another_form() -> None:
    assert len(explained("De intake. Het intakegesprek. INTAKE", "nl")) == 1


def test_only_whole_words_and_the_longest_that_fits() -> None:
    assert explained("attesteren", "nl") == []
    (one,) = explained("collectieve schuldenregeling", "nl")
    assert one.word == "collectieve schuldenregeling"
    assert [one.word for one in explained("debt mediation", "en")] == ["debt mediation"]


@pytest.mark.parametrize(("text", "language"), [("", "nl"), ("intake", "tr"), ("iets", "fr")])
def test_nothing_to_explain(text: str, language: str) -> None:
    assert explained(text, language) == []


def test_a_page_full_of_hard_words_explains_the_first() -> None:
    words = [row["words"][0] for language, row in ROWS if language == "nl"]
    assert len(explained(", ".join(words), "nl")) == MOST


@pytest.mark.parametrize(("language", "row"), ROWS, ids=lambda one: str(one)[:40])
def test_meaning_uses_no_hard_word_and_is_short(language: str, row: dict[str, object]) -> None:
    plain = str(row["plain"])
    assert explained(plain, language) == []
    assert len(plain.split()) <= 14

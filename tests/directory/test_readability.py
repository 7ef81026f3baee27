import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.readability import FEWEST_WORDS, read, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("kind", 1), ("kinderen", 3), ("moeilijk", 2), ("sneeuwen", 2), ("nieuwe", 2),
        ("mooie", 2), ("coöperatie", 5), ("buiten", 2), ("pst", 1), ("financiële", 5),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_reading_ease_by_hand() -> None:
    text = "De kat zit op de mat. " * 5  # thirty words of one syllable, in five sentences
    reading = read(text)
    assert (reading.words, reading.sentences, reading.syllables, reading.longest) == (30, 5, 30, 6)
    assert reading.ease == round(206.84 - 77 - 0.93 * 6, 1)


def test_short_text_says_nothing() -> None:
    assert read("Kom spelen.").ease is None
    assert read("").longest == 0


def test_addresses_are_no_words() -> None:
    assert read("Mail info@huis.example of kijk op https://huis.example/a.b").words == 4


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert reading.syllables >= reading.words >= reading.longest >= 0
    assert (reading.ease is None) == (reading.words < FEWEST_WORDS)

"""Numbers of several words become digits; a word that is no number here stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.guide.numerals import are_other_words, number_of, written_in_digits


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("drieënhalf", "3,5 "),
        ("2 en een half jaar", "2,5 jaar"),
        ("zevenjarig", "7 jarig"),
        ("anderhalfjarige", "1,5 jarige"),
        ("eenenveertig", "41 "),
        ("trente et un", "31"),
        ("soixante-douze", "72"),
        ("quatre-vingt-dix", "90"),
        ("dix-neuf", "dixneuf"),
        ("thirty-six", "36"),
        ("otuz altı", "36"),
        ("٢٫٥", "2,5"),
        ("2½", "2,5"),
        ("½", "0,5"),
        ("l'enfant d'un an", "l enfant d un an"),
        ("في التاسعة من عمرها", "عمرها 9 سنة"),
        ("في الثالثة عشرة من عمره", "عمره 13 سنة"),
        ("خمس وسبع", "خمس و سبع"),
        ("الخمس", "خمس"),
    ],
)
def test_what_is_one_number_becomes_one(text: str, written: str) -> None:
    assert written_in_digits(text) == written


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("onze zoon", {0}),
        ("ma fille a onze ans", set()),
        ("mon fils de onze qui ment", set()),
        ("il dort", {1}),
        ("dort yasinda", set()),
        ("ten einde raad", {0}),
        ("my son is ten", set()),
    ],
)
def test_a_word_of_two_languages_is_a_number_in_one_of_them(text: str, other: set[int]) -> None:
    assert are_other_words(text.split()) == other


def test_number_of_a_word() -> None:
    assert [number_of(word) for word in ("acht", "2,5", "سبع", "tuin")] == [8, 2.5, 7, None]


@given(st.text(max_size=200))
def test_any_text_can_be_written_in_digits(text: str) -> None:
    assert isinstance(written_in_digits(text), str)


@given(st.integers(2, 9), st.sampled_from([("twintig", 20), ("dertig", 30), ("negentig", 90)]))
def test_dutch_tens_with_ones_before_them(ones: int, tens: tuple[str, int]) -> None:
    word = "twee drie vier vijf zes zeven acht negen".split()[ones - 2]
    assert written_in_digits(f"{word}en{tens[0]}").strip() == str(tens[1] + ones)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places.typed import LONGEST, Typed, read


@pytest.mark.parametrize("text", ["9000", "B-9000", "b9000", "BE 9000", "be-9000", " 9000 "])
def test_read_post_code_in_every_notation(text: str) -> None:
    assert read(text) == Typed(words="", parts=(), codes=("9000",))


def test_read_post_code_beside_name() -> None:
    assert read("9000 Gent") == Typed(words="gent", parts=("gent",), codes=("9000",))


def test_read_brackets_make_parts() -> None:
    assert read("Nieuwerkerken (Aalst)") == Typed(
        words="nieuwerkerken aalst", parts=("nieuwerkerken", "aalst"), codes=()
    )


def test_read_five_digits_are_no_post_code() -> None:
    assert read("99999").codes == ()


def test_read_same_code_twice_counts_once() -> None:
    assert read("9000, B-9000").codes == ("9000",)


@pytest.mark.parametrize("text", ["NL-1012 AB", "nl 1012", "F-59000", "L-1234", "DE 52062"])
def test_read_prefix_of_neighbouring_country_is_abroad(text: str) -> None:
    assert read(text).is_abroad is True


@pytest.mark.parametrize("text", ["De Pinte 9840", "9000", "Lier", "L"])
def test_read_belgian_text_is_not_abroad(text: str) -> None:
    assert read(text).is_abroad is False


def test_read_code_with_two_letters_may_be_dutch() -> None:
    assert read("1012 AB").dutch_letters == "ab"


@pytest.mark.parametrize("text", ["", "   ", "?!", "-"])
def test_read_nothing_legible_is_empty(text: str) -> None:
    assert read(text).is_empty is True


def test_read_long_text_is_cut() -> None:
    assert read("a" * LONGEST + "9000").words == "a" * LONGEST


@given(st.text())
def test_read_any_text_gives_codes_of_four_digits(text: str) -> None:
    assert all(len(code) == 4 and code.isascii() and code.isdigit() for code in read(text).codes)

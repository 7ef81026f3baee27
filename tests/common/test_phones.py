import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.phones import dialled, extension, parsed, shown, standard

TYPED = st.text() | st.text(alphabet="0123456789 +-/.()²١１")


@pytest.mark.parametrize(
    ("typed", "kept", "seen", "called"),
    [
        ("015 12 34 56", "+3215123456", "015 12 34 56", "tel:+3215123456"),
        ("015/12.34.56", "+3215123456", "015 12 34 56", "tel:+3215123456"),
        ("+32 15 12 34 56", "+3215123456", "015 12 34 56", "tel:+3215123456"),
        ("0032 15 12 34 56", "+3215123456", "015 12 34 56", "tel:+3215123456"),
        ("02 123 45 67", "+3221234567", "02 123 45 67", "tel:+3221234567"),
        ("0470123456", "+32470123456", "0470 12 34 56", "tel:+32470123456"),
        ("0800 12 345", "+3280012345", "0800 12 345", "tel:+3280012345"),
        ("+31 20 123 4567", "+31201234567", "+31 20 123 4567", "tel:+31201234567"),
        (" 112 ", "112", "112", "tel:112"),
        ("1712", "1712", "1712", "tel:1712"),
        ("106", "106", "106", "tel:106"),
        ("116 000", "116 000", "116 000", "tel:116000"),
        ("١١٢", "١١٢", "١١٢", "tel:112"),
    ],
)
def test_number_is_kept_shown_and_dialled(typed: str, kept: str, seen: str, called: str) -> None:
    assert (standard(typed), shown(typed), dialled(typed)) == (kept, seen, called)


@pytest.mark.parametrize("typed", ["", " ", "bel ons", "12", "²²²", "12345", "117 000", "1" * 300])
def test_text_that_cannot_be_dialled_stays_as_it_is(typed: str) -> None:
    assert dialled(typed) == ""
    assert parsed(typed) is None
    assert (standard(typed), shown(typed)) == (typed.strip(), typed.strip())


@given(TYPED)
def test_no_text_breaks_it(typed: str) -> None:
    for answer in (standard(typed), shown(typed)):
        assert answer or not typed.strip()
    assert dialled(typed) == "" or dialled(typed).removeprefix("tel:").lstrip("+").isascii()
    assert dialled(typed) == "" or dialled(typed).removeprefix("tel:").lstrip("+").isdecimal()


@given(TYPED)
def test_what_is_kept_can_be_dialled_as_what_was_typed(typed: str) -> None:
    assert dialled(standard(typed)) == dialled(typed)
    assert standard(standard(typed)) == standard(typed)


@given(st.from_regex(r"0(2|15|9|47\d) ?\d{3} ?\d{2} ?\d{2}", fullmatch=True))
def test_what_is_shown_leads_to_the_same_number(typed: str) -> None:
    assert standard(shown(typed)) == standard(typed)


@pytest.mark.parametrize(
    "typed",
    ["09 210 00 00 ext 12", "09 210 00 00 toestel 12", "09 210 00 00 (tst. 12)",
     "09 210 00 00 x12", "09/210.00.00 poste 12", "09 210 00 00, intern 12"],
)  # fmt: skip
def test_extension_is_seen_and_never_dropped(typed: str) -> None:
    assert extension(typed) == "12"
    assert standard(typed) == typed


@pytest.mark.parametrize("typed", ["09 210 00 00", "112", "", "toestel 12", "bel ons x12"])
def test_number_without_extension(typed: str) -> None:
    assert extension(typed) == ""


@given(TYPED)
def test_extension_is_digits_or_nothing(typed: str) -> None:
    assert extension(typed) == "" or extension(typed).isdecimal()

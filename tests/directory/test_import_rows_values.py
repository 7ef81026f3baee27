"""One spelling for what people write in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.import_rows import values
from vlaggenlijn.directory.import_rows.values import Wrong


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Huis\u00a0van  het\tKind\n", "Huis van het Kind"),
        ("Cafe\u0301", "Café"),
        ("a\u202eb\ufeffc\x00d", "abc d"),
        (" ,  , ", ""),
        ("-", ""),
        ("N.v.t.", ""),
        ("بيت\u200cما", "بيت\u200cما"),
    ],
)
def test_tidy(cell: str, text: str) -> None:
    assert values.tidy(cell) == text


@given(st.text())
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert values.tidy(values.tidy(text)) == values.tidy(text)


@pytest.mark.parametrize(
    "text",
    ["0207437468", "0207.437.468", "BE 0207 437 468", "BTW BE0207.437.468", "207437468"],
)
def test_kbo_in_many_spellings(text: str) -> None:
    assert values.kbo(text) == "0207437468"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0207437469", "kbo_wrong"),
        ("12", "kbo_wrong"),
        ("020743746X", "kbo_wrong"),
        ("2.123.456.789", "kbo_establishment"),
    ],
)
def test_kbo_that_is_none(text: str, code: str) -> None:
    with pytest.raises(Wrong) as caught:
        values.kbo(text)
    assert (caught.value.code, caught.value.value) == (code, text)


@given(st.integers(0, 19_999_999))
def test_kbo_one_wrong_digit_is_noticed(stem: int) -> None:
    number = f"{stem:08}{97 - stem % 97:02}"
    assert values.kbo(number) == number
    changed = number[:-1] + str((int(number[-1]) + 1) % 10)
    with pytest.raises(Wrong):
        values.kbo(changed)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.example.org", "https://www.example.org"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("https://huisvanhetkind-één.be", "https://huisvanhetkind-één.be"),
    ],
)
def test_website(text: str, address: str) -> None:
    assert values.website(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://example.org",
        "example",
        "https://example.org:port",
        "https://bank.be@example.org",
        "https://example.org/<script>",
        "https://..",
        "http://[::1",
        "http://127.0.0.1/",
        "zie onze folder",
    ],
)
def test_website_that_is_none(text: str) -> None:
    with pytest.raises(Wrong, match="website_wrong"):
        values.website(text)


def test_uri_is_kept_letter_by_letter() -> None:
    address = "http://data.example.org/id/A%20b#c"
    assert values.uri(address) == address


@pytest.mark.parametrize("text", ["info@example.org", "Jan.O'Neil+x@sub.example.brussels"])
def test_email(text: str) -> None:
    assert values.email(text) == text


@pytest.mark.parametrize(
    "text", ["info", "a@b", "a@b..be", "a@b.be; c@d.be", ".a@b.be", "a b@c.be", "a@-b.be"]
)
def test_email_that_is_none(text: str) -> None:
    with pytest.raises(Wrong, match="email_wrong"):
        values.email(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("09 266 92 00", "+3292669200"),
        ("09/266.92.00", "+3292669200"),
        ("+32 (0)9 266 92 00", "+3292669200"),
        ("0032 9 266 92 00", "+3292669200"),
        ("+31 20 624 11 11", "+31206241111"),
        ("1712", "1712"),
        ("102", "102"),
    ],
)
def test_phone(text: str, number: str) -> None:
    assert values.phone(text) == number


@pytest.mark.parametrize(
    "text", ["bel Jan", "12", "09 266 92 00 / 0470 12 34 56", "09 266 92 00 ext. 12"]
)
def test_phone_that_is_not_one_number(text: str) -> None:
    with pytest.raises(Wrong, match="phone_wrong"):
        values.phone(text)


@pytest.mark.parametrize("text", ["9000", "B-9000", "BE 9000", "9000.0"])
def test_postal_code(text: str) -> None:
    assert values.postal_code(text) == "9000"


@pytest.mark.parametrize("text", ["0900", "90000", "1012 AB", "٩٠٠٠", "9000.5", "900.0"])
def test_postal_code_that_is_none(text: str) -> None:
    with pytest.raises(Wrong, match="postal_code_wrong"):
        values.postal_code(text)


@pytest.mark.parametrize(("text", "number"), [("50,94", 50.94), ("4", 4.0), ("-3.5", -3.5)])
def test_degrees(text: str, number: float) -> None:
    assert values.degrees(text) == number


@pytest.mark.parametrize("text", ["509.429.755", "nan", "1e1", "50°56'", "5094.29"])
def test_degrees_that_are_none(text: str) -> None:
    with pytest.raises(Wrong, match="coordinate_wrong"):
        values.degrees(text)


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("nl", ["nl"], []),
        ("Nederlands, français; English/Turks", ["nl", "fr", "en", "tr"], []),
        ("Nederlands en Arabisch", ["nl", "ar"], []),
        ("NL, Dutch,,", ["nl"], []),
        ("Klingons, nl", ["nl"], ["Klingons"]),
        ("", [], []),
    ],
)
def test_languages(text: str, known: list[str], unknown: list[str]) -> None:
    assert values.languages(text) == (known, unknown)


def test_wrong_shows_no_endless_value() -> None:
    assert Wrong("uri_wrong", "x" * 500).value == "x" * 80 + "…"


@pytest.mark.parametrize(
    ("text", "plain"),
    [("'=1+1", "=1+1"), ("'+32 9", "+32 9"), ("''=1", "'=1"), ("'s Gravenhage", "'s Gravenhage"),
     ("=1", "=1"), ("'", "'"), ("'\uff1d1", "\uff1d1")],
)  # fmt: skip
def test_apostrophe_against_formulas_comes_off(text: str, plain: str) -> None:
    assert values.unescaped(text) == plain


def test_id_of_an_export_has_one_spelling() -> None:
    text = "{0E6F3C1A-3B0E-4B7E-9C52-6B1F6A8F2D11}"
    assert values.record(text) == "0e6f3c1a-3b0e-4b7e-9c52-6b1f6a8f2d11"
    with pytest.raises(Wrong) as wrong:
        values.record("12")
    assert wrong.value.code == "record_wrong"

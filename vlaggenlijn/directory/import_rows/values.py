"""How people write numbers, addresses and languages in a spreadsheet, and what we keep of it.

Each reader takes tidy text that is not empty and returns the value in its one spelling, or raises
Wrong with a code out of ``problems.MESSAGES``.
"""

import re
import unicodedata
from functools import cache
from urllib.parse import urlsplit
from uuid import UUID

import phonenumbers
from babel import Locale
from phonenumbers import shortnumberinfo

from vlaggenlijn.places.folding import fold

# Latitude and longitude between which all of Belgium lies, in degrees.
SOUTH, NORTH = 49.49, 51.51
WEST, EAST = 2.54, 6.41

EMPTY_WORDS = {"n/a", "nvt", "n.v.t.", "null", "none", "nan", "s.o.", "niet van toepassing"}
FORMULA_SIGNS = ("=", "\uff1d")  # the second one is the full-width sign
COMPANY_PREFIX = re.compile(r"^(?:KBO|BCE|BTW|TVA|VAT|BE|:)+")
DEGREES = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,20})?", re.ASCII)
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = rf"(?:{LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]"
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
EMAIL = re.compile(rf"{ATOM}(?:\.{ATOM})*@{DOMAIN}", re.IGNORECASE | re.ASCII)
HOST = re.compile(DOMAIN, re.IGNORECASE | re.ASCII)
LONGEST_SHOWN = 80


class Wrong(Exception):
    """A cell cannot be taken over; the code says why and ``values`` fill its message."""

    def __init__(self, code: str, value: str) -> None:
        super().__init__(code)
        self.code = code
        self.value = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"


def tidy(text: str) -> str:
    """Return the text on one line without signs that cannot be seen; "" when it says nothing."""
    words = "".join(map(_visible, unicodedata.normalize("NFC", text))).split()
    line = " ".join(words)
    says_nothing = not any(map(str.isalnum, line)) or line.casefold() in EMPTY_WORDS
    return "" if says_nothing else line


def tidy_lines(text: str) -> str:
    """Return a longer text with its lines kept, at most one empty line between two."""
    lines = "\n".join(tidy(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _visible(sign: str) -> str:
    # Joiners stay, Arabic and Persian need them; the other format signs can turn text around.
    category = unicodedata.category(sign)
    if category == "Cc":
        return " "
    return "" if category in ("Cf", "Cs") and sign not in "\u200c\u200d" else sign


def is_formula(text: str) -> bool:
    return text.startswith(FORMULA_SIGNS)


ESCAPED = re.compile(r"'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def unescaped(text: str) -> str:
    """Return a text without the apostrophe that keeps a spreadsheet from computing it."""
    return text[1:] if ESCAPED.match(text) else text


def record(text: str) -> str:
    """Return the id that an export gives a record, in its one spelling."""
    try:
        return str(UUID(text))
    except ValueError:
        raise Wrong("record_wrong", text) from None


def kbo(text: str) -> str:
    """Return the ten digits of an enterprise number; Excel's lost first zero is put back."""
    digits = COMPANY_PREFIX.sub("", re.sub(r"[\s.\-/]", "", text.upper()))
    if not re.fullmatch(r"\d{9,10}", digits, re.ASCII):
        raise Wrong("kbo_wrong", text)
    digits = digits.zfill(10)
    if digits[0] not in "01":
        raise Wrong("kbo_establishment", text)
    if 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise Wrong("kbo_wrong", text)
    return digits


def ovo(text: str) -> str:
    code = re.sub(r"\s", "", text.upper())
    if not re.fullmatch(r"OVO\d{6}", code, re.ASCII):
        raise Wrong("ovo_wrong", text)
    return code


def uri(text: str) -> str:
    if not _is_web_address(text):
        raise Wrong("uri_wrong", text)
    return text


def website(text: str) -> str:
    """Return an address with http or https; https is filled in where people leave it out."""
    address = text if "://" in text else f"https://{text}"
    if not _is_web_address(address):
        raise Wrong("website_wrong", text)
    return address


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - reading it is the check
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return False
    is_plain = parts.username is None and not re.search(r"[\s<>\"\\]", text)
    return parts.scheme in ("http", "https") and is_plain and bool(HOST.fullmatch(host))


def email(text: str) -> str:
    address = re.sub(r"^mailto:\s*", "", text, flags=re.IGNORECASE)
    if not EMAIL.fullmatch(address):
        raise Wrong("email_wrong", text)
    return address


def phone(text: str, *, allows_demo_numbers: bool = False) -> str:
    """Return one number as +3291234567 (E.164), or a short Belgian number as it is (1712).

    Invented numbers of a demonstration pass only when they are allowed.
    """
    try:
        number = phonenumbers.parse(text, "BE")
    except phonenumbers.NumberParseException:
        raise Wrong("phone_wrong", text) from None
    if shortnumberinfo.is_valid_short_number_for_region(number, "BE"):
        return str(number.national_number)
    # A second number or an extension behind the first would be lost without a word.
    is_whole = re.sub(r"\D", "", text).endswith(str(number.national_number))
    is_real = phonenumbers.is_valid_number(number) or (
        allows_demo_numbers and phonenumbers.is_possible_number(number)
    )
    if not (is_whole and is_real and not number.extension):
        raise Wrong("phone_wrong", text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def postal_code(text: str) -> str:
    """Return four digits; "2490.0" is what programs make of a column of numbers with gaps."""
    code = re.sub(r"^B(?:E)?[\s-]*|\.0$", "", text.upper())
    if not re.fullmatch(r"[1-9]\d{3}", code, re.ASCII):
        raise Wrong("postal_code_wrong", text)
    return code


def degrees(text: str) -> float:
    """Return a coordinate; a comma is as good as a point."""
    if not DEGREES.fullmatch(text):
        raise Wrong("coordinate_wrong", text)
    return float(text.replace(",", "."))


def is_in_belgium(latitude: float, longitude: float) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def languages(text: str) -> tuple[list[str], list[str]]:
    """Return language codes in the order given, and the words that are no language we know."""
    words = [word.strip() for word in re.split(r"[,;/|&+]|\s(?:en|et|and)\s", text)]
    known: list[str] = []
    unknown: list[str] = []
    for word in filter(None, words):
        code = _language_codes().get(fold(word))
        if code is None:
            unknown.append(word)
        elif code not in known:
            known.append(code)
    return known, unknown


@cache
def _language_codes() -> dict[str, str]:
    """Code by folded name in Dutch, French and English, and by the ISO 639-1 code itself."""
    codes: dict[str, str] = {}
    for locale in ("en", "fr", "nl"):
        names = Locale(locale).languages
        codes |= {fold(str(names[code])): str(code) for code in names if len(str(code)) == 2}
    return codes | {code: code for code in codes.values()}

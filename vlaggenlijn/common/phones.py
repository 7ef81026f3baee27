"""Belgian phone numbers: written as people write them, dialled as a phone wants them."""

import re

import phonenumbers

REGION = "BE"
# 112, 1712 ... and the European numbers, such as 116 000 for missing children.
EXTENSION = re.compile(
    r"[\s,;(]*(?:ext(?:ension)?|toestel|tst|poste|int(?:ern)?|x|#)\.?\s*(\d{1,7})\)?\s*$",
    re.IGNORECASE,
)
SHORT_NUMBER = re.compile(r"[0-9]{3,4}|116[0-9]{3}")


def parsed(text: str) -> phonenumbers.PhoneNumber | None:
    """Return the number in a text, or None when nobody can dial it."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def is_in_use(text: str) -> bool:
    """Tell whether numbers that begin like this were given out; short ones (112, 1712) always."""
    if SHORT_NUMBER.fullmatch("".join(text.split())):
        return True
    number = parsed(text)
    return number is not None and phonenumbers.is_valid_number(number)


def extension(text: str) -> str:
    """Return the digits to choose after the number answers ("toestel 12"), or an empty string."""
    found = EXTENSION.search(text)
    if found is None or parsed(text[: found.start()]) is None:
        return ""
    return found[1]


def standard(text: str) -> str:
    """Return E.164 (+32...) when the text can be dialled, else the text itself.

    E.164 knows no extension, so a number with one stays as it was written.
    """
    number = parsed(text)
    if number is None or number.extension:
        return text.strip()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(text: str) -> str:
    """Return the number as Belgians write it, else the text itself."""
    number = parsed(text)
    if number is None:
        return text.strip()
    is_belgian = number.country_code == phonenumbers.country_code_for_region(REGION)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if is_belgian else form.INTERNATIONAL)


def dialled(text: str) -> str:
    """Return a tel: address, or an empty string when the text cannot be dialled."""
    short = "".join(text.split())
    if short.isdecimal():
        short = phonenumbers.normalize_digits_only(short)
    if SHORT_NUMBER.fullmatch(short):
        return f"tel:{short}"
    number = parsed(text)
    if number is None:
        return ""
    return f"tel:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"

"""Amounts in a sentence: numbers with the unit that is said with them; a thinking module."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vlaggenlijn.guide.ages import AND_A_HALF, HALF, TEN_MORE, UNITS, WHOLE, YEAR
from vlaggenlijn.guide.children_words import LIST_LINKS, RANGE_LINKS, UNIT_ENDINGS
from vlaggenlijn.guide.numerals import ONE, are_other_words, number_of, written_in_digits

LONGEST_TEXT = 2000
MOST_TOKENS = 300
MONTH = 1.0
TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[-–(),.;:!?%€/+]")
UNIT_OF = {word: unit for unit, text in UNITS.items() for word in text.split()}
YEARS_OLD = ("yo", "yos")
JOINING = ("en", "et", "and", "ve", "و", ",")
ABOUT = ("of", "ou", "or")  # "een jaar of drie" is some three years


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the text: first and last token, how much, the unit in months when one is said."""

    first: int
    last: int
    amount: float
    unit: float | None
    is_aged: bool = False  # the unit says "old" by itself: jarig, yasinda, aylik
    is_article: bool = False  # "een jaar", an Arabic dual: often how long something takes


def tokens_of(text: str) -> list[str]:
    """Return the folded words, numbers and signs; "_" before what only looks like a number."""
    tokens = TOKEN.findall(written_in_digits(text[:LONGEST_TEXT]))[:MOST_TOKENS]
    for place in are_other_words(tokens):
        tokens[place] = f"_{tokens[place]}"
    return tokens


def groups_of(tokens: Sequence[str]) -> Iterator[list[Amount]]:
    """Yield the amounts; those of a list ("3, 5 en 8 jaar") together, the unit said once."""
    group: list[Amount] = []
    for amount in _amounts(tokens):
        if group and not _are_linked(tokens, group[-1], amount):
            yield group
            group = []
        group.append(amount)
    if group:
        yield group


def _are_linked(tokens: Sequence[str], one: Amount, other: Amount) -> bool:
    between = tokens[one.last + 1 : other.first]
    if one.unit and not other.unit:  # "6 jaar, drie plaatsen"
        return False
    if one.is_aged and not other.is_aged:  # "onze 3-jarige, 3 dagen per week"
        return False
    if len(between) == 1 and between[0] in RANGE_LINKS:
        return True
    return 0 < len(between) <= 2 and all(token in LIST_LINKS for token in between)


def _amounts(tokens: Sequence[str]) -> Iterator[Amount]:
    at = 0
    while at < len(tokens):
        amount = _amount(tokens, at)
        if amount:
            yield amount
        at = amount.last + 1 if amount else at + 1


def _amount(tokens: Sequence[str], at: int) -> Amount | None:
    token = tokens[at]
    if token in UNIT_OF and _follows(tokens, at, AND_A_HALF):  # "a year and a half" in Arabic
        return Amount(at, at + 1, 1.5, UNIT_OF[token])
    if UNIT_OF.get(token) == YEAR and tokens[at + 1 : at + 2] == ["و"]:  # "a year and 3 months"
        years, last, _ = _plus_months(tokens, 1, at, at + 2)
        return Amount(at, last, years, YEAR) if last > at else None
    if token in WHOLE:
        return _whole(tokens, at)
    if token in HALF and token not in AND_A_HALF:
        last, unit, is_aged = _unit_after(tokens, at)
        return Amount(at, last, 0.5, unit, is_aged) if unit else None
    counted = _number(tokens, at)
    made = _with_unit(tokens, at, *counted) if counted else None
    # "een" is a number only before a unit.
    return None if made and made.unit is None and token in ONE and made.first == made.last else made


def _whole(tokens: Sequence[str], at: int) -> Amount:
    number, own_unit = WHOLE[tokens[at]]
    last, unit, is_aged = _unit_after(tokens, at)
    if own_unit and _follows(tokens, last, AND_A_HALF):
        return Amount(at, last + 1, number + 0.5, own_unit)
    is_dual = own_unit is not None
    return Amount(at, last, float(number), own_unit or unit, is_aged, is_article=is_dual)


def _number(tokens: Sequence[str], at: int) -> tuple[float, int] | None:
    """Return a number and its last token; "een half" is no number here."""
    number = number_of(tokens[at])
    is_half = _follows(tokens, at, HALF) and not _follows(tokens, at, AND_A_HALF)
    if tokens[at] in ONE and not is_half:
        number = 1.0
    if number is None:
        return None
    if _follows(tokens, at, TEN_MORE):
        return number + 10, at + 1
    return _with_half(tokens, at, float(number))


def _with_half(tokens: Sequence[str], at: int, number: float) -> tuple[float, int]:
    if _follows(tokens, at, AND_A_HALF):
        return number + 0.5, at + 1
    rest = tokens[at + 1 : at + 4]
    is_half = len(rest) == 3 and rest[0] in ("and", "et") and rest[1] in ("a", "un", "une")
    if is_half and rest[2] in HALF:
        return number + 0.5, at + 3
    return (number + 0.5, at + 2) if _says(rest, ("et", "and"), HALF) else (number, at)


def _with_unit(tokens: Sequence[str], at: int, number: float, last: int) -> Amount:
    end, unit, is_aged = _unit_after(tokens, last)
    if unit and tokens[at] in ONE and _follows(tokens, end, ABOUT):
        about = number_of(tokens[end + 2]) if end + 2 < len(tokens) else None
        if about is not None and _unit_after(tokens, end + 2)[1] is None:
            return Amount(at, end + 2, about, unit)
    if unit == YEAR and not is_aged:
        number, end, is_month = _and_months(tokens, number, end)
        is_aged = is_aged or is_month
    is_article = tokens[at] in ONE and number == 1
    return Amount(at, end, number, unit, is_aged, is_article)


def _unit_after(tokens: Sequence[str], at: int) -> tuple[int, float | None, bool]:
    """Return the last token, the unit that follows and whether it says "old" by itself."""
    after = at + 1
    if after < len(tokens) and tokens[after] in "-–" and after + 1 < len(tokens):
        after += 1
    if after >= len(tokens):
        return at, None, False
    unit, is_aged = _unit(tokens[after])
    return (after, unit, is_aged) if unit else (at, None, False)


def _unit(token: str) -> tuple[float | None, bool]:
    for beginnings, unit, is_aged in UNIT_ENDINGS:
        if token.startswith(beginnings):
            return unit, is_aged
    if token in YEARS_OLD:
        return YEAR, True
    return UNIT_OF.get(token), False


def _and_months(tokens: Sequence[str], years: float, at: int) -> tuple[float, int, bool]:
    """Add "en 3 maanden" or "et demi" behind years; True when the months say "old" themselves."""
    rest = tokens[at + 1 : at + 5]
    if rest[:1] and rest[0] in AND_A_HALF:
        return years + 0.5, at + 1, False
    if _says(rest, ("en", "et", "and"), HALF):
        return years + 0.5, at + 2, False
    if _says(rest, ("en", "et", "and", "a"), ("een", "a", "un"), HALF):
        return years + 0.5, at + 3, False
    joined = 1 if rest[:1] and rest[0] in JOINING else 0
    return _plus_months(tokens, years, at, at + 1 + joined)


def _plus_months(
    tokens: Sequence[str], years: float, at: int, place: int
) -> tuple[float, int, bool]:
    """Add the months that stand at a place, if any."""
    if place + 1 >= len(tokens):
        return years, at, False
    months, (unit, is_aged) = number_of(tokens[place]), _unit(tokens[place + 1])
    if months is None or unit != MONTH or months >= YEAR:
        return years, at, False
    return years + months / YEAR, place + 1, is_aged


def _says(tokens: Sequence[str], *wanted: Sequence[str]) -> bool:
    """Whether the first tokens are, one by one, among the wanted ones."""
    return len(tokens) >= len(wanted) and all(
        token in among for token, among in zip(tokens, wanted, strict=False)
    )


def _follows(tokens: Sequence[str], at: int, wanted: Sequence[str]) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1] in wanted

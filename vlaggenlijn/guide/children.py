"""How old the children are that a sentence speaks of; a thinking module.

Numbers stand for much else in a worry: the parent's own age, how many children, how long one waits,
what time it is, which school year. A number is a child's age by what stands around it, in Dutch,
French, English, Turkish and Arabic; in doubt it is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vlaggenlijn.guide.ages import (
    AND_A_HALF,
    DIGITS,
    FRACTION,
    HALF,
    HUNDREDTHS,
    NUMBER_OF,
    ONE,
    TEN_MORE,
    TWO_WORDS,
    UNITS,
    WHOLE,
    YEAR,
)
from vlaggenlijn.guide.children_words import (
    ADULT,
    AGED,
    BECOMING,
    BORN,
    CHILD,
    CHILD_BEGINS,
    CLOCK_AFTER,
    CLOCK_BEFORE,
    COUNTED,
    LASTING_AFTER,
    LASTING_BEFORE,
    LIST_LINKS,
    MYSELF,
    NEARLY,
    OF,
    PRONOUNS,
    SCHOOL_AFTER,
    TWINS,
    UNIT_ENDINGS,
)
from vlaggenlijn.taxonomy.words import normal

LONGEST_TEXT = 2000
MOST_TOKENS = 300
OLDEST_YEARS = 25
MOST_CHILDREN = 8
WINDOW = 5  # words before a number among which the one is looked for whose age it is
MONTH, WEEK, DAY = 1.0, 12 / 52, 12 / 365
TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[-–(),.;:!?%€/+]")
BREAKS = frozenset(".;:!?")
UNIT_OF = {word: unit for unit, text in UNITS.items() for word in text.split()}
ORDINALS = frozenset("de e ste er ere eme th st nd rd".split())


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number in the text: first and last token, how much, the unit in months when one is said."""

    first: int
    last: int
    amount: float
    unit: float | None
    is_aged: bool = False  # the unit says "old" by itself: jarig, yasinda, aylik


def children_in(text: str) -> list[int]:
    """Return the age in whole months of each child that a sentence gives an age for, in order."""
    tokens = _tokens(text)
    found: list[int] = []
    for group in _groups(tokens):
        if _is_of_child(tokens, group):
            found += _months(tokens, group)
    return found[:MOST_CHILDREN]


def _tokens(text: str) -> list[str]:
    written = text[:LONGEST_TEXT].translate(DIGITS)
    written = FRACTION.sub(lambda one: f"{one[1] or 0},{HUNDREDTHS[one[2]]}", written)
    plain = TWO_WORDS.sub(lambda one: one[0].replace(" ", "").replace("-", ""), normal(written))
    return TOKEN.findall(plain)[:MOST_TOKENS]


# From tokens to amounts -----------------------------------------------------------------------


def _groups(tokens: Sequence[str]) -> Iterator[list[_Amount]]:
    """Yield the amounts; those of a list ("3, 5 en 8 jaar") together, the unit said once."""
    group: list[_Amount] = []
    for amount in _amounts(tokens):
        if group and not _are_linked(tokens, group[-1], amount):
            yield group
            group = []
        group.append(amount)
    if group:
        yield group


def _are_linked(tokens: Sequence[str], one: _Amount, other: _Amount) -> bool:
    between = tokens[one.last + 1 : other.first]
    if one.unit and not other.unit:  # "6 jaar, drie plaatsen"
        return False
    return 0 < len(between) <= 2 and all(token in LIST_LINKS for token in between)


def _amounts(tokens: Sequence[str]) -> Iterator[_Amount]:
    at = 0
    while at < len(tokens):
        amount = _amount(tokens, at)
        if amount:
            yield amount
        at = amount.last + 1 if amount else at + 1


def _amount(tokens: Sequence[str], at: int) -> _Amount | None:
    token = tokens[at]
    if token in UNIT_OF and _follows(tokens, at, AND_A_HALF):  # "a year and a half" in Arabic
        return _Amount(at, at + 1, 1.5, UNIT_OF[token])
    if token in WHOLE:
        number, own_unit = WHOLE[token]
        last, unit, is_aged = _unit_after(tokens, at)
        return _Amount(at, last, float(number), own_unit or unit, is_aged)
    if token in HALF and token not in AND_A_HALF:
        last, unit, is_aged = _unit_after(tokens, at)
        return _Amount(at, last, 0.5, unit, is_aged) if unit else None
    counted = _number(tokens, at)
    made = _with_unit(tokens, at, *counted) if counted else None
    # "een" is a number only before a unit.
    return None if made and made.unit is None and token in ONE and made.first == made.last else made


def _number(tokens: Sequence[str], at: int) -> tuple[float, int] | None:
    """Return a number and its last token; "een half" is no number here."""
    token = tokens[at]
    number = float(token.replace(",", ".")) if token[0].isdigit() else NUMBER_OF.get(token)
    if token in ONE and not _follows(tokens, at, HALF):
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
    is_half = len(rest) == 3 and rest[0] in ("en", "and") and rest[1] in ("een", "a")
    return (number + 0.5, at + 3) if is_half and rest[2] in HALF else (number, at)


def _with_unit(tokens: Sequence[str], at: int, number: float, last: int) -> _Amount:
    end, unit, is_aged = _unit_after(tokens, last)
    if unit == YEAR:
        number, end = _and_months(tokens, number, end)
    return _Amount(at, end, number, unit, is_aged)


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
    return UNIT_OF.get(token), False


def _and_months(tokens: Sequence[str], years: float, at: int) -> tuple[float, int]:
    """Add "en 3 maanden" or "et demi" behind years."""
    rest = tokens[at + 1 : at + 5]
    if rest[:1] and rest[0] in AND_A_HALF:
        return years + 0.5, at + 1
    if len(rest) >= 2 and rest[0] in ("en", "et", "and") and rest[1] in (*HALF, "half"):
        return years + 0.5, at + 2
    if len(rest) >= 3 and rest[0] in ("en", "et", "and", "a") and rest[1] in ("een", "a"):
        return (years + 0.5, at + 3) if rest[2] in HALF else (years, at)
    if len(rest) >= 3 and rest[0] in ("en", "et", "and", "ve", ",") and _unit(rest[2])[0] == MONTH:
        months = float(rest[1]) if rest[1].isdigit() else NUMBER_OF.get(rest[1], 0)
        return years + months / 12, at + 3
    return years, at


def _follows(tokens: Sequence[str], at: int, wanted: Sequence[str]) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1] in wanted


# Whose age is it ------------------------------------------------------------------------------


def _is_of_child(tokens: Sequence[str], group: Sequence[_Amount]) -> bool:
    before, after = _before(tokens, group[0].first), _after(tokens, group[-1].last)
    if _is_something_else(before, after, group):
        return False
    owner = _owner(before, after, is_aged=group[-1].is_aged)
    if owner == "adult":
        return False
    unit = group[-1].unit
    if unit is None:
        is_said = bool(before) and before[-1] in ("aged", "leeftijd")
        return is_said or (owner == "child" and _stands_as_age(before, after))
    if group[-1].is_aged or _first(after) in AGED:
        return True
    if unit == YEAR:
        return owner == "child" or not (set(before[-2:]) & LASTING_BEFORE)
    return owner == "child" and _is_joined(before)


def _before(tokens: Sequence[str], at: int) -> list[str]:
    """The words before a number, back to the end of the sentence before."""
    found: list[str] = []
    for token in reversed(tokens[max(0, at - 12) : at]):
        if token in BREAKS:
            break
        found.insert(0, token)
    return found


def _after(tokens: Sequence[str], at: int) -> list[str]:
    found: list[str] = []
    for token in tokens[at + 1 : at + 5]:
        if token in BREAKS:
            break
        found.append(token)
    return found


def _is_something_else(before: list[str], after: list[str], group: Sequence[_Amount]) -> bool:
    """A time of the day, a school year, a count, a price or a time that lasts."""
    last, next_word = before[-1] if before else "", _first(after)
    unit, is_aged = group[-1].unit, group[-1].is_aged
    if (
        next_word in ORDINALS
        or next_word in SCHOOL_AFTER
        or (after[1:] and after[1] in SCHOOL_AFTER)
    ):
        return unit is None
    if unit is None and (next_word in CLOCK_AFTER or next_word in COUNTED or _is_child(next_word)):
        return True
    if unit is None and last in CLOCK_BEFORE:
        return True
    if next_word in LASTING_AFTER and not is_aged:
        return True
    is_lasting = last in LASTING_BEFORE or (before[-2:-1] and before[-2] in LASTING_BEFORE)
    return bool(is_lasting) and not is_aged and next_word not in AGED and not _is_of(last)


def _owner(before: list[str], after: list[str], *, is_aged: bool) -> str:
    """Say whose age a number is: of a "child", an "adult", or of nobody who is named."""
    if is_aged and (named := _kind(_first(after), after)):
        return named
    if _is_self(before):
        return "adult"
    for token in reversed(before[-WINDOW:]):
        if _is_child(token) or token in PRONOUNS:
            return "child"
        if token in ADULT:
            return "adult"
    return _kind("", after)


def _is_self(before: list[str]) -> bool:
    joined = " " + " ".join(before[-4:])
    return any(joined.endswith(f" {words}") for words in MYSELF)


def _kind(next_word: str, after: list[str]) -> str:
    for token in (next_word, *after[:3]):
        if _is_child(token):
            return "child"
        if token in ADULT:
            return "adult"
    return ""


def _is_child(token: str) -> bool:
    return token in CHILD or (len(token) > 3 and token.startswith(CHILD_BEGINS))


def _stands_as_age(before: list[str], after: list[str]) -> bool:
    """A bare number is an age after "van", "is", "(" and the like, and before nothing counted."""
    words = [token for token in before if token not in NEARLY]
    last = words[-1] if words else ""
    next_word = _first(after)
    is_closed = next_word in ("", ")", ",", "-", *LIST_LINKS, *BECOMING, *AGED) or len(after) > 0
    if last == "(" or last == ",":
        return next_word in (")", ",", "")
    if _is_child(last):  # "de jongste 8"
        return next_word in ("", ",", ")", *LIST_LINKS)
    return (_is_of(last) or last in BORN) and is_closed


def _is_joined(before: list[str]) -> bool:
    """Months and weeks are an age only when said of the child: "baby van 3 weken"."""
    words = [token for token in before if token not in NEARLY]
    if not words:  # "6 months old baby": the child stands behind it
        return True
    last = words[-1]
    return _is_of(last) or last in BORN or last in ("(", ",") or _is_child(last)


def _is_of(token: str) -> bool:
    return token in OF


def _first(after: Sequence[str]) -> str:
    return after[0] if after else ""


def _months(tokens: Sequence[str], group: Sequence[_Amount]) -> list[int]:
    unit = next((one.unit for one in reversed(group) if one.unit), YEAR)
    months = [one.amount * (one.unit or unit) for one in group]
    kept = [int(number + 1e-6) for number in months if number < OLDEST_YEARS * YEAR + YEAR]
    is_twin = len(kept) == 1 and bool(TWINS & set(_before(tokens, group[0].first)[-WINDOW:]))
    return kept * 2 if is_twin else kept

"""A child's age as parents type it in a field; a thinking module.

Years with a comma or a point, months, weeks, days, "half", "pregnant", numbers in words, in five
languages and with Arabic digits. A number alone means years.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vlaggenlijn.guide.numerals import ONE, number_of, written_in_digits

OLDEST_MONTHS = 299
LONGEST_TEXT = 40
BEFORE_BIRTH = -3
JUST_BORN = 1
TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+")
MINUS = ("-", "−", "–")

MONTH, WEEK, DAY, YEAR = 1.0, 12 / 52, 12 / 365, 12.0
UNITS = {
    MONTH: "m md mnd mo mos mois ay aylik شهر شهرا اشهر شهور",
    WEEK: "w wk wks semaine semaines اسبوع اسابيع",
    DAY: "d dag dagen jour jours day days gun gunluk يوم ايام",
    YEAR: "j jr jaar jaren jarig jarige an ans annee annees y yr yrs year years old yas yasinda"
    " yil سنه سنة سنوات عام اعوام",
}
UNIT_OF = {word: unit for unit, text in UNITS.items() for word in text.split()}
BEGINNINGS = {"maand": MONTH, "month": MONTH, "week": WEEK, "weke": WEEK, "hafta": WEEK}
TEN_MORE = ("عشر", "عشرة")
# A school year is no age: better to ask than to guess.
SCHOOL = (
    "leerjaar",
    "middelbaar",
    "klas",
    "kleuterklas",
    "kleuter",
    "grade",
    "primaire",
    "maternelle",
)
# What says a number and a unit in one word.
WHOLE = {
    "anderhalf": (1.5, None),
    "anderhalve": (1.5, None),
    "halfjaar": (0.5, YEAR),
    "شهرين": (2, MONTH),
    "شهران": (2, MONTH),
    "سنتين": (2, YEAR),
    "سنتان": (2, YEAR),
    "عامين": (2, YEAR),
    "عامان": (2, YEAR),
    "اسبوعين": (2, WEEK),
    "اسبوعان": (2, WEEK),
}
HALF = ("half", "halve", "demi", "demie", "yarim", "bucuk", "نصف", "ونصف")
AND_A_HALF = ("bucuk", "ونصف")  # never half of one
UNBORN = (
    *("zwanger", "verwacht", "ongeboren", "prenata", "enceinte", "grossesse", "pregnan", "unborn"),
    *("hamile", "حامل"),
)
NEWBORN = ("pasgeboren", "nouveaune", "nouveau", "newborn", "yenidogan", "baby", "bebe", "bebek")


@dataclass(frozen=True, slots=True)
class Age:
    """An age in months (negative before birth), or is_wrong when the text cannot be an age."""

    months: int | None = None
    is_wrong: bool = False


@dataclass(slots=True)
class _Part:
    """One number of the text; unit is in months, None when none was said."""

    amount: float
    unit: float | None = None
    is_article: bool = False  # "een", "un", "bir": counts only with a unit


def read_age(text: str) -> Age:
    """Return the age in a field; Age() for an empty field, is_wrong for what is no child's age."""
    plain = written_in_digits(text[:LONGEST_TEXT]).strip()
    if not plain:
        return Age()
    if any(word in plain for word in UNBORN):
        return Age(BEFORE_BIRTH)
    tokens = TOKEN.findall(plain)
    parts = [] if any(token in SCHOOL for token in tokens) else _parts(tokens)
    if parts:
        return _checked(_months(parts), is_negative=plain.startswith(MINUS))
    return Age(JUST_BORN) if any(word in plain for word in NEWBORN) else Age(is_wrong=True)


def _parts(tokens: Iterable[str]) -> list[_Part]:
    """Return the numbers of the text, each with its unit."""
    parts: list[_Part] = []
    for token, before in _with_previous(tokens):
        if token in HALF:
            _add_half(parts, token, before)
        elif token in TEN_MORE and parts and parts[-1].unit is None:
            parts[-1].amount += 10
        elif (number := _number(token)) is not None:
            parts.append(_Part(number, is_article=token in ONE))
        elif token in WHOLE:
            parts.append(_Part(*WHOLE[token]))
        elif unit := _unit(token):
            _add_unit(parts, unit, is_alone=not before)
    return [part for part in parts if part.unit or not part.is_article]


def _with_previous(tokens: Iterable[str]) -> Iterator[tuple[str, str]]:
    before = ""
    for token in tokens:
        yield token, before
        before = token


def _number(token: str) -> float | None:
    return 1.0 if token in ONE else number_of(token)


def _unit(token: str) -> float | None:
    begun = (unit for word, unit in BEGINNINGS.items() if token.startswith(word))
    return UNIT_OF.get(token) or next(begun, None)


def _add_unit(parts: list[_Part], unit: float, *, is_alone: bool) -> None:
    """Give the last number its unit; a unit that opens the text ("سنة ونصف") is one of it."""
    if not parts:
        if is_alone:
            parts.append(_Part(1, unit))
    elif parts[-1].unit is None:
        parts[-1].unit = unit


def _add_half(parts: list[_Part], token: str, before: str) -> None:
    """Add a half to the last number; "een half jaar" is half of one, and so is "half" alone."""
    if before in ONE and token not in AND_A_HALF:
        parts.pop()
    if parts:
        parts[-1].amount += 0.5
        parts[-1].is_article = False
    else:
        parts.append(_Part(0.5))


def _months(parts: list[_Part]) -> float:
    """Return the first number, with the months after it when it is years: "2 jaar en 3 maanden"."""
    first, rest = parts[0], parts[1:]
    named = [part.unit for part in parts if part.unit]
    months = first.amount * (first.unit or (named[0] if named else YEAR))
    if first.unit == YEAR:
        months += sum(part.amount for part in rest if part.unit == MONTH)
    too_much = [part.amount for part in rest if part.amount > OLDEST_MONTHS]
    return max([months, *too_much])


def _checked(months: float, *, is_negative: bool) -> Age:
    if is_negative or months >= OLDEST_MONTHS + 1:
        return Age(is_wrong=True)
    return Age(int(months))


def written_age(months: int | None) -> str:
    """Return an age as a text that read_age reads back; an empty text for None."""
    if months is None:
        return ""
    if months < 0:
        return UNBORN[0]
    return str(months // 12) if months % 12 == 0 else f"{months} m"


def months_of_years(years: float | None) -> Age:
    """Return the age for a number of years (may be 0.5); None is no age."""
    if years is None:
        return Age()
    if years != years or abs(years) > OLDEST_MONTHS:
        return Age(is_wrong=True)
    return _checked(abs(years) * 12, is_negative=years < 0)

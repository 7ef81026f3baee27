"""How people write ages, prices, states and days in a spreadsheet, and what we keep of it.

Readers as in values.py: tidy text that is not empty, Wrong with a code out of problems.MESSAGES.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from vlaggenlijn.directory.import_rows.values import Wrong
from vlaggenlijn.places.folding import fold

OLDEST = 300  # months; what a service may say
YOUNGEST = -9
AGE = re.compile(r"([+-]?\d{1,3}(?:[.,]\d{1,2})?)\s*([^\W\d]*)\.?(?:\s+(?:oud|old))?")
MONTHS = {"m", "mnd", "maand", "maanden", "month", "months", "mois"}
YEARS = {"j", "jr", "jaar", "jaren", "y", "year", "years", "an", "ans"}
WEEKS = {"w", "week", "weken", "weeks", "semaine", "semaines"}
AGE_WORDS = {
    **dict.fromkeys(("geboorte", "vanaf geboorte", "birth", "naissance", "baby"), 0),
    **dict.fromkeys(("zwangerschap", "pregnancy", "grossesse", "zwanger"), YOUNGEST),
}
FREE = {"gratis", "free", "gratuit", "kosteloos", "free of charge"}
PRICE = re.compile(r"(?:€|eur|euro)?\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*(?:€|eur|euro|euros)?", re.I)
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d")
STATES = {
    "active": "active, actief, actif, open, ja",
    "inactive": "inactive, not active, niet actief, inactief, pas actif, inactif",
    "defunct": "defunct, stopped, gestopt, arrete, stopgezet",
    "temporarily closed": "temporarily closed, closed for a time, tijdelijk gesloten,"
    " ferme temporairement",
}
STATE_OF = {fold(word): state for state, words in STATES.items() for word in words.split(",")}
YES = {"ja", "j", "yes", "y", "oui", "o", "x", "1", "true", "waar", "nieuw"}
NO = {"nee", "neen", "n", "no", "non", "0", "false", "onwaar"}


def age_in_years(text: str) -> int:
    """Return months; a bare number means years."""
    return _age(text, 12)


def age_in_months(text: str) -> int:
    """Return months; a bare number means months."""
    return _age(text, 1)


def _age(text: str, bare: int) -> int:
    word = fold(text)
    if word in AGE_WORDS:
        return AGE_WORDS[word]
    found = AGE.fullmatch(text)
    if found is None:
        raise Wrong("age_wrong", text)
    unit = fold(found[2])
    number = Decimal(found[1].replace(",", "."))
    months = number * (bare if not unit else 1 if unit in MONTHS else 12 if unit in YEARS else 0)
    if unit in WEEKS:
        months = Decimal(int(number * 12 / 52))
    elif unit and unit not in MONTHS | YEARS:
        raise Wrong("age_wrong", text)
    if not YOUNGEST <= months <= OLDEST:
        raise Wrong("age_wrong", text)
    return int(months)


def price(text: str) -> Decimal | None:
    """Return an amount in euro, 0 for free; None when the text says it in words."""
    if fold(text) in FREE:
        return Decimal(0)
    found = PRICE.fullmatch(text)
    return Decimal(f"{found[1]}.{found[2] or '0'}") if found else None


def status(text: str) -> str:
    state = STATE_OF.get(fold(text))
    if state is None:
        raise Wrong("status_wrong", text)
    return state


def day(text: str) -> date:
    """Return a day; a time behind it, as workbooks add, says nothing."""
    plain = re.split(r"[T\s]", text)[0]
    for form in DAY_FORMS:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    raise Wrong("day_wrong", text)


def is_yes(text: str) -> bool:
    word = fold(text)
    if word not in YES | NO:
        raise Wrong("yes_wrong", text)
    return word in YES

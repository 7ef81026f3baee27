"""How people write days, hours and how often in a list of activities.

Readers as those of the directory: tidy text that is not empty; Wrong with a code of problems.py.
"""

import re
from datetime import date, time, timedelta

from vlaggenlijn.directory.import_rows import service_values
from vlaggenlijn.directory.import_rows.values import Wrong
from vlaggenlijn.directory.import_rows.week_text import DAY_OF, GROUPS
from vlaggenlijn.places.folding import fold

MOST_DAYS = 60
LONGEST_AHEAD = timedelta(days=3 * 365)
EARLIEST = date(2000, 1, 1)
MONTHS = (
    "januari janvier january jan", "februari fevrier february feb fev", "maart mars march mrt mar",
    "april avril apr avr", "mei mai may", "juni juin june jun", "juli juillet july jul juil",
    "augustus aout august aug", "september septembre sept sep", "oktober octobre october okt oct",
    "november novembre nov", "december decembre dec",
)  # fmt: skip
MONTH_OF = {word: number for number, words in enumerate(MONTHS, 1) for word in words.split()}
NAMED_DAY = re.compile(r"(?:[^\W\d]+ )?(\d{1,2})(?:e|er|ste|de|st|nd|rd|th)? ([^\W\d]+) (\d{4})")
SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", re.ASCII)
HOUR = re.compile(
    r"(\d{1,2})(?:\s*[:.hu]\s*(\d{2})?(?::\d{2})?)?\s*(?:u|uur|h|heures?)?\.?", re.IGNORECASE
)
DAY_BEFORE = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]", re.ASCII)
BETWEEN_HOURS = re.compile(r"\s*(?:-|–|—|\btot\b|\bà\b|\buntil\b|\bjusqu'à\b)\s*", re.IGNORECASE)
ONCE = {"once", "een keer", "eenmalig", "1 keer", "une fois", "nee", "neen", "no", "non", "1x"}
EVERY = re.compile(
    r"(?:elke|iedere|om de|every|chaque|toutes les|tous les)?\s*(\d{1,2}|andere|other)?\s*"
    r"(week|weken|weeks|semaines?|maand|maanden|months?|mois)"
)
WEEKLY = {"wekelijks", "weekly", "hebdomadaire"}
FORTNIGHTLY = {"tweewekelijks", "veertiendaags", "fortnightly", "bimensuel"}
MONTHLY = {"maandelijks", "monthly", "mensuel"}
KINDS = {
    "meeting": "meeting, ontmoeting, ontmoetingsplek, ontmoetingsplaats, meeting place, rencontre,"
    " lieu de rencontre, praatgroep, babbelgroep, spelotheek, groepsbijeenkomst",
    "talk": "talk, lezing, infoavond, infosessie, voordracht, causerie, conference, webinar",
    "course": "course, cursus, lessenreeks, reeks, vorming, workshop, atelier, cours, training,"
    " course or series, cursus of reeks",
    "play": "play, spel, spelen, games or play, spelnamiddag, speelochtend, jeu, jeux",
    "outing": "outing, uitstap, wandeling, excursion, sortie, rondleiding",
    "sport": "sport, bewegen, sport or movement, sport of beweging, zwemmen",
    "show": "show, film, theater, muziek, voorstelling, spectacle, film theatre or music, concert",
    "party": "party, feest, fete, festiviteit",
    "open_day": "open day, opendeurdag, open deur, portes ouvertes",
    "other": "other, something else, iets anders, andere, autre, autre chose",
}
KIND_OF = {fold(word): kind for kind, words in KINDS.items() for word in words.split(",")}
STATES = {
    "published": "on the agenda, op de agenda, published, gepubliceerd, publiek, online,"
    " a l agenda, publie, ja",
    "draft": "draft, ontwerp, voorstel, concept, projet, brouillon, nee",
}
STATE_OF = {fold(word): state for state, words in STATES.items() for word in words.split(",")}


def day(text: str, today: date) -> date:
    """Return a day within three years; "zaterdag 16 mei 2026" and 16/5/26 are read too."""
    found = _named_day(text) or _short_year(text) or _plain_day(text)
    if not EARLIEST <= found <= today + LONGEST_AHEAD:
        raise Wrong("day_far_away", text)
    return found


def _plain_day(text: str) -> date:
    try:
        return service_values.day(text)
    except Wrong:
        raise Wrong("activity_day_wrong", text) from None


def _named_day(text: str) -> date | None:
    found = NAMED_DAY.fullmatch(fold(text))
    month = MONTH_OF.get(found[2]) if found else None
    if found is None or month is None:
        return None
    return _date(int(found[3]), month, int(found[1]), text)


def _short_year(text: str) -> date | None:
    found = SHORT_YEAR.fullmatch(text)
    return _date(2000 + int(found[3]), int(found[2]), int(found[1]), text) if found else None


def _date(year: int, month: int, number: int, text: str) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise Wrong("activity_day_wrong", text) from None


def days(text: str, today: date) -> tuple[str, ...]:
    """Return several days as sorted texts like 2026-12-25."""
    parts = [part.strip() for part in re.split(r"[;,|\n]+", text) if part.strip()]
    try:
        found = {day(part, today).isoformat() for part in parts}
    except Wrong as wrong:
        raise Wrong("activity_days_wrong", wrong.value) from None
    if len(found) > MOST_DAYS:
        raise Wrong("activity_days_wrong", text)
    return tuple(sorted(found))


def hours(text: str) -> tuple[time, time | None]:
    """Return when it begins, and when it ends if the text says so too ("19.30-21 uur")."""
    parts = [part for part in BETWEEN_HOURS.split(DAY_BEFORE.sub("", text.strip())) if part]
    if len(parts) > 2 or not parts:
        raise Wrong("activity_hour_wrong", text)
    begin, *end = [hour(part) for part in parts]
    return begin, end[0] if end else None


def hour(text: str) -> time:
    """Return an hour of the clock; 24:00 is midnight, a day before it (as workbooks add) is cut."""
    found = HOUR.fullmatch(DAY_BEFORE.sub("", text.strip()))
    if found is None:
        raise Wrong("activity_hour_wrong", text)
    number, minutes = int(found[1]), int(found[2] or 0)
    if (number, minutes) == (24, 0):
        return time()
    if number > 23 or minutes > 59:
        raise Wrong("activity_hour_wrong", text)
    return time(number, minutes)


def repeats(text: str) -> tuple[str, int]:
    """Return (once, weekly or monthly, of how many weeks or months)."""
    word = fold(text)
    if word in ONCE:
        return "once", 1
    for words, answer in ((WEEKLY, ("weekly", 1)), (FORTNIGHTLY, ("weekly", 2)),
                          (MONTHLY, ("monthly", 1))):  # fmt: skip
        if word in words:
            return answer
    found = EVERY.fullmatch(word)
    if found is None:
        raise Wrong("repeats_wrong", text)
    number = 2 if found[1] in ("andere", "other") else int(found[1] or 1)
    if number == 0:
        raise Wrong("repeats_wrong", text)
    return "monthly" if found[2].startswith("m") else "weekly", number


def weekdays(text: str) -> tuple[int, ...]:
    """Return days of the week, 0 (Monday) to 6, in their order."""
    found: set[int] = set()
    for word in re.findall(r"[^\W\d_]+", fold(text)):
        if word in GROUPS:
            found.update(GROUPS[word])
        elif word in DAY_OF:
            found.add(DAY_OF[word])
        elif word not in ("en", "et", "and"):
            raise Wrong("weekdays_wrong", text)
    if not found:
        raise Wrong("weekdays_wrong", text)
    return tuple(sorted(found))


def kind(text: str) -> str:
    found = KIND_OF.get(fold(text))
    if found is None:
        raise Wrong("kind_unknown", text)
    return found


def state(text: str) -> str:
    found = STATE_OF.get(fold(text))
    if found is None:
        raise Wrong("activity_state_wrong", text)
    return found


def places(text: str) -> int:
    plain = re.sub(r"\.0$", "", text)
    if not re.fullmatch(r"\d{1,4}", plain, re.ASCII) or not 1 <= int(plain) <= 2000:
        raise Wrong("places_wrong", text)
    return int(plain)


def yes_or_no(text: str) -> bool:
    try:
        return service_values.is_yes(text)
    except Wrong:
        raise Wrong("activity_yes_wrong", text) from None

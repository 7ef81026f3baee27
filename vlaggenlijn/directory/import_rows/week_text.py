"""A week of opening hours in one cell: "ma-vr 9-12, 13-17; za 10-12"; written so it reads back."""

import re
from collections.abc import Iterator
from itertools import pairwise

from vlaggenlijn.directory.facts import WeekFacts
from vlaggenlijn.directory.hours_text import CLOSED, HoursError, format_hours, parse_hours

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
# Monday first. French "ma" and "di" would be mardi and dimanche: here they are Dutch.
WORDS = (
    "ma maa maandag maandags mo mon monday lu lun lundi",
    "di din dinsdag dinsdags tu tue tues tuesday mar mardi",
    "wo woe woensdag woensdags we wed wednesday me mer mercredi",
    "do don donderdag donderdags th thu thur thurs thursday je jeu jeudi",
    "vr vrij vrijdag vrijdags fr fri friday ve ven vendredi",
    "za zat zaterdag zaterdags sat saturday sa sam samedi",
    "zo zon zondag zondags su sun sunday dim dimanche",
)
GROUPS = {
    **dict.fromkeys(("weekdagen", "werkdagen", "weekdays", "semaine"), range(5)),
    **dict.fromkeys(("weekend",), range(5, 7)),
    **dict.fromkeys(("dagelijks", "daily", "quotidien"), range(7)),
}
DAY_OF = {word: number for number, words in enumerate(WORDS) for word in words.split()}
BY_APPOINTMENT = ("op afspraak", "by appointment", "sur rendez-vous", "na afspraak")
ALSO = ("ook ", "also ", "aussi ")
RANGE = {"-", "–", "—", "tot", "t/m", "to", "à", "au", "until"}
BETWEEN = {"en", "and", "et", "ve", ",", "&", "+", ":", "/", "van", "de", "du", "from", "op", "le"}
TOKEN = re.compile(r"t/m|[^\W\d_]+|[-–—,&+:/.]")
NAMES = "|".join(sorted([*DAY_OF, *GROUPS], key=len, reverse=True))
EDGE = re.compile(rf"[;|\n]|,(?=\s*(?:{NAMES})\b)", re.IGNORECASE)
HOURS = re.compile(
    r"\d.*|\b(?:" + "|".join(filter(str.isalpha, [*CLOSED, "dag"])) + r")\b.*", re.I | re.S
)


def parse_week(text: str) -> WeekFacts:
    """Return the week in a text; raise HoursError for what cannot be read."""
    days: dict[int, list[str]] = {}
    appointment = ""
    for piece in _pieces(text):
        found = _appointment(piece)
        if found:
            appointment = found
            continue
        hours = HOURS.search(piece)
        if hours is None:
            raise HoursError(text.find(piece), piece, "unreadable")
        for day in _days(piece[: hours.start()]):
            days.setdefault(day, []).append(hours[0].strip())
    if not days and not appointment:
        raise HoursError(0, text, "unreadable")
    return WeekFacts(tuple(_hours(days.get(day, [])) for day in range(7)), appointment)


def _hours(texts: list[str]) -> str:
    plain = [text for text in texts if text.casefold() not in CLOSED]
    if plain and len(plain) < len(texts):
        raise HoursError(0, ", ".join(texts), "overlap")  # open and closed at once
    return format_hours(parse_hours(", ".join(plain)))


def _pieces(text: str) -> Iterator[str]:
    """Yield days with their hours; "ma, di 9-12" is one piece."""
    waiting = ""
    for part in EDGE.split(text):
        piece = f"{waiting}, {part.strip()}" if waiting else part.strip()
        is_whole = bool(HOURS.search(piece)) or bool(_appointment(piece))
        waiting = "" if is_whole else piece
        if is_whole:
            yield piece
    if waiting:
        yield waiting


def _appointment(piece: str) -> str:
    plain = piece.casefold().strip(" .")
    for word in ALSO:
        if plain.removeprefix(word) in BY_APPOINTMENT and plain.startswith(word):
            return "also"
    return "only" if plain in BY_APPOINTMENT else ""


def _days(text: str) -> list[int]:
    tokens = [one.casefold() for one in TOKEN.findall(text)]
    tokens = [one for one in tokens if one not in BETWEEN and one != "."]
    while tokens and tokens[-1] in RANGE:
        tokens.pop()
    found: list[int] = []
    for before, token in pairwise(["", *tokens]):
        if token in GROUPS:
            found += GROUPS[token]
        elif token in DAY_OF:
            found += _until(found, DAY_OF[token]) if before in RANGE else [DAY_OF[token]]
        elif token not in RANGE:
            raise HoursError(0, text, "unreadable")
    if not found:
        raise HoursError(0, text, "unreadable")
    return list(dict.fromkeys(found))


def _until(found: list[int], last: int) -> list[int]:
    if not found or found[-1] >= last:
        raise HoursError(0, "", "unreadable")
    return list(range(found[-1] + 1, last + 1))


def format_week(week: WeekFacts) -> str:
    """Return a week as one text that parse_week reads back; empty for no hours."""
    words = {"only": ["op afspraak"], "also": ["ook op afspraak"]}.get(week.appointment, [])
    days = [f"{DAYS[day]} {hours}" for day, hours in enumerate(week.days) if hours]
    return "; ".join([*words, *days])

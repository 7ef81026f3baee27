"""How far a service can be trusted and understood, and what would better it; a thinking module.

A hundred points over four questions of as much weight: is it complete, was it confirmed, can it be
reached, can it be understood. The points are set by hand; they put the list in an order for who
keeps it true. Nothing is hidden or unpublished because of them, and parents never see them.
"""

from dataclasses import dataclass
from datetime import date

from vlaggenlijn.directory.plain_words import explained
from vlaggenlijn.directory.readability import read

EACH = 25
HALF_A_YEAR, A_YEAR = 183, 365  # days
HARD, VERY_HARD = 60, 45  # reading ease
LONG_SENTENCE = 25  # words
MOST_FOR_WORDS = 9
LANGUAGE = "nl"
BROKEN = frozenset({"bad_phone", "bad_link"})

# What is missing, and how much it weighs; together EACH.
WEIGHTS = {
    "no_summary": 6,
    "no_themes": 5,
    "no_first_step": 4,
    "no_hours": 3,
    "no_ages": 3,
    "no_cost": 2,
    "no_place": 2,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a service; texts in Dutch, days as dates, ``bad_*`` as what was found."""

    missing: frozenset[str] = frozenset()
    assured_on: date | None = None
    ways: int = 0
    bad_phones: tuple[str, ...] = ()
    bad_links: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What would make it better: a code, its value where it has one, and the points it takes."""

    code: str
    points: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """0 to 100, and the reasons, the heaviest first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def broken(self) -> tuple[Reason, ...]:
        """What cannot be reached: a number, a website."""
        return tuple(one for one in self.reasons if one.code in BROKEN)


def quality(told: Told, today: date) -> Quality:
    """Weigh what is known of a service on a day."""
    found = [*_complete(told), *_confirmed(told, today), *_reachable(told), *_understandable(told)]
    lost = sum(one.points for one in found)
    order = sorted(found, key=lambda one: (-one.points, one.code, one.value))
    return Quality(4 * EACH - lost, tuple(order))


def _complete(told: Told) -> list[Reason]:
    return [Reason(code, WEIGHTS[code]) for code in WEIGHTS if code in told.missing]


def _confirmed(told: Told, today: date) -> list[Reason]:
    if told.assured_on is None:
        return [Reason("never_confirmed", EACH)]
    days = (today - told.assured_on).days
    if days > A_YEAR:
        return [Reason("long_ago", 20)]
    return [Reason("months_ago", 8)] if days > HALF_A_YEAR else []


def _reachable(told: Told) -> list[Reason]:
    if told.ways == 0:
        return [Reason("no_way", EACH)]
    found = [Reason("one_way", 5)] if told.ways == 1 else []
    found += [Reason("bad_phone", 10, phone) for phone in told.bad_phones[:1]]
    return found + [Reason("bad_link", 10, link) for link in told.bad_links[:1]]


def _understandable(told: Told) -> list[Reason]:
    text = "\n".join(told.texts)
    if not text.strip():
        return []
    return [*_ease(text), *_hard_words(text)]


def _ease(text: str) -> list[Reason]:
    reading = read(text)
    found = []
    if reading.ease is not None and reading.ease < HARD:
        found.append(Reason("hard_to_read", 10 if reading.ease < VERY_HARD else 5))
    if reading.longest > LONG_SENTENCE:
        found.append(Reason("long_sentence", 4, str(reading.longest)))
    return found


def _hard_words(text: str) -> list[Reason]:
    """Hard words that the plain-words list knows, each with what to write instead."""
    words = explained(text, LANGUAGE)
    if not words:
        return []
    shown = "; ".join(f"{one.word} = {one.plain}" for one in words[:3])
    return [Reason("hard_words", min(3 * len(words), MOST_FOR_WORDS), shown)]

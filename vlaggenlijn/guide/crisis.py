"""Which words ask for a helpline on top; a thinking module.

Recall first: a false panel costs a glance, a missed one may cost a life. A phrase is a row of word
beginnings ("*" at the end: any ending); ".." allows four words between. A phrase of the ordinary
list takes back the hits that lie inside it ("dead tired" is no wish to die). What is only hinted at
is for alarm.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vlaggenlijn.taxonomy.words import LONGEST_TEXT, WORD, normal

GAP = r"(?:\s\w+){0,4}?\s"
SPOKEN = {"niet": "ni(?:e|et)?", "mijn": "m(?:ij|e)?n", "dat": "dat?", "wat": "wat?"}
SHORTEST_SPOKEN = 5  # letters


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of crisis with its phrases and its ordinary look-alikes, over all languages."""

    slug: str
    phrases: tuple[str, ...]
    ordinary: tuple[str, ...] = ()


def recognised(text: str, categories: Sequence[Category]) -> list[str]:
    """Return the slugs of the categories whose words stand in the text, in the given order."""
    plain = " ".join(WORD.findall(normal(text[:LONGEST_TEXT])))
    return [category.slug for category in categories if plain and _is_meant(plain, category)]


def _is_meant(plain: str, category: Category) -> bool:
    if not _pattern(category.phrases).search(plain):
        return False
    ordinary = _spans(plain, category.ordinary)
    return any(not _lies_in(hit, ordinary) for hit in _spans(plain, category.phrases))


def _spans(plain: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where each phrase stands; also where hits overlap, so that none hides another."""
    return [found.span(1) for phrase in phrases for found in _anywhere(phrase).finditer(plain)]


def _lies_in(hit: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(first <= hit[0] and hit[1] <= last for first, last in spans)


@lru_cache(maxsize=200)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    parts = [made for made in (_phrase(phrase) for phrase in phrases) if made]
    return re.compile(r"\b(?:" + "|".join(parts or [r"(?!)"]) + ")")


@lru_cache(maxsize=20_000)
def _anywhere(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?=({_phrase(phrase) or '(?!)'}))")


def _phrase(phrase: str) -> str:
    groups = [_words(group) for group in phrase.split("..")]
    return GAP.join(group for group in groups if group)


def _words(group: str) -> str:
    made = []
    for word in group.split():
        pieces = WORD.findall(normal(word))  # "self-harm" is two words, in a text as well
        made += [_spoken(piece) + r"\b" for piece in pieces[:-1]]
        made += [
            piece + r"\w*" if word.endswith("*") else _spoken(piece) + r"\b"
            for piece in pieces[-1:]
        ]
    return r"\s".join(made)


def _spoken(piece: str) -> str:
    """Allow what Flemish drops in speaking and so in typing: "weggelope", "ni meer"."""
    if piece in SPOKEN:
        return SPOKEN[piece]
    return piece + "?" if piece.endswith("en") and len(piece) >= SHORTEST_SPOKEN else piece


def categories(described: Mapping[str, object]) -> tuple[Category, ...]:
    """Return the categories of the data file guide/data/crisis.json."""
    rows: Sequence[Mapping[str, Mapping[str, Sequence[str]]]] = described["categories"]  # type: ignore[assignment]
    return tuple(
        Category(str(row["slug"]), _all(row["phrases"]), _all(row.get("not", {}))) for row in rows
    )


def _all(by_language: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(phrase for phrases in by_language.values() for phrase in phrases)

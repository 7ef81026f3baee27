"""Hard words of the field in plain ones; a thinking module.

The words are data of a release (data/plain-words.json), for each language apart.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data" / "plain-words.json"
MOST = 8


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A hard word as it stands in the text, and what it means."""

    word: str
    plain: str


def explained(text: str, language: str) -> list[PlainWord]:
    """Return the hard words of a text with their meaning, in its order; eight at most."""
    meanings, pattern = _words(language)
    found: dict[str, PlainWord] = {}
    for match in pattern.finditer(text) if meanings else ():
        plain = meanings[match[0].casefold()]
        found.setdefault(plain, PlainWord(match[0], plain))
    return list(found.values())[:MOST]


@cache
def _words(language: str) -> tuple[dict[str, str], re.Pattern[str]]:
    rows = json.loads(DATA.read_text(encoding="utf-8"))["words"].get(language, [])
    meanings = {word.casefold(): row["plain"] for row in rows for word in row["words"]}
    longest_first = sorted(meanings, key=lambda word: (-len(word), word))
    words = "|".join(map(re.escape, longest_first))
    return meanings, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

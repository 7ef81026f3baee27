"""What a professional may ask, offer and weigh, theme by theme; a thinking module.

The lists are data of ours (data/checklists.json) in Dutch, French and English. A theme without a
list of its own falls back to its broader theme, and that to its life domain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SOURCE = "nl"
PARTS = ("ask", "first", "refer", "keep")


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list in one language: to ask, to offer first, when to refer, when not to."""

    concept: str
    ask: tuple[str, ...]
    first: tuple[str, ...]
    refer: tuple[str, ...]
    keep: tuple[str, ...]


def in_language(data: Mapping[str, Any], language: str) -> dict[str, Checklist]:
    """Return the lists by concept term; what a language does not have is in Dutch."""
    return {
        row["concept"]: Checklist(
            row["concept"],
            *(tuple(line.get(language) or line[SOURCE] for line in row[part]) for part in PARTS),
        )
        for row in data["lists"]
    }


def nearest(terms: Iterable[str], lists: Mapping[str, Checklist]) -> Checklist | None:
    """Return the list of the first term that has one; the terms go from narrow to broad."""
    return next((lists[term] for term in terms if term in lists), None)

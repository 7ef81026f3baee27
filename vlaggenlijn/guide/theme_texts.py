"""What we ourselves write about a theme, in plain language; a thinking module.

The texts are data of a release (data/theme-pages, one file per life domain); a theme without a text
of its own has a page all the same, from its definition.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data" / "theme-pages"
SOURCE = "nl"
# What a theme without a picture of its own shows: that of its life domain.
DOMAIN_ICONS = {
    "development-and-health": "heart-pulse",
    "housing": "house",
    "language": "languages",
    "leisure": "tent-tree",
    "migration-and-integration": "globe",
    "money-and-debts": "wallet",
    "parent-child-relation": "heart",
    "parent-wellbeing": "coffee",
    "relationship-and-separation": "split",
    "safety": "shield",
    "school-and-homework": "school",
    "upbringing-question": "sprout",
    "work-and-childcare": "blocks",
}
ANY_ICON = "flag-triangle-right"


@dataclass(frozen=True, slots=True)
class ThemeText:
    """What it is, what helps (a row of tips), when to call whom; and the language it is in."""

    what: str
    helps: tuple[str, ...]
    when: str
    language: str


@dataclass(frozen=True, slots=True)
class ThemeData:
    """What a release knows of a theme: texts by language, a picture, slugs of helplines."""

    slug: str
    icon: str = ""
    helplines: tuple[str, ...] = ()
    texts: Mapping[str, ThemeText] | None = None

    def text(self, language: str) -> ThemeText | None:
        """Return the text in a language, else in Dutch, else None."""
        texts = self.texts or {}
        return texts.get(language) or texts.get(SOURCE)


def theme_data(slug: str) -> ThemeData:
    """Return what the release knows of a theme; nothing but the slug when it knows nothing."""
    return _all().get(slug) or ThemeData(slug)


def icon_of(slug: str, domain: str) -> str:
    """Return the name of the picture of a theme, else that of its life domain."""
    return theme_data(slug).icon or DOMAIN_ICONS.get(domain, ANY_ICON)


def written() -> list[str]:
    """Return the slugs of the themes with a text of their own."""
    return list(_all())


@cache
def _all() -> dict[str, ThemeData]:
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.json"))]
    return {row["slug"]: _read(row) for file in files for row in file["pages"]}


def _read(row: Mapping[str, Any]) -> ThemeData:
    texts = {
        language: ThemeText(text["what"], tuple(text["helps"]), text["when"], language)
        for language, text in row["texts"].items()
    }
    return ThemeData(row["slug"], row["icon"], tuple(row["helplines"]), texts)

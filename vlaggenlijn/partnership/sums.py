"""Money in whole cents: read from a form, shown, and added up so that it is right to the cent."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

HIGHEST = 99_999_999_999  # cents: just under a thousand million euros, far above any budget here
PLAIN = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?|(\d{1,3}(?:,\d{3})+)\.(\d{1,2})")

Key = TypeVar("Key")


def cents(text: str) -> int:
    """Return the cents of "1.234,5", "1 234,50", "1234.50" or "€ 12"; ValueError for all else.

    A dot or a comma before three digits groups thousands, before one or two it begins the cents.
    """
    bare = re.sub(r"[\s\u00a0\u202f€]", "", text)
    grouped = GROUPED.fullmatch(bare)
    found = PLAIN.fullmatch(bare)
    if grouped:
        whole, part = grouped[1] or grouped[3], grouped[2] or grouped[4]
    elif found:
        whole, part = found[1], found[2]
    else:
        raise ValueError(text)
    total = int(re.sub(r"[.,]", "", whole)) * 100 + int((part or "").ljust(2, "0"))
    if total > HIGHEST:
        raise ValueError(text)
    return total


def euros(amount: int) -> str:
    """Return 123456 as "1.234,56", as it is written here; a shortage gets a minus."""
    whole, part = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}".replace(",", ".") + f",{part:02d}"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Cents: asked for, granted, planned to be used, and spent."""

    asked: int = 0
    granted: int = 0
    planned: int = 0
    spent: int = 0

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.asked + other.asked,
            self.granted + other.granted,
            self.planned + other.planned,
            self.spent + other.spent,
        )

    @property
    def left(self) -> int:
        """What was granted and is not spent; below zero when more was spent than granted."""
        return self.granted - self.spent

    @property
    def free(self) -> int:
        """What was granted and has no plan yet; below zero when plans go beyond it."""
        return self.granted - self.planned


def total(amounts: Iterable[Amounts]) -> Amounts:
    return sum(amounts, Amounts())


def totals(rows: Iterable[tuple[Key, Amounts]]) -> dict[Key, Amounts]:
    """Return the sum for each key, in the order in which the keys first came."""
    found: dict[Key, Amounts] = defaultdict(Amounts)
    for key, amounts in rows:
        found[key] += amounts
    return dict(found)

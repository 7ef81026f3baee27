"""How far two coders agree on the same quotes, and where they do not; a thinking module.

A quote may bear several codes, so each pair of a quote and a code is one decision: given or not.
Every code gets its own numbers, and all decisions together give the numbers as a whole. With two
coders and two answers both measures are one line of sums (docs/decisions/0018).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Codings = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Agreement:
    """Decisions of two coders: both gave the code, one of them, or neither.

    ``kappa`` and ``alpha`` are None where they mean nothing: when no decision differs from another
    there is no agreement by chance to set it against.
    """

    both: int
    only_first: int
    only_second: int
    neither: int

    @property
    def decisions(self) -> int:
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def differing(self) -> int:
        return self.only_first + self.only_second

    @property
    def percent(self) -> float | None:
        """Share of decisions that are the same, 0 to 100; None without decisions."""
        if not self.decisions:
            return None
        return 100 * (self.both + self.neither) / self.decisions

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (1960): agreement beyond what both coders' own habits bring by chance."""
        total = self.decisions
        first, second = self.both + self.only_first, self.both + self.only_second
        by_chance = first * second + (total - first) * (total - second)
        if by_chance == total * total:
            return None
        return (total * (self.both + self.neither) - by_chance) / (total * total - by_chance)

    @property
    def alpha(self) -> float | None:
        """Krippendorff's alpha (2004) for names, two coders, nothing missing.

        1 - observed / expected difference, out of the coincidences of 2 n values.
        """
        given = 2 * self.both + self.only_first + self.only_second
        not_given = 2 * self.decisions - given
        if not given or not not_given:
            return None
        differing = self.only_first + self.only_second
        return 1 - (2 * self.decisions - 1) * differing / (given * not_given)


@dataclass(frozen=True)
class Disagreement:
    """A quote to settle: the codes that only one of both gave."""

    quote: str
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two coders side by side: as a whole, per code, what to settle; over so many quotes."""

    quotes: int
    overall: Agreement
    by_code: Mapping[str, Agreement]
    disagreements: tuple[Disagreement, ...]


def compare(first: Codings, second: Codings, codes: Iterable[str] = ()) -> Comparison:
    """Compare {quote: codes} of two coders, over the quotes that both looked at.

    ``codes`` is the codebook; without it only codes that at least one of both gave count as a
    decision. A quote with an empty set was looked at and left uncoded; an absent one was not.
    """
    quotes = sorted(first.keys() & second.keys())
    both = Counter(code for quote in quotes for code in first[quote] & second[quote])
    only_first = Counter(code for quote in quotes for code in first[quote] - second[quote])
    only_second = Counter(code for quote in quotes for code in second[quote] - first[quote])
    book = sorted({*both, *only_first, *only_second, *codes})
    by_code = {
        code: _agreement(len(quotes), both[code], only_first[code], only_second[code])
        for code in book
    }
    sums = (both.total(), only_first.total(), only_second.total())
    overall = _agreement(len(quotes) * len(book), *sums)
    return Comparison(len(quotes), overall, by_code, _disagreements(first, second, quotes))


def _agreement(decisions: int, both: int, only_first: int, only_second: int) -> Agreement:
    return Agreement(both, only_first, only_second, decisions - both - only_first - only_second)


def _disagreements(
    first: Codings, second: Codings, quotes: Iterable[str]
) -> tuple[Disagreement, ...]:
    found = (
        Disagreement(
            quote,
            tuple(sorted(first[quote] - second[quote])),
            tuple(sorted(second[quote] - first[quote])),
        )
        for quote in quotes
    )
    return tuple(one for one in found if one.only_first or one.only_second)

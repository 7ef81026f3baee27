"""Two coders of a series side by side, over the quotes that both coded."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from vlaggenlijn.accounts.models import User
from vlaggenlijn.dialogue.agreement import Agreement, Comparison, compare
from vlaggenlijn.dialogue.models import Coding, Polarity, Series

Given = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Coders:
    """Everybody who coded: {coder: name} and {coder: {quote: codes with their side}}.

    A coder is somebody here, by id, or a name out of a file of another tool.
    """

    names: dict[str, str]
    given: dict[str, Given]

    def together(self, first: str, second: str) -> int:
        """Return how many quotes both coded."""
        return len(self.given[first].keys() & self.given[second].keys())

    def most_together(self) -> tuple[str, str] | None:
        """Return the two who coded most quotes both; None when no two did."""
        pairs = list(combinations(sorted(self.names, key=lambda one: self.names[one]), 2))
        best = max(pairs, key=lambda pair: self.together(*pair), default=None)
        return best if best and self.together(*best) else None

    def compared(self, first: str, second: str) -> Comparison:
        """Compare two coders; only codes that one of both gave are decisions."""
        return compare(self.given[first], self.given[second])


def coders_of(series: Series) -> Coders:
    """Gather what everybody gave to what still stands, a code on a side as one label."""
    names: dict[str, str] = {}
    given: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    codings = list(Coding.objects.of_series(series).as_labels())
    people = User.objects.in_bulk({pk for _, _, _, pk, _ in codings if pk})
    for quote, code, polarity, pk, outside in codings:
        coder = str(pk or outside)
        names[coder] = str(people[pk]) if pk else outside or "?"
        given[coder][str(quote)].add(_label(code, polarity))
    frozen = {
        coder: {quote: frozenset(codes) for quote, codes in quotes.items()}
        for coder, quotes in given.items()
    }
    return Coders(names, frozen)


def _label(code: str, polarity: str) -> str:
    return f"{code} · {Polarity(polarity).label}" if polarity else code


def rows_of(comparison: Comparison) -> list[tuple[str, Agreement]]:
    """Return (code, its agreement): what was least agreed on first."""
    rows = comparison.by_code.items()
    return sorted(rows, key=lambda row: (-row[1].differing, row[0]))

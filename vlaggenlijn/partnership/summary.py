"""What local organisations see, counted by theme, as it may be shown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from vlaggenlijn.common.small_counts import told

Theme = TypeVar("Theme")


@dataclass(frozen=True, slots=True)
class Seen(Generic[Theme]):
    """One thing that one organisation sees; weight 1 (sometimes) to 3 (very often)."""

    theme: Theme
    organization: object
    weight: int


@dataclass(frozen=True, slots=True)
class Tally(Generic[Theme]):
    """A theme; ``organizations`` a multiple of five, 0 for fewer than five.

    ``weight`` is the mean of what each organisation finds its heaviest, to one decimal; None where
    so few spoke that it would tell what one of them said.
    """

    theme: Theme
    organizations: int
    weight: float | None


def tallies(seen: Iterable[Seen[Theme]]) -> list[Tally[Theme]]:
    """Return the themes, those of most organisations first; equal ones as they first came.

    The order is that of the numbers shown, so that it tells nothing finer than they do.
    """
    heaviest: dict[Theme, dict[object, int]] = defaultdict(dict)
    for one in seen:
        of_theme = heaviest[one.theme]
        of_theme[one.organization] = max(one.weight, of_theme.get(one.organization, 0))
    found = [_tally(theme, list(weights.values())) for theme, weights in heaviest.items()]
    return sorted(found, key=lambda one: (-one.organizations, -(one.weight or 0)))


def _tally(theme: Theme, weights: list[int]) -> Tally[Theme]:
    shown = told(len(weights))
    return Tally(theme, shown, round(sum(weights) / len(weights), 1) if shown else None)

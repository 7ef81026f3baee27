"""What a campaign brought, summed out of the evaluations of its activities; a thinking module.

Who came is told in bands, so that nobody counts heads and no family can be told apart; sums of
bands are a range, rounded as every count of families is.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vlaggenlijn.common.small_counts import told

# slug -> (fewest, most) families; None: no upper edge.
BANDS: dict[str, tuple[int, int | None]] = {
    "none": (0, 0),
    "few": (1, 4),
    "5-14": (5, 14),
    "15-29": (15, 29),
    "30-59": (30, 59),
    "60-119": (60, 119),
    "120": (120, None),
}
GROUPS = (
    *("mothers", "fathers", "grandparents", "toddlers", "children", "teenagers"),
    *("newcomers", "first_time", "professionals"),
)
FACES = ("good", "fair", "poor")


@dataclass(frozen=True, slots=True)
class Told:
    """What an organiser told of one activity; faces are counts of the parents' cards."""

    municipality: str
    band: str
    groups: tuple[str, ...] = ()
    worked: str = ""
    better: str = ""
    good: int = 0
    fair: int = 0
    poor: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """How many families came, rounded to fives; ``most`` is None where nobody knows the upper edge.

    Fewest and most 0 stand for "fewer than five".
    """

    fewest: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Faces:
    """Cards that parents gave, each kind rounded down to a multiple of five."""

    good: int
    fair: int
    poor: int

    @property
    def total(self) -> int:
        return self.good + self.fair + self.poor


@dataclass(frozen=True, slots=True)
class Harvest:
    """The sum of a campaign: ``activities`` took place, ``evaluated`` of them were told of."""

    activities: int
    evaluated: int
    families: Range
    by_band: tuple[tuple[str, int], ...]
    by_group: tuple[tuple[str, int], ...]
    by_municipality: tuple[tuple[str, int, Range], ...]
    faces: Faces | None
    worked: tuple[str, ...]
    better: tuple[str, ...]


def reap(answers: Sequence[Told], activities: int) -> Harvest:
    """Return the sum of what was told of ``activities`` activities."""
    bands = Counter(one.band for one in answers)
    groups = Counter(group for one in answers for group in one.groups)
    towns = sorted({one.municipality for one in answers}, key=lambda town: (not town, town))
    return Harvest(
        activities=activities,
        evaluated=len(answers),
        families=families(answers),
        by_band=tuple((band, bands[band]) for band in BANDS),
        by_group=tuple((group, groups[group]) for group in GROUPS),
        by_municipality=tuple(_town(town, answers) for town in towns),
        faces=faces(answers),
        worked=_texts(one.worked for one in answers),
        better=_texts(one.better for one in answers),
    )


def _town(town: str, answers: Sequence[Told]) -> tuple[str, int, Range]:
    there = [one for one in answers if one.municipality == town]
    return town, len(there), families(there)


def families(answers: Iterable[Told]) -> Range:
    """Return how many families came, as the sum of bands."""
    edges = [BANDS[one.band] for one in answers]
    highest = [most for _, most in edges]
    known = [most for most in highest if most is not None]
    most = told(sum(known)) if len(known) == len(highest) else None
    return Range(told(sum(fewest for fewest, _ in edges)), most)


def faces(answers: Iterable[Told]) -> Faces | None:
    """Return the cards of the parents, rounded as counts of families are.

    None when there are fewer than five, all kinds together: nobody should be found among so few.
    """
    given = list(answers)
    sums = [sum(getattr(one, face) for one in given) for face in FACES]
    return Faces(*map(told, sums)) if told(sum(sums)) else None


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what was said, each once, in order."""
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))

"""What a campaign brought, summed out of the evaluations of its activities; a thinking module.

Who came is told in bands, so that nobody counts heads and no family can be told apart; sums of
bands are a range, rounded as every count of families is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from vlaggenlijn.common.small_counts import told

# slug -> (fewest, most) people; None: no upper edge.
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
Whom = Literal["adults", "children"]
# Of fewer activities a sum for everybody to read would be that of one organiser.
FEWEST_IN_PUBLIC = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What an organiser told of one activity.

    ``adults`` and ``children`` are bands; ``topic`` is what the activity is about, "" when nobody
    said; faces are counts of the parents' cards.
    """

    municipality: str
    adults: str
    children: str
    topic: str = ""
    groups: tuple[str, ...] = ()
    worked: str = ""
    better: str = ""
    good: int = 0
    fair: int = 0
    poor: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """How many people came, rounded to fives; ``most`` is None where nobody knows the upper edge.

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


# A topic with what was said of it, each sentence once.
ByTopic = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Harvest:
    """The sum of a campaign: ``activities`` took place, ``evaluated`` of them were told of."""

    activities: int
    evaluated: int
    adults: Range
    children: Range
    by_band: tuple[tuple[str, int, int], ...]
    by_group: tuple[tuple[str, int], ...]
    by_municipality: tuple[tuple[str, int], ...]
    faces: Faces | None
    worked: ByTopic
    better: ByTopic

    @property
    def untold(self) -> int:
        """Of how many activities nothing is known."""
        return max(self.activities - self.evaluated, 0)

    @property
    def is_for_all(self) -> bool:
        """Whether its sums hide each single organiser, so that everybody may read them."""
        return self.evaluated >= FEWEST_IN_PUBLIC


def reap(answers: Sequence[Told], activities: int) -> Harvest:
    """Return the sum of what was told of ``activities`` activities."""
    adults, children = (Counter(getattr(one, whom) for one in answers) for whom in _WHOM)
    groups = Counter(group for one in answers for group in one.groups)
    towns = Counter(one.municipality for one in answers)
    return Harvest(
        activities=activities,
        evaluated=len(answers),
        adults=came(answers, "adults"),
        children=came(answers, "children"),
        by_band=tuple((band, adults[band], children[band]) for band in BANDS),
        by_group=tuple((group, groups[group]) for group in GROUPS),
        by_municipality=tuple(sorted(towns.items(), key=lambda town: (not town[0], town[0]))),
        faces=faces(answers),
        worked=_by_topic(answers, "worked"),
        better=_by_topic(answers, "better"),
    )


_WHOM: tuple[Whom, Whom] = ("adults", "children")


def came(answers: Iterable[Told], whom: Whom) -> Range:
    """Return how many adults or children came, as the sum of bands."""
    edges = [BANDS[getattr(one, whom)] for one in answers]
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


def _by_topic(answers: Iterable[Told], name: str) -> ByTopic:
    """Return what was said under each topic in order of the alphabet, without a topic last."""
    said: dict[str, dict[str, None]] = defaultdict(dict)
    read = attrgetter(name)
    for one in answers:
        if read(one).strip():
            said[one.topic][read(one).strip()] = None
    order = sorted(said, key=lambda topic: (not topic, topic.casefold(), topic))
    return tuple((topic, tuple(said[topic])) for topic in order)

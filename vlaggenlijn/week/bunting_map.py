"""The municipalities of a campaign on our own map, as full of flags as metres were counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.places.outline import citation, frame, paths, project
from vlaggenlijn.week.bunting import Sum
from vlaggenlijn.week.garlands import Mark, Step, apart, step_of, steps
from vlaggenlijn.week.models import Campaign

DIGITS_ACROSS = 26  # so many digits high is the map wide: readable on a phone of 320 px


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality on the map; ``step`` is 0 where no metre was counted."""

    name: str
    metres: int
    step: int
    path: str


@dataclass(frozen=True, slots=True)
class BuntingMap:
    """All in units of the grid of outlines; ``size`` is the height of a digit."""

    view_box: str
    size: float
    towns: list[Town]
    marks: list[Mark]
    steps: list[Step]
    source: str


def map_of(campaign: Campaign, lengths: Sequence[Sum[Municipality]]) -> BuntingMap | None:
    """Return the map of a campaign with its metres; None when no such municipality is drawn."""
    metres = {one.place.pk: one.metres for one in lengths}
    drawn = paths(metres)
    if not drawn:
        return None
    places = {one.pk: one for one in campaign.network.municipalities.all()}
    places |= {one.place.pk: one.place for one in lengths}
    window, outlines = frame(places), paths(places)
    size = max(window.width, window.height) / DIGITS_ACROSS
    longest = max(metres[nis] for nis in drawn)
    towns = [
        _town(places[nis], path, metres.get(nis, 0), longest) for nis, path in outlines.items()
    ]
    marks = [_mark(places[nis], metres[nis]) for nis in drawn]
    return BuntingMap(
        view_box=str(window),
        size=round(size, 2),
        towns=sorted(towns, key=lambda one: one.name),
        marks=apart(marks, size),
        steps=steps(one.metres for one in towns),
        source=citation(),
    )


def _town(place: Municipality, path: str, metres: int, longest: int) -> Town:
    return Town(place.label(spoken()), metres, step_of(metres, longest), path)


def _mark(place: Municipality, metres: int) -> Mark:
    x, y = project(place.latitude, place.longitude)
    return Mark(x, y, metres)

"""One function for one group, looked into: per age, per neighbourhood, and what is behind it."""

from dataclasses import dataclass

import numpy as np
from django.utils import formats
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from vlaggenlijn.coverage.bars import DOUBTS, LOOKS, UNKNOWN, look_of
from vlaggenlijn.coverage.certainty import Sureness, Verdict
from vlaggenlijn.coverage.chances import LEAST, Chances, chances, losses
from vlaggenlijn.coverage.findings import Slice
from vlaggenlijn.coverage.gathering import BANDS, EVERYBODY
from vlaggenlijn.coverage.offer import Way
from vlaggenlijn.coverage.overview import (
    about,
    band_label,
    home_label,
    keys_of,
    sureness_text,
    verdict_text,
)
from vlaggenlijn.coverage.pictures import Land, Spot
from vlaggenlijn.coverage.reach_words import nearest_text
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.slices import nearest
from vlaggenlijn.directory.models import Service
from vlaggenlijn.places.models import Neighbourhood, Outline
from vlaggenlijn.places.outline import Frame, citation, frame, paths, project

MOST_ROWS = 60
FIRST_ROWS = 10  # on a phone; the others come with a tap
SMALLEST, LARGEST = 0.9, 2.4  # radius of a dot, in percent of the width of the map


@dataclass(frozen=True, slots=True)
class Share:
    """Children of one age band under one verdict, equally sure for all; or of whom we do not know
    (``sure`` is "")."""

    verdict: str
    look: str
    children: str
    sure: str


@dataclass(frozen=True, slots=True)
class Age:
    slug: str
    label: str
    shares: list[Share]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One neighbourhood; ``nearest`` is in metres, or in minutes by ``means``, and None when
    nothing of this kind stands in reach. ``room``: places per hundred children, where known."""

    name: str
    home: Neighbourhood
    children: float
    choices: int
    nearest: int | None
    verdict: int
    sureness: int
    means: str = ""
    room: float | None = None
    is_edge: bool = False

    @property
    def room_text(self) -> str:
        """Places for a hundred children, shared with all who have them in reach."""
        return "–" if self.room is None else formats.number_format(round(self.room, 1), 1)

    @property
    def nearest_text(self) -> str:
        return nearest_text(self.nearest, self.means)

    @property
    def children_text(self) -> str:
        # A place where nobody lives is no place with few children.
        return about(self.children) if self.children > 0 else _("nobody")

    @property
    def verdict_text(self) -> str:
        return verdict_text(self.verdict)

    @property
    def sureness_text(self) -> str:
        sure = sureness_text(self.sureness)
        return _("%(sure)s, near the border") % {"sure": sure} if self.is_edge else sure

    @property
    def look(self) -> str:
        return look_of(self.verdict, self.sureness)


@dataclass(frozen=True, slots=True)
class Map:
    """The same on the page, in files and for the council. Spots are areas where the outline of
    every neighbourhood is known, else dots; ``marks`` are the question marks where we do not know,
    as one path."""

    view_box: Frame
    outlines: list[str]
    spots: list[Spot]
    doors: list[tuple[float, float]]
    mark: float
    source: str
    marks: str

    # By what the patterns of the looks are called, as the style knows them.
    looks = tuple(LOOKS[one].removeprefix("v-") for one in Verdict)

    @property
    def areas(self) -> list[Spot]:
        """The spots that are areas: all of them or none."""
        return [spot for spot in self.spots if spot.path]

    @property
    def words(self) -> str:
        """What stands on the map."""
        if self.areas:
            return _("An area is a neighbourhood, a flag an offer.")
        return _("A dot is a neighbourhood, larger where more children live; a flag is an offer.")

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What the looks on it mean."""
        return keys_of(spot.look for spot in self.spots)

    @property
    def land(self) -> Land:
        """The map as the pictures that stand by themselves want it."""
        box = self.view_box
        return Land(box.x, box.y, box.width, box.height, self.outlines, self.spots, self.doors)

    @property
    def tile(self) -> float:
        """How far stripes are apart: four pixels on a phone, seven on a wide screen."""
        return round(self.view_box.width / 75, 3)

    @property
    def line(self) -> float:
        return round(self.tile * 0.22, 3)

    @property
    def ring(self) -> float:
        """The radius of the ring that goes from neighbourhood to neighbourhood."""
        return round(self.view_box.width * (LARGEST + 0.6) / 100, 2)


@dataclass(frozen=True, slots=True)
class Behind:
    """A service of the slice, and the children who have nothing left when it stops ("" for few)."""

    service: Service
    loss: str


@dataclass(frozen=True, slots=True)
class PlaceFor:
    """A neighbourhood for one more offer."""

    name: str
    children: str


@dataclass(frozen=True, slots=True)
class LookedInto:
    """A slice: its ages, the neighbourhoods of the age chosen, and the services behind it."""

    of: Slice
    function: str
    group: str
    age: str
    is_against_all: bool
    ages: list[Age]
    lines: list[Line]
    services: list[Behind]
    apart: list[Service]
    chances: list[PlaceFor]
    together: str
    map: Map

    @property
    def shown(self) -> list[Line]:
        return self.lines[:MOST_ROWS]

    @property
    def first_count(self) -> int:
        """How many lines stand on a phone before it is asked for the later ones."""
        return FIRST_ROWS

    @property
    def later_count(self) -> int:
        return max(0, len(self.shown) - FIRST_ROWS)

    @property
    def has_room(self) -> bool:
        """Whether places are known well enough to be told."""
        return any(line.room is not None for line in self.lines)

    @property
    def hidden_count(self) -> int:
        return max(0, len(self.lines) - MOST_ROWS)


def looked_into(found: Reckoned, of: Slice) -> LookedInto:
    ground = found.ground
    lines = lines_of(found, of)
    at_place, apart = _services(found, of)
    better = chances(found, of)
    return LookedInto(
        of=of,
        function=ground.functions[of.function].label,
        group=ground.groups[of.group].label,
        age=band_label(of.age),
        is_against_all=ground.groups[of.group].slug != EVERYBODY,
        ages=[_age(found, Slice(of.function, of.group, age), of) for age in range(len(BANDS))],
        lines=lines,
        services=at_place,
        chances=_places(found, better),
        together=_together(found, better),
        apart=apart,
        map=map_of(found, of, lines),
    )


def lines_of(found: Reckoned, of: Slice) -> list[Line]:
    """Return the network's neighbourhoods with what a slice says of them, the worst first."""
    ground, judged = found.ground, found.judged
    at = (of.function, of.group, of.age)
    means, room = found.within.means, _room(found, of)
    far = nearest(found.land, found.reach)[(slice(None), *at)]
    lines = [
        Line(
            name=home_label(ground.homes[row]),
            home=ground.homes[row],
            children=float(ground.demand.children[row, of.age]),
            choices=int(judged.choices[(row, *at)]),
            nearest=_nearest(float(far[row]), means),
            verdict=int(judged.verdict[(row, *at)]),
            sureness=int(judged.sureness[(row, *at)]),
            means=means,
            room=round(100 * float(room[row]), 1) if room is not None else None,
            is_edge=bool(judged.edge[row]),
        )
        for row in np.flatnonzero(ground.demand.inside)
    ]
    return sorted(lines, key=lambda line: (line.verdict, line.sureness, -line.children, line.name))


def _room(found: Reckoned, of: Slice) -> NDArray[np.float64] | None:
    """Return places per child at every home; None where of most offers nobody gave their places."""
    at = (of.function, of.group, of.age)
    return found.now().access[(slice(None), *at)] if found.judged.by_room[at] else None


def _nearest(far: float, means: str) -> int | None:
    """Return whole minutes, or metres in hundreds as the distance is an estimate."""
    return int(round(far, 0 if means else -2)) if np.isfinite(far) else None


def _age(found: Reckoned, one: Slice, chosen: Slice) -> Age:
    counts = found.counts[one.function, one.group, one.age]
    shares = [
        Share(verdict_text(verdict), look_of(verdict, sure), about(children), sureness_text(sure))
        for (verdict, sure), children in np.ndenumerate(counts[:, : Sureness.UNKNOWN])
        if children >= 1
    ]
    unknown = float(counts[:, Sureness.UNKNOWN].sum())
    if unknown >= 1:
        shares.append(Share(sureness_text(Sureness.UNKNOWN), UNKNOWN, about(unknown), ""))
    return Age(BANDS[one.age], band_label(one.age), shares, one.age == chosen.age)


def _doors(found: Reckoned, of: Slice) -> NDArray[np.intp]:
    supply = found.ground.supply
    is_it = (supply.function == of.function) & supply.groups[:, of.group]
    return np.flatnonzero(is_it & (supply.ages[:, of.age] > 0))


def _services(found: Reckoned, of: Slice) -> tuple[list[Behind], list[Service]]:
    """Return the services of a slice that families go to or that come, and those apart."""
    supply, services = found.ground.supply, found.ground.services
    doors = _doors(found, of)
    is_apart = supply.way[doors] == Way.APART
    near = sorted(set(supply.service[doors[~is_apart]].tolist()))
    far = sorted(set(supply.service[doors[is_apart]].tolist()))
    lost = losses(found, of) if near else {}
    behind = [Behind(services[at], _loss(lost.get(at, 0.0))) for at in near]
    return behind, [services[at] for at in far]


def _loss(children: float) -> str:
    return about(children) if children >= LEAST else ""


def _places(found: Reckoned, better: Chances | None) -> list[PlaceFor]:
    homes = found.ground.homes
    return (
        [PlaceFor(home_label(homes[one.home]), about(one.children)) for one in better.places]
        if better
        else []
    )


def _together(found: Reckoned, better: Chances | None) -> str:
    """Return what the best three places do together, and how far from the best that is."""
    if better is None or len(better.together) < 2:
        return ""
    return _(
        "Together %(places)s reach %(children)s children. No %(count)s places can do more than"
        " %(apart)s %% better; that is proven."
    ) % {
        "places": ", ".join(home_label(found.ground.homes[at]) for at in better.together),
        "children": about(better.together_children),
        "count": len(better.together),
        "apart": formats.number_format(round(100 * better.apart, 1)),
    }


def map_of(found: Reckoned, of: Slice, lines: list[Line]) -> Map:
    codes = sorted({line.home.municipality_id for line in lines})
    window = frame(codes)
    wanted = [*codes, *(line.home.code for line in lines)]
    own = {code: path for code, path in found.ground.own.outlines.items() if code in wanted}
    drawn = Outline.objects.paths_of(wanted) | own
    # An area that is missing would be a hole in the map.
    has_areas = all(line.home.code in drawn for line in lines)
    spots = (_areas if has_areas else _dots)(lines, window.width, drawn)
    unknown = DOUBTS[Sureness.UNKNOWN]
    towns = paths(codes) | {code: drawn[code] for code in codes if code in drawn}
    return Map(
        view_box=window,
        outlines=list(towns.values()),
        spots=spots,
        doors=_doors_drawn(found, of),
        mark=round(window.width / 60, 2),
        source=_source(found, drawn, own),
        marks="".join(one.mark for one in spots if one.look.endswith(unknown)),
    )


def _source(found: Reckoned, drawn: dict[str, str], own: dict[str, str]) -> str:
    """Return where what is drawn comes from."""
    others = Outline.objects.source_of(drawn.keys() - own.keys())
    towns = {home.municipality_id for home in found.ground.homes if home.code in drawn}
    ours = "" if towns and towns <= drawn.keys() else citation()
    return "; ".join(one for one in (found.ground.own_source if own else "", others, ours) if one)


def _areas(lines: list[Line], width: int, drawn: dict[str, str]) -> list[Spot]:
    radius = round(LARGEST * width / 100, 2)
    return [_spot(line, radius, drawn[line.home.code]) for line in lines]


def _dots(lines: list[Line], width: int, _drawn: dict[str, str]) -> list[Spot]:
    """Draw neighbourhoods with an area after their children."""
    most = max((line.children for line in lines), default=0.0) or 1.0
    sizes = [SMALLEST + (LARGEST - SMALLEST) * (line.children / most) ** 0.5 for line in lines]
    return [
        _spot(line, round(size * width / 100, 2)) for line, size in zip(lines, sizes, strict=True)
    ]


def _spot(line: Line, radius: float, path: str = "") -> Spot:
    x, y = project(line.home.latitude, line.home.longitude)
    return Spot(x, y, radius, line.look, _words(line), path)


def _words(line: Line) -> str:
    return f"{line.name}: {line.children_text}, {line.verdict_text} ({line.sureness_text})"


def _doors_drawn(found: Reckoned, of: Slice) -> list[tuple[float, float]]:
    supply = found.ground.supply
    at_place = {
        int(supply.service[door]) for door in _doors(found, of) if supply.way[door] == Way.PLACE
    }
    places = [
        link.location
        for at in sorted(at_place)
        for link in found.ground.services[at].service_at_locations.all()
    ]
    return [
        project(place.latitude, place.longitude)
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]

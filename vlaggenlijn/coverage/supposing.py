"""What if: an offer opens at a place, or a service stops, moves or widens; before and after.

Exact in the setting that the page shows (``what_if``); nothing is written. Children are counted by
choices within reach, and by room only as "more" or "less", since most capacities are not known.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.common.small_counts import told
from vlaggenlijn.coverage.certainty import Verdict
from vlaggenlijn.coverage.gathering import ASSUMED_ROOM, BANDS, EVERYBODY, INFORMATION, Ground
from vlaggenlijn.coverage.offer import Flags, Room, Supply, Way
from vlaggenlijn.coverage.points import Numbers, Points
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.slices import Slices, slices
from vlaggenlijn.coverage.travel import Travel
from vlaggenlijn.coverage.travelling import Ends, ends_of, land_by
from vlaggenlijn.coverage.what_if import Change, Effect, WhatIf, changes

OPENS, STOPS, MOVES, WIDENS = "opens", "stops", "moves", "widens"
MOST_HOMES = 12
LEAST = 0.5  # children; less is nobody


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed; places and services by their index in the ground, concepts too.

    ``ages``: indices of bands; none means every band for what opens, and no change for what widens.
    """

    deed: str
    service: int | None = None
    home: int | None = None
    function: int | None = None
    group: int | None = None
    ages: tuple[int, ...] = ()
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Children of one slice: with none in reach before and after, and what changes for them."""

    function: str
    group: str
    age: str
    before: float
    after: float
    newly: float
    no_longer: float
    better: float
    worse: float

    def to_dict(self) -> dict[str, Any]:
        """Return the line as it may be kept and shown: children in fives, 0 for fewer."""
        numbers = ("before", "after", "newly", "no_longer", "better", "worse")
        return {"function": self.function, "group": self.group, "age": self.age} | {
            name: told(round(getattr(self, name))) for name in numbers
        }


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A neighbourhood (by its index), and the choices there before and after, in one slice."""

    home: int
    children: float
    before: int
    after: int


Slice = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Pictured:
    """One slice, and the choices in it at every home before and after."""

    of: Slice
    before: list[int]
    after: list[int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All slices that something changes in, most children first, and the first by neighbourhood.

    ``pictured`` is that slice at every home; where nothing changes, the one that was asked about.
    """

    lines: list[Line]
    homes: list[HomeLine]
    pictured: Pictured


class HasNoPlace(ValueError):
    """A service that stands nowhere cannot move."""


def outcome(found: Reckoned, asked: Supposed) -> Outcome:
    """Work out what changes for the children of the network; raises HasNoPlace."""
    if found.travelled is None:
        before, after = _by_distance(found, asked)
    else:
        before, after = _by_times(found, found.travelled.travel, asked)
    # Most homes see nothing of one offer more or less, and are not looked at again.
    rows = np.flatnonzero(
        (before.choices != after.choices).any(axis=(1, 2, 3))
        | (before.access != after.access).any(axis=(1, 2, 3))
    )
    was, becomes = (
        (before.choices[rows], before.access[rows]),
        (after.choices[rows], after.access[rows]),
    )
    effect = Effect(rows, changes(*was, *becomes))
    lines = _lines(found, effect)
    of = lines[0][0] if lines else _asked_slice(asked)
    return Outcome(
        [line for _, line in lines],
        _homes(found.ground, of, before.choices, after.choices) if lines else [],
        _pictured(of, before.choices, after.choices),
    )


def _asked_slice(asked: Supposed) -> Slice:
    return (asked.function or 0, asked.group or 0, (asked.ages or (0,))[0])


def _pictured(of: Slice, before: NDArray[Any], after: NDArray[Any]) -> Pictured:
    at = (slice(None), *of)
    return Pictured(of, before[at].tolist(), after[at].tolist())


def _by_distance(found: Reckoned, asked: Supposed) -> tuple[Slices, Slices]:
    """Return before and after; only what the change touches is worked out."""
    now = found.now()
    what_if = WhatIf(found.land, found.terms, now)
    _happen(found.ground, what_if, asked)
    return now, Slices(what_if.choices, what_if.access, now.reached)


def _by_times(found: Reckoned, travel: Travel, asked: Supposed) -> tuple[Slices, Slices]:
    """Return before and after; minutes come from a table, so all of it is worked out anew."""
    supply, ends = _supposed_doors(found.ground, asked)
    land, _ways = land_by(travel, found.ground, supply, ends, found.reach)
    return found.now(), slices(land, found.terms)


def _supposed_doors(ground: Ground, asked: Supposed) -> tuple[Supply, list[Ends]]:
    """Return the doors as they would be, and by what they are known in a table of times."""
    supply, ends = ground.supply, ends_of(ground)
    if asked.deed == OPENS:
        return supply.joined(_door(ground, asked)), [*ends, Ends("", "", asked.home or 0)]
    for door in _doors(ground, asked):
        if asked.deed == MOVES:
            x, y = _point(ground, asked)
            points = Points(supply.points.x.copy(), supply.points.y.copy())
            points.x[door], points.y[door] = x, y
            supply, ends[door] = replace(supply, points=points), Ends("", "", asked.home or 0)
        elif asked.deed == WIDENS:
            columns = {
                name: getattr(supply, name).copy()
                for name in ("ages", "groups", "capacity", "room")
            }
            for name, row in _wider(ground, door, asked).items():
                columns[name][door] = row[0]
            supply = replace(supply, **columns)
    if asked.deed == STOPS:
        stay = np.flatnonzero(supply.service != asked.service)
        return supply.at(stay), [ends[at] for at in stay.tolist()]
    return supply, ends


def _doors(ground: Ground, asked: Supposed) -> list[int]:
    """Return the doors that a supposition is about; raises HasNoPlace."""
    doors: list[int] = np.flatnonzero(ground.supply.service == asked.service).tolist()
    if asked.deed == MOVES:
        doors = [door for door in doors if ground.supply.way[door] == Way.PLACE]
        if not doors:
            raise HasNoPlace
    return doors


def _happen(ground: Ground, what_if: WhatIf, asked: Supposed) -> None:
    if asked.deed == OPENS:
        what_if.add(_door(ground, asked))
        return
    for door in _doors(ground, asked):
        if asked.deed == STOPS:
            what_if.close(door)
        elif asked.deed == MOVES:
            what_if.move(door, *_point(ground, asked))
        else:
            what_if.widen(door, **_wider(ground, door, asked))


def _point(ground: Ground, asked: Supposed) -> tuple[float, float]:
    homes = ground.demand.homes
    return float(homes.x[asked.home]), float(homes.y[asked.home])


def _door(ground: Ground, asked: Supposed) -> Supply:
    """Return a door of a service that is not there yet, in the middle of a neighbourhood."""
    function, group = asked.function or 0, asked.group or 0
    wanted = asked.ages or range(len(BANDS))
    is_information = ground.functions[function].slug == INFORMATION
    known = Room.ASSUMED if asked.capacity is None else Room.KNOWN
    return Supply(
        points=ground.demand.homes.at(np.array([asked.home])),
        service=np.array([len(ground.services)], np.intp),
        function=np.array([function], np.intp),
        functions=len(ground.functions),
        groups=_flags(len(ground.groups), [group]),
        ages=_months(wanted),
        capacity=np.array([ASSUMED_ROOM if asked.capacity is None else float(asked.capacity)]),
        room=np.array([Room.UNLIMITED if is_information else known], np.int8),
        way=np.array([Way.PLACE], np.int8),
        area=np.zeros((1, len(ground.municipalities)), bool),
        sound=np.array([True]),
    )


def _wider(ground: Ground, door: int, asked: Supposed) -> dict[str, Any]:
    """Return the columns of a door that change; an offer for all parents stays for all."""
    supply, wider = ground.supply, {}
    if asked.ages:
        wider["ages"] = np.maximum(supply.ages[[door]], _months(asked.ages))
    if asked.group is not None:
        wider["groups"] = supply.groups[[door]] | _flags(len(ground.groups), [asked.group])
    if asked.capacity is not None and supply.room[door] != Room.UNLIMITED:
        wider["capacity"] = np.array([float(asked.capacity)])
        wider["room"] = np.array([Room.KNOWN], np.int8)
    return wider


def _flags(length: int, places: Sequence[int]) -> Flags:
    flags = np.zeros((1, length), bool)
    flags[0, list(places)] = True
    return flags


def _months(ages: Sequence[int]) -> Numbers:
    months = np.zeros((1, len(BANDS)))
    for age in ages:
        first, last = (int(year) for year in BANDS[age].split("-"))
        months[0, age] = 12.0 * (last - first + 1)
    return months


def _lines(found: Reckoned, effect: Effect) -> list[tuple[Slice, Line]]:
    ground, demand = found.ground, found.ground.demand
    told = (Change.NEWLY, Change.NO_LONGER, Change.BETTER, Change.WORSE)
    numbers = [effect.children(demand, one) for one in told]
    none_now = found.counts[..., Verdict.NONE, :].sum(axis=-1)
    lines: list[tuple[Slice, Line]] = []
    for function, group, age in np.argwhere(sum(numbers) >= LEAST).tolist():
        at = (function, group, age)
        newly, no_longer, better, worse = (float(one[at]) for one in numbers)
        line = Line(
            function=ground.functions[function].slug,
            group=ground.groups[group].slug,
            age=BANDS[age],
            before=float(none_now[at]),
            after=max(0.0, float(none_now[at]) - newly + no_longer),
            newly=newly,
            no_longer=no_longer,
            better=better,
            worse=worse,
        )
        lines.append((at, line))
    return sorted(lines, key=lambda pair: (_weight(pair[1]), pair[0]))


def _weight(line: Line) -> tuple[float, ...]:
    return (-(line.newly + line.no_longer), -(line.better + line.worse))


def _homes(ground: Ground, of: Slice, before: NDArray[Any], after: NDArray[Any]) -> list[HomeLine]:
    function, group, age = of
    was, now = before[:, function, group, age], after[:, function, group, age]
    children = ground.demand.of(group)[:, age]
    rows = np.flatnonzero(ground.demand.inside & (was != now) & (children >= LEAST))
    order = sorted(rows.tolist(), key=lambda at: (min(was[at], now[at]), -children[at]))
    return [
        HomeLine(at, float(children[at]), int(was[at]), int(now[at])) for at in order[:MOST_HOMES]
    ]


def read_supposed(ground: Ground, asked: Mapping[str, Any]) -> Supposed:
    """Return what a form or a kept proposal asks, by ids, slugs and codes; unknown is None.

    Keys as in addresses: daad, dienst, plaats, functie, groep, leeftijd (a list), capaciteit.
    """
    slugs = [one.slug for one in ground.functions]
    groups = [one.slug for one in ground.groups]
    homes = [one.code for one in ground.homes]
    services = [one.pk for one in ground.services]
    deed, group = asked["daad"], asked.get("groep") or ("" if asked["daad"] != OPENS else EVERYBODY)
    return Supposed(
        deed=deed,
        service=_position(services, _uuid(asked.get("dienst"))),
        home=_position(homes, asked.get("plaats")),
        function=_position(slugs, asked.get("functie")),
        group=_position(groups, group),
        ages=tuple(BANDS.index(one) for one in asked.get("leeftijd") or () if one in BANDS),
        capacity=asked.get("capaciteit"),
    )


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def _position(known: Sequence[Any], one: Any) -> int | None:
    return known.index(one) if one in known else None

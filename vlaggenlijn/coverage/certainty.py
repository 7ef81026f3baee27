"""Whether a gap or an overlap stays one under other reasonable assumptions; a thinking module.

Every cell (home and slice) is judged under a declared family of settings, five reaches by three
ways of counting. What holds in at least nine of ten, where the directory is sound, is certain;
what depends on the assumption is possible; where nobody keeps the directory, or most of it is
stale, we do not know. Tables have the shape (n, F, G, A), see ``slices``.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.coverage.offer import Demand, Flags, Way
from vlaggenlijn.coverage.points import Numbers, Points
from vlaggenlijn.coverage.slices import (
    Counts,
    Land,
    Terms,
    access,
    by_municipality_of,
    choices,
    known_share,
    tallied,
)
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import alike, gauss, step

SPREAD = (0.6, 0.8, 1.0, 1.25, 1.6)  # of the reach asked for: 3 to 8 km around 5 km
FEWER_PLACES = 0.5  # of capacities that are assumed, in the settings that doubt them


class Verdict(IntEnum):
    NONE = 0  # no service in reach
    SHORT = 1  # clearly less than the child in the middle has
    AS_ELSEWHERE = 2
    MUCH = 3  # clearly more, and several of the same kind: who could join forces


class Sureness(IntEnum):
    CERTAIN = 0
    POSSIBLE = 1
    UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """One way of counting. ``evenly``: slices without known room are judged by how many children
    share a service, not by how many services there are."""

    terms: Terms
    evenly: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """The declared settings, and which of them is shown."""

    settings: tuple[Setting, ...]
    shown: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the words begin. Shares are of what the child in the middle has in the same slice."""

    short: float = 0.5  # less than this is short
    much: float = 2.0  # at least this is much, when there are also ...
    several: int = 3  # ... so many services of the same kind to choose from
    room_known: float = 0.8  # share of doors with known capacity from which room is compared
    agreeing: float = 0.9  # share of settings that make a verdict certain
    sound: float = 0.8  # share of sound records around from which anything can be certain
    unsound: float = 0.3  # below this we do not know


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """``verdict`` and ``sureness`` (n, F, G, A), and what they rest on.

    ``votes`` (4, n, F, G, A): how many settings give each Verdict. ``level``: what was compared, in
    the setting shown: room per child where ``by_room`` (F, G, A), else services to choose from.
    ``elsewhere`` (F, G, A): the level of the child in the middle. ``choices``: as ``level``.
    ``soundness`` (n, F): share of sound records around. ``edge`` (n): near to what is not loaded.
    """

    verdict: NDArray[np.int8]
    sureness: NDArray[np.int8]
    votes: NDArray[np.intp]
    level: Numbers
    elsewhere: Numbers
    choices: Counts
    by_room: Flags
    soundness: Numbers
    edge: Flags
    family: Family


@dataclass(frozen=True, slots=True, eq=False)
class _Poll:
    """What one setting says of every cell."""

    verdict: NDArray[np.int8]
    level: Numbers
    elsewhere: Numbers
    choices: Counts


def family(reach: float) -> Family:
    """Return the fifteen settings around a reach (metres as the crow flies, or a table's unit).

    For each of five reaches: as registered, with rings; shared by the children around, with a bell
    and half the assumed places; and with nothing but sound records.
    """
    settings = []
    for times in SPREAD:
        settings += [
            Setting(Terms(reach * times, step)),
            Setting(Terms(reach * times, gauss, assumed_times=FEWER_PLACES), evenly=True),
            Setting(Terms(reach * times, step, sound_only=True)),
        ]
    return Family(tuple(settings), 3 * SPREAD.index(1.0))


def widest(chosen: Family) -> float:
    """Return the reach up to which a land must be made ready for these settings."""
    return max(setting.terms.reach for setting in chosen.settings)


def judged(
    land: Land,
    chosen: Family,
    marks: Marks = Marks(),
    *,
    kept: Flags | None = None,
    edge: Flags | None = None,
    compared: Flags | None = None,
) -> Judged:
    """Judge every cell under every setting.

    ``kept`` (M): municipalities whose directory somebody keeps; elsewhere we do not know. ``edge``
    (n): homes too near to what is not loaded (``near_edge``); never certain. ``compared`` (n):
    homes that make up "elsewhere"; all of them when None.
    """
    homes = len(land.demand.homes)
    by_room = known_share(land) >= marks.room_known
    weights = _children(land.demand, land.supply.groups.shape[1])
    if compared is not None:
        weights = weights * compared[:, None, None]
    polls = [_polled(land, setting, by_room, weights, marks) for setting in chosen.settings]
    votes = np.stack([sum(poll.verdict == one for poll in polls) for one in Verdict])
    shown = polls[chosen.shown]
    soundness = sound_share(land, widest(chosen))
    doubted = np.zeros(homes, bool) if edge is None else edge
    unkept = np.zeros(homes, bool) if kept is None else ~kept[land.demand.municipality]
    agreeing = _agreeing(shown.verdict, votes) >= marks.agreeing * len(polls)
    certain = agreeing & (soundness >= marks.sound)[:, :, None, None]
    certain &= ~doubted[:, None, None, None]
    sureness = np.where(certain, Sureness.CERTAIN, Sureness.POSSIBLE).astype(np.int8)
    sureness[(soundness < marks.unsound) | unkept[:, None]] = Sureness.UNKNOWN
    return Judged(
        shown.verdict, sureness, votes, shown.level, shown.elsewhere, shown.choices, by_room,
        soundness, doubted, chosen,
    )  # fmt: skip


def children_by_verdict(demand: Demand, found: Judged, where: Flags | None = None) -> Numbers:
    """Return the children (F, G, A, 4 verdicts, 3 surenesses) at the homes (n) asked for.

    All homes inside when None. Summed over verdicts and surenesses they are all children there.
    """
    rows = demand.inside if where is None else where
    children = _children(demand, found.verdict.shape[2])[rows]
    code = found.verdict[rows] * len(Sureness) + found.sureness[rows]
    counts = [
        np.einsum("nfga,nga->fga", code == number, children)
        for number in range(len(Verdict) * len(Sureness))
    ]
    return np.stack(counts, axis=-1).reshape(*counts[0].shape, len(Verdict), len(Sureness))


def agreement(found: Judged) -> Numbers:
    """Return the share of settings (n, F, G, A) that are on the side of the verdict shown.

    None and short are one side: with a wider reach a place without a service has too few.
    """
    return _agreeing(found.verdict, found.votes) / len(found.family.settings)


def gap_share(found: Judged) -> Numbers:
    """Return the share of settings (n, F, G, A) in which the cell is a gap: none, or short."""
    gaps: Numbers = (found.votes[Verdict.NONE] + found.votes[Verdict.SHORT]) / 1.0
    return gaps / len(found.family.settings)


def sound_share(land: Land, reach: float) -> Numbers:
    """Return the share (n, F) of sound records among those within reach, by function.

    Where a function has none around, the share over all functions around; where there is nothing
    at all around, over the whole directory; 0 when that is empty.
    """
    supply = land.supply
    values = np.column_stack((np.ones(len(supply)), supply.sound)).astype(np.float64)
    sums = tallied(
        land.pairs, len(land.demand.homes), values[land.at_place], supply.function[land.at_place],
        supply.functions, reach, alike,
    )  # fmt: skip
    by_area = by_municipality_of(supply, Way.AREA, supply.function, supply.functions, values)
    sums += by_area[:, :, land.demand.municipality]
    around = sums.sum(axis=1, keepdims=True)
    around = np.where(around[:1] > 0, around, values.sum(axis=0)[:, None, None])
    records, sound = np.where(sums[:1] > 0, sums, around)
    return np.asarray((sound / np.maximum(records, 1)).T)


def near_edge(homes: Points, childless: Points, doorless: Points, reach: float) -> Flags:
    """Return which homes (n) are too near to places that were not loaded.

    ``childless``: places whose children are not loaded, which matters up to twice the reach (they
    share doors with ours); ``doorless``: places whose services are not, which matters within it.
    """
    shared = Strips(homes, childless).count(2 * reach) > 0
    return np.asarray(shared | (Strips(homes, doorless).count(reach) > 0))


def _polled(land: Land, setting: Setting, by_room: Flags, weights: Numbers, marks: Marks) -> _Poll:
    found, level = _compared(land, setting, by_room)
    elsewhere = _medians(level, weights)
    much = (level >= marks.much * elsewhere) & (found >= marks.several)
    told = [Verdict.NONE, Verdict.SHORT, Verdict.MUCH]
    when = [found == 0, level < marks.short * elsewhere, much]
    verdict = np.select(when, told, Verdict.AS_ELSEWHERE).astype(np.int8)
    return _Poll(verdict, level, elsewhere, found)


def _compared(land: Land, setting: Setting, by_room: Flags) -> tuple[Counts, Numbers]:
    """Return the choices under a setting, and what is compared (both n, F, G, A)."""
    found = choices(land, setting.terms)
    level = found.astype(float)
    if setting.evenly and not by_room.all():
        even = Terms(setting.terms.reach, setting.terms.weight, even=True)
        level = access(land, even)[0]
    if by_room.any():
        level = np.where(by_room, access(land, setting.terms)[0], level)
    return found, level


def _agreeing(verdict: NDArray[np.int8], votes: NDArray[np.intp]) -> NDArray[np.uint8]:
    gap = votes[Verdict.NONE] + votes[Verdict.SHORT]
    return np.choose(verdict, [gap, gap, votes[Verdict.AS_ELSEWHERE], votes[Verdict.MUCH]])


def _medians(level: Numbers, weights: Numbers) -> Numbers:
    """Return the level (F, G, A) of the child in the middle; 0 where there are no children."""
    weighed = np.broadcast_to(weights[:, None], level.shape)
    order = np.argsort(level, axis=0)
    behind = np.cumsum(np.take_along_axis(weighed, order, axis=0), axis=0)
    if not len(level):
        return np.zeros(level.shape[1:])
    first = np.argmax(behind >= behind[-1] / 2, axis=0)[None]
    found = np.take_along_axis(level, np.take_along_axis(order, first, axis=0), axis=0)[0]
    return np.where(behind[-1] > 0, found, 0.0)


def _children(demand: Demand, groups: int) -> Numbers:
    """Return the children (n, G, A) that every target group is set against."""
    return np.stack([demand.of(group) for group in range(groups)], axis=1)

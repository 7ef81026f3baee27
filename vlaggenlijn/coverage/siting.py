"""Where the next services help most, in children, and how far that is from the best there can be.

A thinking module. A *shortfall* is counted in children: of 10 children at a home with 40 % of what
is aimed at, 6 are short. A place closes a part of the shortfall of every home it reaches; several
places never close more than there is. Maximal covering is the same problem with a shortfall of all
children who have nothing in reach. Greedy choice and exchange give a plan; ``bound`` proves with
weights of its own that no plan of so many places closes more, so no word of a solver is needed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vlaggenlijn.coverage.grid import Grid, pairs_between
from vlaggenlijn.coverage.offer import Demand, Supply
from vlaggenlijn.coverage.points import Numbers, Pairs, Places, Points, Weight
from vlaggenlijn.coverage.slices import (
    Terms,
    asked,
    capacity_under,
    land_of,
    room_per_child,
)
from vlaggenlijn.coverage.weights import alike

ROUNDS_A_START = 25
PATIENCE = 15  # rounds without a better bound before smaller steps
ROUNDING = 1e-9  # of the shortfall; gains below it are none


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Candidates (m) and rows (homes by age bands) with a shortfall, and what closes what.

    ``short`` (rows): children short. Candidate j closes ``amount[i]`` children of row ``row[i]``
    for i from ``bounds[j]`` to ``bounds[j + 1]``, never more than that row is short.
    """

    short: Numbers
    bounds: Places
    row: Places
    amount: Numbers

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def candidate(self) -> Places:
        """Return the candidate of every amount."""
        return np.repeat(np.arange(len(self)), np.diff(self.bounds))


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """``chosen``: candidates. ``closed``: children, by all together. ``at_most``: children, proven.

    ``apart``: the share by which the plan may stay below the best one; 0 is proven best.
    """

    chosen: Places
    closed: float
    at_most: float

    @property
    def apart(self) -> float:
        return max(0.0, 1 - self.closed / self.at_most) if self.at_most > 0 else 0.0


def problem(
    short: Numbers, candidate: Places, row: Places, amount: Numbers, candidates: int
) -> Problem:
    """Return the problem of these (candidate, row, amount), what closes nothing left out."""
    amount = np.minimum(amount, short[row])
    some = np.flatnonzero(amount > 0)
    some = some[np.argsort(candidate[some], kind="stable")]
    bounds = np.searchsorted(candidate[some], np.arange(candidates + 1))
    return Problem(short, bounds, row[some], amount[some])


def shortfall(children: Numbers, level: Numbers, aim: Numbers) -> Numbers:
    """Return the children short (n, A) of an aim (A), in the unit of the level (n, A).

    Where nothing is aimed at nobody is short.
    """
    share = np.divide(level, aim, out=np.ones_like(level, dtype=float), where=aim > 0)
    return np.asarray(children * np.maximum(0.0, 1 - share))


def covering(homes_to_candidates: Pairs, children: Numbers, reach: float, many: int) -> Problem:
    """Return maximal covering: children (n) with nothing in reach, and ``many`` candidates.

    Give 0 for homes that have a service in reach already.
    """
    pairs = [(one.far, one.near) for one in homes_to_candidates.pairs(reach)]
    candidate, row = _joined(pairs, 2)
    return problem(children, candidate, row, children[row], many)


def closing(
    demand: Demand, door: Supply, candidates: Points, terms: Terms, level: Numbers, aim: Numbers,
    *, by_room: bool,
) -> Problem:  # fmt: skip
    """Return the problem of opening services like ``door`` (one row) at some of the candidates.

    ``level`` (n, A): what children have now in the slice of its function and first group: choices
    or, ``by_room``, room per child; ``aim`` (A): what they should have. Only bands it serves count.
    Rows are homes by age bands, n x A.
    """
    opened = _opened(demand, door, candidates, terms, level, aim, by_room=by_room)
    bands = np.arange(demand.ages)
    parts = []
    for some in pairs_between(demand.homes, candidates).pairs(terms.reach):
        weights = opened.weight(some.distance, terms.reach)[:, None]
        more = opened.worth[some.near] * weights * opened.gives[some.far]
        row = some.near[:, None] * demand.ages + bands
        candidate = np.broadcast_to(some.far[:, None], row.shape)
        parts.append((candidate.ravel(), row.ravel(), more.ravel()))
    candidate, row, amount = _joined(parts, 3)
    return problem(opened.short.ravel(), candidate, row, amount, len(candidates))


def scores_at(
    demand: Demand, door: Supply, candidates: Points, terms: Terms, level: Numbers, aim: Numbers,
    *, by_room: bool,
) -> Numbers:  # fmt: skip
    """Return the children whose shortfall each candidate would close alone; asked as ``closing``.

    Nothing is kept of the pairs, so that every neighbourhood of a country can be a candidate.
    """
    opened = _opened(demand, door, candidates, terms, level, aim, by_room=by_room)
    pairs = pairs_between(candidates, demand.homes)
    if isinstance(pairs, Grid) and pairs.can(opened.weight):
        found = opened.short, opened.worth, opened.gives
        return pairs.closings(*found, terms.reach, opened.weight)
    closed = np.zeros(len(candidates))
    for some in pairs.pairs(terms.reach):
        weights = opened.weight(some.distance, terms.reach)[:, None]
        more = opened.worth[some.far] * weights * opened.gives[some.near]
        np.add.at(closed, some.near, np.minimum(more, opened.short[some.far]).sum(axis=1))
    return closed


def scores(asked_of: Problem) -> Numbers:
    """Return the children whose shortfall each candidate (m) would close alone."""
    return np.bincount(asked_of.candidate, asked_of.amount, minlength=len(asked_of)).astype(float)


def short_list(score: Numbers, within: float) -> Places:
    """Return the candidates that score at most a share below the best, best first; no zeros."""
    good = np.flatnonzero((score > 0) & (score >= score.max(initial=0) * (1 - within)))
    return good[np.argsort(-score[good], kind="stable")]


def quick_plan(asked_of: Problem, many: int) -> Places:
    """Return candidates by greedy choice and exchange, fewer when more would close nothing."""
    return np.array(_improved(_filled(_Closing(asked_of), many)).chosen, np.intp)


def plan(asked_of: Problem, many: int, rounds: int = 300) -> Plan:
    """Return the best places found, with what is proven of them; for the background.

    Besides the quick plan it exchanges from the sets that the proof comes by on its way.
    """
    chosen = quick_plan(asked_of, many)
    closed = closed_by(asked_of, chosen)
    at_most = _at_most(asked_of, many)
    for number, (value, top) in enumerate(_descending(asked_of, many, closed, rounds)):
        at_most = min(at_most, value)
        if number % ROUNDS_A_START == ROUNDS_A_START - 1:
            other = exchanged(asked_of, top)
            if closed_by(asked_of, other) > closed:
                chosen, closed = other, closed_by(asked_of, other)
    return Plan(chosen, closed, max(closed, at_most))


def closed_by(asked_of: Problem, chosen: Places) -> float:
    """Return the children whose shortfall these candidates close together."""
    load = np.zeros(len(asked_of.short))
    for one in chosen:
        part = slice(asked_of.bounds[one], asked_of.bounds[one + 1])
        load[asked_of.row[part]] += asked_of.amount[part]
    return float(np.minimum(load, asked_of.short).sum())


def greedy(asked_of: Problem, many: int) -> Places:
    """Return candidates, each the one that closes most beside those before it."""
    return np.array(_filled(_Closing(asked_of), many).chosen, np.intp)


def exchanged(asked_of: Problem, chosen: Places) -> Places:
    """Return the candidates after exchanging one for another as long as that closes more."""
    state = _Closing(asked_of)
    for one in chosen:
        state.put(int(one))
    return np.array(_improved(state).chosen, np.intp)


def bound(asked_of: Problem, many: int, closed: float, rounds: int = 300) -> float:
    """Return children that no choice of so many can exceed; ``closed`` is what one choice does."""
    values = [value for value, _ in _descending(asked_of, many, closed, rounds)]
    return max(closed, min([_at_most(asked_of, many), *values]))


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """Doors at every candidate (m), before anybody asks which homes (n) they reach.

    ``short`` (n, A): children short. ``worth`` (n, A): children, divided by what is aimed at, so
    that worth x weight x ``gives`` (m, A) is what one door would close at a home.
    """

    short: Numbers
    worth: Numbers
    gives: Numbers
    weight: Weight


def _opened(
    demand: Demand, door: Supply, candidates: Points, terms: Terms, level: Numbers, aim: Numbers,
    *, by_room: bool,
) -> _Opened:  # fmt: skip
    group = int(np.flatnonzero(door.groups[0])[0])
    served = door.served()[0]
    children = demand.of(group) * served
    gives = np.ones((len(candidates), 1))
    if by_room:
        between = pairs_between(demand.homes, candidates)
        land = land_of(demand, _copies(door, candidates), terms.reach, between)
        capacity = capacity_under(land.supply, terms)
        asking = asked(land, demand.of(group), terms)
        gives = room_per_child(land.supply, capacity, asking, terms.sharing)
    return _Opened(
        shortfall(children, level, aim),
        children / np.where(aim > 0, aim, np.inf),
        np.broadcast_to(gives, (len(candidates), demand.ages)) * served,
        terms.weight if by_room else alike,
    )


def _at_most(asked_of: Problem, many: int) -> float:
    """Return what so many cannot exceed, at a glance."""
    score = np.sort(scores(asked_of))[::-1]
    reachable = np.unique(asked_of.row)
    return float(min(score[:many].sum(), asked_of.short[reachable].sum()))


def _descending(
    asked_of: Problem, many: int, closed: float, rounds: int
) -> Iterator[tuple[float, Places]]:
    """Give bounds, each proven by itself, and the ``many`` candidates each of them rests on.

    For any weights w between 0 and 1 a row closes at most (1 - w) x short + w x what reaches it, so
    that the sum of the first and the ``many`` largest of the second is a bound. Steps along the
    subgradient lower it.
    """
    many = min(many, len(asked_of))
    if not many or not len(asked_of.row):
        return
    candidate, row, short = asked_of.candidate, asked_of.row, asked_of.short
    reachable = np.bincount(row, minlength=len(short)) > 0
    weights = reachable.astype(float)
    best, pace, stuck = (np.inf, weights, weights), 1.0, 0
    for _ in range(rounds):
        worth = np.bincount(candidate, weights[row] * asked_of.amount, len(asked_of))
        top = np.argpartition(-worth, many - 1)[:many]
        value = float((short * (1 - weights))[reachable].sum() + worth[top].sum())
        yield value, top
        slope = (_load(asked_of, top) - short) * reachable
        stuck = 0 if value < best[0] else stuck + 1
        if value < best[0]:
            best = value, weights, slope
        if stuck == PATIENCE:
            (value, weights, slope), pace, stuck = best, pace / 2, 0
        slope[((weights <= 0) & (slope > 0)) | ((weights >= 1) & (slope < 0))] = 0
        steepness = float(slope @ slope)
        if steepness == 0:
            return
        weights = np.clip(weights - pace * (value - closed) / steepness * slope, 0, 1)


class _Closing:
    """Candidates chosen so far, and what each other one would close beside them, kept up to date.

    Putting or taking one touches only the rows it reaches and the candidates that reach those.
    """

    def __init__(self, asked_of: Problem) -> None:
        self.of = asked_of
        self.chosen: list[int] = []
        self.load = np.zeros(len(asked_of.short))
        self.gains = scores(asked_of)
        self.least = ROUNDING * float(asked_of.short.sum())
        self._by_row = np.argsort(asked_of.row, kind="stable")
        self._candidate = asked_of.candidate[self._by_row]
        self._amount = asked_of.amount[self._by_row]
        rows = np.arange(len(asked_of.short) + 1)
        self._row_bounds = np.searchsorted(asked_of.row[self._by_row], rows)

    def best(self) -> int:
        """Return the candidate that closes most; never one that is chosen, unless all are."""
        gains = self.gains.copy()
        gains[self.chosen] = -1
        return int(np.argmax(gains))

    def put(self, one: int) -> None:
        self.chosen.append(one)
        self._shift(one, 1)

    def take(self, one: int) -> None:
        self.chosen.remove(one)
        self._shift(one, -1)

    def _shift(self, one: int, times: int) -> None:
        part = slice(self.of.bounds[one], self.of.bounds[one + 1])
        rows = self.of.row[part]
        before = np.maximum(0, self.of.short[rows] - self.load[rows])
        self.load[rows] += times * self.of.amount[part]
        after = np.maximum(0, self.of.short[rows] - self.load[rows])
        first, length = self._row_bounds[rows], np.diff(self._row_bounds)[rows]
        starts = np.cumsum(length) - length
        near = np.arange(length.sum()) + np.repeat(first - starts, length)
        amount = self._amount[near]
        more = np.minimum(np.repeat(after, length), amount)
        more -= np.minimum(np.repeat(before, length), amount)
        self.gains += np.bincount(self._candidate[near], more, len(self.gains))


def _filled(state: _Closing, many: int) -> _Closing:
    """Add the best candidate again and again, until one would close nothing."""
    for _ in range(min(many, len(state.of))):
        best = state.best()
        if state.gains[best] <= state.least:
            break
        state.put(best)
    return state


def _improved(state: _Closing) -> _Closing:
    """Exchange one for another until no exchange closes more."""
    before: set[int] = set()
    while before != set(state.chosen):
        before = set(state.chosen)
        for one in list(state.chosen):
            state.take(one)
            other = state.best()
            better = state.gains[other] > state.gains[one] + state.least
            state.put(other if better else one)
    return state


def _load(asked_of: Problem, chosen: Places) -> Numbers:
    parts = [np.arange(asked_of.bounds[one], asked_of.bounds[one + 1]) for one in chosen]
    some = np.concatenate([np.zeros(0, np.intp), *parts])
    rows = len(asked_of.short)
    return np.bincount(asked_of.row[some], asked_of.amount[some], rows).astype(float)


def _copies(door: Supply, candidates: Points) -> Supply:
    """Return the same door at every candidate place."""
    rows = door.at(np.zeros(len(candidates), np.intp))
    return Supply(
        candidates, np.arange(len(candidates)), rows.function, rows.functions, rows.groups,
        rows.ages, rows.capacity, rows.room, rows.way, rows.area, rows.sound,
    )  # fmt: skip


def _joined(parts: Sequence[tuple[np.ndarray, ...]], columns: int) -> list[np.ndarray]:
    """Join bundles column by column; nothing joined is empty indices."""
    if not parts:
        return [np.zeros(0, np.intp)] * columns
    return [np.concatenate(column) for column in zip(*parts, strict=True)]

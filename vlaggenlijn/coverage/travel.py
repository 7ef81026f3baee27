"""Minutes between homes and doors: those of a table, and for the rest those that are guessed.

A thinking module. A home is known by its neighbourhood and by its municipality, a door also by its
place and its service. What says it most precisely counts. Pairs that no row speaks of keep the
guess; they are never 0 and never out of reach by being absent.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.coverage.offer import Flags
from vlaggenlijn.coverage.points import Bundle, Pairs, Places, Points
from vlaggenlijn.coverage.table import Table, distances, table_of
from vlaggenlijn.coverage.travel_rows import TENTHS, Times
from vlaggenlijn.coverage.within import metres_of, minutes_of

# Codes by which the points of one side are known, the most precise first; "" is none.
Codes = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """``table``: every pair within the widest reach, in minutes. ``is_known``: which of its pairs,
    in its order, somebody told us; the others are guessed."""

    table: Table
    is_known: Flags

    def share_known(self, reach: float, rows: Flags) -> float:
        """Return the share of pairs within reach that stand in the table, from these near points.

        1 where there is no pair at all: nothing was guessed.
        """
        held = self.table.held
        asked = (held.distance <= reach) & rows[held.near]
        return float(self.is_known[asked].mean()) if asked.any() else 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """A means of travelling and the times that are known of it."""

    means: str
    times: Times

    def between(
        self, near: Points, near_codes: Codes, far: Points, far_codes: Codes, widest: float
    ) -> Ways:
        """Return the minutes between two sets of points, up to a reach in minutes."""
        known = known_pairs(self.times, near_codes, far_codes)
        guessed = self._guessed(near, far, widest)
        size = len(far)
        at = known.near * size + known.far
        silent = ~np.isin(guessed.near * size + guessed.far, at)
        kept = known.distance <= widest
        here = np.concatenate((known.near[kept], guessed.near[silent]))
        there = np.concatenate((known.far[kept], guessed.far[silent]))
        minutes = np.concatenate((known.distance[kept], guessed.distance[silent]))
        order = np.argsort(minutes, kind="stable")
        is_known = (np.arange(len(minutes)) < kept.sum())[order]
        table = table_of(here[order], there[order], minutes[order], len(near), size)
        return Ways(table, is_known)

    def _guessed(self, near: Points, far: Points, widest: float) -> Bundle:
        metres = metres_of(widest, self.means)
        found = joined(distances(near, far, metres), metres)
        return replace(found, distance=minutes_of(1.0, self.means) * found.distance)


def joined(pairs: Pairs, reach: float) -> Bundle:
    """Return all pairs within reach at once."""
    parts = list(pairs.pairs(reach))
    nobody, nothing = np.zeros(0, np.intp), np.zeros(0)
    return Bundle(
        np.concatenate([nobody, *(one.near for one in parts)]),
        np.concatenate([nobody, *(one.far for one in parts)]),
        np.concatenate([nothing, *(one.distance for one in parts)]),
    )


def known_pairs(times: Times, near: Codes, far: Codes) -> Bundle:
    """Return every pair of points that a row speaks of, once, with the most precise minutes."""
    bundles = [
        _at_level(times, _members(times.starts, mine), _members(times.ends, theirs))
        for theirs in far
        for mine in near
    ]
    size = max((len(level) for level in far), default=0)
    here = np.concatenate([one.near for one in bundles])
    there = np.concatenate([one.far for one in bundles])
    minutes = np.concatenate([one.distance for one in bundles])
    # The first of a pair is the most precise one, as the levels come in that order.
    first = np.unique(here * size + there, return_index=True)[1]
    return Bundle(here[first], there[first], minutes[first])


Members = tuple[Places, Places, Places]  # where the points of a code begin, how many, the points


def _members(codes: Sequence[str], level: Sequence[str]) -> Members:
    """Return for each code of a table the points that are known by it."""
    of: dict[str, list[int]] = defaultdict(list)
    for at, code in enumerate(level):
        if code:
            of[code].append(at)
    points = [of.get(code, []) for code in codes]
    counts = np.array([len(one) for one in points], np.intp)
    flat = np.array([at for one in points for at in one], np.intp)
    return np.cumsum(counts) - counts, counts, flat


def _at_level(times: Times, near: Members, far: Members) -> Bundle:
    """Return the pairs of one level of codes on each side."""
    here, row = _spread(near, times.start)
    there, again = _spread(far, times.end[row])
    return Bundle(here[again], there, times.tenths[row][again].astype(float) / TENTHS)


def _spread(members: Members, codes: NDArray[np.int32]) -> tuple[Places, Places]:
    """Return the points of each of these codes, and for each point the position of its code."""
    begins, counts, flat = members
    many = counts[codes]
    row = np.repeat(np.arange(len(codes)), many)
    within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    return flat[np.repeat(begins[codes], many) + within], row

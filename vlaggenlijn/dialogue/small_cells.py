"""Counts of several tables that hang together, as they may be shown; a thinking module.

A number under three organisations tells who said it, so it is hidden. A table with totals gives
such a number back to who subtracts; so other numbers are hidden with it, the smallest first, until
no hidden number follows from what is shown. Tables that share numbers are looked at together.

Distinct counts do not add up exactly (one organisation speaks under several hats), so looking at
them as sums hides rather too much than too little. How wide the range is in which a hidden number
must lie is not looked at.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np

FEWEST = 3
Key = tuple[str | None, ...]
Line = frozenset[Key]
NOTHING = 1e-9


def lines_of(keys: Collection[Key]) -> list[Line]:
    """Return every sum among the cells: a total with its parts, as a set of keys.

    A key has a value per dimension, and None where it stands for all of them. A sum counts only
    when all that it consists of is shown, that is when its parts are among the keys.
    """
    parts: dict[tuple[Key, int], set[Key]] = defaultdict(set)
    known = set(keys)
    for key in sorted(known, key=_order):  # not as a set happens to lie: the choice follows it
        for place, value in enumerate(key):
            total = (*key[:place], None, *key[place + 1 :])
            if value is not None and total in known:
                parts[total, place].add(key)
    return [frozenset({total, *found}) for (total, _), found in parts.items()]


def hidden(organizations: Mapping[Key, int], *, fewest: int = FEWEST) -> set[Key]:
    """Return the keys of which no number may be shown, given how many organisations each holds.

    Cells that hold nothing are left out of ``organizations`` and count as a zero that is shown.
    """
    counts = {key: count for key, count in organizations.items() if count > 0}
    covered = {key for key, count in counts.items() if count < fewest}
    lines = lines_of(counts)
    while open_lines := _open(covered, lines):
        covered |= _companions(open_lines, covered, counts)
    return covered


def _open(covered: set[Key], lines: Sequence[Line]) -> list[Line]:
    """Return sums that give a hidden cell away: at once, else when they are combined."""
    at_once = [line for line in lines if len(line & covered) == 1]
    if at_once:
        return at_once
    fixed = _solvable(covered, lines)
    near = [line for line in lines if line & fixed and line - covered]
    return near or [line for line in lines if fixed and line & covered and line - covered]


def _solvable(covered: set[Key], lines: Sequence[Line]) -> set[Key]:
    """Return the hidden cells that some combination of sums fixes.

    The sums say A h = known. A cell is fixed when its unit vector lies in the row space of A: then
    its place on the diagonal of the projection onto that space is 1. That a total counts with
    the other sign changes the sign of a row's term, so it stands as -1.
    """
    cells = sorted(covered, key=_order)
    column = {key: place for place, key in enumerate(cells)}
    rows = [line for line in lines if line & covered]
    if not rows:
        return set()
    sums = np.zeros((len(rows), len(cells)))
    for row, line in enumerate(rows):
        total = min(line, key=_values)
        for key in line & covered:
            sums[row, column[key]] = -1.0 if key == total else 1.0
    sizes, vectors = np.linalg.eigh(sums @ sums.T)
    kept = sizes > NOTHING * max(1.0, float(sizes[-1]))
    base = (sums.T @ vectors[:, kept]) / np.sqrt(sizes[kept])
    fixed = (base * base).sum(axis=1) > 1.0 - 1e-6
    return {key for key, is_fixed in zip(cells, fixed, strict=True) if is_fixed}


def _companions(
    open_lines: Sequence[Line], covered: set[Key], counts: Mapping[Key, int]
) -> set[Key]:
    """Return what to hide too: in each sum that is open the part with the fewest organisations."""
    found: set[Key] = set()
    for line in open_lines:
        if not line & found:
            price = {key: (-_values(key), counts[key], _order(key)) for key in line - covered}
            found.add(min(price, key=price.__getitem__))
    return found


def _values(key: Key) -> int:
    return sum(value is not None for value in key)


def _order(key: Key) -> tuple[str, ...]:
    return tuple("" if value is None else f"={value}" for value in key)

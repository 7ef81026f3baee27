"""The innermost loops over pairs, in the plain Python that numba can compile; a thinking module.

As they stand they are slow and right, and tested as such; ``grid`` has them compiled where numba is
installed. Far points stand cell after cell, row after row of a grid, so that what a near point can
reach in one row of cells is one run of points.
"""

import math
from typing import Any

import numpy as np

ALIKE, STEP, GAUSS = 0, 1, 2
INNER, MIDDLE, OUTER = 1.0, 0.68, 0.22
MIDDLE_OF_BELL = math.exp(-2.25)


def sort_by_cell(cell: Any, cells: int) -> Any:
    """Return the order of points cell after cell, and where each cell begins (cells + 1)."""
    begins = np.zeros(cells + 1, np.uint64)
    for number in cell:
        begins[number + 1] += np.uint64(1)
    for number in range(cells):
        begins[number + 1] += begins[number]
    order = np.empty(len(cell), np.int64)
    free = begins[:-1].copy()
    for point in range(len(cell)):
        number = cell[point]
        order[free[number]] = point
        free[number] += np.uint64(1)
    return order, begins


def sums(near: Any, far: Any, grid: Any, limits: Any, decay: Any, found: Any, part: Any) -> None:
    """Fill a part of ``found`` (n) with the weighted sums of far values around near points.

    ``near``: x, y. ``far``: x, y, values, and where cells begin. ``grid``: rows and columns of
    cells, south, west, height and width of a cell, and the reach and a little. ``limits``: squared
    metres up to the first ring, the second ring and the reach. ``decay``: which weight, and
    -1 / (2 s^2) of the bell. ``part``: first and last + 1.
    """
    far_x, far_y, values, begins = far
    kind, bend = decay
    for number in range(part[0], part[1]):
        x, y = near[0][number], near[1][number]
        low, high = rows_around(y, grid)
        total = 0.0
        for row in range(low, high):
            first, last = run_in_row(x, y, row, grid, begins)
            if kind == ALIKE:
                total += alike_run(far_x, far_y, values, first, last, x, y, limits)
            elif kind == STEP:
                total += step_run(far_x, far_y, values, first, last, x, y, limits)
            else:
                total += bell_run(far_x, far_y, values, first, last, x, y, limits, bend)
        found[number] = total


def tallies(near: Any, far: Any, grid: Any, limits: Any, decay: Any, found: Any, part: Any) -> None:
    """Add to a part of ``found`` (n, kinds) the weighted far values, apart by kind.

    As ``sums``, with the kind of every far point behind its values.
    """
    far_x, far_y, values, of_kind, begins = far
    for number in range(part[0], part[1]):
        x, y = near[0][number], near[1][number]
        mine = found[number]
        low, high = rows_around(y, grid)
        for row in range(low, high):
            first, last = run_in_row(x, y, row, grid, begins)
            for far_one in range(first, last):
                east, north = far_x[far_one] - x, far_y[far_one] - y
                square = east * east + north * north
                if square <= limits[2]:
                    weight = weight_at(square, limits, decay)
                    mine[of_kind[far_one]] += weight * values[far_one]


def closings(
    near: Any, far: Any, grid: Any, limits: Any, decay: Any, found: Any, part: Any
) -> None:
    """Fill a part of ``found`` (n) with what a door at each near point would close around it.

    As ``sums``; ``far``: x, y, ``short`` and ``worth`` (m, A), ``gives`` (n, A) of the near points,
    and where cells begin. A far point closes weight x gives x worth, never more than it is short.
    """
    far_x, far_y, short, worth, gives, begins = far
    for number in range(part[0], part[1]):
        x, y = near[0][number], near[1][number]
        low, high = rows_around(y, grid)
        total = 0.0
        for row in range(low, high):
            first, last = run_in_row(x, y, row, grid, begins)
            for one in range(first, last):
                east, north = far_x[one] - x, far_y[one] - y
                square = east * east + north * north
                if square <= limits[2]:
                    weight = weight_at(square, limits, decay)
                    for band in range(short.shape[1]):
                        closed = weight * gives[number, band] * worth[one, band]
                        total += min(short[one, band], closed)
        found[number] = total


def around(door: Any, homes: Any, grid: Any, limits: Any, decay: Any, touched: Any) -> Any:
    """Write which homes a door reaches, and their weights; return how many, and who asks there.

    ``door``: x, y. ``homes``: x, y, children, and where cells begin. ``touched``: which (n) and
    weights (n), of which only the first are written. Who asks: children x weight, added up.
    """
    x, y = door
    home_x, home_y, children, begins = homes
    which, weights = touched
    many, asking = 0, 0.0
    low, high = rows_around(y, grid)
    for row in range(low, high):
        first, last = run_in_row(x, y, row, grid, begins)
        for home in range(first, last):
            east, north = home_x[home] - x, home_y[home] - y
            square = east * east + north * north
            if square <= limits[2]:
                weights[many] = weight_at(square, limits, decay)
                which[many] = home
                asking += weights[many] * children[home]
                many += 1
    return many, asking


def give(touched: Any, many: int, share: float, access: Any) -> None:
    """Add a share, weighted, to the access (n) of the first so many touched homes."""
    which, weights = touched
    for number in range(many):
        access[which[number]] += share * weights[number]


def weight_at(square: float, limits: Any, decay: Any) -> float:
    """Return the weight at squared metres that are within reach."""
    inner, middle, _ = limits
    kind, bend = decay
    weight = 1.0
    if kind == STEP:
        weight = MIDDLE if square <= middle else OUTER
        weight = INNER if square <= inner else weight
    elif kind == GAUSS:
        weight = bell(bend * square)
    return weight


def rows_around(y: float, grid: Any) -> Any:
    """Return the first row of cells within reach of y, and the last + 1."""
    rows, _, south, _, height, _, wide = grid
    low = max(0, math.floor((y - wide - south) * (1 / height)))
    return low, min(rows, math.floor((y + wide - south) * (1 / height)) + 1)


def run_in_row(x: float, y: float, row: int, grid: Any, begins: Any) -> Any:
    """Return the first far point of a row of cells that may lie within reach, and the last + 1.

    Both are the same where x lies so far aside that the row is out of reach.
    """
    _, columns, south, west, height, width, wide = grid
    bottom = south + row * height
    aside = max(0.0, bottom - y, y - bottom - height)
    half = math.sqrt(max(0.0, wide * wide - aside * aside))
    start = min(columns, max(0, math.floor((x - half - west) * (1 / width))))
    end = max(start - 1, min(columns - 1, math.floor((x + half - west) * (1 / width))))
    return begins[row * columns + start], begins[row * columns + end + 1]


def alike_run(
    east: Any, north: Any, values: Any, first: Any, last: Any, x: float, y: float, limits: Any
) -> float:
    """Return the sum of the values within reach of x, y."""
    within, total = limits[2], 0.0
    for far in range(first, last):
        square = (east[far] - x) * (east[far] - x) + (north[far] - y) * (north[far] - y)
        total += values[far] if square <= within else 0.0
    return total


def step_run(
    east: Any, north: Any, values: Any, first: Any, last: Any, x: float, y: float, limits: Any
) -> float:
    """Return the sum of the values in three rings."""
    inner, middle, within = limits
    total = 0.0
    for far in range(first, last):
        square = (east[far] - x) * (east[far] - x) + (north[far] - y) * (north[far] - y)
        weight = OUTER if square <= within else 0.0
        weight = MIDDLE if square <= middle else weight
        weight = INNER if square <= inner else weight
        total += weight * values[far]
    return total


def bell_run(
    east: Any,
    north: Any,
    values: Any,
    first: Any,
    last: Any,
    x: float,
    y: float,
    limits: Any,
    bend: float,
) -> float:
    """Return the sum of the values under a bell."""
    within, total = limits[2], 0.0
    for far in range(first, last):
        square = (east[far] - x) * (east[far] - x) + (north[far] - y) * (north[far] - y)
        total += bell(bend * square) * values[far] if square <= within else 0.0
    return total


def bell(bent: float) -> float:
    """Return e to a power from -4.5 (the reach) to 0, within 1e-13 of the value.

    Sums and products only, which a processor does for several pairs at a time: the power series
    around the middle of a sixteenth of that range, squared four times.
    """
    part = (bent + 2.25) * 0.0625
    power = 1 + part * (1 / 7) * (1 + part * (1 / 8) * (1 + part * (1 / 9)))
    power = 1 + part * (1 / 4) * (1 + part * (1 / 5) * (1 + part * (1 / 6) * power))
    power = 1 + part * (1 + part * (1 / 2) * (1 + part * (1 / 3) * power))
    power *= power
    power *= power
    power *= power
    return power * power * MIDDLE_OF_BELL

"""A figure of one municipality through the years, over fusions, and as a line; a thinking module.

Counts of municipalities that became one are added up, and only when all are there. Shares and
means are not: then there is no figure yet after the fusion, and those of before stand beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from vlaggenlijn.needs.figure_rows import Known

WIDTH, HEIGHT, EDGE = 120.0, 36.0, 4.0


@dataclass(frozen=True, slots=True)
class Former:
    """A municipality that went into this one on 1 January of a year."""

    name: str
    ended: int
    known: Mapping[int, Known]

    @property
    def newest(self) -> tuple[int, float] | None:
        """Return the newest (year, value); None without any."""
        told = [(year, one.value) for year, one in self.known.items() if one.value is not None]
        return max(told, default=None)


@dataclass(frozen=True, slots=True)
class Moment:
    """One year. ``parts``: the former municipalities that are added up in the value.

    ``is_before``: of the area before the fusion, so not to be set beside what comes after.
    """

    year: int
    value: float | None
    lack: str = ""
    parts: tuple[str, ...] = ()
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """All years, the oldest first, and the former municipalities with figures of their own."""

    moments: tuple[Moment, ...]
    formers: tuple[Former, ...]
    is_waiting: bool

    @property
    def newest(self) -> Moment | None:
        """The newest year with a value; None without any, or when it is of before a fusion."""
        told = [one for one in self.moments if one.value is not None]
        return told[-1] if told and not self.is_waiting else None

    @property
    def oldest(self) -> Moment | None:
        """The oldest year that may be set beside the newest; None when there is no other."""
        told = [one for one in self.moments if one.value is not None]
        same = [one for one in told if one.is_before == told[-1].is_before]
        return same[0] if len(same) > 1 else None

    @property
    def lack(self) -> str:
        """Why the newest year of all has no value ("" when it has)."""
        return self.moments[-1].lack if self.moments else ""


def trend(own: Mapping[int, Known], formers: Iterable[Former], *, is_count: bool) -> Trend:
    """Return the figures of a municipality of today; ``own`` are those under its own code."""
    told = tuple(one for one in formers if one.known)
    years = sorted({*own, *(year for one in told for year in one.known)})
    found = (_moment(year, own, told, is_count) for year in years)
    moments = tuple(one for one in found if one is not None)
    fused = max((one.ended for one in told), default=0)
    holds = any(one.parts or (one.year >= fused and one.value is not None) for one in moments)
    is_waiting = bool(told) and not holds
    return Trend(moments, told, is_waiting)


def _moment(
    year: int, own: Mapping[int, Known], formers: Sequence[Former], is_count: bool
) -> Moment | None:
    mine = own.get(year)
    alive = [one for one in formers if year < one.ended]
    values = [one.known[year].value for one in alive if year in one.known]
    parts = [value for value in values if value is not None]
    if is_count and parts and len(parts) == len(alive):
        ended = max(one.ended for one in alive)
        # A code that went on after the fusion had people of its own before it.
        is_new = not any(before < ended for before in own)
        if mine is not None and mine.value is not None:
            return Moment(year, sum(parts) + mine.value, parts=_names(alive))
        if is_new:
            return Moment(year, sum(parts), parts=_names(alive))
    if mine is None:
        return None
    return Moment(year, mine.value, mine.lack, is_before=bool(alive))


def _names(formers: Iterable[Former]) -> tuple[str, ...]:
    return tuple(one.name for one in formers)


def middle(trends: Iterable[Trend]) -> dict[int, float]:
    """Return for each year the median over municipalities that have a value of that year."""
    values: dict[int, list[float]] = {}
    for one in trends:
        for moment in one.moments:
            if moment.value is not None:
                values.setdefault(moment.year, []).append(moment.value)
    return {year: median(found) for year, found in sorted(values.items())}


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn series: runs of points "x,y x,y" without gaps, and its last point."""

    runs: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]


def drawn(*series: Mapping[int, float]) -> list[Line]:
    """Draw series of values by year on one grid of WIDTH by HEIGHT; a missing year is a gap.

    A year is missing when another of the series has a value in it.
    """
    years = sorted({year for one in series for year in one})
    values = [value for one in series for value in one.values()]
    if not years:
        return [Line((), ()) for _ in series]
    low, high = min(values), max(values)

    def point(year: int, value: float) -> tuple[float, float]:
        along = (year - years[0]) / (years[-1] - years[0]) if len(years) > 1 else 0.5
        up = (value - low) / (high - low) if high > low else 0.5
        x, y = EDGE + along * (WIDTH - 2 * EDGE), HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)
        return round(x, 1), round(y, 1)

    found = []
    for one in series:
        runs: list[list[str]] = [[]]
        for year in years:
            if year in one:
                runs[-1].append("{},{}".format(*point(year, one[year])))
            elif runs[-1]:
                runs.append([])
        dots = tuple(point(year, value) for year, value in sorted(one.items()))
        found.append(Line(tuple(" ".join(run) for run in runs if len(run) > 1), dots[-1:]))
    return found

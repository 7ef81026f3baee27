"""Travel times from the codes of one year to those of another, by a table of links; pure.

A code that went into several gives its minutes to each of them; where several came together in one
the minutes are their mean, by share. What no link speaks of keeps its code. Nothing is dropped.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vlaggenlijn.coverage.travel_rows import Times

Links = Mapping[str, Mapping[str, float]]  # code: {code that it goes to: share}


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """Times under new codes; ``moved``: the codes that went elsewhere, in order."""

    times: Times
    moved: Sequence[str]


def carried(times: Times, links: Links) -> Moved:
    """Return times under the codes that the links lead to; the ends are carried too."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for at in range(len(times)):
        start, end = times.starts[times.start[at]], times.ends[times.end[at]]
        for one, share in _targets(start, links):
            for other, part in _targets(end, links):
                weight = share * part
                sums[one, other] += weight * float(times.tenths[at])
                weights[one, other] += weight
    minutes = {pair: sums[pair] / weight for pair, weight in weights.items() if weight}
    codes = {*times.starts, *times.ends}
    moved = [code for code in sorted(codes) if [*links.get(code, {code: 1})] != [code]]
    return Moved(_times(minutes), moved)


def _targets(code: str, links: Links) -> Collection[tuple[str, float]]:
    return links.get(code, {code: 1.0}).items()


def _times(tenths: Mapping[tuple[str, str], float]) -> Times:
    starts, ends = (sorted({pair[side] for pair in tenths}) for side in (0, 1))
    at_start, at_end = ({code: at for at, code in enumerate(one)} for one in (starts, ends))
    pairs = sorted(tenths)
    return Times(
        starts,
        ends,
        np.array([at_start[start] for start, _ in pairs], np.int32),
        np.array([at_end[end] for _, end in pairs], np.int32),
        np.rint(np.array([tenths[pair] for pair in pairs], float)).astype(np.uint16),
    )


def stale(times: Times, starts: Collection[str], ends: Collection[str]) -> list[str]:
    """Return the codes of a table that are none (any more), in order; both sides are looked at."""
    return sorted({*(one for one in times.starts if one not in starts),
                   *(one for one in times.ends if one not in ends)})  # fmt: skip

"""Travel times from the codes of one year to those of another, by a table of links; pure.

A code that went into several gives its minutes to each of them; where several came together in one
the minutes are their mean: by the people in each where those of all are known, else by share. What
no link speaks of keeps its code. Nothing is dropped.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vlaggenlijn.coverage.travel_rows import Times

NOBODY = 1e-6  # who lives nowhere still has a way
Links = Mapping[str, Mapping[str, float]]  # code: {code that it goes to: share}


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """Times under new codes; ``moved``: the codes that went elsewhere, in order.

    Of codes in which several came together: which were weighed by people, and which by share.
    """

    times: Times
    moved: Sequence[str]
    by_people: Sequence[str]
    by_share: Sequence[str]


def carried(times: Times, links: Links, people: Mapping[str, float] | None = None) -> Moved:
    """Return times under the codes that the links lead to; the ends are carried too.

    ``people``: how many live in a code of before, where that is known.
    """
    codes = sorted({*times.starts, *times.ends})
    known, together = people or {}, _together(codes, links)
    by_people = [to for to, before in together.items() if known.keys() >= set(before)]
    weighed = _weighed(codes, links, known, set(by_people))
    sums: dict[tuple[str, str], float] = defaultdict(float)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for at in range(len(times)):
        start, end = times.starts[times.start[at]], times.ends[times.end[at]]
        for one, share in weighed[start].items():
            for other, part in weighed[end].items():
                weight = share * part
                sums[one, other] += weight * float(times.tenths[at])
                weights[one, other] += weight
    minutes = {pair: sums[pair] / weight for pair, weight in weights.items() if weight}
    moved = [code for code in codes if [*_targets(code, links)] != [code]]
    by_share = [code for code in together if code not in by_people]
    return Moved(_times(minutes), moved, by_people, by_share)


def _targets(code: str, links: Links) -> Mapping[str, float]:
    return links.get(code, {code: 1.0})


def _together(codes: Collection[str], links: Links) -> dict[str, list[str]]:
    """Return {code: those of before that come together in it}, in order; only where they do."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        for target in _targets(code, links):
            found[target].append(code)
    return {target: found[target] for target in sorted(found) if len(found[target]) > 1}


def _weighed(
    codes: Collection[str], links: Links, people: Mapping[str, float], by_people: Collection[str]
) -> dict[str, dict[str, float]]:
    """Return {code: {code that it goes to: how heavily it counts there}}."""
    return {
        code: {
            target: share * (max(people[code], NOBODY) if target in by_people else 1.0)
            for target, share in _targets(code, links).items()
        }
        for code in codes
    }


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

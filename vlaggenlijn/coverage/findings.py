"""What stands out in the verdicts of all slices, and where; a thinking module.

``counts`` is what ``certainty.children_by_verdict`` gives: children (F, G, A, 4 verdicts, 3
surenesses) at the homes asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vlaggenlijn.coverage.certainty import Judged, Sureness, Verdict
from vlaggenlijn.coverage.offer import Flags
from vlaggenlijn.coverage.points import Numbers

LEAST = 5.0  # children; fewer is nobody's finding


@dataclass(frozen=True, slots=True)
class Slice:
    """One function for one group in one age band, by their indices."""

    function: int
    group: int
    age: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Children of one slice under one verdict, and under which sureness most of them stand."""

    of: Slice
    verdict: Verdict
    sureness: Sureness
    children: float


def findings(counts: Numbers, verdict: Verdict, groups: Iterable[int]) -> list[Finding]:
    """Return slices with children under a verdict: what is certain first, most children first."""
    found = [
        Finding(Slice(function, group, age), verdict, Sureness(sureness), float(children))
        for group in groups
        for (function, age, sureness), children in np.ndenumerate(counts[:, group, :, verdict, :])
        if children >= LEAST
    ]
    return sorted(found, key=_certain_and_large_first)


def _certain_and_large_first(found: Finding) -> tuple[int, float, int, int, int]:
    return found.sureness, -found.children, found.of.function, found.of.group, found.of.age


def places_of(found: Finding, judged: Judged, inside: Flags) -> NDArray[np.intp]:
    """Return the homes inside where a finding holds, by their index."""
    of = found.of
    verdicts = judged.verdict[:, of.function, of.group, of.age]
    sureness = judged.sureness[:, of.function, of.group, of.age]
    return np.flatnonzero(inside & (verdicts == found.verdict) & (sureness == found.sureness))


def empty_functions(counts: Numbers, group: int) -> list[int]:
    """Return the functions of which no child of any age has a service in reach, for a group."""
    everybody = counts[:, group].sum(axis=(1, 2, 3))
    without = counts[:, group, :, Verdict.NONE, :].sum(axis=(1, 2))
    return [int(at) for at in np.flatnonzero((everybody > 0) & (without >= everybody - 1e-6))]

"""What stands out, in order: what is certain first, then where most children are."""

import numpy as np
import pytest

from vlaggenlijn.coverage.certainty import Judged, Sureness, Verdict, family
from vlaggenlijn.coverage.findings import Finding, Slice, empty_functions, findings, places_of

SHAPE = (2, 2, 2, 4, 3)  # functions, groups, ages, verdicts, surenesses


def counts(**cells: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Children by cell, named by its five digits: c01203 is function 0, group 1 ..."""
    table = np.zeros(SHAPE)
    for name, children in cells.items():
        table[tuple(int(digit) for digit in name[1:])] = children
    return table


def test_certain_and_large_stand_first() -> None:
    table = counts(c00001=80, c00101=90, c10000=10, c10100=4.9, c00010=70, c01000=500)
    assert findings(table, Verdict.NONE, [0]) == [
        Finding(Slice(1, 0, 0), Verdict.NONE, Sureness.CERTAIN, 10),
        Finding(Slice(0, 0, 1), Verdict.NONE, Sureness.POSSIBLE, 90),
        Finding(Slice(0, 0, 0), Verdict.NONE, Sureness.POSSIBLE, 80),
    ]
    assert [one.children for one in findings(table, Verdict.SHORT, [0, 1])] == [70]
    assert [one.of.group for one in findings(table, Verdict.NONE, [1])] == [1]


def test_places_of_a_finding() -> None:
    verdict = np.full((4, 1, 1, 1), int(Verdict.NONE), np.int8)
    verdict[1] = Verdict.SHORT
    sureness = np.full(verdict.shape, int(Sureness.POSSIBLE), np.int8)
    sureness[2] = Sureness.CERTAIN
    empty = np.zeros(verdict.shape)
    judged = Judged(
        verdict, sureness, empty.astype(np.intp)[None], empty, empty[0], empty.astype(np.int32),
        np.zeros((1, 1, 1), bool), np.ones((4, 1)), np.zeros(4, bool), family(1000),
    )  # fmt: skip
    found = Finding(Slice(0, 0, 0), Verdict.NONE, Sureness.POSSIBLE, 1)
    inside = np.array([True, True, True, False])
    assert places_of(found, judged, inside).tolist() == [0]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"c00001": 80.0}, [0]),
        ({"c00001": 80.0, "c00130": 1.0}, []),
        ({"c00001": 80.0, "c10102": 3.0}, [0, 1]),
        ({"c01001": 80.0}, []),
    ],
)
def test_functions_of_which_nobody_has_any(cells: dict[str, float], expected: list[int]) -> None:
    assert empty_functions(counts(**cells), 0) == expected

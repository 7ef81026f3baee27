"""The loops as numba compiles them, in a process of their own: compiling changes them for good."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.coverage.clouds import REACH, town
from vlaggenlijn.coverage.grid import PLAIN, Grid, compiled
from vlaggenlijn.coverage.opening import OneSlice
from vlaggenlijn.coverage.slices import tallied
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import alike, gauss, step


def test_compiled_loops_give_the_answers_of_the_strips(tmp_path: Path) -> None:
    pytest.importorskip("numba")
    where = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    asked = [sys.executable, "-m", "tests.coverage.test_compiled"]
    done = subprocess.run(asked, env=where, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "the same\n"), done.stderr


def compare() -> None:
    loops = compiled()
    assert loops is not None
    assert loops is not PLAIN
    for seed, (homes, doors) in enumerate([(1, 1), (40, 30), (1200, 900)]):
        case = town(homes, doors, seed)
        quick, strips = Grid(case.homes, case.doors, loops), Strips(case.homes, case.doors)
        kind = np.arange(doors) % 3
        for weight in (alike, step, gauss):
            found, wanted = (
                one.accumulate(case.capacity, REACH, weight) for one in (quick, strips)
            )
            np.testing.assert_allclose(found, wanted, rtol=1e-12)
            of_kinds = (homes, case.capacity[:, None], kind, 3, REACH, weight)
            found, wanted = (tallied(one, *of_kinds) for one in (quick, strips))
            np.testing.assert_allclose(found, wanted, rtol=1e-12)
            one_by_one = OneSlice(case.homes, case.children, np.zeros(homes), REACH, weight, loops)
            asked = [
                one_by_one.add(x, y, 5.0) for x, y in zip(case.doors.x, case.doors.y, strict=True)
            ]
            wanted = strips.turned().accumulate(case.children, REACH, weight)
            np.testing.assert_allclose(asked, wanted, rtol=1e-12)
            shares = np.divide(5.0, wanted, out=np.zeros(doors), where=wanted > 0)
            given = strips.accumulate(shares, REACH, weight)
            np.testing.assert_allclose(one_by_one.access, given, rtol=1e-11, atol=1e-12)
            gives, worth = np.ones((doors, 1)), case.children[:, None]
            closed = quick.turned().closings(worth, worth, gives, REACH, weight)
            np.testing.assert_allclose(closed, wanted, rtol=1e-12)


if __name__ == "__main__":
    compare()
    print("the same")

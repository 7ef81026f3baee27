"""Two workers on this machine say what one process says."""

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.coverage.clouds import Case, town
from vlaggenlijn.coverage import cluster
from vlaggenlijn.coverage.cluster import NEEDED, Cluster, NoCluster, connected
from vlaggenlijn.coverage.measures import balanced, three_step, two_step
from vlaggenlijn.coverage.points import Points
from vlaggenlijn.coverage.strips import Strips
from vlaggenlijn.coverage.weights import gauss, step

REACH = 2000.0
NOWHERE = Points(np.zeros(0), np.zeros(0))


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with connected("2") as client:
        yield client


@pytest.fixture(scope="module")
def case() -> Case:
    return town(300, 400, seed=7)


def test_every_question_is_answered_alike(client: Any, case: Case) -> None:
    assert len(client.scheduler_info()["workers"]) == 2
    there, here = Cluster(case.homes, case.doors, client, 37), Strips(case.homes, case.doors)
    found = there.accumulate(case.capacity, REACH, gauss)
    assert found == pytest.approx(here.accumulate(case.capacity, REACH, gauss), rel=1e-12)
    assert there.count(REACH).tolist() == here.count(REACH).tolist()
    assert there.nearest().tolist() == here.nearest().tolist()
    assert pairs_of(there) == pairs_of(here)


def pairs_of(pairs: Cluster | Strips) -> set[tuple[int, int, float]]:
    return {
        (int(near), int(far), float(metres))
        for one in pairs.pairs(REACH)
        for near, far, metres in zip(one.near, one.far, one.distance, strict=True)
    }


@pytest.mark.parametrize("measure", [two_step, three_step, balanced])
def test_measures_are_the_same(client: Any, case: Case, measure: Any) -> None:
    found, wanted = (
        measure(pairs, case.children, case.capacity, REACH, step)
        for pairs in (Cluster(case.homes, case.doors, client, 80), Strips(case.homes, case.doors))
    )
    assert found.access == pytest.approx(wanted.access, rel=1e-12)
    assert found.reached.tolist() == wanted.reached.tolist()


def test_without_points_there_is_nothing(client: Any, case: Case) -> None:
    assert Cluster(NOWHERE, case.doors, client).count(REACH).tolist() == []
    nobody = Cluster(case.homes, NOWHERE, client)
    assert nobody.accumulate(np.zeros(0), REACH, step).tolist() == [0.0] * len(case.homes)
    assert pairs_of(nobody) == set()
    with pytest.raises(ValueError, match="nothing to be near to"):
        nobody.nearest()


def test_points_are_sent_under_a_new_name_each_time(
    client: Any, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, send = [], client.scatter

    def noted(*points: Any, **options: Any) -> Any:
        sent.append(send(*points, **options))
        return sent[-1]

    monkeypatch.setattr(client, "scatter", noted)
    for _ in range(2):
        assert Cluster(case.homes, NOWHERE, client).count(REACH).tolist() == [0] * len(case.homes)
    assert len({one.key for one in sent}) == 2


def test_worker_answers_like_strips_and_compiles_what_is_large(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(cluster, "compiled", lambda: asked.append(1))
    here = cluster._packed(x=case.homes.x, y=case.homes.y)
    there = cluster._packed(x=case.doors.x, y=case.doors.y, value=case.capacity)
    wanted = Strips(case.homes, case.doors)
    for work, told in (
        (cluster._sums, wanted.accumulate(case.capacity, REACH, step)),
        (cluster._counts, wanted.count(REACH)),
        (cluster._nearest, wanted.nearest()),
    ):
        assert work(here, there, REACH, step).column(0).to_numpy().tolist() == told.tolist()
    assert asked == []
    monkeypatch.setattr(cluster, "WORTH_COMPILING", 300 * 400)
    assert cluster._bundles(here, there, REACH, step).num_rows == wanted.count(REACH).sum()
    assert asked == [1]


def test_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with (
        pytest.raises(NoCluster, match=r"No scheduler answers at tcp://127\.0\.0\.1:9"),
        connected("tcp://127.0.0.1:9"),
    ):
        pytest.fail("nobody is there")


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster) as refused, connected("2"):
        pytest.fail("there is none")
    assert str(refused.value) == NEEDED

"""Pairs within reach on many machines: executors of one, carried by Dask; a thinking module.

The near points go out in batches, the far ones once to every worker, all as Arrow record batches;
each worker adds up with the fastest executor that it has, and sums come back. It pays from about
10^10 pairs a pass, where one machine needs more than a quarter of a minute: Flanders has 10^7,
Europe by squares of 1 km 10^9 (``raster`` does those in seconds). Every side needs the extra
``cluster``.
"""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from vlaggenlijn.coverage.grid import compiled, pairs_between
from vlaggenlijn.coverage.points import Bundle, Numbers, Pairs, Places, Points, Weight
from vlaggenlijn.coverage.weights import alike

AT_ONCE = 1 << 16  # near points in a batch
WORTH_COMPILING = 10**9  # near times far points; fewer are added up before a compiler is awake
PATIENCE = 30  # seconds until a scheduler must have answered
NEEDED = "This needs Dask and Arrow: pip install 'vlaggenlijn[cluster]'."


class NoCluster(Exception):
    """No cluster can be reached, in one sentence."""


@contextmanager
def connected(where: str) -> Iterator[Any]:
    """Give a client of the scheduler at an address, or of so many workers on this machine.

    Raises NoCluster. Nothing is encrypted: a scheduler belongs in a network of one's own.
    """
    distributed = _module("distributed")
    _module("pyarrow")
    try:
        client = _client(distributed, where)
    except (OSError, ValueError) as problem:
        raise NoCluster(f"No scheduler answers at {where} ({problem}).") from None
    with client:
        yield client


def _client(distributed: Any, where: str) -> Any:
    if not where.isdecimal():
        return distributed.Client(where, timeout=PATIENCE)
    return distributed.Client(
        n_workers=int(where), threads_per_worker=1, processes=True, dashboard_address=None
    )


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise NoCluster(NEEDED) from None


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """The executor for very many pairs; see ``points.Pairs``."""

    near: Points
    far: Points
    client: Any
    at_once: int = AT_ONCE

    def accumulate(self, values: Numbers, reach: float, weight: Weight) -> Numbers:
        return self._gathered(_sums, values, reach, weight)

    def count(self, reach: float) -> Places:
        return self._gathered(_counts, np.ones(len(self.far)), reach, alike).astype(np.intp)

    def nearest(self) -> Numbers:
        if not len(self.far):
            raise ValueError("there is nothing to be near to")
        return self._gathered(_nearest, np.ones(len(self.far)), 1.0, alike)

    def pairs(self, reach: float) -> Iterator[Bundle]:
        for some, part in self._parts(_bundles, np.ones(len(self.far)), reach, alike):
            near, far, metres = (column.to_numpy() for column in part.result().columns)
            yield Bundle(some[near], far, metres)

    def turned(self) -> "Cluster":
        return Cluster(self.far, self.near, self.client, self.at_once)

    def _gathered(self, work: Callable, values: Numbers, reach: float, weight: Weight) -> Numbers:
        found = np.zeros(len(self.near))
        for some, part in self._parts(work, values, reach, weight):
            found[some] = part.result().column(0).to_numpy()
        return found

    def _parts(
        self, work: Callable, values: Numbers, reach: float, weight: Weight
    ) -> list[tuple[Places, Any]]:
        """Send every batch of near points out at once; return them with what will come back."""
        far = _packed(x=self.far.x, y=self.far.y, value=values.astype(np.float64))
        # By a name of its own: of the same points sent before, a worker may be letting go just now.
        there = self.client.scatter(far, broadcast=True, hash=False)
        # From south to north, so that the points of a batch lie together.
        batches = np.array_split(np.argsort(self.near.y), -(-len(self.near) // self.at_once) or 1)
        return [
            (some, self.client.submit(work, self._near(some), there, reach, weight, pure=False))
            for some in batches
        ]

    def _near(self, some: Places) -> Any:
        return _packed(x=self.near.x[some], y=self.near.y[some])


def _packed(**columns: np.ndarray) -> Any:
    arrow = _module("pyarrow")
    return arrow.RecordBatch.from_arrays(
        [arrow.array(column) for column in columns.values()], names=list(columns)
    )


def _points(batch: Any) -> Points:
    return Points(batch.column(0).to_numpy(), batch.column(1).to_numpy())


def _between(near: Any, far: Any) -> Pairs:
    """Return the pairs of two batches on the worker, compiled where that pays."""
    if near.num_rows * far.num_rows >= WORTH_COMPILING:
        compiled()
    return pairs_between(_points(near), _points(far))


def _sums(near: Any, far: Any, reach: float, weight: Weight) -> Any:
    values = far.column(2).to_numpy()
    return _packed(sums=_between(near, far).accumulate(values, reach, weight))


def _counts(near: Any, far: Any, reach: float, _weight: Weight) -> Any:
    return _packed(counts=_between(near, far).count(reach))


def _nearest(near: Any, far: Any, _reach: float, _weight: Weight) -> Any:
    return _packed(metres=_between(near, far).nearest())


def _bundles(near: Any, far: Any, reach: float, _weight: Weight) -> Any:
    parts = [(one.near, one.far, one.distance) for one in _between(near, far).pairs(reach)]
    nothing = (np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))
    here, there, metres = (np.concatenate(side) for side in zip(nothing, *parts, strict=True))
    return _packed(near=here, far=there, metres=metres)

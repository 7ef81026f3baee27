"""A door more in one slice, exactly, at the homes around it alone; a thinking module.

In the 2SFCA family what a door gives does not change what other doors give. ``what_if`` does this
for all slices and every way of reaching; here is one slice, by distance, for whoever tries
thousands of doors one after another: some microseconds each where loops are compiled.
"""

import numpy as np

from vlaggenlijn.coverage.grid import PLAIN, Loops, frame_of
from vlaggenlijn.coverage.points import Numbers, Places, Points, Weight


class OneSlice:
    """Room per child at homes (n), as doors open and are taken back one by one."""

    def __init__(
        self, homes: Points, children: Numbers, access: Numbers, reach: float, weight: Weight,
        loops: Loops = PLAIN,
    ) -> None:  # fmt: skip
        """``access`` (n) is room per child before; ``weight`` one of ``grid.KINDS``.

        Raises ValueError without homes, and for a reach that is none.
        """
        if not len(homes):
            raise ValueError("there are no homes to give to")
        frame = frame_of(homes, homes, reach, loops)
        self._loops, self._layout = loops, frame.near
        self._terms = frame.terms(reach, weight)
        order, points = frame.near.order, frame.near.points
        self._homes = (points.x, points.y, children[order] * 1.0, frame.near.begins)
        self._access = access[order] * 1.0
        self._touched = (np.empty(len(homes), np.int64), np.empty(len(homes)))
        self._before: list[tuple[Places, Numbers]] = []

    @property
    def access(self) -> Numbers:
        """Return room per child (n) with all doors that are open now."""
        back = np.empty_like(self._access)
        back[self._layout.order] = self._access
        return back

    def add(self, x: float, y: float, room: float) -> float:
        """Open a door, and return the children who ask there, weighted; 0 when it gives nothing."""
        many, asking = self._loops.around((x, y), self._homes, *self._terms, self._touched)
        which = self._touched[0][:many].astype(np.intp)
        self._before.append((which, self._access[which]))
        if asking > 0:
            self._loops.give(self._touched, many, room / asking, self._access)
        return float(asking)

    def undo(self) -> None:
        """Take back the last door; IndexError when there is none."""
        which, access = self._before.pop()
        self._access[which] = access

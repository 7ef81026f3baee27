"""The placement of a camp beside a solver: how far from the best, and how fast.

Needs scipy, which the project itself does not (its HiGHS solves the mixed-integer program), so:

    python3 -m venv /tmp/solver && /tmp/solver/bin/pip install scipy
    PYTHONPATH=. /tmp/solver/bin/python benchmarks/dialogue/placement.py --seconds 600

Camps are made up: popularity as in life (few proposals that many want), hosts who host twice, rooms
of several sizes, needs that some rooms meet. The solver gets the very same sum to make large.
"""

import argparse
import random
import time
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from vlaggenlijn.dialogue.placement import PER_SESSION, Camp, Proposal, Room, place

SIZES = {"small": (16, 4, 4, 40), "middle": (30, 5, 6, 60), "large": (60, 8, 8, 120)}
GEAR = ("projector", "quiet")


def made_up(size: str, seed: int, favourites: int = 6) -> Camp:
    count, room_count, slot_count, people_count = SIZES[size]
    draw = random.Random(seed)
    people = [f"person {number}" for number in range(people_count)]
    popularity = [draw.paretovariate(1.3) for _ in range(count)]
    wanted: list[set[str]] = [set() for _ in range(count)]
    for person in people:
        for chosen in draw.choices(range(count), popularity, k=favourites):
            wanted[chosen].add(person)
    proposals = tuple(
        Proposal(
            f"session {number}",
            frozenset(draw.sample(people, draw.choice((1, 1, 1, 2)))),
            frozenset(wanted[number]),
            frozenset(draw.sample(GEAR, draw.choice((0, 0, 1)))),
        )
        for number in range(count)
    )
    rooms = [Room("hall", people_count // 2, frozenset(GEAR))]
    for number in range(1, room_count):
        gear = frozenset(one for one in GEAR if draw.random() < 0.6)
        rooms.append(Room(f"room {number}", draw.choice((12, 16, 20, 30)), gear))
    return Camp(proposals, tuple(rooms), tuple(f"slot {number}" for number in range(slot_count)))


@dataclass
class Program:
    """A mixed-integer program that grows a variable and a row at a time; everything is 0 to 1."""

    worth: list[float] = field(default_factory=list)
    is_whole: list[int] = field(default_factory=list)
    cells: list[tuple[int, int, float]] = field(default_factory=list)
    at_most: list[float] = field(default_factory=list)

    def variable(self, worth: float, *, is_whole: bool) -> int:
        self.worth.append(worth)
        self.is_whole.append(int(is_whole))
        return len(self.worth) - 1

    def row(self, terms: dict[int, float], at_most: float) -> None:
        self.cells += [(len(self.at_most), column, value) for column, value in terms.items()]
        self.at_most.append(at_most)

    def solved(self, seconds: float) -> tuple[float, float]:
        """Return what was found and what cannot be exceeded, after so many seconds at most."""
        rows, columns, values = zip(*self.cells, strict=True)
        shape = (len(self.at_most), len(self.worth))
        matrix = coo_matrix((values, (rows, columns)), shape=shape).tocsr()
        answer = milp(
            -np.array(self.worth),
            integrality=np.array(self.is_whole),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, ub=np.array(self.at_most)),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        found = float("nan") if answer.x is None else -answer.fun
        return found, -answer.mip_dual_bound


def program(camp: Camp) -> Program:
    """Return the camp as a program: in which room and slot is what, who finds something where.

    Sessions with the same seats left over may change rooms freely within a slot; the solver is told
    all of it, with nothing left out or rounded.
    """
    made = Program()
    stands: dict[tuple[int, str, str], int] = {}
    for number, one in enumerate(camp.proposals):
        for room in camp.rooms:
            if one.needs <= room.has:
                standing = max(0, len(one.interested) - room.seats)
                for slot in camp.slots:
                    worth = PER_SESSION - standing
                    stands[number, slot, room.key] = made.variable(worth, is_whole=True)
    for number in range(len(camp.proposals)):
        made.row({at: 1.0 for key, at in stands.items() if key[0] == number}, 1.0)
    for slot in camp.slots:
        for room in camp.rooms:
            made.row({at: 1.0 for key, at in stands.items() if key[1:] == (slot, room.key)}, 1.0)
    for person in sorted({person for one in camp.proposals for person in one.people}):
        _person(made, camp, stands, person)
    return made


def _person(
    made: Program, camp: Camp, stands: dict[tuple[int, str, str], int], person: str
) -> None:
    wanted = {at for at, one in enumerate(camp.proposals) if person in one.people}
    hosted = {at for at, one in enumerate(camp.proposals) if person in one.hosts}
    for slot in camp.slots:
        here = {key: at for key, at in stands.items() if key[1] == slot}
        visit = made.variable(1.0, is_whole=False)
        made.row({visit: 1.0} | {at: -1.0 for key, at in here.items() if key[0] in wanted}, 0.0)
        if len(hosted) > 1:
            made.row({at: 1.0 for key, at in here.items() if key[0] in hosted}, 1.0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--sizes", nargs="*", default=list(SIZES))
    parser.add_argument("--seeds", type=int, default=3)
    chosen = parser.parse_args()
    print("size   seed  ours   time  solver  bound   of solver  of bound")
    for size in chosen.sizes:
        for seed in range(chosen.seeds):
            camp = made_up(size, seed)
            begun = time.process_time()
            ours = place(camp).after.total
            took = time.process_time() - begun
            found, bound = program(camp).solved(chosen.seconds)
            shares = f"{100 * ours / found:6.1f} %   {100 * ours / bound:6.1f} %"
            print(
                f"{size:7}{seed:4}{ours:6}{took:6.2f}s{found:8.0f}{bound:7.1f}   {shares}",
                flush=True,
            )


if __name__ == "__main__":
    main()

"""Proposals of a camp put into rooms and slots; a thinking module.

The same camp always gets the same placement: the search draws from a fixed row of numbers and stops
after a fixed number of steps, never after some seconds.

Held to always: one session per room and slot, nobody hosts two at once, what a session needs is
in its room, and what was put somewhere by hand stays there. Aimed for: that everybody can visit as
many of their favourites as possible, and sits down there (``Score``).
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

PER_SESSION = 3
STEPS, HOT, COLD = 100_000, 4.0, 0.15


@dataclass(frozen=True)
class Proposal:
    """A session somebody proposes; who hosts it counts among those who want to be there."""

    key: str
    hosts: frozenset[str] = frozenset()
    interested: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()

    @property
    def people(self) -> frozenset[str]:
        return self.hosts | self.interested


@dataclass(frozen=True)
class Room:
    key: str
    seats: int
    has: frozenset[str] = frozenset()


@dataclass(frozen=True, order=True)
class Place:
    slot: str
    room: str


@dataclass(frozen=True)
class Camp:
    """What is to be placed where. ``slots`` stand in order of time, ``rooms`` as they are listed.

    ``closed`` places take no session; ``pins`` are put there by hand and may break any wish but
    one: two sessions in one place (ValueError, with their keys).
    """

    proposals: tuple[Proposal, ...]
    rooms: tuple[Room, ...]
    slots: tuple[str, ...]
    pins: Mapping[str, Place] = field(default_factory=dict)
    closed: frozenset[Place] = frozenset()

    def __post_init__(self) -> None:
        taken: dict[Place, str] = {}
        for key, place in self.pins.items():
            if place in taken:
                raise ValueError(f"{taken[place]} and {key} are in one place")
            taken[place] = key


Placement = Mapping[str, Place]


@dataclass(frozen=True)
class Score:
    """What a placement is worth, in whole numbers; ``total`` is what the search makes large.

    visits: in how many slots each person finds at least one favourite, added up over people;
    wished: how many favourites people have in all, so how many visits there could be at most;
    standing: how many people find no seat if everybody comes to what they are interested in.
    """

    placed: int
    visits: int
    wished: int
    standing: int

    @property
    def total(self) -> int:
        return PER_SESSION * self.placed + self.visits - self.standing


@dataclass(frozen=True)
class Reason:
    """Why a session stands where it stands, as a code with its values; the page has the words.

    by_hand · only_room (rooms) · full (standing, seats, interested) · roomy (seats, interested) ·
    host_elsewhere (session, slot) · apart (session, people) · together (session, people) ·
    pinned_host (session) · pinned_needs (needs) · no_room (needs) · no_place
    """

    code: str
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class Placed:
    """The outcome: ``before`` is what the placement so far was worth, None when there was none."""

    places: Placement
    reasons: Mapping[str, tuple[Reason, ...]]
    after: Score
    before: Score | None


def place(camp: Camp, *, so_far: Placement | None = None, steps: int = STEPS) -> Placed:
    """Return a placement of all proposals that fit, with reasons for each.

    What stood there so far stays when it breaks no rule and nothing worth more is found.
    """
    board = _Board(camp)
    board.fill()
    board.anneal(steps)
    places: Placement = board.places()
    before = None if so_far is None else score(camp, so_far)
    if so_far is not None and before is not None and keeps_the_rules(camp, so_far):
        places = so_far if before.total >= score(camp, places).total else places
    return Placed(places, reasons(camp, places), score(camp, places), before)


def keeps_the_rules(camp: Camp, places: Placement) -> bool:
    """Return whether a placement holds to what always holds, pins included."""
    there = [one for one in camp.proposals if one.key in places]
    rooms = {room.key: room.has for room in camp.rooms}
    hosts = [(places[one.key].slot, host) for one in there for host in one.hosts]
    loose = [one for one in there if one.key not in camp.pins]
    return (
        all(places.get(key) == place for key, place in camp.pins.items())
        and len({places[one.key] for one in there}) == len(there)
        and len(set(hosts)) == len(hosts)
        and all(places[one.key].slot in camp.slots for one in there)
        and all(one.needs <= rooms.get(places[one.key].room, frozenset()) for one in loose)
        and not any(places[one.key] in camp.closed for one in loose)
    )


def score(camp: Camp, places: Placement) -> Score:
    """Return what a placement is worth; a proposal without a place counts nothing."""
    seats = {room.key: room.seats for room in camp.rooms}
    placed = [one for one in camp.proposals if one.key in places]
    seen = {(places[one.key].slot, person) for one in placed for person in one.people}
    standing = sum(
        max(0, len(one.interested) - seats.get(places[one.key].room, 0)) for one in placed
    )
    wished = sum(len(one.people) for one in camp.proposals)
    return Score(len(placed), len(seen), wished, standing)


def reasons(camp: Camp, places: Placement) -> dict[str, tuple[Reason, ...]]:
    """Return why each proposal stands where it stands, or why it has no place."""
    return {one.key: tuple(_reasons(one, camp, places)) for one in camp.proposals}


def _reasons(one: Proposal, camp: Camp, places: Placement) -> Iterator[Reason]:
    fitting = [room for room in camp.rooms if one.needs <= room.has]
    if one.key not in places:
        yield Reason("no_place") if fitting else Reason("no_room", _needs(one.needs))
        return
    room = next(room for room in camp.rooms if room.key == places[one.key].room)
    if one.key in camp.pins:
        yield Reason("by_hand")
        yield from _broken_by_hand(one, room, camp, places)
    elif one.needs and len(fitting) < len(camp.rooms):
        yield Reason("only_room", (("rooms", ", ".join(room.key for room in fitting)),))
    yield _seats(one, room)
    yield from _beside(one, camp, places)


def _needs(needs: Iterable[str]) -> tuple[tuple[str, str | int], ...]:
    return (("needs", ", ".join(sorted(needs))),)


def _broken_by_hand(one: Proposal, room: Room, camp: Camp, places: Placement) -> Iterator[Reason]:
    if missing := one.needs - room.has:
        yield Reason("pinned_needs", _needs(missing))
    for other in _others_at_once(one, camp, places):
        if one.hosts & other.hosts:
            yield Reason("pinned_host", (("session", other.key),))


def _seats(one: Proposal, room: Room) -> Reason:
    wanted = len(one.interested)
    known = (("seats", room.seats), ("interested", wanted))
    if wanted > room.seats:
        return Reason("full", (("standing", wanted - room.seats), *known))
    return Reason("roomy", known)


def _others_at_once(one: Proposal, camp: Camp, places: Placement) -> list[Proposal]:
    slot = places[one.key].slot
    return [
        other
        for other in camp.proposals
        if other.key != one.key and other.key in places and places[other.key].slot == slot
    ]


def _beside(one: Proposal, camp: Camp, places: Placement) -> Iterator[Reason]:
    """Yield the host's other sessions, the closest favourite apart and the worst one at once."""
    at_once = {other.key for other in _others_at_once(one, camp, places)}
    placed = [other for other in camp.proposals if other.key != one.key and other.key in places]
    elsewhere = [other for other in placed if other.key not in at_once]
    for other in elsewhere:
        if one.hosts & other.hosts:
            slot = places[other.key].slot
            yield Reason("host_elsewhere", (("session", other.key), ("slot", slot)))
    together = [other for other in placed if other.key in at_once]
    for code, others in (("apart", elsewhere), ("together", together)):
        shared = [(len(one.people & other.people), other.key) for other in others]
        people, key = max(shared, default=(0, ""), key=lambda pair: pair[0])
        if people:
            yield Reason(code, (("session", key), ("people", people)))


_Draw = Callable[[], float]


def _bits(people: Iterable[str]) -> dict[str, int]:
    return {person: 1 << place for place, person in enumerate(sorted(set(people)))}


def _mask(people: Iterable[str], bit: Mapping[str, int]) -> int:
    return sum(bit[person] for person in people)


def _is_accepted(gain: int, heat: float, draw: _Draw) -> bool:
    return gain >= 0 or draw() < exp(gain / heat)


class _Board:
    """The cells (slot x room) during the search; people are bits of whole numbers.

    ``cells[c]`` is the proposal in cell c or -1; cell c is in slot ``c // rooms``.
    """

    def __init__(self, camp: Camp) -> None:
        self.camp = camp
        self.rooms = len(camp.rooms)
        self.keys = [Place(slot, room.key) for slot in camp.slots for room in camp.rooms]
        bit = _bits(person for one in camp.proposals for person in one.people)
        self.people = [_mask(one.people, bit) for one in camp.proposals] + [0]
        self.hosts = [_mask(one.hosts, bit) for one in camp.proposals] + [0]
        # By room; the last row is of an empty cell, which fits and costs nothing anywhere.
        self.fits = [[one.needs <= room.has for room in camp.rooms] for one in camp.proposals]
        self.fits.append([True] * self.rooms)
        self.standing = [
            [max(0, len(one.interested) - room.seats) for room in camp.rooms]
            for one in camp.proposals
        ]
        self.standing.append([0] * self.rooms)
        self.cells = [-1] * len(self.keys)
        self._pin()

    def _pin(self) -> None:
        number = {one.key: place for place, one in enumerate(self.camp.proposals)}
        cell = {key: place for place, key in enumerate(self.keys)}
        pinned = {
            cell[place]: number[key]
            for key, place in self.camp.pins.items()
            if key in number and place in cell
        }
        for at, one in pinned.items():
            self.cells[at] = one
        self.free = [
            at
            for at, key in enumerate(self.keys)
            if at not in pinned and key not in self.camp.closed
        ]
        self.waiting = [one for one in range(len(number)) if one not in pinned.values()]

    def places(self) -> dict[str, Place]:
        found = {one: self.keys[at] for at, one in enumerate(self.cells) if one >= 0}
        keys = [one.key for one in self.camp.proposals]
        return {keys[one]: found[one] for one in sorted(found)}

    def fill(self) -> None:
        """Put in what is hardest to put in first, each where it costs least."""
        hardest = sorted(
            self.waiting,
            key=lambda one: (sum(self.fits[one]), -self.people[one].bit_count(), one),
        )
        for one in hardest:
            found = [(self._gain(one, at), -at) for at in self.free if self._may_stand(one, at)]
            if found:
                self.cells[-max(found)[1]] = one
        self.waiting = [one for one in self.waiting if one not in self.cells]

    def _may_stand(self, one: int, at: int) -> bool:
        return (
            self.cells[at] < 0
            and self.fits[one][at % self.rooms]
            and not self.hosts[one] & self._union(self.hosts, at // self.rooms, -1)
        )

    def _gain(self, one: int, at: int) -> int:
        others = self._union(self.people, at // self.rooms, -1)
        return (self.people[one] & ~others).bit_count() - self.standing[one][at % self.rooms]

    def _union(self, masks: Sequence[int], slot: int, without: int) -> int:
        """Return everybody in a slot, as bits, leaving out what is in cell ``without``."""
        found = 0
        start = slot * self.rooms
        for at in range(start, start + self.rooms):
            if at != without:
                found |= masks[self.cells[at]]
        return found

    def anneal(self, steps: int) -> None:
        """Exchange two cells at a time; what is worse is accepted too, ever less often.

        Ends at the best that was seen. One step in eight tries to bring in who has no place.
        """
        if len(self.free) < 2:
            return
        draw = random.Random(20120612).random  # noqa: S311 - the same numbers every time, on purpose
        best, gained, top = list(self.cells), 0, 0
        for step in range(steps):
            heat = HOT * (COLD / HOT) ** (step / steps)
            if self.waiting and step % 8 == 0:
                gain = self._bring_in(draw, heat)
            else:
                gain = self._exchange(draw, heat)
            gained += gain
            if gained > top:
                best, top = list(self.cells), gained
        self.cells = best

    def _bring_in(self, draw: _Draw, heat: float) -> int:
        """Let a waiting proposal take a cell; who stood there waits, or nobody did."""
        at = self.free[int(draw() * len(self.free))]
        turn = int(draw() * len(self.waiting))
        new, old = self.waiting[turn], self.cells[at]
        slot, room = divmod(at, self.rooms)
        if not self.fits[new][room] or self.hosts[new] & self._union(self.hosts, slot, at):
            return 0
        others = self._union(self.people, slot, at)
        gain = (
            (self.people[new] | others).bit_count()
            - (self.people[old] | others).bit_count()
            + self.standing[old][room]
            - self.standing[new][room]
            + (PER_SESSION if old < 0 else 0)
        )
        if not _is_accepted(gain, heat, draw):
            return 0
        self.cells[at] = new
        self.waiting[turn : turn + 1] = [] if old < 0 else [old]
        return gain

    def _exchange(self, draw: _Draw, heat: float) -> int:
        """Exchange what is in two free cells, when that is allowed and accepted; its gain."""
        left = self.free[int(draw() * len(self.free))]
        right = self.free[int(draw() * len(self.free))]
        one, other = self.cells[left], self.cells[right]
        if one == other:
            return 0
        gain = self._gain_of_exchange(left, right)
        if gain is None or not _is_accepted(gain, heat, draw):
            return 0
        self.cells[left], self.cells[right] = other, one
        return gain

    def _gain_of_exchange(self, left: int, right: int) -> int | None:
        """Return what an exchange brings; None when it is not allowed."""
        one, other = self.cells[left], self.cells[right]
        (slot, room), (slot_2, room_2) = divmod(left, self.rooms), divmod(right, self.rooms)
        if not (self.fits[one][room_2] and self.fits[other][room]):
            return None
        gain = self.standing[one][room] + self.standing[other][room_2]
        gain -= self.standing[one][room_2] + self.standing[other][room]
        if slot == slot_2:
            return gain
        if self.hosts[other] & self._union(self.hosts, slot, left):
            return None
        if self.hosts[one] & self._union(self.hosts, slot_2, right):
            return None
        here = self._union(self.people, slot, left)
        there = self._union(self.people, slot_2, right)
        gain += (self.people[other] | here).bit_count() - (self.people[one] | here).bit_count()
        return (
            gain + (self.people[one] | there).bit_count() - (self.people[other] | there).bit_count()
        )

"""A program that follows the feed through changing records misses none and sees none twice."""

import uuid
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.hsds.feed import SERVICE, Place, moved, way_of

IDS = [uuid.UUID(int=number) for number in range(1, 6)]


def test_what_never_was_public_gets_no_place_and_what_is_gone_is_not_told_again() -> None:
    gone = Place(SERVICE, IDS[0], 3, 1, is_gone=True)
    touched = [(SERVICE, IDS[0]), (SERVICE, IDS[1]), (SERVICE, IDS[2]), (SERVICE, IDS[2])]
    assert moved(touched, {IDS[2]}, {IDS[0]: gone}, last=7) == [Place(SERVICE, IDS[2], 8, 8)]


def test_record_that_ends_and_comes_back_keeps_its_first_number() -> None:
    (new,) = moved([(SERVICE, IDS[0])], set(IDS), {}, last=0)
    (gone,) = moved([(SERVICE, IDS[0])], set(), {IDS[0]: new}, last=1)
    (back,) = moved([(SERVICE, IDS[0])], set(IDS), {IDS[0]: gone}, last=2)
    assert [new, gone, back] == [
        Place(SERVICE, IDS[0], 1, 1),
        Place(SERVICE, IDS[0], 2, 1, is_gone=True),
        Place(SERVICE, IDS[0], 3, 1),
    ]


def test_way_of_telling() -> None:
    here, gone = Place(SERVICE, IDS[0], 9, 4), Place(SERVICE, IDS[0], 9, 4, is_gone=True)
    assert way_of(here, 0, is_in_reach=True) == "record"
    assert [way_of(gone, cursor, is_in_reach=False) for cursor in (3, 4)] == ["", "tombstone"]
    assert [way_of(here, cursor, is_in_reach=False) for cursor in (3, 8)] == ["", "tombstone"]
    # Public again but not numbered yet: the end is told here, the record under its new number.
    assert way_of(gone, 8, is_in_reach=True, is_waiting=True) == "tombstone"
    assert way_of(here, 8, is_in_reach=True, is_waiting=True) == ""


@dataclass
class Directory:
    """Records with a version, and whether they are public; some changes wait for a number."""

    versions: dict[uuid.UUID, int] = field(default_factory=dict)
    public: set[uuid.UUID] = field(default_factory=set)
    waiting: list[tuple[str, uuid.UUID]] = field(default_factory=list)
    places: dict[uuid.UUID, Place] = field(default_factory=dict)
    last: int = 0

    def change(self, record: uuid.UUID, is_public: bool) -> None:
        self.versions[record] = self.versions.get(record, 0) + 1
        (self.public.add if is_public else self.public.discard)(record)
        self.waiting.append((SERVICE, record))

    def number(self) -> None:
        new = moved(self.waiting, self.public, self.places, self.last)
        self.places |= {place.record_id: place for place in new}
        self.last += len(new)
        self.waiting = []


@dataclass
class Program:
    """Another installation that keeps a copy, and notes what it was told."""

    cursor: int = 0
    copy: dict[uuid.UUID, int] = field(default_factory=dict)
    told: list[tuple[uuid.UUID, int]] = field(default_factory=list)

    def read(self, directory: Directory, size: int) -> bool:
        """Read one page; return whether there was anything."""
        rows = sorted(directory.places.values(), key=lambda place: place.sequence)
        page = [place for place in rows if place.sequence > self.cursor][:size]
        for place in page:
            is_here = place.record_id in directory.public
            is_waiting = (SERVICE, place.record_id) in directory.waiting
            way = way_of(place, self.cursor, is_in_reach=is_here, is_waiting=is_waiting)
            if way == "record":
                version = directory.versions[place.record_id]
                self.copy[place.record_id] = version
                self.told.append((place.record_id, version))
            elif way == "tombstone":
                self.copy.pop(place.record_id, None)
        self.cursor = page[-1].sequence if page else self.cursor
        return bool(page)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(IDS), st.booleans()),
            st.just("number"),
            st.integers(1, 3),
        ),
        max_size=60,
    )
)
def test_program_ends_with_what_is_public_and_was_told_nothing_twice(steps: list[object]) -> None:
    directory, program = Directory(), Program()
    for step in steps:
        if step == "number":
            directory.number()
        elif isinstance(step, int):
            program.read(directory, step)
        elif isinstance(step, tuple):
            directory.change(*step)
    directory.number()
    while program.read(directory, 2):
        pass
    assert program.copy == {one: directory.versions[one] for one in directory.public}
    assert len(set(program.told)) == len(program.told)

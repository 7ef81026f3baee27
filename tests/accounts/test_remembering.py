from collections.abc import Callable, Mapping
from uuid import uuid4

import pytest

from tests.factories import GENT, a_network
from vlaggenlijn.accounts.models import Change, ChangeSet, recorded
from vlaggenlijn.accounts.remembering import Remembered

pytestmark = pytest.mark.usefixtures("reference_data")


def something_changes() -> None:
    network = a_network("gent", [GENT])
    with recorded(by=None, network=network, deed="test"):
        network.name = "Another"
        network.save()


def reader(read: list[int]) -> Callable[[list[int]], Mapping[int, int]]:
    """Squares, but for the number that nobody knows; tells what it was asked."""

    def squares(numbers: list[int]) -> dict[int, int]:
        read.extend(numbers)
        return {number: number * number for number in numbers if number != 13}

    return squares


def test_what_is_known_is_not_read_again() -> None:
    a_network("gent", [GENT])
    asked: list[int] = []
    kept: Remembered[int, int] = Remembered(10)
    assert kept.many([1, 2, 13], reader(asked)) == {1: 1, 2: 4}
    assert kept.many([2, 3], reader(asked)) == {2: 4, 3: 9}
    assert asked == [1, 2, 13, 3]


def test_everything_is_read_again_after_a_change() -> None:
    a_network("brugge", [])
    asked: list[int] = []
    kept: Remembered[int, int] = Remembered(10)
    assert kept.one(2, lambda: 4) == 4
    assert kept.one(2, lambda: 5) == 4
    something_changes()
    assert kept.one(2, lambda: 6) == 6
    assert kept.many([2], reader(asked)) == {2: 6}
    assert asked == []


def test_no_more_is_kept_than_there_is_room_for() -> None:
    a_network("gent", [GENT])
    asked: list[int] = []
    kept: Remembered[int, int] = Remembered(2)
    assert kept.many([1, 2], reader(asked)) == {1: 1, 2: 4}
    assert kept.many([2, 3], reader(asked)) == {2: 4, 3: 9}
    assert kept.many([3, 1], reader(asked)) == {3: 9, 1: 1}
    assert asked == [1, 2, 3, 1]


def test_nothing_is_remembered_before_the_first_change() -> None:
    Change.objects.all().delete()
    kept: Remembered[int, int] = Remembered(2)
    assert [kept.one(1, lambda: 1), kept.one(1, lambda: 2)] == [1, 2]


def test_a_deed_that_ends_late_is_seen_though_hundreds_with_higher_numbers_ended_before() -> None:
    network = a_network("gent", [GENT])
    late = Change.objects.latest("id").change_set
    hundreds = [
        Change(change_set=late, model="x.y", object_id=uuid4(), before=None, after={})
        for _ in range(300)
    ]
    Change.objects.bulk_create(hundreds)
    # What is seen of another deed, with lower numbers, at the moment that it ends.
    other = ChangeSet(network=network, deed="test")
    before = Change.objects.stamp()
    other.save()
    assert Change.objects.stamp() != before


def test_stamp_stays_while_nothing_is_written() -> None:
    a_network("gent", [GENT])
    assert Change.objects.stamp() == Change.objects.stamp()

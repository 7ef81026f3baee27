"""Counting of many at once."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.factories import GENT, a_network
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.guide.actions import counting_in_bursts as bursts
from vlaggenlijn.guide.actions.counting import Counts
from vlaggenlijn.guide.models import AskedCount

pytestmark = pytest.mark.usefixtures("reference_data")
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _nothing_waits() -> Iterator[None]:
    bursts._written.clear()
    bursts._waiting.clear()
    yield
    bursts._written.clear()
    bursts._waiting.clear()


def one_question(network: LocalNetwork, theme: str = "sleep") -> Counts:
    return {AskedCount: {(network.pk, MONDAY, theme, "", ""): (1, 0)}}


def written() -> int:
    return sum(AskedCount.objects.values_list("asked", flat=True))


def test_few_are_written_one_by_one() -> None:
    network = a_network("gent", [GENT])
    for number in range(1, 4):
        bursts.count_soon(one_question(network))
        assert written() == number


def test_many_at_once_are_added_up_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    network = a_network("gent", [GENT])
    moment = [100.0]
    monkeypatch.setattr(bursts.time, "monotonic", lambda: moment[0])
    for _ in range(bursts.MOST_A_SECOND + 5):
        bursts.count_soon(one_question(network))
    assert written() == bursts.MOST_A_SECOND
    moment[0] += 1.5
    bursts.count_soon(one_question(network, "eating"))
    assert written() == bursts.MOST_A_SECOND + 6
    assert bursts._waiting == {}


def test_what_waits_is_written_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    network = a_network("gent", [GENT])
    monkeypatch.setattr(bursts.time, "monotonic", lambda: 100.0)
    for _ in range(bursts.MOST_A_SECOND + 2):
        bursts.count_soon(one_question(network))
    bursts.write_waiting()
    bursts.write_waiting()
    assert written() == bursts.MOST_A_SECOND + 2

"""Steps are kept once, followed both ways, and go when a record goes."""

import uuid

import pytest

from tests.factories import LEUVEN, a_member, a_network
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.needs.actions import trace, untrace
from vlaggenlijn.needs.following import thread_through
from vlaggenlijn.needs.models import Trace
from vlaggenlijn.needs.threads import End, Thread

pytestmark = pytest.mark.django_db

QUOTE = End("dialogue.quote", uuid.UUID(int=1), "Quote 7 of table 2", "/werk/tafels/7/")
NEED = End("needs.need", uuid.UUID(int=2), "Fathers find no place", "/werk/noden/")
RESULT = End("partnership.undertaking", uuid.UUID(int=3), "Fathers' cafe")


@pytest.fixture
def network() -> LocalNetwork:
    network = a_network()
    trace(by=None, network=network, source=NEED, target=RESULT, label="taken up")
    trace(by=None, network=network, source=QUOTE, target=NEED)
    return network


def test_thread_both_ways(network: LocalNetwork) -> None:
    first, second = (one.step for one in Trace.objects.order_by("-created_at"))
    assert (first.source, first.target, second.label) == (QUOTE, NEED, "taken up")
    assert thread_through(network, *NEED.key) == Thread([first], [second])
    assert thread_through(network, *QUOTE.key) == Thread([], [first, second])
    assert thread_through(network, *RESULT.key) == Thread([first, second], [])


def test_thread_of_another_network_is_empty(network: LocalNetwork) -> None:
    other = a_network("leuven", [LEUVEN])
    trace(by=None, network=other, source=NEED, target=QUOTE)
    assert thread_through(other, *RESULT.key) == Thread([], [])
    assert len(thread_through(network, *NEED.key).after) == 1


def test_step_that_is_there_gets_the_words_of_now(network: LocalNetwork) -> None:
    member = a_member(network=network)
    renamed = End(*NEED.key, "Fathers of teenagers find no place")
    trace(by=member, network=network, source=QUOTE, target=renamed, label="told at the table")
    (step,) = Trace.objects.around(*QUOTE.key)
    assert (step.to_words, step.to_url, step.label, step.version) == (
        renamed.words, "", "told at the table", 2,
    )  # fmt: skip
    assert ChangeSet.objects.of_deed("trace.add").newest_first()[0].by == member


def test_both_directions_between_two_records_are_two_steps(network: LocalNetwork) -> None:
    trace(by=None, network=network, source=NEED, target=QUOTE)
    assert Trace.objects.around(*QUOTE.key).count() == 2


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "werk/"])
def test_address_elsewhere_is_refused(network: LocalNetwork, url: str) -> None:
    with pytest.raises(ValueError, match="path of this site"):
        trace(by=None, network=network, source=End(*QUOTE.key, url=url), target=RESULT)
    with pytest.raises(ValueError, match="one record to another"):
        trace(by=None, network=network, source=NEED, target=End(*NEED.key))


def test_long_words_are_shortened(network: LocalNetwork) -> None:
    long = End("needs.need", uuid.UUID(int=9), "x" * 400)
    step = trace(by=None, network=network, source=long, target=NEED, label="y" * 200)
    step.refresh_from_db()
    assert (len(step.from_words), len(step.label)) == (300, 100)


def test_what_goes_takes_its_steps_along(network: LocalNetwork) -> None:
    assert untrace(by=None, network=network, model=NEED.model, pk=NEED.id) == 2
    assert untrace(by=None, network=network, model=NEED.model, pk=NEED.id) == 0
    assert not Trace.objects.exists()


def test_steps_of_ones_networks(network: LocalNetwork) -> None:
    outsider = a_member(network=a_network("leuven", [LEUVEN]))
    insider = a_member("reader", network)
    assert Trace.objects.for_user(outsider).count() == 0
    assert Trace.objects.for_user(insider).count() == 2

"""Needs are written once, by the last who read them, and votes stay one each."""

import uuid
from typing import Any

import pytest

from tests.factories import GENT, LEUVEN, a_concept, a_member, a_need, a_network, a_user
from vlaggenlijn.accounts.models import ChangeSet, Conflict, LocalNetwork
from vlaggenlijn.needs.actions import add_need, archive_need, change_need, vote
from vlaggenlijn.needs.models import Need, Source, State, Vote

pytestmark = pytest.mark.django_db


def values(**changes: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("theme", "function", "target_group", "age_band", "municipality"))
    rest = {"source": Source.PLAN, "evidence": "Blz. 12", "state": State.OPEN}
    return {"sentence": "Geen plek voor vaders", **empty, **rest} | changes


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def test_add_need(network: LocalNetwork) -> None:
    member = a_member("partner", network)
    fathers = a_concept("target-groups", "fathers")
    need = add_need(by=member, network=network, values=values(target_group=fathers))
    stored = Need.objects.with_subjects().get()
    assert (stored.pk, stored.target_group, stored.concepts) == (need.pk, fathers, [fathers])
    deed = ChangeSet.objects.of_deed("need.add").get()
    assert (deed.by, deed.network) == (member, network)


def test_key_that_comes_twice_writes_once(network: LocalNetwork) -> None:
    key = uuid.uuid4()
    first = add_need(by=None, network=network, values=values(), idempotency_key=key)
    assert add_need(by=None, network=network, values=values(), idempotency_key=key) == first
    with pytest.raises(Conflict):
        add_need(by=None, network=network, values=values(sentence="x"), idempotency_key=key)
    assert Need.objects.count() == 1


def test_change_need(network: LocalNetwork) -> None:
    need, key = a_need(network), uuid.uuid4()
    for _ in range(2):
        change_need(by=None, need=need, version=1, values=values(), idempotency_key=key)
    stored = Need.objects.get()
    assert (stored.evidence, stored.version) == ("Blz. 12", 2)
    with pytest.raises(Conflict):
        change_need(by=None, need=need, version=1, values=values(sentence="x"))
    assert Need.objects.get().sentence == "Geen plek voor vaders"


def test_archive_and_back(network: LocalNetwork) -> None:
    need = archive_need(by=None, need=a_need(network))
    assert list(Need.objects.current()) == []
    archive_need(by=None, need=need, is_archived=False)
    assert list(Need.objects.current()) == [need]
    assert [deed.deed for deed in ChangeSet.objects.of_deed("need.").order_by("at")] == [
        "need.archive",
        "need.restore",
    ]


def test_vote_counts_once_and_can_be_taken_back(network: LocalNetwork) -> None:
    one, two = a_need(network), a_need(network, "Nog iets")
    voter, other = a_user(), a_user()
    assert vote(by=voter, network=network, weights={one.pk: 3, two.pk: 1}) == 2
    assert vote(by=voter, network=network, weights={one.pk: 2, two.pk: 0}) == 2
    assert vote(by=voter, network=network, weights={one.pk: 2, two.pk: 0}) == 0
    vote(by=other, network=network, weights={one.pk: 3})
    assert sorted(Vote.objects.values_list("need", "weight")) == [(one.pk, 2), (one.pk, 3)]
    assert Vote.objects.of_person(voter).on([one]).weights() == {one.pk: 2}


def test_vote_on_what_is_not_ours_is_passed_over(network: LocalNetwork) -> None:
    elsewhere = a_need(a_network("leuven", [LEUVEN]))
    gone = archive_need(by=None, need=a_need(network))
    weights = {elsewhere.pk: 3, gone.pk: 3, uuid.uuid4(): 3}
    assert vote(by=a_user(), network=network, weights=weights) == 0
    assert not Vote.objects.exists()


def test_needs_of_somebody(network: LocalNetwork) -> None:
    need = a_need(network, municipality_id=GENT)
    a_need(a_network("leuven", [LEUVEN]))
    met = a_need(network, "Gelukt", state=State.MET)
    reader = a_member("reader", network)
    assert set(Need.objects.for_user(reader)) == {need, met}
    assert list(Need.objects.for_user(reader).not_met()) == [need]
    assert (str(need), str(Vote(need=need, weight=2))) == (need.sentence, f"{need.pk}: 2")

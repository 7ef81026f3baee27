import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests import factories
from tests.factories import BRUSSELS, GENT, LEUVEN
from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.models import (
    Change,
    ChangeSet,
    Conflict,
    LocalNetwork,
    Membership,
    User,
    recorded,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
RONSE = "45041"


@pytest.fixture
def gent() -> LocalNetwork:
    return factories.a_network("gent")


@pytest.fixture
def coordinator(gent: LocalNetwork) -> User:
    return factories.a_member("coordinator", gent)


def running(network: LocalNetwork) -> list[tuple[str, str]]:
    rows = Membership.objects.current().for_network(network)
    return [(one.user.email, one.role) for one in rows]


def test_network_gets_the_regime_of_the_law_in_each_municipality() -> None:
    by = factories.an_administrator()
    places = [factories.a_municipality(nis) for nis in (GENT, RONSE, BRUSSELS)]
    network = actions.add_network(
        by=by, slug="bont", name="Bont", municipalities=places, host="bont.example", is_demo=True
    )
    stored = LocalNetwork.objects.get()
    assert stored == network
    assert (stored.slug, stored.name, stored.host, stored.is_demo) == (
        "bont", "Bont", "bont.example", True,
    )  # fmt: skip
    regimes = {area.municipality_id: area.regime for area in stored.areas.all()}
    assert regimes == {GENT: "nl", RONSE: "rand", BRUSSELS: "brussel"}
    made = ChangeSet.objects.get(deed="network.add")
    assert (made.by, made.changes.count()) == (by, 4)


def test_network_that_cannot_be_made_leaves_nothing(gent: LocalNetwork) -> None:
    twice = [factories.a_municipality(LEUVEN)] * 2
    count = ChangeSet.objects.count()
    with pytest.raises(IntegrityError):
        actions.add_network(by=None, slug="leuven", name="Leuven", municipalities=twice)
    assert list(LocalNetwork.objects.all()) == [gent]
    assert ChangeSet.objects.count() == count


def test_network_is_changed_and_the_deed_is_kept(gent: LocalNetwork, coordinator: User) -> None:
    changed = actions.change_network(
        by=coordinator, network=gent, values={"name": "Gent", "accent": "#112233"}, version=1
    )
    assert (changed.name, changed.accent, changed.version) == ("Gent", "#112233", 2)
    kept = ChangeSet.objects.get(deed="network.change")
    assert (kept.by, kept.network) == (coordinator, gent)
    assert kept.changes.get().fields() == [
        ("name", "Network gent", "Gent"),
        ("accent", "#1f5c4d", "#112233"),
    ]


def test_network_that_somebody_else_changed_is_not_overwritten(
    gent: LocalNetwork, coordinator: User
) -> None:
    actions.change_network(by=coordinator, network=gent, values={"name": "First"}, version=1)
    with pytest.raises(Conflict):
        actions.change_network(by=coordinator, network=gent, values={"name": "Late"}, version=1)
    assert LocalNetwork.objects.get().name == "First"
    assert ChangeSet.objects.filter(deed="network.change").count() == 1


def test_change_that_arrives_twice_is_written_once(gent: LocalNetwork, coordinator: User) -> None:
    deed = {"by": coordinator, "network": gent, "version": 1, "key": uuid.uuid4()}
    for _ in range(2):
        actions.change_network(values={"name": "Once"}, **deed)
    stored = LocalNetwork.objects.get()
    assert (stored.name, stored.version) == ("Once", 2)


def test_change_that_comes_back_with_other_words_is_a_conflict(
    gent: LocalNetwork, coordinator: User
) -> None:
    deed = {"by": coordinator, "network": gent, "version": 1, "key": uuid.uuid4()}
    actions.change_network(values={"name": "Once"}, **deed)
    with pytest.raises(Conflict):
        actions.change_network(values={"name": "Twice"}, **deed)
    assert LocalNetwork.objects.get().name == "Once"


def add(network: LocalNetwork, email: str = "bo@example.org", **values: Any) -> Membership:
    values = {"by": None, "role": "reader"} | values
    return actions.add_member(network=network, email=email, **values)


def test_new_person_gets_a_role_and_no_password(gent: LocalNetwork, coordinator: User) -> None:
    membership = add(gent, " Bo@Example.org ", by=coordinator, role="partner", name="Bo")
    person = User.objects.get(email="bo@example.org")
    assert (membership.user, person.name, membership.role) == (person, "Bo", "partner")
    assert not person.has_usable_password()
    assert not person.is_administrator
    kept = ChangeSet.objects.get(deed="member.add")
    assert (kept.by, kept.network, kept.changes.get().object_id) == (
        coordinator, gent, membership.pk,
    )  # fmt: skip


def test_known_person_keeps_name_and_password(gent: LocalNetwork) -> None:
    person = factories.a_user(email="bo@example.org", name="Bo", password="a long password of Bo")
    assert add(gent, "BO@example.org", name="Somebody", password="x").user == person
    person.refresh_from_db()
    assert (person.name, person.check_password("a long password of Bo")) == ("Bo", True)


def test_same_role_twice_is_one_membership(gent: LocalNetwork) -> None:
    first = add(gent)
    assert add(gent) == first
    assert Membership.objects.count() == 1
    assert Change.objects.about(first.pk).count() == 1


def test_other_role_is_a_second_membership(gent: LocalNetwork) -> None:
    add(gent)
    add(gent, role="partner")
    assert running(gent) == [("bo@example.org", "partner"), ("bo@example.org", "reader")]


def test_form_that_arrives_twice_adds_one_member(gent: LocalNetwork) -> None:
    key = uuid.uuid4()
    assert add(gent, key=key) == add(gent, key=key)
    assert (Membership.objects.count(), User.objects.count()) == (1, 1)


def test_form_that_arrives_late_does_not_bring_back_a_role_that_ended(gent: LocalNetwork) -> None:
    key = uuid.uuid4()
    first = add(gent, key=key)
    actions.end_membership(by=factories.a_user(), membership=first)
    assert add(gent, key=key) == first
    assert running(gent) == []


def test_person_who_left_can_come_back(gent: LocalNetwork) -> None:
    first = add(gent)
    actions.end_membership(by=factories.a_user(), membership=first)
    assert add(gent) != first
    assert running(gent) == [("bo@example.org", "reader")]


def test_administrator_is_made_or_marked_once() -> None:
    known = factories.a_user(email="ann@example.org", name="Ann")
    assert actions.add_administrator(email=" ANN@example.org", name="Other") == known
    actions.add_administrator(email="Bo@example.org", name="Bo")
    people = User.objects.values_list("name", "email", "is_administrator")
    assert list(people) == [("Ann", "ann@example.org", True), ("Bo", "bo@example.org", True)]


def test_role_ends_today_and_leaves_others(gent: LocalNetwork, coordinator: User) -> None:
    reader, partner = add(gent), add(gent, role="partner")
    ended = actions.end_membership(by=coordinator, membership=reader)
    assert ended.ended_on == timezone.localdate()
    assert running(gent) == [(coordinator.email, "coordinator"), ("bo@example.org", "partner")]
    kept = ChangeSet.objects.get(deed="member.end")
    assert (kept.by, kept.network) == (coordinator, gent)
    assert partner in Membership.objects.current()


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def test_last_coordinator_stays(gent: LocalNetwork, coordinator: User) -> None:
    add(gent)
    elsewhere = factories.a_network("leuven", [LEUVEN])
    factories.a_member("coordinator", elsewhere)
    factories.a_member("coordinator", gent, ended_on=timezone.localdate())
    count = ChangeSet.objects.count()
    with pytest.raises(actions.LastCoordinator):
        actions.end_membership(by=coordinator, membership=membership_of(coordinator))
    assert membership_of(coordinator).ended_on is None
    assert ChangeSet.objects.count() == count


def test_coordinator_may_leave_when_there_is_another(gent: LocalNetwork, coordinator: User) -> None:
    other = factories.a_member("coordinator", gent)
    actions.end_membership(by=coordinator, membership=membership_of(coordinator))
    assert running(gent) == [(other.email, "coordinator")]
    with pytest.raises(actions.LastCoordinator):
        actions.end_membership(by=other, membership=membership_of(other))


def test_end_that_arrives_twice_keeps_the_first_day(gent: LocalNetwork, coordinator: User) -> None:
    key, membership = uuid.uuid4(), add(gent)
    actions.end_membership(by=coordinator, membership=membership, key=key)
    yesterday = timezone.localdate() - timedelta(days=1)
    with recorded(by=None, network=gent, deed="test"):
        stored = Membership.objects.get(pk=membership.pk)
        stored.ended_on = yesterday
        stored.save()
    again = actions.end_membership(by=coordinator, membership=membership, key=key)
    assert again.ended_on == yesterday

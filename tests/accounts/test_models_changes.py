import uuid
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import factories
from vlaggenlijn.accounts.models import (
    Change,
    ChangeSet,
    Conflict,
    LocalNetwork,
    Membership,
    NetworkArea,
    Prepared,
    UnrecordedWrite,
    User,
    recorded,
    snapshot,
)


@pytest.fixture(autouse=True)
def network(db: None) -> LocalNetwork:
    """A network without a trace of its making, nor of the reference data's."""
    made = factories.a_network("gent", [])
    ChangeSet.objects.all().delete()
    return made


@pytest.fixture
def person() -> User:
    return factories.a_user()


def deed(by: User | None = None, **values: Any) -> Any:
    return recorded(by=by, network=None, deed="test", **values)


def changes() -> list[tuple[str, Any, Any]]:
    """Return every field that was ever changed, oldest first."""
    return [field for change in Change.objects.all() for field in change.fields()]


def test_new_record_is_kept_with_everything_it_holds(person: User) -> None:
    made = LocalNetwork(slug="leuven", name="Leuven")
    with recorded(by=person, network=None, deed="network.add", reason="New") as recorder:
        made.save()
    change = Change.objects.get()
    assert (change.model, change.object_id, change.before) == (
        "accounts.localnetwork",
        made.pk,
        None,
    )
    assert (change.after["slug"], change.after["version"]) == ("leuven", 1)
    kept = ChangeSet.objects.get()
    assert kept == recorder.change_set
    assert (kept.by, kept.deed, kept.reason, kept.key) == (person, "network.add", "New", None)


def test_change_is_kept_with_before_and_after(network: LocalNetwork) -> None:
    with deed():
        network.name = "Gent en omgeving"
        network.save()
    assert changes() == [("name", "Network gent", "Gent en omgeving")]
    network.refresh_from_db()
    assert network.version == 2


def test_version_grows_by_one_at_each_save(network: LocalNetwork) -> None:
    for number in range(3):
        with deed():
            network.name = f"Name {number}"
            network.save()
    assert LocalNetwork.objects.get().version == 4


def test_save_without_a_change_leaves_no_trace_and_no_version(network: LocalNetwork) -> None:
    with deed():
        network.save()
    assert (changes(), LocalNetwork.objects.get().version) == ([], 1)


def test_save_of_some_fields_writes_the_whole_record_and_its_version(network: LocalNetwork) -> None:
    network.name, network.contact_name = "New name", "Somebody"
    with deed():
        network.save(update_fields=["name"])
    stored = LocalNetwork.objects.get()
    assert (stored.version, stored.name, stored.contact_name) == (2, "New name", "Somebody")
    assert [name for name, _, _ in changes()] == ["name", "contact_name"]


def test_update_or_create_is_a_recorded_save(network: LocalNetwork) -> None:
    with deed():
        LocalNetwork.objects.update_or_create(slug="gent", defaults={"name": "New name"})
    assert LocalNetwork.objects.get().version == 2
    assert changes() == [("name", "Network gent", "New name")]


def test_several_records_of_one_deed_stand_in_order(network: LocalNetwork) -> None:
    user = factories.a_user()
    with deed():
        membership = Membership(network=network, user=user, role="reader")
        membership.save()
        network.name = "New name"
        network.save()
    assert [change.object_id for change in Change.objects.all()] == [membership.pk, network.pk]
    assert ChangeSet.objects.count() == 1


def test_removed_record_is_kept_as_it_was(network: LocalNetwork) -> None:
    pk = network.pk
    with deed():
        network.delete()
    change = Change.objects.get()
    assert (change.object_id, change.after) == (pk, None)
    assert change.before["name"] == "Network gent"
    assert ("name", "Network gent", None) in change.fields()


def queries_of_removal(number: int) -> int:
    """Remove a network of so many people, see that the trace is whole, and count the queries."""
    network = factories.a_network(f"of-{number}", [])
    people = [factories.a_user() for _ in range(number)]
    with deed() as recorder:
        for person in people:
            Membership(network=network, user=person, role="editor").save()
    added = {change.object_id: change.after for change in recorder.changes}
    with deed() as recorder, CaptureQueriesContext(connection) as asked:
        network.delete()
    gone = [each for each in recorder.changes if each.model == "accounts.membership"]
    assert {each.object_id: each.before for each in gone} == added
    return len(asked)


def test_what_goes_along_is_read_whole_and_at_once() -> None:
    assert queries_of_removal(1) == queries_of_removal(6)


def test_fields_leave_out_what_is_no_news(network: LocalNetwork) -> None:
    with deed():
        network.name = "New name"
        network.save()
    assert "version" in Change.objects.get().after
    assert [name for name, _, _ in Change.objects.get().fields()] == ["name"]


def test_changes_about_records_come_newest_first(network: LocalNetwork) -> None:
    for name in ("One", "Two"):
        with deed():
            network.name = name
            network.save()
    factories.a_network("leuven", [])
    newest = [change.after["name"] for change in Change.objects.about(network.pk)]
    assert newest == ["Two", "One"]
    assert list(Change.objects.about(uuid.uuid4())) == []


@pytest.mark.parametrize(
    "write",
    [
        lambda network: network.save(),
        lambda network: network.delete(),
        lambda network: LocalNetwork(slug="x", name="X").save(),
        lambda network: LocalNetwork.objects.create(slug="x", name="X"),
        lambda network: LocalNetwork.objects.get_or_create(slug="x"),
        lambda network: network.areas.create(municipality_id=factories.GENT),
    ],
)
def test_write_outside_a_deed_is_refused(network: LocalNetwork, write: Any) -> None:
    network.name = "Written without a trace"
    with pytest.raises(UnrecordedWrite, match="was written outside"), transaction.atomic():
        write(network)
    assert list(LocalNetwork.objects.values_list("name", flat=True)) == ["Network gent"]
    assert not NetworkArea.objects.exists()


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(name="X"),
        lambda rows: rows.all().delete(),
        lambda rows: rows.filter(slug="gent").delete(),
        lambda rows: rows.bulk_create([LocalNetwork(slug="x", name="X")]),
        lambda rows: rows.bulk_update(list(rows.all()), ["name"]),
        lambda rows: rows.get().municipalities.set([factories.a_municipality()]),
    ],
)
def test_write_over_many_rows_is_refused_inside_and_outside_a_deed(
    network: LocalNetwork, write: Any, inside: bool
) -> None:
    with (
        pytest.raises(UnrecordedWrite),
        transaction.atomic(),
        deed() if inside else nullcontext(),
    ):
        write(LocalNetwork.objects)
    assert list(LocalNetwork.objects.values_list("name", flat=True)) == ["Network gent"]
    assert (changes(), NetworkArea.objects.count()) == ([], 0)


def test_many_new_records_are_added_with_their_trace(network: LocalNetwork) -> None:
    codes = (factories.GENT, factories.LEUVEN, factories.MECHELEN)
    with deed() as recorder:
        made = recorder.add_all(
            NetworkArea(network=network, municipality_id=code) for code in codes
        )
    assert sorted(NetworkArea.objects.values_list("municipality_id", flat=True)) == sorted(codes)
    assert [change.object_id for change in Change.objects.all()] == [area.pk for area in made]
    assert [change.after["municipality_id"] for change in Change.objects.all()] == list(codes)


def test_many_take_few_questions(network: LocalNetwork, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(7), deed() as recorder:
        recorder.add_all(LocalNetwork(slug=f"network-{number}", name="X") for number in range(100))
    assert LocalNetwork.objects.count() == 101


def test_adding_none_is_nothing() -> None:
    with deed() as recorder:
        assert recorder.add_all([]) == []
    assert Change.objects.count() == 0


def change_and_fail(network: LocalNetwork, *, in_a_deed_of_its_own: bool = False) -> None:
    with deed() if in_a_deed_of_its_own else nullcontext():
        network.name = "Half way"
        network.save()
    raise LookupError


def test_nothing_is_kept_when_the_deed_fails(network: LocalNetwork) -> None:
    with pytest.raises(LookupError), deed(key=uuid.uuid4()):
        change_and_fail(network)
    assert LocalNetwork.objects.get().name == "Network gent"
    assert (ChangeSet.objects.count(), Change.objects.count()) == (0, 0)


def test_nothing_is_kept_when_a_surrounding_transaction_fails(network: LocalNetwork) -> None:
    with pytest.raises(LookupError), transaction.atomic():
        change_and_fail(network, in_a_deed_of_its_own=True)
    assert LocalNetwork.objects.get().name == "Network gent"
    assert (ChangeSet.objects.count(), Change.objects.count()) == (0, 0)


def test_after_a_failed_deed_writes_are_refused_again(network: LocalNetwork) -> None:
    with pytest.raises(IntegrityError), deed():
        LocalNetwork(slug="gent", name="Twice").save()
    with pytest.raises(UnrecordedWrite):
        network.save()


def test_deed_inside_a_deed_keeps_its_own_changes(network: LocalNetwork) -> None:
    with recorded(by=None, network=None, deed="outer"):
        network.name = "Outer"
        network.save()
        with recorded(by=None, network=None, deed="inner"):
            network.name = "Inner"
            network.save()
        network.name = "Outer again"
        network.save()
    by_deed = {kept.deed: kept.changes.count() for kept in ChangeSet.objects.all()}
    assert by_deed == {"outer": 2, "inner": 1}


def test_first_time_of_a_key_is_no_repeat_and_the_second_is(network: LocalNetwork) -> None:
    key = uuid.uuid4()
    with deed(key=key) as first:
        network.name = "Once"
        network.save()
    with deed(key=key) as second:
        pass
    assert (first.is_repeat, second.is_repeat) == (False, True)
    assert second.change_set == first.change_set
    assert (ChangeSet.objects.count(), Change.objects.count()) == (1, 1)


def test_key_of_a_failed_deed_can_be_used_again(network: LocalNetwork) -> None:
    key = uuid.uuid4()
    with pytest.raises(LookupError), deed(key=key):
        raise LookupError
    with deed(key=key) as recorder:
        assert not recorder.is_repeat


def test_deeds_without_key_never_repeat() -> None:
    for _ in range(2):
        with deed() as recorder:
            assert not recorder.is_repeat
    assert ChangeSet.objects.count() == 2


def test_locked_gives_the_record_of_the_version_seen(network: LocalNetwork) -> None:
    assert LocalNetwork.locked(network.pk, 1) == network
    assert LocalNetwork.locked(network.pk) == network


@pytest.mark.parametrize("version", [0, 1, 3])
def test_locked_refuses_another_version(network: LocalNetwork, version: int) -> None:
    with deed():
        network.name = "Somebody else was first"
        network.save()
    with pytest.raises(Conflict) as caught:
        LocalNetwork.locked(network.pk, version)
    assert caught.value.args == (network,)


def test_locked_of_a_removed_record_is_missing() -> None:
    with pytest.raises(LocalNetwork.DoesNotExist):
        LocalNetwork.locked(uuid.uuid4(), 1)


def test_trace_stays_when_the_person_or_the_network_goes(person: User) -> None:
    network = factories.a_network("leuven", [])
    with recorded(by=person, network=network, deed="test"):
        network.name = "New name"
        network.save()
    person.delete()
    with recorded(by=None, network=None, deed="network.remove"):
        network.delete()
    kept = ChangeSet.objects.get(deed="test", changes__after__name="New name")
    assert (kept.by, kept.network) == (None, None)


def test_many_changed_records_are_written_with_their_trace(network: LocalNetwork) -> None:
    second = factories.a_network("leuven", [])
    ChangeSet.objects.all().delete()
    before = [(one, snapshot(one)) for one in (network, second)]
    network.name, second.name = "Een", "Twee"
    with deed() as recorder:
        recorder.change_all(before)
    assert changes() == [("name", "Network gent", "Een"), ("name", "Network leuven", "Twee")]
    stored = LocalNetwork.objects.order_by("slug").values_list("name", "version")
    assert list(stored) == [("Een", 2), ("Twee", 2)]
    written = Change.objects.about(network.pk).get()
    assert (written.before["version"], written.after["version"]) == (1, 2)


def test_record_that_others_changed_stops_the_whole_deed(network: LocalNetwork) -> None:
    second = factories.a_network("leuven", [])
    before = [(one, snapshot(one)) for one in (second, network)]
    with deed():
        LocalNetwork.objects.get(pk=network.pk).touch()
    count = ChangeSet.objects.count()
    network.name, second.name = "Een", "Twee"
    with pytest.raises(Conflict), deed() as recorder:
        recorder.change_all(before)
    names = LocalNetwork.objects.order_by("slug").values_list("name", flat=True)
    assert (list(names), ChangeSet.objects.count()) == (["Network gent", "Network leuven"], count)


def test_record_without_a_difference_is_not_written(network: LocalNetwork) -> None:
    with deed() as recorder:
        recorder.change_all([(network, snapshot(network))])
    assert (changes(), LocalNetwork.objects.get().version) == ([], 1)


def test_prepared_rows_hold_what_saved_ones_hold(network: LocalNetwork, person: User) -> None:
    one, two = (LocalNetwork(slug=slug, name="Naam") for slug in ("een", "twee"))
    prepared = Prepared()
    assert prepared.is_empty
    prepared.add(one)
    with deed() as recorder:
        recorder.write(prepared)
        two.save()
    kept = {
        change.object_id: {name: value for name, value in change.after.items()
                           if name not in ("id", "slug", "created_at", "joined_at")}
        for change in Change.objects.all()
    }  # fmt: skip
    assert (kept[one.pk], prepared.is_empty) == (kept[two.pk], False)
    assert LocalNetwork.objects.get(slug="een").created_at == one.created_at


def test_prepared_removal_leaves_its_trace(network: LocalNetwork) -> None:
    area = NetworkArea(network=network, municipality_id=factories.GENT, regime="nl")
    with deed():
        area.save()
    before, prepared = snapshot(area), Prepared()
    prepared.remove(area)
    with deed() as recorder:
        recorder.write(prepared)
    trace = Change.objects.latest("id")
    assert (NetworkArea.objects.exists(), prepared.is_empty) == (False, False)
    assert (trace.object_id, trace.before["version"], trace.after) == (area.pk, 1, None)
    assert trace.before.keys() == before.keys()


def test_prepared_removal_of_what_others_changed_stops_the_deed(network: LocalNetwork) -> None:
    prepared = Prepared()
    prepared.remove(LocalNetwork.objects.get())
    with deed():
        network.name = "Anders"
        network.save()
    with pytest.raises(Conflict), deed() as recorder:
        recorder.write(prepared)
    assert LocalNetwork.objects.get().name == "Anders"

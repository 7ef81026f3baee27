"""What changed gets its place in the feed, whatever row it was, and a program misses nothing."""

import uuid
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.directory.hsds_world import PLACE
from vlaggenlijn.accounts.models import Change, NetworkArea, recorded
from vlaggenlijn.directory.actions import publications
from vlaggenlijn.directory.actions.publications import number_changes
from vlaggenlijn.directory.hsds import touching
from vlaggenlijn.directory.models import (
    Accessibility,
    Contact,
    LocalNote,
    Phone,
    Publication,
    Schedule,
    Service,
    ServiceAtLocation,
)

pytestmark = pytest.mark.usefixtures("reference_data")


@contextmanager
def a_deed() -> Any:
    with recorded(by=None, network=None, deed="test"):
        yield


def saved(*rows: Any) -> None:
    with a_deed():
        for row in rows:
            row.save()


def order() -> list[uuid.UUID]:
    return list(Publication.objects.values_list("record_id", flat=True))


def test_first_time_everything_public_is_numbered_then_only_what_changed() -> None:
    network = factories.a_network()
    organization = factories.an_organization(network)
    service = factories.a_service(organization)
    factories.a_service(organization, "Gestopt", status="defunct")
    assert (number_changes(), order()) == (2, [organization.pk, service.pk])
    assert number_changes() == 0
    other = factories.a_service(organization, "Tweede")
    assert (number_changes(), order()) == (2, [service.pk, organization.pk, other.pk])


def test_rows_under_a_record_move_it() -> None:
    network = factories.a_network()
    organization = factories.an_organization(network)
    service = factories.a_service(organization, place=PLACE)
    still = factories.a_service(organization, "Ongemoeid")
    place = ServiceAtLocation.objects.get(service=service)
    number_changes()
    person = {"name": "An", "purpose": "x", "review_on": timezone.localdate()}
    both, alone = {service.pk, organization.pk}, {organization.pk}
    cases = [
        (Phone(service=service, number="+3291111111"), both),
        (Phone(organization=organization, number="+3291111111"), alone),
        (Schedule(service_at_location=place, freq="WEEKLY"), both),
        (Accessibility(location=place.location, kind="pram"), both),
        (Contact(organization=organization, **person), alone),
        (LocalNote(service=service, network=network, refer_when="x"), set()),
    ]
    for row, moved in cases:
        last = Publication.objects.last_number()
        saved(row)
        number_changes()
        found = set(Publication.objects.after(last).values_list("record_id", flat=True))
        assert (type(row), found) == (type(row), moved)
    organization.name = "Anders"
    saved(organization)
    number_changes()
    assert set(order()[-3:]) == {organization.pk, service.pk, still.pk}


def test_municipality_that_joins_moves_what_reaches_it() -> None:
    network = factories.a_network()
    organization = factories.an_organization(network)
    here = factories.a_service(organization, areas=[factories.LEUVEN])
    factories.a_service(organization, "Elders", areas=[factories.GENT])
    number_changes()
    last = Publication.objects.last_number()
    saved(NetworkArea(network=network, municipality_id=factories.LEUVEN, regime="nl"))
    number_changes()
    found = set(Publication.objects.after(last).values_list("record_id", flat=True))
    assert found == {here.pk, organization.pk}


def test_day_that_passes_moves_what_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    organization = factories.an_organization(factories.a_network())
    closed = factories.a_service(organization, "Dicht", closed_until=today)
    other = factories.a_service(organization, "Open")
    person = {"name": "An", "purpose": "x", "is_public": True}
    just = today - timedelta(days=90)
    saved(
        Contact(organization=organization, service=other, review_on=just, **person),
        Contact(organization=organization, review_on=today, **person),
    )
    number_changes()
    last = Publication.objects.last_number()
    monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=1))
    assert number_changes() == 2
    found = set(Publication.objects.after(last).values_list("record_id", flat=True))
    assert found == {closed.pk, other.pk}
    assert number_changes() == 0
    monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=91))
    assert number_changes() == 1


def test_many_changes_are_numbered_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publications, "BATCH", 2)
    organization = factories.an_organization(factories.a_network())
    services = [factories.a_service(organization, f"Dienst {one}") for one in range(3)]
    assert number_changes() == 4
    for service in services:
        service.summary = "Anders"
        saved(service)
    number_changes()
    assert set(order()) == {organization.pk, *(one.pk for one in services)}
    assert Publication.objects.count() == 4


def test_while_somebody_keeps_writing_nothing_is_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.an_organization(factories.a_network())

    def busy() -> int:
        raise OperationalError("canceling statement due to lock timeout")

    with monkeypatch.context() as patched:
        patched.setattr(publications, "_settled", busy)
        assert (number_changes(), order()) == (0, [])
    assert number_changes() == 1


def test_feed_tells_what_is_gone_and_pauses_while_very_much_waits(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    organization = factories.an_organization(factories.a_network())
    service = factories.a_service(organization)
    number_changes()
    cursor = read(client, "")["next_cursor"]
    service.archived_at = timezone.now()
    saved(service)
    monkeypatch.setattr(touching, "MOST_WAITING", 0)
    assert read(client, "") == {"contents": [], "next_cursor": "0", "has_more": True}
    number_changes()
    told = read(client, f"?cursor={cursor}")["contents"]
    assert [(one["kind"], one["is_gone"], "record" in one) for one in told] == [
        ("organization", False, True), ("service", True, False),
    ]  # fmt: skip
    assert [one["kind"] for one in read(client, "")["contents"]] == ["organization"]
    unknown = client.get("/hsds/3.1/changes?cursor=999")
    assert (unknown.status_code, list(unknown.json())) == (404, ["detail"])


def read(client: Client, question: str) -> Any:
    return client.get(f"/hsds/3.1/changes{question}").json()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 2), st.sampled_from(["rename", "archive", "restore"])),
        st.just("number"),
        st.just("read"),
    ),
    max_size=8,
)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_program_that_follows_the_feed_misses_none_and_sees_none_twice(
    client: Client, steps: list[Any]
) -> None:
    with transaction.atomic():
        follow(client, steps)
        transaction.set_rollback(True)


def follow(client: Client, steps: list[Any]) -> None:
    """Change records and read pages of one in any order, then read on to the end."""
    organization = factories.an_organization(factories.a_network())
    services = [factories.a_service(organization, f"Dienst {one}") for one in range(3)]
    copy: dict[str, str] = {}
    seen: list[tuple[str, str]] = []
    cursor = "0"

    def read_page() -> bool:
        nonlocal cursor
        page = read(client, f"?per_page=1&cursor={cursor}")
        for one in page["contents"]:
            copy.pop(one["id"], None)
            if one["kind"] == "service" and not one["is_gone"]:
                copy[one["id"]] = one["record"]["name"]
                seen.append((one["id"], one["record"]["name"]))
        cursor = page["next_cursor"]
        return bool(page["has_more"])

    number_changes()
    for position, step in enumerate(steps):
        if step == "number":
            number_changes()
        elif step == "read":
            read_page()
        else:
            change(services[step[0]], step[1], position)
    number_changes()
    while read_page():
        pass
    here = Service.objects.published().of_organization(organization)
    assert copy == {str(one.pk): one.name for one in here}
    assert len(seen) == len(set(seen))


def change(service: Service, what: str, position: int) -> None:
    service.name = f"{service.name[:8]} {position}"
    if what != "rename":
        service.archived_at = timezone.now() if what == "archive" else None
    saved(service)


def test_changes_of_other_rooms_touch_nothing() -> None:
    made = Change(model="needs.need", object_id=uuid.uuid4(), before=None, after={"name": "x"})
    assert touching.touched_by([made]) == []

"""One change of many records: seen beforehand, one deed, conflicts told, undone at once."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    GENT,
    LEUVEN,
    a_concept,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions import bulk
from vlaggenlijn.directory.actions.bulk import BulkChange, bulk_change, preview
from vlaggenlijn.directory.models import Organization, Service, ServiceConcept
from vlaggenlijn.directory.views.bulk_work import MOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def services(network: LocalNetwork) -> list[Service]:
    organization = an_organization(network)
    return [a_service(organization, f"Dienst {n}", areas=[GENT]) for n in range(3)]


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member(network=network)


def sleep() -> str:
    return str(a_concept("themes", "sleep").pk)


def versions(records: Any) -> dict[uuid.UUID, int]:
    return {one.pk: one.version for one in records}


def state() -> list[Any]:
    return [
        (one.name, one.status, one.assured_on, bool(one.archived_at),
         sorted(one.service_areas.values_list("municipality", flat=True)),
         sorted(one.service_concepts.values_list("concept__slug", "is_confirmed")))
        for one in Service.objects.order_by("name")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "back"),
    [
        (bulk.CONFIRM, None),
        (bulk.ARCHIVE, bulk.RESTORE),
        (bulk.ADD_CONCEPT, bulk.REMOVE_CONCEPT),
        (bulk.ADD_TOWN, bulk.REMOVE_TOWN),
        (bulk.STATUS, None),
    ],
)
def test_change_is_one_deed_and_undone_at_once(
    services: list[Service], coordinator: User, first: str, back: str | None
) -> None:
    value = {bulk.ADD_CONCEPT: sleep(), bulk.ADD_TOWN: LEUVEN, bulk.STATUS: "inactive"}.get(
        first, ""
    )
    before = state()
    done = bulk_change(
        by=coordinator, kind=Service, versions=versions(services), change=BulkChange(first, value)
    )
    assert (len(done.changed), done.left, done.change_set) == (
        3,
        [],
        ChangeSet.objects.latest("at"),
    )
    after = state()
    assert after != before
    stored = list(Service.objects.all())
    again = preview(coordinator, stored, BulkChange(first, value))
    assert {row.reason for row in again} == {"nothing"}
    if back:
        bulk_change(
            by=coordinator, kind=Service, versions=versions(stored), change=BulkChange(back, value)
        )
        assert state() == before
        undo(by=coordinator, change_set=ChangeSet.objects.filter(deed="services.bulk").latest("at"))
        assert state() == after
    assert done.change_set is not None
    undo(by=coordinator, change_set=done.change_set)
    assert state() == before


def test_suggestion_is_confirmed(services: list[Service], coordinator: User) -> None:
    with recorded(by=None, network=None, deed="test"):
        concept = a_concept("themes", "sleep")
        ServiceConcept(service=services[0], concept=concept, is_confirmed=False).save()
    change = BulkChange(bulk.ADD_CONCEPT, sleep())
    bulk_change(by=coordinator, kind=Service, versions=versions(services[:1]), change=change)
    assert ServiceConcept.objects.get().is_confirmed


def test_what_changed_since_the_preview_is_left_out_and_told(
    services: list[Service], coordinator: User
) -> None:
    seen = versions(services)
    actions.confirm_service(by=None, service=services[1])
    done = bulk_change(by=coordinator, kind=Service, versions=seen, change=BulkChange(bulk.ARCHIVE))
    assert [(row.record.name, row.reason) for row in done.left] == [("Dienst 1", "conflict")]
    assert Service.objects.archived().count() == 2


def test_records_of_others_stay(services: list[Service], network: LocalNetwork) -> None:
    other = a_service(an_organization(network, "Ander"), "Van een ander", areas=[GENT])
    partner = a_partner(services[0].organization)
    everything = [*services, other]
    rows = preview(partner, everything, BulkChange(bulk.CONFIRM))
    assert [row.record.name for row in rows if row.reason == "no_right"] == ["Van een ander"]
    done = bulk_change(
        by=partner, kind=Service, versions=versions(everything), change=BulkChange(bulk.CONFIRM)
    )
    assert len(done.changed) == 3
    other.refresh_from_db()
    assert other.assured_on is None


def test_nothing_to_do_is_no_deed_and_a_key_counts_once(
    services: list[Service], coordinator: User
) -> None:
    values: dict[str, Any] = {"by": coordinator, "kind": Service}
    nothing = bulk_change(versions=versions(services), change=BulkChange(bulk.RESTORE), **values)
    assert nothing.change_set is None
    key = uuid.uuid4()
    for _ in range(2):
        bulk_change(versions=versions(services), change=BulkChange(bulk.CONFIRM), key=key, **values)
    assert {one.version for one in Service.objects.all()} == {2}
    assert bulk_change(versions={}, change=BulkChange(bulk.CONFIRM), **values).rows == []


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def client(coordinator: User) -> Client:
    made = Client()
    made.cookies["taal"] = "en"
    made.force_login(coordinator, "django.contrib.auth.backends.ModelBackend")
    return made


def hidden(response: Any) -> dict[str, str]:
    html = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(rows|key)" value="([^"]*)"', html))


def test_pages_from_ticks_to_undo(services: list[Service], client: Client) -> None:
    address, where = reverse("directory:bulk_services"), reverse("directory:services")
    assert 'form="bulk"' in client.get(where).content.decode()
    page = client.post(address, {"pk": [str(one.pk) for one in services[:2]] + ["nonsense"]})
    assert "2 lines are ticked." in text_of(page)
    wrong = client.post(address, hidden(page) | {"step": "preview", "kind": "add_concept"})
    assert (wrong.status_code, "Choose what." in text_of(wrong)) == (422, True)
    asked = {"kind": "add_concept", "concept": sleep()}
    shown = client.post(address, hidden(page) | asked | {"step": "preview"})
    assert "Add a theme or label: Sleep 2 change." in text_of(shown)
    assert ServiceConcept.objects.count() == 0
    actions.confirm_service(by=None, service=services[0])
    done = client.post(address, hidden(shown) | asked | {"step": "do"}, follow=True)
    said = text_of(done)
    assert "1 is changed. Look at it or undo it" in said
    assert "Left out, because somebody changed them since you looked: Dienst 0" in said
    deed = ChangeSet.objects.get(deed="services.bulk")
    assert reverse("directory:change_set", args=[deed.pk]) in done.content.decode()
    client.post(reverse("directory:change_set", args=[deed.pk]))
    assert ServiceConcept.objects.count() == 0


def test_all_of_a_filter(services: list[Service], client: Client, network: LocalNetwork) -> None:
    a_service(an_organization(network, "Ander"), "Iets anders", areas=[GENT])
    address = reverse("directory:bulk_services")
    page = client.post(address, {"all": "1", "filter": "q=Dienst"})
    assert "3 lines are ticked." in text_of(page)
    answer = client.post(
        address, hidden(page) | {"step": "do", "kind": "status", "status": "inactive"}, follow=True
    )
    assert "3 are changed." in text_of(answer)
    none = client.post(
        address, hidden(page) | {"step": "do", "kind": "status", "status": "inactive"}, follow=True
    )
    assert "3 are changed" not in text_of(none)


def test_too_many_at_once(client: Client, network: LocalNetwork) -> None:
    with recorded(by=None, network=network, deed="test") as recorder:
        recorder.add_all(Organization(network=network, name=f"O {n}") for n in range(MOST + 1))
    answer = client.post(reverse("directory:bulk_organizations"), {"all": "1"}, follow=True)
    assert "more than 1000 at once" in text_of(answer)


def test_organizations_are_confirmed_together(client: Client, network: LocalNetwork) -> None:
    one, two = an_organization(network, "Een"), an_organization(network, "Twee")
    address = reverse("directory:bulk_organizations")
    assert 'form="bulk"' in client.get(reverse("directory:organizations")).content.decode()
    page = client.post(address, {"pk": [str(one.pk), str(two.pk)]})
    client.post(address, hidden(page) | {"step": "do", "kind": "archive", "key": "no key"})
    assert Organization.objects.archived().count() == 2
    assert "Tick at least one" in text_of(client.post(address, {"step": "do"}, follow=True))

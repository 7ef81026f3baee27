"""Numbered pages among many records: counted once while nothing changes, begun at milestones."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.directory.hsds import counting, selecting
from vlaggenlijn.directory.hsds.asked import Asked
from vlaggenlijn.directory.models import Service

pytestmark = pytest.mark.usefixtures("reference_data")


@pytest.fixture
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "STEP", 3)
    monkeypatch.setattr(counting, "MOST_LISTED", 2)


def some_services(count: int) -> list[Service]:
    home = factories.an_organization(factories.a_network(), "Huis")
    return [factories.a_service(home, f"Dienst {number}") for number in range(count)]


@pytest.mark.parametrize("per_page", [1, 2, 3, 4, 50])
def test_pages_hold_every_record_once_in_order(
    short_steps: None, per_page: int, client: Client
) -> None:
    wanted = sorted(str(one.pk) for one in some_services(8))
    found: list[str] = []
    for number in range(1, 10):
        page = client.get(f"/hsds/3.0/services?per_page={per_page}&page={number}").json()
        assert (page["total_items"], page["size"]) == (8, len(page["contents"]))
        found += [one["id"] for one in page["contents"]]
    assert found == wanted


def test_page_is_counted_once_until_somebody_writes(short_steps: None, client: Client) -> None:
    service = some_services(5)[0]
    client.get("/hsds/3.0/")  # whose host it is, is remembered from here on
    addresses = [f"/hsds/3.0/services?per_page=2&page={number}" for number in (1, 3)]
    first = [queries(client, address) for address in addresses]
    again = [queries(client, address) for address in addresses]
    assert [before - after for before, after in zip(first, again, strict=True)] == [2, 1]
    with recorded(by=None, network=None, deed="test"):
        service.status = "defunct"
        service.save()
    assert client.get(addresses[0]).json()["total_items"] == 4


def test_few_are_listed_once_and_what_is_no_longer_public_is_left_out(client: Client) -> None:
    service, other = some_services(2)
    client.get("/hsds/3.0/")  # whose host it is, is remembered from here on
    address = f"/hsds/3.0/services?organization_id={service.organization_id}"
    assert queries(client, address) - queries(client, address) == 1
    # Past the trace, as if it were written at the very moment of asking.
    QuerySet(Service).filter(pk=service.pk).update(status="defunct")
    assert [one["id"] for one in client.get(address).json()["contents"]] == [str(other.pk)]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as context:
        client.get(address)
    return len(context)


def test_questions_and_networks_are_counted_apart(client: Client) -> None:
    some_services(2)
    other = factories.an_organization(factories.a_network("leuven", ["24062"]), "Huis")
    factories.a_service(other, "Elders")
    totals = [
        counting.page("services", selecting.services, Asked(search=word), one)[0]
        for one in (other.network, None)
        for word in ("", "nergens")
    ]
    assert totals == [1, 0, 3, 0]


def test_only_the_latest_answers_are_kept(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(counting, "MOST_KEPT", 2)
    for word in "abc":
        counting.page("services", selecting.services, Asked(search=word), None)
    assert [key[3].search for key in counting._kept] == ["b", "c"]


def test_no_milestones_where_nothing_can_be_chosen(db: None) -> None:
    assert counting.milestones(Service.objects.filter(pk__in=[])) == []

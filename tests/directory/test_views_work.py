"""The list of offers, and what is done from it in one tap."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.directory.work_pages import names_in, signed_in, text_of, url
from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_concept,
    a_member,
    a_network,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, Role
from vlaggenlijn.directory.models import Organization, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return an_organization(network)


@pytest.fixture
def service(organization: Organization) -> Service:
    return a_service(
        organization,
        areas=[GENT],
        themes=["sleep"],
        phone="+3292100000",
        place={"name": "Bib", "city": "Gent", "postal_code": "9000", "municipality_id": GENT},
    )


@pytest.fixture
def work(client: Client, network: LocalNetwork) -> Client:
    """A client signed in as the coordinator of the network, in English."""
    client.force_login(a_member(network=network))
    client.cookies["taal"] = "en"
    return client


@pytest.mark.parametrize("name", ["services", "organizations"])
def test_list_asks_to_sign_in(client: Client, name: str) -> None:
    response = client.get(url(name))
    assert (response.status_code, response.url.split("?")[0]) == (302, "/account/login/")


def test_list_without_rows_says_what_to_do(work: Client, organization: Organization) -> None:
    assert "There is no offer yet" in text_of(work.get(url("services")))
    assert "First add an organisation" not in text_of(work.get(url("services")))


def test_list_without_rows_for_a_reader_sends_to_the_coordinator(
    client: Client, network: LocalNetwork
) -> None:
    signed_in(client, a_member(Role.READER, network))
    assert "First add an organisation" in text_of(client.get(url("services")))
    assert "Ask them to begin with yours" in text_of(client.get(url("organizations")))


@pytest.fixture
def three(organization: Organization, network: LocalNetwork) -> dict[str, Service]:
    today = timezone.localdate()
    other = an_organization(network, "Zebrapad")
    return {
        "Alfa": a_service(organization, "Alfa", assured_on=today, themes=["sleep"]),
        "Bravo": a_service(organization, "Bravo", assured_on=today - timedelta(days=400)),
        "Charlie": a_service(other, "Charlie", closed_until=today),
    }


def test_list_shows_what_was_confirmed_longest_ago_first(
    work: Client, three: dict[str, Service]
) -> None:
    assert names_in(work.get(url("services")), three) == ["Charlie", "Bravo", "Alfa"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "brav"}, ["Bravo"]),
        ({"q": "zebra"}, ["Charlie"]),
        ({"state": "stale"}, ["Charlie", "Bravo"]),
        ({"state": "current"}, ["Alfa"]),
        ({"state": "closed"}, ["Charlie"]),
        ({"state": "archived"}, []),
        ({"sort": "name"}, ["Alfa", "Bravo", "Charlie"]),
        ({"sort": "organisation"}, ["Alfa", "Bravo", "Charlie"]),
        ({"sort": "changed"}, ["Charlie", "Bravo", "Alfa"]),
        ({"state": "nonsense", "sort": "nonsense", "page": "99"}, ["Charlie", "Bravo", "Alfa"]),
        ({"organisation": "nonsense", "theme": "x"}, ["Charlie", "Bravo", "Alfa"]),
    ],
)
def test_list_narrowed_and_sorted(
    work: Client, three: dict[str, Service], query: dict[str, str], expected: Any
) -> None:
    assert names_in(work.get(url("services", **query)), three) == expected


def test_list_narrowed_by_organization_and_theme(work: Client, three: dict[str, Service]) -> None:
    organization = three["Charlie"].organization
    assert names_in(work.get(url("services", organisation=organization.pk)), three) == ["Charlie"]
    theme = a_concept("themes", "sleep").pk
    assert names_in(work.get(url("services", theme=theme)), three) == ["Alfa"]


def test_list_narrowed_to_nothing_offers_the_way_back(
    work: Client, three: dict[str, Service]
) -> None:
    assert "Nothing fits these choices" in text_of(work.get(url("services", q="zzz")))


def test_list_has_fifty_rows_a_page(work: Client, organization: Organization) -> None:
    for number in range(51):
        a_service(organization, f"Dienst {number:02}")
    first, second = work.get(url("services")), work.get(url("services", page=2))
    assert (len(first.context["page"]), len(second.context["page"])) == (50, 1)
    assert "51 services" in text_of(first)


def test_list_holds_what_reaches_us_but_not_what_stays_away(
    work: Client, network: LocalNetwork
) -> None:
    theirs = an_organization(a_network("leuven", [LEUVEN]), "Leuven")
    a_service(theirs, "Komt naar Gent", areas=[GENT, LEUVEN])
    a_service(an_organization(a_network("brussel", [BRUSSELS])), "Blijft weg", areas=[BRUSSELS])
    response = work.get(url("services"))
    names = ["Komt naar Gent", "Blijft weg"]
    assert names_in(response, names) == ["Komt naar Gent"]
    assert response.context["editable"] == set()


SERVICE_LIST_QUERIES, ORGANIZATION_LIST_QUERIES = 17, 14


def query_count(work: Client, name: str, django_assert_max_num_queries: Any) -> int:
    work.get(url(name))
    with django_assert_max_num_queries(100) as captured:
        assert work.get(url(name)).status_code == 200
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_as_much_of_the_database_for_one_row_as_for_three(
    work: Client, network: LocalNetwork, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        a_service(an_organization(network, f"Organisatie {number}"), areas=[GENT])
    assert query_count(work, "services", django_assert_max_num_queries) == SERVICE_LIST_QUERIES
    assert (
        query_count(work, "organizations", django_assert_max_num_queries)
        == ORGANIZATION_LIST_QUERIES
    )


def test_confirm_in_one_tap_goes_back_to_the_list(work: Client, service: Service) -> None:
    response = work.post(url("confirm_service", service.pk), {"next": "/werk/aanbod/?q=spel"})
    assert response.url == "/werk/aanbod/?q=spel"
    assert Service.objects.get().assured_on == timezone.localdate()


def test_one_tap_never_leads_to_another_site(work: Client, service: Service) -> None:
    for address in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
        response = work.post(url("confirm_service", service.pk), {"next": address})
        assert response.url == url("services")


def test_closed_this_week_and_undone_from_the_message(work: Client, service: Service) -> None:
    address = url("close_service_this_week", service.pk)
    work.post(address, {"closed": "1"})
    assert Service.objects.get().is_closed_this_week
    page = work.get(url("services")).content.decode()
    assert "Undo" in page
    assert f'formaction="{address}" name="closed" value="0"' in page
    work.post(address, {"closed": "0"})
    assert Service.objects.get().closed_until is None


def test_closed_twice_stays_closed(work: Client, service: Service) -> None:
    for _ in range(2):
        work.post(url("close_service_this_week", service.pk), {"closed": "1"})
    assert Service.objects.get().is_closed_this_week


@pytest.mark.parametrize("name", ["confirm_service", "close_service_this_week"])
def test_opening_an_address_never_changes_anything(
    work: Client, service: Service, name: str
) -> None:
    assert work.get(url(name, service.pk)).status_code == 405


def test_name_with_markup_is_shown_as_text_in_the_message(
    work: Client, organization: Organization
) -> None:
    service = a_service(organization, "<b>Vet</b>")
    work.post(url("close_service_this_week", service.pk), {"closed": "1"})
    page = work.get(url("services")).content.decode()
    assert "<b>Vet</b>" not in page
    assert "&lt;b&gt;Vet&lt;/b&gt;" in page


def test_archive_asks_first_and_can_be_undone(work: Client, service: Service) -> None:
    address = url("archive_service", service.pk)
    assert "Archive “Spelpunt”?" in text_of(work.get(address))
    work.post(address, {"archived": "1"})
    assert Service.objects.get().archived_at is not None
    assert "Put “Spelpunt” back?" in text_of(work.get(address))
    assert "Spelpunt" in text_of(work.get(url("services", state="archived")))
    work.post(address, {"archived": "0"})
    assert Service.objects.get().archived_at is None


@pytest.mark.parametrize("name", ["service_history", "organization_history"])
def test_history_of_a_record(work: Client, service: Service, name: str) -> None:
    pk = service.pk if name == "service_history" else service.organization.pk
    work.post(url("confirm_service", service.pk))
    work.post(url("archive_organization", service.organization.pk), {"archived": "1"})
    text = text_of(work.get(url(name, pk)))
    assert "History of" in text
    assert {"service_history": "confirmed that", "organization_history": "archived the"}[
        name
    ] in text

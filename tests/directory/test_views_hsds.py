"""The HSDS addresses: filters, pages, what stays inside, who may fetch, and bounded queries."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.directory import hsds_world
from tests.directory.hsds_world import PLACE, SECRETS, World
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.actions.publications import number_changes
from vlaggenlijn.directory.hsds import selecting
from vlaggenlijn.directory.hsds.asked import Asked
from vlaggenlijn.directory.hsds.selecting import taxonomy_id
from vlaggenlijn.directory.models import (
    Organization,
    Publication,
    Service,
    ServiceArea,
    ServiceAtLocation,
)

pytestmark = pytest.mark.usefixtures("reference_data")
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


@pytest.fixture
def world(db: None) -> World:
    return hsds_world.build()


def names(client: Client, address: str) -> list[str]:
    return [one["name"] for one in client.get(f"/hsds/3.0/{address}").json()["contents"]]


def total(client: Client, address: str) -> int:
    found: int = client.get(f"/hsds/3.0/{address}").json()["total_items"]
    return found


def test_root_says_version_profile_and_description(client: Client) -> None:
    assert client.get("/hsds/3.1/").json() == {
        "version": "3.1",
        "profile": "http://testserver/hsds/profile/",
        "openapi_url": "http://testserver/hsds/3.1/openapi.json",
    }
    described = client.get("/hsds/3.1/openapi.json").json()
    assert described["servers"] == [{"url": "http://testserver"}]


def test_what_is_not_for_the_public_is_in_no_answer(world: World, client: Client) -> None:
    lists = [f"{name}?full=true&full_service=true&per_page=500" for name in LISTS[:3]]
    ones = [f"services/{world.service.pk}", f"service_at_locations/{world.place.pk}"]
    ones.append(f"organizations/{world.organization.pk}?full_service=true")
    streams = [f"{name}?format=ndjson&full=true" for name in LISTS[:3]]
    for address in (*lists, *ones, *streams, "changes"):
        text = body_of(client.get(f"/hsds/3.1/{address}")).decode()
        assert "Spelpunt" in text
        assert [secret for secret in SECRETS if secret in text] == [], address


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_hidden_records_do_not_exist_by_id(world: World, client: Client) -> None:
    hidden = [
        *(("services", one.pk) for one in world.organization.services.exclude(pk=world.service.pk)),
        ("organizations", Organization.objects.archived().get().pk),
        ("service_at_locations", ServiceAtLocation.objects.exclude(pk=world.place.pk).get().pk),
        ("services", uuid.uuid4()),
        ("services", "no-id"),
        ("taxonomies", "x"),
        ("taxonomy_terms", "x"),
    ]
    answers = [client.get(f"/hsds/3.0/{name}/{pk}") for name, pk in hidden]
    assert {(one.status_code, one.content) for one in answers} == {
        (404, b'{"detail": "There is no such thing here."}')
    }


def test_list_is_of_the_network_of_the_host_name_but_a_record_is_found_everywhere(
    world: World, client: Client
) -> None:
    factories.a_service(world.elsewhere.organization, "Komt ook naar Gent", areas=[factories.GENT])
    number_changes()
    gent, leuven = Client(headers={"host": "gent.example.org"}), client
    with recorded(by=None, network=None, deed="test"):
        network = world.elsewhere.organization.network
        network.host = "testserver"
        network.save()
    assert names(gent, "services?search=komt") == names(leuven, "services?search=komt")
    assert (total(gent, "services"), total(leuven, "services")) == (2, 3)
    assert gent.get(f"/hsds/3.0/services/{world.elsewhere.pk}").json()["name"] == "Babycafé"
    assert [one["record"]["name"] for one in gent.get("/hsds/3.0/changes").json()["contents"]] != []


def test_lists_hold_what_for_network_holds(world: World) -> None:
    for place in (None, PLACE):
        home = factories.an_organization(world.elsewhere.organization.network, f"Van {place}")
        factories.a_service(home, f"Reikt tot Gent {place}", place=place)
        factories.a_service(home, f"Voor heel Vlaanderen {place}")
    with recorded(by=None, network=None, deed="test"):
        ServiceArea(service=Service.objects.latest("created_at"), region="flanders").save()
    for network in LocalNetwork.objects.all():
        services = Service.objects.published().for_network(network)
        organizations = Organization.objects.published().for_network(network)
        assert set(selecting.services(Asked(), network)) == set(services)
        assert set(selecting.organizations(Asked(), network)) == set(organizations)


def test_filters_add_up(world: World, client: Client) -> None:
    sleep, eating = (factories.a_concept("themes", slug).pk for slug in ("sleep", "eating"))
    themes, functions = taxonomy_id("themes"), taxonomy_id("functions")
    home = world.organization.pk
    questions = {
        f"taxonomy_term_id={sleep}": 1,
        f"taxonomy_term_id={eating}": 0,
        f"taxonomy_id={themes}": 1,
        f"taxonomy_id={functions}": 0,
        "taxonomy_id=nothing": 0,
        f"organization_id={home}": 1,
        f"organization_id={world.elsewhere.organization_id}": 0,
        "search=samen": 1,
        "search=samen huis": 1,
        "search=samen zwemmen": 0,
        f"search=samen&organization_id={home}&taxonomy_id={themes}&taxonomy_term_id={sleep}": 1,
        f"search=samen&organization_id={home}&taxonomy_term_id={eating}": 0,
    }
    assert {text: total(client, f"services?{text}") for text in questions} == questions
    places = {text: total(client, f"service_at_locations?{text}") for text in questions}
    assert places == questions


def test_organizations_by_word_and_sector(world: World, client: Client) -> None:
    sector = factories.a_concept("sectors", "municipality").pk
    questions = {
        "search=huis": 1, "search=nergens": 0, f"taxonomy_term_id={sector}": 1,
        f"taxonomy_id={taxonomy_id('sectors')}": 1, f"taxonomy_id={taxonomy_id('themes')}": 0,
    }  # fmt: skip
    assert {text: total(client, f"organizations?{text}") for text in questions} == questions


def test_places_by_post_code_and_distance(world: World, client: Client) -> None:
    questions = {
        "postcode=9000": 1, "postcode=3000": 1, "postcode=9000&proximity=20000": 1,
        "postcode=3000&proximity=20000": 0, "postcode=9000&proximity=10": 0,
        "proximity=20000": 0, "postcode=0000": 0,
    }  # fmt: skip
    found = {text: total(client, f"service_at_locations?{text}") for text in questions}
    assert found == questions
    with recorded(by=None, network=None, deed="test"):
        world.place.location.address.delete()
    assert total(client, "service_at_locations?postcode=9000&proximity=20000") == 0


def test_modified_after_is_at_that_moment_or_later(world: World, client: Client) -> None:
    moment = Publication.objects.get(record_id=world.service.pk).modified_at
    later = moment + timedelta(milliseconds=1)
    for name in ("services", "service_at_locations"):
        at = [
            total(client, f"{name}?organization_id={world.organization.pk}&modified_after={text}")
            for text in (moment.isoformat().replace("+", "%2B"), f"{later:%Y-%m-%dT%H:%M:%S.%fZ}")
        ]
        assert at == [1, 0]


def test_minimal_holds_everything_on_one_page(world: World, client: Client) -> None:
    told = client.get("/hsds/3.0/services?minimal=true&per_page=1").json()
    moment = Publication.objects.get(record_id=world.service.pk).modified_at
    assert told["contents"] == [
        {"id": str(world.service.pk), "modified_date": moment.isoformat().replace("+00:00", "Z")}
    ]


def test_pages_are_numbered(world: World, client: Client) -> None:
    factories.a_service(world.organization, "Tweede")
    found = [names(client, f"services?per_page=1&page={page}") for page in (1, 2, 3)]
    assert sorted(found[0] + found[1]) == ["Spelpunt", "Tweede"]
    assert found[2] == []


@pytest.mark.parametrize(
    "question", ["page=0", "page=x", "format=csv", "full=2", "modified_after=yesterday"]
)
def test_what_cannot_be_read_is_refused(question: str, client: Client) -> None:
    response = client.get(f"/hsds/3.0/services?{question}")
    assert (response.status_code, list(response.json())) == (400, ["detail"])


def test_ndjson_streams_everything_a_line_each(world: World, client: Client) -> None:
    factories.a_service(world.organization, "Tweede")
    response: Any = client.get("/hsds/3.1/services?format=ndjson&per_page=1&page=7")
    assert response["Content-Type"] == "application/x-ndjson"
    lines = body_of(response).decode().splitlines()
    assert sorted(json.loads(line)["name"] for line in lines) == ["Spelpunt", "Tweede"]
    nothing: Any = client.get("/hsds/3.1/services?format=ndjson&search=nergens")
    assert body_of(nothing) == b""


def test_terms_by_taxonomy_parent_and_word(world: World, client: Client) -> None:
    themes = taxonomy_id("themes")
    whole = total(client, f"taxonomy_terms?taxonomy_id={themes}")
    top = total(client, f"taxonomy_terms?taxonomy_id={themes}&top_only=true")
    child = factories.a_concept("themes", "sleep")
    assert 0 < top <= whole
    found = client.get(f"/hsds/3.0/taxonomy_terms?search=slapen&taxonomy_id={themes}").json()
    assert str(child.pk) in [one["id"] for one in found["contents"]]
    assert total(client, f"taxonomy_terms?parent_id={child.pk}") == child.narrower.count()
    assert total(client, "taxonomies?search=opvoedingssituaties") == 1


def test_post_twin_answers_like_get_since_3_1(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    for name in LISTS:
        address = f"/hsds/3.1/{name}?per_page=2"
        assert client.post(address).content == client.get(address).content
        assert client.post(f"/hsds/3.0/{name}").status_code == 405


def test_second_fetch_with_its_etag_brings_nothing(world: World, client: Client) -> None:
    address = f"/hsds/3.0/services/{world.service.pk}"
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Access-Control-Allow-Origin"] == "*"
    with recorded(by=None, network=None, deed="test"):
        world.service.name = "Anders"
        world.service.save()
    changed = client.get(address, headers={"if-none-match": etag})
    assert (changed.status_code, changed.json()["name"]) == (200, "Anders")


def test_every_site_may_fetch(client: Client) -> None:
    asked = client.options("/hsds/3.1/services", headers={"origin": "https://x.be"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (
        204, "GET, HEAD, OPTIONS, POST",
    )  # fmt: skip
    responses: list[HttpResponse] = [
        client.get("/hsds/3.0/taxonomies"), client.get("/hsds/nothing"),
        client.get("/hsds/3.0/services?page=0"), client.post("/hsds/3.0/services"),
    ]  # fmt: skip
    assert [one["Access-Control-Allow-Origin"] for one in responses] == ["*"] * 4
    assert [one.status_code for one in responses] == [200, 404, 400, 405]


def test_profile_is_served_part_by_part(client: Client) -> None:
    told = client.get("/hsds/profile/").json()
    assert told["uri"] == "http://testserver/hsds/profile/"
    for address in [*told["patches"].values(), *told["schemas"].values()]:
        assert "properties" in client.get(address).json()
    assert client.get("/hsds/profile/nothing.json").status_code == 404


def test_closed_this_week_is_a_status_for_a_while(world: World, client: Client) -> None:
    with recorded(by=None, network=None, deed="test"):
        world.service.closed_until = timezone.localdate()
        world.service.save()
    told = client.get(f"/hsds/3.0/services/{world.service.pk}").json()
    assert told["status"] == "temporarily closed"


# Queries of a page, whatever the number of rows: the visited network, whether anything changed, the
# count, the rows with what lies under them, taxonomies, moments of change.
QUERIES = {
    "services": 7,
    "services?full=true": 20,
    "organizations": 6,
    "organizations?full=true": 13,
    "organizations?full_service=true": 26,
    "service_at_locations": 7,
    "service_at_locations?full=true": 20,
    "taxonomies?per_page=3": 4,
    "taxonomy_terms?per_page=3": 5,
    "changes": 31,
}


@pytest.mark.parametrize("number", [1, 3])
def test_bounded_queries(number: int, client: Client) -> None:
    network = factories.a_network()
    for one in range(number):
        organization = factories.an_organization(network, f"Huis {one}")
        factories.a_service(
            organization, f"Dienst {one}", areas=[factories.GENT], themes=["sleep"], place=PLACE
        )
    number_changes()
    client.get("/hsds/3.1/")
    assert {address: queries_of(client, address) for address in QUERIES} == QUERIES


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as context:
        client.get(f"/hsds/3.1/{address}")
    return len(context)

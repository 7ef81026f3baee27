from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories import LEUVEN
from tests.pages import sent_by
from vlaggenlijn.accounts.actions import change_network
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
NETWORK, MEMBERS = "/werk/netwerk/gent/", "/werk/netwerk/gent/leden/"
PAGES = (NETWORK, MEMBERS)


@pytest.fixture(autouse=True)
def gent() -> LocalNetwork:
    return factories.a_network("gent", contact_name="Ann")


@pytest.fixture
def leuven() -> LocalNetwork:
    return factories.a_network("leuven", [LEUVEN])


@pytest.fixture
def coordinator(gent: LocalNetwork) -> User:
    return factories.a_member("coordinator", gent)


@pytest.fixture
def client(coordinator: User) -> Client:
    return signed_in(coordinator)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def notices(response: HttpResponse) -> list[tuple[str, str]]:
    return [(one.level_tag, str(one)) for one in response.context["messages"]]


def save(client: Client, page: str = NETWORK, **typed: Any) -> HttpResponse:
    """Open a page, type and save, as a browser does."""
    return client.post(page, sent_by(client.get(page), "stack", **typed), follow=True)


# The network's own page --------------------------------------------------------------------


def test_coordinator_changes_the_network(client: Client, coordinator: User) -> None:
    response = save(client, name="Gent en omgeving", accent="#AA0000")
    assert response.redirect_chain == [(NETWORK, 302)]
    assert [tag for tag, _ in notices(response)] == ["success"]
    stored = LocalNetwork.objects.get()
    assert (stored.name, stored.accent, stored.contact_name, stored.version) == (
        "Gent en omgeving", "#aa0000", "Ann", 2,
    )  # fmt: skip
    assert ChangeSet.objects.get(deed="network.change").by == coordinator


def test_network_chooses_more_languages_from_a_list(client: Client, gent: LocalNetwork) -> None:
    for wish, chosen in ((["uk", "ps"], ["ps", "uk"]), (["xx"], ["ps", "uk"]), ([], [])):
        typed = sent_by(client.get(NETWORK), "stack") | {"extra_languages": wish}
        client.post(NETWORK, typed)
        gent.refresh_from_db()
        assert sorted(gent.extra_languages) == chosen
    assert gent.translation_languages == ["fr", "en", "tr", "ar"]


def test_page_saved_as_it_was_changes_nothing(client: Client) -> None:
    save(client)
    assert LocalNetwork.objects.get().version == 1


def test_error_keeps_what_was_typed_and_points_to_the_field(client: Client) -> None:
    response = save(client, name=" ", contact_name="Bo", contact_email="bo@")
    assert response.status_code == 422
    html = response.content.decode()
    assert 'value="Bo"' in html
    assert 'href="#id_name"' in html
    assert 'href="#id_contact_email"' in html
    assert LocalNetwork.objects.get().version == 1


def test_conflict_keeps_what_was_typed_and_saves_over_it_the_second_time(
    client: Client, gent: LocalNetwork, coordinator: User
) -> None:
    opened = sent_by(client.get(NETWORK), "stack", name="Mine")
    change_network(by=coordinator, network=gent, values={"name": "Theirs"}, version=1)
    late = client.post(NETWORK, opened)
    assert late.status_code == 422
    assert LocalNetwork.objects.get().name == "Theirs"
    again = sent_by(late, "stack")
    assert again["name"] == ["Mine"]
    assert again["idempotency_key"] != opened["idempotency_key"]
    assert client.post(NETWORK, again).status_code == 302
    stored = LocalNetwork.objects.get()
    assert (stored.name, stored.version) == ("Mine", 3)


def test_form_without_the_version_seen_is_a_conflict(client: Client) -> None:
    assert save(client, name="Mine", version="").status_code == 422
    assert LocalNetwork.objects.get().version == 1


def test_form_that_arrives_twice_is_saved_once_and_answers_alike(client: Client) -> None:
    sent = sent_by(client.get(NETWORK), "stack", name="Once")
    answers = [client.post(NETWORK, sent) for _ in range(2)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, NETWORK)] * 2
    assert LocalNetwork.objects.get().version == 2


def test_text_of_people_is_never_markup(client: Client) -> None:
    save(client, name='<script>alert("x")</script>')
    for page in (*PAGES, "/", "/over/"):
        assert "<script>alert" not in client.get(page).content.decode()


# Who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["partner", "professional", "facilitator", "reader"])
def test_other_roles_may_not(page: str, role: str, gent: LocalNetwork) -> None:
    client = signed_in(factories.a_member(role, gent))
    assert client.get(page).status_code == 403
    assert "gent/leden" not in client.get("/werk/").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_coordinator_of_another_network_finds_nothing(page: str, leuven: LocalNetwork) -> None:
    client = signed_in(factories.a_member("coordinator", leuven))
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_former_coordinator_finds_nothing(page: str, gent: LocalNetwork) -> None:
    user = factories.a_member("coordinator", gent, ended_on=timezone.localdate())
    assert signed_in(user).get(page).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "/werk/netwerk/"])
def test_visitor_is_asked_to_sign_in(page: str) -> None:
    assert Client().get(page)["Location"] == f"/account/login/?next={page}"


@pytest.mark.parametrize("page", PAGES)
def test_administrator_may_everywhere(page: str) -> None:
    assert signed_in(factories.an_administrator()).get(page).status_code == 200


def test_networks_are_those_somebody_runs(
    client: Client, gent: LocalNetwork, leuven: LocalNetwork
) -> None:
    def seen(one: Client) -> list[LocalNetwork]:
        return list(one.get("/werk/netwerk/").context["page"])

    assert seen(client) == [gent]
    assert seen(signed_in(factories.an_administrator())) == [gent, leuven]
    assert seen(signed_in(factories.a_member("reader", gent))) == []


@pytest.mark.parametrize("count", [1, 3])
def test_networks_take_as_many_questions_for_one_as_for_three(
    count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count - 1):
        factories.a_network(f"more-{number}", [])
    client = signed_in(factories.an_administrator())
    client.get("/werk/netwerk/")
    with django_assert_max_num_queries(10):
        client.get("/werk/netwerk/")


# The colours -------------------------------------------------------------------------------


def test_colours_answer_everybody_for_ever_without_a_cookie(gent: LocalNetwork) -> None:
    response = Client().get("/kleuren/gent/1.css")
    assert response["Content-Type"] == "text/css"
    assert set(response["Cache-Control"].split(", ")) == {
        "public", "max-age=31536000", "immutable",
    }  # fmt: skip
    assert not response.cookies
    assert "--accent:#1f5c4d" in response.content.decode()
    assert Client().get("/kleuren/nowhere/1.css").status_code == 404


def test_colours_of_another_version_are_todays_and_not_kept(gent: LocalNetwork) -> None:
    response = Client().get("/kleuren/gent/7.css")
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=0"}
    assert "--accent:#1f5c4d" in response.content.decode()

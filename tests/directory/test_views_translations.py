"""The board of translations and the page of one."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.directory.translation_pages import BOARD, signed_in, stored
from tests.factories import (
    BRUSSELS,
    GENT,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_organization,
)
from tests.findable import a_home, a_translation, save
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Service, ServiceTranslation
from vlaggenlijn.directory.translating import State

pytestmark = pytest.mark.usefixtures("reference_data")


BOTH = {"Spelpunt", "Slaaphulp"}


@pytest.fixture
def network() -> LocalNetwork:
    return a_network("gent", [GENT])


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    return a_service(a_home(network), "Spelpunt", summary="Kom spelen.")


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    return signed_in(a_member("coordinator", network))


def page_url(service: Service, language: str = "fr") -> str:
    return reverse("directory:translate_service", args=[service.pk, language])


def send(client: Client, service: Service, do: str, language: str = "fr", **typed: Any) -> Any:
    url = page_url(service, language)
    return client.post(url, sent_by(client.get(url), do=do, **typed))


def states(response: Any) -> dict[str, dict[str, str]]:
    """What the board says: {record: {language: state}}."""
    lines = response.context["page"].object_list
    return {
        line.record.name: {cell.language: cell.state.value for cell in line.cells} for line in lines
    }


def test_board_says_how_far_every_record_is(client: Client, service: Service) -> None:
    a_translation(service, "fr", name="Jouer")
    a_translation(service, "en", name="Play", state="draft")
    a_translation(service, "tr", name="Oyun", source={"name": "Oud"})
    a_service(a_home(a_network("leuven", ["24062"])), "Van anderen")
    response = client.get(BOARD)
    assert states(response) == {
        "Spelpunt": {"fr": "approved", "en": "draft", "tr": "outdated", "ar": "none"}
    }
    tallies = {one.language: one for one in response.context["board"].tallies}
    assert (tallies["fr"].name, tallies["fr"].approved, tallies["fr"].total) == ("French", 1, 1)
    assert (tallies["tr"].outdated, tallies["en"].draft, tallies["ar"].none) == (1, 1, 1)
    html = response.content.decode()
    assert page_url(service) in html
    assert "Van anderen" not in html


def test_board_tells_of_a_draft_beside_what_visitors_read(client: Client, service: Service) -> None:
    a_translation(service, "fr", name="Jouer")
    assert "+ a draft" not in client.get(BOARD).content.decode()
    a_translation(service, "fr", name="Jouons", state="draft")
    assert "+ a draft" in client.get(BOARD).content.decode()


def test_board_has_the_languages_of_each_network(client: Client, service: Service) -> None:
    network = service.organization.network
    network.extra_languages = ["uk", "fr"]
    save(network)
    administrator = signed_in(
        a_member(
            "coordinator", network, user=a_member("coordinator", a_network("leuven", ["24062"]))
        )
    )
    a_service(a_home(LocalNetwork.objects.get(slug="leuven")), "Van Leuven")
    response = administrator.get(BOARD)
    assert [one.language for one in response.context["board"].tallies] == [
        "fr",
        "en",
        "tr",
        "ar",
        "uk",
    ]
    cells = {
        line.record.name: [cell.url for cell in line.cells][-1] for line in response.context["page"]
    }
    assert cells == {"Spelpunt": page_url(service, "uk"), "Van Leuven": ""}
    assert response.context["board"].tallies[-1].total == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", BOTH), ("?q=slaap", {"Slaaphulp"}), ("?stand=approved", {"Spelpunt"}),
        ("?naar=fr&stand=none", {"Slaaphulp"}), ("?naar=en&stand=approved", set()),
        ("?naar=xx&stand=yy&q=%00", BOTH), ("?page=99", BOTH),
    ],
)  # fmt: skip
def test_board_is_narrowed(client: Client, service: Service, query: str, names: set[str]) -> None:
    a_service(service.organization, "Slaaphulp")
    a_translation(service, "fr", name="Jouer")
    assert set(states(client.get(BOARD + query))) == names


def test_board_of_organisations_lists_who_says_something(client: Client, service: Service) -> None:
    an_organization(service.organization.network, "Huis", description="Voor elk gezin.")
    assert set(states(client.get(BOARD + "?soort=organization"))) == {"Huis"}


@pytest.mark.parametrize("count", [1, 3])
def test_board_asks_the_database_as_little_for_many(
    client: Client, service: Service, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count - 1):
        home = a_home(service.organization.network, name=f"Huis {number}")
        a_translation(a_service(home, f"Spel {number}"), "fr", name="Jeu")
    client.get(BOARD)
    with django_assert_num_queries(10):
        client.get(BOARD)


def test_board_of_who_changes_nothing_is_empty(network: LocalNetwork, service: Service) -> None:
    response = signed_in(a_member("reader", network)).get(BOARD)
    assert states(response) == {}
    assert "There is nothing yet" in response.content.decode()


def test_coordinator_writes_a_draft_and_approves_it(client: Client, service: Service) -> None:
    response = send(client, service, "draft", name="Jouer")
    assert response.status_code == 302
    assert stored(service).state == State.DRAFT
    refused = send(client, service, "approve")
    assert (refused.status_code, stored(service).state) == (422, State.DRAFT)
    assert "tick this" in refused.content.decode()
    assert send(client, service, "approve", is_faithful="on").status_code == 302
    now = stored(service)
    assert (now.state, now.approved.name, now.draft) == (State.APPROVED, "Jouer", None)


def test_a_partner_translates_what_they_tend(service: Service) -> None:
    partner = signed_in(a_partner(service.organization))
    assert send(partner, service, "draft", name="Jouer").status_code == 302


@pytest.mark.parametrize("regime", ["rand", "brussel"])
def test_no_promise_is_asked_where_the_law_knows_more_languages(regime: str) -> None:
    network = a_network("brussel", [BRUSSELS], regime=regime)
    service = a_service(a_home(network), "Spelpunt")
    client = signed_in(a_member("coordinator", network))
    assert "is_faithful" not in client.get(page_url(service)).content.decode()
    send(client, service, "approve", name="Jouer")
    assert stored(service).state == State.APPROVED


def test_nothing_cannot_be_approved(client: Client, service: Service) -> None:
    response = send(client, service, "approve", is_faithful="on")
    assert response.status_code == 422
    assert "translate one field at least" in response.content.decode()


def test_only_what_the_dutch_fills_in_can_be_filled_in(client: Client, service: Service) -> None:
    names = set(sent_by(client.get(page_url(service))))
    assert names == {"seen", "idempotency_key", "name", "summary"}


def test_too_long_is_refused_and_nothing_is_lost(client: Client, service: Service) -> None:
    response = send(client, service, "draft", name="é" * 301)
    assert response.status_code == 422
    assert "é" * 301 in response.content.decode()
    assert stored(service).state == State.NONE


def test_fields_are_written_from_right_to_left_where_needed(
    client: Client, service: Service
) -> None:
    html = client.get(page_url(service, "ar")).content.decode()
    assert len(re.findall(r'<(?:input|textarea)[^>]* lang="ar" dir="rtl"', html)) == 2
    assert 'id="dutch-name"' in html
    assert 'aria-describedby="dutch-name"' in html


@pytest.mark.parametrize("language", ["nl", "uk", "xx", "french"])
def test_a_language_that_is_not_chosen_is_not_there(
    client: Client, service: Service, language: str
) -> None:
    assert client.get(page_url(service, language)).status_code == 404


def test_outdated_shows_what_changed_in_the_dutch(client: Client, service: Service) -> None:
    a_translation(service, "fr", name="Jouer", summary="Venez jouer.")
    service.summary = "Kom elke dag spelen."
    save(service)
    html = client.get(page_url(service)).content.decode()
    assert "Kom <ins>elke dag </ins>spelen." in html
    assert html.count("The Dutch changed since this translation") == 1


def test_conflict_shows_what_is_stored_and_keeps_what_was_typed(
    client: Client, service: Service
) -> None:
    typed = sent_by(client.get(page_url(service)), do="draft", name="Ma version")
    send(client, service, "draft", name="Votre version")
    response = client.post(page_url(service), typed)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Ma version" in html
    assert "Votre version" in html
    assert stored(service).draft.name == "Votre version"
    assert client.post(page_url(service), sent_by(response, do="draft")).status_code == 302
    assert stored(service).draft.name == "Ma version"


def test_conflict_when_the_dutch_changed_shows_the_dutch_of_now(
    client: Client, service: Service
) -> None:
    typed = sent_by(client.get(page_url(service)), do="draft", name="Jouer")
    service.summary = "Heel iets anders."
    save(service)
    response = client.post(page_url(service), typed)
    assert response.status_code == 409
    assert "Heel iets anders." in response.content.decode()


def test_a_double_tap_writes_once(client: Client, service: Service) -> None:
    typed = sent_by(client.get(page_url(service)), do="draft", name="Jouer")
    assert [client.post(page_url(service), typed).status_code for _ in range(2)] == [302, 302]
    assert ServiceTranslation.objects.get().version == 1


def test_taking_a_translation_off_the_site(client: Client, service: Service) -> None:
    a_translation(service, "fr", name="Jouer")
    client.post(page_url(service), {"do": "withdraw"})
    assert stored(service).state == State.DRAFT


def test_next_is_the_record_after_it_that_asks_for_work(client: Client, service: Service) -> None:
    home = service.organization
    done, other = a_service(home, "Tussenin"), a_service(home, "Zwemmen")
    a_translation(done, "fr", name="Fait")
    assert client.get(page_url(service)).context["next"] == other
    assert client.get(page_url(other)).context["next"] == service
    a_translation(service, "fr", name="Jouer")
    a_translation(other, "fr", name="Nager")
    assert client.get(page_url(service)).context["next"] is None


def test_an_organisation_without_a_text_has_nothing_to_translate(
    client: Client, service: Service
) -> None:
    url = reverse("directory:translate_organization", args=[service.organization.pk, "fr"])
    response = client.get(url)
    assert response.status_code == 200
    assert "nothing to translate" in response.content.decode()

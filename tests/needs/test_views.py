"""The pages of the needs board."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import LEUVEN, a_concept, a_member, a_need, a_network, a_user
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.needs.actions import archive_need
from vlaggenlijn.needs.models import Need, Source, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def signed_in(network: LocalNetwork) -> Callable[[str], tuple[Client, User]]:
    def sign_in(role: str) -> tuple[Client, User]:
        client, user = Client(), a_member(role, network)
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client, user

    return sign_in


SignedIn = Callable[[str], tuple[Client, User]]
KEY = "12345678-1234-5678-1234-567812345678"


def posted(**changes: str) -> dict[str, str]:
    return {
        "sentence": "Geen plek voor vaders",
        "source": "plan",
        "state": "open",
        "idempotency_key": KEY,
    } | changes


def test_board_shows_needs_of_ones_network(signed_in: SignedIn, network: LocalNetwork) -> None:
    a_need(network, "Vaders vinden geen plek", target_group="fathers", theme="sleep")
    a_need(a_network("leuven", [LEUVEN]), "Van elders")
    client, _ = signed_in("reader")
    page = client.get(reverse("needs:board")).content.decode()
    assert ("Vaders vinden geen plek" in page, "Van elders" in page) == (True, False)
    assert ("nog niemand" in page, reverse("needs:add", args=["gent"]) in page) == (True, False)


def test_board_of_another_network_is_missing(signed_in: SignedIn) -> None:
    a_network("leuven", [LEUVEN])
    client, _ = signed_in("coordinator")
    board = reverse("needs:board")
    assert client.get(board, {"netwerk": "leuven"}).status_code == 404
    assert client.get(board, {"netwerk": "gent"}).status_code == 200


def test_board_of_somebody_without_a_network() -> None:
    client = Client()
    client.force_login(a_user(), "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("needs:board"))
    assert (page.status_code, "Hier staat nog niets" in page.content.decode()) == (200, True)


def test_add(signed_in: SignedIn, network: LocalNetwork) -> None:
    client, _ = signed_in("partner")
    address = reverse("needs:add", args=["gent"])
    theme = a_concept("themes", "sleep")
    answer = client.post(address, posted(theme=str(theme.pk)))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/werk/noden/?netwerk=gent")
    need = Need.objects.get()
    assert (need.theme, need.source, need.network) == (theme, Source.PLAN, network)
    again = client.post(address, posted(sentence="Iets anders"))
    assert (again.status_code, Need.objects.count()) == (409, 1)
    assert "Iets anders" in again.content.decode()


def test_what_is_wrong_is_said_and_nothing_is_lost(signed_in: SignedIn) -> None:
    client, _ = signed_in("partner")
    address = reverse("needs:add", args=["gent"])
    wrong = posted(sentence="", evidence="Het verslag", theme="geen", municipality=LEUVEN)
    answer = client.post(address, wrong)
    page = answer.content.decode()
    assert (answer.status_code, "Het verslag" in page, Need.objects.exists()) == (422, True, False)
    assert answer.context["form"].errors.keys() == {"sentence", "theme", "municipality"}


def test_address_brings_along_what_it_is_about(signed_in: SignedIn) -> None:
    client, _ = signed_in("partner")
    query = {"theme": "sleep", "age_band": "12-17", "function": "bestaat-niet", "source": "unmet",
             "evidence": "x" * 400}  # fmt: skip
    initial = client.get(reverse("needs:add", args=["gent"]), query).context["form"].initial
    assert initial == {
        "theme": a_concept("themes", "sleep"),
        "age_band": a_concept("age-bands", "12-17"),
        "function": None,
        "source": "unmet",
        "evidence": "x" * 300,
    }


def test_edit_and_a_second_editor(signed_in: SignedIn, network: LocalNetwork) -> None:
    need = a_need(network)
    client, _ = signed_in("coordinator")
    address = reverse("needs:edit", args=[need.pk])
    assert client.get(address).context["form"].initial["version"] == 1
    assert client.post(address, posted(version="1")).status_code == 302
    late = client.post(address, posted(version="1", sentence="Mijn tekst",
                                       idempotency_key=KEY.replace("1", "2")))  # fmt: skip
    assert (late.status_code, "Mijn tekst" in late.content.decode()) == (409, True)
    assert Need.objects.get().sentence == "Geen plek voor vaders"


def test_off_the_board_and_back(signed_in: SignedIn, network: LocalNetwork) -> None:
    need = a_need(network)
    client, _ = signed_in("coordinator")
    address = reverse("needs:archive", args=[need.pk])
    edit = reverse("needs:edit", args=[need.pk])
    for _ in range(2):  # tapped twice, or on a page from before: off stays off
        assert client.post(address).headers["Location"] == edit
    page = client.get(edit).text
    assert ("staat niet op het bord" in page, 'name="back"' in page) == (True, True)
    for _ in range(2):
        again = client.post(address, {"back": "1"})
        assert again.headers["Location"] == "/werk/noden/?netwerk=gent"
    assert Need.objects.get().archived_at is None


def test_vote(signed_in: SignedIn, network: LocalNetwork) -> None:
    need = a_need(network)
    archive_need(by=None, need=a_need(network, "Weg"))
    client, user = signed_in("professional")
    address = reverse("needs:vote", args=["gent"])
    assert list(client.get(address).context["form"].fields) == [str(need.pk)]
    assert client.post(address, {str(need.pk): "4"}).status_code == 422
    assert client.post(address, {str(need.pk): "2"}).status_code == 302
    assert list(Vote.objects.values_list("user", "weight")) == [(user.pk, 2)]
    assert client.get(address).context["form"].fields[str(need.pk)].initial == "2"


def test_nothing_to_vote_on(signed_in: SignedIn) -> None:
    client, _ = signed_in("professional")
    assert "niets om op te stemmen" in client.get(reverse("needs:vote", args=["gent"])).text

"""The script of the copies: two pages and what they are drawn with, nothing else."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_network

pytestmark = pytest.mark.usefixtures("reference_data")
OFFLINE = reverse("guide:offline")


def values(script: str) -> dict[str, list[str]]:
    written = re.search(r'JSON\.parse\("(.*?)"\)', script)
    assert written is not None
    found: dict[str, list[str]] = json.loads(json.loads(f'"{written[1]}"'))
    return found


def test_copies_are_of_the_list_and_the_helplines_only() -> None:
    network = a_network()
    response = Client().get(OFFLINE)
    assert response["Content-Type"] == "text/javascript"
    assert response["Service-Worker-Allowed"] == "/"
    assert response["Cache-Control"] == "no-cache"
    found = values(response.content.decode())
    assert found["pages"] == ["/mijn-lijst/", "/hulplijnen/"]
    assert [path for path in found["files"] if not path.startswith("/static/")] == [
        f"/kleuren/{network.slug}/{network.version}.css"
    ]


def test_copies_without_a_network_have_no_colours_of_one() -> None:
    found = values(Client().get(OFFLINE).content.decode())
    assert len(found["files"]) == 3


def test_public_pages_know_the_script_and_staff_pages_do_not() -> None:
    scopes = f'data-offline="{OFFLINE}" data-scopes="/mijn-lijst/ /hulplijnen/"'
    assert scopes in Client().get("/").content.decode()
    assert "data-offline" not in Client().get("/account/login/").content.decode()

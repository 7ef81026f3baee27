"""The limits on signing in hold for all web workers together."""

import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from tests import factories
from vlaggenlijn.common.counters import SharedCounters

LOGIN = "/account/login/"
RIGHT = "a long password of Ann"


def win(folder: str, rounds: int, won: Any) -> None:
    cache = SharedCounters(folder, {})
    mine = [number for number in range(rounds) if cache.add(f"lock-{number}", "mine")]
    won.put(mine)


def test_only_one_of_several_workers_wins_each_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    won = context.Queue()
    workers = [context.Process(target=win, args=(str(tmp_path), 150, won)) for _ in range(4)]
    for worker in workers:
        worker.start()
    taken = [number for _ in workers for number in won.get(timeout=60)]
    for worker in workers:
        worker.join()
    assert sorted(taken) == list(range(150))


@pytest.fixture
def limited(settings: Any, tmp_path: Path) -> None:
    """The limits as they are in service, in files that all workers share."""
    settings.ACCOUNT_RATE_LIMITS = {}
    place = "vlaggenlijn.common.counters.SharedCounters"
    settings.CACHES = {"default": {"BACKEND": place, "LOCATION": str(tmp_path)}}


def tried(address: str, password: str, ip: str) -> str:
    """Try from an internet address as another worker would, with nothing in its memory."""
    caches.close_all()
    client = Client(REMOTE_ADDR=ip)
    client.post(LOGIN, {"login": address, "password": password})
    return str(client.session.get("_auth_user_id", ""))


@pytest.mark.django_db
@pytest.mark.usefixtures("limited", "reference_data")
def test_guessing_one_password_ends_after_five_from_wherever() -> None:
    person = factories.a_user(email="ann@example.org", password=RIGHT)
    assert tried("ann@example.org", RIGHT, "198.51.100.1") == str(person.pk)
    for number in range(5):
        tried("ann@example.org", "wrong", f"198.51.100.{number}")
    assert tried("ann@example.org", RIGHT, "198.51.100.99") == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("limited", "reference_data")
def test_guessing_many_passwords_from_one_place_ends_after_ten() -> None:
    person = factories.a_user(email="ann@example.org", password=RIGHT)
    for number in range(10):
        tried(f"person-{number}@example.org", "wrong", "198.51.100.1")
    assert tried("ann@example.org", RIGHT, "198.51.100.1") == ""
    assert tried("ann@example.org", RIGHT, "198.51.100.2") == str(person.pk)


@pytest.mark.django_db
@pytest.mark.usefixtures("limited", "reference_data")
@pytest.mark.parametrize("address", ["ann@example.org", "who@example.org"])
def test_codes_for_one_address_are_three_a_minute_known_or_not(address: str) -> None:
    factories.a_user(email="ann@example.org")
    answers = []
    for number in range(4):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        answers.append(client.post("/account/code/", {"email": address}).status_code)
    assert answers == [302, 302, 302, 200]

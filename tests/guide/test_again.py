"""What was just answered is answered again, and nobody else can read it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import GENT
from tests.findable import IN_GENT, a_home, found_service, save, stop_the_clock
from vlaggenlijn.guide import again
from vlaggenlijn.guide.models import AskedCount, FoundCount

pytestmark = pytest.mark.usefixtures("reference_data")
ANSWER = "/antwoord/"
WORRY = "mijn dochter slaapt nooit"


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "_memory", again.Memory())
    stop_the_clock(monkeypatch, "2026-11-24 10:30")  # no minute ends between two questions


@pytest.fixture
def service() -> Any:
    return found_service(a_home(), "Slaapuur", themes=["sleep"], place=IN_GENT, areas=[GENT])


def asked(text: str = WORRY, **options: Any) -> Any:
    return Client(**options).post(ANSWER, {"q": text, "place": "Gent"})


def kept() -> list[again.Kept]:
    return list(again._memory._kept.values())


def test_same_question_gets_the_same_answer_without_being_worked_out(service: Any) -> None:
    first = asked()
    with CaptureQueriesContext(connection) as queries:
        second = asked()
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    assert [one["sql"] for one in queries if "taxonomy" in one["sql"]] == []


def test_repeated_question_is_counted_again(service: Any) -> None:
    asked()
    asked()
    assert list(AskedCount.objects.values_list("asked", flat=True)) == [2]
    assert list(FoundCount.objects.values_list("shown", flat=True)) == [2]


def test_change_of_a_record_is_seen_at_once(service: Any) -> None:
    assert "Slaapuur" in asked().content.decode()
    service.name = "Dutjesdienst"
    save(service)
    page = asked().content.decode()
    assert ("Dutjesdienst" in page, "Slaapuur" in page) == (True, False)


def test_nothing_that_is_kept_can_be_read(service: Any) -> None:
    asked()
    (one,) = kept()
    readable = repr((again._memory._kept.keys(), one))
    assert re.findall("slaap|dochter|doctype", readable, re.IGNORECASE) == []


def test_nothing_is_kept_of_a_crisis(service: Any) -> None:
    asked("ik wil niet meer leven")
    asked("ik zie het allemaal niet meer zitten, het heeft geen zin meer")
    assert kept() == []


@pytest.mark.parametrize("headers", [{"hx-request": "true"}, {"cookie": "taal=fr"}])
def test_other_language_or_part_is_another_answer(service: Any, headers: dict[str, str]) -> None:
    first = asked()
    assert asked(headers=headers).content != first.content
    assert asked().content == first.content


def test_other_question_is_another_answer(service: Any) -> None:
    asked()
    asked("mijn dochter slaapt nooit!")
    assert len(kept()) == 2


def test_words_that_a_network_keeps_keep_the_answer_out(service: Any) -> None:
    network = service.organization.network
    network.keeps_words = True
    save(network)
    asked()
    assert kept() == []


def test_what_is_long_or_asked_by_get_is_not_kept(service: Any) -> None:
    asked(WORRY + " x" * 5000)
    Client().get(ANSWER, {"theme": "sleep"})
    assert kept() == []


def test_who_is_signed_in_is_never_answered_from_memory(service: Any) -> None:
    client = Client()
    client.cookies["sessionid"] = "something"
    client.post(ANSWER, {"q": WORRY, "place": "Gent"})
    assert kept() == []


def test_choosing_a_language_sets_its_cookie_every_time(service: Any) -> None:
    for _ in range(2):
        page = Client().post(f"{ANSWER}?taal=fr", {"q": WORRY})
        assert page.cookies["taal"].value == "fr"


def test_memory_has_an_end(service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "MOST_KEPT", 2)
    for number in range(5):
        asked(f"{WORRY} {number}")
    assert 1 <= len(kept()) <= 2

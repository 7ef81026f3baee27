"""What is found out by itself: scores, phones, websites, and what the coordinator reads of it."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from tests.factories import GENT, LEUVEN, a_member, a_network, a_service, an_organization
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.common.outside import Answer
from vlaggenlijn.directory.actions import trusting
from vlaggenlijn.directory.actions.trusting import (
    check_addresses,
    look_at_websites,
    reckon_qualities,
    why_of,
)
from vlaggenlijn.directory.models import CheckedAddress, Phone, Service, ServiceQuality
from vlaggenlijn.directory.trusting import is_bad, quality_and_hints

pytestmark = pytest.mark.django_db
DEAD = "https://dood.example/"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def a_place_to_play(network: LocalNetwork, name: str = "Spelpunt", **values: Any) -> Service:
    return a_service(an_organization(network, f"Huis {name}"), name, areas=[GENT], **values)


def a_broken_one(url: str = DEAD, failures: int = 2) -> CheckedAddress:
    return CheckedAddress.objects.create(
        url=url, failing_since=date(2026, 11, 2), failures=failures, why="gone",
        checked_at=timezone.now(),
    )  # fmt: skip


def signed_in(network: LocalNetwork, role: str = "coordinator") -> Client:
    client = Client()
    client.force_login(a_member(role, network), "django.contrib.auth.backends.ModelBackend")
    client.cookies["taal"] = "en"
    return client


def asked_for(answers: dict[str, Answer], robots: bool = True) -> tuple[list[str], bool]:
    asked: list[str] = []

    def ask(url: str, agent: str) -> Answer:
        asked.append(url)
        assert agent.startswith("Vlaggenlijn-linkcheck/")
        return answers.get(url, Answer(200))

    return asked, look_at_websites(ask, lambda url, agent: robots, pause=0)


def test_page_of_a_service_says_what_makes_it_better(network: LocalNetwork) -> None:
    service = a_place_to_play(network, url=DEAD, phone="+3292")
    a_broken_one()
    with translation.override("en"):
        found, hints = quality_and_hints(service)
    texts = {one.text: one.part for one in hints}
    assert texts["This number cannot be called: +3292"] == "part-reach"
    assert texts[f"This website has not answered since 2 November 2026: {DEAD}"] == "part-reach"
    client = signed_in(network)
    page = client.get(f"/werk/aanbod/{service.pk}/").content.decode()
    assert f"{found.score} of 100: {len(hints)} things make this better" in page
    for hint in hints:
        assert f'href="#{hint.part}"' in page
        assert f'id="{hint.part}"' in page
    reader = signed_in(network, "reader").get(f"/werk/aanbod/{service.pk}/").content.decode()
    assert "of 100" not in reader


def test_phone_of_the_house_counts_and_that_for_professionals_does_not(
    network: LocalNetwork,
) -> None:
    service = a_place_to_play(network, email="a@b.example")
    with recorded(by=None, network=network, deed="test"):
        Phone(service=service, number="+32", is_for_professionals=True).save()
        Phone(organization=service.organization, number="+3292202020").save()
    codes = {one.code for one in quality_and_hints(service)[0].reasons}
    assert not codes & {"bad_phone", "one_way", "no_way"}


@pytest.mark.parametrize(
    ("number", "bad"),
    [("+3292202020", False), ("112", False), ("1712", False), ("0470 12 34 56", False),
     ("+32712", True), ("bel ons", True), ("0800", False)],
)  # fmt: skip
def test_numbers_that_nobody_can_call(number: str, bad: bool) -> None:
    assert is_bad(number) is bad


def test_scores_are_kept_and_the_list_is_in_their_order(network: LocalNetwork) -> None:
    good = a_place_to_play(
        network, "Aap", summary="Kom spelen.", assured_on=timezone.localdate(), phone="+3292202020"
    )
    bad, gone = a_place_to_play(network, "Zee"), a_place_to_play(network, "Weg")
    assert reckon_qualities() == 3
    with recorded(by=None, network=network, deed="test"):
        gone.archived_at = timezone.now()
        gone.save()
    ServiceQuality.objects.filter(pk=gone.pk).update(reckoned_on=date(2026, 1, 1))
    assert reckon_qualities() == 2
    scores = dict(ServiceQuality.objects.values_list("pk", "score"))
    assert scores.keys() == {good.pk, bad.pk}
    assert scores[good.pk] > scores[bad.pk]
    page = signed_in(network).get("/werk/aanbod/?sort=quality").content.decode()
    assert page.index(">Zee</a>") < page.index(">Aap</a>")
    assert f"{scores[bad.pk]} of 100" in page


def test_list_of_what_is_out_of_reach_is_for_who_may_change_it(network: LocalNetwork) -> None:
    a_place_to_play(network, "Dood", url=DEAD)
    a_service(an_organization(a_network("leuven", [LEUVEN]), "Elders"), "Ver", url=DEAD)
    a_place_to_play(network, "Levend", url="https://levend.example/")
    a_broken_one()
    a_broken_one("https://levend.example/", failures=1)
    reckon_qualities()
    page = signed_in(network).get("/werk/onbereikbaar/").content.decode()
    assert "1 service" in page
    assert f"has not answered since 2 November 2026: {DEAD}" in page
    assert "Ver" not in page
    assert "Levend" not in page
    CheckedAddress.objects.all().delete()
    assert (
        f"did not answer: {DEAD}" in signed_in(network).get("/werk/onbereikbaar/").content.decode()
    )
    empty = signed_in(network, "reader").get("/werk/onbereikbaar/").content.decode()
    assert "All phones and websites are in order" in empty
    assert Service.objects.published().count() == 3


def test_what_does_not_answer_twice_is_broken_and_what_comes_back_is_not(
    network: LocalNetwork,
) -> None:
    a_place_to_play(network, url=DEAD)
    with recorded(by=None, network=network, deed="test"):
        home = an_organization(network, "Huis")
        home.website = "https://levend.example/"
        home.save()
    asked, more = asked_for({DEAD: Answer(404)})
    assert (sorted(asked), more) == ([DEAD, "https://levend.example/"], False)
    assert list(CheckedAddress.objects.broken()) == []
    assert asked_for({})[0] == []
    day_ago = timezone.now() - timedelta(days=1)
    CheckedAddress.objects.update(checked_at=day_ago, failing_since=date(2026, 11, 1))
    CheckedAddress.objects.exclude(url=DEAD).update(failing_since=None)
    assert asked_for({DEAD: Answer(problem="silent")})[0] == [DEAD]
    broken = CheckedAddress.objects.broken().get()
    assert (str(broken), broken.failing_since, broken.why) == (DEAD, date(2026, 11, 1), "silent")
    CheckedAddress.objects.update(checked_at=day_ago)
    asked_for({})
    assert list(CheckedAddress.objects.broken()) == []


def test_host_that_wants_no_machines_is_left_alone(network: LocalNetwork) -> None:
    a_place_to_play(network, url=DEAD)
    asked, _more = asked_for({}, robots=False)
    assert asked == []
    assert CheckedAddress.objects.get().failing_since is None


def test_few_of_one_host_and_no_more_than_a_task_can_do(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        a_place_to_play(network, f"A{number}", url=f"https://a.example/{number}")
    a_place_to_play(network, "B", url="https://b.example/")
    monkeypatch.setattr(trusting, "MOST_OF_ONE_HOST", 2)
    assert len(asked_for({})[0]) == 3
    CheckedAddress.objects.all().delete()
    monkeypatch.setattr(trusting, "AT_ONCE", 2)
    asked, more = asked_for({})
    assert (len(asked), more) == (2, True)
    CheckedAddress.objects.all().delete()
    monkeypatch.setattr(trusting, "LONGEST", -1)
    assert asked_for({}) == ([], True)


def test_address_that_no_record_names_is_forgotten(network: LocalNetwork) -> None:
    a_broken_one()
    asked_for({})
    assert not CheckedAddress.objects.exists()


def test_it_is_off_until_a_setting_says_so(
    network: LocalNetwork, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[bool] = []
    monkeypatch.setattr(trusting, "look_at_websites", lambda: len(done) < 1)
    work = trusting.ask_websites.func
    waiting = SimpleNamespace(enqueue=lambda: done.append(True))
    monkeypatch.setattr(trusting, "ask_websites", waiting)
    check_addresses()
    assert done == []
    settings.CHECK_LINKS = True
    check_addresses()
    work()
    assert len(done) == 1
    done.clear()
    work()
    assert len(done) == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(200), ""), (Answer(401), ""), (Answer(429), ""), (Answer(404), "gone"),
        (Answer(410), "gone"), (Answer(503), "failing"), (Answer(problem="unknown"), "unknown"),
        (Answer(problem="refused"), ""),
    ],
)  # fmt: skip
def test_what_counts_as_an_answer(answer: Answer, why: str) -> None:
    assert why_of(answer) == why


def test_hosts_that_are_none() -> None:
    assert trusting.host_of("http://[broken/") == ""

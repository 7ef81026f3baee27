"""From an answer to what staff see of it: counted cheaply, shown in fives, never at its cost."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.findable import IN_GENT, a_home, found_service
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Service
from vlaggenlijn.guide.actions import count_answer, counting, forget_old_counts
from vlaggenlijn.guide.answers import answer
from vlaggenlijn.guide.models import AskedCount, FoundCount
from vlaggenlijn.guide.tallies import monday_of, period_before
from vlaggenlijn.guide.weighing import Asked
from vlaggenlijn.home.counts import found_last_month, last_period, most_missed

pytestmark = pytest.mark.django_db
WORRY = "mijn baby slaapt niet, zegt Annelies"


@pytest.fixture
def service() -> Service:
    return found_service(a_home(), themes=["sleep"], place=IN_GENT, areas=[factories.GENT])


def rows(model: Any, *names: str) -> list[tuple[Any, ...]]:
    return sorted(model.objects.values_list(*names))


def asked_rows() -> list[tuple[Any, ...]]:
    return rows(AskedCount, "theme", "age_band", "asked", "unanswered")


def test_posted_question_is_counted_once_by_month_week_theme_and_age(service: Service) -> None:
    for _ in range(2):
        Client().post("/antwoord/", {"q": WORRY, "place": "Gent", "age": "1"})
    today = timezone.localdate()
    assert rows(FoundCount, "service", "month", "shown") == [(service.pk, today.replace(day=1), 2)]
    assert asked_rows() == [("sleep", "0-2", 2, 0)]
    assert AskedCount.objects.get().week == monday_of(today)


def test_api_counts_the_same(service: Service) -> None:
    body = {"q": WORRY, "place": "Gent", "age": 1}
    Client().post("/api/guide", json.dumps(body), content_type="application/json")
    assert asked_rows() == [("sleep", "0-2", 1, 0)]
    assert rows(FoundCount, "shown") == [(1,)]


def test_opening_an_address_or_asking_nothing_counts_nothing(service: Service) -> None:
    Client().get("/antwoord/", {"theme": "sleep", "place": "Gent"})
    Client().get(f"/aanbod/{service.pk}/")
    Client().post("/antwoord/", {"place": "Gent"})
    assert (asked_rows(), rows(FoundCount, "shown")) == ([], [])


def test_nothing_that_was_typed_is_in_any_table(service: Service) -> None:
    Client().post("/antwoord/", {"q": WORRY, "place": "Gent", "age": "1"})
    for model in (FoundCount, AskedCount):
        assert model.objects.exists()
    kept = [
        str(row)
        for model in apps.get_models()
        if model._meta.app_label in ("guide", "accounts", "common", "home")
        for row in model._base_manager.values_list()
    ]
    assert [row for row in kept if "Annelies" in row] == []
    assert [row for row in kept if WORRY in row] == []


def test_question_without_a_good_answer_is_missed(service: Service) -> None:
    Client().post("/antwoord/", {"q": WORRY, "place": "Leuven"})
    Client().post("/antwoord/", {"q": "qwxz blorp", "place": "Gent"})
    assert asked_rows() == [("", "", 1, 1), ("sleep", "", 1, 1)]


def test_chosen_theme_goes_before_words(service: Service) -> None:
    Client().post("/antwoord/", {"q": WORRY, "theme": "screens"})
    assert [row[0] for row in asked_rows()] == ["screens"]


def test_crisis_is_counted_without_theme_age_or_judgement(service: Service) -> None:
    Client().post("/antwoord/", {"q": "ik wil dood, mijn baby slaapt niet", "age": "1"})
    assert asked_rows() == [("crisis", "", 1, 0)]


def test_more_than_ten_shown_count_only_the_first_ten(service: Service) -> None:
    for number in range(12):
        found_service(service.organization, f"Slaap {number}", themes=["sleep"], place=IN_GENT)
    Client().post("/antwoord/", {"theme": "sleep", "place": "Gent"})
    assert FoundCount.objects.count() == 10


@pytest.mark.parametrize("found", [1, 9])
def test_counting_takes_as_many_questions_for_one_as_for_nine(
    service: Service, found: int, django_assert_num_queries: Any
) -> None:
    for number in range(found - 1):
        found_service(service.organization, f"Slaap {number}", themes=["sleep"], place=IN_GENT)
    asked = Asked(theme="sleep")
    given = answer(asked, regime="nl")
    assert len(given.cards) == found
    network = service.organization.network
    # Two of them count; the others open and close, and set the patience of the database.
    with django_assert_num_queries(7 if connection.vendor == "sqlite" else 6):
        assert count_answer(asked, given, network=network)


def test_answer_comes_when_counting_fails(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: Any, **options: Any) -> None:
        raise DatabaseError(WORRY)

    monkeypatch.setattr(counting, "_add", broken)
    page = Client().post("/antwoord/", {"q": WORRY, "place": "Gent"})
    assert [card.id for card in page.context["cards"]] == [service.pk]
    assert ("not counted" in caplog.text, WORRY in caplog.text) == (True, False)


def test_site_without_a_network_counts_what_was_found_only(service: Service) -> None:
    asked = Asked(theme="sleep")
    assert count_answer(asked, answer(asked, regime="nl"), network=None)
    assert (rows(FoundCount, "shown"), asked_rows()) == ([(1,)], [])


def test_the_database_adds_so_that_answers_at_once_lose_nothing(service: Service) -> None:
    asked, network = Asked(theme="sleep"), service.organization.network
    given = answer(asked, regime="nl")
    for _ in range(25):
        with CaptureQueriesContext(connection) as said:
            count_answer(asked, given, network=network)
    assert (rows(FoundCount, "shown"), asked_rows()) == ([(25,)], [("sleep", "", 25, 0)])
    # No count is read before it is written: each row is raised by one statement.
    writing = [one["sql"] for one in said if "guide_" in one["sql"]]
    assert [sql.split()[:3] for sql in writing] == [
        ["INSERT", "INTO", f'"{model._meta.db_table}"'] for model in (FoundCount, AskedCount)
    ]
    assert all("DO UPDATE SET" in sql and "+ excluded." in sql for sql in writing)


def add_month(service: Service, month: date, shown: int) -> None:
    FoundCount.objects.create(service=service, month=month, shown=shown)


def test_found_is_told_of_the_last_whole_month_only(service: Service) -> None:
    other = found_service(service.organization, "Ander")
    today = date(2026, 11, 25)
    add_month(service, date(2026, 11, 1), 900)
    add_month(service, date(2026, 10, 1), 13)
    add_month(other, date(2026, 10, 1), 4)
    month, counts = found_last_month([service.pk, other.pk], today)
    assert (month, counts) == (date(2026, 10, 1), {service.pk: 10, other.pk: 0})


def ask(network: LocalNetwork, week: date, theme: str, asked: int, missed: int = 0) -> None:
    AskedCount.objects.create(
        network=network, week=week, theme=theme, asked=asked, unanswered=missed, age_band="0-2"
    )


def test_themes_under_five_are_not_shown_and_others_in_fives(service: Service) -> None:
    network, today = service.organization.network, timezone.localdate()
    first, last = period_before(today)
    ask(network, first, "sleep", 9, 7)
    ask(network, last, "sleep", 4, 2)
    ask(network, first, "eating", 4, 4)
    ask(network, first, "screens", 12, 4)
    ask(network, first, "crisis", 6)
    ask(network, last + timedelta(weeks=1), "bullying", 80, 80)
    ask(factories.a_network("leuven", ["24062"]), first, "puberty", 50, 50)
    period = last_period(network, today)
    assert [(one.asked, one.unanswered) for one in period.themes] == [(10, 5), (10, 0)]
    assert [(one.asked, one.unanswered) for one in period.ages] == [(25, 15)]
    assert period.crisis == 5
    assert [one.label for one in most_missed(period)] == [period.themes[0].label]


def test_page_is_for_who_runs_the_network_and_shows_no_small_count(service: Service) -> None:
    network = service.organization.network
    first, _ = period_before(timezone.localdate())
    ask(network, first, "sleep", 37, 13)
    ask(network, first, "eating", 3, 3)
    client = Client()
    client.force_login(
        factories.a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    page = client.get("/werk/gevraagd/")
    assert [(one.asked, one.unanswered) for one in page.context["period"].themes] == [(35, 10)]
    numbers = re.findall(r'<td[^>]* class="number">([^<]*)</td>', page.content.decode())
    assert numbers == ["35", "10", "40", "15"]
    earlier = client.get("/werk/gevraagd/", {"terug": "1"}).context["period"]
    assert earlier.last == first - timedelta(days=1)
    assert client.get("/werk/gevraagd/", {"netwerk": "leuven"}).status_code == 404
    assert client.get("/werk/gevraagd/", {"terug": "999"}).context["earlier"] is None


def test_old_counts_are_forgotten(service: Service) -> None:
    today = timezone.localdate()
    for days in (800, 10):
        add_month(service, today - timedelta(days=days), 5)
        ask(service.organization.network, today - timedelta(days=days), "sleep", 5)
    assert forget_old_counts() == 2
    assert (FoundCount.objects.count(), AskedCount.objects.count()) == (1, 1)

"""Activities beside the offers: about the question, near, of the age, soon, never in the way."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    GENT,
    LEUVEN,
    a_municipality,
    a_network,
    a_registration,
    an_activity,
    an_organization,
)
from tests.findable import found_service
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.guide.soon import soon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
SLEEP = ("themes:sleep",)
TODAY = timezone.localdate()
NOON = timezone.make_aware(datetime.combine(TODAY, time(12)))


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the clock: a round of tests may begin before midnight and end after it."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def network() -> LocalNetwork:
    return a_network("gent", [GENT, LEUVEN])


def titles(ages: tuple[int, ...] = (), around: tuple[str, ...] = (GENT,)) -> list[str]:
    return [one.activity.title for one in soon(SLEEP, ages, None, around)]


def test_about_the_theme_and_with_a_reason(network: LocalNetwork) -> None:
    an_activity(network, title="Over slaap", themes=["sleep"])
    an_activity(network, title="Over geld", themes=["debts"], description="")
    found = soon(SLEEP, (), None, (GENT,))
    assert [one.activity.title for one in found] == ["Over slaap"]
    assert "Slapen" in found[0].reason
    assert soon((), (), None, (GENT,)) == []


@pytest.mark.parametrize(
    "values",
    [
        {"state": "draft"},
        {"first_on": TODAY + timedelta(days=90)},
        {"first_on": TODAY - timedelta(days=2)},
        {"municipality": LEUVEN},
        {"minimum_age_months": 48, "maximum_age_months": 60},
    ],
)
def test_what_does_not_fit_is_left_out(network: LocalNetwork, values: dict[str, Any]) -> None:
    if "municipality" in values:
        values = {"municipality": a_municipality(values["municipality"])}
    an_activity(network, themes=["sleep"], **values)
    assert titles(ages=(12,)) == []


def test_online_is_near_everywhere(network: LocalNetwork) -> None:
    an_activity(network, themes=["sleep"], attendance="online", municipality=None)
    assert titles() == ["Speelochtend"]


def test_full_is_left_out(network: LocalNetwork) -> None:
    activity = an_activity(network, themes=["sleep"], places=1)
    a_registration(activity.occurrences.get())
    assert titles() == []


def test_three_at_most_each_once_in_few_queries(
    network: LocalNetwork, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        first = TODAY + timedelta(days=10 - number)
        an_activity(
            network, title=f"Avond {number}", themes=["sleep"], repeats="weekly", first_on=first
        )
    with django_assert_max_num_queries(4):
        found = titles()
    assert found == ["Avond 4", "Avond 3", "Avond 2"]


def test_page_and_api_show_them_after_the_offers(client: Client, network: LocalNetwork) -> None:
    found_service(an_organization(network), "Slaapspreekuur", areas=[GENT], themes=["sleep"])
    without = client.post("/api/guide", {"theme": "sleep"}, content_type="application/json").json()
    activity = an_activity(network, title="Praatavond", themes=["sleep"])
    found = client.post("/api/guide", {"theme": "sleep"}, content_type="application/json").json()
    assert without.pop("activities") == []
    shown = found.pop("activities")
    assert found == without
    assert [(one["id"], one["title"]) for one in shown] == [(str(activity.pk), "Praatavond")]
    page = client.get("/antwoord/?theme=sleep").content.decode()
    assert page.index("Slaapspreekuur") < page.index("Praatavond")

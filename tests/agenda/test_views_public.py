"""What visitors read: by day, place, age and theme; a month; one activity; calendars."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_location,
    a_municipality,
    a_network,
    a_registration,
    an_activity,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.agenda import actions
from vlaggenlijn.agenda.models import Occurrence, State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
TODAY = timezone.localdate()
NOON = timezone.make_aware(datetime.combine(TODAY, time(12)))


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the clock: a round of tests may begin before midnight and end after it."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def network() -> LocalNetwork:
    return a_network("gent", [GENT, LEUVEN])


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/agenda/{query}").content.decode()
    return re.findall(r'<h3 id="t[^>]*><a href="[^"]*">([^<]*)</a>', page)


def events(client: Client, query: str = "", path: str = "/agenda.ics") -> list[Any]:
    return list(icalendar.Calendar.from_ical(client.get(path + query).content).walk("VEVENT"))


def test_what_is_not_public_is_not_there(client: Client, network: LocalNetwork) -> None:
    an_activity(network, title="Te zien")
    for state in (State.DRAFT, State.ARCHIVED):
        an_activity(network, title="Verborgen", state=state)
    an_activity(a_network("elders", [BRUSSELS]), title="Ver weg",
                municipality=a_municipality(BRUSSELS))  # fmt: skip
    assert titles(client) == ["Te zien"]
    assert [str(one["SUMMARY"]) for one in events(client)] == ["Te zien"]


def test_what_is_called_off_says_so_of_the_day_to_come(
    client: Client, network: LocalNetwork
) -> None:
    activity = an_activity(network, title="Ruilbeurs", state=State.CANCELLED)
    for path in ("/agenda/", activity.get_absolute_url()):
        assert ">gaat niet door</span>" in client.get(path).content.decode()


def test_neighbour_in_our_municipality_is_there(client: Client, network: LocalNetwork) -> None:
    an_activity(a_network("elders", [BRUSSELS]), title="Bij ons in Gent")
    assert titles(client) == ["Bij ons in Gent"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Morgen", "Later"]),
        ("?wanneer=vandaag", []),
        (f"?dag={TODAY + timedelta(days=1)}", ["Morgen"]),
        (f"?plaats={GENT}", ["Morgen"]),
        (f"?plaats={LEUVEN}", ["Later"]),
        ("?leeftijd=12-17", ["Later"]),
        ("?leeftijd=0-2", ["Morgen"]),
        ("?thema=sleep", ["Later"]),
        ("?thema=onzin&plaats=99999&leeftijd=x&dag=gisteren&wanneer=ooit", ["Morgen", "Later"]),
    ],
)
def test_filters(client: Client, network: LocalNetwork, query: str, expected: list[str]) -> None:
    an_activity(network, title="Morgen", first_on=TODAY + timedelta(days=1))
    an_activity(
        network,
        title="Later",
        first_on=TODAY + timedelta(days=50),
        municipality=a_municipality(LEUVEN),
        minimum_age_months=144,
        maximum_age_months=None,
        themes=["sleep"],
    )
    assert titles(client, query) == expected


def test_venue_of_the_directory_says_where_it_is(client: Client, network: LocalNetwork) -> None:
    house = an_organization(network)
    place = a_location(house, "Zaal", address_1="Dorp 1", municipality_id=LEUVEN)
    an_activity(network, location=place)
    assert titles(client, f"?plaats={LEUVEN}") == ["Speelochtend"]
    assert titles(client, f"?plaats={GENT}") == []


def test_month_leads_to_its_days(client: Client, network: LocalNetwork) -> None:
    day = TODAY + timedelta(days=3)
    an_activity(network, first_on=day)
    page = client.get(f"/agenda/{day.year}/{day.month}/?plaats={GENT}").content.decode()
    assert f"?dag={day}&amp;plaats={GENT}" in page
    assert client.get("/agenda/2026/13/").status_code == 404


def test_page_of_one_is_an_event_of_schema_org(client: Client, network: LocalNetwork) -> None:
    activity = an_activity(network, price=2, attendance="mixed")
    page = client.get(activity.get_absolute_url()).content.decode()
    found = dict(re.findall(r'itemprop="(\w+)" content="([^"]*)"', page))
    occurrence = activity.occurrences.get()
    assert found["startDate"] == timezone.localtime(occurrence.starts_at).isoformat()
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert found["typicalAgeRange"] == "0-2"
    assert found["isAccessibleForFree"] == "false"
    assert found["address"] == "Buurthuis, Kerkstraat 1, 9000 Gent"


def test_identifier_stays_when_it_moves_and_when_it_is_cancelled(
    client: Client, network: LocalNetwork
) -> None:
    activity = an_activity(network)
    before = events(client)[0]
    occurrence = activity.occurrences.get()
    moved = occurrence.day + timedelta(days=1)
    _, start, end = occurrence.hours()
    values = {"day": moved, "from": start, "until": end, "is_cancelled": False, "is_full": False,
              "note": ""}  # fmt: skip
    actions.change_occurrence(by=None, occurrence=occurrence, version=1, values=values)
    after = events(client)[0]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART").date() == moved
    actions.set_state(by=None, activity=activity, state=State.CANCELLED)
    last = events(client)[0]
    assert (last["UID"], last["STATUS"]) == (before["UID"], "CANCELLED")
    assert last["SEQUENCE"] > after["SEQUENCE"]


def test_part_of_the_agenda_and_one_activity_can_be_followed(
    client: Client, network: LocalNetwork
) -> None:
    activity = an_activity(network, themes=["sleep"])
    an_activity(network, title="Iets anders")
    found = events(client, "?thema=sleep")
    assert [str(one["SUMMARY"]) for one in found] == ["Speelochtend"]
    assert [str(one) for one in found[0]["CATEGORIES"].cats] == ["Slapen"]
    assert len(events(client, path=f"/agenda/{activity.pk}.ics")) == 1
    answer = client.get("/agenda.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_full_and_few_and_off_are_said(client: Client, network: LocalNetwork) -> None:
    full = an_activity(network, places=1)
    a_registration(full.occurrences.get())
    page = client.get(full.get_absolute_url()).content.decode()
    assert 'class="badge warn"' in page
    off = an_activity(network)
    with recorded(by=None, network=network, deed="test"):
        occurrence = off.occurrences.get()
        occurrence.is_cancelled = True
        occurrence.save()
    page = client.get(off.get_absolute_url()).content.decode()
    assert "EventCancelled" in page
    assert "/agenda/inschrijven/" not in page


def test_list_asks_the_database_as_much_for_one_as_for_many(
    client: Client, network: LocalNetwork
) -> None:
    def queries() -> int:
        client.get("/agenda/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/agenda/")
        return len(asked)

    an_activity(network, themes=["sleep"])
    one = queries()
    for number in range(5):
        an_activity(network, title=f"Nog {number}", themes=["eating"])
    assert queries() == one <= 16


def test_past_is_over(client: Client, network: LocalNetwork) -> None:
    activity = an_activity(network, first_on=TODAY - timedelta(days=3))
    assert titles(client) == []
    assert titles(client, f"?dag={TODAY - timedelta(days=3)}") == ["Speelochtend"]
    page = client.get(activity.get_absolute_url())
    assert page.status_code == 200
    assert page.context["lines"] == []


def test_without_a_network_there_is_nothing(client: Client) -> None:
    assert titles(client) == []
    assert events(client) == []


def test_evening_past_midnight_stands_on_its_first_day(
    client: Client, network: LocalNetwork
) -> None:
    from datetime import time

    an_activity(network, starts_at=time(22), ends_at=time(1), first_on=TODAY + timedelta(days=2))
    occurrence = Occurrence.objects.get()
    assert occurrence.day == TODAY + timedelta(days=2)
    page = client.get(f"/agenda/?dag={occurrence.day}").content.decode()
    assert "22.00 – 1.00" in page
    assert isinstance(occurrence.day, date)

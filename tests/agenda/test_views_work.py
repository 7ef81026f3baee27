"""The agenda in the workspace: written by who may, told to who was second, never seen by others."""

import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    GENT,
    a_concept,
    a_member,
    a_network,
    a_partner,
    a_registration,
    an_activity,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.models import Activity, ActivityConcept, Occurrence, Registration, State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
TOO_MANY_DAYS = "\n".join(f"2027-{month}-{day}" for month in (1, 3, 5) for day in range(1, 29))
DAY = timezone.localdate() + timedelta(days=10)


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def desk(client: Client, network: LocalNetwork) -> Client:
    client.force_login(
        a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Praatavond", "kind": "talk", "description": "Kom praten.", "organizer": "",
        "first_on": DAY.isoformat(), "starts_at": "19:30", "ends_at": "21:30", "repeats": "once",
        "interval": "1", "until": "", "skips_holidays": "on", "skipped": "", "also_on": "",
        "attendance": "offline", "location": "", "venue": "Zaal", "street": "Dorp 1",
        "postal_code": "9000", "municipality": GENT, "online_url": "", "theme": "",
        "minimum_age": "3", "maximum_age": "5", "price": "2,50", "price_note": "",
        "languages": ["nl", "fr"], "is_wheelchair_accessible": "yes", "accessibility": "",
        "coming": "here", "places": "12", "has_waiting_list": "on", "registration_url": "",
        "contact_phone": "09 123 45 67", "contact_email": "", "website": "www.example.be",
        "idempotency_key": str(uuid.uuid4()),
    } | changes  # fmt: skip


def test_add_and_publish(desk: Client, network: LocalNetwork) -> None:
    theme = a_concept("themes", "sleep")
    data = filled(theme=str(theme.pk), second_theme=str(theme.pk), publish="1")
    answer = desk.post("/werk/agenda/gent/nieuw/", data)
    activity = Activity.objects.get()
    assert answer.headers["Location"] == f"/werk/agenda/{activity.pk}/"
    assert (activity.state, str(activity.price), activity.places) == (State.PUBLISHED, "2.50", 12)
    assert (activity.minimum_age_months, activity.maximum_age_months) == (36, 71)
    assert (activity.contact_phone, activity.website) == ("+3291234567", "https://www.example.be")
    assert [one.concept for one in ActivityConcept.objects.all()] == [theme]
    assert Occurrence.objects.get().hours() == (DAY, time(19, 30), time(21, 30))


def test_key_that_comes_back_with_other_words(desk: Client) -> None:
    data = filled()
    desk.post("/werk/agenda/gent/nieuw/", data)
    answer = desk.post("/werk/agenda/gent/nieuw/", data | {"title": "Anders"})
    assert answer.status_code == 409
    assert Activity.objects.count() == 1


def test_series_with_exceptions(desk: Client) -> None:
    last = DAY + timedelta(days=28)
    off = DAY + timedelta(days=7)
    extra = DAY + timedelta(days=1)
    data = filled(
        repeats="weekly",
        weekdays=[str(DAY.weekday())],
        until=last.isoformat(),
        skips_holidays="",
        skipped=f"{off.day}/{off.month}/{off.year}",
        also_on=f"\n{extra.isoformat()}\n",
    )
    desk.post("/werk/agenda/gent/nieuw/", data)
    found = [one.day for one in Occurrence.objects.in_order()]
    assert found == [DAY, extra, *(DAY + timedelta(days=days) for days in (14, 21, 28))]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"first_on": "gisteren"}, "first_on"),
        ({"first_on": "1999-01-01"}, "first_on"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"ends_at": "19:30"}, "ends_at"),
        ({"until": "2020-01-01"}, "until"),
        ({"interval": "0"}, "interval"),
        ({"skipped": "ooit"}, "skipped"),
        ({"municipality": ""}, "municipality"),
        ({"municipality": "24062"}, "municipality"),
        ({"postal_code": "900"}, "postal_code"),
        ({"minimum_age": "9"}, "maximum_age"),
        ({"price": "-1"}, "price"),
        ({"coming": "elsewhere", "contact_phone": ""}, "registration_url"),
        ({"contact_phone": "bel"}, "contact_phone"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"also_on": TOO_MANY_DAYS}, "also_on"),
    ],
)
def test_what_is_not_right_comes_back(desk: Client, changes: Any, field: str) -> None:
    answer = desk.post("/werk/agenda/gent/nieuw/", filled(**changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Activity.objects.exists()


def test_edit_shows_what_is_there_and_saves_it(desk: Client) -> None:
    desk.post("/werk/agenda/gent/nieuw/", filled(skipped="1/2/2027"))
    activity = Activity.objects.get()
    page = desk.get(f"/werk/agenda/{activity.pk}/wijzigen/")
    form = page.context["form"]
    assert form["skipped"].value() == "1/2/2027"
    assert (form["minimum_age"].value(), form["maximum_age"].value()) == (3, 5)
    answer = desk.post(f"/werk/agenda/{activity.pk}/wijzigen/", filled(title="Nieuw", version="1"))
    assert answer.status_code == 302
    assert Activity.objects.get().title == "Nieuw"
    late = desk.post(f"/werk/agenda/{activity.pk}/wijzigen/", filled(title="Laat", version="1"))
    assert late.status_code == 409
    assert Activity.objects.get().title == "Nieuw"


def test_partner_adds_in_the_name_of_their_own_house_only(
    client: Client, network: LocalNetwork
) -> None:
    mine, other = an_organization(network, "Van mij"), an_organization(network, "Ander")
    client.force_login(a_partner(mine), "django.contrib.auth.backends.ModelBackend")
    for organizer, status in (("", 422), (str(other.pk), 422), (str(mine.pk), 302)):
        answer = client.post("/werk/agenda/gent/nieuw/", filled(organizer=organizer))
        assert answer.status_code == status, organizer
    assert Activity.objects.get().organizer == mine
    theirs = an_activity(network, organizer=other)
    assert client.get(f"/werk/agenda/{theirs.pk}/").status_code == 200
    assert client.get(f"/werk/agenda/{theirs.pk}/wijzigen/").status_code == 403


def test_states_by_button(desk: Client, network: LocalNetwork) -> None:
    activity = an_activity(network, state=State.DRAFT)
    for state in ("published", "cancelled", "archived"):
        desk.post(f"/werk/agenda/{activity.pk}/stand/", {"state": state})
        assert Activity.objects.get().state == state
    desk.post(f"/werk/agenda/{activity.pk}/stand/", {"state": "onzin"})
    assert Activity.objects.get().state == "archived"


def test_one_time_is_moved_and_the_second_editor_is_told(
    desk: Client, network: LocalNetwork
) -> None:
    occurrence = an_activity(network).occurrences.get()
    path = f"/werk/agenda/keer/{occurrence.pk}/"
    data = {"day": DAY.isoformat(), "starts_at": "10:00", "ends_at": "12:00", "note": "In de zaal",
            "version": "1", "idempotency_key": str(uuid.uuid4())}  # fmt: skip
    assert desk.post(path, data).status_code == 302
    assert Occurrence.objects.get().day == DAY
    late = data | {"idempotency_key": str(uuid.uuid4()), "note": "Anders"}
    assert desk.post(path, late).status_code == 409
    assert desk.post(path, data | {"ends_at": "10:00"}).status_code == 422
    assert desk.post(path, data | {"day": "1990-01-01"}).status_code == 422


def test_who_comes_and_a_call_that_cancels(desk: Client, network: LocalNetwork) -> None:
    occurrence = an_activity(network, places=1).occurrences.get()
    first = a_registration(occurrence, name="Noor")
    a_registration(occurrence, name="Wachter", email="", phone="+3291234567")
    page = desk.get(f"/werk/agenda/keer/{occurrence.pk}/inschrijvingen/").content.decode()
    assert page.index("Noor") < page.index("Wachter")
    desk.post(f"/werk/agenda/inschrijving/{first.pk}/weg/")
    assert Registration.objects.counting().get().let_in_at is not None
    page = desk.get(f"/werk/agenda/keer/{occurrence.pk}/inschrijvingen/").content.decode()
    assert "Noor" not in page


def test_list_by_state_with_the_next_time_first(desk: Client, network: LocalNetwork) -> None:
    an_activity(network, title="Later", first_on=DAY + timedelta(days=1))
    an_activity(network, title="Eerst", first_on=DAY)
    an_activity(network, title="Weg", state=State.ARCHIVED)
    page = desk.get("/werk/agenda/")
    assert [one.title for one in page.context["page"]] == ["Eerst", "Later"]
    page = desk.get("/werk/agenda/?stand=archived")
    assert [one.title for one in page.context["page"]] == ["Weg"]

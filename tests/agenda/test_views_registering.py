"""A family registers, comes back by its link and cancels; without an account."""

import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import a_network, a_registration, an_activity
from vlaggenlijn.agenda.models import Occurrence, Registration
from vlaggenlijn.agenda.views import registering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def filled(**changes: Any) -> dict[str, Any]:
    plain = {"name": "Noor", "email": "noor@example.org", "phone": "", "seats": "2"}
    return plain | {"key": str(uuid.uuid4())} | changes


def an_occurrence(**values: Any) -> Occurrence:
    return an_activity(a_network(), **values).occurrences.get()


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def test_register_look_and_cancel(client: Client) -> None:
    occurrence = an_occurrence()
    answer = client.post(f"/agenda/inschrijven/{occurrence.pk}/", filled())
    assert answer.status_code == 302
    own = answer.headers["Location"]
    assert re.fullmatch(r"/agenda/inschrijving/[\w-]{43}/", own)
    page = client.get(own)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Noor" in page.content.decode()
    # Opening the link changes nothing: a mail scanner opens it too.
    assert Registration.objects.get().state == "in"
    client.post(own)
    assert Registration.objects.get().state == "cancelled"
    assert client.get(own).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "kijk op www.kwaad.be"}, "name"),
        ({"email": "", "phone": ""}, "email"),
        ({"email": "noor"}, "email"),
        ({"email": "", "phone": "bel mij"}, "phone"),
        ({"seats": "0"}, "seats"),
        ({"seats": "11"}, "seats"),
        ({"key": "x"}, "key"),
    ],
)
def test_what_is_not_right_comes_back(client: Client, changes: Any, field: str) -> None:
    occurrence = an_occurrence()
    answer = client.post(f"/agenda/inschrijven/{occurrence.pk}/", filled(**changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Registration.objects.exists()


def test_full_is_said_and_nothing_is_kept(client: Client) -> None:
    occurrence = an_occurrence(places=2, has_waiting_list=False)
    a_registration(occurrence)
    answer = client.post(f"/agenda/inschrijven/{occurrence.pk}/", filled())
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    a_registration(occurrence)
    assert client.get(f"/agenda/inschrijven/{occurrence.pk}/").context["line"].state == "full"
    assert Registration.objects.count() == 2


def test_what_just_lets_one_come_takes_no_registration(client: Client) -> None:
    occurrence = an_occurrence(coming="walk_in")
    answer = client.post(f"/agenda/inschrijven/{occurrence.pk}/", filled())
    assert answer.status_code == 422
    assert not Registration.objects.exists()


def test_phone_alone_is_enough(client: Client) -> None:
    occurrence = an_occurrence()
    client.post(f"/agenda/inschrijven/{occurrence.pk}/", filled(email="", phone="09 123 45 67"))
    found = Registration.objects.get()
    assert (found.phone, found.phone_text) == ("+3291234567", "09 123 45 67")


def test_many_from_one_address_are_asked_to_call(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "MOST_BY_ONE", 1)
    occurrence = an_occurrence()
    assert client.post(f"/agenda/inschrijven/{occurrence.pk}/", filled()).status_code == 302
    assert client.post(f"/agenda/inschrijven/{occurrence.pk}/", filled()).status_code == 422
    assert Registration.objects.count() == 1

"""Exactly so many come in as there are places, everybody gets a true answer, nothing is kept."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone, translation

from tests.conftest import load_reference_data
from tests.directory.test_two_writers import waiting as patiently
from tests.factories import a_network, a_registration, an_activity
from vlaggenlijn.accounts.models import PersonalLink, recorded
from vlaggenlijn.agenda import actions
from vlaggenlijn.agenda.actions import Closed, Full, Told
from vlaggenlijn.agenda.models import KEPT_AFTER, Occurrence, Registration, State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
IN, WAITING = Registration.State.IN, Registration.State.WAITING
NOOR = Told("Noor", "noor@example.org")


def an_occurrence(**values: Any) -> Occurrence:
    return an_activity(a_network(), **values).occurrences.get()


def said(language: str, words: str) -> str:
    with translation.override(language):
        return translation.gettext(words)


def states() -> list[str]:
    return list(Registration.objects.order_by("created_at", "id").values_list("state", flat=True))


def test_places_and_then_the_line() -> None:
    occurrence = an_occurrence(places=3)
    for seats in (2, 2, 1):
        a_registration(occurrence, seats=seats)
    assert states() == [IN, WAITING, IN]


def test_without_a_line_it_is_full() -> None:
    occurrence = an_occurrence(places=1, has_waiting_list=False)
    a_registration(occurrence)
    with pytest.raises(Full):
        a_registration(occurrence)
    assert states() == [IN]


def test_full_by_hand_leads_to_the_line() -> None:
    occurrence = an_occurrence()
    with recorded(by=None, network=None, deed="test"):
        occurrence.is_full = True
        occurrence.save()
    a_registration(occurrence)
    assert states() == [WAITING]


@pytest.mark.parametrize(
    "values", [{"coming": "walk_in"}, {"coming": "elsewhere"}, {"state": State.DRAFT}]
)
def test_what_takes_no_registrations(values: dict[str, Any]) -> None:
    occurrence = an_occurrence(**values)
    with pytest.raises(Closed):
        a_registration(occurrence)


def test_what_has_begun_or_is_off_takes_none() -> None:
    occurrence = an_occurrence()
    with recorded(by=None, network=None, deed="test"):
        occurrence.is_cancelled = True
        occurrence.save()
    with pytest.raises(Closed):
        a_registration(occurrence)
    now = timezone.now()
    with recorded(by=None, network=None, deed="test"):
        occurrence.is_cancelled = False
        occurrence.starts_at, occurrence.ends_at = now, now + timedelta(hours=1)
        occurrence.save()
    with pytest.raises(Closed):
        a_registration(occurrence)


def test_form_that_comes_twice_is_one_registration() -> None:
    occurrence, key = an_occurrence(), uuid.uuid4()
    first, one = actions.register(occurrence=occurrence, told=NOOR, key=key)
    second, other = actions.register(occurrence=occurrence, told=NOOR, key=key)
    assert first == second
    assert actions.opened_registration(one) == actions.opened_registration(other) == first


def test_mail_leads_to_the_own_page(django_capture_on_commit_callbacks: Any) -> None:
    occurrence = an_occurrence(places=1)
    with django_capture_on_commit_callbacks(execute=True):
        actions.register(occurrence=occurrence, told=NOOR, key=uuid.uuid4(), site="https://x.be")
        actions.register(
            occurrence=occurrence, told=Told("Ann", "ann@example.org"), key=uuid.uuid4()
        )
    assert [one.subject.split(":")[0] for one in mail.outbox] == [
        said("nl", "You are registered"),
        said("nl", "You are on the waiting list"),
    ]
    token = re.findall(r"https://x.be/agenda/inschrijving/(\S+)/", mail.outbox[0].body)
    found = actions.opened_registration(token[0])
    assert found is not None
    assert found.name == "Noor"


def test_token_opens_nothing_else() -> None:
    assert actions.opened_registration("x" * 43) is None


def test_cancelling_lets_in_who_waits(django_capture_on_commit_callbacks: Any) -> None:
    occurrence = an_occurrence(places=2)
    first = a_registration(occurrence, seats=2)
    a_registration(occurrence, name="Groot gezin", seats=3)
    a_registration(occurrence, name="Ann", email="ann@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            actions.cancel_registration(registration=first)
    assert states() == [Registration.State.CANCELLED, WAITING, IN]
    assert [one.to for one in mail.outbox] == [["ann@example.org"]]
    assert mail.outbox[0].subject == said("nl", "There is a place for you") + ": Speelochtend"


def test_nobody_comes_in_to_what_is_off() -> None:
    occurrence = an_occurrence(places=1)
    first = a_registration(occurrence)
    a_registration(occurrence)
    actions.set_state(by=None, activity=occurrence.activity, state=State.CANCELLED)
    actions.cancel_registration(registration=first)
    assert states() == [Registration.State.CANCELLED, WAITING]


def test_reminder_comes_once_and_only_to_who_comes(
    django_capture_on_commit_callbacks: Any,
) -> None:
    occurrence = an_occurrence(places=1, first_on=timezone.localdate() + timedelta(days=1))
    a_registration(occurrence, email="noor@example.org", language="fr")
    a_registration(occurrence, name="Wachter")
    far = an_occurrence_far()
    a_registration(far)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.remind_of_tomorrow() == 1
        assert actions.remind_of_tomorrow() == 0
    assert [one.to for one in mail.outbox] == [["noor@example.org"]]
    assert mail.outbox[0].subject == said("fr", "Soon") + ": Speelochtend"


def an_occurrence_far() -> Occurrence:
    return an_activity(a_network("leuven", [])).occurrences.get()


def test_registration_is_deleted_after_its_term_with_its_links() -> None:
    occurrence = an_occurrence()
    actions.register(occurrence=occurrence, told=NOOR, key=uuid.uuid4())
    assert actions.forget_old_registrations(occurrence.ends_at + KEPT_AFTER) == 0
    after = occurrence.ends_at + KEPT_AFTER + timedelta(seconds=1)
    assert actions.forget_old_registrations(after) == 1
    assert (Registration.objects.count(), PersonalLink.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_rush_of_two_hundred_for_the_last_twenty_places() -> None:
    load_reference_data()
    occurrence = an_occurrence(places=20, has_waiting_list=False)

    def come(number: int) -> str:
        told = Told(f"Gezin {number}", f"gezin{number}@example.org")

        def deed() -> str:
            made, token = actions.register(occurrence=occurrence, told=told, key=uuid.uuid4())
            return token if made.state == IN else made.state

        try:
            return str(patiently(deed))
        except Full:
            return "full"
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as visitors:
        answers = list(visitors.map(come, range(200)))
    tokens = [answer for answer in answers if answer != "full"]
    assert (len(tokens), answers.count("full")) == (20, 180)
    assert Registration.objects.inside().seats() == 20
    # Everybody who was told that they are in is in.
    found = [actions.opened_registration(token) for token in tokens]
    assert {one.pk for one in found if one} == set(
        Registration.objects.values_list("pk", flat=True)
    )
    assert Registration.objects.count() == 20

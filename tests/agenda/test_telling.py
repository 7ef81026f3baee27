"""Who registered hears what changed, in words that are true for them; nobody hears of nothing."""

from datetime import time
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone, translation

from tests.factories import (
    a_location,
    a_network,
    a_registration,
    a_user,
    activity_values,
    an_activity,
    an_organization,
)
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.agenda import actions
from vlaggenlijn.agenda.models import Activity, Occurrence, State
from vlaggenlijn.directory.actions.undo import undo_deed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def sending(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def said(words: str) -> str:
    with translation.override("nl"):
        return translation.gettext(words)


def change(occurrence: Occurrence, **changes: Any) -> Occurrence:
    stored = Occurrence.objects.with_activity().get(pk=occurrence.pk)
    day, start, end = stored.hours()
    values = {"day": day, "from": start, "until": end, "is_full": False}
    values |= {"is_cancelled": stored.is_cancelled, "note": stored.note} | changes
    return actions.change_occurrence(
        by=None, occurrence=stored, version=stored.version, values=values
    )


def rewrite(activity: Activity, **values: Any) -> None:
    stored = Activity.objects.get(pk=activity.pk)
    actions.change_activity(
        by=None, activity=stored, version=stored.version, values=activity_values(**values)
    )


def letter_part(count: int) -> str:
    texts = "We keep %(count)s place for you.", "We keep %(count)s places for you."
    return translation.ngettext(*texts, count) % {"count": count}


def subjects() -> list[str]:
    return [one.subject.split(":")[0] for one in mail.outbox]


def undo_last(deed: str) -> None:
    last = ChangeSet.objects.of_deed(deed).order_by("-at").first()
    assert last is not None
    assert undo_deed(by=a_user(), change_set=last, key=last.pk).state == "done"


def test_who_waits_is_promised_no_place(network: LocalNetwork, sending: Any) -> None:
    occurrence = an_activity(network, places=1).occurrences.get()
    a_registration(occurrence)
    with sending():
        a_registration(occurrence, email="ann@example.org")
        change(occurrence, **{"from": time(15), "until": time(16)})
    with translation.override("nl"):
        kept = letter_part(1)
    waits = said("We tell you when a place comes free.")
    bodies = [" ".join(one.body.split()) for one in mail.outbox if one.to == ["ann@example.org"]]
    assert [kept in body for body in bodies] == [False, False]
    still = said("You are on the waiting list. We tell you when a place comes free.")
    assert [waits in bodies[0], still in bodies[1]] == [True, True]


def test_time_that_goes_on_after_all_says_so(network: LocalNetwork, sending: Any) -> None:
    occurrence = an_activity(network).occurrences.get()
    a_registration(occurrence)
    change(occurrence, is_cancelled=True)
    with sending():
        change(occurrence, is_cancelled=False)
    assert subjects() == [said("It takes place after all")]


def test_activity_that_goes_on_after_all_says_so(network: LocalNetwork, sending: Any) -> None:
    activity = an_activity(network)
    a_registration(activity.occurrences.get())
    actions.set_state(by=None, activity=activity, state=State.CANCELLED)
    with sending():
        for _ in range(2):
            actions.set_state(by=None, activity=activity, state=State.PUBLISHED)
    assert subjects() == [said("It takes place after all")]


def test_who_waits_comes_in_when_it_goes_on_after_all(network: LocalNetwork) -> None:
    activity = an_activity(network, places=1)
    occurrence = activity.occurrences.get()
    first, second = a_registration(occurrence), a_registration(occurrence)
    actions.set_state(by=None, activity=activity, state=State.CANCELLED)
    actions.cancel_registration(registration=first)
    actions.set_state(by=None, activity=activity, state=State.PUBLISHED)
    second.refresh_from_db()
    assert second.state == second.State.IN


def test_note_for_visitors_reaches_them(network: LocalNetwork, sending: Any) -> None:
    occurrence = an_activity(network).occurrences.get()
    a_registration(occurrence)
    with sending():
        change(occurrence, note="Deze keer in de turnzaal.")
        change(occurrence, note="")
    assert subjects() == [said("Good to know")]
    assert "Deze keer in de turnzaal." in mail.outbox[0].body


def test_other_place_is_told(network: LocalNetwork, sending: Any) -> None:
    activity = an_activity(network)
    a_registration(activity.occurrences.get())
    with sending():
        rewrite(activity, venue="De Bunder", street="Kerkstraat 1")
        rewrite(activity, venue="De Bunder", street="Kerkstraat 1")
    assert subjects() == [said("Other place")]
    assert "De Bunder, Kerkstraat 1" in mail.outbox[0].body


def test_other_hour_and_place_are_told_at_once(network: LocalNetwork, sending: Any) -> None:
    activity = an_activity(network)
    a_registration(activity.occurrences.get())
    with sending():
        rewrite(activity, venue="De Bunder", starts_at=time(8), ends_at=time(9))
    assert subjects() == [said("Other time and place")]


def test_time_of_what_is_cancelled_tells_nobody(network: LocalNetwork, sending: Any) -> None:
    activity = an_activity(network)
    occurrence = activity.occurrences.get()
    a_registration(occurrence)
    actions.set_state(by=None, activity=activity, state=State.CANCELLED)
    with sending():
        change(occurrence, **{"from": time(15), "until": time(16)})
    assert subjects() == []


def test_undo_of_a_cancelled_activity_tells(network: LocalNetwork, sending: Any) -> None:
    activity = an_activity(network)
    a_registration(activity.occurrences.get())
    actions.set_state(by=None, activity=activity, state=State.CANCELLED)
    with sending():
        undo_last("activity.cancelled")
    assert subjects() == [said("It takes place after all")]


def test_undo_of_an_activity_that_was_put_on_tells(network: LocalNetwork, sending: Any) -> None:
    activity = an_activity(network, state=State.DRAFT)
    actions.set_state(by=None, activity=activity, state=State.PUBLISHED)
    a_registration(activity.occurrences.get())
    with sending():
        undo_last("activity.published")
    assert subjects() == [said("It does not take place")]


def test_undo_of_one_time_tells(network: LocalNetwork, sending: Any) -> None:
    occurrence = an_activity(network).occurrences.get()
    a_registration(occurrence)
    change(occurrence, **{"from": time(15), "until": time(16)})
    with sending():
        undo_last("occurrence.change")
    assert subjects() == [said("Other day or hour")]


def test_undo_of_what_is_no_news_tells_nobody(network: LocalNetwork, sending: Any) -> None:
    activity = an_activity(network, venue="", location=a_location(an_organization(network)))
    a_registration(activity.occurrences.get())
    rewrite(activity, venue="", location=activity.location, title="Andere naam")
    with sending():
        undo_last("activity.change")
    activity.refresh_from_db()
    assert (activity.title == "Andere naam", activity.location is None) == (False, False)
    assert subjects() == []


def test_family_that_called_gets_a_mail_once_and_no_history(
    network: LocalNetwork, sending: Any
) -> None:
    occurrence = an_activity(network, title="Soep", places=1).occurrences.get()
    family, waiting = a_registration(occurrence), a_registration(occurrence)
    lien = a_user()
    with sending():
        for _twice in range(2):
            again = type(family).objects.with_occurrence().get(pk=family.pk)
            actions.cancel_for_family(by=lien, registration=again)
    told = [(one.to, one.subject) for one in mail.outbox]
    assert sorted(told) == sorted([
        ([family.email], f"{said('Your registration is cancelled')}: Soep"),
        ([waiting.email], f"{said('There is a place for you')}: Soep"),
    ])  # fmt: skip
    [first, _second] = ChangeSet.objects.of_deed("registration.cancel").order_by("at")
    assert (first.by, first.network, first.reason) == (lien, network, "Soep")
    assert first.changes.count() == 0


def test_who_cancels_afterwards_or_left_no_address_mails_nobody(
    network: LocalNetwork, sending: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    occurrence = an_activity(network).occurrences.get()
    late = a_registration(occurrence)
    silent = a_registration(occurrence, email="", phone="015 00 00 99")
    with sending():
        actions.cancel_for_family(by=None, registration=silent)
        begun = occurrence.starts_at
        monkeypatch.setattr(timezone, "now", lambda: begun)
        actions.cancel_for_family(by=None, registration=late)
    assert mail.outbox == []

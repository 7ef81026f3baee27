"""Activities and their times: written once, kept in step, and who registered is told."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone, translation

from tests.factories import (
    a_concept,
    a_network,
    a_registration,
    activity_values,
    an_activity,
)
from vlaggenlijn.accounts.models import ChangeSet, Conflict, LocalNetwork
from vlaggenlijn.agenda import actions
from vlaggenlijn.agenda.actions import occurrences
from vlaggenlijn.agenda.indexing import index_all, strongest
from vlaggenlijn.agenda.models import Activity, ActivityConcept, Occurrence, Registration, State
from vlaggenlijn.taxonomy.models import Posting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def weekly(**changes: Any) -> dict[str, Any]:
    last = SOON + timedelta(days=21)
    return activity_values(repeats="weekly", first_on=SOON, until=last, **changes)


def days(activity: Activity) -> list[date]:
    return [one.day for one in Occurrence.objects.of(activity).in_order()]


def change(activity: Activity, **values: Any) -> Activity:
    stored = Activity.objects.get(pk=activity.pk)
    return actions.change_activity(
        by=None, activity=stored, version=stored.version, values=activity_values(**values)
    )


def test_series_has_its_times_at_once(network: LocalNetwork) -> None:
    activity = actions.add_activity(by=None, network=network, values=weekly())
    assert days(activity) == [SOON + timedelta(days=7 * week) for week in range(4)]
    deed = ChangeSet.objects.of_deed("activity.add").get()
    assert deed.changes.filter(model="agenda.occurrence").count() == 4


def test_key_that_comes_twice_writes_once(network: LocalNetwork) -> None:
    key = uuid.uuid4()
    first = actions.add_activity(by=None, network=network, values=weekly(), idempotency_key=key)
    again = actions.add_activity(by=None, network=network, values=weekly(), idempotency_key=key)
    assert again == first
    with pytest.raises(Conflict):
        actions.add_activity(
            by=None, network=network, values=weekly(title="x"), idempotency_key=key
        )
    assert Activity.objects.count() == 1


def test_second_editor_is_told(network: LocalNetwork) -> None:
    activity, key = an_activity(network), uuid.uuid4()
    values = activity_values(title="Nieuw")
    for _ in range(2):
        actions.change_activity(
            by=None, activity=activity, version=1, values=values, idempotency_key=key
        )
    with pytest.raises(Conflict):
        actions.change_activity(by=None, activity=activity, version=1, values=activity_values())
    assert Activity.objects.get().title == "Nieuw"


def test_times_follow_a_longer_and_a_shorter_series(network: LocalNetwork) -> None:
    activity = actions.add_activity(by=None, network=network, values=weekly())
    before = {one.day: one.pk for one in Occurrence.objects.of(activity)}
    stored = actions.change_activity(
        by=None, activity=activity, version=1, values=weekly(skipped=[SOON.isoformat()])
    )
    after = {one.day: one.pk for one in Occurrence.objects.of(activity)}
    assert SOON not in after
    assert {day: before[day] for day in after} == after
    actions.change_activity(by=None, activity=stored, version=stored.version, values=weekly())
    assert days(activity) == sorted(before)


def test_one_time_that_moves_stays_the_same_one(network: LocalNetwork) -> None:
    activity = an_activity(network)
    registered = a_registration(activity.occurrences.get())
    change(activity, first_on=SOON + timedelta(days=2), starts_at=time(9))
    occurrence = Occurrence.objects.get()
    assert (occurrence.day, occurrence.pk) == (
        SOON + timedelta(days=2),
        registered.occurrence_id,
    )
    assert timezone.localtime(occurrence.starts_at).hour == 9


def test_day_that_came_near_is_not_where_a_skipped_time_went(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = {"repeats": "weekly", "first_on": SOON, "until": None}
    monkeypatch.setattr(occurrences, "HORIZON", timedelta(days=50))
    activity = an_activity(network, **endless)
    a_registration(Occurrence.objects.get(day=SOON))
    monkeypatch.setattr(occurrences, "HORIZON", timedelta(days=51 + 6))
    change(activity, **endless, skipped=[SOON.isoformat()])
    first = Occurrence.objects.get(planned_on=SOON)
    assert (first.day, first.is_cancelled) == (SOON, True)


def test_time_that_falls_away_with_registrations_is_cancelled(network: LocalNetwork) -> None:
    activity = actions.add_activity(
        by=None, network=network, values=weekly(), state=State.PUBLISHED
    )
    registered = a_registration(activity.occurrences.first())
    actions.change_activity(
        by=None, activity=activity, version=1, values=weekly(skipped=[SOON.isoformat()])
    )
    occurrence = Occurrence.objects.get(pk=registered.occurrence_id)
    assert occurrence.is_cancelled
    assert Occurrence.objects.of(activity).count() == 4


def test_time_that_was_moved_by_hand_stays_there(network: LocalNetwork) -> None:
    activity = actions.add_activity(by=None, network=network, values=weekly())
    occurrence = activity.occurrences.first()
    moved = SOON + timedelta(days=1)
    values = {"day": moved, "from": time(14), "until": time(15), "is_cancelled": False,
              "is_full": False, "note": "In de sporthal"}  # fmt: skip
    key = uuid.uuid4()
    for _ in range(2):
        actions.change_occurrence(
            by=None, occurrence=occurrence, version=1, values=values, idempotency_key=key
        )
    with pytest.raises(Conflict):
        actions.change_occurrence(
            by=None, occurrence=occurrence, version=1, values=values | {"note": "x"}
        )
    actions.change_activity(by=None, activity=activity, version=1, values=weekly(title="Anders"))
    stored = Occurrence.objects.get(pk=occurrence.pk)
    assert (stored.day, stored.is_moved, stored.note) == (moved, True, "In de sporthal")
    assert stored.planned_on == SOON


def test_same_key_with_other_words_is_a_conflict(network: LocalNetwork) -> None:
    occurrence, key = an_activity(network).occurrences.get(), uuid.uuid4()
    day, start, end = occurrence.hours()
    values = {"day": day, "from": start, "until": end, "is_cancelled": False, "is_full": True,
              "note": ""}  # fmt: skip
    actions.change_occurrence(
        by=None, occurrence=occurrence, version=1, values=values, idempotency_key=key
    )
    with pytest.raises(Conflict):
        actions.change_occurrence(
            by=None,
            occurrence=occurrence,
            version=2,
            values=values | {"note": "x"},
            idempotency_key=key,
        )


def test_time_that_is_saved_without_a_difference_tells_nobody(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    occurrence = an_activity(network).occurrences.get()
    a_registration(occurrence)
    mail.outbox.clear()
    day, start, end = occurrence.hours()
    values = {"day": day, "from": start, "until": end, "is_cancelled": False, "is_full": False,
              "note": ""}  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_occurrence(by=None, occurrence=occurrence, version=1, values=values)
    assert mail.outbox == []
    assert Occurrence.objects.get().version == 1


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({"is_cancelled": True}, "It does not take place"),
        ({"from": time(15), "until": time(16)}, "Other day or hour"),
    ],
)
def test_who_registered_is_told(
    network: LocalNetwork,
    django_capture_on_commit_callbacks: Any,
    changes: dict[str, Any],
    subject: str,
) -> None:
    occurrence = an_activity(network).occurrences.get()
    a_registration(occurrence, email="noor@example.org")
    a_registration(occurrence, name="Alleen telefoon", email="", phone="+3290000000")
    day, start, end = occurrence.hours()
    values = {"day": day, "from": start, "until": end, "is_cancelled": False, "is_full": False,
              "note": ""}  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_occurrence(
            by=None, occurrence=occurrence, version=1, values=values | changes
        )
    assert [one.to for one in mail.outbox] == [["noor@example.org"]]
    with translation.override("nl"):
        assert mail.outbox[0].subject == f"{translation.gettext(subject)}: Speelochtend"


def test_cancelled_activity_tells_once(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    activity = an_activity(network)
    a_registration(activity.occurrences.get())
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            actions.set_state(by=None, activity=activity, state=State.CANCELLED)
    assert len(mail.outbox) == 1
    assert Occurrence.objects.with_activity().get().is_off


def test_themes_are_kept_and_taken_away(network: LocalNetwork) -> None:
    activity = an_activity(network, themes=["sleep", "eating"])
    actions.change_activity(
        by=None,
        activity=activity,
        version=1,
        values=activity_values(),
        themes=[a_concept("themes", "sleep")],
    )
    links = ActivityConcept.objects.of_activities([activity.pk])
    assert [link.concept.slug for link in links] == ["sleep"]


def test_only_what_is_on_the_agenda_is_found(network: LocalNetwork) -> None:
    activity = an_activity(network, themes=["sleep"])
    an_activity(network, themes=["sleep"], state=State.DRAFT)
    assert strongest({"themes:sleep": 1.0}, 10) == [activity.pk]
    # Services are searched under the same terms, and never meet an activity.
    assert Posting.objects.strongest({"themes:sleep": 1.0}, 10) == []
    actions.set_state(by=None, activity=activity, state=State.ARCHIVED)
    assert strongest({"themes:sleep": 1.0}, 10) == []


def test_everything_is_indexed_again(network: LocalNetwork) -> None:
    activity = an_activity(network, themes=["sleep"])
    Posting.objects.forget([activity.pk])
    assert index_all() == 1
    assert strongest({"themes:sleep": 1.0}, 10) == [activity.pk]


def test_series_grows_with_the_days(network: LocalNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    activity = actions.add_activity(
        by=None,
        network=network,
        values=activity_values(repeats="weekly", first_on=SOON),
        state=State.PUBLISHED,
    )
    count = Occurrence.objects.count()
    assert actions.extend_series() == 0
    monkeypatch.setattr(occurrences, "HORIZON", occurrences.HORIZON + timedelta(days=14))
    assert actions.extend_series() == 1
    assert Occurrence.objects.of(activity).count() == count + 2
    assert actions.extend_series() == 0


def test_past_times_stay_as_they_were(network: LocalNetwork) -> None:
    first = timezone.localdate() - timedelta(days=15)
    values = activity_values(repeats="weekly", first_on=first, until=first + timedelta(days=28))
    activity = actions.add_activity(by=None, network=network, values=values)
    past = days(activity)[:3]
    change(activity, repeats="weekly", first_on=SOON, until=SOON)
    assert days(activity) == [*past, SOON]


def test_utc_instants_over_the_change_of_the_clock(network: LocalNetwork) -> None:
    year = timezone.localdate().year + 1
    saturday = date(year, 3, 31) - timedelta(days=(date(year, 3, 31).weekday() + 1) % 7 + 1)
    also = [(saturday + timedelta(days=1)).isoformat()]
    activity = an_activity(network, first_on=saturday, also_on=also)
    found = [one.starts_at.astimezone(UTC) for one in Occurrence.objects.of(activity).in_order()]
    assert [one.hour for one in found] == [9, 8]
    assert isinstance(found[0], datetime)


def test_nobody_is_left_behind_when_places_are_added(network: LocalNetwork) -> None:
    activity = an_activity(network, places=1)
    occurrence = activity.occurrences.get()
    a_registration(occurrence)
    waiting = a_registration(occurrence, name="Wachter")
    assert waiting.state == Registration.State.WAITING
    change(activity, places=2)
    stored = Registration.objects.get(pk=waiting.pk)
    assert (stored.state, stored.let_in_at is not None) == (Registration.State.IN, True)

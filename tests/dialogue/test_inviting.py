"""Organisations are addressed once, invited with a link of their own, and registered for a seat."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests.dialogue.made import (
    a_participant,
    a_quote,
    a_series,
    a_table,
    a_token,
    series_values,
)
from tests.factories import a_network, a_user
from vlaggenlijn.accounts.models import Change, ChangeSet, Conflict, PersonalLink, recorded
from vlaggenlijn.common.models import OutboxMail
from vlaggenlijn.dialogue.actions import answering, inviting
from vlaggenlijn.dialogue.actions.inviting import Addressed
from vlaggenlijn.dialogue.actions.series import (
    TABLE_COLUMNS,
    add_series,
    change_series,
    change_table,
    name_facilitators,
    rehearse,
)
from vlaggenlijn.dialogue.boards import response_of_series, tables_of
from vlaggenlijn.dialogue.models import Hat, Participant, Question, Quote, Series, Table

pytestmark = pytest.mark.django_db
State = Participant.State


def change(table: Table, **changes: Any) -> tuple[Table, int]:
    names = (*TABLE_COLUMNS, "state")
    values = {name: getattr(table, name) for name in names} | changes
    return change_table(by=a_user(), table=table, version=table.version, values=values)


@pytest.fixture
def series(reference_data: None) -> Series:
    return a_series()


def test_series_begins_with_hats_questions_and_themes(series: Series) -> None:
    hats = dict(Hat.objects.of_series(series).values_list("key", "name"))
    assert (list(hats), len(set(hats.values()))) == ([1, 2, 3, 4, 5], 5)
    assert Question.objects.of_series(series).count() == 6
    assert series.codes.count() > 30
    assert series.facilitators.count() == 1


def test_same_key_is_the_same_series(series: Series) -> None:
    by, key = a_user(), series.pk
    values: dict[str, Any] = {"by": by, "network": series.network, "idempotency_key": key}
    first = add_series(**values, values=series_values())
    assert add_series(**values, values=series_values()) == first


def test_second_editor_is_told(series: Series) -> None:
    by = a_user()
    change_series(by=by, series=series, version=1, values=series_values(title="Een"))
    with pytest.raises(Conflict):
        change_series(by=by, series=series, version=1, values=series_values(title="Twee"))
    assert Series.objects.get().title == "Een"


def test_people_are_named_and_no_longer(series: Series) -> None:
    one, two = a_user(), a_user()
    name_facilitators(by=one, series=series, users=[one, two])
    name_facilitators(by=one, series=series, users=[two])
    assert [named.user for named in series.facilitators.all()] == [two]


def test_an_organisation_is_addressed_once(series: Series) -> None:
    rows = [Addressed("OCMW-001", "OCMW", "Limburg", "a@example.org"), Addressed("OCMW-001")]
    assert inviting.address(by=None, series=series, organizations=rows) == 1
    assert inviting.address(by=None, series=series, organizations=rows) == 0
    stored = Participant.objects.get()
    assert (stored.email, stored.region, stored.state) == ("a@example.org", "Limburg", "addressed")


def test_names_and_addresses_stand_nowhere_in_the_open(series: Series) -> None:
    a_participant(series, email="an.peeters@example.org", name="An Peeters")
    kept = str(list(Change.objects.values("before", "after")))
    columns = str(list(Participant.objects.values()))
    assert ("peeters" in kept.lower(), "peeters" in columns.lower()) == (False, False)


def test_invitation_goes_out_once_and_a_reminder_later(
    series: Series, django_capture_on_commit_callbacks: Any
) -> None:
    by = a_user()
    a_participant(series, state="addressed")
    a_participant(series, state="addressed", email="")
    with django_capture_on_commit_callbacks(execute=True):
        assert inviting.invite(by=by, series=series, address="https://h.example.org") == (1, 1)
        assert inviting.invite(by=by, series=series, address="https://h.example.org") == (0, 1)
        assert inviting.remind(by=by, series=series, address="https://h.example.org") == (1, 0)
    first, second = (one.subject for one in mail.outbox)
    assert ("Tafels over opvoeden" in first, first in second, first == second) == (
        True, True, False,
    )  # fmt: skip
    assert "https://h.example.org/dialoog/" in mail.outbox[0].body
    assert set(PersonalLink.objects.values_list("email", flat=True)) == {""}
    assert not OutboxMail.objects.exists()


def taking(table: Table, **values: Any) -> dict[str, Any]:
    return {"table": table, "name": "An", "email": "an@example.org", "has_consent": True} | values


def test_seats_run_out_and_come_free(series: Series) -> None:
    table = a_table(series, seats=4)
    people = [a_participant(series) for _ in range(5)]
    for one in people[:4]:
        answering.register(participant=one, values=taking(table))
    with pytest.raises(answering.Full):
        answering.register(participant=people[4], values=taking(table))
    answering.register(participant=people[0], values=taking(table, name="Bo"))
    answering.excuse(participant=people[0])
    late = answering.register(participant=people[4], values=taking(table))
    assert late.pseudonym == "T1-05"
    assert Participant.objects.get(pk=people[0].pk).pseudonym == ""


def test_pseudonym_of_another_is_never_given_again(series: Series) -> None:
    table = a_table(series)
    first, second, third = (a_participant(series) for _ in range(3))
    answering.register(participant=first, values=taking(table))
    answering.register(participant=second, values=taking(table))
    answering.excuse(participant=first)
    assert answering.register(participant=third, values=taking(table)).pseudonym == "T1-03"


def test_a_table_that_is_over_takes_nobody(series: Series) -> None:
    table = a_table(series)
    there = a_participant(series, table)
    inviting.mark_presence(by=None, table=table, present=[there.pk])
    with pytest.raises(answering.TooLate):
        answering.register(participant=a_participant(series), values=taking(table))
    with pytest.raises(answering.TooLate):
        answering.excuse(participant=there)


def test_presence_and_the_response(series: Series) -> None:
    table = a_table(series)
    came = a_participant(series, table, state="registered", region="Limburg", kind="OCMW")
    a_participant(series, table, state="registered", region="Limburg", kind="OCMW")
    a_participant(series, state="excused", region="Antwerpen", kind="OCMW")
    a_participant(series, state="addressed", region="Antwerpen", kind="CAW")
    inviting.mark_presence(by=None, table=table, present=[came.pk])
    response = response_of_series(series)
    assert (response.addressed, response.present, response.no_show, response.excused) == (
        4,
        1,
        1,
        1,
    )
    assert response.percent == 25
    assert [(one.name, one.is_missing) for one in response.regions] == [
        ("Antwerpen", True),
        ("Limburg", False),
    ]
    assert [(one.taken, one.state) for one in tables_of(series)] == [(1, "held")]


def test_a_rehearsal_never_counts(series: Series) -> None:
    table = rehearse(by=a_user(), series=series)
    mock = Participant.objects.at_table(table).first()
    a_quote(table, "Oefenen", mock)
    assert response_of_series(series).addressed == 0
    assert Quote.objects.of_series(series).count() == 0
    assert Series.objects.with_counts().get().table_count == 0


def test_names_go_at_the_term_and_from_the_history(series: Series) -> None:
    table = a_table(series)
    somebody = a_participant(series, table)
    quote = a_quote(table, "Dit blijft", somebody)
    token = a_token(somebody)
    with recorded(by=None, network=series.network, deed="test"):
        series.names_until = timezone.localdate() - timedelta(days=1)
        series.save()
    assert inviting.forget_old_names() == 1
    stored = Participant.objects.get()
    assert (stored.name, stored.email, stored.pseudonym) == ("", "", "T1-01")
    kept = [one for change in Change.objects.about(stored.pk)
            for one in (change.before, change.after) if one]  # fmt: skip
    assert {(one["sealed_name"], one["sealed_email"]) for one in kept} == {("", "")}
    assert answering.opened(token) is None
    assert Quote.objects.get(pk=quote.pk).text == "Dit blijft"
    assert inviting.forget_old_names() == 0
    assert ChangeSet.objects.of_deed("dialogue.forget").count() == 1


def test_networks_see_their_own_series_only(series: Series) -> None:
    a_series(a_network("leuven", ["24062"]))
    leader = series.facilitators.get().user
    assert list(Series.objects.for_user(leader)) == []  # no role in the network any more


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({"place": "Aalst"}, "Veranderd: dialoogtafel in Aalst"),
        ({"state": "cancelled"}, "Gaat niet door: dialoogtafel in Gent"),
        ({"host": "Iemand anders"}, ""),
        ({"state": "cancelled", "starts_at": timezone.now() - timedelta(days=1)}, ""),
    ],
)
def test_who_has_a_seat_is_told_what_is_new(
    series: Series, django_capture_on_commit_callbacks: Any, changes: dict[str, Any], subject: str
) -> None:
    table = a_table(series)
    a_participant(series, table, state="registered")
    a_participant(series, table, state="excused", email="weg@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        _table, count = change(table, **changes)
    assert [(one.to, one.subject) for one in mail.outbox] == (
        [(["an@example.org"], subject)] if subject else []
    )
    assert count == len(mail.outbox)


def test_table_that_goes_on_after_all_is_told(
    series: Series, django_capture_on_commit_callbacks: Any
) -> None:
    table = a_table(series)
    change(table, state="cancelled")
    a_participant(series, table, state="registered")
    with django_capture_on_commit_callbacks(execute=True):
        change(Table.objects.get(pk=table.pk), state="planned")
    assert [one.subject for one in mail.outbox] == ["Gaat toch door: dialoogtafel in Gent"]


def test_own_page_says_that_the_table_does_not_go_on(series: Series, client: Any) -> None:
    table = a_table(series)
    token = a_token(a_participant(series, table, state="registered"))
    change(table, state="cancelled")
    page = client.get(f"/dialoog/{token}/").content.decode()
    assert "Deze tafel gaat niet door." in page
    assert "In de notities heet je" not in page


def test_rehearsal_that_is_asked_with_two_taps_is_one(series: Series) -> None:
    by, key = a_user(), uuid.uuid4()
    first, again = (rehearse(by=by, series=series, idempotency_key=key) for _ in range(2))
    assert (first, Table.objects.of_series(series).count()) == (again, 1)

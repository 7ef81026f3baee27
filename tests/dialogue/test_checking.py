"""Reading back: approve, amend, withdraw, add; silence is silence."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests.dialogue.made import a_participant, a_quote, a_series, a_table
from tests.factories import a_user
from vlaggenlijn.accounts.models import Change, recorded
from vlaggenlijn.dialogue.actions import answering, inviting
from vlaggenlijn.dialogue.actions.findings import add_finding, back_with
from vlaggenlijn.dialogue.boards import response_of_series
from vlaggenlijn.dialogue.evidence import Wanted, counted, searched
from vlaggenlijn.dialogue.models import (
    Answer,
    Coding,
    Participant,
    Question,
    Quote,
    Reflection,
    Table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(reference_data: None) -> Table:
    return a_table(a_series())


@pytest.fixture
def somebody(table: Table) -> Participant:
    return a_participant(table.series, table)


def asked(table: Table) -> Table:
    inviting.ask_to_check(by=a_user(), table=table, address="https://h.example.org")
    return Table.objects.with_people().get(pk=table.pk)


def stored(quote: Quote) -> Quote:
    return Quote.objects.with_subjects().get(pk=quote.pk)


def test_everybody_who_was_there_is_asked(
    table: Table, somebody: Participant, django_capture_on_commit_callbacks: Any
) -> None:
    mine, nobodys = a_quote(table, participant=somebody), a_quote(table)
    a_participant(table.series, table, state="no_show")
    with django_capture_on_commit_callbacks(execute=True):
        asked(table)
    assert [(one.to, "/nalezen/" in one.body) for one in mail.outbox] == [
        (["an@example.org"], True)
    ]
    assert (stored(mine).state, stored(nobodys).state) == ("in_check", "noted")


def test_approve(table: Table, somebody: Participant) -> None:
    quote = a_quote(table, participant=somebody)
    asked(table)
    answering.approve(participant=somebody, quotes=[quote])
    assert stored(quote).state == "approved"
    assert response_of_series(table.series).checked == 1


def test_amend_keeps_the_first_wording(table: Table, somebody: Participant) -> None:
    quote = a_quote(table, "Eerste", somebody, is_verbatim=True)
    asked(table)
    answering.amend(participant=somebody, quote=quote, text="Tweede")
    answering.amend(participant=somebody, quote=quote, text="Derde")
    now = stored(quote)
    assert (now.text, now.first_wording, now.state) == ("Derde", "Eerste", "amended")
    assert not now.is_verbatim
    answering.approve(participant=somebody, quotes=[quote])
    assert stored(quote).state == "amended"


def test_withdrawn_leaves_everything(table: Table, somebody: Participant) -> None:
    quote = a_quote(table, "Neem dit terug", somebody)
    code, finding = table.series.codes.first(), None
    assert code is not None
    with recorded(by=None, network=table.series.network, deed="test"):
        Coding(quote=quote, code=code).save()
    finding = add_finding(by=None, series=table.series, sentence="Iets")
    back_with(by=None, finding=finding, quotes=[quote])
    assert counted(finding) == {"tables": 1, "organizations": 1, "people": 1}
    answering.withdraw(participant=somebody, quotes=[quote])
    assert counted(finding) == {"tables": 0, "organizations": 0, "people": 0}
    assert (Coding.objects.count(), list(searched(table.series, Wanted()))) == (0, [])
    assert (stored(quote).state, stored(quote).sealed_text) == ("withdrawn", "")
    kept = [one for change in Change.objects.about(quote.pk)
            for one in (change.before, change.after) if one]  # fmt: skip
    assert {one["sealed_text"] for one in kept} == {""}
    assert Quote.objects.of_series(table.series).withdrawn().count() == 1
    answering.amend(participant=somebody, quote=quote, text="Toch")
    answering.approve(participant=somebody, quotes=[quote])
    assert stored(quote).state == "withdrawn"


def test_quote_of_somebody_else_is_out_of_reach(table: Table, somebody: Participant) -> None:
    other = a_quote(table, "Van een ander", a_participant(table.series, table))
    for deed in (answering.approve, answering.withdraw):
        with pytest.raises(Quote.DoesNotExist):
            deed(participant=somebody, quotes=[other])
    with pytest.raises(Quote.DoesNotExist):
        answering.amend(participant=somebody, quote=other, text="Van mij")
    assert stored(other).text == "Van een ander"


def test_add_once(table: Table, somebody: Participant) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        answering.add_own(participant=somebody, text="Ook nog dit", hat=None, key=key)
    added = Quote.objects.get()
    assert (added.text, added.is_added, added.state) == ("Ook nog dit", True, "approved")


def test_silence_is_silence(table: Table, somebody: Participant) -> None:
    quote = a_quote(table, participant=somebody)
    table = asked(table)
    waiting = str(stored(quote).standing)
    assert (stored(quote).is_silent, stored(quote).state) == (False, "in_check")
    with recorded(by=None, network=table.series.network, deed="test"):
        table.check_until = timezone.now() - timedelta(minutes=1)
        table.save()
    assert stored(quote).is_silent
    assert str(stored(quote).standing) != waiting
    assert response_of_series(table.series).silent == 1


def test_consent_taken_back_takes_all_along(table: Table, somebody: Participant) -> None:
    quote = a_quote(table, participant=somebody)
    hat = table.series.hats.first()
    assert hat is not None
    answering.reflect(participant=somebody, texts={hat.pk: "Voor mezelf"})
    assert answering.revoke_consent(participant=somebody) == 1
    assert (stored(quote).state, Reflection.objects.count()) == ("withdrawn", 0)
    assert "Voor mezelf" not in str(list(Change.objects.values("before", "after")))


def test_form_is_answered_and_answered_again(table: Table, somebody: Participant) -> None:
    question = Question.objects.of_series(table.series)[0]
    answering.answer_form(participant=somebody, answers={question.pk: ["nieuwkomers"]})
    answering.answer_form(participant=somebody, answers={question.pk: []})
    assert [one.value for one in Answer.objects.all()] == [[]]
    assert response_of_series(table.series).answered == 1

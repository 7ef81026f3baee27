"""What was taken back stays gone: whatever is undone, restored or looked up afterwards."""

from typing import Any

import pytest

from tests.dialogue.made import a_participant, a_quote, a_series, a_table
from tests.factories import a_user
from vlaggenlijn.accounts.actions.undo import NothingToUndo, undo, undo_plan
from vlaggenlijn.accounts.models import Change, ChangeSet, recorded
from vlaggenlijn.accounts.undoing import TAKEN_BACK
from vlaggenlijn.dialogue.actions import answering
from vlaggenlijn.dialogue.actions.codebook import merge
from vlaggenlijn.dialogue.actions.coding import code_quote, uncode
from vlaggenlijn.dialogue.actions.findings import add_finding, back_with, take_from
from vlaggenlijn.dialogue.actions.noting import take_notes
from vlaggenlijn.dialogue.models import Code, Coding, FindingQuote, Participant, Quote, Table
from vlaggenlijn.dialogue.noting import REMOVE, Noted

pytestmark = pytest.mark.django_db
WORDS = "Ik durf het thuis niet te zeggen"


@pytest.fixture
def table(reference_data: None) -> Table:
    return a_table(a_series())


@pytest.fixture
def somebody(table: Table) -> Participant:
    return a_participant(table.series, table)


def the_deed(deed: str) -> ChangeSet:
    return ChangeSet.objects.filter(deed=deed).order_by("-at").with_changes()[0]


def everything_kept() -> str:
    """All that the history can still show, opened."""
    texts = []
    for change in Change.objects.filter(model__startswith="dialogue."):
        for values in filter(None, (change.before, change.after)):
            record: Any = {"dialogue.quote": Quote, "dialogue.coding": Coding}.get(change.model)
            for name in ("text", "first_wording", "memo"):
                if record is not None and values.get(f"sealed_{name}"):
                    opened = record(pk=change.object_id)
                    setattr(opened, f"sealed_{name}", values[f"sealed_{name}"])
                    texts.append(getattr(opened, name))
    return "\n".join(texts)


def two_codes(table: Table) -> tuple[Code, Code]:
    one, other = table.series.codes.all()[:2]
    return one, other


def test_undo_of_an_amendment_brings_no_words_back(table: Table, somebody: Participant) -> None:
    quote = a_quote(table, WORDS, somebody, is_verbatim=True)
    answering.amend(participant=somebody, quote=quote, text="Iets anders")
    assert WORDS in everything_kept()
    amended = the_deed("dialogue.check")
    answering.withdraw(participant=somebody, quotes=[quote])
    kept = {(one.model, one.reason) for one in undo_plan(amended).kept}
    assert ("dialogue.quote", TAKEN_BACK) in kept
    with pytest.raises(NothingToUndo):
        undo(by=a_user(), change_set=amended)
    now = Quote.objects.get()
    assert (now.state, now.text, now.first_wording, now.is_verbatim) == ("withdrawn", "", "", False)
    assert everything_kept() == ""


def test_memo_of_a_coding_that_was_gone_before_is_forgotten(
    table: Table, somebody: Participant
) -> None:
    coder, quote = a_user(), a_quote(table, "Iets", somebody)
    one, other = two_codes(table)
    for code in (one, other):
        code_quote(by=coder, quote=quote, codes=[code], memo=WORDS)
    taken_away = Coding.objects.get(code=one)
    uncode(by=coder, coding=taken_away)
    code_quote(by=coder, quote=quote, codes=[one], memo="Weer")
    merge(by=coder, code=one, into=other)
    assert WORDS in everything_kept()
    answering.withdraw(participant=somebody, quotes=[quote])
    assert everything_kept() == ""
    for deed in ("dialogue.codebook.merge", "dialogue.code"):
        for change_set in ChangeSet.objects.filter(deed=deed).order_by("-at"):
            try:
                undo(by=coder, change_set=change_set)
            except NothingToUndo:
                continue
    assert (Coding.objects.count(), everything_kept()) == (0, "")


def test_memos_of_other_quotes_stay_in_the_history(table: Table, somebody: Participant) -> None:
    coder, gone, stays = a_user(), a_quote(table, "Weg", somebody), a_quote(table, "Blijft")
    code, _ = two_codes(table)
    code_quote(by=coder, quote=gone, codes=[code], memo="Van die weg is")
    code_quote(by=coder, quote=stays, codes=[code], memo="Van die blijft")
    answering.withdraw(participant=somebody, quotes=[gone])
    assert everything_kept().split("\n") == ["Blijft", "Van die blijft"]


def test_backing_of_a_withdrawn_quote_does_not_come_back(
    table: Table, somebody: Participant
) -> None:
    by, quote = a_user(), a_quote(table, WORDS, somebody)
    finding = add_finding(by=by, series=table.series, sentence="Iets")
    back_with(by=by, finding=finding, quotes=[quote])
    take_from(by=by, finding=finding, quote=quote)
    taken = the_deed("dialogue.finding")
    answering.withdraw(participant=somebody, quotes=[quote])
    with pytest.raises(NothingToUndo):
        undo(by=by, change_set=taken)
    assert not FindingQuote.objects.exists()


def test_undo_of_an_undo_brings_nothing_back_of_who_took_consent_back(
    table: Table, somebody: Participant
) -> None:
    by, quote = a_user(), a_quote(table, WORDS, somebody)
    noted = ChangeSet.objects.get(changes__object_id=quote.pk)
    taken_away = undo(by=by, change_set=noted).change_set
    assert (Quote.objects.count(), WORDS in everything_kept()) == (0, True)
    answering.revoke_consent(participant=somebody)
    assert everything_kept() == ""
    with pytest.raises(NothingToUndo):
        undo(by=by, change_set=taken_away)
    assert not Quote.objects.exists()


def test_what_the_note_taker_took_back_does_not_stand_again(
    table: Table, somebody: Participant
) -> None:
    quote = a_quote(table, WORDS, somebody)
    take_notes(by=a_user(), table=table, queue=[Noted(key=quote.client_key, op=REMOVE)])
    taken_back = the_deed("dialogue.note")
    with pytest.raises(NothingToUndo):
        undo(by=a_user(), change_set=taken_back)
    assert (Quote.objects.get().state, everything_kept()) == ("removed", "")


def test_undo_still_takes_back_what_is_about_a_quote_that_stands(
    table: Table, somebody: Participant
) -> None:
    coder, quote = a_user(), a_quote(table, WORDS, somebody)
    code, _ = two_codes(table)
    code_quote(by=coder, quote=quote, codes=[code], memo="Denk na")
    uncode(by=coder, coding=Coding.objects.get())
    undo(by=coder, change_set=the_deed("dialogue.code"))
    assert Coding.objects.get().memo == "Denk na"
    answering.amend(participant=somebody, quote=quote, text="Anders")
    undo(by=coder, change_set=the_deed("dialogue.check"))
    assert Quote.objects.get().text == WORDS


def test_code_that_only_a_withdrawn_quote_had_is_not_called_used(
    table: Table, somebody: Participant
) -> None:
    quote = a_quote(table, WORDS, somebody, state="withdrawn")
    code, _ = two_codes(table)
    with recorded(by=None, network=table.series.network, deed="test"):
        Coding(quote=quote, code=code).save()
    assert not Code.objects.of_series(table.series).used().exists()

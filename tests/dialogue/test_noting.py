"""Notes are kept once, in order, whatever the network does; texts stand nowhere in the open."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dialogue.made import a_participant, a_quote, a_series, a_table
from tests.factories import a_user
from vlaggenlijn.accounts.actions.undo import is_final
from vlaggenlijn.accounts.models import Change, ChangeSet
from vlaggenlijn.dialogue.actions.noting import put_on_hat, take_notes
from vlaggenlijn.dialogue.boards import worn_at
from vlaggenlijn.dialogue.models import Hat, HatTime, Participant, Quote, Table
from vlaggenlijn.dialogue.noting import LONGEST, MOST, Noted, Refused, Unreadable, read_queue


def a_put(text: str = "Ja", **values: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "op": "put", "text": text} | values


def body(*queue: Any) -> bytes:
    return json.dumps(queue).encode()


def test_queue_is_read_in_its_order() -> None:
    hat, key = uuid.uuid4(), uuid.uuid4()
    read, refused = read_queue(
        body(a_put("Een", hat=str(hat), verbatim=True, at=1_700_000_000_000),
             {"key": str(key), "op": "remove"})
    )  # fmt: skip
    assert [(one.op, one.text) for one in read] == [("put", "Een"), ("remove", "")]
    assert (read[0].hat, read[0].is_verbatim, read[1].key, refused) == (hat, True, key, [])
    assert str(read[0].said_at) == "2023-11-14 22:13:20+00:00"


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"key": "geen", "op": "put"}, "shape"),
        (7, "shape"),
        ({"key": str(uuid.uuid4()), "op": "drop"}, "shape"),
        (a_put("  "), "empty"),
        ({"key": str(uuid.uuid4()), "op": "put", "text": 3}, "empty"),
        (a_put("x" * (LONGEST + 1)), "long"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_the_rest_is_kept(entry: Any, why: str) -> None:
    read, refused = read_queue(body(entry, a_put("Wel")))
    assert ([one.text for one in read], [one.why for one in refused]) == (["Wel"], [why])


@pytest.mark.parametrize("moment", [None, "nu", True, 1e30, -1e30, float("inf")])
def test_clock_that_says_nothing_is_no_clock(moment: Any) -> None:
    ((noted,), _) = read_queue(body(a_put(at=moment)))
    assert noted.said_at is None


@pytest.mark.parametrize("words", [b"", b"{}", b"[", b"[" * 100_000, b"\xff"])
def test_what_is_no_queue(words: bytes) -> None:
    with pytest.raises(Unreadable):
        read_queue(words)


def test_queue_that_is_too_long() -> None:
    with pytest.raises(Unreadable):
        read_queue(body(*[1] * (MOST + 1)))


KEY = "12345678-1234-5678-1234-567812345678"
PARTS = st.sampled_from([None, True, 1.5, -1e300, "", "put", "remove", KEY, [], {}])
ENTRIES = st.dictionaries(st.sampled_from(["key", "op", "text", "at", "hat", "speaker"]), PARTS)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ENTRIES | PARTS, max_size=4))
def test_anything_is_kept_or_refused(queue: list[Any]) -> None:
    read, refused = read_queue(json.dumps(queue).encode())
    assert len(read) + len(refused) == len(queue)


@pytest.fixture
def table(reference_data: None, db: None) -> Table:
    return a_table(a_series())


def noted(text: str, key: uuid.UUID | None = None, **values: Any) -> Noted:
    return Noted(key or uuid.uuid4(), "put", text=text, **values)


def texts(table: Table) -> list[str]:
    return [one.text for one in Quote.objects.at_table(table).standing().in_order()]


def test_sent_twice_stands_once(table: Table) -> None:
    queue = [noted("Een"), noted("Twee")]
    take_notes(by=None, table=table, queue=queue)
    again = take_notes(by=None, table=table, queue=[*queue, noted("Drie")])
    assert (texts(table), len(again.keys)) == (["Een", "Twee", "Drie"], 3)


def test_two_note_takers_by_accident(table: Table) -> None:
    one, two = a_user(), a_user()
    take_notes(by=one, table=table, queue=[noted("Van een")])
    take_notes(by=two, table=table, queue=[noted("Van twee")])
    take_notes(by=one, table=table, queue=[noted("Weer een")])
    assert texts(table) == ["Van een", "Van twee", "Weer een"]
    assert Quote.objects.filter(taken_by=one).count() == 2


def test_undo_leaves_no_text_anywhere(table: Table) -> None:
    key = uuid.uuid4()
    queue = [noted("Weg ermee", key), Noted(key, "remove"), Noted(uuid.uuid4(), "remove")]
    assert len(take_notes(by=None, table=table, queue=queue).keys) == 3
    take_notes(by=None, table=table, queue=queue)
    stored = Quote.objects.get()
    assert (stored.state, stored.sealed_text, texts(table)) == ("removed", "", [])
    kept = [one for change in Change.objects.about(stored.pk)
            for one in (change.before, change.after) if one]  # fmt: skip
    assert {one["sealed_text"] for one in kept} == {""}


def test_texts_are_sealed_also_in_the_history(table: Table) -> None:
    take_notes(by=None, table=table, queue=[noted("Opvallend woord")])
    rows = str(list(Quote.objects.values())) + str(list(Change.objects.values("before", "after")))
    assert ("Opvallend" in rows, texts(table)) == (False, ["Opvallend woord"])


def test_emoji_right_to_left_and_long_text(table: Table) -> None:
    said = ["Goed 👍🏽 hoor", "لا أحد يعرفنا", "x" * 10_000, "een\u202etwee"]
    take_notes(by=None, table=table, queue=[noted(text) for text in said])
    assert texts(table) == ["Goed 👍🏽 hoor", "لا أحد يعرفنا", "x" * 10_000, "eentwee"]


def test_hat_and_speaker_of_elsewhere_are_left_out(table: Table) -> None:
    elsewhere = a_table(a_series(table.series.network))
    stranger = a_participant(elsewhere.series, elsewhere)
    other_hat = Hat.objects.of_series(elsewhere.series)[0]
    mine = a_participant(table.series, table)
    hat = Hat.objects.of_series(table.series)[1]
    take_notes(by=None, table=table, queue=[
        noted("Vreemd", hat=other_hat.pk, speaker=stranger.pk),
        noted("Eigen", hat=hat.pk, speaker=mine.pk),
    ])  # fmt: skip
    rows = Quote.objects.at_table(table).in_order()
    assert [(one.hat, one.participant) for one in rows] == [(None, None), (hat, mine)]


def test_who_did_not_agree_is_not_noted(table: Table) -> None:
    silent = a_participant(table.series, table, consented_at=None)
    queue = [noted("Niet doen", speaker=silent.pk), noted("Wel")]
    kept = take_notes(by=None, table=table, queue=queue)
    assert ([one.why for one in kept.refused], texts(table)) == (["consent"], ["Wel"])


def test_key_of_another_table_is_refused(table: Table) -> None:
    other = a_quote(a_table(table.series), "Daar")
    kept = take_notes(by=None, table=table, queue=[Noted(other.client_key, "remove")])
    assert (kept.keys, kept.refused) == ([], [Refused(str(other.client_key), "shape")])
    assert Quote.objects.get().text == "Daar"


def test_what_was_withdrawn_is_never_undone(table: Table) -> None:
    assert is_final(ChangeSet(deed="dialogue.withdraw"))
    assert is_final(ChangeSet(deed="dialogue.forget"))


def test_time_of_a_hat_is_added_up(table: Table) -> None:
    white, black = Hat.objects.of_series(table.series)[:2]
    by = a_user()
    for hat in (white, white, black, None, None):
        put_on_hat(by=by, table=Table.objects.with_people().get(pk=table.pk), hat=hat)
    assert set(HatTime.objects.values_list("hat", flat=True)) == {white.pk, black.pk}
    put_on_hat(by=by, table=table, hat=white)
    worn = worn_at(Table.objects.with_people().get(pk=table.pk))
    assert [(one.hat, one.is_on) for one in worn[:2]] == [(white, True), (black, False)]
    assert (worn[0].seconds >= 0, worn[0].is_over) == (True, False)


def test_a_mock_participant_can_be_noted(table: Table) -> None:
    mock = a_participant(table.series, table, is_mock=True)
    take_notes(by=None, table=table, queue=[noted("Oefenen", speaker=mock.pk)])
    assert Quote.objects.get().participant == Participant.objects.get()

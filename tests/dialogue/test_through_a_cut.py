"""An hour at a table, with a network that fails: nothing is lost and nothing stands twice.

``Browser`` does what notes.js does: a queue that is kept until the site names a key as safe.
"""

import json
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.dialogue.made import a_participant, a_series, a_table
from tests.factories import a_user
from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.dialogue.actions import noting
from vlaggenlijn.dialogue.actions.answering import add_own, amend
from vlaggenlijn.dialogue.boards import worn_at
from vlaggenlijn.dialogue.exchange.reading import read_qdpx
from vlaggenlijn.dialogue.handing_out import file_of
from vlaggenlijn.dialogue.models import Hat, HatTime, Participant, Quote, Series, Table
from vlaggenlijn.dialogue.noting import read_queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
WORKS, NOT_SENT, NOT_ANSWERED = "works", "not sent", "not answered"
BATCH = 100
HARD = (
    "👩🏽\u200d👧 goed 👍",
    "لا أحد يعرفنا هنا",
    "עברית ועוד",
    "x" * 10_000,
    "een\ntwee  drie",
)


class Browser:
    """The screen of one note taker, and how the network treats what it sends."""

    def __init__(self, table: Table, by: User | None = None) -> None:
        self.table, self.by = table, by
        self.queue: list[dict[str, Any]] = []

    def note(self, text: str, **values: Any) -> str:
        key = str(uuid.uuid4())
        self.queue.append({"key": key, "op": "put", "text": text, "at": 0} | values)
        return key

    def take_back(self, key: str) -> None:
        self.queue.append({"key": key, "op": "remove"})

    def send(self, network: str = WORKS) -> None:
        """Send what waits; only what is named as kept leaves the queue."""
        if network == NOT_SENT or not self.queue:
            return
        sent = self.queue[:BATCH]
        read, refused = read_queue(json.dumps(sent).encode())
        kept = noting.take_notes(by=self.by, table=self.table, queue=read)
        assert (refused, kept.refused) == ([], [])
        if network == NOT_ANSWERED:
            return
        done = {str(key) for key in kept.keys}
        gone = {(one["op"], one["key"]) for one in sent if one["key"] in done}
        self.queue = [one for one in self.queue if (one["op"], one["key"]) not in gone]


@pytest.fixture
def series() -> Series:
    return a_series()


@pytest.fixture
def table(series: Series) -> Table:
    return a_table(series)


def texts(table: Table) -> list[str]:
    return [one.text for one in Quote.objects.at_table(table).standing().in_order()]


def an_hour(draw: random.Random) -> Iterator[tuple[int, str]]:
    """Minute by minute: the network works badly, and not at all from the 20th to the 30th."""
    for minute in range(60):
        is_cut = 20 <= minute < 30
        yield minute, NOT_SENT if is_cut else draw.choice((WORKS, WORKS, NOT_ANSWERED))


def test_hour_of_twelve_people_with_ten_minutes_without_a_network(table: Table) -> None:
    people = [a_participant(table.series, table) for _ in range(12)]
    hats = list(Hat.objects.of_series(table.series))
    draw, screen = random.Random(12), Browser(table)
    spoken, most_waiting = [], 0
    for minute, network in an_hour(draw):
        who, hat = people[minute % 12], hats[minute // 12]
        screen.note(f"Minuut {minute}", speaker=str(who.pk), hat=str(hat.pk))
        spoken.append((f"Minuut {minute}", who.pk, hat.pk))
        screen.send(network)
        most_waiting = max(most_waiting, len(screen.queue))
    screen.send()
    rows = Quote.objects.at_table(table).in_order()
    assert [(one.text, one.participant_id, one.hat_id) for one in rows] == spoken
    assert [one.position for one in rows] == list(range(1, 61))
    assert (screen.queue, most_waiting >= 10) == ([], True)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["note", "note", "undo"]),
        st.sampled_from([WORKS, NOT_SENT, NOT_ANSWERED]),
    ),
    max_size=14,
)  # fmt: skip


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_two_note_takers_by_accident_on_a_bad_network(
    table: Table, steps: list[tuple[int, str, str]]
) -> None:
    here = a_table(table.series)
    screens = [Browser(here, a_user()), Browser(here, a_user())]
    stands: list[list[tuple[str, str]]] = [[], []]
    for number, (which, what, network) in enumerate(steps):
        screen, mine = screens[which], stands[which]
        if what == "note":
            mine.append((screen.note(f"{which}-{number}"), f"{which}-{number}"))
        elif mine:
            screen.take_back(mine.pop()[0])
        screen.send(network)
    for screen in screens:
        screen.send()
    found = texts(here)
    for which, mine in enumerate(stands):
        assert [text for text in found if text.startswith(f"{which}-")] == [
            text for _, text in mine
        ]
    assert len(found) == sum(len(mine) for mine in stands)


def test_clock_of_a_browser_that_jumps_changes_no_order(table: Table) -> None:
    screen, now = Browser(table), datetime(2026, 3, 1, 10, tzinfo=UTC)
    moments = [now, now - timedelta(days=400), now + timedelta(days=9000), now]
    for number, moment in enumerate(moments):
        screen.note(str(number), at=moment.timestamp() * 1000)
        screen.send()
    screen.note("zonder", at="geen klok")
    screen.send()
    rows = Quote.objects.at_table(table).in_order()
    assert [one.text for one in rows] == ["0", "1", "2", "3", "zonder"]
    assert [one.said_at for one in rows] == [*moments, None]


def test_clock_of_the_site_that_jumps_gives_no_hat_less_than_nothing(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    white, black = Hat.objects.of_series(table.series)[:2]
    now = datetime(2026, 3, 1, 10, tzinfo=UTC)
    moments = iter([now, now - timedelta(hours=1), now + timedelta(days=2)])
    monkeypatch.setattr(timezone, "now", lambda: next(moments))
    for hat in (white, black, None):
        there = Table.objects.with_people().get(pk=table.pk)
        noting.put_on_hat(by=a_user(), table=there, hat=hat)
    monkeypatch.undo()
    seconds = dict(HatTime.objects.values_list("hat", "seconds"))
    assert seconds == {white.pk: 0, black.pk: noting.LONGEST_HAT_SECONDS}
    stored = Table.objects.get(pk=table.pk)
    stored.hat, stored.hat_since = white, datetime(2999, 1, 1, tzinfo=UTC)
    with recorded(by=None, network=table.series.network, deed="test"):
        stored.save()
    assert worn_at(stored)[0].seconds == 0


def test_hard_texts_come_through_all_the_way(table: Table) -> None:
    """Noted, amended, added while reading back, on pages and in every file."""
    somebody = a_participant(table.series, table)
    screen = Browser(table)
    for text in HARD:
        screen.note(text, speaker=str(somebody.pk))
    screen.send()
    assert texts(table) == list(HARD)
    first = Quote.objects.at_table(table).in_order()[0]
    amend(participant=somebody, quote=first, text=HARD[1])
    add_own(participant=somebody, text=HARD[0], hat=None, key=uuid.uuid4())
    expected = [HARD[1], *HARD[1:], HARD[0]]
    assert texts(table) == expected
    assert Quote.objects.get(pk=first.pk).first_wording == HARD[0]
    sheet = load_workbook(BytesIO(file_of(table.series, ".xlsx"))).worksheets[0]
    cells = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert [text for text in expected if text not in cells] == []
    source = read_qdpx(file_of(table.series, ".qdpx")).project.sources[0]
    told = [source.text[one.start : one.end] for one in source.selections]
    assert len(told) == len(expected)
    assert told[:4] == expected[:4]


def test_link_opened_in_two_places_at_once_is_one_person(table: Table) -> None:
    somebody = a_participant(table.series, table)
    key = uuid.uuid4()
    for _ in range(2):
        add_own(participant=somebody, text="Een keer", hat=None, key=key)
    assert texts(table) == ["Een keer"]
    assert Participant.objects.get().check_answered_at is not None

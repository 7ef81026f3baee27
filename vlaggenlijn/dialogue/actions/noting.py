"""The note taker's quotes, and the hats that the moderator puts on."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.common.forms import visible
from vlaggenlijn.dialogue.actions.answering import blank, forget_words, next_position
from vlaggenlijn.dialogue.models import Hat, HatTime, Participant, Quote, Table
from vlaggenlijn.dialogue.noting import REMOVE, Noted, Refused

LONGEST_HAT_SECONDS = 6 * 60 * 60  # a hat that was forgotten overnight says nothing


@dataclass(slots=True)
class Kept:
    """What came of a queue: keys that are safe here, and what cannot be kept."""

    keys: list[uuid.UUID] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def take_notes(*, by: User | None, table: Table, queue: Iterable[Noted]) -> Kept:
    """Keep a queue in its order; what was kept before is safe and is not kept twice.

    Places follow the order of arrival under a lock of the table, never the clock of a browser.
    """
    kept = Kept()
    gone: list[uuid.UUID] = []
    with transaction.atomic():
        with recorded(by=by, network=table.series.network, deed="dialogue.note"):
            stored = Table.locked(table.pk)
            hats = Hat.objects.of_series(table.series).by_id()
            seats = {one.pk: one for one in Participant.objects.at_table(table).seated()}
            silent = {pk for pk, one in seats.items() if not (one.has_consent or one.is_mock)}
            place = next_position(stored)
            for noted in queue:
                quote = Quote.objects.filter(client_key=noted.key).first()
                if quote is not None and quote.table_id != table.pk:
                    kept.refused.append(Refused(str(noted.key), "shape"))
                    continue
                if noted.op != REMOVE and quote is None and noted.speaker in silent:
                    kept.refused.append(Refused(str(noted.key), "consent"))
                    continue
                if noted.op == REMOVE:
                    gone += _take_back(quote)
                elif quote is None:
                    _put(by, stored, noted, hats, seats, place)
                    place += 1
                kept.keys.append(noted.key)
        forget_words(gone)
    return kept


def _put(
    by: User | None,
    table: Table,
    noted: Noted,
    hats: dict[uuid.UUID, Hat],
    seats: dict[uuid.UUID, Participant],
    place: int,
) -> None:
    quote = Quote(
        table=table, hat=hats.get(noted.hat) if noted.hat else None,
        participant=seats.get(noted.speaker) if noted.speaker else None,
        is_verbatim=noted.is_verbatim, position=place, client_key=noted.key,
        said_at=noted.said_at, taken_by=by,
    )  # fmt: skip
    quote.text = visible(noted.text).strip()
    quote.save()


def _take_back(quote: Quote | None) -> list[uuid.UUID]:
    if quote is None or not quote.stands:
        return []
    blank(quote, Quote.State.REMOVED)
    return [quote.pk]


def put_on_hat(*, by: User, table: Table, hat: Hat | None) -> None:
    """Change the hat that is on; the time of the one before is added up. None takes it off."""
    now = timezone.now()
    with recorded(by=by, network=table.series.network, deed="dialogue.hat"):
        stored = Table.locked(table.pk)
        if stored.hat_id == (hat.pk if hat else None):
            return
        _add_up(stored, now)
        stored.hat, stored.hat_since = hat, now if hat else None
        stored.save()


def _add_up(table: Table, now: datetime) -> None:
    if table.hat_id is None or table.hat_since is None:
        return
    time = HatTime.objects.filter(table=table, hat=table.hat_id).first()
    time = time or HatTime(table=table, hat_id=table.hat_id)
    passed = int((now - table.hat_since).total_seconds())
    time.seconds += min(max(passed, 0), LONGEST_HAT_SECONDS)
    time.save()

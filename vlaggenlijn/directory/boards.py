"""What a round has brought so far: numbers, who answered, whom to call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vlaggenlijn.directory.cards import PhoneLink, phone_link
from vlaggenlijn.directory.models import FreshnessItem, FreshnessRequest, Service

# More than anybody phones in a day; who was reached makes room for the next.
MOST_CALLS = 50


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One addressee with their services; ``calls`` are the unanswered ones to phone about."""

    request: FreshnessRequest
    items: list[FreshnessItem]
    answered_count: int
    is_to_call: bool


@dataclass(frozen=True, slots=True)
class Call:
    item: FreshnessItem
    phone: PhoneLink | None


@dataclass(frozen=True, slots=True)
class Board:
    """Counts of services, the rows by addressee, and the first of those to call."""

    asked: int
    answered: int
    right: int
    changed: int
    stopped: int
    rows: list[AskedRow]
    calls: list[Call]
    call_count: int

    @property
    def more_calls(self) -> int:
        return self.call_count - len(self.calls)

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0


def board_of(requests: Iterable[FreshnessRequest], now: datetime) -> Board:
    """Return the board of requests that were read ``with_items()``."""
    rows = [_row(request, now) for request in requests]
    to_call = _to_call(rows)
    answers = [item.answer for row in rows for item in row.items]
    return Board(
        asked=len(answers),
        answered=sum(1 for answer in answers if answer),
        right=answers.count(FreshnessItem.Answer.RIGHT),
        changed=answers.count(FreshnessItem.Answer.CHANGED),
        stopped=answers.count(FreshnessItem.Answer.STOPPED),
        rows=rows,
        calls=[Call(item, phone_to_call(item.service)) for item in to_call[:MOST_CALLS]],
        call_count=len(to_call),
    )


def _to_call(rows: Iterable[AskedRow]) -> list[FreshnessItem]:
    """Return what to phone about, what waits before what was answered on the phone."""
    items = [item for row in rows if row.is_to_call for item in row.items]
    return [one for one in items if not one.answer] + [
        one for one in items if one.answer and one.called_by_id
    ]


def _row(request: FreshnessRequest, now: datetime) -> AskedRow:
    items = list(request.items.all())
    return AskedRow(
        request, items, sum(1 for item in items if item.answer), request.is_to_call(now)
    )


def phone_to_call(service: Service) -> PhoneLink | None:
    """Return a number where staff reach somebody: of the service, else of the organisation."""
    phones = [*service.phones.all(), *service.organization.phones.all()]
    return phone_link(phones[0]) if phones else None

"""Events out of UiTdatabank's search (JSON-LD with ``embed=true``), as plain values."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from vlaggenlijn.agenda.moments import BRUSSELS
from vlaggenlijn.agenda.timing import Slot
from vlaggenlijn.agenda.uitdatabank.terms import KINDS

ZONE = ZoneInfo(BRUSSELS)
LANGUAGES = ("nl", "fr", "en", "de")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AGES = re.compile(r"(\d{0,3})-(\d{0,3})", re.ASCII)
OLDEST = 25
MOST_EVENTS = 2_000
MOST_TIMES = 1_000
HIGHEST_PRICE = Decimal("9999.99")


class Unreadable(Exception):
    """This is no answer of the search; ``code`` says why."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Found:
    """An event as the search tells it; ``price`` is None when nobody said."""

    key: str
    title: str
    url: str = ""
    description: str = ""
    kind: str = "other"
    organizer: str = ""
    venue: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    attendance: str = "offline"
    online_url: str = ""
    youngest: int | None = None
    oldest: int | None = None
    price: Decimal | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    registration_url: str = ""
    is_cancelled: bool = False
    slots: tuple[Slot, ...] = ()


@dataclass(slots=True)
class Answer:
    """What an answer holds; ``refused`` are (why, name) of what cannot be taken over."""

    found: list[Found] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    total: int = 0


def read_answer(content: bytes, *, first: date, last: date) -> Answer:
    """Return the events of an answer that happen from ``first`` to ``last``; raise Unreadable."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        raise Unreadable("uit_no_json") from None
    return events_in(whole, first=first, last=last)


def events_in(whole: Any, *, first: date, last: date) -> Answer:
    """Return the same of an answer that is plain values already: a page, a list, or one event."""
    members = whole.get("member", [whole]) if isinstance(whole, dict) else whole
    if not isinstance(members, list) or not members:
        raise Unreadable("uit_no_events")
    if len(members) > MOST_EVENTS:
        raise Unreadable("uit_too_many", limit=MOST_EVENTS)
    answer = Answer()
    seen: set[str] = set()
    for member in members:
        try:
            found = _event(member if isinstance(member, dict) else {}, first, last)
        except _NotTaken as not_taken:
            answer.refused.append((not_taken.code, not_taken.name[:120]))
            continue
        if found.key not in seen:
            answer.found.append(found)
        seen.add(found.key)
    answer.total = len(members)
    return answer


class _NotTaken(Exception):
    def __init__(self, code: str, name: str) -> None:
        super().__init__(code)
        self.code, self.name = code, name


def _event(event: Mapping[str, Any], first: date, last: date) -> Found:
    key, title = _text(event.get("@id")), _translated(event.get("name"), event)
    name = title or key or "?"
    if not key or not title:
        # Without embed=true the search only gives addresses.
        raise _NotTaken("uit_only_address" if key else "uit_no_id", name)
    if _text(_part(event, "audience").get("audienceType")) not in ("", "everyone"):
        raise _NotTaken("uit_not_public", name)
    if event.get("calendarType") == "permanent":
        raise _NotTaken("uit_permanent", name)
    slots = tuple(slot for slot in _slots(event, first, last) if _is_near(slot, first, last))
    if not slots:
        raise _NotTaken("uit_no_times", name)
    return Found(
        key=key,
        title=title,
        url=_page(key),
        description=_translated(event.get("description"), event),
        kind=_kind(event),
        organizer=_translated(_part(event, "organizer").get("name"), event),
        website=_first(_part(event, "contactPoint").get("url")),
        phone=_first(_part(event, "contactPoint").get("phone")),
        email=_first(_part(event, "contactPoint").get("email")),
        registration_url=_text(_part(event, "bookingInfo").get("url")),
        is_cancelled=_text(_part(event, "status").get("type")) == "Unavailable",
        slots=slots[:MOST_TIMES],
        price=_price(event.get("priceInfo")),
        **_place(event),
        **_ages(event),
    )


def _page(key: str) -> str:
    """Return where people look at an event: its address with the id at its end."""
    found = re.search(r"/events?/([0-9a-fA-F-]{36})$", key)
    return f"https://www.uitinvlaanderen.be/agenda/e/-/{found[1]}" if found else ""


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _part(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = event.get(name)
    return found if isinstance(found, dict) else {}


def _translated(value: Any, event: Mapping[str, Any]) -> str:
    """Return a text in Dutch, else in its main language, else in any."""
    if not isinstance(value, dict):
        return _text(value)
    order = ("nl", _text(event.get("mainLanguage")), *LANGUAGES)
    return next((text for name in order if (text := _text(value.get(name)))), "")


def _first(value: Any) -> str:
    return _text(value[0]) if isinstance(value, list) and value else ""


def _kind(event: Mapping[str, Any]) -> str:
    terms = event.get("terms")
    for term in terms if isinstance(terms, list) else []:
        if isinstance(term, dict) and term.get("domain", "eventtype") == "eventtype":
            kind = KINDS.get(_text(term.get("id")))
            if kind:
                return kind
    return "other"


def _place(event: Mapping[str, Any]) -> dict[str, Any]:
    location = _part(event, "location")
    addresses = _part(location, "address")
    # Old records hold one address, new ones one for each language.
    address = next(
        (one for one in map(addresses.get, LANGUAGES) if isinstance(one, dict)), addresses
    )
    attendance = _text(event.get("attendanceMode"))
    return {
        "venue": _translated(location.get("name"), event),
        "street": _text(address.get("streetAddress")),
        "postal_code": _text(address.get("postalCode")),
        "city": _text(address.get("addressLocality")),
        "attendance": attendance if attendance in ("online", "mixed") else "offline",
        "online_url": _text(event.get("onlineUrl")),
    }


def _ages(event: Mapping[str, Any]) -> dict[str, Any]:
    found = AGES.fullmatch(_text(event.get("typicalAgeRange")))
    if found is None:
        return {"youngest": None, "oldest": None}
    youngest, oldest = (int(text) if text else None for text in found.groups())
    if youngest is not None and oldest is not None and youngest > oldest:
        return {"youngest": None, "oldest": None}
    # Above childhood an age says nothing here: "18-" and "-99" are everybody.
    return {
        "youngest": min(youngest, OLDEST) if youngest else None,
        "oldest": oldest if oldest is not None and oldest <= OLDEST else None,
    }


def _price(prices: Any) -> Decimal | None:
    for one in prices if isinstance(prices, list) else []:
        if isinstance(one, dict) and one.get("category") == "base":
            try:
                price = Decimal(str(one.get("price"))).quantize(Decimal("0.01"))
            except InvalidOperation:
                return None
            return price if 0 <= price <= HIGHEST_PRICE else None
    return None


def _is_near(slot: Slot, first: date, last: date) -> bool:
    start, end = slot.start.astimezone(ZONE).date(), slot.end.astimezone(ZONE).date()
    return first <= end and start <= last


def _slots(event: Mapping[str, Any], first: date, last: date) -> Iterator[Slot]:
    times = event.get("subEvent")
    if event.get("calendarType") == "periodic" or event.get("openingHours"):
        yield from _weekly(event, first, last)
    elif isinstance(times, list) and times:
        for one in times[:MOST_TIMES]:
            yield from _slot(one if isinstance(one, dict) else {})
    else:
        yield from _slot(event)


def _slot(one: Mapping[str, Any]) -> Iterator[Slot]:
    start, end = _moment(one.get("startDate")), _moment(one.get("endDate"))
    if start is None:
        return
    end = end if end is not None and end >= start else start + timedelta(hours=1)
    status = _text(_part(one, "status").get("type"))
    booking = _text(_part(one, "bookingAvailability").get("type"))
    yield Slot(
        start,
        end,
        is_cancelled=status == "Unavailable",
        is_full=booking == "Unavailable" and status != "Unavailable",
    )


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    if not 1970 <= found.year <= 2200:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=ZONE)).astimezone(UTC)


def _weekly(event: Mapping[str, Any], first: date, last: date) -> Iterator[Slot]:
    """Yield the times of a period with opening hours; without hours it is each whole day."""
    begin, end = _moment(event.get("startDate")), _moment(event.get("endDate"))
    if begin is None or end is None:
        return
    day = max(begin.astimezone(ZONE).date(), first)
    stop = min(end.astimezone(ZONE).date(), last)
    hours = list(_hours(event.get("openingHours")))
    while day <= stop:
        for weekdays, opens, closes in hours:
            if day.weekday() in weekdays:
                until = day + timedelta(days=closes <= opens)
                yield Slot(
                    datetime.combine(day, opens, ZONE), datetime.combine(until, closes, ZONE)
                )
        day += timedelta(days=1)


def _hours(rows: Any) -> Iterator[tuple[set[int], time, time]]:
    if not isinstance(rows, list) or not rows:
        yield set(range(7)), time(0), time(23, 59)
        return
    for row in rows[:50]:
        if not isinstance(row, dict):
            continue
        names = row.get("dayOfWeek")
        names = names if isinstance(names, list) else []
        days = {DAYS.index(name) for name in names if name in DAYS}
        try:
            opens, closes = (time.fromisoformat(_text(row.get(one))) for one in ("opens", "closes"))
        except ValueError:
            continue
        yield days, opens.replace(tzinfo=None), closes.replace(tzinfo=None)

"""From a calendar to events with their times: what repeats, what moved, what was called off."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from vlaggenlijn.agenda.icalendar_in.lines import Component, Property, decoded, parsed
from vlaggenlijn.agenda.icalendar_in.rules import Rule, UnreadableRule, days_of, read_rule
from vlaggenlijn.agenda.icalendar_in.spans import span_of
from vlaggenlijn.agenda.icalendar_in.zones import Zones, local_moment
from vlaggenlijn.agenda.moments import Pattern
from vlaggenlijn.agenda.timing import ALL_DAY, ONE_DAY, Slot

MOST_EVENTS = 2_000
MOST_SLOTS = 20_000  # of a whole calendar
PRIVATE = ("PRIVATE", "CONFIDENTIAL")
Remark = tuple[str, str]  # a code, and what it is about


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens once or again; ``likely`` is the pattern its rule seems to be."""

    uid: str
    title: str
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    likely: Pattern | None = None
    is_cancelled: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Read:
    """What a calendar holds: events, and (why, its name) for those that cannot be taken over."""

    events: list[Event] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    past: int = 0
    private: int = 0
    unknown_zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Begin:
    local: datetime
    zone: str
    is_day: bool = False


def read_calendar(content: bytes, *, first: date, last: date) -> Read:
    """Return what happens in a calendar from ``first`` to ``last``; raise Unreadable."""
    return _Reader(parsed(decoded(content)), first, last).read()


class _Reader:
    def __init__(self, calendar: Component, first: date, last: date) -> None:
        self._zones = Zones(calendar)
        self._parts = [part for part in calendar.parts if part.name == "VEVENT"]
        self._first, self._last = first, last
        self._slots_left = MOST_SLOTS
        self._found = Read()

    def read(self) -> Read:
        for uid, parts in self._by_uid().items():
            self._take(uid, parts)
        self._found.unknown_zones = tuple(sorted(self._zones.unknown))
        return self._found

    def _by_uid(self) -> dict[str, list[Component]]:
        found: dict[str, list[Component]] = defaultdict(list)
        for part in self._parts:
            found[_uid(part)].append(part)
        return found

    def _take(self, uid: str, parts: Sequence[Component]) -> None:
        master, changes = _sorted_out(parts)
        main = master or changes[0]
        title = main.text("SUMMARY")
        if any(part.text("CLASS").upper() in PRIVATE for part in parts):
            self._found.private += 1
            return
        try:
            event = self._event(uid, main, master, changes)
        except UnreadableRule:
            self._found.refused.append(("calendar_rule", title))
            return
        except _NoTime:
            self._found.refused.append(("calendar_no_time", title))
            return
        if not event.slots:
            self._found.past += 1
        elif not event.title:
            self._found.refused.append(("calendar_no_title", uid[:60]))
        elif len(self._found.events) == MOST_EVENTS or self._slots_left < len(event.slots):
            self._found.refused.append(("calendar_full", title))
        else:
            self._slots_left -= len(event.slots)
            self._found.events.append(event)

    def _event(
        self, uid: str, main: Component, master: Component | None, changes: Sequence[Component]
    ) -> Event:
        times: dict[datetime, Slot] = {}
        likely = None
        if master is not None:
            times, likely = self._times(master)
        for change in changes:
            self._apply(times, change, main)
        kept = [slot for slot in times.values() if self._is_near(slot)]
        return Event(
            uid=uid,
            title=" ".join(main.text("SUMMARY").split()),
            description=main.text("DESCRIPTION"),
            location=main.text("LOCATION"),
            url=main.text("URL"),
            categories=tuple(_categories(main)),
            slots=tuple(sorted(kept, key=lambda slot: (slot.start, slot.end))),
            likely=likely,
            is_cancelled=main.text("STATUS").upper() == "CANCELLED",
        )

    def _is_near(self, slot: Slot) -> bool:
        return self._first <= slot.end.date() and slot.start.date() <= self._last

    def _times(self, master: Component) -> tuple[dict[datetime, Slot], Pattern | None]:
        """Return the times of an event by their instant, and what its rule seems to be."""
        begin = self._begin(master.first("DTSTART"))
        span = self._span(master, begin)
        rule = read_rule(master.text("RRULE"), begin.local) if master.first("RRULE") else None
        days = self._days(rule, begin, span)
        own = [replace(begin, local=datetime.combine(day, begin.local.time())) for day in days]
        own = [one for one in own if self._is_before_end(one, rule)]
        # A first time that its own rule does not fall on is there all the same, as RFC 5545 says.
        if self._is_first_near(begin) and (rule is None or rule.count is None):
            own.append(begin)
        own += [one for prop in master.all("RDATE") for one in self._listed(prop, begin)]
        left_out = {
            self._instant(one) for prop in master.all("EXDATE") for one in self._listed(prop, begin)
        }
        slots = [self._slot(one, span) for one in own]
        found = {slot.start: slot for slot in slots if slot.start not in left_out}
        return found, _likely(rule, begin, own)

    def _days(self, rule: Rule | None, begin: _Begin, span: timedelta) -> list[date]:
        if rule is None:
            return [begin.local.date()]
        back = min(span, timedelta(days=62)) + ONE_DAY
        return days_of(rule, first=self._first - back, last=self._last)

    def _is_first_near(self, begin: _Begin) -> bool:
        return begin.local.date() >= self._first - timedelta(days=62)

    def _is_before_end(self, one: _Begin, rule: Rule | None) -> bool:
        if rule is None or rule.until is None or not rule.is_until_utc:
            return True
        return self._instant(one) <= rule.until.replace(tzinfo=UTC)

    def _apply(self, times: dict[datetime, Slot], change: Component, main: Component) -> None:
        """Put one time that was changed by itself in the place of what the rule gave."""
        begin = self._begin(change.first("DTSTART"))
        planned = self._instant(self._begin(change.first("RECURRENCE-ID")))
        slot = self._slot(begin, self._span(change, begin))
        title = " ".join(change.text("SUMMARY").split())
        differs = bool(title) and title != " ".join(main.text("SUMMARY").split())
        times[planned] = replace(
            slot,
            planned=planned,
            is_cancelled=change.text("STATUS").upper() == "CANCELLED",
            note=title if differs else "",
        )

    def _begin(self, prop: Property | None) -> _Begin:
        if prop is None:
            raise _NoTime
        return _begin_in(prop, prop.value)

    def _instant(self, begin: _Begin) -> datetime:
        return self._zones.moment(begin.local, begin.zone)

    def _span(self, part: Component, begin: _Begin) -> timedelta:
        """Return how long it lasts by the clock on the wall."""
        end = part.first("DTEND")
        if end is None:
            return span_of(part.text("DURATION"), ONE_DAY if begin.is_day else timedelta(hours=1))
        last = self._begin(end)
        if begin.zone == last.zone:
            return last.local - begin.local
        return self._instant(last) - self._instant(begin)

    def _slot(self, begin: _Begin, span: timedelta) -> Slot:
        if begin.is_day:
            # The end of a whole day is the day after it, which is not one of its days.
            days = max(1, span.days)
            last = begin.local.date() + timedelta(days=min(days, 400) - 1)
            end = datetime.combine(last, ALL_DAY[1])
            return Slot(self._instant(begin), self._instant(replace(begin, local=end)))
        end = begin.local + max(timedelta(0), min(span, timedelta(days=400)))
        return Slot(self._instant(begin), self._instant(replace(begin, local=end)))

    def _listed(self, prop: Property, begin: _Begin) -> Iterator[_Begin]:
        """Yield the moments of a list; a day alone stands for the hour of the event."""
        for text in prop.value.split(",")[:MOST_EVENTS]:
            try:
                one = _begin_in(prop, text.split("/")[0])
            except _NoTime:
                continue
            if one.is_day and not begin.is_day:
                one = replace(begin, local=datetime.combine(one.local, begin.local.time()))
            yield one


class _NoTime(Exception):
    """It does not say when."""


def _begin_in(prop: Property, text: str) -> _Begin:
    local = local_moment(text)
    # Years at the very ends of the calendar leave no room to reckon.
    if local is None or not 1900 <= local.year <= 2200:
        raise _NoTime
    is_day = "T" not in text.upper()
    zone = "UTC" if text.strip().upper().endswith("Z") else prop.parameters.get("TZID", "")
    return _Begin(local, "" if is_day else zone, is_day)


def _uid(part: Component) -> str:
    uid = part.text("UID")
    if uid:
        return uid
    # Without an identifier its name and first moment are all there is to know it by.
    first = part.first("DTSTART")
    what = f"{part.text('SUMMARY')}|{first.value if first else ''}"
    return "sha1:" + hashlib.sha1(what.encode(), usedforsecurity=False).hexdigest()


def _sorted_out(parts: Sequence[Component]) -> tuple[Component | None, list[Component]]:
    """Return the event itself in its newest version, and the newest of each changed time."""
    masters = [part for part in parts if not part.first("RECURRENCE-ID")]
    changes: dict[str, Component] = {}
    for part in sorted(parts, key=_sequence):
        if part.first("RECURRENCE-ID"):
            changes[part.text("RECURRENCE-ID")] = part
    newest = max(masters, key=_sequence) if masters else None
    return newest, list(changes.values())


def _sequence(part: Component) -> int:
    text = part.text("SEQUENCE")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _categories(part: Component) -> Iterator[str]:
    for prop in part.all("CATEGORIES")[:20]:
        yield from (Property(one).text.strip() for one in prop.value.split(",")[:20])


def _likely(rule: Rule | None, begin: _Begin, times: Sequence[_Begin]) -> Pattern | None:
    """Return the pattern that a rule seems to be; whoever takes it checks the days."""
    if rule is None or rule.bysetpos or rule.bymonth or rule.bymonthday:
        return None
    ends = rule.until is not None or rule.count is not None
    until = max((one.local.date() for one in times), default=None) if ends else None
    pattern = Pattern(begin.local.date(), time(0), time(1), until=until, interval=rule.interval)
    weekdays = tuple(sorted({weekday for _, weekday in rule.byday}))
    if rule.freq == "WEEKLY":
        return replace(pattern, repeats="weekly", weekdays=weekdays)
    if rule.freq == "DAILY" and rule.interval == 1:
        return replace(pattern, repeats="weekly", weekdays=weekdays or tuple(range(7)))
    if rule.freq == "MONTHLY" and len(rule.byday) == 1:
        return replace(pattern, repeats="monthly")
    return None

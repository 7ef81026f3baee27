"""In which zone the hours of a calendar are: by the name of a place, else by its own rules."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from vlaggenlijn.agenda.icalendar_in.lines import Component
from vlaggenlijn.agenda.icalendar_in.rules import Rule, UnreadableRule, days_of, read_rule
from vlaggenlijn.agenda.moments import BRUSSELS

# What Outlook and Exchange call the zones that a Belgian network meets.
OUTLOOK = {
    "romance standard time": "Europe/Brussels",
    "w. europe standard time": "Europe/Berlin",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "gmt standard time": "Europe/London",
    "greenwich standard time": "Africa/Casablanca",
    "e. europe standard time": "Europe/Bucharest",
    "turkey standard time": "Europe/Istanbul",
    "morocco standard time": "Africa/Casablanca",
    "utc": "UTC",
    "eastern standard time": "America/New_York",
    "pacific standard time": "America/Los_Angeles",
}
OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?", re.ASCII)
LOCAL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2}))?(Z?)", re.ASCII)
EARLIEST, LATEST = 1990, 2045
MOST_OWN = 20  # zones that a calendar describes itself


@dataclass(frozen=True, slots=True)
class Onset:
    """From a local moment on, the clock is so far ahead of UTC."""

    at: datetime
    offset: timedelta


class Zones:
    """The zones of one calendar; what is not known is that of Brussels."""

    def __init__(self, calendar: Component) -> None:
        self.unknown: set[str] = set()
        self._own: dict[str, Component] = {
            part.text("TZID"): part
            for part in [one for one in calendar.parts if one.name == "VTIMEZONE"][:MOST_OWN]
        }
        self._found: dict[str, tzinfo | tuple[Onset, ...]] = {}

    def moment(self, local: datetime, name: str) -> datetime:
        """Return the instant, in UTC, of local hours in a zone."""
        zone = self._zone(name)
        if isinstance(zone, tuple):
            index = bisect_right([one.at for one in zone], local) - 1
            return (local - zone[max(0, index)].offset).replace(tzinfo=UTC)
        return local.replace(tzinfo=zone).astimezone(UTC)

    def _zone(self, name: str) -> tzinfo | tuple[Onset, ...]:
        if name not in self._found:
            self._found[name] = self._looked_up(name)
        return self._found[name]

    def _looked_up(self, name: str) -> tzinfo | tuple[Onset, ...]:
        known = named_zone(name) if name else ZoneInfo(BRUSSELS)
        if known is not None:
            return known
        onsets = _onsets(self._own[name]) if name in self._own else ()
        if onsets:
            return onsets
        self.unknown.add(name[:60])
        return ZoneInfo(BRUSSELS)


@lru_cache(maxsize=256)
def named_zone(name: str) -> tzinfo | None:
    """Return the zone with a name out of the world's list or of Outlook, or None."""
    plain = OUTLOOK.get(name.strip().strip('"').casefold(), name.strip().strip('"'))
    # Some programs write a path before the name: /citadel.org/20210210_1/Europe/Brussels.
    parts = plain.strip("/").split("/")
    for candidate in ("/".join(parts), "/".join(parts[-2:])):
        if re.fullmatch(r"[A-Za-z_+-]+(?:/[A-Za-z0-9_+-]+){0,2}", candidate, re.ASCII):
            try:
                return ZoneInfo(candidate)
            except (KeyError, OSError, ValueError):
                continue
    return None


def _onsets(zone: Component) -> tuple[Onset, ...]:
    """Return when the clock of a zone of the calendar itself changes, in order."""
    found = [one for part in zone.parts for one in _onsets_of(part)]
    return tuple(sorted(found, key=lambda one: one.at))


def _onsets_of(part: Component) -> Iterator[Onset]:
    offset, start = _offset(part.text("TZOFFSETTO")), local_moment(part.text("DTSTART"))
    if offset is None or start is None:
        return
    yield Onset(start, offset)
    for prop in part.all("RDATE"):
        for text in prop.value.split(",")[:200]:
            at = local_moment(text)
            if at is not None:
                yield Onset(at, offset)
    yield from (Onset(at, offset) for at in _yearly(part, start))


def _yearly(part: Component, start: datetime) -> Iterator[datetime]:
    try:
        rule = read_rule(part.text("RRULE"), start) if part.first("RRULE") else None
    except UnreadableRule:
        return
    # A clock that changes more than a few times a year is no clock.
    if rule is None or rule.freq != "YEARLY":
        return
    begin = rule_from(rule, start)
    for day in days_of(begin, first=begin.start.date(), last=date(LATEST, 1, 1)):
        yield datetime.combine(day, start.time())


def rule_from(rule: Rule, start: datetime) -> Rule:
    """Return the rule from 1990 on: older changes of the clock touch no calendar of today."""
    if start.year >= EARLIEST or rule.interval != 1 or rule.count:
        return rule
    try:
        return rule.moved(start.replace(year=EARLIEST))
    except ValueError:
        return rule


def _offset(text: str) -> timedelta | None:
    found = OFFSET.fullmatch(text)
    if found is None:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return ahead if found[1] == "+" else -ahead


def local_moment(text: str) -> datetime | None:
    """Return the moment in a text like 20260516T100000 without its zone, or None."""
    found = LOCAL.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(found[index] or 0) for index in range(1, 7))
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError:
        return None

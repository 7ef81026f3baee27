"""Calendars as text for tests, and what is read of them."""

from datetime import date
from zoneinfo import ZoneInfo

from vlaggenlijn.agenda.icalendar_in import Event, Read, read_calendar

FIRST, LAST = date(2026, 10, 1), date(2027, 12, 31)


BRUSSELS = ZoneInfo("Europe/Brussels")


def text_of(*events: str, more: str = "") -> bytes:
    parts = [f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT" for event in events]
    whole = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", more, *parts, "END:VCALENDAR"])
    return whole.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def read(*events: str, more: str = "") -> Read:
    return read_calendar(text_of(*events, more=more), first=FIRST, last=LAST)


def one(event: str, more: str = "") -> Event:
    found = read(event, more=more)
    assert (found.refused, len(found.events)) == ([], 1)
    return found.events[0]


def starts(event: Event) -> list[str]:
    return [f"{slot.start.astimezone(BRUSSELS):%Y-%m-%d %H:%M}" for slot in event.slots]


PLAIN = "UID:a\nSUMMARY:Babbelcafé\nDTSTART;TZID=Europe/Brussels:20270116T100000\n"

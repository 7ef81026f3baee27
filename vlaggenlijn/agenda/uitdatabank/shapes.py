"""Whether an event has the shape that UiTdatabank describes; what has not is never sent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

REQUIRED = ("mainLanguage", "name", "terms", "location", "calendarType")
CHOICES: Mapping[str, Sequence[str]] = {
    "mainLanguage": ("nl", "fr", "de", "en"),
    "calendarType": ("single", "multiple", "periodic", "permanent"),
    "attendanceMode": ("offline", "online", "mixed"),
    "workflowStatus": ("DRAFT", "READY_FOR_VALIDATION", "DELETED"),
}
AGES = re.compile(r"\d*-\d*", re.ASCII)
STATUS = ("Available", "Unavailable", "TemporarilyUnavailable")
AUDIENCES = ("everyone", "members", "education")


def shape_problems(event: Mapping[str, Any]) -> list[str]:
    """Return the paths of what has not the shape of an event; none for a good one."""
    return list(_problems(event))


def _problems(event: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"/{name}" for name in REQUIRED if not event.get(name))
    yield from (
        f"/{name}"
        for name, choices in CHOICES.items()
        if name in event and event[name] not in choices
    )
    name = event.get("name") or {}
    if event.get("mainLanguage") not in name or not all(map(str.strip, name.values())):
        yield "/name"
    if len([one for one in event.get("terms", []) if one.get("domain") == "eventtype"]) != 1:
        yield "/terms"
    if not AGES.fullmatch(event.get("typicalAgeRange", "-")):
        yield "/typicalAgeRange"
    if event.get("audience", {}).get("audienceType", "everyone") not in AUDIENCES:
        yield "/audience"
    if "onlineUrl" in event and event.get("attendanceMode") == "offline":
        yield "/onlineUrl"
    yield from _calendar(event)
    yield from _prices(event.get("priceInfo"))


def _calendar(event: Mapping[str, Any]) -> Iterator[str]:
    times = event.get("subEvent", [])
    if event.get("calendarType") == "single" and len(times) != 1:
        yield "/subEvent"
    if event.get("calendarType") == "multiple" and len(times) < 2:
        yield "/subEvent"
    for number, time in enumerate(times):
        if not _is_span(time):
            yield f"/subEvent/{number}"
        for name in ("status", "bookingAvailability"):
            if time.get(name, {"type": "Available"}).get("type") not in STATUS:
                yield f"/subEvent/{number}/{name}"
    if not _is_span(event):
        yield "/startDate"


def _is_span(one: Mapping[str, Any]) -> bool:
    try:
        start, end = (datetime.fromisoformat(one[name]) for name in ("startDate", "endDate"))
        return start <= end and start.tzinfo is not None
    except (KeyError, TypeError, ValueError):
        return False


def _prices(prices: Sequence[Mapping[str, Any]] | None) -> Iterator[str]:
    if prices is None:
        return
    if [one.get("category") for one in prices].count("base") != 1:
        yield "/priceInfo"
    if any(not one.get("price", -1) >= 0 for one in prices):
        yield "/priceInfo/price"

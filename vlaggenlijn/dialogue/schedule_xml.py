"""A programme as the schedule.xml that frab, pretalx and the C3VOC tools share; a thinking module.

Elements and their order follow the XSD of voc/schedule. Texts are escaped by the library, and what
XML 1.0 cannot hold is left out. Ids are positive numbers that follow from the identifier, so that
an event keeps its number when others come and go.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HIGHEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Talk:
    """One session; moments are aware."""

    key: uuid.UUID
    room: str
    start: datetime
    end: datetime
    title: str
    kind: str
    abstract: str = ""
    persons: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A day; ``rooms`` in the order in which they are listed, ``version`` changes with it."""

    acronym: str
    title: str
    day: date
    version: str
    rooms: tuple[str, ...]
    talks: tuple[Talk, ...]
    language: str = "nl"
    base_url: str = ""


def schedule(programme: Programme) -> bytes:
    """Return the programme as an XML document in UTF-8."""
    root = Element("schedule")
    SubElement(root, "generator", name="Vlaggenlijn")
    _text(root, "version", programme.version)
    _conference(SubElement(root, "conference"), programme)
    day = SubElement(root, "day", index="1", date=programme.day.isoformat())
    if programme.talks:
        day.set("start", min(one.start for one in programme.talks).isoformat())
        day.set("end", max(one.end for one in programme.talks).isoformat())
    numbers = dict(zip((one.key for one in programme.talks), ids(programme.talks), strict=True))
    for room in programme.rooms:
        element = SubElement(day, "room", name=_clean(room))
        talks = [one for one in programme.talks if one.room == room]
        for talk in sorted(talks, key=lambda one: (one.start, one.key)):
            _event(element, talk, numbers[talk.key], programme.language)
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def ids(talks: Sequence[Talk]) -> Iterator[int]:
    """Yield a number for each session, none twice."""
    taken: set[int] = set()
    for talk in talks:
        number = talk.key.int % HIGHEST_ID + 1
        while number in taken:
            number = number % HIGHEST_ID + 1
        taken.add(number)
        yield number


def _conference(element: Element, programme: Programme) -> None:
    _text(element, "acronym", programme.acronym)
    _text(element, "title", programme.title)
    _text(element, "start", programme.day.isoformat())
    _text(element, "end", programme.day.isoformat())
    _text(element, "days", "1")
    _text(element, "timeslot_duration", "00:05")
    if programme.base_url:
        _text(element, "base_url", programme.base_url)
    _text(element, "time_zone_name", "Europe/Brussels")


def _event(room: Element, talk: Talk, number: int, language: str) -> None:
    event = SubElement(room, "event", guid=str(talk.key), id=str(number))
    minutes = int((talk.end - talk.start).total_seconds() // 60)
    _text(event, "date", talk.start.isoformat())
    _text(event, "start", f"{talk.start:%H:%M}")
    _text(event, "duration", f"{minutes // 60:02d}:{minutes % 60:02d}")
    _text(event, "room", talk.room)
    _text(event, "slug", f"sessie-{talk.key}")
    if talk.url:
        _text(event, "url", talk.url)
    recording = SubElement(event, "recording")
    _text(recording, "license", "")
    _text(recording, "optout", "true")
    _text(event, "title", talk.title)
    _text(event, "subtitle", "")
    _text(event, "track", "")
    _text(event, "type", talk.kind)
    _text(event, "language", language)
    _text(event, "abstract", talk.abstract)
    _text(event, "description", "")
    persons = SubElement(event, "persons")
    for place, name in enumerate(talk.persons, start=1):
        SubElement(persons, "person", id=str(place)).text = _clean(name)
    SubElement(event, "links")
    SubElement(event, "attachments")


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)

"""What we write keeps to the shape that the tools around frab and C3VOC read."""

import re
import uuid
from dataclasses import replace
from datetime import date, datetime
from xml.etree.ElementTree import Element, fromstring
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.dialogue.schedule_xml import HIGHEST_ID, Programme, Talk, ids, schedule

BRUSSELS = ZoneInfo("Europe/Brussels")
# What the XSD of voc/schedule (schedule.xml.xsd) asks of an event.
REQUIRED = {"room", "title", "type", "date", "start", "duration", "abstract", "slug", "subtitle",
            "track"}  # fmt: skip
ALLOWED = REQUIRED | {"logo", "persons", "language", "description", "recording", "links",
                      "attachments", "video_download_url", "url"}  # fmt: skip
DURATION = re.compile(r"[0-9]{1,2}:[0-9]{2}")


def a_talk(number: int = 1, **values: object) -> Talk:
    made = Talk(
        key=uuid.UUID(int=number),
        room="Zolder",
        start=datetime(2026, 5, 16, 10, tzinfo=BRUSSELS),
        end=datetime(2026, 5, 16, 11, 5, tzinfo=BRUSSELS),
        title="Vaders & <moeders>",
        kind="discussion",
        persons=("An Peeters",),
        url="https://example.org/kamp/",
    )
    return replace(made, **values)  # type: ignore[arg-type]


def a_programme(*talks: Talk, **values: object) -> Programme:
    made = Programme("kamp", "Kamp", date(2026, 5, 16), "7", ("Zolder", "Hal"), talks,
                     base_url="https://example.org")  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def read(programme: Programme) -> Element:
    return fromstring(schedule(programme))  # noqa: S314 - what we wrote ourselves


def test_order_of_the_document() -> None:
    root = read(a_programme(a_talk()))
    assert [one.tag for one in root] == ["generator", "version", "conference", "day"]
    conference = {one.tag: one.text for one in root.iterfind("conference/*")}
    assert conference == {
        "acronym": "kamp", "title": "Kamp", "start": "2026-05-16", "end": "2026-05-16",
        "days": "1", "timeslot_duration": "00:05", "base_url": "https://example.org",
        "time_zone_name": "Europe/Brussels",
    }  # fmt: skip
    assert [room.get("name") for room in root.iterfind("day/room")] == ["Zolder", "Hal"]
    day = root.find("day")
    assert day is not None
    assert day.attrib == {
        "index": "1", "date": "2026-05-16", "start": "2026-05-16T10:00:00+02:00",
        "end": "2026-05-16T11:05:00+02:00",
    }  # fmt: skip


def test_event_has_all_that_is_asked() -> None:
    event = read(a_programme(a_talk())).find("day/room/event")
    assert event is not None
    values = {one.tag: one.text for one in event}
    assert REQUIRED <= set(values) <= ALLOWED
    assert event.attrib == {"guid": str(uuid.UUID(int=1)), "id": "2"}
    assert (values["title"], values["duration"]) == ("Vaders & <moeders>", "01:05")
    assert (values["date"], values["start"]) == ("2026-05-16T10:00:00+02:00", "10:00")
    assert [one.text for one in event.iterfind("persons/person")] == ["An Peeters"]


def test_programme_without_sessions_or_address() -> None:
    root = read(a_programme(base_url=""))
    assert root.findall("day/room/event") == []
    assert root.find("conference/base_url") is None
    event = read(a_programme(a_talk(url=""))).find("day/room/event")
    assert event is not None
    assert event.find("url") is None


def test_two_that_would_have_one_number_get_two() -> None:
    talks = [a_talk(number) for number in (0, HIGHEST_ID, 2 * HIGHEST_ID)]
    assert list(ids(talks)) == [1, 2, 3]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5), st.integers(1, 600))
def test_any_text_comes_back_but_for_what_xml_cannot_hold(titles: list[str], minutes: int) -> None:
    start = datetime(2026, 5, 16, 10, tzinfo=BRUSSELS)
    end = datetime.fromtimestamp(start.timestamp() + 60 * minutes, BRUSSELS)
    talks = [a_talk(number, title=title, abstract=title, end=end)
             for number, title in enumerate(titles, 1)]  # fmt: skip
    events = read(a_programme(*talks)).findall("day/room/event")
    assert len({one.get("id") for one in events}) == len(talks)
    for event, title in zip(events, titles, strict=True):
        kept = "".join(sign for sign in title if sign in "\t\n\r" or sign >= " ")
        kept = "".join(sign for sign in kept if not "\ud800" <= sign <= "\udfff")
        kept = kept.replace("\ufffe", "").replace("\uffff", "")
        seen = event.findtext("title") or ""
        assert seen.replace("\r\n", "\n").replace("\r", "\n") == kept.replace("\r\n", "\n").replace(
            "\r", "\n"
        )
        assert DURATION.fullmatch(event.findtext("duration") or "")

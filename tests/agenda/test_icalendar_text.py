"""What we write is read alike by two libraries that other people wrote."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.agenda.icalendar_text import Event, calendar, escaped, folded

BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2026, 3, 29, 8, tzinfo=UTC)
EVENT = Event(
    uid="7@vlaggenlijn",
    changed_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    sequence=3,
    start=START,
    end=START + timedelta(hours=2),
    summary="Praten, spelen; \\ en méér",
    description="Eén\nTwee",
    location="Buurthuis, Kerkstraat 1, 9000 Gent",
    url="https://example.org/agenda/7/",
    categories=("slapen", "eten, drinken"),
    point=(51.05, 3.72),
)
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n,;\\\"'"), max_size=200
)


def by_icalendar(text: str) -> Any:
    return icalendar.Calendar.from_ical(text)


def by_vobject(text: str) -> Any:
    return vobject.readOne(text)


def test_both_read_the_same() -> None:
    text = calendar([EVENT], name="Agenda, Gent")
    one = by_icalendar(text).walk("VEVENT")[0]
    other = by_vobject(text).vevent
    assert str(one["SUMMARY"]) == other.summary.value == EVENT.summary
    assert str(one["DESCRIPTION"]) == other.description.value == EVENT.description
    assert str(one["LOCATION"]) == other.location.value == EVENT.location
    assert str(one["UID"]) == other.uid.value == "7@vlaggenlijn"
    assert one.decoded("DTSTART").astimezone(UTC) == START
    assert other.dtstart.value.astimezone(UTC) == START
    assert other.dtend.value.astimezone(UTC) == one.decoded("DTEND").astimezone(UTC)
    assert one["SEQUENCE"] == 3
    assert one["GEO"].latitude == 51.05
    assert list(map(str, one["CATEGORIES"].cats)) == ["slapen", "eten, drinken"]


def test_nothing_is_wrong_with_it() -> None:
    read = by_icalendar(calendar([EVENT], name="Agenda"))
    assert [error for part in read.walk() for error in part.errors] == []
    assert by_vobject(calendar([EVENT], name="Agenda")).validate()


def test_time_zone_is_that_of_the_clocks_in_brussels() -> None:
    zone = by_icalendar(calendar([], name="Leeg")).walk("VTIMEZONE")[0].to_tz()
    for month in range(1, 13):
        for year in (2026, 2031):
            wall = datetime(year, month, 28, 12)
            assert (
                wall.replace(tzinfo=zone).utcoffset() == wall.replace(tzinfo=BRUSSELS).utcoffset()
            )


def test_what_is_off_says_so() -> None:
    text = calendar([Event("1@x", START, 0, START, START, "Weg", is_cancelled=True)], name="x")
    event = by_icalendar(text).walk("VEVENT")[0]
    assert event["STATUS"] == "CANCELLED"
    assert {"DESCRIPTION", "LOCATION", "URL", "GEO", "CATEGORIES"} & set(event) == set()


def test_lines_end_and_fold_as_they_must() -> None:
    text = calendar([EVENT], name="é" * 200)
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.count("\n") == text.count("\r\n")


@given(texts)
def test_any_text_comes_back(text: str) -> None:
    made = calendar([Event("1@x", START, 0, START, START, f"x{text}x")], name="x")
    assert str(by_icalendar(made).walk("VEVENT")[0]["SUMMARY"]) == f"x{text}x"


@given(texts)
def test_folding_loses_nothing(text: str) -> None:
    parts = list(folded(text.replace("\n", "")))
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text.replace("\n", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\r\nb\rc", "a\\nb\\nc"), ("a\x00\x1bb", "ab"), ("a;b,c\\", "a\\;b\\,c\\\\")],
)
def test_signs_with_a_meaning(text: str, expected: str) -> None:
    assert escaped(text) == expected

"""Calendars of others: what they say, and what is refused or left out of them."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agenda.calendar_texts import BRUSSELS, FIRST, LAST, PLAIN, one, read, starts, text_of
from vlaggenlijn.agenda.icalendar_in import Unreadable, read_calendar
from vlaggenlijn.agenda.icalendar_in import events as reading
from vlaggenlijn.agenda.icalendar_in.lines import Component, Property, decoded
from vlaggenlijn.agenda.icalendar_in.spans import span_of
from vlaggenlijn.agenda.icalendar_in.zones import local_moment
from vlaggenlijn.agenda.icalendar_text import Event as OurEvent
from vlaggenlijn.agenda.icalendar_text import calendar
from vlaggenlijn.agenda.timing import Slot, arranged


def test_event_with_its_texts() -> None:
    event = one(
        PLAIN + "DTEND;TZID=Europe/Brussels:20270116T120000\nDESCRIPTION:Kom\\, en\\nblijf\\; of "
        "niet\nLOCATION:Buurthuis\\, Kerkstraat 1\nURL:https://example.org/a\n"
        'CATEGORIES;LANGUAGE="nl":slapen,spelen\\, samen\nX-ALT:x'
    )
    assert (event.title, event.description) == ("Babbelcafé", "Kom, en\nblijf; of niet")
    assert (event.location, event.url) == ("Buurthuis, Kerkstraat 1", "https://example.org/a")
    assert event.categories == ("slapen", "spelen\\", "samen")
    (slot,) = event.slots
    assert (slot.start, slot.end) == (
        datetime(2027, 1, 16, 9, tzinfo=UTC), datetime(2027, 1, 16, 11, tzinfo=UTC),
    )  # fmt: skip


def test_folded_lines_and_other_line_ends() -> None:
    for end in ("\r\n", "\n", "\r"):
        text = text_of(PLAIN).decode().replace("Babbel", "Bab\r\n bel").replace("\r\n", end)
        found = read_calendar(text.encode(), first=FIRST, last=LAST)
        assert found.events[0].title == "Babbelcafé"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_charsets(encoding: str) -> None:
    content = text_of(PLAIN).decode().encode(encoding)
    assert read_calendar(content, first=FIRST, last=LAST).events[0].title == "Babbelcafé"


def test_charset_that_nobody_can_read() -> None:
    for content in (b"\xff\xfeB", b"\x81\x8d\x8f\xff"):
        with pytest.raises(Unreadable, match="calendar_charset"):
            decoded(content)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DURATION:PT1H30M", timedelta(hours=1, minutes=30)),
        ("DURATION:P1W", timedelta(weeks=1)),
        ("DURATION:-PT1H", timedelta(hours=1)),
        ("DURATION:PT0S", timedelta(hours=1)),
        ("X-NOTHING:1", timedelta(hours=1)),
        ("DTEND:20270116T093000Z", timedelta(minutes=30)),
        ("DTEND;TZID=Europe/Brussels:20270116T090000", timedelta(0)),
    ],
)
def test_how_long_it_lasts(line: str, expected: timedelta) -> None:
    (slot,) = one(PLAIN + line).slots
    assert slot.end - slot.start == expected


def test_span_of_days() -> None:
    assert span_of("P2DT3H4M5S", timedelta()) == timedelta(days=2, hours=3, minutes=4, seconds=5)


def test_whole_days() -> None:
    event = one("UID:a\nSUMMARY:Kamp\nDTSTART;VALUE=DATE:20270705\nDTEND;VALUE=DATE:20270708")
    timing = arranged(event.slots)[""]
    assert timing.pattern.first_on == date(2027, 7, 5)
    assert (timing.pattern.starts_at, timing.pattern.ends_at) == (time(0), time(23, 59))
    assert (timing.pattern.repeats, timing.pattern.until) == ("weekly", date(2027, 7, 7))
    single = one("UID:a\nSUMMARY:Feest\nDTSTART;VALUE=DATE:20270705")
    assert arranged(single.slots)[""].pattern.repeats == "once"


def test_newest_version_counts() -> None:
    found = read(PLAIN + "SEQUENCE:2", PLAIN.replace("Babbelcafé", "Oud") + "SEQUENCE:1",
                 PLAIN.replace("Babbelcafé", "Ouder") + "SEQUENCE:x")  # fmt: skip
    assert [event.title for event in found.events] == ["Babbelcafé"]


def test_what_is_left_out_is_counted_and_named() -> None:
    found = read(
        PLAIN + "CLASS:PRIVATE",
        PLAIN.replace("UID:a", "UID:b").replace("2027", "2020"),
        PLAIN.replace("UID:a", "UID:c") + "RRULE:FREQ=SECONDLY",
        "UID:d\nSUMMARY:Zonder tijd",
        PLAIN.replace("UID:a", "UID:e").replace("Babbelcafé", " "),
        "UID:f\nSUMMARY:Vreemd\nDTSTART:99990101T000000",
        "UID:g\nSUMMARY:Vreemd\nDTSTART:20271301T000000",
    )
    assert (found.events, found.private, found.past) == ([], 1, 1)
    assert found.refused == [
        ("calendar_rule", "Babbelcafé"), ("calendar_no_time", "Zonder tijd"),
        ("calendar_no_title", "e"), ("calendar_no_time", "Vreemd"), ("calendar_no_time", "Vreemd"),
    ]  # fmt: skip


def test_cancelled_event_says_so() -> None:
    assert one(PLAIN + "STATUS:CANCELLED").is_cancelled


def test_without_an_identifier_it_is_known_by_name_and_day() -> None:
    plain = PLAIN.replace("UID:a\n", "")
    first, again, other = (
        read(text).events[0].uid for text in (plain, plain, plain.replace("0116", "0117"))
    )
    assert first == again != other
    assert read("SUMMARY:x").refused == [("calendar_no_time", "x")]


def test_list_with_days_and_rubbish() -> None:
    event = one(PLAIN + "RDATE;VALUE=DATE:20270117,x\nRDATE;VALUE=PERIOD:20270118T090000Z/PT1H\n"
                "EXDATE;VALUE=DATE:20270116")  # fmt: skip
    assert starts(event) == ["2027-01-17 10:00", "2027-01-18 10:00"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "calendar_none"),
        (b"<html><body>Not found</body></html>", "calendar_none"),
        (b"BEGIN:VEVENT\r\nEND:VEVENT", "calendar_none"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 6, "calendar_nested"),
        (b"BEGIN:VCALENDAR\nX:" + b"x" * 100_001, "calendar_long_line"),
        (b"BEGIN:VCALENDAR\nX:a\n" + b" xxxxxxxxxx\n" * 10_001, "calendar_long_line"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 20_001, "calendar_too_many"),
        (b"X:1\n" * 200_001, "calendar_too_many"),
    ],
)
def test_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read_calendar(content, first=FIRST, last=LAST)


def test_too_many_times_are_left_out_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_SLOTS", 10)
    found = read(*(PLAIN.replace("UID:a", f"UID:{number}") + "RRULE:FREQ=DAILY;COUNT=6"
                   for number in range(3)))  # fmt: skip
    assert (len(found.events), len(found.refused)) == (1, 2)


def test_stray_lines_do_no_harm() -> None:
    text = "rubbish\nEND:VEVENT\nBEGIN:VCALENDAR\nno colon\nEND:VOTHER\n" + text_of(PLAIN).decode()
    found = read_calendar((text + "\nBEGIN:VCALENDAR\nEND:VCALENDAR").encode(), first=FIRST,
                          last=LAST)  # fmt: skip
    assert found.events == []  # they stand in a calendar in a calendar
    two = text_of(PLAIN) + b"\n" + text_of(PLAIN.replace("UID:a", "UID:b"))
    assert len(read_calendar(two, first=FIRST, last=LAST).events) == 2


@settings(deadline=None)
@given(st.binary(max_size=300), st.lists(st.sampled_from([
    "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:Huis", "UID:a",
    "SUMMARY:x", "DTSTART:20270116T100000", "DTSTART;TZID=Huis:20270116T100000", "DTSTART:x",
    "RRULE:FREQ=WEEKLY", "RRULE:x", "RECURRENCE-ID:20270116T100000", "EXDATE:20270116T100000",
    "BEGIN:STANDARD", "END:STANDARD", "TZOFFSETTO:+0100", "DTEND:20260101T000000", "DURATION:P9W",
    "DTSTART;VALUE=DATE:20270116", "DTEND;VALUE=DATE:20290116", " x", "STATUS:CANCELLED",
]), max_size=25))  # fmt: skip
def test_whatever_comes_in_is_read_or_refused(rubbish: bytes, some: list[str]) -> None:
    for content in (rubbish, ("BEGIN:VCALENDAR\n" + "\n".join(some)).encode()):
        try:
            found = read_calendar(content, first=FIRST, last=LAST)
        except Unreadable:
            continue
        for event in found.events:
            for timing in arranged(event.slots, event.likely, (FIRST, LAST)).values():
                assert timing.plain()["first_on"]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80).filter(
    str.strip
)


@given(TEXT, TEXT)
def test_texts_are_those_that_the_library_reads(title: str, description: str) -> None:
    event = icalendar.Event()
    event.add("uid", "a")
    event.add("summary", title)
    event.add("description", description)
    event.add("dtstart", datetime(2027, 1, 16, 10, tzinfo=BRUSSELS))
    whole = icalendar.Calendar()
    whole.add_component(event)
    found = read_calendar(whole.to_ical(), first=FIRST, last=LAST).events[0]
    assert (found.title, found.description) == (" ".join(title.split()), description.strip())


@given(st.datetimes(datetime(2026, 11, 1), datetime(2027, 11, 1)), st.integers(5, 600), TEXT)
def test_our_own_calendar_comes_back(local: datetime, minutes: int, title: str) -> None:
    start = local.replace(tzinfo=BRUSSELS, second=0, microsecond=0).astimezone(UTC)
    ours = OurEvent("u", start, 3, start, start + timedelta(minutes=minutes), title)
    content = calendar([ours], name="x").encode()
    (slot,) = read_calendar(content, first=FIRST, last=LAST).events[0].slots
    # An hour that comes twice is written without saying which.
    assert abs((slot.start - start).total_seconds()) in (0, 3600)


def test_pieces() -> None:
    assert local_moment("20270116") == datetime(2027, 1, 16)
    assert local_moment("2027-01-16") is None
    assert Component("X").text("Y") == ""
    assert Property("a\\\\b").text == "a\\b"
    assert Slot(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)).note == ""

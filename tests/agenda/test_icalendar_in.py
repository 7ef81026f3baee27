"""Calendars of others: what they say, held against other readers, and what is hostile in them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.agenda.icalendar_in import Event, Read, Unreadable, read_calendar, rules
from vlaggenlijn.agenda.icalendar_in import events as reading
from vlaggenlijn.agenda.icalendar_in.lines import Component, Property, decoded, parsed
from vlaggenlijn.agenda.icalendar_in.rules import UnreadableRule, days_of, read_rule
from vlaggenlijn.agenda.icalendar_in.spans import span_of
from vlaggenlijn.agenda.icalendar_in.zones import Zones, local_moment, named_zone
from vlaggenlijn.agenda.icalendar_text import Event as OurEvent
from vlaggenlijn.agenda.icalendar_text import calendar
from vlaggenlijn.agenda.timing import Slot, arranged

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


def test_series_with_exceptions_and_a_moved_time() -> None:
    found = read(
        PLAIN + "DTEND;TZID=Europe/Brussels:20270116T120000\nRRULE:FREQ=WEEKLY;COUNT=6\n"
        "EXDATE;TZID=Europe/Brussels:20270123T100000\nRDATE;TZID=Europe/Brussels:20270302T100000",
        "UID:a\nSUMMARY:Babbelcafé met soep\nRECURRENCE-ID;TZID=Europe/Brussels:20270130T100000\n"
        "DTSTART;TZID=Europe/Brussels:20270131T140000\nDTEND;TZID=Europe/Brussels:20270131T160000",
        "UID:a\nRECURRENCE-ID:20270206T090000Z\nDTSTART:20270206T090000Z\nSTATUS:CANCELLED\n"
        "DTEND:20270206T110000Z",
    )
    (event,) = found.events
    assert starts(event) == [
        "2027-01-16 10:00", "2027-01-31 14:00", "2027-02-06 10:00", "2027-02-13 10:00",
        "2027-02-20 10:00", "2027-03-02 10:00",
    ]  # fmt: skip
    timing = arranged(event.slots, event.likely, (FIRST, LAST))[""]
    assert timing.exceptions == {
        "2027-01-30": {"day": "2027-01-31", "from": "14:00", "until": "16:00",
                       "is_cancelled": False, "is_full": False, "note": "Babbelcafé met soep"},
        "2027-02-06": {"day": "2027-02-06", "from": "10:00", "until": "12:00",
                       "is_cancelled": True, "is_full": False, "note": ""},
    }  # fmt: skip


def test_hours_stay_the_same_when_the_clock_changes() -> None:
    event = one(PLAIN + "RRULE:FREQ=WEEKLY;UNTIL=20270410T080000Z")
    assert [text[-5:] for text in starts(event)] == ["10:00"] * 13
    assert starts(event)[-1].startswith("2027-04-10")
    sooner = one(PLAIN + "RRULE:FREQ=WEEKLY;UNTIL=20270410T075959Z")
    assert starts(sooner)[-1].startswith("2027-04-03")


def test_series_in_utc_moves_with_the_clock() -> None:
    event = one("UID:a\nSUMMARY:x\nDTSTART:20270327T090000Z\nRRULE:FREQ=WEEKLY;COUNT=3")
    assert [text[-5:] for text in starts(event)] == ["10:00", "11:00", "11:00"]
    timing = arranged(event.slots, event.likely, (FIRST, LAST))[""]
    assert (timing.pattern.starts_at, list(timing.exceptions)) == (time(11), ["2027-03-27"])


def test_changed_time_whose_series_is_not_there() -> None:
    event = one("UID:a\nSUMMARY:x\nRECURRENCE-ID:20270116T090000Z\nDTSTART:20270116T100000Z")
    assert starts(event) == ["2027-01-16 11:00"]
    assert event.slots[0].planned == datetime(2027, 1, 16, 9, tzinfo=UTC)


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


def test_first_time_counts_also_when_its_rule_does_not_fall_on_it() -> None:
    assert starts(one(PLAIN + "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270120"))[0] == "2027-01-16 10:00"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY", ("weekly", 1, tuple(range(7)))),
        ("FREQ=DAILY;BYDAY=SA,SU", ("weekly", 1, (5, 6))),
        ("FREQ=MONTHLY;BYDAY=3SA", ("monthly", 1, ())),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", ("weekly", 2, (5,))),
    ],
)
def test_rule_becomes_a_pattern_that_goes_on(
    rule: str, expected: tuple[str, int, tuple[int, ...]]
) -> None:
    event = one(PLAIN + f"RRULE:{rule}")
    pattern = arranged(event.slots, event.likely, (FIRST, LAST))[""].pattern
    assert (pattern.repeats, pattern.interval, pattern.weekdays) == expected
    assert pattern.until is None


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY", "FREQ=YEARLY"])
def test_rule_that_we_have_no_pattern_for_becomes_days(rule: str) -> None:
    event = one(PLAIN + f"RRULE:{rule}")
    assert event.likely is None
    assert arranged(event.slots)[""].pattern.until or len(event.slots) < 60


def test_old_series_is_followed_from_now_on() -> None:
    event = one(PLAIN.replace("2027", "2001") + "RRULE:FREQ=WEEKLY;BYDAY=TU")
    assert starts(event)[0] == "2026-10-06 10:00"
    timing = arranged(event.slots, event.likely, (FIRST, LAST))[""]
    assert (timing.pattern.first_on, timing.pattern.until) == (date(2001, 1, 16), None)


# Zones ----------------------------------------------------------------------------------------

OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Huis
BEGIN:DAYLIGHT
DTSTART:16010325T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:16011028T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


@settings(deadline=None)
@given(st.datetimes(datetime(1997, 1, 1), datetime(2037, 1, 1)))
def test_zone_of_the_calendar_itself_is_that_of_brussels(local: datetime) -> None:
    calendar_ = parsed(f"BEGIN:VCALENDAR\n{OWN_ZONE}\nEND:VCALENDAR")
    found = Zones(calendar_).moment(local, "Huis")
    expected = local.replace(tzinfo=BRUSSELS).astimezone(UTC)
    # In the hour that comes twice, or never, each reader may choose.
    back = expected.astimezone(BRUSSELS).replace(tzinfo=None)
    is_twice = local.replace(tzinfo=BRUSSELS, fold=1).astimezone(UTC) != expected
    assert found == expected or back != local or is_twice


def test_zones_by_name() -> None:
    assert str(named_zone("Romance Standard Time")) == "Europe/Brussels"
    assert str(named_zone("/citadel.org/20210210_1/Europe/Brussels")) == "Europe/Brussels"
    assert named_zone("../../etc/passwd") is None
    assert named_zone("Nergens") is None
    assert named_zone("Europe/Nergens") is None


def test_unknown_zone_is_read_as_ours_and_told() -> None:
    found = read(PLAIN.replace("Europe/Brussels", "Nergens"))
    assert (starts(found.events[0]), found.unknown_zones) == (["2027-01-16 10:00"], ("Nergens",))


@pytest.mark.parametrize(
    "part",
    [
        "BEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD",
        "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:laat\nEND:STANDARD",
    ],
)
def test_zone_without_sense_is_unknown(part: str) -> None:
    zone = f"BEGIN:VTIMEZONE\nTZID:Huis\n{part}\nEND:VTIMEZONE"
    found = read(PLAIN.replace("Europe/Brussels", "Huis"), more=zone)
    assert found.unknown_zones == ("Huis",)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", "07:00"),
        ("RRULE:FREQ=SECONDLY", "07:00"),
        ("RRULE:FREQ=DAILY", "07:00"),
        ("RDATE:20260101T000000,x\nRRULE:FREQ=YEARLY;INTERVAL=2", "07:00"),
    ],
)
def test_zone_with_one_offset(rule: str, expected: str) -> None:
    zone = ("BEGIN:VTIMEZONE\nTZID:Huis\nBEGIN:STANDARD\nDTSTART:16000229T000000\n"
            f"TZOFFSETTO:+0400\n{rule}\nEND:STANDARD\nEND:VTIMEZONE")  # fmt: skip
    event = one(PLAIN.replace("Europe/Brussels", "Huis"), more=zone)
    assert starts(event) == [f"2027-01-16 {expected}"]
    leap = zone.replace("INTERVAL=2", "COUNT=1").replace("+0400", "-0400")
    assert starts(one(PLAIN.replace("Europe/Brussels", "Huis"), more=leap)) == ["2027-01-16 15:00"]


def test_leap_day_onset() -> None:
    zone = ("BEGIN:VTIMEZONE\nTZID:Huis\nBEGIN:STANDARD\nDTSTART:16000229T000000\n"
            "TZOFFSETTO:+0400\nRRULE:FREQ=YEARLY\nEND:STANDARD\nEND:VTIMEZONE")  # fmt: skip
    assert starts(one(PLAIN.replace("Europe/Brussels", "Huis"), more=zone)) == ["2027-01-16 07:00"]


# Rules ----------------------------------------------------------------------------------------

FREQUENCIES = st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
DAY_NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@st.composite
def a_rule(draw: st.DrawFn) -> str:
    freq = draw(FREQUENCIES)
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}"]
    may_place = freq in ("MONTHLY", "YEARLY")
    # With a place for one weekday and none for another, dateutil wants both at once.
    has_places = may_place and draw(st.booleans())
    places = ["1", "2", "-1", "5"] if has_places else [""]
    days = draw(st.lists(st.tuples(st.sampled_from(places), st.sampled_from(DAY_NAMES)),
                         max_size=3, unique=True))  # fmt: skip
    numbers = draw(st.lists(st.sampled_from([1, 13, 15, 29, 31, -1, -3]), max_size=2, unique=True))
    months = draw(st.lists(st.integers(1, 12), max_size=3, unique=True))
    if days:
        parts.append("BYDAY=" + ",".join("".join(one) for one in days))
    if numbers and freq != "WEEKLY":
        parts.append("BYMONTHDAY=" + ",".join(map(str, numbers)))
    if months:
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    # Of the week it begins in, dateutil counts only what is left; RFC 5545 counts the whole week.
    if freq != "WEEKLY" and (days or numbers) and draw(st.booleans()):
        parts.append("BYSETPOS=" + draw(st.sampled_from(["1", "-1", "2", "1,-1"])))
    ends = draw(st.sampled_from(["", "COUNT=7", "UNTIL=20270301", "UNTIL=20270301T100000"]))
    week = draw(st.sampled_from(["", "WKST=SU", "WKST=MO"]))
    return ";".join(filter(None, [*parts, ends, week]))


@settings(max_examples=400, deadline=None)
@given(a_rule(), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_rules_fall_on_the_days_that_dateutil_says(text: str, day: date) -> None:
    start = datetime.combine(day, time(10))
    ours = days_of(read_rule(text, start), first=FIRST, last=LAST)
    # A day alone as the end counts whole here; dateutil takes its midnight.
    theirs = rrule.rrulestr(re.sub(r"(UNTIL=\d{8})(?!T)", r"\1T235959", text), dtstart=start)
    window = theirs.between(datetime.combine(FIRST, time()), datetime.combine(LAST, time.max))
    assert ours == [one.date() for one in window][: len(ours) if len(ours) == 1000 else None]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;BYWEEKNO=3", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;COUNT=x", "FREQ=MONTHLY;BYMONTHDAY=40", "WEEKLY",
        "FREQ=MONTHLY;BYMONTHDAY=x", "FREQ=WEEKLY;UNTIL=ooit", "FREQ=WEEKLY;UNTIL=20271399",
        "FREQ=MONTHLY;BYSETPOS=1", "FREQ=WEEKLY;BYHOUR=9,10", "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=WEEKLY;BYDAY=" + "MO," * 200,
    ],
)  # fmt: skip
def test_rules_that_we_cannot_follow(text: str) -> None:
    with pytest.raises(UnreadableRule):
        read_rule(text, datetime(2027, 1, 16, 10))


def test_rule_that_says_its_hour_again() -> None:
    rule = read_rule("FREQ=WEEKLY;BYHOUR=10;BYMINUTE=0;BYSECOND=0;", datetime(2027, 1, 16, 10))
    assert days_of(rule, first=FIRST, last=date(2027, 1, 24)) == [
        date(2027, 1, 16),
        date(2027, 1, 23),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;COUNT=100000;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;COUNT=100000",
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=1000;COUNT=100000",
    ],
)  # fmt: skip
def test_rules_without_an_end_or_without_a_day_cost_little(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []
    real = rules._falls
    monkeypatch.setattr(rules, "_falls", lambda *one: looked_at.append(1) or real(*one))
    days_of(read_rule(text, datetime(1970, 1, 1, 10)), first=FIRST, last=LAST)
    assert len(looked_at) <= rules.LONGEST_COUNT_DAYS + 366


def test_places_in_a_year() -> None:
    rule = read_rule("FREQ=YEARLY;BYDAY=2MO,-1SU", datetime(2020, 1, 1, 10))
    assert days_of(rule, first=FIRST, last=LAST) == [
        date(2026, 12, 27), date(2027, 1, 11), date(2027, 12, 26),
    ]  # fmt: skip


def test_days_are_bounded() -> None:
    rule = read_rule("FREQ=DAILY", datetime(1970, 1, 1, 10))
    assert len(days_of(rule, first=date(1970, 1, 1), last=date(2020, 1, 1))) == 1000


def test_rule_at_the_end_of_the_calendar() -> None:
    for freq in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        rule = read_rule(f"FREQ={freq};WKST=SU", datetime(9999, 12, 30, 10))
        found = days_of(rule, first=date(9999, 12, 1), last=date.max)
        assert found[0] == date(9999, 12, 30)
        early = read_rule(f"FREQ={freq};WKST=SU;COUNT=2", datetime(1, 1, 1, 10))
        assert len(days_of(early, first=date.min, last=date(4, 1, 1))) == 2


# Hostile --------------------------------------------------------------------------------------


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


def test_many_series_that_never_fall_again_are_read() -> None:
    events = (PLAIN.replace("UID:a", f"UID:{number}") + "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
              for number in range(100))  # fmt: skip
    assert len(read(*events).events) == 100  # each has its first time


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


# Other readers --------------------------------------------------------------------------------

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

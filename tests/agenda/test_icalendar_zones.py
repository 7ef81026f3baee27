"""The time zones that a calendar names or brings along."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agenda.calendar_texts import BRUSSELS, PLAIN, one, read, starts
from vlaggenlijn.agenda.icalendar_in.lines import parsed
from vlaggenlijn.agenda.icalendar_in.zones import Zones, named_zone

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

"""Opening hours in words, at moments on which clocks and calendars go wrong."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.utils import translation

from tests.factories import a_location, a_service
from tests.findable import BRUSSELS_TIME, IN_GENT, a_home, save, stop_the_clock
from vlaggenlijn.directory import hours
from vlaggenlijn.directory.hours import (
    DayText,
    OpeningText,
    opening_now,
    opening_rows,
    state_now,
    usual_rows,
)
from vlaggenlijn.directory.models import Schedule, Service, ServiceAtLocation

pytestmark = pytest.mark.usefixtures("reference_data")
MONDAY = "2026-05-04"
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS_TIME)


def weekly(days: str = "MO", first: int = 9, last: int = 12, **values: Any) -> dict[str, Any]:
    """The values of a row of each week; hours on the clock."""
    hours_of_day = {"opens_at": time(first), "closes_at": time(last)}
    return {"freq": "WEEKLY", "byday": days} | hours_of_day | values


def open_at_one_place(*rows: dict[str, Any], **service: Any) -> Service:
    made = a_service(a_home(), place=IN_GENT, **service)
    link = made.service_at_locations.get()
    save(*(Schedule(service_at_location=link, **row) for row in rows))
    return made


def read(service: Service) -> Service:
    return Service.objects.with_details().get(pk=service.pk)


def now(service: Service, moment: str) -> OpeningText:
    return opening_now(read(service), at(moment))


@pytest.mark.parametrize(
    ("moment", "state", "text"),
    [
        ("2026-05-04 08:59", "closed", "opens today at 9.00"),
        ("2026-05-04 09:00", "open", "open now, until 12.00"),
        ("2026-05-04 11:59", "open", "open now, until 12.00"),
        ("2026-05-04 12:00", "closed", "opens on 11 May"),
        ("2026-05-05 12:00", "closed", "opens on Monday at 9.00"),
        ("2026-05-03 23:59", "closed", "opens tomorrow at 9.00"),
    ],
)
def test_opening_at_a_moment(moment: str, state: str, text: str) -> None:
    assert now(open_at_one_place(weekly()), moment) == OpeningText(state, text)


def test_opening_of_nothing_known_is_silent() -> None:
    assert now(a_service(a_home()), MONDAY) == OpeningText("unknown", "")


def test_opening_uses_the_clock_when_no_moment_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    service = open_at_one_place(weekly())
    stop_the_clock(monkeypatch, "2026-05-04 10:00")
    assert opening_now(read(service)).state == "open"


def test_opening_at_a_moment_of_another_clock() -> None:
    service = open_at_one_place(weekly())
    moment = datetime(2026, 5, 4, 7, 30, tzinfo=UTC)  # 9.30 in Brussels
    assert opening_now(read(service), moment).text == "open now, until 12.00"


def test_opening_by_appointment() -> None:
    service = open_at_one_place({"attending_type": "by_appointment"})
    assert now(service, MONDAY) == OpeningText("by_appointment", "by appointment")


def test_opening_closed_now_but_also_by_appointment() -> None:
    service = open_at_one_place(weekly(), {"attending_type": "by_appointment"})
    assert now(service, "2026-05-04 08:00").text == "opens today at 9.00, or by appointment"


def test_opening_far_away() -> None:
    service = open_at_one_place(weekly(valid_from=date(2027, 1, 1)))
    assert now(service, MONDAY) == OpeningText("closed", "closed now")


def test_opening_without_end() -> None:
    always = weekly(EVERY_DAY, 0, closes_at=time(0))
    assert now(open_at_one_place(always, on_holidays="as_usual"), MONDAY).text == "open now"


def test_opening_until_a_holiday_next_week_names_no_hour() -> None:
    always = weekly(EVERY_DAY, 0, closes_at=time(0))
    service = open_at_one_place(always)
    assert now(service, MONDAY).text == "open now"
    assert now(service, "2026-05-13 10:00").text == "open now, until 0.00"


# Calendar and clock


def test_holiday_is_closed_unless_the_service_says_otherwise() -> None:
    """Monday 25 May 2026 is Whit Monday."""
    closed = open_at_one_place(weekly())
    assert now(closed, "2026-05-25 10:00") == OpeningText("closed", "opens on 1 June")
    usual = a_service(closed.organization, "usual", place=IN_GENT, on_holidays="as_usual")
    link = usual.service_at_locations.get()
    save(Schedule(service_at_location=link, **weekly()))
    assert now(usual, "2026-05-25 10:00").state == "open"


def test_holiday_of_which_nobody_told_us() -> None:
    unknown = open_at_one_place(weekly(), on_holidays="unknown")
    assert now(unknown, "2026-05-25 10:00").state == "unknown"


def test_holiday_just_over_the_year() -> None:
    service = open_at_one_place(weekly(EVERY_DAY))
    assert now(service, "2026-12-31 13:00").text == "opens on Saturday at 9.00"


def test_night_the_clock_goes_forward() -> None:
    """On 29 March 2026 two o'clock is three o'clock."""
    service = open_at_one_place(weekly("SU", 1, 4))
    assert now(service, "2026-03-29 01:30").text == "open now, until 4.00"
    moment = datetime(2026, 3, 29, 1, 59, tzinfo=UTC)  # 3.59
    assert opening_now(read(service), moment).state == "open"
    assert opening_now(read(service), datetime(2026, 3, 29, 2, 0, tzinfo=UTC)).state == "closed"


def test_night_the_clock_goes_back() -> None:
    """On 25 October 2026 two o'clock comes twice."""
    service = open_at_one_place(weekly("SU", 1, 3))
    for hour in (0, 1):  # 2.30 summer time, then 2.30 winter time
        moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        assert opening_now(read(service), moment).text == "open now, until 3.00"
    assert opening_now(read(service), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)).state == "closed"


# More places


def test_opening_over_all_places_prefers_open_then_soonest_then_appointment() -> None:
    organization = a_home()
    service = a_service(organization)
    for row in (weekly("TU"), {"attending_type": "by_appointment"}, weekly("WE")):
        link = ServiceAtLocation(service=service, location=a_location(organization))
        save(link, Schedule(service_at_location=link, **row))
    assert now(service, "2026-05-04 10:00").text == "opens tomorrow at 9.00"
    assert now(service, "2026-05-06 10:00").state == "open"


def test_opening_of_the_service_counts_when_no_place_has_rows() -> None:
    service = a_service(a_home(), place=IN_GENT)
    save(Schedule(service=service, **weekly()))
    assert now(service, "2026-05-04 10:00").state == "open"
    save(Schedule(service_at_location=service.service_at_locations.get(), **weekly("TU")))
    assert now(service, "2026-05-04 10:00").text == "opens tomorrow at 9.00"


# Closed for now


@pytest.mark.parametrize(
    "values", [{"status": "temporarily closed"}, {"closed_until": date(2026, 5, 4)}]
)
def test_opening_closed_for_now_whatever_the_rows_say(values: dict[str, Any]) -> None:
    service = open_at_one_place(weekly(), **values)
    assert now(service, "2026-05-04 10:00") == OpeningText("closed", "closed for now")


def test_opening_again_on_the_day_after() -> None:
    service = open_at_one_place(weekly("TU"), closed_until=date(2026, 5, 4))
    assert now(service, "2026-05-05 10:00").state == "open"


# The week


def rows(service: Service, today: date = date(2026, 5, 4)) -> list[DayText]:
    found = read(service)
    return opening_rows(found, found.service_at_locations.get(), today)


def test_rows_of_the_coming_week_from_today() -> None:
    found = rows(
        open_at_one_place(weekly("MO,TU"), weekly("TU", 13, 16, attending_type="by_appointment")),
        date(2026, 5, 5),
    )
    assert found[0] == DayText("Tuesday", "9.00 – 12.00, 13.00 – 16.00 (by appointment)", True, "")
    assert found[1] == DayText("Wednesday", "closed", False, "")
    assert found[6] == DayText("Monday", "9.00 – 12.00", False, "")
    assert len(found) == 7


def test_rows_of_nothing_known() -> None:
    assert rows(open_at_one_place()) == []


def test_rows_of_the_service_stand_in_for_those_of_the_place() -> None:
    service = a_service(a_home(), place=IN_GENT)
    save(Schedule(service=service, **weekly()))
    assert rows(service)[0].hours == "9.00 – 12.00"


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("nl", "O. L. H. Hemelvaart"),
        ("fr", "Ascension"),
        ("en", "Ascension Day"),
        ("tr", "O. L. H. Hemelvaart"),
    ],
)
def test_rows_name_the_holiday_in_the_language_of_the_visitor(language: str, name: str) -> None:
    with translation.override(language):
        found = rows(open_at_one_place(weekly("MO,TH")), date(2026, 5, 11))
    assert found[3].note == name


def test_rows_of_a_holiday_that_nobody_told_of() -> None:
    found = rows(open_at_one_place(weekly("TH"), on_holidays="unknown"), date(2026, 5, 14))
    assert found[0].hours == "not known"


def test_rows_tell_why_a_day_is_different() -> None:
    day_off = {
        "kind": "exception", "is_closed": True, "valid_from": date(2026, 5, 4),
        "valid_to": date(2026, 5, 4), "description": "Personeelsfeest",
    }  # fmt: skip
    found = rows(open_at_one_place(weekly(), day_off))
    assert (found[0].hours, found[0].note) == ("closed", "Personeelsfeest")


def test_rows_do_not_promise_what_the_notice_takes_back() -> None:
    service = open_at_one_place(weekly("MO,TU,WE"), closed_until=date(2026, 5, 5))
    assert [row.hours for row in rows(service)[:3]] == ["closed", "closed", "9.00 – 12.00"]


def test_rows_of_a_service_closed_for_a_time_are_all_closed() -> None:
    service = open_at_one_place(weekly(EVERY_DAY), status="temporarily closed")
    assert {row.hours for row in rows(service)} == {"closed"}


def test_rows_of_today_come_from_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    service = read(open_at_one_place(weekly()))
    stop_the_clock(monkeypatch, "2026-05-03 23:59")
    assert opening_rows(service, service.service_at_locations.get())[0].day == "Sunday"


def test_holidays_are_those_of_two_years() -> None:
    found = hours.belgian_holidays(2026)
    assert {day.year for day in found} == {2026, 2027}
    assert found[date(2026, 7, 21)]
    assert len(found) == 24


def test_clock_without_a_leading_zero() -> None:
    assert hours.clock(at("2026-05-04 09:05")) == "9.05"
    assert hours.clock(at("2026-05-04 00:00")) == "0.00"


def test_usual_week_begins_on_monday_and_knows_no_holidays() -> None:
    service = open_at_one_place(
        weekly("MO,SA"),
        weekly("MO", 13, 17, attending_type="by_appointment"),
        {"is_closed": True, "valid_from": date(2026, 5, 1), "valid_to": date(2026, 5, 31)},
    )
    rows = usual_rows(read(service), service.service_at_locations.get())
    assert [(row.day, row.hours) for row in rows] == [
        ("Monday", "9.00 – 12.00, 13.00 – 17.00 (by appointment)"),
        *((day, "closed") for day in ("Tuesday", "Wednesday", "Thursday", "Friday")),
        ("Saturday", "9.00 – 12.00"),
        ("Sunday", "closed"),
    ]
    assert not any(row.is_today or row.note for row in rows)


def test_usual_week_of_hours_that_change_is_the_coming_week(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop_the_clock(monkeypatch, "2026-05-09 12:00")
    service = open_at_one_place(weekly("1MO", freq="MONTHLY"))
    link = service.service_at_locations.get()
    rows = usual_rows(read(service), link)
    assert rows == opening_rows(read(service), link)
    assert rows[0].day == "Saturday"


def test_usual_week_of_a_place_without_hours_is_empty() -> None:
    service = open_at_one_place()
    assert usual_rows(read(service), service.service_at_locations.get()) == []


def test_state_alone_says_open_when_one_place_is() -> None:
    service = open_at_one_place(weekly("MO"))
    assert state_now(read(service), at("2026-05-04 10:00")) == "open"
    assert state_now(read(service), at("2026-05-04 13:00")) == "closed"
    service.closed_until = date(2026, 5, 4)
    assert state_now(service, at("2026-05-04 10:00")) == "closed"
    assert state_now(read(a_service(service.organization)), at("2026-05-04 10:00")) == "unknown"

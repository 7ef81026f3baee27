"""The form of UiTdatabank: what goes, why not, what its shape is, and what comes back."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.agenda.timing import arranged
from vlaggenlijn.agenda.uitdatabank import (
    Offer,
    Spot,
    Time,
    event_of,
    place_of,
    reasons_against,
    shape_problems,
)
from vlaggenlijn.agenda.uitdatabank.reading import Unreadable, events_in, read_answer
from vlaggenlijn.agenda.uitdatabank.terms import EVENT_TYPES, KINDS, NOWHERE

ZONE = ZoneInfo("Europe/Brussels")
FIRST, LAST = date(2026, 10, 1), date(2027, 12, 31)
PLACE = "https://io.uitdatabank.be/place/8248e289-c986-4006-902f-b0616dcbcde7"


def a_time(day: int = 16, **values: Any) -> Time:
    start = datetime(2027, 1, day, 10, tzinfo=ZONE)
    return Time(start, start + timedelta(hours=2), **values)


def an_offer(**values: Any) -> Offer:
    spot = Spot("Buurthuis", "Kerkstraat 1", "9000", "Gent")
    plain = Offer("Babbelcafé", "talk", "published", (a_time(),), spot)
    return replace(plain, **values)


def test_single_event() -> None:
    assert event_of(an_offer(), PLACE) == {
        "mainLanguage": "nl",
        "name": {"nl": "Babbelcafé"},
        "terms": [{"id": "0.3.2.0.0", "label": "Lezing of congres", "domain": "eventtype"}],
        "location": {"@id": PLACE},
        "calendarType": "single",
        "startDate": "2027-01-16T10:00:00+01:00",
        "endDate": "2027-01-16T12:00:00+01:00",
        "status": {"type": "Available"},
        "subEvent": [
            {
                "startDate": "2027-01-16T10:00:00+01:00",
                "endDate": "2027-01-16T12:00:00+01:00",
                "status": {"type": "Available"},
                "bookingAvailability": {"type": "Available"},
            }
        ],
        "attendanceMode": "offline",
        "audience": {"audienceType": "everyone"},
        "typicalAgeRange": "-",
        "workflowStatus": "READY_FOR_VALIDATION",
    }


def test_full_event() -> None:
    offer = an_offer(
        times=(a_time(), a_time(17, is_cancelled=True), a_time(18, is_full=True)),
        description="Kom.", attendance="mixed", online_url="https://example.org/live",
        age_range="0-2", price=Decimal("2.50"), phone="+3292101010", email="a@example.org",
        website="https://example.org", registration_url="https://example.org/in",
    )  # fmt: skip
    event = event_of(offer, PLACE)
    assert shape_problems(event) == []
    assert (event["calendarType"], event["typicalAgeRange"]) == ("multiple", "0-2")
    assert event["endDate"] == "2027-01-18T12:00:00+01:00"
    assert [one["status"]["type"] for one in event["subEvent"]] == [
        "Available", "Unavailable", "Available",
    ]  # fmt: skip
    assert event["subEvent"][2]["bookingAvailability"] == {"type": "Unavailable"}
    assert event["priceInfo"][0]["price"] == 2.5
    assert event["contactPoint"] == {
        "phone": ["+3292101010"], "email": ["a@example.org"], "url": ["https://example.org"],
    }  # fmt: skip
    assert event["bookingInfo"]["url"] == "https://example.org/in"
    assert (event["onlineUrl"], event["description"]) == (
        "https://example.org/live",
        {"nl": "Kom."},
    )


def test_cancelled_deleted_and_online() -> None:
    event = event_of(an_offer(state="cancelled"), PLACE, is_deleted=True)
    assert (event["status"], event["workflowStatus"]) == ({"type": "Unavailable"}, "DELETED")
    assert event["subEvent"][0]["status"] == {"type": "Unavailable"}
    online = an_offer(attendance="online", online_url="https://example.org", spot=Spot())
    assert event_of(online, "")["location"] == {"@id": NOWHERE}


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({}, []),
        ({"state": "cancelled"}, []),
        ({"state": "draft"}, ["not_public"]),
        ({"state": "archived"}, ["not_public"]),
        ({"comes_from_there": True}, ["from_there"]),
        ({"kind": "other"}, ["no_kind"]),
        ({"times": ()}, ["no_times"]),
        ({"spot": Spot("Buurthuis", "", "9000", "Gent")}, ["no_place"]),
        ({"attendance": "online", "spot": Spot()}, ["no_online_address"]),
        ({"attendance": "online", "online_url": "https://x.be", "spot": Spot()}, []),
    ],
)
def test_what_may_go_and_why_not(values: dict[str, Any], reasons: list[str]) -> None:
    assert reasons_against(an_offer(**values)) == reasons


def test_every_kind_but_other_has_a_type_that_comes_back() -> None:
    for kind, (term, _label) in EVENT_TYPES.items():
        assert KINDS[term] == (kind if kind != "meeting" else "other")


def test_terms_are_those_of_the_list(shared: Path) -> None:
    known = (shared / "data/uitdatabank_terms.csv").read_text(encoding="utf-8")
    for term in {term for term, _ in EVENT_TYPES.values()} | KINDS.keys():
        assert f"\n{term},eventtype," in known


def test_place() -> None:
    place = place_of(Spot("Buurthuis", "Kerkstraat 1", "9000", "Gent"))
    assert place["address"]["nl"] == {
        "addressCountry": "BE", "addressLocality": "Gent", "postalCode": "9000",
        "streetAddress": "Kerkstraat 1",
    }  # fmt: skip


def test_shape_of_the_examples_that_we_have(shared: Path) -> None:
    folder = shared / "data/formats"
    event = json.loads((folder / "uitdatabank_event_all_fields.json").read_text())
    assert shape_problems(event) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"mainLanguage": "xx"}, "/mainLanguage"),
        ({"name": {}}, "/name"),
        ({"name": {"nl": " "}}, "/name"),
        ({"terms": []}, "/terms"),
        ({"calendarType": "ooit"}, "/calendarType"),
        ({"calendarType": "multiple"}, "/subEvent"),
        ({"subEvent": []}, "/subEvent"),
        ({"subEvent": [{"startDate": "x", "endDate": "y"}]}, "/subEvent/0"),
        ({"subEvent": [{"startDate": "2027-01-16T10:00:00", "endDate": "2027-01-16T12:00:00",
                        "status": {"type": "x"}}]}, "/subEvent/0/status"),
        ({"startDate": "2028-01-01T00:00:00+01:00"}, "/startDate"),
        ({"typicalAgeRange": "klein"}, "/typicalAgeRange"),
        ({"audience": {"audienceType": "x"}}, "/audience"),
        ({"onlineUrl": "https://x.be"}, "/onlineUrl"),
        ({"priceInfo": []}, "/priceInfo"),
        ({"priceInfo": [{"category": "base", "price": -1}]}, "/priceInfo/price"),
    ],
)  # fmt: skip
def test_wrong_shapes_are_seen(change: dict[str, Any], path: str) -> None:
    assert path in shape_problems(event_of(an_offer(), PLACE) | change)


TEXT = st.text(min_size=1, max_size=50).filter(str.strip)


@settings(deadline=None)
@given(
    TEXT, st.sampled_from(sorted(EVENT_TYPES)), st.booleans(), st.booleans(),
    st.lists(st.integers(1, 28), min_size=1, max_size=5, unique=True),
    st.none() | st.decimals(0, 9999, places=2), st.sampled_from(["", "0-2", "3-", "-12"]),
)  # fmt: skip
def test_what_goes_has_the_shape_and_comes_back(
    title: str, kind: str, off: bool, full: bool, days: list[int], price: Any, ages: str
) -> None:
    times = tuple(a_time(day, is_cancelled=off, is_full=full) for day in sorted(days))
    offer = an_offer(title=title, kind=kind, times=times, price=price, age_range=ages)
    event = event_of(offer, PLACE)
    assert shape_problems(event) == []
    answer = events_in([{**event, "@id": "https://x/event/1"}], first=FIRST, last=LAST)
    (found,) = answer.found
    assert (found.title, found.price) == (title.strip()[:90].strip(), price)
    assert [slot.start for slot in found.slots] == [one.start.astimezone(UTC) for one in times]
    assert {slot.is_cancelled for slot in found.slots} == {off}


# What comes back ------------------------------------------------------------------------------


def read(*members: Any) -> Any:
    return events_in({"member": list(members)}, first=FIRST, last=LAST)


def a_record(**values: Any) -> dict[str, Any]:
    return event_of(an_offer(), PLACE) | {"@id": "https://io.uitdatabank.be/event/1"} | values


def test_record_of_the_search(shared: Path) -> None:
    content = (shared / "data/formats/uitdatabank_search_original_event.json").read_bytes()
    whole = json.loads(content)
    assert read_answer(content, first=FIRST, last=LAST).refused == [("uit_not_public", "Punkfest")]
    whole["audience"] = {"audienceType": "everyone"}
    whole |= {"calendarType": "single", "startDate": "2027-01-16T10:00:00+01:00",
              "endDate": "2027-01-16T12:00:00+01:00"}  # fmt: skip
    found = events_in(whole, first=FIRST, last=LAST).found[0]
    assert (found.title, found.venue, found.street) == ("Punkfest", "Hungaria", "Vaartkom 35")
    assert (found.postal_code, found.city, found.organizer) == ("3000", "Leuven", "PHPLeuven")
    assert (found.oldest, found.price, found.kind) == (4, Decimal("19.99"), "outing")


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"@id": "https://x/1", "@type": "Event"}, "uit_only_address"),
        (a_record(**{"@id": ""}), "uit_no_id"),
        ("text", "uit_no_id"),
        (a_record(audience={"audienceType": "education"}), "uit_not_public"),
        (a_record(calendarType="permanent"), "uit_permanent"),
        (a_record(subEvent=[], startDate="ooit"), "uit_no_times"),
        (a_record(subEvent=[{"startDate": "2020-01-01T00:00:00Z"}, "x"]), "uit_no_times"),
        (a_record(subEvent=None, startDate="9999-01-01T00:00:00Z"), "uit_no_times"),
        (a_record(calendarType="periodic", startDate=None), "uit_no_times"),
    ],
)
def test_what_cannot_be_taken_over_says_why(record: Any, code: str) -> None:
    answer = read(record)
    assert ([why for why, _ in answer.refused], answer.found) == ([code], [])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "uit_no_json"), (b"<html>", "uit_no_json"), (b"[" * 100_000, "uit_no_json"),
        (b"[]", "uit_no_events"), (b"3", "uit_no_events"), (b'{"member": {}}', "uit_no_events"),
        (b"[" + b"1," * 2000 + b"1]", "uit_too_many"), (b"\xff\xfe\x00", "uit_no_json"),
    ],
)  # fmt: skip
def test_hostile_answers_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read_answer(content, first=FIRST, last=LAST)


def test_same_record_twice_is_once() -> None:
    assert len(read(a_record(), a_record()).found) == 1


def test_period_with_opening_hours_and_without() -> None:
    period = {"calendarType": "periodic", "startDate": "2027-01-04T00:00:00+01:00",
              "endDate": "2027-01-17T23:59:59+01:00"}  # fmt: skip
    hours = [{"dayOfWeek": ["monday", "wednesday", 3], "opens": "10:00", "closes": "12:00"},
             {"dayOfWeek": ["friday"], "opens": "20:00", "closes": "01:00"}, "x",
             {"dayOfWeek": "monday", "opens": "9:00", "closes": "x"}]  # fmt: skip
    (found,) = read(a_record(**period, openingHours=hours)).found
    days = [slot.start.astimezone(ZONE).strftime("%a %d %H:%M") for slot in found.slots]
    assert days == ["Mon 04 10:00", "Wed 06 10:00", "Fri 08 20:00", "Mon 11 10:00",
                    "Wed 13 10:00", "Fri 15 20:00"]  # fmt: skip
    (whole,) = read(a_record(**period)).found
    timing = arranged(whole.slots)[""]
    assert (timing.pattern.repeats, len(timing.pattern.weekdays)) == ("weekly", 7)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"typicalAgeRange": "6-12"}, {"youngest": 6, "oldest": 12}),
        ({"typicalAgeRange": "18-"}, {"youngest": 18, "oldest": None}),
        ({"typicalAgeRange": "-99"}, {"youngest": None, "oldest": None}),
        ({"typicalAgeRange": "0-"}, {"youngest": None, "oldest": None}),
        ({"typicalAgeRange": "9-3"}, {"youngest": None, "oldest": None}),
        ({"typicalAgeRange": "alle"}, {"youngest": None, "oldest": None}),
        ({"priceInfo": [{"category": "tariff", "price": 1}]}, {"price": None}),
        ({"priceInfo": [{"category": "base", "price": "veel"}]}, {"price": None}),
        ({"priceInfo": [{"category": "base", "price": 99999}]}, {"price": None}),
        ({"priceInfo": "x"}, {"price": None}),
        ({"name": "Oud"}, {"title": "Oud"}),
        ({"name": {"fr": "Café"}, "mainLanguage": "fr"}, {"title": "Café"}),
        ({"terms": "x"}, {"kind": "other"}),
        ({"terms": [{"id": "9.9", "domain": "eventtype"}]}, {"kind": "other"}),
        ({"terms": ["x", {"id": "1.1", "domain": "theme"}]}, {"kind": "other"}),
        ({"location": {"address": {"postalCode": "9000"}}}, {"postal_code": "9000"}),
        ({"status": {"type": "Unavailable"}}, {"is_cancelled": True}),
        ({"contactPoint": {"url": ["https://x.be"], "phone": []}}, {"website": "https://x.be"}),
        ({"@id": f"https://x/event/{'a' * 36}"},
         {"url": f"https://www.uitinvlaanderen.be/agenda/e/-/{'a' * 36}"}),
    ],
)  # fmt: skip
def test_what_a_record_says(values: dict[str, Any], expected: dict[str, Any]) -> None:
    (found,) = read(a_record(**values)).found
    assert {name: getattr(found, name) for name in expected} == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from([*a_record(), "openingHours", "organizer", "bookingInfo", "subEvent"])


@settings(deadline=None)
@given(st.dictionaries(NAMES, JSON, max_size=6))
def test_any_record_is_read_or_refused(values: dict[str, Any]) -> None:
    answer = read(a_record(**values))
    assert len(answer.found) + len(answer.refused) == 1
    for found in answer.found:
        assert arranged(found.slots)

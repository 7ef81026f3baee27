"""The few things of a service that change most, as texts by name; a thinking module.

An organisation corrects these without signing in; a coordinator takes each over with one tap.
"""

from dataclasses import replace
from typing import Any

from vlaggenlijn.directory.facts import PhoneFacts, PlaceFacts, ServiceFacts, WeekFacts

DAYS = tuple(f"day_{number}" for number in range(7))
COLUMNS = ("alert", "email", "url", "application_process", "description")
STATUS = "status"
STOPPED = "defunct"
NAMES = ("phone", *DAYS, *COLUMNS, STATUS)


def values_of(facts: ServiceFacts) -> dict[str, str]:
    """Return {name: text} of what can be corrected; empty texts where nothing is known."""
    columns = {name: str(facts.columns.get(name) or "") for name in (*COLUMNS, STATUS)}
    return {
        "phone": phone_of(facts),
        **dict(zip(DAYS, week_shown(facts).days, strict=True)),
        **columns,
    }


def phone_of(facts: ServiceFacts) -> str:
    """Return the number that visitors see first: of the service, else of its first place."""
    own = next((one.number for one in facts.phones if not one.is_for_professionals), "")
    return own or next((place.phone for place in facts.places if place.phone), "")


def place_of_hours(facts: ServiceFacts) -> PlaceFacts | None:
    """Return the first place with hours of its own; None when the service's hours count."""
    return next((place for place in facts.places if any(place.week.days)), None)


def week_shown(facts: ServiceFacts) -> WeekFacts:
    place = place_of_hours(facts)
    return place.week if place else facts.week


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return {name: {"before", "after", "is_taken": False}} for what somebody would change."""
    return {
        name: {"before": before[name], "after": after[name], "is_taken": False}
        for name in NAMES
        if name in after and after[name] != before[name]
    }


def with_value(facts: ServiceFacts, name: str, value: str) -> ServiceFacts:
    """Return the facts with one value changed; a phone or day is written where it was read.

    Raises KeyError for a name that is not one of ``NAMES``.
    """
    if name == "phone":
        return _with_phone(facts, value)
    if name in DAYS:
        return _with_day(facts, DAYS.index(name), value)
    if name not in NAMES:
        raise KeyError(name)
    return replace(facts, columns={**facts.columns, name: value})


def _with_phone(facts: ServiceFacts, number: str) -> ServiceFacts:
    for index, phone in enumerate(facts.phones):
        if not phone.is_for_professionals:
            changed = (replace(phone, number=number),) if number else ()
            phones = facts.phones[:index] + changed + facts.phones[index + 1 :]
            return replace(facts, phones=phones)
    for place in facts.places:
        if place.phone:
            return _with_place(facts, place, replace(place, phone=number))
    return replace(facts, phones=(*facts.phones, PhoneFacts(number))) if number else facts


def _with_day(facts: ServiceFacts, number: int, text: str) -> ServiceFacts:
    week = week_shown(facts)
    days = (*week.days[:number], text, *week.days[number + 1 :])
    changed = replace(week, days=days)
    place = place_of_hours(facts)
    if place is None:
        return replace(facts, week=changed)
    return _with_place(facts, place, replace(place, week=changed))


def _with_place(facts: ServiceFacts, before: PlaceFacts, after: PlaceFacts) -> ServiceFacts:
    places = tuple(after if place is before else place for place in facts.places)
    return replace(facts, places=places)

"""An activity as the JSON-LD that UiTdatabank's Entry API takes.

It knows no rule of repetition: every time is a sub-event of its own.
"""

from datetime import datetime
from typing import Any

from vlaggenlijn.agenda.uitdatabank.offers import Offer, Spot, Time
from vlaggenlijn.agenda.uitdatabank.terms import EVENT_TYPES, NOWHERE, PLACE_TYPE

MAIN_LANGUAGE = "nl"
MOST_TIMES = 400
LONGEST_NAME = 90  # what its own form takes


def event_of(offer: Offer, place: str, *, is_deleted: bool = False) -> dict[str, Any]:
    """Return the event; ``place`` is the address of its place there, which online needs not.

    Only for an offer without reasons against it.
    """
    term, label = EVENT_TYPES[offer.kind]
    times = offer.times[:MOST_TIMES]
    event: dict[str, Any] = {
        "mainLanguage": MAIN_LANGUAGE,
        "name": {MAIN_LANGUAGE: offer.title[:LONGEST_NAME]},
        "terms": [{"id": term, "label": label, "domain": "eventtype"}],
        "location": {"@id": place or NOWHERE},
        "calendarType": "single" if len(times) == 1 else "multiple",
        "startDate": moment(min(time.start for time in times)),
        "endDate": moment(max(time.end for time in times)),
        "status": _status(is_off=offer.is_off),
        "subEvent": [_sub_event(time, is_off=offer.is_off) for time in times],
        "attendanceMode": offer.attendance,
        "audience": {"audienceType": "everyone"},
        "typicalAgeRange": offer.age_range or "-",
        "workflowStatus": "DELETED" if is_deleted else "READY_FOR_VALIDATION",
    }
    return event | _optional(offer)


def _optional(offer: Offer) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if offer.description:
        found["description"] = {MAIN_LANGUAGE: offer.description}
    if offer.online_url and offer.attendance != "offline":
        found["onlineUrl"] = offer.online_url
    if offer.price is not None:
        found["priceInfo"] = [
            {
                "category": "base",
                "name": {MAIN_LANGUAGE: "Basistarief"},
                "price": float(offer.price),
                "priceCurrency": "EUR",
            }
        ]
    contact = {
        name: [value]
        for name, value in (("phone", offer.phone), ("email", offer.email), ("url", offer.website))
        if value
    }
    if contact:
        found["contactPoint"] = contact
    if offer.registration_url:
        found["bookingInfo"] = {
            "url": offer.registration_url,
            "urlLabel": {MAIN_LANGUAGE: "Schrijf je in"},
        }
    return found


def _status(*, is_off: bool) -> dict[str, str]:
    return {"type": "Unavailable" if is_off else "Available"}


def _sub_event(time: Time, *, is_off: bool) -> dict[str, Any]:
    is_closed = time.is_cancelled or is_off
    return {
        "startDate": moment(time.start),
        "endDate": moment(time.end),
        "status": _status(is_off=is_closed),
        "bookingAvailability": _status(is_off=time.is_full),
    }


def moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def place_of(spot: Spot) -> dict[str, Any]:
    """Return a place, for one that UiTdatabank does not know yet."""
    term, label = PLACE_TYPE
    return {
        "mainLanguage": MAIN_LANGUAGE,
        "name": {MAIN_LANGUAGE: spot.name},
        "terms": [{"id": term, "label": label, "domain": "eventtype"}],
        "address": {
            MAIN_LANGUAGE: {
                "addressCountry": "BE",
                "addressLocality": spot.city,
                "postalCode": spot.postal_code,
                "streetAddress": spot.street,
            }
        },
        "calendarType": "permanent",
        "workflowStatus": "READY_FOR_VALIDATION",
    }

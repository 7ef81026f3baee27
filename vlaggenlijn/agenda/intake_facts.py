"""An activity as facts, and facts put into an activity; see agenda/intake.py."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from vlaggenlijn.agenda.intake import Facts
from vlaggenlijn.agenda.models import Activity, State

PLAIN = (
    *("title", "kind", "description", "minimum_age_months", "maximum_age_months", "price_note"),
    *("is_uitpas", "languages", "is_wheelchair_accessible", "coming", "registration_url"),
    *("contact_phone", "contact_email", "website"),
)
TIMES = (
    *("first_on", "starts_at", "ends_at", "repeats", "interval", "weekdays", "until"),
    *("skipped", "also_on"),
)
PLACE = ("attendance", "online_url", "venue", "street", "postal_code")
LONGEST = {
    field.name: field.max_length
    for field in Activity._meta.concrete_fields
    if field.max_length and field.name in (*PLAIN, *PLACE)
}


def facts_here(activity: Activity, themes: Sequence[str]) -> dict[str, Any]:
    """Return the facts of an activity as it stands here."""
    facts: dict[str, Any] = {name: getattr(activity, name) for name in PLAIN}
    price = activity.price
    return facts | {
        "organizer": str(activity.organizer_id or ""),
        "price": None if price is None else f"{price:.2f}",
        "themes": sorted(themes),
        "is_cancelled": activity.state == State.CANCELLED,
        "place": _place_here(activity),
        "times": _times_here(activity),
    }


def _place_here(activity: Activity) -> dict[str, str]:
    found = {name: getattr(activity, name) for name in PLACE}
    return found | {
        "location": str(activity.location_id or ""),
        "nis": "" if activity.location_id else activity.municipality_id or "",
    }


def _times_here(activity: Activity) -> dict[str, Any]:
    return {
        "first_on": activity.first_on.isoformat(),
        "starts_at": f"{activity.starts_at:%H:%M}",
        "ends_at": f"{activity.ends_at:%H:%M}",
        "repeats": activity.repeats,
        "interval": activity.interval,
        "weekdays": list(activity.weekdays),
        "until": activity.until.isoformat() if activity.until else "",
        "skipped": sorted(activity.skipped),
        "also_on": sorted(activity.also_on),
    }


def put_facts(activity: Activity, facts: Facts) -> None:
    """Set what the facts say; themes are no column, and stay with the caller."""
    for name in PLAIN:
        if name in facts:
            value = facts[name]
            is_text = isinstance(value, str) and name in LONGEST
            setattr(activity, name, value[: LONGEST[name]] if is_text else value)
    if "organizer" in facts:
        activity.organizer_id = uuid.UUID(facts["organizer"]) if facts["organizer"] else None
    if "price" in facts:
        activity.price = None if facts["price"] is None else Decimal(facts["price"])
    if "place" in facts:
        _put_place(activity, facts["place"])
    if "times" in facts:
        _put_times(activity, facts["times"])
    if "is_cancelled" in facts:
        _put_cancelled(activity, is_cancelled=facts["is_cancelled"])


def _put_place(activity: Activity, place: Mapping[str, str]) -> None:
    for name in PLACE:
        setattr(activity, name, place[name][: LONGEST[name]])
    activity.location_id = uuid.UUID(place["location"]) if place["location"] else None
    activity.municipality_id = place["nis"] or None


def _put_times(activity: Activity, times: Mapping[str, Any]) -> None:
    activity.first_on = date.fromisoformat(times["first_on"])
    activity.starts_at = time.fromisoformat(times["starts_at"])
    activity.ends_at = time.fromisoformat(times["ends_at"])
    activity.until = date.fromisoformat(times["until"]) if times["until"] else None
    for name in ("repeats", "interval", "weekdays", "skipped", "also_on"):
        setattr(activity, name, times[name])
    # Calendars of others say themselves on which days nothing happens.
    activity.skips_holidays = False


def _put_cancelled(activity: Activity, *, is_cancelled: bool) -> None:
    if is_cancelled and activity.state == State.PUBLISHED:
        activity.state = State.CANCELLED
    elif not is_cancelled and activity.state == State.CANCELLED:
        activity.state = State.PUBLISHED

"""An activity as a visitor sees it: short texts, ready for a card, a page or a calendar file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.agenda.icalendar_text import Event
from vlaggenlijn.agenda.models import Activity, Occurrence
from vlaggenlijn.agenda.wording import day_text, hours_text, venue_text
from vlaggenlijn.common.phones import dialled, shown
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.cards import PhoneLink, ages_text, language_name

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for every time of an activity; empty texts are left out."""

    organizer: str
    venue: str
    place: str
    ages: str
    price: str
    languages: str
    point: tuple[float, float] | None
    age_range: str


@dataclass(frozen=True, slots=True)
class Line:
    """One time as a list shows it; ``state`` is off, full, few, moved or nothing."""

    occurrence: Occurrence
    facts: Facts
    day: str
    hours: str
    state: str
    state_text: str


def facts_of(activity: Activity) -> Facts:
    place = activity.place
    location = activity.location
    has_point = location is not None and None not in (location.latitude, location.longitude)
    return Facts(
        organizer=activity.organizer.name if activity.organizer else activity.network.name,
        venue=venue_text(activity),
        place=place.label(spoken()) if place else "",
        ages=ages_text(activity.minimum_age_months, activity.maximum_age_months),
        price=price_text(activity),
        languages=", ".join(language_name(code) for code in activity.languages),
        point=(location.latitude, location.longitude) if location and has_point else None,  # type: ignore[arg-type]
        age_range=age_range(activity),
    )


def price_text(activity: Activity) -> str:
    """Return "free", an amount, or nothing when nobody knows; UiTPAS and a note behind it."""
    price = activity.price
    amount = "" if price is None else _("free") if not price else _amount(price)
    uitpas = "UiTPAS" if activity.is_uitpas else ""
    return ", ".join(filter(None, [amount, activity.price_note, uitpas]))


def _amount(price: Decimal) -> str:
    return _("%(amount)s euro") % {"amount": formats.number_format(price, 2)}


def age_range(activity: Activity) -> str:
    """Return the ages in whole years as schema.org and UiTdatabank write them: 3-5, 6- or -12."""
    ages = (activity.minimum_age_months, activity.maximum_age_months)
    if ages == (None, None):
        return ""
    return "-".join("" if months is None else str(months // 12) for months in ages)


def lines(occurrences: Iterable[Occurrence]) -> list[Line]:
    """Return times as a list shows them; they ask for ``with_activity()`` and ``with_taken()``."""
    return [line_of(one) for one in occurrences]


def line_of(occurrence: Occurrence) -> Line:
    state, text = _state(occurrence)
    return Line(
        occurrence,
        facts_of(occurrence.activity),
        day_text(occurrence),
        hours_text(occurrence),
        state,
        text,
    )


def _state(occurrence: Occurrence) -> tuple[str, str]:
    if occurrence.is_off:
        return "off", _("does not take place")
    if occurrence.has_no_room:
        return "full", _("full")
    left = occurrence.places_left
    if occurrence.activity.takes_registrations and left is not None:
        text = ngettext("%(count)s place left", "%(count)s places left", left)
        return "few" if left <= 5 else "", text % {"count": left}
    if occurrence.is_moved:
        return "moved", _("other day or hour than usual")
    return "", ""


def by_day(rows: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Return lists of a day under its name: "today, Saturday 16 May"."""
    groups = groupby(rows, key=lambda line: line.occurrence.day)
    return [(_day_name(day), list(group)) for day, group in groups]


def _day_name(day: date) -> str:
    name = formats.date_format(day, "l j F Y")
    today = timezone.localdate()
    near = {today: _("today"), today + ONE_DAY: _("tomorrow")}
    return f"{near[day]}, {name}" if day in near else name


def event_of(occurrence: Occurrence, site: str, themes: tuple[str, ...] = ()) -> Event:
    """Return a time as a calendar file holds it; ``site`` is the address before the path."""
    activity = occurrence.activity
    facts = facts_of(activity)
    about = [occurrence.note, activity.description, facts.ages, facts.price]
    return Event(
        uid=f"{occurrence.pk}@vlaggenlijn",
        changed_at=occurrence.changed_at,
        sequence=occurrence.version + activity.version - 2,
        start=occurrence.starts_at,
        end=occurrence.ends_at,
        summary=_("Cancelled: %(title)s") % {"title": activity.title}
        if occurrence.is_off
        else activity.title,
        description="\n\n".join(filter(None, about)),
        location=facts.venue,
        url=site + activity.get_absolute_url(),
        categories=themes,
        point=facts.point,
        is_cancelled=occurrence.is_off,
    )


def phone_of(activity: Activity) -> PhoneLink | None:
    number = activity.contact_phone
    return PhoneLink(shown(number), dialled(number)) if number else None


def has_translation_note() -> bool:
    """Whether texts of organisers are in another language than the page."""
    return spoken() != settings.LANGUAGE_CODE[:2]

"""A service or an organisation as a visitor sees it: short texts, ready for a card or an API."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.accounts.models import Regime
from vlaggenlijn.common.phones import dialled, shown
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.birthdays import YEAR, age_after
from vlaggenlijn.directory.hours import OpeningText, Timetable, opening_at, timetable
from vlaggenlijn.directory.models import Language, Location, Organization, Phone, Service
from vlaggenlijn.directory.wording import (
    DUTCH,
    TranslationText,
    Wording,
    translation_text,
    wording_of,
)

# What is said of a fraction is what is said of many: in Arabic one and two have forms of their own.
A_FRACTION = 100


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """A phone as text and as a tel: address (empty when it cannot be dialled)."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReasonText:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; empty texts are left out on the page.

    ``opening`` is that of the moment it was made, by the ``hours`` of that day. ``lang`` is the
    language of the name where it is not that of the page; ``marks`` holds the HTML attributes of
    each text, by its name here, that is in another language than the page.
    """

    id: uuid.UUID
    kind: str
    url: str
    name: str
    organization_name: str = ""
    summary: str = ""
    first_step: str = ""
    ages_text: str = ""
    cost_text: str = ""
    languages_text: str = ""
    place_text: str = ""
    address_text: str = ""
    lang: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    translation: TranslationText | None = None
    opening: OpeningText = field(default_factory=lambda: OpeningText("unknown", ""))
    hours: Timetable = field(default_factory=Timetable)
    phone: PhoneLink | None = None
    route_url: str = ""
    checked_text: str = ""
    is_stale: bool = False
    notice: str = ""
    is_demo: bool = False
    points: tuple[tuple[float, float], ...] = ()
    number: int = 0
    reasons: tuple[ReasonText, ...] = ()
    distance: int | None = None
    distance_text: str = ""
    # What tells this card from every other, when it may be drawn once; see drawn_cards.py.
    drawn_as: tuple[object, ...] | None = None


def numbered(card: Card, number: int) -> Card:
    return replace(card, number=number)


def service_card(
    service: Service, regime: str = Regime.NL, *, wording: Wording | None = None
) -> Card:
    """Return the card of a service read with ``with_details()``.

    ``regime`` is that of the network that is visited; see wording.py.
    """
    said = wording or wording_of(service, regime=regime)
    places = [link.location for link in service.service_at_locations.all()]
    phones = service_phones(service)
    fees, alert = said.texts["fees_description"], said.texts["alert"]
    now = timezone.localtime()
    hours = timetable(service, now.date())
    return Card(
        id=service.pk,
        kind="service",
        url=service.get_absolute_url(),
        name=said.texts["name"],
        organization_name=service.organization.name,
        summary=said.texts["summary"],
        first_step=said.texts["application_process"],
        ages_text=ages_text(service.minimum_age_months, service.maximum_age_months),
        cost_text=cost_text(service, fees),
        languages_text=", ".join(language_names(service)),
        place_text=place_text(places),
        address_text=address_text(places),
        lang=said.foreign("name"),
        marks=_marks(service, said),
        translation=translation_text(said),
        opening=opening_at(hours, now),
        hours=hours,
        phone=phones[0] if phones else None,
        route_url=next((url for url in map(route_url, places) if url), ""),
        checked_text=checked_text(service.assured_on),
        is_stale=service.is_stale,
        notice=notice(service, alert),
        is_demo=service.organization.is_demo,
        points=points(places),
    )


def _marks(service: Service, said: Wording) -> dict[str, str]:
    """The marks under the names of a card; our own words beside them need none."""
    marks = dict(said.marks) | {"first_step": said.marks.get("application_process", "")}
    if service.alert and notice(service) == service.alert:
        marks["notice"] = said.marks["alert"]
    if service.fees_description and cost_text(service, "") != cost_text(service, "?"):
        marks["cost_text"] = said.marks["fees_description"]
    return marks


def organization_card(organization: Organization, regime: str = Regime.NL) -> Card:
    """Return the card of an organisation read with ``with_details()``."""
    places = list(organization.locations.all())
    phones = [phone_link(phone) for phone in organization.phones.all() if public(phone)]
    said = wording_of(organization, regime=regime)
    return Card(
        id=organization.pk,
        kind="organization",
        url=organization.get_absolute_url(),
        name=organization.name,
        summary=said.texts["description"],
        place_text=place_text(places),
        address_text=address_text(places),
        lang="" if spoken() == "nl" else "nl",
        marks={"name": said.marks[DUTCH], "summary": said.marks.get("description", "")},
        translation=translation_text(said),
        phone=phones[0] if phones else None,
        route_url=next((url for url in map(route_url, places) if url), ""),
        checked_text=checked_text(organization.assured_on),
        is_demo=organization.is_demo,
        points=points(places),
    )


def public(phone: Phone) -> bool:
    return not phone.is_for_professionals


def phone_link(phone: Phone) -> PhoneLink:
    return PhoneLink(shown(phone.number), dialled(phone.number), phone.description)


def service_phones(service: Service) -> list[PhoneLink]:
    """Phones of the service, else of its places, else of its organisation."""
    at_places = [
        phone for link in service.service_at_locations.all() for phone in link.phones.all()
    ]
    for phones in (service.phones.all(), at_places, service.organization.phones.all()):
        found = [phone_link(phone) for phone in phones if public(phone)]
        if found:
            return found
    return []


def ages_text(minimum: int | None, maximum: int | None) -> str:
    """Return the ages in words: '2 years to 5 years', 'up to 2.5 years', 'all ages' ..."""
    if minimum is None and maximum is None:
        return ""
    if minimum is not None and minimum < 0:
        return _ages_before_birth(maximum)
    if maximum is None or maximum >= 25 * YEAR - 1:
        return _("from %(age)s") % {"age": age_text(minimum or 0)} if minimum else _("all ages")
    if not minimum:
        return _("up to %(age)s") % {"age": end_text(maximum)}
    return _("%(first)s to %(last)s") % {"first": age_text(minimum), "last": end_text(maximum)}


def _ages_before_birth(maximum: int | None) -> str:
    if maximum is None or maximum >= 25 * YEAR - 1:
        return _("from pregnancy on")
    if maximum < 0:
        return _("during pregnancy")
    return _("from pregnancy up to %(age)s") % {"age": end_text(maximum)}


def end_text(months: int) -> str:
    """Return where an age ends: the month before a (half) birthday is said as that birthday."""
    return age_text(age_after(months))


def age_text(months: int) -> str:
    """Return an age in words: months under two years, else whole years or 'and a half'.

    In Flanders school begins at two and a half: that half matters.
    """
    if months % YEAR and months < 2 * YEAR:
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    years = months // YEAR
    if months % YEAR == YEAR // 2:
        half = formats.number_format(years + 0.5, 1)
        return ngettext("%(count)s year", "%(count)s years", A_FRACTION) % {"count": half}
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def cost_text(service: Service, fees: str | None = None) -> str:
    """Return the price in short; ``fees`` says it in the visitor's words, else in Dutch."""
    fees = service.fees_description if fees is None else fees
    options = list(service.cost_options.all())
    amounts = [option.amount for option in options if option.amount is not None]
    parts = []
    if amounts and max(amounts) == 0:
        parts.append(_("Free"))
    elif amounts:
        lowest = formats.number_format(min(amounts), 2)
        one_of_many = _("from € %(amount)s") % {"amount": lowest}
        parts.append(one_of_many if len(amounts) > 1 else f"€ {lowest}")
    elif fees:
        parts.append(fees)
    if any(option.is_uitpas for option in options):
        parts.append("UiTPAS")
    return " · ".join(parts)


def language_names(service: Service) -> list[str]:
    return [_spoken_language(language) for language in service.languages.all()]


def language_name(code: str) -> str:
    """Return the name of a language in that of the visitor; the code when it has none."""
    try:
        return str(Locale.parse(spoken()).languages.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def _spoken_language(language: Language) -> str:
    name = language_name(language.code)
    notes = [language.note] if language.note else []
    if language.is_by_interpreter:
        notes.append(_("with an interpreter"))
    return f"{name} ({', '.join(notes)})" if notes else name


def place_text(places: list[Location]) -> str:
    cities = dict.fromkeys(
        location.address.city for location in places if hasattr(location, "address")
    )
    known = [city for city in cities if city]
    if not known and any(location.location_type == "virtual" for location in places):
        return _("online or by phone")
    return ", ".join(known[:3]) + (" …" if len(known) > 3 else "")


def address_text(places: list[Location]) -> str:
    """The addresses as they stand on paper."""
    addresses = [str(location.address) for location in places if hasattr(location, "address")]
    return " · ".join(address for address in addresses if address)


def points(places: list[Location]) -> tuple[tuple[float, float], ...]:
    return tuple(
        (location.latitude, location.longitude)
        for location in places
        if location.latitude is not None and location.longitude is not None
    )


def route_url(location: Location) -> str:
    """Return the address of a route planner for when the visitor wants one, or an empty string."""
    if location.latitude is None or location.longitude is None:
        return ""
    spot = f"{location.latitude:.5f},{location.longitude:.5f}"
    return (
        "https://www.openstreetmap.org/directions?to="
        f"{spot.replace(',', '%2C')}#map=16/{spot.replace(',', '/')}"
    )


def checked_text(assured_on: date | None) -> str:
    if assured_on is None:
        return _("not confirmed yet")
    return _("last checked on %(date)s") % {"date": formats.date_format(assured_on, "j F Y")}


def notice(service: Service, alert: str | None = None) -> str:
    """What stands above everything else: closed for now, or the notice of the organisation.

    ``alert`` is that notice in the visitor's words; without it, in Dutch.
    """
    alert = service.alert if alert is None else alert
    if service.closed_until and service.closed_until >= timezone.localdate():
        until = formats.date_format(service.closed_until, "l j F")
        return _("Closed up to and including %(date)s.") % {"date": until}
    if service.is_closed_for_now:
        return alert or _("Closed for a time. Call first.")
    return alert


def distance_text(metres: int | None) -> str:
    """Return a distance as people say it: 350 m, 1,2 km, 14 km."""
    if metres is None:
        return ""
    if metres < 975:
        return f"{max(50, round(metres / 50) * 50)} m"
    digits = 1 if metres < 9_950 else 0
    return f"{formats.number_format(round(metres / 1000, digits), digits)} km"

"""Days, hours and mails of the agenda in words."""

from datetime import datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.agenda.models import Activity, Occurrence, Registration
from vlaggenlijn.agenda.timing import ALL_DAY
from vlaggenlijn.directory.hours import clock
from vlaggenlijn.directory.letters import closing, joined

Letter = tuple[str, str]


def day_text(occurrence: Occurrence) -> str:
    """Return "Saturday 16 May 2026" in the visitor's language."""
    return formats.date_format(occurrence.day, "l j F Y")


def hours_text(occurrence: Occurrence) -> str:
    """Return "10.00 – 12.00"; an end on another day is named with its day.

    From midnight to the minute before the next one is how calendars of others say "all day".
    """
    start, end = timezone.localtime(occurrence.starts_at), timezone.localtime(occurrence.ends_at)
    if start.date() == end.date() and (start.time(), end.time()) == ALL_DAY:
        return _("all day")
    last = clock(end) if _is_one_evening(start, end) else formats.date_format(end, "j F G.i")
    return f"{clock(start)} – {last}"


def _is_one_evening(start: datetime, end: datetime) -> bool:
    return (end.date() - start.date()).days == 0 or end.hour < 6


def when_text(occurrence: Occurrence) -> str:
    return f"{day_text(occurrence)}, {hours_text(occurrence)}"


def venue_text(activity: Activity) -> str:
    """Return name and address of where it is, on one line; "online" for what has no place."""
    if activity.attendance == "online":
        return _("online")
    if activity.location:
        address = getattr(activity.location, "address", None)
        parts = [activity.location.name, str(address or "")]
    else:
        town = str(activity.municipality or "")
        city = " ".join(filter(None, [activity.postal_code, town]))
        parts = [activity.venue, activity.street, city]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def letter(registration: Registration, kind: str, token: str, site: str = "") -> Letter:
    """Return subject and body of a mail to who registered, in the language that is spoken now.

    ``kind`` is in, waiting, let_in, reminder, moved, place, moved_place, note, on, off or
    called_off.
    """
    occurrence = registration.occurrence
    activity = occurrence.activity
    address = site_of(activity.network, otherwise=site)
    own_page = address + reverse("agenda:registration", args=[token])
    body = [
        _("Hello %(name)s,") % {"name": registration.name},
        _first_line(kind),
        "\n".join(filter(None, [activity.title, when_text(occurrence), venue_text(activity)])),
        occurrence.note,
        _seats(registration, kind) if kind not in ("off", "called_off") else "",
        *_own_page(kind, own_page),
        *closing(activity.network),
    ]
    return f"{_subject(kind)}: {activity.title}", joined(body)


def _subject(kind: str) -> str:
    return {
        "in": _("You are registered"),
        "waiting": _("You are on the waiting list"),
        "let_in": _("There is a place for you"),
        "reminder": _("Soon"),
        "moved": _("Other day or hour"),
        "place": _("Other place"),
        "moved_place": _("Other time and place"),
        "note": _("Good to know"),
        "on": _("It takes place after all"),
        "off": _("It does not take place"),
        "called_off": _("Your registration is cancelled"),
    }[kind]


def _first_line(kind: str) -> str:
    return {
        "in": _("You are registered. You are welcome at:"),
        "waiting": _("It is full now. You are on the waiting list for:"),
        "let_in": _("Somebody else cannot come, so there is a place for you at:"),
        "reminder": _("We see you soon at:"),
        "moved": _("The day or the hour has changed. It is now:"),
        "place": _("The place has changed. It is now:"),
        "moved_place": _("The day or the hour has changed, and the place too. It is now:"),
        "note": _("There is something you should know about:"),
        "on": _("This does take place after all:"),
        "off": _("Sorry, this does not take place:"),
        "called_off": _("You told us that you cannot come. We cancelled your registration for:"),
    }[kind]


def _seats(registration: Registration, kind: str) -> str:
    if kind == "waiting":
        return _("We tell you when a place comes free.")
    if registration.state == Registration.State.WAITING:
        return _("You are on the waiting list. We tell you when a place comes free.")
    return ngettext(
        "We keep %(count)s place for you.", "We keep %(count)s places for you.", registration.seats
    ) % {"count": registration.seats}


def _own_page(kind: str, address: str) -> list[str]:
    if kind == "off":
        return []
    if kind == "called_off":
        return [_("Is that not right? Then let us know.")]
    return [_("You cannot come after all? Tell us here, then somebody else can come:"), address]

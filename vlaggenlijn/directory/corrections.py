"""What an organisation says is different, in words, for the coordinator who takes it over."""

from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from vlaggenlijn.common.phones import shown
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.models import Suggestion
from vlaggenlijn.directory.models.service import Status
from vlaggenlijn.directory.suggested import DAYS, STATUS, values_of

A_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Correction:
    """One value: what we have now, what they say, and whether somebody took it over."""

    name: str
    label: str
    now: str
    after: str
    is_taken: bool


def corrections_of(suggestion: Suggestion) -> list[Correction]:
    """Return the corrections of a suggestion about a service, in the order of the form."""
    if not suggestion.changes or suggestion.service is None:
        return []
    now = values_of(service_facts(suggestion.service))
    return [
        Correction(
            name=name,
            label=label(name),
            now=in_words(name, now[name]),
            after=in_words(name, str(change["after"])),
            is_taken=bool(change.get("is_taken")),
        )
        for name, change in suggestion.changes.items()
        if name in now
    ]


def label(name: str) -> str:
    if name in DAYS:
        return formats.date_format(A_MONDAY.replace(day=1 + DAYS.index(name)), "l")
    return {
        "phone": _("Phone"),
        "alert": _("Notice"),
        "email": _("E-mail"),
        "url": _("Website"),
        "application_process": _("What must a parent do?"),
        "description": _("Description"),
        "status": _("State"),
    }[name]


def in_words(name: str, value: str) -> str:
    if name == STATUS and value in Status.values:
        return str(Status(value).label)
    if name in DAYS:
        return value or _("closed")
    return shown(value) if name == "phone" else value

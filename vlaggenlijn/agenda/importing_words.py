"""An import of activities in words: what changes, what a row may be about, and what a page says."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.agenda.import_rows import ACTIVITY_FIELDS, ActivityValues
from vlaggenlijn.agenda.intake_words import NAMES
from vlaggenlijn.agenda.models import Activity, Attendance, Coming, Kind, Repeats, State
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.import_rows import Field
from vlaggenlijn.directory.importing_candidates import Candidate
from vlaggenlijn.directory.importing_kinds import ListKind
from vlaggenlijn.directory.importing_report import Alteration
from vlaggenlijn.directory.models import ImportJob, Location, Organization
from vlaggenlijn.places.models import Municipality

# Under which column of the import a value is shown.
SHOWN_UNDER = {
    "interval": "repeats",
    "attendance": "online_url",
    "location": "venue",
    "price": "cost",
    "coming": "registration",
    "registration_url": "registration",
    "minimum_age": "minimum_age_months",
    "maximum_age": "maximum_age_months",
}
CHOICES: Mapping[str, type] = {
    "kind": Kind, "repeats": Repeats, "attendance": Attendance, "coming": Coming, "state": State,
}  # fmt: skip


def alterations_of(
    before: ActivityValues,
    after: ActivityValues,
    changed: Iterable[str],
    label: Callable[[str], str],
) -> list[Alteration]:
    """Return what changes of an activity, field by field, in words."""
    return [
        Alteration(
            SHOWN_UNDER.get(name, name), shown(before, name, label), shown(after, name, label)
        )
        for name in changed
    ]


def shown(values: ActivityValues, name: str, label: Callable[[str], str] = str) -> str:
    """Return one value as a page shows it; empty for none."""
    value = getattr(values, name)
    if value in ("", None, ()):
        return ""
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name == "organizer":
        return _name(Organization, value) if value != "-" else _("the network itself")
    if name == "location":
        return _name(Location, value)
    if name == "nis":
        found = Municipality.objects.filter(nis=value).first()
        return found.label(spoken()) if found else value
    if name == "themes":
        return ", ".join(map(label, value))
    if name == "weekdays":
        return ", ".join(formats.date_format(date(2024, 1, 1 + day), "l") for day in value)
    return plainly(value)


def plainly(value: object) -> str:
    """Return a plain value as text: days and hours as people write them."""
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    if isinstance(value, time):
        return formats.time_format(value, "H:i")
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    return str(value)


def _name(model: type[Organization] | type[Location], pk: str) -> str:
    found = model._default_manager.filter(pk=pk).first()
    return str(found) if found else ""


def candidates(job: ImportJob, ids: Iterable[uuid.UUID]) -> dict[str, Candidate]:
    """Return the activities that rows may be the same as, by id."""
    found = Activity.objects.of_network(job.network).with_ids(ids).with_details()
    return {
        str(one.pk): Candidate(
            str(one.pk),
            one.title,
            one.version,
            str(one.organizer or ""),
            one.place.label(spoken()) if one.place else "",
            None,
            reverse("agenda:work", args=[one.pk]),
            when=f"{plainly(one.first_on)}, {plainly(one.starts_at)}",
        )
        for one in found
    }


UITDATABANK = ListKind(
    what="uitdatabank",
    label="UiTdatabank",
    fields=tuple(Field(name, label, ()) for name, label in NAMES.items()),
    about="",
    columns="",
    after=("agenda:activities", lazy("To the agenda")),
    candidates=candidates,
    is_chosen_by_hand=False,
)
ACTIVITIES = ListKind(
    what="activities",
    label=lazy("Activities"),
    fields=ACTIVITY_FIELDS,
    about=lazy(
        "In a list of activities each row is one activity, at most 2,000: title, day, begin and"
        " end, and how often or “every week until”. Good columns are an identifier of your own,"
        " place, post code, organiser, ages and cost. New ones are drafts, unless a column “state”"
        " says that they are on the agenda."
    ),
    columns=lazy(
        "The title, the day and the hour at which it begins are required. Also give an identifier"
        " of your own if you have one: by that we recognise an activity next time, also under"
        " another name or on another day."
    ),
    after=("agenda:activities", lazy("To the agenda")),
    candidates=candidates,
)

"""Facts of an activity in words: their names, and what changes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.agenda.intake import Facts
from vlaggenlijn.agenda.intake_facts import facts_here
from vlaggenlijn.agenda.models import (
    Activity,
    ActivityConcept,
    ActivitySource,
    Attendance,
    Coming,
    Kind,
    Repeats,
)
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.cards import language_name
from vlaggenlijn.directory.importing_report import Alteration
from vlaggenlijn.directory.models import Location, Organization
from vlaggenlijn.places.models import Municipality

NAMES: Mapping[str, Any] = {
    "title": lazy("title"),
    "kind": lazy("kind"),
    "organizer": lazy("Organiser"),
    "description": lazy("what happens there"),
    "times": lazy("days and hours"),
    "place": lazy("place"),
    "themes": lazy("Themes"),
    "minimum_age_months": lazy("youngest child (months)"),
    "maximum_age_months": lazy("oldest child (months)"),
    "price": lazy("Cost"),
    "price_note": lazy("about the price"),
    "is_uitpas": lazy("with UiTPAS"),
    "languages": lazy("languages"),
    "is_wheelchair_accessible": lazy("wheelchair or pram can get in"),
    "coming": lazy("how to register"),
    "registration_url": lazy("where to register"),
    "contact_phone": lazy("phone"),
    "contact_email": lazy("e-mail"),
    "website": lazy("website"),
    "is_cancelled": lazy("cancelled"),
    "exceptions": lazy("single times"),
}
CHOICES: Mapping[str, type] = {"kind": Kind, "coming": Coming}


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Where an activity comes from; ``differences`` are (name, label, here, there)."""

    source: ActivitySource
    differences: list[tuple[str, str, str, str]]


def sources_of(activity: Activity) -> list[SourceWords]:
    """Return where an activity comes from, and what was changed on both sides since."""
    sources = list(ActivitySource.objects.of_activities([activity.pk]).select_related("feed"))
    if not any(one.conflicts for one in sources):
        return [SourceWords(one, []) for one in sources]
    themes = [one.concept.slug for one in ActivityConcept.objects.of_activities([activity.pk])]
    here = facts_here(activity, themes)
    return [SourceWords(one, _differences(one, here)) for one in sources]


def _differences(source: ActivitySource, here: Facts) -> list[tuple[str, str, str, str]]:
    return [
        (name, str(NAMES[name]), fact_text(name, here.get(name)) if name in here else "",
         fact_text(name, value))
        for name, value in source.conflicts.items()
    ]  # fmt: skip


def fact_names(names: Iterable[str]) -> list[str]:
    """Return what people call some facts, in the order of the page."""
    wanted = set(names)
    return [str(label) for name, label in NAMES.items() if name in wanted]


def fact_alterations(here: Facts, taken: Facts) -> list[Alteration]:
    """Return what changes, fact by fact, in words."""
    return [
        Alteration(name, fact_text(name, here.get(name)), fact_text(name, value))
        for name, value in taken.items()
    ]


def fact_text(name: str, value: Any) -> str:
    """Return one fact as a page shows it; empty for none."""
    if value in (None, "", [], {}):
        return _("the network itself") if name == "organizer" else ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name in WRITERS:
        return str(WRITERS[name](value))
    return str(value)


def _organizer(pk: str) -> str:
    found = Organization.objects.filter(pk=pk).first()
    return str(found) if found else ""


def _languages(codes: list[str]) -> str:
    return ", ".join(map(language_name, codes))


def _place(place: Mapping[str, str]) -> str:
    if place["location"]:
        found = Location.objects.filter(pk=place["location"]).select_related("address").first()
        parts = [str(found), str(getattr(found, "address", ""))] if found else []
    else:
        town = Municipality.objects.filter(nis=place["nis"]).first() if place["nis"] else None
        parts = [place["venue"], place["street"], place["postal_code"]]
        parts.append(town.label(spoken()) if town else "")
    if place["attendance"] != Attendance.OFFLINE:
        parts.append(str(Attendance(place["attendance"]).label))
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _times(times: Mapping[str, Any]) -> str:
    hours = "–".join(
        formats.time_format(time.fromisoformat(times[name]), "G.i")
        for name in ("starts_at", "ends_at")
    )
    parts = [day_text(times["first_on"]), hours]
    if times["repeats"] != Repeats.ONCE:
        parts.append(str(Repeats(times["repeats"]).label))
    if times["until"]:
        parts.append(_("until %(day)s") % {"day": day_text(times["until"])})
    parts += [_("also %(day)s") % {"day": day_text(day)} for day in times["also_on"][:5]]
    return ", ".join(parts)


def day_text(day: str) -> str:
    return formats.date_format(date.fromisoformat(day), "D j F Y")


def _exceptions(found: Mapping[str, Mapping[str, Any]]) -> str:
    return "; ".join(
        f"{day_text(day)}: {_('cancelled')}"
        if one["is_cancelled"]
        else f"{day_text(one['day'])}, {one['from']}–{one['until']}"
        for day, one in found.items()
    )


WRITERS: Mapping[str, Any] = {
    "organizer": _organizer,
    "languages": _languages,
    "place": _place,
    "times": _times,
    "themes": ", ".join,
    "exceptions": _exceptions,
}

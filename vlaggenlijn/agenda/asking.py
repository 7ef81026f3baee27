"""What a visitor asks of the agenda by the address, and the times that answer it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.models import Occurrence, OccurrenceQuerySet
from vlaggenlijn.agenda.months import Days, days_asked
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

WHEN = ("vandaag", "week", "weekend")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked and known; what was not known is left out, so that no address is an error."""

    when: str = ""
    day: date | None = None
    place: Municipality | None = None
    age: Concept | None = None
    theme: Concept | None = None

    @property
    def days(self) -> Days:
        if self.day:
            return Days(self.day, self.day)
        return days_asked(self.when, timezone.localdate())

    @property
    def query(self) -> dict[str, str]:
        """The filters as values of an address, without the days."""
        chosen = {
            "plaats": self.place and self.place.nis,
            "leeftijd": self.age and self.age.slug,
            "thema": self.theme and self.theme.slug,
        }
        return {name: value for name, value in chosen.items() if value}

    @property
    def address(self) -> str:
        return urlencode(self.query)


def read(query: Mapping[str, str], network: LocalNetwork | None) -> Asked:
    """Return what an address asks of the agenda of a network."""
    when = query.get("wanneer", "")
    areas = network.municipalities.all() if network else Municipality.objects.none()
    return Asked(
        when=when if when in WHEN else "",
        day=_day(query.get("dag", "")),
        place=areas.with_nis([query["plaats"]]).first() if query.get("plaats") else None,
        age=_concept("age-bands", query.get("leeftijd", ""), network),
        theme=_concept("themes", query.get("thema", ""), network),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _concept(scheme: str, slug: str, network: LocalNetwork | None) -> Concept | None:
    found = Concept.objects.of_scheme(scheme).seen_in(network).with_names()
    return found.named(slug[:80]) if slug else None


def matching(asked: Asked, network: LocalNetwork | None) -> OccurrenceQuerySet:
    """Return the times of the agenda that answer all filters but the days."""
    found = Occurrence.objects.shown_in(network)
    if asked.place:
        found = found.in_municipality(asked.place.nis)
    if asked.age:
        found = found.for_ages(*asked.age.extra["age_months"])
    return found.about(asked.theme) if asked.theme else found


def listed(asked: Asked, network: LocalNetwork | None) -> OccurrenceQuerySet:
    """Return the times of the days asked; what is over today is left out."""
    days = asked.days
    found = matching(asked, network).on_days(days.first, days.last)
    if days.first >= timezone.localdate():
        found = found.coming()
    return found


def choices(network: LocalNetwork | None) -> dict[str, Any]:
    """Return what the filters offer: municipalities, age bands, and the themes that are used."""
    if network is None:
        return {"places": [], "ages": [], "themes": []}
    coming = Occurrence.objects.shown_in(network).coming().order_by()
    themes = Concept.objects.of_scheme("themes").seen_in(network)
    used = themes.with_names().among(_slugs(coming))
    return {
        "places": list(network.municipalities.all()),
        "ages": list(Concept.objects.of_scheme("age-bands").with_names()),
        "themes": sorted(used, key=lambda one: one.label.casefold()),
    }


def _slugs(coming: OccurrenceQuerySet) -> set[str]:
    links = coming.values_list("activity__activity_concepts__concept__slug", flat=True)
    return {slug for slug in links.distinct() if slug}


def of_activity(pk: uuid.UUID) -> OccurrenceQuerySet:
    """Return the public times of one activity that are not over."""
    return Occurrence.objects.of(pk).coming().with_activity().with_taken().in_order()

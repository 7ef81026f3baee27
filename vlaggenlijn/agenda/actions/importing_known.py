"""What an import of activities knows of a network: its activities, places and organisations."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.import_rows import ActivityValues, said
from vlaggenlijn.agenda.models import Activity, ActivityConcept, ActivitySource, Origin, State
from vlaggenlijn.directory.actions.importing_service_matching import KnownOrganizations
from vlaggenlijn.directory.import_rows import Problem
from vlaggenlijn.directory.import_rows.decisions import NEW, SAME, decision_in
from vlaggenlijn.directory.import_rows.service_cleaning import ServiceValues
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_report import LAPSED, problem
from vlaggenlijn.directory.importing_sectors import KnownSectors
from vlaggenlijn.directory.models import Location
from vlaggenlijn.places.folding import fold


class KnownHere:
    """The places, themes and organisations that a row may name; asks no query after loading."""

    def __init__(self, network: LocalNetwork, places: KnownPlaces) -> None:
        self._name = fold(network.name)
        self._places = places
        self._covered = set(network.municipalities.values_list("nis", flat=True))
        self._organizations = KnownOrganizations.load(network)
        self.themes = KnownSectors.load(network, "themes")
        self._venues: dict[str, set[str]] = defaultdict(set)
        self._streets: dict[tuple[str, str], set[str]] = defaultdict(set)
        rows = Location.objects.filter(organization__network=network, address__isnull=False)
        columns = ("pk", "name", "address__address_1", "address__postal_code")
        for pk, name, street, postal_code in rows.order_by().values_list(*columns):
            if name:
                self._venues[fold(name)].add(str(pk))
            if street:
                self._streets[fold(street), postal_code].add(str(pk))

    def concept(self, text: str) -> str:
        found = self.themes.find(text.strip())
        return found.slug if found else ""

    def organizers(self, text: str) -> Sequence[str]:
        found = self._organizations.find(ServiceValues(organization=text))
        return [str(one.pk) for one in found if not one.is_archived]

    def is_network(self, text: str) -> bool:
        return fold(text) == self._name

    def location(self, venue: str, street: str, postal_code: str) -> str:
        """Return the one place with that name, else the one with that address."""
        at = self._streets.get((fold(street), postal_code), set()) if street else None
        named = self._venues.get(fold(venue), set()) if venue else None
        if named and at is not None:
            found = named & at
        else:
            found = named or (at if at and not venue else set())
        return next(iter(found)) if len(found) == 1 else ""

    def municipality(self, name: str) -> str:
        return self._places.area(name)

    def covers(self, nis: str) -> bool:
        return nis in self._covered


@dataclass(frozen=True, slots=True)
class Known:
    """An activity of the network, as far as recognising needs it."""

    pk: uuid.UUID
    name: str
    version: int
    is_archived: bool
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The activity that a row is about (None: a new one), what to say of it, what may be chosen."""

    activity: uuid.UUID | None = None
    problems: tuple[Problem, ...] = ()
    is_blocked: bool = False
    candidates: tuple[Known, ...] = ()
    may_be_new: bool = False

    def decided(self, text: str) -> "Match":
        """Return the match as a person decided it; blocked when that is not possible any more."""
        decision = decision_in(text)
        if decision.kind not in (NEW, SAME):
            return self
        settled = replace(self, activity=None, problems=(), is_blocked=False)
        if decision.kind == NEW and (self.may_be_new or self == Match()):
            return settled
        chosen = decision.of(self.candidates) if decision.kind == SAME else None
        if chosen:
            return replace(settled, activity=chosen.pk)
        return replace(self, activity=None, problems=(problem("", LAPSED),), is_blocked=True)


class KnownActivities:
    """The activities of a network by the identifier of a list, and by name and first day."""

    def __init__(self, network: LocalNetwork) -> None:
        self._by_id: dict[uuid.UUID, Known] = {}
        self._by_name: dict[tuple[str, date], list[Known]] = defaultdict(list)
        self._by_identifier: dict[str, Known] = {}
        sources = ActivitySource.objects.of_network(network, Origin.SHEET)
        keys = {activity: key for key, activity in sources.values_list("key", "activity")}
        rows = Activity.objects.of_network(network).order_by("created_at", "id")
        for pk, title, day, version, state in rows.values_list(
            "pk", "title", "first_on", "version", "state"
        ):
            known = Known(pk, title, version, state == State.ARCHIVED, keys.get(pk, ""))
            self._by_id[pk] = known
            self._by_name[fold(title), day].append(known)
            if known.identifier:
                self._by_identifier[known.identifier] = known

    def is_known(self, identifier: str) -> bool:
        """Tell whether an activity has this identifier of a list."""
        return identifier in self._by_identifier

    def match(self, values: ActivityValues) -> Match:
        """Return which activity a row is about."""
        known = self._by_identifier.get(values.identifier) if values.identifier else None
        if known is not None:
            return _sure(known)
        named = self._by_name.get((fold(values.name), values.first_on), [])  # type: ignore[arg-type]
        living = tuple(one for one in named if not one.is_archived)
        if values.identifier:
            # One with another identifier of a list is another activity.
            living = tuple(one for one in living if not one.identifier)
            found = tuple(said("", "activity_twin", name=one.name) for one in living[:1])
            return Match(None, found, bool(living), living, may_be_new=bool(living))
        if len(living) > 1:
            found = (said("", "several_activities"),)
            return Match(None, found, True, living, may_be_new=True)
        if named and not living:
            return _sure(named[0])
        return _sure(living[0]) if living else Match()


def _sure(known: Known) -> Match:
    if known.is_archived:
        return Match(None, (said("", "activity_archived", name=known.name),), is_blocked=True)
    return Match(known.pk)


def activities_with_themes(
    ids: Iterable[uuid.UUID],
) -> tuple[dict[uuid.UUID, Activity], dict[uuid.UUID, list[str]]]:
    """Return activities, and the slugs of their themes, by id."""
    ids = list(ids)
    found = {one.pk: one for one in Activity.objects.with_ids(ids).with_details()}
    themes: dict[uuid.UUID, list[str]] = {pk: [] for pk in found}
    for link in ActivityConcept.objects.of_activities(found):
        themes[link.activity_id].append(link.concept.slug)
    return found, themes


# The field of an import by the column of an activity that holds the same.
SAME_NAMED = (
    *("kind", "description", "first_on", "starts_at", "ends_at", "repeats", "interval", "until"),
    *("attendance", "online_url", "venue", "street", "postal_code", "price", "price_note"),
    *("is_uitpas", "is_wheelchair_accessible", "accessibility", "coming", "registration_url"),
    *("places", "website", "state"),
)
LISTED = ("weekdays", "skipped", "also_on", "languages")
OTHERS = {
    "title": "name",
    "minimum_age_months": "minimum_age",
    "maximum_age_months": "maximum_age",
    "contact_phone": "phone",
    "contact_email": "email",
}


def values_of(activity: Activity, themes: Sequence[str]) -> ActivityValues:
    """Return an activity as it is, in the shape of an import."""
    own: dict[str, Any] = {name: getattr(activity, name) for name in SAME_NAMED}
    own |= {name: tuple(getattr(activity, name)) for name in LISTED}
    own |= {field: getattr(activity, column) for column, field in OTHERS.items()}
    return ActivityValues(
        **own,
        organizer=str(activity.organizer_id or "-"),
        location=str(activity.location_id or ""),
        nis="" if activity.location_id else activity.municipality_id or "",
        themes=tuple(themes),
    )


DEFAULTS: Mapping[str, Any] = {
    "kind": "other",
    "repeats": "once",
    "interval": 1,
    "coming": "walk_in",
    "state": State.DRAFT,
    "is_uitpas": False,
}


def put(values: ActivityValues, activity: Activity) -> None:
    """Set the columns of an activity; what is not known gets what a form would begin with."""
    for name in SAME_NAMED:
        value = getattr(values, name)
        unknown = value in ("", None) and name in DEFAULTS
        setattr(activity, name, DEFAULTS[name] if unknown else value)
    for name in LISTED:
        setattr(activity, name, list(getattr(values, name)))
    for column, field in OTHERS.items():
        setattr(activity, column, getattr(values, field))
    activity.organizer_id = None if values.organizer in ("", "-") else uuid.UUID(values.organizer)
    activity.location_id = uuid.UUID(values.location) if values.location else None
    activity.municipality_id = values.nis or None

"""Organisations of the directory that a series may address: by kind, place, network and name."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import translation

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.dialogue.addressing import Candidate, Known, Plan, plan
from vlaggenlijn.dialogue.models import Participant, Series
from vlaggenlijn.directory.letters import spoken_in
from vlaggenlijn.directory.models import Organization, OrganizationConcept
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.places.provinces import NAMES, province_of
from vlaggenlijn.taxonomy.lookup import preferred_labels
from vlaggenlijn.taxonomy.models import Concept

MOST = 2_000
SECTORS = "sectors"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked of the directory; what is empty is every one.

    With provinces and municipalities both, an organisation in one of either is meant. What is a
    region on the coverage board is the municipality, or the province with ``by_province``.
    """

    networks: list[LocalNetwork] = field(default_factory=list)
    sectors: list[Concept] = field(default_factory=list)
    provinces: list[str] = field(default_factory=list)
    municipalities: list[Municipality] = field(default_factory=list)
    words: str = ""
    by_province: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Who is new and who is there, their records by id, and whether there were more than MOST."""

    plan: Plan
    records: dict[str, Organization]
    is_cut: bool


def within_reach(user: Any, networks: Iterable[LocalNetwork]) -> Any:
    """Organisations in use that a person sees and that belong to any of these networks."""
    seen = Organization.objects.for_user(user).current()
    reached = Organization.objects.for_networks(networks).values("pk")
    return seen.filter(pk__in=reached)


def kinds_among(organizations: Any) -> Any:
    """Return the kinds (sectors) that occur among organisations."""
    found = Concept.objects.of_scheme(SECTORS).filter(organizations__in=organizations)
    return found.distinct().with_names()


def municipalities_among(organizations: Any) -> Any:
    """Return the municipalities in which organisations have a place."""
    found = Municipality.objects.filter(addresses__location__organization__in=organizations)
    return found.distinct()


def planned(user: Any, series: Series, chosen: Chosen) -> Found:
    """Return who is new among those that are chosen; the first MOST of them by name."""
    rows = within_reach(user, chosen.networks or [series.network])
    rows = rows.of_sectors(chosen.sectors).standing_within(
        chosen.provinces, [one.nis for one in chosen.municipalities]
    )
    rows = rows.named(chosen.words) if chosen.words else rows
    every = list(_with_places(rows).order_by("name", "pk")[: MOST + 1])
    records = every[:MOST]
    with translation.override(spoken_in(series.network)):
        candidates = [_candidate(one, chosen) for one in records]
    by_id = {str(one.pk): one for one in records}
    return Found(plan(candidates, known_in(series)), by_id, len(every) > MOST)


def known_in(series: Series) -> Known:
    """Who is addressed in a series."""
    rows = Participant.objects.of_series(series).real().values_list("organization", "code")
    pairs: list[tuple[uuid.UUID | None, str]] = list(rows)
    return Known(
        frozenset(str(key) for key, _ in pairs if key),
        frozenset(name for key, name in pairs if not key),
        frozenset(name for _, name in pairs),
    )


def _with_places(rows: Any) -> Any:
    sectors = OrganizationConcept.objects.filter(concept__scheme=SECTORS)
    return rows.prefetch_related(
        Prefetch("organization_concepts", sectors.select_related("concept"), to_attr="sector_rows"),
        Prefetch("sector_rows__concept__labels", preferred_labels()),
        "locations__address__municipality",
    )


def _candidate(one: Any, chosen: Chosen) -> Candidate:
    wanted = {sector.pk for sector in chosen.sectors}
    labels = sorted(
        row.concept.label for row in one.sector_rows if not wanted or row.concept_id in wanted
    )
    at = _municipality(one, chosen)
    return Candidate(
        key=str(one.pk),
        name=one.name,
        kind=(labels[0] if labels else "")[:LONGEST],
        region=_region(at, chosen)[:LONGEST],
        place=str(at or ""),
        email=one.email,
    )


def _municipality(one: Any, chosen: Chosen) -> Municipality | None:
    """Return where an organisation stands: among what was asked for, if it stands there."""
    addresses = [place.address for place in one.locations.all() if hasattr(place, "address")]
    found = sorted(
        (address.municipality for address in addresses if address.municipality),
        key=lambda at: (not _is_asked(at, chosen), at.name_nl, at.nis),
    )
    return found[0] if found else None


def _is_asked(at: Municipality, chosen: Chosen) -> bool:
    return at in chosen.municipalities or province_of(at) in chosen.provinces


def _region(at: Municipality | None, chosen: Chosen) -> str:
    if at is None:
        return ""
    return str(NAMES.get(province_of(at), "")) if chosen.by_province else str(at)

"""The stored records that a row of an import may be about, as somebody sees them who chooses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from vlaggenlijn.directory.models import ImportJob, Location, Organization, Service

LOCATION = "location__address__municipality"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A living record at home in the network, as it is now."""

    pk: str
    name: str
    version: int
    organization: str
    municipalities: str
    assured_on: date | None
    url: str
    when: str = ""  # of something that happens


def candidates_of(job: ImportJob, rows: Iterable[Mapping[str, Any]]) -> dict[str, Candidate]:
    """Return by id what rows may be the same as, or a new service of; a few queries for all."""
    rows = list(rows)
    ids = {UUID(pk) for row in rows for pk, _name in row["candidates"]}
    if job.what == ImportJob.What.ORGANIZATIONS:
        return _organizations(job, ids)
    homes = {UUID(pk) for row in rows for pk, _name in row.get("homes", [])}
    return _services(job, ids) | _organizations(job, homes)


def of_both(job: ImportJob, ids: Iterable[UUID]) -> dict[str, Candidate]:
    """Return by id the organisations and services among these."""
    wanted = set(ids)
    return _services(job, wanted) | _organizations(job, wanted)


def _services(job: ImportJob, ids: set[UUID]) -> dict[str, Candidate]:
    found = Service.objects.at_home_in(job.network).current().with_ids(ids)
    found = found.select_related("organization")
    return {
        str(one.pk): Candidate(
            str(one.pk),
            one.name,
            one.version,
            one.organization.name,
            _municipalities(link.location for link in one.service_at_locations.all()),
            one.assured_on,
            reverse("directory:edit_service", args=[one.pk]),
        )
        for one in found.prefetch_related(f"service_at_locations__{LOCATION}")
    }


def _organizations(job: ImportJob, ids: set[UUID]) -> dict[str, Candidate]:
    found = Organization.objects.at_home_in(job.network).current().with_ids(ids)
    return {
        str(one.pk): Candidate(
            str(one.pk),
            one.name,
            one.version,
            "",
            _municipalities(one.locations.all()),
            one.assured_on,
            reverse("directory:edit_organization", args=[one.pk]),
        )
        for one in found.prefetch_related(f"locations__{LOCATION.removeprefix('location__')}")
    }


def _municipalities(locations: Iterable[Location]) -> str:
    """Return the names of the municipalities of places, without the ones nobody may know."""
    language = get_language() or "nl"
    found = (getattr(one, "address", None) for one in locations)
    places = [one.municipality for one in found if one is not None and one.municipality]
    return ", ".join(dict.fromkeys(place.label(language) for place in places))

"""Which services and organisations read otherwise after changes of rows under them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db.models import Q

from vlaggenlijn.accounts.models import Change
from vlaggenlijn.directory.hsds.feed import ORGANIZATION, SERVICE
from vlaggenlijn.directory.models import PublicationMark, Service, ServiceArea, ServiceAtLocation
from vlaggenlijn.places.models import Municipality

MOST_WAITING = 2000
AT_ONCE = 1000
# Rows under a service, an organisation or a place; a change of one is a change of these.
PARTS = frozenset({
    "accessibility", "address", "contact", "costoption", "language", "location", "organization",
    "organizationconcept", "organizationidentifier", "phone", "schedule", "service",
    "serviceatlocation", "servicearea", "servicecapacity", "serviceconcept",
})  # fmt: skip


def touched_by(changes: Iterable[Change]) -> list[tuple[str, uuid.UUID]]:
    """Return the services and organisations that read otherwise after these changes."""
    keys: dict[str, set[Any]] = defaultdict(set)
    for change in changes:
        room, _, model = change.model.partition(".")
        if room == "directory" and model in PARTS:
            _collect(keys, model, change)
        elif change.model == "accounts.networkarea":
            keys["municipality_id"] |= _values(change, "municipality_id")
    return _spread(keys)


def _values(change: Change, name: str) -> set[Any]:
    sides = (change.before or {}, change.after or {})
    return {side[name] for side in sides if side.get(name)}


def _collect(keys: dict[str, set[Any]], model: str, change: Change) -> None:
    for name in ("service_id", "organization_id", "location_id", "service_at_location_id"):
        keys[name] |= {uuid.UUID(value) for value in _values(change, name)}
    if model in ("service", "organization", "location"):
        keys[f"{model}_id"].add(change.object_id)
    if model == "organization":
        keys["renamed"].add(change.object_id)


def _spread(keys: dict[str, set[Any]]) -> list[tuple[str, uuid.UUID]]:
    links = ServiceAtLocation.objects.filter(
        Q(pk__in=keys["service_at_location_id"]) | Q(location__in=keys["location_id"])
    )
    services = keys["service_id"] | set(links.values_list("service_id", flat=True))
    named = Service.objects.filter(organization__in=keys["renamed"])
    services |= set(named.values_list("pk", flat=True))
    organizations = set(keys["organization_id"])
    services |= _reaching(keys["municipality_id"])
    organizations |= _homes(services)
    found = [(ORGANIZATION, pk) for pk in organizations] + [(SERVICE, pk) for pk in services]
    return sorted(found, key=str)


def _homes(services: set[uuid.UUID]) -> set[uuid.UUID]:
    """Return the organisations of services, some at a time: they may be very many."""
    ids = iter(services)
    found: set[uuid.UUID] = set()
    while part := list(islice(ids, AT_ONCE)):
        rows = Service.objects.with_ids(part).order_by()
        found |= set(rows.values_list("organization_id", flat=True))
    return found


def _reaching(codes: set[Any]) -> set[uuid.UUID]:
    """Return the services that stand in or serve any of some municipalities (NIS codes).

    Of both ways apart and of all codes at once: a network may cover three hundred.
    """
    if not codes:
        return set()
    here = list(Municipality.objects.with_nis(codes))
    regions = {one.region for one in here}
    areas = ServiceArea.objects.filter(Q(municipality__in=here) | Q(region__in=regions))
    places = ServiceAtLocation.objects.filter(location__address__municipality__in=here)
    return {
        service for rows in (areas, places) for service in rows.values_list("service", flat=True)
    }


def waiting() -> set[uuid.UUID] | None:
    """Return the records that changed and wait for their number; None when they are very many."""
    mark = PublicationMark.objects.first()
    later = Change.objects.filter(id__gt=mark.change_id if mark else 0).order_by("id")
    changes = list(later[: MOST_WAITING + 1])
    if len(changes) > MOST_WAITING:
        return None
    return {record_id for _, record_id in touched_by(changes)}

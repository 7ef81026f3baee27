"""Which services and organisations read otherwise after changes of rows under them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from vlaggenlijn.accounts.models import Change
from vlaggenlijn.directory.hsds.feed import ORGANIZATION, SERVICE
from vlaggenlijn.directory.models import PublicationMark, Service, ServiceAtLocation
from vlaggenlijn.places.models import Municipality

MOST_WAITING = 2000
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
    reached = list(Municipality.objects.with_nis(keys["municipality_id"]))
    for one in reached:
        here = Service.objects.reaching(one.nis, [], one.region).order_by()
        services |= set(here.values_list("pk", flat=True))
    homes = Service.objects.filter(pk__in=services).values_list("organization_id", flat=True)
    organizations |= set(homes)
    found = [(ORGANIZATION, pk) for pk in organizations] + [(SERVICE, pk) for pk in services]
    return sorted(found, key=str)


def waiting() -> set[uuid.UUID] | None:
    """Return the records that changed and wait for their number; None when they are very many."""
    mark = PublicationMark.objects.first()
    later = Change.objects.filter(id__gt=mark.change_id if mark else 0).order_by("id")
    changes = list(later[: MOST_WAITING + 1])
    if len(changes) > MOST_WAITING:
        return None
    return {record_id for _, record_id in touched_by(changes)}

"""A whole deed: which services and organisations it touched, and what changed, in words."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vlaggenlijn.accounts.models import Change, ChangeSet
from vlaggenlijn.directory.history import RECORDS, Line, lines_of
from vlaggenlijn.directory.history_words import IN_WORDS, names_in
from vlaggenlijn.directory.models import Location, Organization, Service, ServiceAtLocation

SERVICE, ORGANIZATION = RECORDS
PROPOSAL = "directory.proposal"
OURS = (SERVICE, ORGANIZATION, *IN_WORDS)
Ids = set[uuid.UUID]
FEW, MOST_NAMES = 3, 2000


@dataclass(slots=True)
class Touched:
    """Ids of what a deed touched; ``owner_of`` says by record whose it is, and of what kind.

    Rows of a service count as the service; one that is gone for good has its organisation as owner.
    ``has_others`` is true when the deed also wrote what belongs to no organisation.
    """

    services: Ids = field(default_factory=set)
    organizations: Ids = field(default_factory=set)
    owner_of: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    homes: Ids = field(default_factory=set)
    has_others: bool = False


@dataclass(frozen=True, slots=True)
class OwnedLine:
    """A line of a deed with the name of the record it is about, and whether that still exists."""

    owner: uuid.UUID
    name: str
    is_service: bool
    is_there: bool
    line: Line


def touched_by(change_set: ChangeSet) -> Touched:
    """Return what a deed touched, whoever may see it."""
    # Without the column of the deed itself Django would read it again for every row.
    columns = ("change_set", "model", "object_id", "before", "after")
    return touched_in(list(change_set.changes.order_by("id").only(*columns)))


def touched_in(changes: Iterable[Change]) -> Touched:
    """Return what some changes touched: services, and organisations touched themselves.

    ``homes`` are the organisations of all of it.
    """
    changes = list(changes)
    chain = _Chain(changes)
    found = Touched()
    for change in changes:
        row = change.after or change.before or {}
        service, organization = chain.owner(change.model, change.object_id, row)
        owner = service or organization
        if change.model not in (*OURS, PROPOSAL) or owner is None:
            found.has_others = True
            continue
        found.owner_of[change.object_id] = owner
        (found.services if service else found.organizations).add(owner)
        found.homes |= {organization} if organization else set()
    return found


class _Chain:
    """From a row up to its service and organisation, in a fixed number of queries.

    What is gone is looked up in the deed itself, else in the last trace it left.
    """

    def __init__(self, changes: list[Change]) -> None:
        self._rows: dict[str, Mapping[str, Any]] = {}
        for change in changes:
            self._rows[str(change.object_id)] = change.after or change.before or {}
        rows = list(self._rows.values())
        self._learn(ServiceAtLocation, _pointed(rows, "service_at_location_id"), "service_id")
        self._learn(Service, _pointed(self._rows.values(), "service_id"), "organization_id")
        self._learn(Location, _pointed(rows, "location_id"), "organization_id")

    def _learn(self, kind: Any, ids: set[str], parent: str) -> None:
        unknown = sorted(ids - self._rows.keys())
        for start in range(0, len(unknown), 500):
            batch = unknown[start : start + 500]
            for pk, above in kind._base_manager.filter(pk__in=batch).values_list("pk", parent):
                self._rows[str(pk)] = {parent: str(above)}
            gone = [pk for pk in batch if pk not in self._rows]
            for change in Change.objects.about(*map(uuid.UUID, gone)) if gone else ():
                row = change.after or change.before or {}
                self._rows.setdefault(str(change.object_id), row)

    def owner(
        self, model: str, pk: uuid.UUID, row: Mapping[str, Any]
    ) -> tuple[uuid.UUID | None, uuid.UUID | None]:
        """Return the service a row is of (None: of the organisation itself), and its home."""
        if model == ORGANIZATION:
            return None, pk
        link = self._rows.get(str(row.get("service_at_location_id")), {})
        service = str(pk) if model == SERVICE else row.get("service_id") or link.get("service_id")
        if service:
            home = row if model == SERVICE else self._rows.get(str(service), {})
            return uuid.UUID(str(service)), _id(home.get("organization_id"))
        place = self._rows.get(str(row.get("location_id")), {})
        return None, _id(row.get("organization_id") or place.get("organization_id"))


def _id(value: Any) -> uuid.UUID | None:
    return uuid.UUID(str(value)) if value else None


def _pointed(rows: Iterable[Mapping[str, Any]], key: str) -> set[str]:
    return {str(row[key]) for row in rows if row.get(key)}


def visible_owners(user: Any, touched: Touched) -> Ids:
    """Return which of the touched services and organisations a person sees.

    A service that is gone is seen by whoever sees its organisation.
    """
    services = Service.objects.for_user(user).with_ids(touched.services)
    homes = touched.organizations | touched.homes
    organizations = set(
        Organization.objects.for_user(user).with_ids(homes).values_list("pk", flat=True)
    )
    present = Service.objects.with_ids(touched.services).values_list("pk", flat=True)
    gone = touched.services - set(present) if touched.homes <= organizations else set()
    seen = set(services.values_list("pk", flat=True)) | gone
    return seen | (organizations & touched.organizations)


def owned_lines(changes: Iterable[Change], touched: Touched, seen: Ids) -> list[OwnedLine]:
    """Return what changed of the records that are seen, in words."""
    mine = [
        one for one in changes if one.model in OURS and touched.owner_of.get(one.object_id) in seen
    ]
    words = names_in([row for one in mine for row in (one.before, one.after) if row])
    names = owner_names(touched.services | touched.organizations)
    return [
        OwnedLine(owner, name, owner in touched.services, is_there, line)
        for one in mine
        for owner in [touched.owner_of[one.object_id]]
        for name, is_there in [names.get(owner, ("", False))]
        for line in lines_of(one, words)
    ]


def deed_names(change_sets: Iterable[ChangeSet]) -> dict[uuid.UUID, list[str]]:
    """Return {deed: the first few names of services and organisations it wrote}."""
    changes = Change.objects.filter(change_set__in=list(change_sets), model__in=RECORDS)
    rows = changes.order_by("id").values_list("change_set", "after__name", "before__name")
    found: dict[uuid.UUID, list[str]] = {}
    for pk, after, before in rows[:MOST_NAMES]:
        names = found.setdefault(pk, [])
        name = after or before
        if name and name not in names and len(names) < FEW:
            names.append(name)
    return found


def owner_names(ids: Ids) -> dict[uuid.UUID, tuple[str, bool]]:
    """Return {id: (name, whether it is there now)}; what is gone has the name it went with."""
    found: dict[uuid.UUID, tuple[str, bool]] = {}
    for kind in (Service.objects, Organization.objects):
        rows: Any = kind.with_ids(ids)
        found |= {pk: (name, True) for pk, name in rows.values_list("pk", "name")}
    gone = ids - found.keys()
    for change in Change.objects.about(*gone) if gone else ():
        row = change.before or change.after or {}
        found.setdefault(change.object_id, (str(row.get("name", "")), False))
    return found

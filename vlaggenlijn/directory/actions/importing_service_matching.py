"""Which service a row is about, and of which organisation it is; a few queries for a whole file."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.import_rows import CleanRow, Problem
from vlaggenlijn.directory.import_rows.problems import problem as row_problem
from vlaggenlijn.directory.import_rows.service_cleaning import ServiceValues
from vlaggenlijn.directory.importing_report import problem
from vlaggenlijn.directory.models import Organization, OrganizationIdentifier, Service
from vlaggenlijn.places.folding import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A record at home in the network, as far as recognising needs it."""

    pk: UUID
    name: str
    is_archived: bool
    owner: UUID | None = None
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class ServiceMatch:
    """The service a row is about (None: a new one) and its organisation (None: a new one too).

    ``problems`` stand beside the row; when one of them is an error, or ``is_blocked``, nothing of
    the row is written.
    """

    service: UUID | None = None
    organization: UUID | None = None
    problems: tuple[Problem, ...] = ()
    is_blocked: bool = False


@dataclass(slots=True)
class KnownOrganizations:
    """The organisations at home in a network by id, number and name."""

    by_id: dict[UUID, Found] = field(default_factory=dict)
    by_number: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    by_name: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def load(cls, network: LocalNetwork) -> "KnownOrganizations":
        known = cls()
        rows = Organization.objects.at_home_in(network).order_by()
        for pk, name, archived in rows.values_list("pk", "name", "archived_at"):
            known.by_id[pk] = Found(pk, name, archived is not None)
            known.by_name[fold(name)].add(pk)
        numbers = OrganizationIdentifier.objects.filter(organization__network=network)
        for number, pk in numbers.order_by().values_list("identifier", "organization_id"):
            known.by_number[_number(number)].add(pk)
        return known

    def find(self, values: ServiceValues) -> list[Found]:
        """Return the organisations a row may mean; a living one goes before archived ones."""
        if values.organization_record:
            found = self.by_id.get(UUID(values.organization_record))
            if found:
                return [found]
        text = values.organization
        ids = self.by_number.get(_number(text), set()) or self.by_name.get(fold(text), set())
        records = [self.by_id[pk] for pk in sorted(ids)] if text else []
        return [one for one in records if not one.is_archived] or records


def _number(text: str) -> str:
    """Return a number without the signs people put between digits, so that KBO numbers agree."""
    plain = "".join(text.split()).casefold()
    bare = plain.replace(".", "").replace("-", "").removeprefix("be")
    return bare if bare.isdecimal() else plain


class ServiceMatcher:
    """The services at home in a network by id, own identifier and name."""

    def __init__(self, network: LocalNetwork) -> None:
        self.organizations = KnownOrganizations.load(network)
        self._by_id: dict[UUID, Found] = {}
        self._by_identifier: dict[str, list[Found]] = defaultdict(list)
        self._by_name: dict[tuple[UUID, str], list[Found]] = defaultdict(list)
        self._elsewhere: dict[UUID, Any] = {}
        rows = Service.objects.at_home_in(network).order_by("created_at", "pk")
        columns = ("pk", "name", "archived_at", "organization_id", "own_identifier")
        for pk, name, archived, owner, identifier in rows.values_list(*columns):
            found = Found(pk, name, archived is not None, owner, identifier)
            self._by_id[pk] = found
            self._by_name[owner, fold(name)].append(found)
            if identifier:
                self._by_identifier[identifier].append(found)

    def look_elsewhere(self, rows: Iterable[CleanRow]) -> None:
        """Read which of these rows carry the id of a service of another network."""
        ids = [UUID(row.values.record) for row in rows if row.values.record]
        others = Service.objects.with_ids(pk for pk in ids if pk not in self._by_id)
        found = others.select_related("organization__network")
        self._elsewhere = {one.pk: one for one in found}

    def match(self, values: ServiceValues) -> ServiceMatch:
        """Return the service of a row, or why the row cannot be written."""
        record = UUID(values.record) if values.record else None
        if record in self._elsewhere:
            other = self._elsewhere[record]
            shown = {"name": other.name, "network": other.organization.network.name}
            return ServiceMatch(problems=(problem("", "other_network", **shown),), is_blocked=True)
        known = self._by_id.get(record) if record else None
        if known is None and values.identifier:
            same = self._by_identifier.get(values.identifier, [])
            known = next((one for one in same if not one.is_archived), next(iter(same), None))
        if known is not None:
            return self._settled(known, values)
        return self._by_organization(values)

    def _settled(self, known: Found, values: ServiceValues) -> ServiceMatch:
        if known.is_archived:
            return _archived(known)
        named = self.organizations.find(values)
        is_other = bool(values.organization) and known.owner not in {one.pk for one in named}
        found = problem("organization", "other_organization", name=known.name)
        return ServiceMatch(known.pk, known.owner, (found,) if is_other else ())

    def _by_organization(self, values: ServiceValues) -> ServiceMatch:
        if not (values.organization or values.organization_record):
            return ServiceMatch(problems=(row_problem("organization", "organization_missing"),))
        found = self.organizations.find(values)
        name = values.organization or values.organization_record
        if not found and values.adds_organization and values.organization:
            return ServiceMatch(
                problems=(problem("organization", "organization_added", name=name),)
            )
        if len(found) != 1:
            code = "organization_several" if found else "organization_unknown"
            return ServiceMatch(problems=(problem("organization", code, name=name),))
        if found[0].is_archived:
            return _archived(found[0])
        return self._named(found[0], values)

    def _named(self, organization: Found, values: ServiceValues) -> ServiceMatch:
        same = self._by_name.get((organization.pk, fold(values.name)), [])
        if values.identifier:  # one that has another identifier is another service
            same = [one for one in same if not one.identifier]
        living: Sequence[Found] = [one for one in same if not one.is_archived]
        if len(living) > 1:
            return ServiceMatch(problems=(problem("", "services_known", name=organization.name),))
        if living:
            return ServiceMatch(living[0].pk, organization.pk)
        return _archived(same[0]) if same else ServiceMatch(None, organization.pk)


def _archived(one: Found) -> ServiceMatch:
    return ServiceMatch(problems=(problem("", "is_archived", name=one.name),), is_blocked=True)

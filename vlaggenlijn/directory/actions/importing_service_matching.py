"""Which service a row is about, and of which organisation it is; a few queries for a whole file."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.import_rows import CleanRow, Problem
from vlaggenlijn.directory.import_rows.decisions import NEW, SAME, decision_in
from vlaggenlijn.directory.import_rows.problems import problem as row_problem
from vlaggenlijn.directory.import_rows.service_cleaning import ServiceValues
from vlaggenlijn.directory.importing_report import LAPSED, problem
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
    version: int = 0


@dataclass(frozen=True, slots=True)
class ServiceMatch:
    """The service a row is about (None: a new one) and its organisation (None: a new one too).

    ``problems`` stand beside the row; when one of them is an error, or ``is_blocked``, nothing of
    the row is written. A person may say that it is one of the ``candidates``; that it is a new one
    if ``may_be_new``; or that it is a new one of one of the organisations in ``homes``.
    """

    service: UUID | None = None
    organization: UUID | None = None
    problems: tuple[Problem, ...] = ()
    is_blocked: bool = False
    candidates: tuple[Found, ...] = ()
    may_be_new: bool = False
    homes: tuple[Found, ...] = ()

    @property
    def services(self) -> list[UUID]:
        """Return every stored service that the row may be about."""
        chosen = [self.service] if self.service else []
        return [*chosen, *(one.pk for one in self.candidates)]

    @property
    def is_plainly_new(self) -> bool:
        return self.service is None and not (self.is_blocked or self.problems)


def decided_service(match: ServiceMatch, text: str) -> ServiceMatch:
    """Return the match as a person decided it; blocked when that is not possible any more."""
    decision = decision_in(text)
    if decision.kind not in (NEW, SAME):
        return match
    settled = replace(match, service=None, problems=(), is_blocked=False)
    if decision.kind == SAME:
        chosen = decision.of(match.candidates)
        if chosen:
            return replace(settled, service=chosen.pk, organization=chosen.owner)
    elif decision.record:
        home = decision.of(match.homes)
        if home:
            return replace(settled, organization=home.pk)
    elif match.may_be_new or match.is_plainly_new:
        return settled
    return replace(match, service=None, problems=(problem("", LAPSED),), is_blocked=True)


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
        columns = ("pk", "name", "archived_at", "organization_id", "own_identifier", "version")
        for pk, name, archived, owner, identifier, version in rows.values_list(*columns):
            found = Found(pk, name, archived is not None, owner, identifier, version)
            self._by_id[pk] = found
            self._by_name[owner, fold(name)].append(found)
            if identifier:
                self._by_identifier[identifier].append(found)

    def known(self, pk: UUID) -> Found | None:
        """Return a service at home here, archived or not, by its id."""
        return self._by_id.get(pk)

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
            numbered = self._numbered(values)
            if len(numbered) > 1:
                found = problem("identifier", "services_numbered", value=values.identifier)
                return ServiceMatch(problems=(found,), candidates=tuple(numbered))
            known = next(iter(numbered), None)
        if known is not None:
            return self._settled(known, values)
        return self._by_organization(values)

    def _numbered(self, values: ServiceValues) -> list[Found]:
        """Return the services with the identifier of a row, as few as its other cells leave."""
        found = self._by_identifier.get(values.identifier, [])
        found = [one for one in found if not one.is_archived] or found[:1]
        owners = {one.pk for one in self.organizations.find(values)}
        found = [one for one in found if one.owner in owners] or found
        named = [one for one in found if fold(one.name) == fold(values.name)]
        return named if len(named) == 1 else found

    def _settled(self, known: Found, values: ServiceValues) -> ServiceMatch:
        named = self.organizations.find(values)
        if known.is_archived:
            is_by_id = str(known.pk) == values.record
            return _archived(known, named[0] if len(named) == 1 and not is_by_id else None)
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
        if not found:
            unknown = problem("organization", "organization_unknown", name=name)
            return ServiceMatch(problems=(unknown,))
        if len(found) > 1:
            return self._of_several(found, values)
        if found[0].is_archived:
            return _archived(found[0])
        return self._named(found[0], values)

    def _of_several(self, owners: Sequence[Found], values: ServiceValues) -> ServiceMatch:
        """Return what a row is about that fits several organisations: nothing without a choice."""
        living = tuple(one for one in owners if not one.is_archived)
        same = tuple(found for one in living for found in self._living(one, values))
        found = problem("organization", "organization_several", name=values.organization)
        return ServiceMatch(problems=(found,), candidates=same, homes=living)

    def _living(self, organization: Found, values: ServiceValues) -> list[Found]:
        same = self._by_name.get((organization.pk, fold(values.name)), [])
        return [one for one in same if not one.is_archived]

    def _named(self, organization: Found, values: ServiceValues) -> ServiceMatch:
        """Return the service of an organisation by its name; another identifier proves nothing."""
        living = self._living(organization, values)
        fitting = [one for one in living if not (values.identifier and one.identifier)]
        if len(fitting) == 1:
            return ServiceMatch(fitting[0].pk, organization.pk)
        match = ServiceMatch(None, organization.pk, candidates=tuple(fitting or living))
        if fitting:
            found = problem("", "services_known", name=organization.name)
            return replace(match, problems=(found,), may_be_new=True)
        if living:
            found = problem("", "service_twin", name=living[0].name)
            return replace(match, problems=(found,), may_be_new=True)
        gone = self._by_name.get((organization.pk, fold(values.name)), [])
        gone = [one for one in gone if not (values.identifier and one.identifier)]
        return _archived(gone[0], organization) if gone else match


def _archived(one: Found, owner: Found | None = None) -> ServiceMatch:
    """Return that a row is left out; of a living ``owner`` it may be a new service."""
    found = (problem("", "is_archived", name=one.name),)
    is_possible = owner is not None and not owner.is_archived
    home = owner.pk if owner else None
    return ServiceMatch(None, home, found, is_blocked=True, may_be_new=is_possible)

"""Which organisation or service here a record of HSDS is about; a few queries for a whole file."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.actions.importing_hsds_trees import SOURCE
from vlaggenlijn.directory.actions.importing_service_matching import (
    Found,
    KnownOrganizations,
    ServiceMatch,
    ServiceMatcher,
)
from vlaggenlijn.directory.hsds_in.wishes import Wish
from vlaggenlijn.directory.import_rows import CleanRow
from vlaggenlijn.directory.import_rows.decisions import NEW, SAME, decision_in
from vlaggenlijn.directory.import_rows.problems import Problem
from vlaggenlijn.directory.import_rows.service_cleaning import ServiceValues
from vlaggenlijn.directory.importing_report import LAPSED, problem
from vlaggenlijn.directory.models import Organization, OrganizationIdentifier
from vlaggenlijn.places.folding import fold


@dataclass(frozen=True, slots=True)
class HsdsMatch:
    """The record here (None: a new one); nothing is written when ``is_blocked``."""

    record: UUID | None = None
    problems: tuple[Problem, ...] = ()
    is_blocked: bool = False
    candidates: tuple[Found, ...] = ()

    def decided(self, text: str) -> "HsdsMatch":
        """Return the match as a person decided it; blocked when that is not possible any more."""
        decision = decision_in(text)
        if decision.kind == NEW and not self.is_blocked:
            return HsdsMatch(candidates=self.candidates)
        if decision.kind == SAME:
            chosen = decision.of(self.candidates)
            if chosen:
                return HsdsMatch(chosen.pk, candidates=self.candidates)
        if decision.kind in (NEW, SAME):
            return HsdsMatch(None, (problem("", LAPSED),), True, self.candidates)
        return self


class HsdsMatcher:
    """Recognises by the id of the source, our own id, a number and, where no other id says
    otherwise, a name."""

    def __init__(self, network: LocalNetwork) -> None:
        self._network = network
        self._organizations = KnownOrganizations.load(network)
        self._services = ServiceMatcher(network)
        rows = OrganizationIdentifier.objects.filter(organization__network=network)
        self._sourced: dict[str, UUID] = {}
        self._numbered: dict[tuple[str, str], UUID] = {}
        for kind, number, pk in rows.values_list(
            "identifier_type", "identifier", "organization_id"
        ):
            self._numbered[kind, number] = pk
            if kind == SOURCE:
                self._sourced[number] = pk
        self._named_elsewhere = set(self._sourced.values())
        self._abroad: dict[UUID, Organization] = {}

    def look_elsewhere(self, wishes: Iterable[Wish]) -> None:
        """Read which of these carry the id of a record of another network."""
        wishes = list(wishes)
        ids = [UUID(one.record) for one in wishes if one.record and one.kind == "organization"]
        others = Organization.objects.with_ids(ids).exclude(network=self._network)
        self._abroad = {one.pk: one for one in others.select_related("network")}
        rows = [
            CleanRow(0, ServiceValues(record=one.record)) for one in wishes if one.kind == "service"
        ]
        self._services.look_elsewhere(rows)

    def organization(self, wish: Wish) -> HsdsMatch:
        own = UUID(wish.record) if wish.record else None
        other = self._abroad.get(own) if own else None
        if other is not None:
            shown = {"name": other.name, "network": other.network.name}
            return HsdsMatch(None, (problem("", "other_network", **shown),), is_blocked=True)
        pk = self._sourced.get(wish.identity) if wish.identity else None
        pk = pk or (own if own in self._organizations.by_id else None) or self._by_number(wish)
        if pk is None:
            return self._by_name(wish)
        return settled(self._organizations.by_id[pk])

    def _by_number(self, wish: Wish) -> UUID | None:
        """Return the organisation with one of these numbers, unless it has another id there."""
        for row in wish.rows.get("identifiers", []):
            kind, number = row["identifier_type"], row["identifier"]
            pk = self._numbered.get((kind, number)) if kind in ("kbo", "ovo", "uri") else None
            if pk and pk not in self._named_elsewhere:
                return pk
        return None

    def _by_name(self, wish: Wish) -> HsdsMatch:
        ids = self._organizations.by_name.get(fold(wish.name), set())
        same = [self._organizations.by_id[pk] for pk in sorted(ids)]
        living = [one for one in same if not one.is_archived]
        free = [one for one in living if one.pk not in self._named_elsewhere or not wish.identity]
        if len(free) == 1:
            return HsdsMatch(free[0].pk, candidates=tuple(free))
        if living:
            found = problem("", "twin", name=living[0].name)
            return HsdsMatch(None, (found,), candidates=tuple(living))
        gone = [one for one in same if one.pk not in self._named_elsewhere]
        return settled(gone[0]) if gone else HsdsMatch()

    def service(self, wish: Wish, owner: Organization, *, is_new_owner: bool) -> HsdsMatch:
        """Return the service here that a wish of this organisation is about."""
        values = ServiceValues(
            record=wish.record,
            identifier=wish.identity,
            name=wish.name,
            organization="" if is_new_owner else owner.name,
            organization_record="" if is_new_owner else str(owner.pk),
        )
        match = self._services.match(values)
        if match.is_blocked or match.service:
            return HsdsMatch(match.service, match.problems, match.is_blocked, match.candidates)
        if is_new_owner:
            return HsdsMatch(candidates=match.candidates)
        return HsdsMatch(None, _doubts(match), candidates=match.candidates)


def _doubts(match: ServiceMatch) -> tuple[Problem, ...]:
    """Return what somebody has to look at; a name that fits several keeps no record out here."""
    twins = [one for one in match.problems if one.level == "doubt"]
    if match.candidates and not twins:
        twins = [problem("", "service_twin", name=match.candidates[0].name)]
    return tuple(twins)


def settled(known: Found) -> HsdsMatch:
    if known.is_archived:
        return HsdsMatch(None, (problem("", "is_archived", name=known.name),), is_blocked=True)
    return HsdsMatch(known.pk)

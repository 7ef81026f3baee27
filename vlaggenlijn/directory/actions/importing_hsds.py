"""Organisations and services of HSDS as a kind of import, beside those of spreadsheets.

A row of the table is one record as JSON: organisations first, since a service needs its own.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Prepared, Recorder
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing_edits import Edits
from vlaggenlijn.directory.actions.importing_hsds_indexing import Postings
from vlaggenlijn.directory.actions.importing_hsds_matching import HsdsMatch, HsdsMatcher
from vlaggenlijn.directory.actions.importing_hsds_records import (
    KnownLocations,
    organizations,
    services,
)
from vlaggenlijn.directory.actions.importing_hsds_trees import Trees
from vlaggenlijn.directory.actions.importing_mappings import remembered
from vlaggenlijn.directory.actions.importing_plan import Compare, Planned
from vlaggenlijn.directory.actions.importing_state import lock, lock_services, services_state_of
from vlaggenlijn.directory.hsds_in.problems import said
from vlaggenlijn.directory.hsds_in.wishes import Wish, Wisher, home_of
from vlaggenlijn.directory.import_rows import CleanRow, Problem, RowOutcome, skipped
from vlaggenlijn.directory.import_rows.decisions import LEAVE
from vlaggenlijn.directory.importing_hsds_words import KnownTerms
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_report import about_file
from vlaggenlijn.directory.models import Organization, Service

ORGANIZATION, SERVICE = "organization", "service"


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation of the file as services find it: a stored one or one that is added."""

    record: Organization
    is_new: bool


class HsdsRecords:
    """The organisations and services of one network, with what a file of HSDS needs to know."""

    deed = "hsds.import"
    what = "hsds"

    def __init__(self, network: LocalNetwork) -> None:
        self.network = network
        self._places = KnownPlaces.load()
        self._terms = KnownTerms.load(network, self._places)

    def start(self) -> None:
        self._matcher = self._matching()
        self._trees = Trees(KnownLocations(self.network), self._places, self._terms)
        self._taken: dict[UUID, int] = {}
        self._owners: dict[str, Owner] = {}
        self._rows = Prepared()
        self._postings = Postings(self._rows)

    def _matching(self) -> HsdsMatcher:
        return HsdsMatcher(self.network)

    def mapping(
        self, table: Table, rows: Sequence[Row], given: Mapping[str, str] | None
    ) -> dict[str, str]:
        """Return what foreign terms mean: as told now, on top of what is remembered."""
        known = remembered(self.network, table.header, self.what)
        return {**(known.mapping if known else {}), **(given or {})}

    def refuse_unusable(
        self, table: Table, mapping: Mapping[str, str], name_pattern: str
    ) -> list[Problem]:
        return [about_file(note) for note in table.warnings if note.code != "hsds_counts"]

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        self._terms = self._terms.with_meanings(mapping)
        records = [json.loads(row.cells[0]) for row in rows]
        self._wisher = Wisher(self._terms, timezone.localdate(), home_of(records))
        found = []
        for row, record in zip(rows, records, strict=True):
            wish, cells = self._wisher.wish(record)
            found.append(CleanRow(row.number, wish, cells.problems))
        return found, []

    def batch(self, rows: Sequence[CleanRow], *, is_locking: bool) -> Compare:
        """Read the stored records of a batch; organisations are settled before their services."""
        self._matcher.look_elsewhere(row.values for row in rows)
        compared = self._settle([row for row in rows if row.values.kind == ORGANIZATION])
        wanted = [row.values for row in rows if row.values.kind == SERVICE]
        matches = filter(None, map(self._service_match, wanted))
        known = services(pk for match in matches for pk in _possible(match))
        return lambda row, decision: (
            self._service(row, known, decision)
            if row.values.kind == SERVICE
            else compared(row, decision)
        )

    def _settle(self, rows: Sequence[CleanRow]) -> Callable[[CleanRow, str], Planned]:
        matches = {row.number: self._matcher.organization(row.values) for row in rows}
        known = organizations(pk for match in matches.values() for pk in _possible(match))
        # Services of the same batch are read before anybody decides, so owners are set now.
        for row in rows:
            self._set_owner(row.values, matches[row.number], known)
        return lambda row, decision: self._organization(row, matches[row.number], known, decision)

    def _set_owner(self, wish: Wish, match: HsdsMatch, known: Mapping[UUID, Organization]) -> None:
        record = known.get(match.record) if match.record else None
        fresh = Organization(network=self.network, is_demo=self.network.is_demo, name=wish.name)
        self._owners[wish.key] = Owner(record or fresh, record is None)

    def _organization(
        self,
        row: CleanRow,
        match: HsdsMatch,
        known: Mapping[UUID, Organization],
        decision: str,
    ) -> Planned:
        wish = row.values
        decided = match.decided(decision)
        if decided.record != match.record:
            self._set_owner(wish, decided, known)
        planned = self._judged(row, decided, decision)
        if planned is not None:
            self._owners.pop(wish.key, None)
            return planned
        owner = self._owners[wish.key]
        return self._changes(row, decided, owner.record, is_new=owner.is_new)

    def _changes(self, row: CleanRow, match: HsdsMatch, record: Any, *, is_new: bool) -> Planned:
        """Return what a row changes of its record."""
        return planned_of(row, match, self._trees.edits(row.values, record, is_new=is_new))

    def _judged(self, row: CleanRow, match: HsdsMatch, decision: str) -> Planned | None:
        """Return why nothing is written for a row; None when something may be."""
        wish, problems = row.values, [*row.problems, *match.problems]
        outcome: Literal["wrong", "doubtful"] | None = None
        if decision == LEAVE:
            left = replace(skipped(row.number, wish.name), candidates=_names(match))
            return Planned(left, wish)
        if match.is_blocked:
            outcome = "doubtful"
        elif match.record is not None:
            first = self._taken.setdefault(match.record, row.number)
            if first != row.number:
                outcome = "wrong"
                problems.append(said("", "hsds_same_record", row=first))
        if outcome is None:
            return None
        found = RowOutcome(row.number, outcome, wish.name, problems, candidates=_names(match))
        return Planned(found, wish)

    def _service_match(self, wish: Wish) -> HsdsMatch | None:
        owner = self._owners.get(wish.owner)
        if owner is None:
            return None
        return self._matcher.service(wish, owner.record, is_new_owner=owner.is_new)

    def _service(self, row: CleanRow, known: dict[UUID, Service], decision: str) -> Planned:
        wish = row.values
        match, owner = self._service_match(wish), self._owners.get(wish.owner)
        if match is None or owner is None:
            left_out = said("", "hsds_organization_left_out")
            outcome = RowOutcome(row.number, "wrong", wish.name, [*row.problems, left_out])
            return Planned(outcome, wish)
        decided = match.decided(decision)
        planned = self._judged(row, decided, decision)
        if planned is not None:
            return planned
        record = self._stored(decided, known)
        service = record or Service(organization=owner.record)
        if service.organization_id == owner.record.pk:
            service.organization = owner.record  # under the name it is getting
        return self._changes(row, decided, service, is_new=record is None)

    def _stored(self, match: HsdsMatch, known: dict[UUID, Service]) -> Service | None:
        if match.record is None:
            return None
        if match.record not in known:  # somebody decided about its organisation
            known |= services([match.record])
        return known[match.record]

    def make_ready(self, planned: Sequence[Planned]) -> None:
        for one in planned:
            edits: Edits = one.known
            edits.apply(self._rows)
            self._postings.renew(edits, one.values)

    def lock(self) -> None:
        lock_services(self._postings.changed_services)
        lock(self._postings.changed_organizations)

    def state(self) -> Any:
        return services_state_of(self.network)

    def write(self, recorder: Recorder) -> None:
        self._postings.clear()
        recorder.write(self._rows)


def planned_of(row: CleanRow, match: HsdsMatch, edits: Edits) -> Planned:
    """Return new, changed or nothing; a doubt asks somebody to look, a remark does not."""
    problems = [*row.problems, *match.problems]
    is_doubtful = any(one.level == "doubt" for one in problems)
    action: Literal["new", "changed", ""] = ""
    if not edits.is_empty:
        action = "new" if edits.is_new else "changed"
    outcome = RowOutcome(
        row.number,
        "unchanged" if not action else "doubtful" if is_doubtful else action,
        row.values.name,
        problems,
        action,
        tuple(one.field for one in edits.alterations),
        _names(match),
        may_be_new=bool(match.candidates) and not match.is_blocked,
    )
    return Planned(outcome, row.values, edits, edits.alterations)


def _names(match: HsdsMatch) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.pk), one.name) for one in match.candidates)


def _possible(match: HsdsMatch) -> list[UUID]:
    chosen = [match.record] if match.record else []
    return [*chosen, *(one.pk for one in match.candidates)]

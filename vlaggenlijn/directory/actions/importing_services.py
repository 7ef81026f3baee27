"""Services as a kind of import: a row is a service with the organisation it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Recorder
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing_mappings import service_mapping_for
from vlaggenlijn.directory.actions.importing_plan import BATCH, Compare, Planned, wrong
from vlaggenlijn.directory.actions.importing_service_changes import ServiceChanges
from vlaggenlijn.directory.actions.importing_service_matching import (
    ServiceMatch,
    ServiceMatcher,
    decided_service,
)
from vlaggenlijn.directory.actions.importing_service_records import (
    StoredService,
    details,
    stored_service,
)
from vlaggenlijn.directory.actions.importing_service_writing import ServiceWriter
from vlaggenlijn.directory.actions.importing_state import lock, lock_services, services_state_of
from vlaggenlijn.directory.import_rows import CleanRow, Problem, RowOutcome, outcome_of, skipped
from vlaggenlijn.directory.import_rows.decisions import LEAVE
from vlaggenlijn.directory.import_rows.problems import problem as row_problem
from vlaggenlijn.directory.import_rows.recognition import Comparison
from vlaggenlijn.directory.import_rows.service_cleaning import (
    PLACE,
    ServiceValues,
    compare_services,
    in_order,
    merged_service,
)
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_report import problem
from vlaggenlijn.directory.importing_service_preparation import (
    ServiceCleaner,
    refuse_unusable_services,
    service_alterations,
)
from vlaggenlijn.directory.importing_service_words import KnownWords
from vlaggenlijn.directory.models import Service
from vlaggenlijn.taxonomy.models import Posting

NO_PLACE = dict.fromkeys((*PLACE, "nis"), "")


class Services:
    """The services of one network, with what their rows need to know."""

    deed = "services.import"
    what = "services"

    def __init__(self, network: LocalNetwork) -> None:
        self.network = network
        self._places = KnownPlaces.load()
        self._words = KnownWords.load(network, self._places)

    def start(self) -> None:
        self._matcher = ServiceMatcher(self.network)
        self._writer = ServiceWriter(self.network, self._words, self._places)
        self._taken: dict[UUID, int] = {}
        self._changing = ServiceChanges(self._writer)

    def mapping(
        self, table: Table, rows: Sequence[Row], given: Mapping[str, str] | None
    ) -> dict[str, str]:
        return service_mapping_for(self.network, table, given)

    def refuse_unusable(
        self, table: Table, mapping: Mapping[str, str], name_pattern: str
    ) -> list[Problem]:
        return refuse_unusable_services(table, mapping)

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        cleaner = ServiceCleaner(
            self._places, self._words, timezone.localdate(), self.network.is_demo
        )
        return cleaner.rows(table, rows, mapping), []

    def batch(self, rows: Sequence[CleanRow], *, is_locking: bool) -> Compare:
        """Read the stored services of a batch; ``is_locking`` adds nothing, the network is held."""
        self._matcher.look_elsewhere(rows)
        matches = {row.number: self._matcher.match(row.values) for row in rows}
        known = details(pk for match in matches.values() for pk in match.services)
        return lambda row, decision: self._compared(row, matches[row.number], known, decision)

    def _compared(
        self, row: CleanRow, match: ServiceMatch, known: dict[UUID, Service], decision: str
    ) -> Planned:
        match = decided_service(match, decision)
        if decision == LEAVE:
            planned = Planned(skipped(row.number, row.values.name), row.values)
        else:
            planned = self._matched(row, match, known)
        outcome = replace(
            planned.outcome,
            candidates=tuple((str(one.pk), one.name) for one in match.candidates),
            may_be_new=match.may_be_new,
            homes=tuple((str(one.pk), one.name) for one in match.homes),
        )
        return replace(planned, outcome=outcome)

    def _matched(self, row: CleanRow, match: ServiceMatch, known: dict[UUID, Service]) -> Planned:
        row = replace(row, problems=[*row.problems, *match.problems])
        if row.is_wrong:
            return wrong(row)
        if match.is_blocked:
            outcome = RowOutcome(row.number, "doubtful", row.values.name, row.problems)
            return Planned(outcome, row.values)
        if match.service is None:
            row = _with_sure_hours(row, None)
            return Planned(outcome_of(row, Comparison("new")), (row.values, match.organization))
        first = self._taken.setdefault(match.service, row.number)
        if first != row.number:
            found = problem("", "same_service", row=first, name=known[match.service].name)
            return wrong(replace(row, problems=[*row.problems, found]))
        return self._changes(row, stored_service(known[match.service], row.values))

    def _changes(self, row: CleanRow, known: StoredService) -> Planned:
        row = _with_sure_place(_with_sure_hours(row, known), known)
        row = _with_ages_in_order(row, known)
        before: ServiceValues = known.values
        comparison = compare_services(before, row.values)
        after = merged_service(before, row.values)
        outcome = outcome_of(row, comparison)
        altered = (
            service_alterations(before, after, comparison.changed, self._words)
            if outcome.action
            else ()
        )
        return Planned(outcome, after, known, altered)

    def make_ready(self, planned: Sequence[Planned]) -> None:
        for one in planned:
            if one.known is None:
                self._writer.add(*one.values)
            else:
                self._changing.change(one.known, one.values, one.outcome.changed)

    def lock(self) -> None:
        lock_services(self._changing.changed)
        lock(self._changing.touched)

    def state(self) -> Any:
        return services_state_of(self.network)

    def write(self, recorder: Recorder) -> None:
        ids = self._changing.changed
        for start in range(0, len(ids), BATCH):
            Posting.objects.forget(ids[start : start + BATCH])
        recorder.write(self._writer.rows)


def _with_sure_place(row: CleanRow, known: StoredService) -> CleanRow:
    """Leave the address out when nobody can tell which place of the service is meant."""
    if known.is_place_clear or not row.values.has_place:
        return row
    found = problem("street", "service_place_unclear", name=known.service.name)
    values = replace(row.values, **NO_PLACE)
    return replace(row, values=values, problems=[*row.problems, found])


def _with_sure_hours(row: CleanRow, known: StoredService | None) -> CleanRow:
    """Leave hours at a place out when nobody can tell which place is meant."""
    is_one = known is not None and known.is_only_place
    is_sure = (row.values.has_place or is_one) and (known is None or known.is_place_clear)
    if is_sure or row.values.place_week is None:
        return row
    found = problem("place_hours", "place_hours_unclear")
    values = replace(row.values, place_week=None)
    return replace(row, values=values, problems=[*row.problems, found])


def _with_ages_in_order(row: CleanRow, known: StoredService) -> CleanRow:
    after = merged_service(known.values, row.values)
    if in_order(after.minimum_age, after.maximum_age):
        return row
    found = row_problem("minimum_age", "ages_swapped")
    values = replace(row.values, minimum_age=None, maximum_age=None)
    return replace(row, values=values, problems=[*row.problems, found])

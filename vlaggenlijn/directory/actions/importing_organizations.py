"""Organisations as a kind of import: recognised by their numbers, compared, made ready."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork, Recorder
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing_mappings import mapping_for
from vlaggenlijn.directory.actions.importing_matching import Match, Matcher, Names, decided
from vlaggenlijn.directory.actions.importing_plan import BATCH, Compare, Planned, wrong
from vlaggenlijn.directory.actions.importing_records import Stored, stored
from vlaggenlijn.directory.actions.importing_state import lock
from vlaggenlijn.directory.actions.importing_writing import PLACE, POINT, Ready, Writer
from vlaggenlijn.directory.import_rows import (
    CleanRow,
    Comparison,
    OrganizationValues,
    Problem,
    RowOutcome,
    compare,
    merged,
    outcome_of,
    skipped,
)
from vlaggenlijn.directory.import_rows.decisions import LEAVE
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_preparation import Cleaner, refuse_unusable
from vlaggenlijn.directory.importing_report import alterations, problem
from vlaggenlijn.directory.importing_sectors import KnownSectors, completed
from vlaggenlijn.places.folding import fold
from vlaggenlijn.taxonomy.models import Posting

UNKNOWN_PLACE: dict[str, Any] = {name: None if name in POINT[:2] else "" for name in PLACE} | {
    POINT[2]: False
}


class Organizations:
    """The organisations of one network, with what their rows need to know."""

    deed = "organizations.import"
    what = "organizations"

    def __init__(self, network: LocalNetwork) -> None:
        self.network = network
        self._places, self._sectors = KnownPlaces.load(), KnownSectors.load(network)
        self._writer = Writer(network, self._sectors, self._places)

    def start(self) -> None:
        self._taken: dict[UUID, CleanRow] = {}
        self._ready = Ready()
        self._names = Names(self.network)

    def mapping(
        self, table: Table, rows: Sequence[Row], given: Mapping[str, str] | None
    ) -> dict[str, str]:
        return mapping_for(self.network, table, rows, given, self._sectors)

    def refuse_unusable(
        self, table: Table, mapping: Mapping[str, str], name_pattern: str
    ) -> list[Problem]:
        return refuse_unusable(table, mapping, name_pattern)

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        cleaner = Cleaner(self._places, self._sectors, self.network.is_demo)
        return cleaner.rows(table, rows, mapping, name_pattern)

    def batch(self, rows: Sequence[CleanRow], *, is_locking: bool) -> Compare:
        matcher = Matcher(rows, self.network, self._names, is_locking=is_locking)
        return lambda row, decision: self._compared(row, matcher, decision)

    def make_ready(self, planned: Sequence[Planned]) -> None:
        self._writer.add_all(self._ready, [one.values for one in planned if one.known is None])
        for one in planned:
            if one.known is not None:
                self._writer.change(self._ready, one.known, one.values, one.outcome.changed)

    def lock(self) -> None:
        lock(self._ready.changed)

    def state(self) -> Any:
        return ()

    def write(self, recorder: Recorder) -> None:
        ids = self._ready.reindexed
        for start in range(0, len(ids), BATCH):
            Posting.objects.forget(ids[start : start + BATCH])
        recorder.write(self._ready.rows)

    def _compared(self, row: CleanRow, matcher: Matcher, decision: str) -> Planned:
        match = decided(matcher.match(row.values), decision)
        row = replace(row, problems=row.problems + ([match.problem] if match.problem else []))
        if match.is_without_identifier:
            row = replace(row, values=replace(row.values, identifier=""))
        if decision == LEAVE:
            planned = Planned(skipped(row.number, row.values.name), row.values)
        else:
            planned = self._matched(row, match)
        names = tuple((str(one.pk), one.name) for one in match.candidates)
        outcome = replace(planned.outcome, candidates=names, may_be_new=match.may_be_new)
        return replace(planned, outcome=outcome)

    def _matched(self, row: CleanRow, match: Match) -> Planned:
        if row.is_wrong:
            return wrong(row)
        if match.is_blocked:
            outcome = RowOutcome(row.number, "doubtful", row.values.name, row.problems)
            return Planned(outcome, row.values)
        if match.organization is None:
            return Planned(outcome_of(row, Comparison("new")), row.values)
        first = self._taken.setdefault(match.organization.pk, row)
        if first.number != row.number:
            name = match.organization.name
            found = problem("", "same_as_row", row=first.number, name=name)
            return wrong(replace(row, problems=[*row.problems, found]))
        return self._changes(row, stored(match.organization, row.values))

    def _changes(self, row: CleanRow, known: Stored) -> Planned:
        row = self._with_kept_name(_with_sure_place(row, known), known)
        before = known.values()
        comparison = compare(before, row.values)
        after = merged(_without_old_point(before, row.values), row.values)
        outcome = outcome_of(row, comparison)
        shown = (self._with_sector_label(before), self._with_sector_label(after))
        altered = alterations(*shown, comparison.changed) if outcome.action else ()
        return Planned(outcome, after, known, altered)

    def _with_sector_label(self, values: OrganizationValues) -> OrganizationValues:
        sector = self._writer.sectors.by_slug.get(values.sector)
        return replace(values, sector=sector.label) if sector else values

    def _with_kept_name(self, row: CleanRow, known: Stored) -> CleanRow:
        """Keep the sector's word that an earlier import put before a name."""
        sector = self._writer.sectors.by_slug.get(row.values.sector)
        stored_name = known.organization.name
        pattern = f"{sector.label} {{name}}" if sector else ""
        if completed(row.values.name, pattern, sector) != stored_name:
            return row
        return replace(row, values=replace(row.values, name=stored_name))


def _with_sure_place(row: CleanRow, known: Stored) -> CleanRow:
    """Leave the address out when nobody can tell which place of the organisation is meant."""
    if known.is_place_clear:
        return row
    found = [problem("street", "places_unclear", name=known.organization.name)]
    values = replace(row.values, **UNKNOWN_PLACE)
    return replace(row, values=values, problems=row.problems + (found if row.values.street else []))


def _without_old_point(before: OrganizationValues, new: OrganizationValues) -> OrganizationValues:
    """Forget the point of an address that the organisation moved away from."""
    is_other_street = new.street and fold(before.address_1) not in ("", fold(new.address_1))
    is_other_code = new.postal_code and before.postal_code not in ("", new.postal_code)
    if not (is_other_street or is_other_code):
        return before
    return replace(before, latitude=None, longitude=None, is_approximate=False)

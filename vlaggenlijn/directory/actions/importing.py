"""Imports organisations from a spreadsheet: one deed, repeatable, all of it or nothing.

A row that is wrong is reported and left out, the others are written. What is stored is recognised
by its numbers, so the same file a second time changes nothing and leaves no trace.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory.actions.duplicates import look_for_likely_pairs
from vlaggenlijn.directory.actions.importing_mappings import mapping_for, to_remember
from vlaggenlijn.directory.actions.importing_matching import Match, Matcher, Names, decided
from vlaggenlijn.directory.actions.importing_records import Stored, stored
from vlaggenlijn.directory.actions.importing_state import lock, state_of
from vlaggenlijn.directory.actions.importing_writing import PLACE, POINT, Ready, Writer
from vlaggenlijn.directory.import_rows import (
    CleanRow,
    Comparison,
    OrganizationValues,
    RowOutcome,
    compare,
    merged,
    outcome_of,
    skipped,
)
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_preparation import (
    Cleaner,
    chosen,
    left_out,
    refuse_unusable,
)
from vlaggenlijn.directory.importing_report import ImportReport, alterations, problem
from vlaggenlijn.directory.importing_sectors import KnownSectors, completed
from vlaggenlijn.directory.models import ImportMapping
from vlaggenlijn.places.folding import fold
from vlaggenlijn.taxonomy.models import Posting

Item = TypeVar("Item")

DEED = "organizations.import"
LONGEST_REASON = 300
BATCH = 200  # rows; with four numbers each this stays under the variables SQLite allows
ATTEMPTS = 3  # to work it out beforehand; after that everybody else waits
LEAVE = "leave"
Progress = Callable[[int, int], None]
UNKNOWN_PLACE: dict[str, Any] = {name: None if name in POINT[:2] else "" for name in PLACE} | {
    POINT[2]: False
}


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row will do: ``known`` None adds an organisation; no action writes nothing."""

    outcome: RowOutcome
    values: OrganizationValues
    known: Stored | None = None


def no_progress(done: int, total: int) -> None:
    """Tell nobody how many rows are worked out."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants a file to be imported.

    ``mapping`` is field by column (None: remembered, else guessed), ``where`` conditions as
    type=ocmw, ``name_pattern`` as OCMW {name}, ``decisions`` what somebody decided about a row by
    its number: LEAVE, NEW, or SAME and the id of an organisation.
    """

    mapping: Mapping[str, str] | None = None
    where: Sequence[str] = ()
    name_pattern: str = ""
    decisions: Mapping[int, str] = field(default_factory=dict)
    is_strict: bool = False


def import_organizations(
    *,
    by: User | None,
    network: LocalNetwork,
    table: Table,
    file_name: str = "",
    is_dry_run: bool = False,
    key: UUID | None = None,
    progress: Progress = no_progress,
    **wish: Any,
) -> ImportReport:
    """Import the rows of a table into a network and return what happened to each.

    What may be wished is in Wish. A trial run writes nothing; a strict one nothing as soon as one
    row is wrong; one whose ``key`` was used before nothing again. Raises ImportRefused when the
    file cannot be read as asked.
    """
    run = _Run.prepared(network, table, file_name, Wish(**wish), progress)
    if is_dry_run:
        run.plan(is_to_write=False)
        run.report.is_dry_run = True
        return run.report
    if not any(_is_settled(run, network, by, key) for _ in range(ATTEMPTS)):
        with transaction.atomic():
            LocalNetwork.locked(network.pk)
            run.plan(is_locking=True)
            _write(run, by, key)
    return run.report


def _is_settled(run: "_Run", network: LocalNetwork, by: User | None, key: UUID | None) -> bool:
    """Work the import out while nobody has to wait, then write it unless somebody else wrote."""
    state = state_of(network)
    run.plan()
    if not run.has_something_to_write:
        return True
    with transaction.atomic():
        LocalNetwork.locked(network.pk)  # two imports at once would both add the same
        lock(run.ready.changed)
        is_same = state_of(network) == state
        if is_same:
            _write(run, by, key)
    return is_same


def _write(run: "_Run", by: User | None, key: UUID | None) -> None:
    run.write(by, key)
    transaction.on_commit(look_for_likely_pairs.enqueue)


def mapping_of(network: LocalNetwork, table: Table, wish: Wish) -> dict[str, str]:
    """Return the field by column, or raise ImportRefused when nothing can be read like that."""
    mapping = mapping_for(network, table, table.rows, wish.mapping, KnownSectors.load(network))
    refuse_unusable(table, mapping, wish.name_pattern)
    return mapping


class _Run:
    """One import under way."""

    def __init__(
        self,
        writer: Writer,
        rows: list[CleanRow],
        report: ImportReport,
        wish: Wish,
        remembering: ImportMapping | None,
        progress: Progress,
    ) -> None:
        self._writer = writer
        self._network = writer.network
        self._rows = rows
        self._wish = wish
        self._remembering = remembering
        self._progress = progress
        self._first_report = report
        self._start()

    def _start(self) -> None:
        first = self._first_report
        self._planned: list[Planned] = []
        self._taken: dict[UUID, CleanRow] = {}
        self.report = replace(first, rows=[*first.rows], problems=[*first.problems], alterations={})
        self.ready = Ready()

    @classmethod
    def prepared(
        cls,
        network: LocalNetwork,
        table: Table,
        file_name: str,
        wish: Wish,
        progress: Progress,
    ) -> "_Run":
        """Read and clean the rows that were asked for."""
        places, sectors = KnownPlaces.load(), KnownSectors.load(network)
        choice = chosen(table, wish.where)
        mapping = mapping_for(network, table, choice.rows, wish.mapping, sectors)
        doubts = refuse_unusable(table, mapping, wish.name_pattern)
        cleaner = Cleaner(places, sectors, network.is_demo)
        rows, remarks = cleaner.rows(table, choice.rows, mapping, wish.name_pattern)
        report = ImportReport(
            left_out(table, choice.others, mapping),
            doubts + remarks,
            file_name,
            network.slug,
            mapping,
        )
        remembering = to_remember(network, table.header, wish.mapping)
        return cls(Writer(network, sectors, places), rows, report, wish, remembering, progress)

    def plan(self, *, is_locking: bool = False, is_to_write: bool = True) -> None:
        """Compare every row with what is stored, put the outcome in the report, make it ready."""
        self._start()
        names = Names(self._network)
        for number, batch in enumerate(_batches(self._rows)):
            right = [row for row in batch if not row.is_wrong]
            matcher = Matcher(right, self._network, names, is_locking=is_locking)
            before = len(self._planned)
            for row in batch:
                self._planned_row(row, matcher)
            if is_to_write:
                self._make_ready(self._planned[before:])
            self._progress(min((number + 1) * BATCH, len(self._rows)), len(self._rows))
        self.report.rows.sort(key=lambda row: row.number)
        if self._wish.is_strict and self.report.totals["wrong"]:
            self.report.stop()

    def _make_ready(self, planned: Sequence[Planned]) -> None:
        self._writer.add_all(self.ready, [one.values for one in planned if one.known is None])
        for one in planned:
            if one.known is not None:
                self._writer.change(self.ready, one.known, one.values, one.outcome.changed)

    def _planned_row(self, row: CleanRow, matcher: Matcher) -> None:
        planned = _wrong(row) if row.is_wrong else self._compared(row, matcher)
        self.report.rows.append(planned.outcome)
        if planned.outcome.action:
            self._planned.append(planned)

    def _compared(self, row: CleanRow, matcher: Matcher) -> Planned:
        decision = self._wish.decisions.get(row.number, "")
        if decision == LEAVE:
            return Planned(skipped(row.number, row.values.name), row.values)
        match = decided(matcher.match(row.values), decision)
        row = replace(row, problems=row.problems + ([match.problem] if match.problem else []))
        if match.is_without_identifier:
            row = replace(row, values=replace(row.values, identifier=""))
        planned = self._matched(row, match)
        names = tuple((str(one.pk), one.name) for one in match.candidates)
        outcome = replace(planned.outcome, candidates=names, may_be_new=match.may_be_new)
        return replace(planned, outcome=outcome)

    def _matched(self, row: CleanRow, match: Match) -> Planned:
        if row.is_wrong:
            return _wrong(row)
        if match.is_blocked:
            outcome = RowOutcome(row.number, "doubtful", row.values.name, row.problems)
            return Planned(outcome, row.values)
        if match.organization is None:
            return Planned(outcome_of(row, Comparison("new")), row.values)
        first = self._taken.setdefault(match.organization.pk, row)
        if first.number != row.number:
            name = match.organization.name
            found = problem("", "same_as_row", row=first.number, name=name)
            return _wrong(replace(row, problems=[*row.problems, found]))
        return self._changes(row, stored(match.organization, row.values))

    def _changes(self, row: CleanRow, known: Stored) -> Planned:
        row = self._with_kept_name(_with_sure_place(row, known), known)
        before = known.values()
        comparison = compare(before, row.values)
        after = merged(_without_old_point(before, row.values), row.values)
        outcome = outcome_of(row, comparison)
        if outcome.action:
            shown = (self._with_sector_label(before), self._with_sector_label(after))
            self.report.alterations[row.number] = alterations(*shown, comparison.changed)
        return Planned(outcome, after, known)

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

    @property
    def has_something_to_write(self) -> bool:
        return not self.report.is_stopped and bool(self._planned or self._to_remember)

    @property
    def _to_remember(self) -> ImportMapping | None:
        is_of_use = any(row.outcome not in ("wrong", "skipped") for row in self.report.rows)
        return self._remembering if is_of_use else None

    def write(self, by: User | None, key: UUID | None) -> None:
        """Write what is ready as one deed; without anything to write there is no deed."""
        if not self.has_something_to_write:
            return
        remembering = self._to_remember
        reason = self.report.file[:LONGEST_REASON]
        with recorded(by=by, network=self._network, deed=DEED, reason=reason, key=key) as recorder:
            self.report.change_set = recorder.change_set.pk
            if recorder.is_repeat:
                return
            for ids in _batches(self.ready.reindexed):
                Posting.objects.of_records(ids).delete()
            recorder.write(self.ready.rows)
            if remembering:
                remembering.save()


def _wrong(row: CleanRow) -> Planned:
    outcome = RowOutcome(row.number, "wrong", row.values.name, row.problems)
    return Planned(outcome, row.values)


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


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    made = list(items)
    for start in range(0, len(made), BATCH):
        yield made[start : start + BATCH]

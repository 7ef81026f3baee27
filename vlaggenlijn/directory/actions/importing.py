"""Imports records from a spreadsheet: one deed, repeatable, all of it or nothing.

A row that is wrong is reported and left out, the others are written. What is stored is recognised
by its numbers, so the same file a second time changes nothing and leaves no trace. What differs
between organisations and services is in their Kind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User, recorded
from vlaggenlijn.common.rooms import join_rooms
from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory.actions.duplicates import look_for_likely_pairs
from vlaggenlijn.directory.actions.importing_concepts import OwnConcepts
from vlaggenlijn.directory.actions.importing_hsds import HsdsRecords
from vlaggenlijn.directory.actions.importing_mappings import to_remember
from vlaggenlijn.directory.actions.importing_organizations import Organizations
from vlaggenlijn.directory.actions.importing_plan import BATCH, Kind, Planned, wrong
from vlaggenlijn.directory.actions.importing_services import Services
from vlaggenlijn.directory.actions.importing_source import SourceRecords
from vlaggenlijn.directory.actions.importing_state import state_of
from vlaggenlijn.directory.import_rows import CleanRow
from vlaggenlijn.directory.importing_preparation import chosen, left_out
from vlaggenlijn.directory.importing_report import ImportReport
from vlaggenlijn.directory.models import ImportMapping

LONGEST_REASON = 300
ATTEMPTS = 3  # to work it out beforehand; after that everybody else waits
Progress = Callable[[int, int], None]
MakeKind = Callable[[LocalNetwork], Kind]
KINDS: dict[str, MakeKind] = {
    kind.what: kind for kind in (Organizations, Services, HsdsRecords, SourceRecords, OwnConcepts)
}


def know_kind(what: str, make: MakeKind) -> None:
    """Add a kind of records."""
    KINDS[what] = make


def kind_of(what: str, network: LocalNetwork) -> Kind:
    """Return a kind of records, ready for one network."""
    join_rooms()
    return KINDS[what](network)


def no_progress(done: int, total: int) -> None:
    """Tell nobody how many rows are worked out."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants a file to be imported.

    ``mapping`` is field by column (None: remembered, else guessed), ``where`` conditions as
    type=ocmw, ``name_pattern`` as OCMW {name}, ``decisions`` what somebody decided about a row by
    its number, as in import_rows.decisions. When one is not possible any more, nothing is written.
    """

    mapping: Mapping[str, str] | None = None
    where: Sequence[str] = ()
    name_pattern: str = ""
    decisions: Mapping[int, str] = field(default_factory=dict)
    is_strict: bool = False


def import_organizations(**wanted: Any) -> ImportReport:
    """Import the organisations in a table; see import_records."""
    return import_records(what=Organizations.what, **wanted)


def import_services(**wanted: Any) -> ImportReport:
    """Import the services in a table; see import_records."""
    return import_records(what=Services.what, **wanted)


def import_records(
    *,
    what: str,
    by: User | None,
    network: LocalNetwork,
    table: Table,
    file_name: str = "",
    is_dry_run: bool = False,
    key: UUID | None = None,
    progress: Progress = no_progress,
    kind: Kind | None = None,
    **wish: Any,
) -> ImportReport:
    """Import the rows of a table into a network and return what happened to each.

    What may be wished is in Wish; ``kind`` is given by who has one ready. A trial run writes
    nothing; a strict one nothing as soon as one row is wrong; one whose ``key`` was used before
    nothing again. Raises ImportRefused when the file cannot be read as asked.
    """
    run = _Run.prepared(kind or kind_of(what, network), table, file_name, Wish(**wish), progress)
    run.is_repeat = key is not None and ChangeSet.objects.filter(key=key).exists()
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
    state = (state_of(network), run.kind.state())
    run.plan()
    if not run.has_something_to_write:
        return True
    with transaction.atomic():
        LocalNetwork.locked(network.pk)  # two imports at once would both add the same
        run.kind.lock()
        is_same = (state_of(network), run.kind.state()) == state
        if is_same:
            _write(run, by, key)
    return is_same


def _write(run: "_Run", by: User | None, key: UUID | None) -> None:
    run.write(by, key)
    transaction.on_commit(look_for_likely_pairs.enqueue)


def mapping_of(
    network: LocalNetwork, table: Table, wish: Wish, what: str = Organizations.what
) -> dict[str, str]:
    """Return the field by column, or raise ImportRefused when nothing can be read like that."""
    kind = kind_of(what, network)
    mapping = kind.mapping(table, table.rows, wish.mapping)
    kind.refuse_unusable(table, mapping, wish.name_pattern)
    return mapping


class _Run:
    """One import under way."""

    def __init__(
        self,
        kind: Kind,
        rows: list[CleanRow],
        report: ImportReport,
        wish: Wish,
        remembering: ImportMapping | None,
        progress: Progress,
    ) -> None:
        self.kind = kind
        self._rows = rows
        self._wish = wish
        self._remembering = remembering
        self._progress = progress
        self._first_report = self.report = report
        self._count = 0
        self.is_repeat = False  # then what was chosen has come true already

    def _start(self) -> None:
        first = self._first_report
        self.report = replace(first, rows=[*first.rows], problems=[*first.problems], alterations={})
        self._count = 0
        self.kind.start()

    @classmethod
    def prepared(
        cls, kind: Kind, table: Table, file_name: str, wish: Wish, progress: Progress
    ) -> "_Run":
        """Read and clean the rows that were asked for."""
        choice = chosen(table, wish.where)
        mapping = kind.mapping(table, choice.rows, wish.mapping)
        doubts = kind.refuse_unusable(table, mapping, wish.name_pattern)
        rows, remarks = kind.rows(table, choice.rows, mapping, wish.name_pattern)
        network = kind.network
        others = left_out(table, choice.others, mapping)
        report = ImportReport(others, doubts + remarks, file_name, network.slug, mapping)
        report.what = kind.what
        remembering = to_remember(network, table.header, wish.mapping, kind.what)
        return cls(kind, rows, report, wish, remembering, progress)

    def plan(self, *, is_locking: bool = False, is_to_write: bool = True) -> None:
        """Compare every row with what is stored, put the outcome in the report, make it ready."""
        self._start()
        for start in range(0, len(self._rows), BATCH):
            batch = self._rows[start : start + BATCH]
            planned = self._planned(batch, is_locking=is_locking)
            self._count += len(planned)
            if is_to_write:
                self.kind.make_ready(planned)
            self._progress(min(start + BATCH, len(self._rows)), len(self._rows))
        self.report.rows.sort(key=lambda row: row.number)
        if not self.is_repeat:
            self.report.hold_back(is_to_write=is_to_write)
        if self._wish.is_strict and self.report.totals["wrong"]:
            self.report.stop()

    def _planned(self, batch: Sequence[CleanRow], *, is_locking: bool) -> list[Planned]:
        """Put the outcome of each row in the report; return what is to be written."""
        right = [row for row in batch if not row.is_wrong]
        compared = self.kind.batch(right, is_locking=is_locking)
        found = []
        for row in batch:
            decision = self._wish.decisions.get(row.number, "")
            planned = wrong(row) if row.is_wrong else compared(row, decision)
            self.report.rows.append(planned.outcome)
            if planned.alterations:
                self.report.alterations[row.number] = list(planned.alterations)
            if planned.outcome.action:
                found.append(planned)
        return found

    @property
    def has_something_to_write(self) -> bool:
        return not self.report.is_stopped and bool(self._count or self._to_remember)

    @property
    def _to_remember(self) -> ImportMapping | None:
        is_of_use = any(row.outcome not in ("wrong", "skipped") for row in self.report.rows)
        return self._remembering if is_of_use else None

    def write(self, by: User | None, key: UUID | None) -> None:
        """Write what is ready as one deed; without anything to write there is no deed."""
        if not self.has_something_to_write:
            return
        remembering, network = self._to_remember, self.kind.network
        reason, deed = self.report.file[:LONGEST_REASON], self.kind.deed
        with recorded(by=by, network=network, deed=deed, reason=reason, key=key) as recorder:
            self.report.change_set = recorder.change_set.pk
            if recorder.is_repeat:
                return
            self.kind.write(recorder)
            if remembering:
                remembering.save()

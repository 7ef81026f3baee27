"""What an import plans for each row, and what it asks of a kind of records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vlaggenlijn.accounts.models import LocalNetwork, Recorder
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.import_rows import CleanRow, Problem, RowOutcome
from vlaggenlijn.directory.importing_report import Alteration

BATCH = 200  # rows; with four numbers each this stays under the variables SQLite allows


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row will do: ``known`` None adds a record; no action writes nothing."""

    outcome: RowOutcome
    values: Any
    known: Any = None
    alterations: Sequence[Alteration] = ()


Compare = Callable[[CleanRow, str], Planned]


class Kind(Protocol):
    """A kind of records that can be imported: organisations, or services."""

    deed: str
    what: str

    @property
    def network(self) -> LocalNetwork: ...

    def mapping(
        self, table: Table, rows: Sequence[Row], given: Mapping[str, str] | None
    ) -> dict[str, str]:
        """Return the field by column: as given, as remembered, or a guess."""

    def refuse_unusable(
        self, table: Table, mapping: Mapping[str, str], name_pattern: str
    ) -> list[Problem]:
        """Return the doubts about the whole file, or raise ImportRefused for its first error."""

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        """Return the clean rows, and remarks about all of them."""

    def start(self) -> None:
        """Forget what was planned before and read what all batches need."""

    def batch(self, rows: Sequence[CleanRow], *, is_locking: bool) -> Compare:
        """Return what compares a row of this batch, and a decision, with what is stored."""

    def make_ready(self, planned: Sequence[Planned]) -> None:
        """Prepare what is to be written."""

    def lock(self) -> None:
        """Hold the records that will change."""

    def state(self) -> Any:
        """Return what differs once somebody writes; beyond organisations and what is theirs."""

    def write(self, recorder: Recorder) -> None:
        """Write what is ready."""


class OfOurMaking:
    """What a kind has whose tables are made here: columns nobody chooses, and no doubts."""

    def mapping(
        self, table: Table, rows: Sequence[Row], given: Mapping[str, str] | None
    ) -> dict[str, str]:
        return {}

    def refuse_unusable(
        self, table: Table, mapping: Mapping[str, str], name_pattern: str
    ) -> list[Problem]:
        return []


def wrong(row: CleanRow) -> Planned:
    outcome = RowOutcome(row.number, "wrong", row.values.name, row.problems)
    return Planned(outcome, row.values)

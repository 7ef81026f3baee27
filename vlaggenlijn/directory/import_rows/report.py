"""What an import did or would do: the outcome of every row, and the totals."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from vlaggenlijn.directory.import_rows.cleaning import CleanRow
from vlaggenlijn.directory.import_rows.problems import REMARKS, Problem, message_of
from vlaggenlijn.directory.import_rows.recognition import Comparison

Outcome = Literal["new", "changed", "unchanged", "doubtful", "wrong", "skipped"]
OUTCOMES: tuple[Outcome, ...] = ("new", "changed", "unchanged", "doubtful", "wrong", "skipped")


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """The outcome of one row; ``action`` is what is written for it: new, changed or nothing.

    Doubtful rows are written too, somebody only has to look at them. ``candidates`` are (id, name)
    of records that it may be the same as; a person decides which, or that it is a new one (of one
    of the organisations in ``homes``, where the row leaves that open).
    """

    number: int
    outcome: Outcome
    name: str
    problems: list[Problem] = field(default_factory=list)
    action: Literal["new", "changed", ""] = ""
    changed: tuple[str, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()
    may_be_new: bool = False
    homes: tuple[tuple[str, str], ...] = ()


def outcome_of(row: CleanRow, comparison: Comparison) -> RowOutcome:
    """Return wrong, else unchanged, else doubtful when somebody has to look, else what changes."""
    name, found = row.values.name, row.problems
    if row.is_wrong:
        return RowOutcome(row.number, "wrong", name, found)
    if comparison.outcome == "unchanged":
        return RowOutcome(row.number, "unchanged", name, found)
    is_doubtful = any(each.code not in REMARKS for each in found)
    outcome: Outcome = "doubtful" if is_doubtful else comparison.outcome
    return RowOutcome(row.number, outcome, name, found, comparison.outcome, comparison.changed)


def skipped(number: int, name: str = "") -> RowOutcome:
    return RowOutcome(number, "skipped", name)


@dataclass(slots=True)
class Report:
    """All rows in the order of the file, and problems of the file as a whole."""

    rows: list[RowOutcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def totals(self) -> dict[str, int]:
        """Number of rows per outcome, every outcome present."""
        counts = Counter(row.outcome for row in self.rows)
        return {outcome: counts[outcome] for outcome in OUTCOMES}

    def to_dict(self, translate: Callable[[str], str] = str) -> dict[str, object]:
        """Return the report as plain values for JSON; ``translate`` is the caller's gettext."""
        return {
            "totals": {"rows": len(self.rows), **self.totals},
            "problems": [_plain(each, translate) for each in self.problems],
            "rows": [
                {
                    "number": row.number,
                    "outcome": row.outcome,
                    "action": row.action,
                    "name": row.name,
                    "changed": list(row.changed),
                    "problems": [_plain(each, translate) for each in row.problems],
                }
                for row in self.rows
            ],
        }


def _plain(found: Problem, translate: Callable[[str], str]) -> dict[str, object]:
    return {
        "level": found.level,
        "field": found.field,
        "code": found.code,
        "values": dict(found.values),
        "message": message_of(found, translate),
    }

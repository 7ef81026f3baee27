"""What one record of an import adds, changes and removes, worked out before anything is written.

Rows that stay the same keep their ids; nothing here asks a query. What a file does not tell is left
as it is: an empty text, or a kind of rows of which it has none, takes nothing away.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from vlaggenlijn.accounts.models import Audited, Prepared, snapshot
from vlaggenlijn.directory.hours_codes import BETWEEN
from vlaggenlijn.directory.importing_report import Alteration

Values = Mapping[str, Any]
SHOWN_ROWS = 5


@dataclass(slots=True)
class Edits:
    """What one record needs; ``alterations`` says it field by field, in values before and after."""

    record: Any
    is_new: bool
    added: list[Audited] = field(default_factory=list)
    changed: dict[UUID, tuple[Audited, dict[str, Any]]] = field(default_factory=dict)
    removed: list[Audited] = field(default_factory=list)
    alterations: list[Alteration] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.is_new or self.added or self.changed or self.removed)

    def fill(self, row: Audited, values: Values) -> list[str]:
        """Give a stored row these values; return the names of those that differ."""
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        if differing:
            self.changed.setdefault(row.pk, (row, snapshot(row)))
            for name in differing:
                setattr(row, name, values[name])
        return differing

    def columns(self, values: Values) -> None:
        """Give the record itself these values."""
        if self.is_new:
            for name, value in values.items():
                setattr(self.record, name, value)
            return
        before = {name: getattr(self.record, name) for name in values}
        for name in self.fill(self.record, values):
            self.alter(name, before[name], values[name])

    def keep(
        self,
        name: str,
        kind: type[Any],
        stored: Iterable[Any],
        wanted: Sequence[Values],
        key: str,
        told: Callable[[Any], str] | None = None,
        **owner: Any,
    ) -> None:
        """Make the rows of one kind the wanted ones; one with the same ``key`` is changed.

        ``told`` says a row, stored or wanted; without it that is its key.
        """
        if not wanted:
            return
        left, between = list(stored), BETWEEN if told else ", "
        before = [told(row) if told else _text(getattr(row, key)) for row in left]
        missing = []
        for values in wanted:
            same = next((row for row in left if _has(row, values)), None)
            if same is None:
                missing.append(values)
            else:
                left.remove(same)
        gone = list(left)
        for values in missing:
            near = next((row for row in gone if getattr(row, key) == values[key]), None)
            if near is None:
                self.added.append(kind(**values, **owner))
            else:
                gone.remove(near)
                self.fill(near, values)
        self.removed += gone
        if missing or gone:
            after = [told(one) if told else _text(one[key]) for one in wanted]
            self.alter(name, _listed(before, between), _listed(after, between))

    def alter(self, name: str, before: Any, after: Any) -> None:
        if not self.is_new and name not in {one.field for one in self.alterations}:
            self.alterations.append(Alteration(name, _text(before), _text(after)))

    def apply(self, rows: Prepared) -> None:
        """Put everything where it is written from; the version grows also when only a row did."""
        if self.is_new:
            rows.add(self.record)
        else:
            before = self.changed.pop(self.record.pk, (None, snapshot(self.record)))[1]
            rows.change(self.record, before, is_touched=True)
        for row in self.added:
            rows.add(row)
        for row, before in self.changed.values():
            rows.change(row, before)
        for row in self.removed:
            rows.remove(row)


def _has(row: Any, values: Values) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _listed(texts: Sequence[str], between: str) -> str:
    more = "…" if len(texts) > SHOWN_ROWS else ""
    return between.join(filter(None, texts[:SHOWN_ROWS])) + more

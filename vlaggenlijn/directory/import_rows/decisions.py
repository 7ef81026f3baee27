"""What a person decided about a doubtful row, as a word that is kept from step to step.

``leave``, ``new``, ``new:<id of an organisation>``, ``same:<id of a record>``; the last one with
``:<version>`` behind it when that is what the person looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

LEAVE, NEW, SAME = "leave", "new", "same"


class Versioned(Protocol):
    """A record somebody may choose, with the version it has now."""

    @property
    def pk(self) -> UUID: ...

    @property
    def version(self) -> int: ...


Record = TypeVar("Record", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in its parts; ``kind`` is empty when nothing was decided."""

    kind: str = ""
    record: str = ""
    version: str = ""

    def of(self, records: Iterable[Record]) -> Record | None:
        """Return the record that was chosen, or None when it is not there as it was seen."""
        for one in records:
            if str(one.pk) == self.record and self.version in ("", str(one.version)):
                return one
        return None

    def is_offered(
        self, candidates: Iterable[str], homes: Iterable[str], *, may_be_new: bool
    ) -> bool:
        """Tell whether a person could choose this for a row with these ids."""
        if self.kind == SAME:
            return self.record in candidates
        if self.kind == NEW:
            return self.record in homes if self.record else may_be_new
        return self.kind == LEAVE


def decision_in(text: str) -> Decision:
    """Return the decision that a word stands for; nothing decided for any other word."""
    kind, _, rest = text.partition(":")
    record, _, version = rest.partition(":")
    return Decision(kind, record, version) if kind in (LEAVE, NEW, SAME) else Decision()

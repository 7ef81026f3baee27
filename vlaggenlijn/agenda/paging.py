"""Times of the agenda in pages: order and count are asked narrowly, whole rows only for a page."""

from dataclasses import dataclass

from vlaggenlijn.agenda.models import Occurrence, OccurrenceQuerySet


@dataclass(frozen=True, slots=True)
class Times:
    """Times in their order for a paginator; ``total`` is how many there are, None when unknown.

    Sorting whole rows with all that belongs to them takes most of the time of a page of a large
    agenda; sorting ids does not.
    """

    found: OccurrenceQuerySet
    total: int | None = None

    def __len__(self) -> int:
        return self.found.count() if self.total is None else self.total

    def __getitem__(self, part: slice) -> list[Occurrence]:
        ids = list(self.found.in_order().ids()[part])
        return list(Occurrence.objects.with_ids(ids).in_order().with_activity().with_taken())

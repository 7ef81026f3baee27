"""Writes of the taxonomy room."""

import uuid

from vlaggenlijn.taxonomy.index import Entry, postings
from vlaggenlijn.taxonomy.lessons import edition
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import ConceptScheme, Posting


def is_index_outdated() -> bool:
    """Whether records were indexed by other lessons than those of this release."""
    return not ConceptScheme.objects.are_indexed_with(edition())


def mark_indexed() -> None:
    """Remember by which lessons all records are indexed; call it in the same transaction."""
    ConceptScheme.objects.themes().update(indexed_with=edition())


def index(*, kind: str, record_id: uuid.UUID, entry: Entry | None) -> None:
    """Renew the postings of one record; None takes it out. Call in the record's transaction."""
    Posting.objects.of_record(record_id).delete()
    if entry is None:
        return
    Posting.objects.bulk_create(
        Posting(kind=kind, record_id=record_id, term=term, weight=weight)
        for term, weight in postings(entry, understanding()).items()
    )

"""Writes of the taxonomy room."""

import uuid

from vlaggenlijn.taxonomy.index import Entry, postings
from vlaggenlijn.taxonomy.lookup import thesaurus
from vlaggenlijn.taxonomy.models import Posting


def index(*, kind: str, record_id: uuid.UUID, entry: Entry | None) -> None:
    """Renew the postings of one record; None takes it out. Call in the record's transaction."""
    Posting.objects.of_record(record_id).delete()
    if entry is None:
        return
    Posting.objects.bulk_create(
        Posting(kind=kind, record_id=record_id, term=term, weight=weight)
        for term, weight in postings(entry, thesaurus()).items()
    )

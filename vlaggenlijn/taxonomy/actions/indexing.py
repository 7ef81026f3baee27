"""Writes of the index."""

import uuid
from collections.abc import Mapping

from vlaggenlijn.taxonomy.index import Entry, postings_of_many
from vlaggenlijn.taxonomy.lessons import edition
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import ConceptScheme, Posting, RecordTerms
from vlaggenlijn.taxonomy.packing import packed


def is_index_outdated() -> bool:
    """Whether records were indexed by other lessons than those of this release."""
    return not ConceptScheme.objects.are_indexed_with(edition())


def mark_indexed() -> None:
    """Remember by which lessons all records are indexed; call it in the same transaction."""
    ConceptScheme.objects.themes().update(indexed_with=edition())


def index(*, kind: str, record_id: uuid.UUID, entry: Entry | None, apart: str = "") -> None:
    """Renew the postings of one record; None takes it out. Call in the record's transaction."""
    index_many(kind=kind, entries={record_id: entry}, apart=apart)


def index_many(*, kind: str, entries: Mapping[uuid.UUID, Entry | None], apart: str = "") -> None:
    """Renew the postings of many records at once; None takes one out.

    What is found of a record often stays the same: then nothing is written. ``apart`` stands
    before each term: what is searched by itself neither takes the place of other records nor
    changes how rare their words are.
    """
    present = {record_id: entry for record_id, entry in entries.items() if entry is not None}
    found = postings_of_many(list(present.values()), understanding())
    weights = {
        record_id: {apart + term: weight for term, weight in terms.items()}
        for record_id, terms in zip(present, found, strict=True)
    }
    before = RecordTerms.objects.pieces(entries)
    changed = {
        one: weights.get(one, {})
        for one in entries
        if before.get(one, b"") != packed(weights.get(one, {}))
    }
    if changed:
        Posting.objects.forget(changed)
        Posting.objects.add_weights(kind, changed)

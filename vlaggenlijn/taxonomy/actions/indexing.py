"""Writes of the index."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import tee

from vlaggenlijn.taxonomy.index import Entry
from vlaggenlijn.taxonomy.lessons import edition
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import ConceptScheme, Posting, RecordTerms
from vlaggenlijn.taxonomy.packing import is_beside, packed
from vlaggenlijn.taxonomy.working_out import worked_out

Entries = Mapping[uuid.UUID, Entry | None]
Weights = Mapping[str, float]


def is_index_outdated() -> bool:
    """Whether records were indexed by other lessons than those of this release."""
    return not ConceptScheme.objects.are_indexed_with(edition())


def mark_indexed() -> None:
    """Remember by which lessons all records are indexed; call it in the same transaction."""
    ConceptScheme.objects.themes().update(indexed_with=edition())


def index(*, kind: str, record_id: uuid.UUID, entry: Entry | None, apart: str = "") -> None:
    """Renew the postings of one record; None takes it out. Call in the record's transaction."""
    index_many(kind=kind, entries={record_id: entry}, apart=apart)


def index_many(*, kind: str, entries: Entries, apart: str = "") -> None:
    """Renew the postings of many records at once; None takes one out.

    What is found of a record often stays the same: then nothing is written. ``apart`` stands
    before each term: what is searched by itself neither takes the place of other records nor
    changes how rare their words are.
    """
    for _ in index_batches(kind=kind, batches=[entries], apart=apart):
        pass


def index_batches(*, kind: str, batches: Iterable[Entries], apart: str = "") -> Iterator[int]:
    """Do the same batch after batch, and return how many records each was."""
    every, again = tee(batches)
    found = worked_out((_present(entries) for entries in every), understanding())
    for entries, weights in zip(again, found, strict=True):
        ids = [one for one, entry in entries.items() if entry is not None]
        _write(kind, entries, dict(zip(ids, weights, strict=True)), apart)
        yield len(entries)


def _present(entries: Entries) -> list[Entry]:
    return [entry for entry in entries.values() if entry is not None]


def _write(kind: str, entries: Entries, found: Mapping[uuid.UUID, Weights], apart: str) -> None:
    weights = {one: _apart(found.get(one, {}), apart) for one in entries}
    before = RecordTerms.objects.pieces(entries)
    changed = {
        one: terms for one, terms in weights.items() if before.get(one, b"") != packed(terms)
    }
    if changed:
        Posting.objects.forget(changed)
        Posting.objects.add_weights(kind, changed)


def _apart(weights: Weights, apart: str) -> Weights:
    """What is searched apart is ranked by its terms alone."""
    if not apart:
        return weights
    return {apart + term: weight for term, weight in weights.items() if not is_beside(term)}

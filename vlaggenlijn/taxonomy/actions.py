"""Writes of the taxonomy room."""

import uuid
from collections.abc import Mapping

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.taxonomy.index import Entry, postings_of_many
from vlaggenlijn.taxonomy.lessons import edition
from vlaggenlijn.taxonomy.lookup import understanding
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, OwnWord, Posting


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

    ``apart`` stands before each term: what is searched by itself neither takes the place of other
    records nor changes how rare their words are.
    """
    present = {record_id: entry for record_id, entry in entries.items() if entry is not None}
    found = postings_of_many(list(present.values()), understanding())
    weights = {
        record_id: {apart + term: weight for term, weight in terms.items()}
        for record_id, terms in zip(present, found, strict=True)
    }
    Posting.objects.of_records(entries).delete()
    Posting.objects.add_weights(kind, weights)


def add_word(
    *, by: User, network: LocalNetwork, concept: Concept, text: str, language: str
) -> OwnWord:
    """Let a word lead to a concept from now on; a word that is there already is returned."""
    with recorded(by=by, network=network, deed="word.add"):
        word = OwnWord(network=network, concept=concept, language=language, text=text)
        same = OwnWord.objects.of_network(network).filter(
            concept=concept, language=language, text=text
        )
        present = same.first()
        if present is None:
            word.save()
    return present or word


def remove_word(*, by: User, word: OwnWord) -> None:
    """Let a word of a network lead nowhere by itself any more."""
    with recorded(by=by, network=word.network, deed="word.remove"):
        word.delete()

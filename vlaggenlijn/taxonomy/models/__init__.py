"""Tables of the taxonomy room: concepts, what networks add of their own, and the index."""

from vlaggenlijn.taxonomy.models.concepts import (
    Concept,
    ConceptQuerySet,
    ConceptScheme,
    ConceptSchemeQuerySet,
    Label,
)
from vlaggenlijn.taxonomy.models.own import OwnConcept, OwnConceptQuerySet, OwnWord, OwnWordQuerySet
from vlaggenlijn.taxonomy.models.postings import (
    MOST_TERMS,
    Posting,
    PostingQuerySet,
    RecordTerms,
    RecordTermsQuerySet,
    heaviest,
    rows_of,
)

__all__ = [
    "MOST_TERMS",
    "Concept",
    "ConceptQuerySet",
    "ConceptScheme",
    "ConceptSchemeQuerySet",
    "Label",
    "OwnConcept",
    "OwnConceptQuerySet",
    "OwnWord",
    "OwnWordQuerySet",
    "Posting",
    "PostingQuerySet",
    "RecordTerms",
    "RecordTermsQuerySet",
    "heaviest",
    "rows_of",
]

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
    MOST_TERMS_AMONG,
    Posting,
    PostingQuerySet,
)

__all__ = [
    "MOST_TERMS",
    "MOST_TERMS_AMONG",
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
]

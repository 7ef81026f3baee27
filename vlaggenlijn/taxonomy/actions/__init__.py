"""Writes of the taxonomy room."""

from vlaggenlijn.taxonomy.actions.indexing import (
    index,
    index_batches,
    index_many,
    is_index_outdated,
    mark_indexed,
)
from vlaggenlijn.taxonomy.actions.own import (
    Brought,
    add_concept,
    add_word,
    change_concept,
    import_concepts,
    plan_concepts,
    remove_word,
    retire_removed,
    write_concepts,
)

__all__ = [
    "Brought",
    "add_concept",
    "add_word",
    "change_concept",
    "import_concepts",
    "index",
    "index_batches",
    "index_many",
    "is_index_outdated",
    "mark_indexed",
    "plan_concepts",
    "remove_word",
    "retire_removed",
    "write_concepts",
]

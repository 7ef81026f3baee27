"""Kinds of lists that rooms above add to the page of imports, with the words of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.rooms import join_rooms
from vlaggenlijn.directory.import_rows import Field
from vlaggenlijn.directory.importing_candidates import Candidate, candidates_of, of_both
from vlaggenlijn.directory.importing_hsds_fields import field_words
from vlaggenlijn.directory.models import ImportJob


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list: ``about`` stands on the page of imports, ``columns`` above its columns.

    ``after`` is the name of the page to go to when it is written, and what the button says.
    ``is_chosen_by_hand`` is false for a kind that comes in by a page of its own.
    """

    what: str
    label: Any
    fields: tuple[Field, ...]
    about: Any
    columns: Any
    after: tuple[str, Any]
    candidates: Callable[[ImportJob, Iterable[UUID]], Mapping[str, Candidate]]
    is_chosen_by_hand: bool = True


HSDS_KINDS = tuple(
    ListKind(
        what=what,
        label="HSDS",
        fields=tuple(Field(name, label, ()) for name, label in field_words().items()),
        about="",
        columns="",
        after=("directory:organizations", lazy("To the organisations")),
        candidates=of_both,
        is_chosen_by_hand=False,
    )
    for what in ("hsds", "hsds_source")
)
CONCEPTS = ListKind(
    what="concepts",
    label=lazy("concepts"),
    fields=(Field("name", "name", ()),),
    about="",
    columns="",
    after=("directory:imports", lazy("To the imports")),
    candidates=lambda job, ids: {},
    is_chosen_by_hand=False,
)
ADDED: dict[str, ListKind] = {kind.what: kind for kind in (*HSDS_KINDS, CONCEPTS)}


def know_list(kind: ListKind) -> None:
    """Add a kind of list."""
    ADDED[kind.what] = kind


def list_kind(what: str) -> ListKind | None:
    """Return an added kind of list; None for those of this room."""
    join_rooms()
    return ADDED.get(what)


def chosen_by_hand() -> list[ListKind]:
    """Return the added kinds that a person may send as a spreadsheet."""
    join_rooms()
    return [kind for kind in ADDED.values() if kind.is_chosen_by_hand]


def candidates_for(job: ImportJob, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Candidate]:
    """Return by id the records that rows of any kind may be about."""
    rows = list(rows)
    added = list_kind(job.what)
    if added is None:
        return candidates_of(job, rows)
    ids = {UUID(pk) for row in rows for pk, _name in row["candidates"]}
    return added.candidates(job, ids)

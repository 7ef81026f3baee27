"""Themes of many services at once: an editor says which suggestions fit and which do not."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.directory.actions.bulk import (
    CONFLICT,
    NO_RIGHT,
    BulkOutcome,
    BulkRow,
    editable_ids,
    home_of,
)
from vlaggenlijn.directory.actions.writing import confirm_concepts, refuse_concepts
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import Service
from vlaggenlijn.taxonomy.models import Concept


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """What an editor said of the suggestions of one service, in the version they saw."""

    version: int
    confirmed: frozenset[uuid.UUID] = frozenset()
    refused: frozenset[uuid.UUID] = frozenset()


def choose_themes(
    *, by: User, choices: Mapping[uuid.UUID, ThemeChoice], key: uuid.UUID | None = None
) -> BulkOutcome:
    """Keep what was said of each service, all as one deed; the same key again writes nothing.

    A service that somebody changed since, or that one may not change, is left out and told.
    """
    records = {one.pk: one for one in Service.objects.with_ids(choices)}
    mine = editable_ids(by, records.values())
    network = home_of(records.values())
    with recorded(by=by, network=network, deed="services.themes", key=key) as recorder:
        if recorder.is_repeat:
            return BulkOutcome(recorder.change_set, [])
        rows = [_chosen(pk, choices[pk], is_mine=pk in mine) for pk in sorted(records)]
        change_set = recorder.change_set
    return BulkOutcome(change_set if any(not row.reason for row in rows) else None, rows)


def _chosen(pk: uuid.UUID, choice: ThemeChoice, *, is_mine: bool) -> BulkRow:
    stored = Service.locked(pk)
    if not is_mine:
        return BulkRow(stored, NO_RIGHT)
    if stored.version != choice.version:
        return BulkRow(stored, CONFLICT)
    network = stored.organization.network
    known = Concept.objects.of_scheme("themes").usable_in(network)
    themes = set(known.values_list("pk", flat=True))
    confirm_concepts(stored, choice.confirmed & themes)
    refuse_concepts(stored, (choice.refused - choice.confirmed) & themes)
    stored.touch()
    index_service(stored)
    return BulkRow(stored)

"""HSDS of a source that is followed, as a kind of import: nobody may be looking.

What was changed here stays: what the source says now is laid beside what it said last time, and
only what differs comes in. What was changed on both sides is kept with the record until somebody
chooses.
"""

import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork, Recorder, snapshot
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing_edits import Edits
from vlaggenlijn.directory.actions.importing_hsds import SERVICE, HsdsRecords, planned_of
from vlaggenlijn.directory.actions.importing_hsds_matching import HsdsMatch, HsdsMatcher, settled
from vlaggenlijn.directory.actions.importing_hsds_records import (
    KnownLocations,
    organizations,
    services,
)
from vlaggenlijn.directory.actions.importing_hsds_trees import Trees
from vlaggenlijn.directory.actions.importing_mappings import remembered
from vlaggenlijn.directory.actions.importing_plan import Planned
from vlaggenlijn.directory.hsds_in.merging import changed_parts, merged, only, parts_of
from vlaggenlijn.directory.hsds_in.tables import HEADER
from vlaggenlijn.directory.hsds_in.wishes import Wish
from vlaggenlijn.directory.import_rows import CleanRow, skipped
from vlaggenlijn.directory.models import DataSource, Organization, Service, SourceRecord

PLACES = "places"
Told = dict[str, Any]
Conflicts = dict[str, list[str]]


def header_of(source: DataSource) -> tuple[str, str]:
    """Return the header of a table that comes from a source, so that a kept one is known again."""
    return (*HEADER, str(source.pk))


class SourceRecords(HsdsRecords):
    """What one source says of the organisations and services of a network."""

    deed = "hsds.follow"
    what = "hsds_source"

    def __init__(self, network: LocalNetwork, source: DataSource | None = None) -> None:
        super().__init__(network)
        self.source = source

    def mapping(
        self, table: Table, rows: Sequence[Row], given: Mapping[str, str] | None
    ) -> dict[str, str]:
        """Return what terms mean to the network; the same for files and sources."""
        known = remembered(self.network, HEADER, HsdsRecords.what)
        return dict(known.mapping) if known else {}

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], Any]:
        if self.source is None:
            self.source = DataSource.objects.of_network(self.network).get(pk=table.header[1])
        self._raw = {row.number: json.loads(row.cells[0]) for row in rows}
        return super().rows(table, rows, mapping, name_pattern)

    def start(self) -> None:
        assert self.source is not None  # noqa: S101  (rows() found it)
        records = SourceRecord.objects.of_source(self.source)
        self._known = {(one.kind, one.key): one for one in records}
        self._next: dict[tuple[str, str], tuple[Told, Conflicts]] = {}
        super().start()
        self._scratch_places = KnownLocations(self.network)

    def _matching(self) -> HsdsMatcher:
        assert self.source is not None  # noqa: S101  (rows() found it)
        return SourceMatcher(self.network, self.source, self._known)

    def _changes(self, row: CleanRow, match: HsdsMatch, record: Any, *, is_new: bool) -> Planned:
        wish: Wish = row.values
        raw, key = self._raw[row.number], (wish.kind, wish.key)
        told: Told = {"record": raw, "concepts": sorted(map(list, wish.concepts))}
        source = self._known.get(key)
        if is_new:
            self._next[key] = (told, {})
            return planned_of(row, match, self._trees.edits(wish, record, is_new=True))
        if source is not None and source.told == told:
            return planned_of(row, match, Edits(record, is_new=False))
        taken, conflicts = self._merged(wish, source, record)
        self._next[key] = (told, conflicts)
        restricted = replace(row, values=only(wish, taken))
        planned = planned_of(
            restricted, match, self._trees.edits(restricted.values, record, is_new=False)
        )
        if planned.outcome.action:
            return planned
        # Nothing changes here, but what the source said last is to be kept.
        return replace(planned, outcome=replace(planned.outcome, action="changed"))

    def _judged(self, row: CleanRow, match: HsdsMatch, decision: str) -> Planned | None:
        if match.is_blocked and self._is_known(row.values):  # archived here: that stays
            return Planned(skipped(row.number, row.values.name), row.values)
        return super()._judged(row, match, decision)

    def _service(self, row: CleanRow, known: dict[UUID, Service], decision: str) -> Planned:
        wish: Wish = row.values
        if wish.owner not in self._owners and self._is_known(wish):
            return Planned(skipped(row.number, wish.name), wish)
        return super()._service(row, known, decision)

    def _is_known(self, wish: Wish) -> bool:
        return (wish.kind, wish.key) in self._known

    def _merged(
        self, wish: Wish, source: SourceRecord | None, record: Any
    ) -> tuple[frozenset[str], Conflicts]:
        before = self.told_wish(source) if source is not None else None
        open_ = frozenset(source.conflicts) & parts_of(wish).keys() if source else frozenset()
        changed = changed_parts(before, wish)
        drifted = self._differing(before, record).keys() if before is not None else ()
        differing = self._differing(only(wish, changed | open_), record)
        merge = merged(differing, changed, drifted, is_first=before is None)
        kept = {name: differing[name] for name in open_ - merge.taken if name in differing}
        conflicts = {name: list(texts) for name, texts in {**kept, **merge.conflicts}.items()}
        return merge.taken, conflicts

    def told_wish(self, source: SourceRecord) -> Wish:
        """Return what a source said last time, with what its terms meant then."""
        wish, _cells = self._wisher.wish(source.told["record"])
        concepts = tuple((scheme, slug) for scheme, slug in source.told["concepts"])
        return replace(wish, concepts=concepts)

    def _differing(self, wish: Wish, record: Any) -> dict[str, tuple[str, str]]:
        """Return what stands here and what a wish says, by part, where they differ."""
        # Working it out fills in the record, so it is done on a copy with all that was read.
        copy = pickle.loads(pickle.dumps(record))  # noqa: S301  (our own, a moment old)
        trees = Trees(self._scratch_places, self._places, self._terms)
        edits = trees.edits(wish, copy, is_new=False)
        found = {one.field: (one.before, one.after) for one in edits.alterations}
        if PLACES in found:
            there = [place_text(one) for one in wish.rows.get(PLACES, [])]
            found[PLACES] = (_places_of(record), ", ".join(there))
        return found

    def make_ready(self, planned: Sequence[Planned]) -> None:
        for one in planned:
            if not one.known.is_empty:
                super().make_ready([one])
            wish: Wish = one.values
            if (wish.kind, wish.key) in self._next:
                self._keep((wish.kind, wish.key), one.known.record)

    def _keep(self, key: tuple[str, str], record: Any) -> None:
        told, conflicts = self._next[key]
        source = self._known.get(key)
        is_new = source is None
        source = source or SourceRecord(source=self.source, kind=key[0], key=key[1])
        before = snapshot(source)
        source.told, source.conflicts = told, conflicts
        source.service_id = record.pk if key[0] == SERVICE else None
        source.organization_id = record.pk if key[0] != SERVICE else None
        if is_new:
            self._rows.add(source)
        else:
            self._rows.change(source, before)

    def take_over(self, recorder: Recorder, source: SourceRecord, part: str) -> None:
        """Take over one part of a record as its source tells it; see actions/following_hsds."""
        rows = [Row(1, (json.dumps(source.told["record"]),))]
        table = Table(HEADER, rows, "utf-8", "")
        self.rows(table, rows, self.mapping(table, rows, None), "")
        self.start()
        wish = only(self.told_wish(source), {part})
        stored = services if source.service_id else organizations
        record = stored([source.record_pk])[source.record_pk]
        edits = self._trees.edits(wish, record, is_new=False)
        if not edits.is_empty:
            super().make_ready([planned_of(CleanRow(1, wish, []), HsdsMatch(), edits)])
        self.lock()
        self.write(recorder)


def _places_of(record: Organization | Service) -> str:
    """Return the places of a record that was read with them, in words."""
    if isinstance(record, Service):
        places = [one.location for one in record.service_at_locations.all()]
    else:
        places = list(record.locations.all())
    return ", ".join(map(str, places))


def place_text(place: Mapping[str, Any]) -> str:
    """Return a wanted place in words."""
    address = place["address"] or {}
    texts = [place["location"].get("name", ""), address.get("address_1", "")]
    return " ".join(filter(None, [*texts, address.get("city", "")]))


class SourceMatcher(HsdsMatcher):
    """Recognises by what came of the same source before, then as any import does.

    An id that is no UUID may be that of something else at another source.
    """

    def __init__(
        self,
        network: LocalNetwork,
        source: DataSource,
        known: Mapping[tuple[str, str], SourceRecord],
    ) -> None:
        super().__init__(network)
        self._ours = known
        others = SourceRecord.objects.filter(source__network=network).exclude(source=source)
        ids = others.values_list("organization_id", "service_id")
        self._of_others = {pk for pair in ids for pk in pair if pk}

    def organization(self, wish: Wish) -> HsdsMatch:
        source = self._ours.get((wish.kind, wish.key))
        known = self._organizations.by_id.get(source.record_pk) if source else None
        if known is not None:
            return settled(known)
        return self._trusted(wish, super().organization(wish))

    def service(self, wish: Wish, owner: Organization, *, is_new_owner: bool) -> HsdsMatch:
        source = self._ours.get((wish.kind, wish.key))
        known = self._services.known(source.record_pk) if source else None
        if known is not None:
            return settled(known)
        return self._trusted(wish, super().service(wish, owner, is_new_owner=is_new_owner))

    def _trusted(self, wish: Wish, match: HsdsMatch) -> HsdsMatch:
        if match.record in self._of_others and not wish.record:
            return HsdsMatch()
        return match

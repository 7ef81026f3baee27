"""A network's own list of concepts (SKOS) as a kind of import: preview, one deed, undo."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from vlaggenlijn.accounts.models import LocalNetwork, Recorder
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing_plan import Compare, OfOurMaking, Planned
from vlaggenlijn.directory.import_rows import CleanRow, Problem, RowOutcome, skipped
from vlaggenlijn.directory.import_rows.decisions import LEAVE
from vlaggenlijn.directory.importing_report import Alteration
from vlaggenlijn.taxonomy.actions import plan_concepts, write_concepts
from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, OwnConcept
from vlaggenlijn.taxonomy.own_planning import CHANGED, NEW, SAME, Read

OUTCOMES: Mapping[str, Any] = {NEW: "new", CHANGED: "changed", SAME: "unchanged"}


def concept_table(concepts: Iterable[Read], scheme: str) -> Table:
    """Return concepts as a table that an import can keep; its header says where they belong."""
    rows = [
        Row(number, (json.dumps(asdict(one), ensure_ascii=False), ""))
        for number, one in enumerate(concepts, 1)
    ]
    return Table(("concept", scheme), rows, "utf-8", "")


class OwnConcepts(OfOurMaking):
    """The concepts that a list adds to a network. Each fact that was changed here stays."""

    deed = "concepts.import"
    what = "concepts"

    def __init__(self, network: LocalNetwork) -> None:
        self.network = network

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        self._scheme = ConceptScheme.objects.get(slug=table.header[1])
        self._concepts = [_concept(json.loads(row.cells[0])) for row in rows]
        pairs = zip(rows, self._concepts, strict=True)
        return [CleanRow(row.number, one, []) for row, one in pairs], []

    def start(self) -> None:
        brought = plan_concepts(self.network, self._concepts)
        self._planned = {one.uri: one for one in brought.planned}
        present = OwnConcept.objects.of_network(self.network)
        self._before = {one.uri: str(one) for one in present if one.uri}
        self._chosen: set[str] = set()
        meant = {one.facts["same_as"] for one in brought.planned}
        self._names = {
            one.term: one.label
            for one in Concept.objects.with_terms(meant).with_names()
            if one.term in meant
        }

    def batch(self, rows: Sequence[CleanRow], *, is_locking: bool) -> Compare:
        return self._compared

    def _compared(self, row: CleanRow, decision: str) -> Planned:
        one = self._planned[row.values.uri]
        if decision == LEAVE:
            return Planned(skipped(row.number, one.label), row.values)
        action: Any = "" if one.outcome == SAME else OUTCOMES[one.outcome]
        problems = []
        if one.facts["same_as"]:
            name = self._names.get(one.facts["same_as"]) or str(one.facts["same_as"])
            problems.append(Problem("remark", "", "concept_same_as", {"name": name}))
        if one.kept:
            problems.append(Problem("remark", "", "concept_kept", {}))
        alterations = []
        if action == "changed" and self._before[one.uri] != one.label:
            alterations.append(Alteration("name", self._before[one.uri], one.label))
        outcome = RowOutcome(row.number, OUTCOMES[one.outcome], one.label, problems, action)
        return Planned(outcome, row.values, alterations=alterations)

    def make_ready(self, planned: Sequence[Planned]) -> None:
        self._chosen |= {one.values.uri for one in planned}

    def lock(self) -> None:
        """Hold nothing: the network itself is locked, and concepts are when they are written."""

    def state(self) -> Any:
        present = OwnConcept.objects.of_network(self.network).order_by("pk")
        return list(present.values_list("pk", "version"))

    def write(self, recorder: Recorder) -> None:
        # Those that stand above others come first, which a plan keeps.
        chosen = [one for uri, one in self._planned.items() if uri in self._chosen]
        write_concepts(self.network, self._scheme, chosen)


def _concept(plain: dict[str, Any]) -> Read:
    lists = {name: tuple(plain[name]) for name in ("broader", "exact", "close")}
    return Read(**{**plain, **lists})

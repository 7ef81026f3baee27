"""An import as pages show it: its outcome as plain values to keep, and in words to read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory.history_words import Names
from vlaggenlijn.directory.import_rows import FIELDS, Problem
from vlaggenlijn.directory.import_rows.decisions import decision_in
from vlaggenlijn.directory.import_rows.fields import FIELDS_BY_NAME
from vlaggenlijn.directory.import_rows.service_fields import (
    SERVICE_FIELDS,
    SERVICE_FIELDS_BY_NAME,
)
from vlaggenlijn.directory.importing_candidates import Candidate
from vlaggenlijn.directory.importing_hsds_report import KINDS as HSDS
from vlaggenlijn.directory.importing_hsds_values import names_in, value_text
from vlaggenlijn.directory.importing_kinds import list_kind
from vlaggenlijn.directory.importing_preparation import LANGUAGES
from vlaggenlijn.directory.importing_report import ImportReport, message
from vlaggenlijn.directory.models import ImportJob
from vlaggenlijn.directory.models.importing import unpacked

SAMPLES = 3
LONGEST_SAMPLE = 60
KINDS = ("new", "changed", "doubtful", "wrong", "unchanged", "skipped")
NOT_DECIDED = frozenset({"is_archived", "other_network"})


def plain_report(
    report: ImportReport, decisions: Mapping[str, str], counted: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a report as plain values for JSON; its sentences are made when somebody reads it.

    ``counted`` is what was counted of the file, for a kind that counts.
    """
    rows = [
        {
            "number": row.number,
            "outcome": row.outcome,
            "action": row.action,
            "name": row.name,
            "problems": [_plain(one) for one in row.problems],
            "changes": [
                [one.field, one.before, one.after] for one in report.alterations.get(row.number, [])
            ],
            "candidates": [list(one) for one in row.candidates],
            "may_be_new": row.may_be_new,
            "homes": [list(one) for one in row.homes],
        }
        for row in report.rows
    ]
    problems = [_plain(one) for one in report.problems]
    plain = {"rows": rows, "problems": problems, "decisions": dict(decisions), "differs": []}
    return plain | ({"counted": dict(counted)} if counted else {})


def _plain(one: Problem) -> list[Any]:
    return [one.level, one.field, one.code, dict(one.values)]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the file: its name, some of its values, and what we think it holds."""

    position: int
    name: str
    samples: tuple[str, ...]
    chosen: str

    @property
    def field_name(self) -> str:
        return f"column-{self.position}"


def column_choices(table: Table, mapping: Mapping[str, str]) -> list[ColumnChoice]:
    """Return the named columns of a table with up to three different values of each."""
    return [
        ColumnChoice(position, name, _samples(table, position), mapping.get(name, ""))
        for position, name in enumerate(table.header)
        if name
    ]


def _samples(table: Table, position: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in table.rows:
        text = " ".join(row.cells[position].split())
        if text:
            found.setdefault(text[:LONGEST_SAMPLE] + ("…" if len(text) > LONGEST_SAMPLE else ""))
        if len(found) == SAMPLES:
            break
    return tuple(found)


def field_choices(what: str) -> list[tuple[str, str]]:
    """Return what a column may hold, with leaving it out on top."""
    is_service = what == ImportJob.What.SERVICES
    fields = SERVICE_FIELDS if is_service else [one for one in FIELDS if one.name != LANGUAGES]
    added = list_kind(what)
    fields = added.fields if added else fields
    return [("", _("leave out")), *((one.name, _(one.label)) for one in fields)]


def field_label(name: str, what: str = "") -> str:
    """Return what people call a field of a record of some kind."""
    if name == "is_approximate":
        return _("point is approximate")
    added = list_kind(what)
    own = {one.name: one for one in added.fields} if added else {}
    return _((SERVICE_FIELDS_BY_NAME | FIELDS_BY_NAME | own)[name].label)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing somebody may decide about a row; with what tells one record from another."""

    value: str
    text: str
    candidate: Candidate | None = None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a preview or a report, in words."""

    number: int
    outcome: str
    name: str
    sentences: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    decision: str = ""
    is_written: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import would do, or did."""

    rows: list[dict[str, Any]]
    remarks: list[str]
    differs: frozenset[int]
    decisions: Mapping[str, str]
    is_outdated: bool
    what: str = ""
    counted: Mapping[str, Any] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """Return the rows of one kind ("differs" too), or all of them for an unknown kind."""
        if kind == "differs":
            return [row for row in self.rows if row["number"] in self.differs]
        return [row for row in self.rows if row["outcome"] == kind] if kind in KINDS else self.rows

    def shown(
        self, rows: Sequence[dict[str, Any]], candidates: Mapping[str, Candidate]
    ) -> list[ShownRow]:
        """Return rows in words; ``candidates`` are the records they may be about, by id."""
        is_hsds = self.what in HSDS
        names = names_in(one for row in rows for one in row["changes"]) if is_hsds else None
        return [self._shown(row, candidates, names) for row in rows]

    def _shown(
        self, row: dict[str, Any], candidates: Mapping[str, Candidate], names: Names | None
    ) -> ShownRow:
        decision = self.decisions.get(str(row["number"]), "")
        choices = _choices(row, decision, candidates)
        return ShownRow(
            row["number"],
            row["outcome"],
            row["name"] or _("without a name"),
            sentences(row),
            [
                (field_label(name, self.what), _shown(name, old, names), _shown(name, new, names))
                for name, old, new in row["changes"]
            ],
            choices,
            decision if decision in {one.value for one in choices} else "",
            bool(row["action"]),
            row["number"] in self.differs,
        )


def outcome_of_job(job: ImportJob) -> Outcome:
    """Return the report of a written job, else its preview."""
    plain = unpacked(job.result if job.result is not None else job.preview)
    remarks = [_sentence(one) for one in plain["problems"]]
    is_outdated = plain["decisions"] != job.decisions
    differs = frozenset(plain["differs"])
    counted = plain.get("counted", {})
    return Outcome(plain["rows"], remarks, differs, job.decisions, is_outdated, job.what, counted)


def sentences(row: Mapping[str, Any]) -> list[str]:
    """Return what is wrong or doubtful about a row, in the language of the reader."""
    return [_sentence(one) for one in row["problems"]]


def _sentence(plain: Sequence[Any]) -> str:
    translate: Callable[[str], str] = _
    return message(Problem(*plain), translate)


def value(text: str) -> str:
    """Return a value as a page shows it; a dash for none."""
    return {"": "–", "True": _("yes"), "False": _("no")}.get(text, text)


def _shown(name: str, text: str, names: Names | None) -> str:
    return value(text) if names is None else value_text(name, text, names)


def _choices(
    row: Mapping[str, Any], decision: str, candidates: Mapping[str, Candidate]
) -> list[Choice]:
    """Return what may be decided about a row; nothing for one that is plainly right or wrong."""
    codes = {code for _level, _field, code, _values in row["problems"]}
    has_records = bool(row["candidates"] or _homes(row))
    is_open = row["outcome"] == "doubtful" or has_records or bool(decision)
    if not is_open or (codes & NOT_DECIDED and not row["may_be_new"]):
        return []
    found = [candidates[pk] for pk, _name in row["candidates"] if pk in candidates]
    homes = [candidates[pk] for pk in _homes(row) if pk in candidates]
    same = [Choice(f"same:{one.pk}:{one.version}", _same(one), one) for one in found]
    new = [Choice("new", _("No, it is a new one"))] if row["may_be_new"] else []
    new += [
        Choice(f"new:{one.pk}", _("It is a new one of “%(name)s”") % {"name": one.name}, one)
        for one in homes
    ]
    first = Choice("", _("take it over as it is") if row["action"] else _("not decided yet"))
    return [first, *same, *new, Choice("leave", _("leave this row out"))]


def _same(one: Candidate) -> str:
    return _("Yes, the same as “%(name)s”") % {"name": one.name}


def is_offered(row: Mapping[str, Any], text: str) -> bool:
    """Tell whether somebody could decide this about a row of a preview."""
    candidates = [pk for pk, _name in row["candidates"]]
    decision = decision_in(text)
    return decision.is_offered(candidates, _homes(row), may_be_new=row["may_be_new"])


def _homes(row: Mapping[str, Any]) -> list[str]:
    """Return the ids of organisations; a preview of before there were any has none."""
    return [pk for pk, _name in row.get("homes", [])]

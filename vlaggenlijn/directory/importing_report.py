"""What an import did, row by row, with the sentences that only the stored records give rise to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext_noop

from vlaggenlijn.common.rooms import join_rooms
from vlaggenlijn.common.spreadsheets import MESSAGES as SPREADSHEET_MESSAGES
from vlaggenlijn.common.spreadsheets import Note
from vlaggenlijn.directory.hsds_in.problems import MESSAGES as HSDS_MESSAGES
from vlaggenlijn.directory.import_rows import MESSAGES as ROW_MESSAGES
from vlaggenlijn.directory.import_rows import OrganizationValues, Problem, Report, RowOutcome
from vlaggenlijn.directory.import_rows.report import OUTCOMES

ERRORS: dict[str, str] = {
    "several_known": gettext_noop(
        "This row fits several organisations here: %(names)s. Correct the numbers in the row, or"
        " those of the organisations."
    ),
    "same_as_row": gettext_noop(
        "Row %(row)s is about the same organisation, “%(name)s”. Keep one row per organisation."
    ),
    "name_too_long": gettext_noop(
        "With what is put before it, the name has more than %(limit)s characters. Shorten it."
    ),
    "website_too_long": gettext_noop(
        "The address of the website has more than %(limit)s characters. Give a shorter one."
    ),
    "pattern_wrong": gettext_noop(
        "“%(value)s” says nothing about where the name comes. Write {name} in it, as in"
        " OCMW {name}."
    ),
    "services_export": gettext_noop(
        "This is an export of services. Choose services instead of organisations to import it."
    ),
    "organizations_export": gettext_noop(
        "This is an export of organisations. Choose organisations instead of services to import it."
    ),
    "organization_unknown": gettext_noop(
        "No organisation here is called “%(name)s” or has that number. Correct it, import the"
        " organisation first, or add a column that says it may be added."
    ),
    "organization_several": gettext_noop(
        "“%(name)s” fits several organisations here. Give the number of the right one."
    ),
    "services_known": gettext_noop(
        "Several services of “%(name)s” have this name. Give the row the Vlaggenlijn service id of"
        " the right one."
    ),
    "services_numbered": gettext_noop(
        "Several services here have the identifier “%(value)s”. Choose the right one, or correct"
        " the identifiers."
    ),
    "same_service": gettext_noop(
        "Row %(row)s is about the same service, “%(name)s”. Keep one row per service."
    ),
    "nothing_chosen": gettext_noop(
        "No row meets the condition, so there is nothing to import. Check the condition:"
        " %(conditions)s."
    ),
    "stopped": gettext_noop(
        "Nothing was written, because every row had to be right (rows that are wrong: %(count)s)."
    ),
}

LAPSED, LAPSES = "choice_lapsed", "choices_lapsed"
DOUBTS: dict[str, str] = {
    LAPSED: gettext_noop(
        "What was chosen for this row is not possible any more: the record was changed or archived"
        " in the meantime. Look again and choose once more."
    ),
    LAPSES: gettext_noop(
        "Nothing can be written yet: what was chosen for some rows is not possible any more,"
        " because somebody changed or archived the record in the meantime (rows: %(count)s)."
    ),
    "service_twin": gettext_noop(
        "“%(name)s” of the same organisation has another identifier. Check that these are two"
        " services."
    ),
    "other_network": gettext_noop(
        "“%(name)s” is already in the network “%(network)s”, so it is left as it is. Ask that"
        " network to change it if something is not right."
    ),
    "is_archived": gettext_noop(
        "“%(name)s” is archived here, so it is left as it is. Put it back first if it should be"
        " shown again."
    ),
    "identifier_taken": gettext_noop(
        "The identifier “%(value)s” belongs to “%(name)s” here, so the row is left out. Give it"
        " another identifier, or change that name first if they are the same organisation."
    ),
    "twin": gettext_noop(
        "“%(name)s” looks the same but has another number. Check that these are two organisations."
    ),
    "organization_added": gettext_noop("The organisation “%(name)s” is new and is added too."),
    "other_organization": gettext_noop(
        "“%(name)s” stays with the organisation it is of here. Move a service in the workspace."
    ),
    "service_place_unclear": gettext_noop(
        "“%(name)s” has several places here, or shares its place with another service, so the"
        " address in the row is not taken over. Correct the place in the workspace."
    ),
    "place_hours_unclear": gettext_noop(
        "The row does not say at which place these hours are, so they are left out. Give the"
        " address of the place in the same row."
    ),
    "sector_unknown": gettext_noop(
        "“%(value)s” is not a sector we know, so it is left out. Choose one of the sectors that"
        " the workspace shows."
    ),
    "places_unclear": gettext_noop(
        "“%(name)s” has several places here, or one without an address, so the address in the row"
        " is not taken over. Correct the place in the workspace."
    ),
    "languages_ignored": gettext_noop(
        "Languages belong to a service, so the column “%(column)s” is not taken over. Fill them in"
        " with the service."
    ),
    "names_completed": gettext_noop(
        "A name that only names a municipality says too little to a parent, so “%(name)s” became"
        " “%(example)s” (rows: %(count)s)."
    ),
}

REMARKS: dict[str, str] = {
    "concept_same_as": gettext_noop("It means the same as “%(name)s”, and adds its words to it."),
    "concept_kept": gettext_noop("What was changed here since stays as it is."),
}

ALL_MESSAGES: dict[str, str] = {
    **REMARKS,
    **SPREADSHEET_MESSAGES,
    **ROW_MESSAGES,
    **HSDS_MESSAGES,
    **ERRORS,
    **DOUBTS,
}


def know_messages(messages: Mapping[str, str]) -> None:
    """Add the sentences of its own kinds of rows."""
    ALL_MESSAGES.update(messages)


class ImportRefused(Exception):
    """Nothing can be imported as it was asked; ``problem`` says why.

    ``mapping`` is what was recognised of the columns all the same.
    """

    def __init__(self, problem: Problem, mapping: Mapping[str, str] | None = None) -> None:
        super().__init__(message(problem))
        self.problem = problem
        self.mapping = mapping or {}


def problem(about: str, code: str, /, **values: str | int) -> Problem:
    """Return a problem with a code of this module."""
    return Problem("error" if code in ERRORS else "doubt", about, code, values)


def about_file(note: Note) -> Problem:
    """Return a remark of the reader of spreadsheets as a problem of the file."""
    return Problem("doubt", "", note.code, note.values)


def message(found: Problem, translate: Callable[[str], str] = str) -> str:
    """Return the sentence of a problem of a row or of the file."""
    join_rooms()
    return translate(ALL_MESSAGES[found.code]) % found.values


@dataclass(frozen=True, slots=True)
class Alteration:
    """One value of an organisation before and after; empty where there is none."""

    field: str
    before: str
    after: str


@dataclass(slots=True)
class ImportReport(Report):
    """The report of one run: what was read how, and what was (or would be) written."""

    file: str = ""
    network: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    what: str = "organizations"
    is_dry_run: bool = False
    is_stopped: bool = False
    alterations: dict[int, list[Alteration]] = field(default_factory=dict)
    change_set: UUID | None = None

    @property
    def written(self) -> int:
        """Number of rows that were written, or would be in a trial run."""
        return sum(bool(row.action) for row in self.rows)

    def stop(self) -> None:
        """Mark that nothing is written because of the rows that are wrong."""
        count = self.totals["wrong"]
        self.is_stopped = True
        self.problems.append(problem("", "stopped", count=count))
        self.rows = [replace(row, action="") for row in self.rows]

    def hold_back(self, *, is_to_write: bool) -> None:
        """Mark that nothing is written as long as what was chosen for a row has lapsed."""
        count = sum(any(one.code == LAPSED for one in row.problems) for row in self.rows)
        if count:
            self.problems.append(problem("", LAPSES, count=count))
        if count and is_to_write:
            self.is_stopped = True
            self.rows = [replace(row, action="") for row in self.rows]

    def to_dict(self, translate: Callable[[str], str] = str) -> dict[str, object]:
        """Return the report as plain values for JSON; ``translate`` is the caller's gettext."""
        return {
            "file": self.file,
            "network": self.network,
            "dry_run": self.is_dry_run,
            "totals": {outcome: self.totals[outcome] for outcome in OUTCOMES},
            "mapping": self.mapping,
            "problems": _plain(self.problems, translate),
            "rows": [self._row(row, translate) for row in self.rows],
        }

    def _row(self, row: RowOutcome, translate: Callable[[str], str]) -> dict[str, object]:
        return {
            "number": row.number,
            "name": row.name,
            "outcome": row.outcome,
            "action": row.action,
            "problems": _plain(row.problems, translate),
            "changes": [
                {"field": one.field, "before": one.before, "after": one.after}
                for one in self.alterations.get(row.number, [])
            ],
        }


def _plain(
    found: Iterable[Problem], translate: Callable[[str], str]
) -> list[dict[str, str | object]]:
    return [
        {
            "level": one.level,
            "field": one.field,
            "code": one.code,
            "message": message(one, translate),
        }
        for one in found
    ]


def alterations(
    before: OrganizationValues, after: OrganizationValues, changed: Iterable[str]
) -> list[Alteration]:
    """Return what changes of an organisation, field by field; street and number are one."""
    fields = dict.fromkeys("street" if name == "number" else name for name in changed)
    return [Alteration(name, _shown(before, name), _shown(after, name)) for name in fields]


def _shown(values: OrganizationValues, name: str) -> str:
    value = getattr(values, "address_1" if name == "street" else name)
    return "" if value is None else str(value)

"""The report of an import of HSDS: what was in the files, and what became of each record."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory.hsds_in.linking import identity
from vlaggenlijn.directory.hsds_in.tables import counts_in, records_in
from vlaggenlijn.directory.import_rows import RowOutcome
from vlaggenlijn.directory.importing_report import ImportReport, message

Translate = Callable[[str], str]
OUTCOMES = ("new", "changed", "same", "doubtful", "wrong", "skipped")
SAID_AS = {"unchanged": "same"}
KINDS = ("hsds", "hsds_source")
KEPT = (
    *("read", *OUTCOMES, "organizations", "broken_references", "other_broken_references"),
    *("left_out", "not_held", "ignored_files", "unknown_terms"),
)


def hsds_report(report: ImportReport, table: Table, translate: Translate = str) -> dict[str, Any]:
    """Return the report as plain values for JSON; docs/standards.md says what each one is.

    ``new``, ``changed``, ``same``, ``doubtful``, ``wrong`` and ``skipped`` count services; those of
    organisations stand under ``organizations``.
    """
    records = list(records_in(table))
    counts = counts_in(table)
    rows = [_row(one, records[one.number - 1], report, translate) for one in report.rows]
    problems = Counter(f"{one.field or '-'}: {one.code}" for row in report.rows
                       for one in row.problems)  # fmt: skip
    return {
        "file": report.file,
        "network": report.network,
        "dry_run": report.is_dry_run,
        "read": counts["read"],
        **_outcomes(rows, "service"),
        "organizations": _outcomes(rows, "organization"),
        "written": report.written,
        "change_set": str(report.change_set) if report.change_set else None,
        "broken_references": counts["broken_references"],
        "other_broken_references": counts["other_broken_references"],
        "left_out": counts["left_out"],
        "not_held": counts["not_held"],
        "ignored_files": counts["ignored_files"],
        "unknown_terms": _unknown_terms(report),
        "reasons": dict(sorted(problems.items())),
        "rows": rows,
    }


def counted(report: ImportReport, table: Table) -> dict[str, Any]:
    """Return what was counted of a delivery and what becomes of it, without its rows.

    Nothing for a table that is no delivery of HSDS.
    """
    if report.what not in KINDS:
        return {}
    plain = hsds_report(report, table)
    return {name: plain[name] for name in KEPT}


def _outcomes(rows: list[dict[str, Any]], table: str) -> dict[str, int]:
    counts = Counter(row["outcome"] for row in rows if row["table"] == table)
    return {outcome: counts[outcome] for outcome in OUTCOMES}


def _row(
    row: RowOutcome, record: dict[str, Any], report: ImportReport, translate: Translate
) -> dict[str, Any]:
    return {
        "number": row.number,
        "table": record["kind"],
        "id": identity(record["row"]),
        "name": row.name,
        "outcome": SAID_AS.get(row.outcome, row.outcome),
        "action": row.action,
        "reasons": [
            {
                "level": one.level,
                "field": one.field,
                "code": one.code,
                "message": message(one, translate),
            }
            for one in row.problems
        ],
        "changes": [
            {"field": one.field, "before": one.before, "after": one.after}
            for one in report.alterations.get(row.number, [])
        ],
    }


def _unknown_terms(report: ImportReport) -> dict[str, int]:
    found = Counter(
        str(one.values["value"])
        for row in report.rows
        for one in row.problems
        if one.code == "hsds_term_unknown"
    )
    return dict(sorted(found.items()))


def hsds_lines(plain: dict[str, Any], translate: Translate) -> Iterator[str]:
    """Return what a person reads: totals, what was in the files, and each record to look at."""
    _ = translate
    yield _("%(file)s into %(network)s") % plain
    names = outcome_words(_)
    for title, told in counted_words(plain, _):
        yield f"{title}: {told}"
    for row in plain["rows"]:
        if row["outcome"] in ("wrong", "doubtful", "changed"):
            yield from _told(row, names, _)


def counted_words(plain: Mapping[str, Any], translate: Translate) -> Iterator[tuple[str, str]]:
    """Return what was counted, each as a title and the counts under it."""
    _ = translate
    names = outcome_words(_)
    for title, counts in ((_("services"), plain), (_("organisations"), plain["organizations"])):
        yield title, ", ".join(f"{names[one]}: {counts[one]}" for one in OUTCOMES)
    yield from _counted(_("Read"), plain["read"])
    yield from _counted(_("References that point to nothing"), plain["broken_references"])
    for table, counts in plain["left_out"].items():
        yield from _counted(_("Left out of %(table)s") % {"table": table}, counts)
    yield from _counted(_("No place here for"), plain["not_held"])
    if plain["ignored_files"]:
        yield _("Files without HSDS"), ", ".join(plain["ignored_files"])
    yield from _counted(_("Terms without a meaning here"), plain["unknown_terms"])


def outcome_words(translate: Translate) -> dict[str, str]:
    _ = translate
    return {
        "new": _("new"),
        "changed": _("changed"),
        "same": _("unchanged"),
        "doubtful": _("to look at"),
        "wrong": _("wrong"),
        "skipped": _("left out"),
    }


def _counted(title: str, counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    if counts:
        yield title, ", ".join(f"{name} {count}" for name, count in counts.items())


def _told(row: dict[str, Any], names: dict[str, str], translate: Translate) -> Iterator[str]:
    name = row["name"] or row["id"] or translate("without a name")
    yield f"{row['table']} {row['number']}, {name}: {names[row['outcome']]}"
    for one in row["changes"]:
        yield f"  {one['field']}: {one['before'] or '–'} → {one['after'] or '–'}"
    for one in row["reasons"]:
        yield f"  {one['field']}: {one['message']}" if one["field"] else f"  {one['message']}"

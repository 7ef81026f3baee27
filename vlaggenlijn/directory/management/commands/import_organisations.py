import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets import MESSAGES, Table, UnreadableSpreadsheet, read
from vlaggenlijn.directory.actions.importing import import_records
from vlaggenlijn.directory.import_rows import RowOutcome
from vlaggenlijn.directory.importing_pages import field_label, value
from vlaggenlijn.directory.importing_report import ImportRefused, ImportReport, message


class Command(BaseCommand):
    help = (
        "Import organisations from a spreadsheet (CSV, xlsx, ods) into a network; safe to repeat."
    )
    what = "organizations"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--network", required=True, metavar="SLUG")
        parser.add_argument("--mapping", type=Path, help='JSON file: {"column": "field"}')
        parser.add_argument("--where", action="append", default=[], metavar="COLUMN=VALUE")
        if self.what == "organizations":
            parser.add_argument("--name-pattern", default="", help="as in: OCMW {name}")
        parser.add_argument("--sheet", help="name of a sheet of the workbook; else the first")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--strict", action="store_true", help="write nothing if a row is wrong")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        with translation.override(options["language"]):
            report = _imported(self, options)
            if options["json"]:
                self.stdout.write(json.dumps(report.to_dict(_), ensure_ascii=False, indent=1))
            else:
                for line in lines(report):
                    self.stdout.write(line)
            if report.is_stopped:
                raise CommandError(message(report.problems[-1], _))

    def table(self, path: Path, sheet: str | None) -> Table:
        return read(path, sheet=sheet)

    def mapping(self, path: Path | None) -> dict[str, str] | None:
        return _mapping(path)


def _imported(command: Command, options: dict[str, Any]) -> ImportReport:
    network = LocalNetwork.objects.with_slug(options["network"])
    if network is None:
        raise CommandError(no_network(options["network"]))
    try:
        return import_records(
            what=command.what,
            by=None,
            network=network,
            table=command.table(options["file"], options["sheet"]),
            file_name=options["file"].name,
            mapping=command.mapping(options["mapping"]),
            where=options["where"],
            name_pattern=options.get("name_pattern", ""),
            is_dry_run=options["dry_run"],
            is_strict=options["strict"],
        )
    except UnreadableSpreadsheet as refused:
        raise CommandError(_(MESSAGES[refused.code]) % refused.values) from None
    except ImportRefused as refused:
        raise CommandError(message(refused.problem, _)) from None


def no_network(slug: str) -> str:
    known = ", ".join(LocalNetwork.objects.order_by("slug").values_list("slug", flat=True))
    return _("There is no network “%(slug)s”. The networks are: %(known)s.") % {
        "slug": slug,
        "known": known or "–",
    }


def _mapping(path: Path | None) -> dict[str, str] | None:
    """Return field by column out of a JSON file; a column without a field is left out."""
    if path is None:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        text = _("“%(file)s” does not say which column holds what. Write it as %(example)s.")
        raise CommandError(text % {"file": path.name, "example": '{"naam": "name"}'})
    return {column: field for column, field in found.items() if field}


def lines(report: ImportReport) -> Iterator[str]:
    """Return what a person reads: totals, how the file was read, rows to look at, the end."""
    yield _("%(file)s into %(network)s") % {"file": report.file, "network": report.network}
    yield _totals(report)
    yield _columns(report)
    for found in report.problems:
        yield f"! {message(found, _)}"
    for row in report.rows:
        if row.problems or row.outcome == "changed":
            yield from _row(row, report)
    yield _end(report)


def _totals(report: ImportReport) -> str:
    names = outcome_names()
    return ", ".join(f"{names[name]}: {count}" for name, count in report.totals.items())


def outcome_names() -> dict[str, str]:
    """Return what people call the outcome of a row."""
    return {
        "new": _("new"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "doubtful": _("to look at"),
        "wrong": _("wrong"),
        "skipped": _("not asked for"),
    }


def _columns(report: ImportReport) -> str:
    pairs = [f"{column} → {field_label(field)}" for column, field in report.mapping.items()]
    return _("Columns: %(columns)s") % {"columns": ", ".join(pairs)}


def _row(row: RowOutcome, report: ImportReport) -> Iterator[str]:
    values = {
        "number": row.number,
        "name": row.name or _("without a name"),
        "outcome": outcome_names()[row.outcome],
    }
    yield _("Row %(number)s, %(name)s: %(outcome)s") % values
    for one in report.alterations.get(row.number, []):
        yield f"  {field_label(one.field)}: {value(one.before)} → {value(one.after)}"
    for found in row.problems:
        yield f"  {message(found, _)}"


def _end(report: ImportReport) -> str:
    counts = {"written": report.written, "left": _left_out(report)}
    if report.is_dry_run:
        return _(
            "This was a trial. Rows that would be written: %(written)s, left out: %(left)s."
        ) % (counts)
    return _("Done. Rows written: %(written)s, left out: %(left)s.") % counts


def _left_out(report: ImportReport) -> int:
    """Number of rows that are not written although they were asked for and bring something."""
    return sum(row.outcome in ("wrong", "doubtful") and not row.action for row in report.rows)

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets import Table
from vlaggenlijn.directory.actions.importing import import_records
from vlaggenlijn.directory.actions.importing_hsds import HsdsRecords
from vlaggenlijn.directory.actions.importing_mappings import remembered
from vlaggenlijn.directory.hsds_in.refusals import MESSAGES, Unreadable
from vlaggenlijn.directory.hsds_in.sources import sources_at
from vlaggenlijn.directory.hsds_in.tables import table_of
from vlaggenlijn.directory.importing_hsds_report import hsds_lines, hsds_report
from vlaggenlijn.directory.importing_report import ImportReport, message
from vlaggenlijn.directory.management.commands.import_organisations import no_network


class Command(BaseCommand):
    help = (
        "Import organisations and services in HSDS (JSON, ndjson, CSV; a file, a folder or a zip)"
        " into a network; safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE_OR_FOLDER")
        parser.add_argument("--network", required=True, metavar="SLUG")
        parser.add_argument(
            "--terms",
            type=Path,
            help='JSON file: {"taxonomy: term": "themes:sleep"}; kept for the next time',
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument(
            "--strict", action="store_true", help="write nothing if a record is wrong"
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        with translation.override(options["language"]):
            table = _table(options["file"])
            report = _imported(table, options)
            plain = hsds_report(report, table, _)
            if options["json"]:
                self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1))
            else:
                for line in hsds_lines(plain, _):
                    self.stdout.write(line)
            if report.is_stopped:
                raise CommandError(message(report.problems[-1], _))


def _table(path: Path) -> Table:
    try:
        return table_of(sources_at(path), path.name)
    except Unreadable as refused:
        raise CommandError(_(MESSAGES[refused.code]) % refused.values) from None


def _imported(table: Table, options: dict[str, Any]) -> ImportReport:
    network = LocalNetwork.objects.with_slug(options["network"])
    if network is None:
        raise CommandError(no_network(options["network"]))
    return import_records(
        what=HsdsRecords.what,
        by=None,
        network=network,
        table=table,
        file_name=options["file"].name,
        mapping=_terms(options["terms"], network, table),
        is_dry_run=options["dry_run"],
        is_strict=options["strict"],
    )


def _terms(path: Path | None, network: LocalNetwork, table: Table) -> dict[str, str] | None:
    """Return what terms mean as a file tells, on top of what was told before; None without one."""
    if path is None:
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        text = _("“%(file)s” does not say what the terms mean. Write it as %(example)s.")
        example = '{"taxonomy: term": "themes:sleep"}'
        raise CommandError(text % {"file": path.name, "example": example})
    known = remembered(network, table.header, HsdsRecords.what)
    return {**(known.mapping if known else {}), **told}

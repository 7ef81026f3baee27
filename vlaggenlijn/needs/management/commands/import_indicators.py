import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets import MESSAGES, UnreadableSpreadsheet
from vlaggenlijn.needs.figure_importing import About, Report, import_figures, read_figures
from vlaggenlijn.needs.figure_rows import Gathered, UnclearFigures
from vlaggenlijn.needs.figure_words import reason_lines, refusal
from vlaggenlijn.places import import_words
from vlaggenlijn.places.open_files import UnreadableFile


class Command(BaseCommand):
    help = (
        "Import indicators by municipality (Gemeente-Stadsmonitor, Provincies in Cijfers, Statbel, "
        "csv, txt, zip, xlsx, ods) for a network or for all; whole or not at all, safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--network", metavar="SLUG", help="for one network only")
        whose.add_argument("--all", action="store_true", help="for everybody on this site")
        parser.add_argument("--source", required=True, help="as it stands beside every figure")
        parser.add_argument("--licence", default="", help="for example CC BY 4.0")
        parser.add_argument("--name", default="", help="of the series, when the file says none")
        parser.add_argument(
            "--column", action="append", default=[], metavar="COLUMN=NAME",
            help="a readable name for a column; then only columns named so are read",
        )  # fmt: skip
        parser.add_argument("--unit", default="")
        parser.add_argument("--count", action="store_true", help="may be added up at a fusion")
        parser.add_argument("--year", type=int, help="when the file says none")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        with translation.override(options["language"]):
            report = self._imported(options)
            if options["json"]:
                self.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
            else:
                self.stdout.write("\n".join(lines(report)))

    def _imported(self, options: dict[str, Any]) -> Report:
        network = None if options["all"] else _network(options["network"])
        about = About(
            source=options["source"][:200],
            licence=options["licence"][:100],
            unit=options["unit"][:20],
            is_count=options["count"],
            file_name=options["file"].name,
        )
        return import_figures(
            by=None,
            network=network,
            found=self._read(options),
            about=about,
            is_dry_run=options["dry_run"],
        )

    def _read(self, options: dict[str, Any]) -> Gathered:
        try:
            return read_figures(
                options["file"],
                name=options["name"],
                year=options["year"],
                names=_names(options["column"]),
                tell=lambda rows: self.stderr.write(_("%(rows)s rows …") % {"rows": rows}),
            )
        except UnreadableFile as refused:
            raise CommandError(import_words.refusal(refused)) from None
        except UnreadableSpreadsheet as refused:
            raise CommandError(_(MESSAGES[refused.code]) % refused.values) from None
        except UnclearFigures as unclear:
            raise CommandError(refusal(unclear)) from None


def _network(slug: str) -> LocalNetwork:
    found = LocalNetwork.objects.with_slug(slug)
    if found is None:
        known = ", ".join(LocalNetwork.objects.order_by("slug").values_list("slug", flat=True))
        text = _("There is no network “%(slug)s”. The networks are: %(known)s.")
        raise CommandError(text % {"slug": slug, "known": known or "–"})
    return found


def _names(columns: Iterable[str]) -> dict[str, str]:
    pairs = (one.partition("=") for one in columns)
    return {column: name or column for column, _sign, name in pairs}


def lines(report: Report) -> Iterator[str]:
    """Return what a person reads: series, what was left out and why, the end."""
    for name, count in report.series.items():
        yield f"{name}: {count}"
    for text in reason_lines(report.reasons):
        yield f"! {text}"
    told = {"new": report.new, "changed": report.changed, "same": report.same}
    yield _("New: %(new)s. Other than before: %(changed)s. The same: %(same)s.") % told
    yield _("This was a trial.") if report.is_dry_run else _("Done.")

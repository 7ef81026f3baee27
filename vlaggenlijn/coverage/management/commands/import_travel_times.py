from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets import MESSAGES, UnreadableSpreadsheet
from vlaggenlijn.coverage.models import Means
from vlaggenlijn.coverage.travel_importing import (
    About,
    Report,
    import_times,
    known_times,
    read_file,
    report_of,
)
from vlaggenlijn.coverage.travel_rows import UnclearTimes, packed
from vlaggenlijn.coverage.travel_words import left_out_lines, refusal
from vlaggenlijn.places import import_words
from vlaggenlijn.places.open_files import UnreadableFile


class Command(BaseCommand):
    help = (
        "Import travel times (from, to, minutes; csv, txt, zip, xlsx, ods) for the gaps and"
        " overlaps of a network; whole or not at all, safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--network", required=True, metavar="SLUG")
        parser.add_argument("--means", required=True, choices=Means.values)
        parser.add_argument("--source", required=True, help="as it stands on the page")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        network = LocalNetwork.objects.with_slug(options["network"])
        if network is None:
            raise CommandError(f"There is no network {options['network']!r}.")
        path: Path = options["file"]
        about = About(options["means"], options["source"][:200], options["year"], path.name)
        with translation.override(options["language"]):
            try:
                read = read_file(path)
                times = known_times(read, network)
            except UnreadableFile as refused:
                raise CommandError(import_words.refusal(refused)) from None
            except UnreadableSpreadsheet as refused:
                raise CommandError(_(MESSAGES[refused.code]) % refused.values) from None
            except UnclearTimes as unclear:
                raise CommandError(refusal(unclear)) from None
            report = report_of(network, read, times, about)
            if not options["dry_run"] and report.pairs:
                import_times(by=None, network=network, content=packed(times), about=about)
            self.stdout.write("\n".join(lines(report, options["dry_run"])))


def lines(report: Report, is_dry_run: bool) -> Iterator[str]:
    """Return what a person reads: what was read, what was left out and why, the end."""
    yield _("%(pairs)s times, from %(starts)s codes to %(ends)s codes.") % {
        "pairs": report.pairs, "starts": report.starts, "ends": report.ends,
    }  # fmt: skip
    for text in left_out_lines(report.left_out):
        yield f"! {text}"
    yield _("This was a trial.") if is_dry_run else _("Done.")

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.places.import_words import FOUND, KINDS, reason_lines, refusal
from vlaggenlijn.places.importing import Asked, Outcome, import_population
from vlaggenlijn.places.open_files import UnreadableFile

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Command(BaseCommand):
    help = (
        "Import population (Statbel by age or by sector, txt or zip; neighbourhoods as GeoJSON) or "
        "compare REFNIS; whole or not at all, safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True, help="figures of 1 January of it")
        parser.add_argument(
            "--links", type=Path, action="append", default=[], metavar="CSV",
            help="table from the codes of the file to ours (from, to, share); may be repeated",
        )  # fmt: skip
        parser.add_argument("--sectors", type=Path, help="people by sector, for neighbourhoods")
        parser.add_argument("--source", help="as it stands beside the figures, with its licence")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        if not FIRST_YEAR <= options["year"] <= LAST_YEAR:
            raise CommandError(f"--year: {FIRST_YEAR} … {LAST_YEAR}")
        with translation.override(options["language"]):
            try:
                outcome = import_population(self._asked(options))
            except UnreadableFile as refused:
                raise CommandError(refusal(refused)) from None
            if options["json"]:
                self.stdout.write(json.dumps(outcome.to_dict(), ensure_ascii=False, indent=1))
            else:
                self.stdout.write("\n".join(lines(outcome)))

    def _asked(self, options: dict[str, Any]) -> Asked:
        path = options["file"]
        return Asked(
            path=path,
            year=options["year"],
            source=(options["source"] or f"Statbel, {path.stem}, CC BY 4.0")[:200],
            links=tuple(options["links"]),
            sectors=options["sectors"],
            is_dry_run=options["dry_run"],
            tell=lambda rows: self.stderr.write(_("%(rows)s rows …") % {"rows": rows}),
        )


def lines(outcome: Outcome) -> Iterator[str]:
    """Return what a person reads: what was found, what was left out and why, the end."""
    yield f"{KINDS[outcome.kind]}, {outcome.year} ({outcome.source})"
    yield ", ".join(f"{FOUND[name]}: {count}" for name, count in outcome.found.items())
    yield from reason_lines(outcome.reasons)
    if not any(outcome.found.values()):
        yield _("Nothing in this file can be written.")
    if outcome.is_dry_run:
        yield _("This was a trial. Rows that would be written or taken away: %(count)s.") % {
            "count": outcome.changed
        }
    else:
        yield _("Done. Rows written or taken away: %(count)s.") % {"count": outcome.changed}

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.taxonomy.actions import import_concepts
from vlaggenlijn.taxonomy.models import ConceptScheme
from vlaggenlijn.taxonomy.skos_in import LARGEST, Reading, Unreadable, read
from vlaggenlijn.taxonomy.skos_report import REFUSED, lines, report

# Schemes that a network may add to; the others are the same everywhere.
OPEN = ("themes", "target-groups", "settings", "sectors")


class Command(BaseCommand):
    help = (
        "Bring in a network's own list of concepts (SKOS as Turtle, JSON-LD or RDF/XML). What means"
        " one of ours adds its words to it, the rest is added to the network. Safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--network", required=True, metavar="SLUG")
        parser.add_argument("--scheme", choices=OPEN, default="themes", help="where they belong")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        with translation.override(options["language"]):
            network = LocalNetwork.objects.with_slug(options["network"])
            if network is None:
                text = _("There is no network “%(slug)s”.")
                raise CommandError(text % {"slug": options["network"]})
            reading = _read(options["file"])
            brought = import_concepts(
                by=None,
                network=network,
                scheme=ConceptScheme.objects.get(slug=options["scheme"]),
                concepts=reading.concepts,
                is_dry_run=options["dry_run"],
            )
            told = report(brought, reading.left_out)
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            else:
                for line in lines(told):
                    self.stdout.write(line)


def _read(path: Path) -> Reading:
    try:
        # No more than is looked at is read, however large the file is.
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        raise CommandError(_("There is no file %(file)s.") % {"file": path}) from None
    try:
        return read(data, path.name)
    except Unreadable as refused:
        raise CommandError(str(REFUSED[refused.code])) from None

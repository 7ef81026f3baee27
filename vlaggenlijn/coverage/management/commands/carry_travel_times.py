from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.coverage.models import Means, TravelTimes
from vlaggenlijn.coverage.travel_carrying import carry_over, carrying, links_of
from vlaggenlijn.places import import_words
from vlaggenlijn.places.open_files import UnreadableFile, opened


class Command(BaseCommand):
    help = (
        "Carry the travel times of a network over to other codes by a table of links (from, to,"
        " share); whole or not at all, safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("links", type=Path)
        parser.add_argument("--network", required=True, metavar="SLUG")
        parser.add_argument("--means", required=True, choices=Means.values)
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--language", choices=settings.WORKSPACE_LANGUAGES, default="nl")

    def handle(self, *args: str, **options: Any) -> None:
        times = TravelTimes.objects.of_slug(options["network"]).by(options["means"])
        if times is None:
            raise CommandError("There are no travel times of that network by that means.")
        with translation.override(options["language"]):
            try:
                with closing(opened(options["links"])) as table:
                    found = carrying(times, links_of(table))
            except UnreadableFile as refused:
                raise CommandError(import_words.refusal(refused)) from None
            if not options["dry_run"]:
                carry_over(
                    by=None, times=times, content=found.content, links_digest=found.links_digest
                )
            self.stdout.write(
                _("Codes that move: %(moved)s. None any more: %(before)s now, %(after)s then.")
                % {
                    "moved": len(found.moved),
                    "before": len(found.before),
                    "after": len(found.after),
                }
            )
            self.stdout.write(
                _("Come together: %(people)s weighed by children, %(share)s by share.")
                % {"people": len(found.by_people), "share": len(found.by_share)}
            )
            self.stdout.write(_("This was a trial.") if options["dry_run"] else _("Done."))

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from vlaggenlijn.home import demo


class Command(BaseCommand):
    help = "Load the demo networks; refuses when there is real data, unless told otherwise."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--beside-real-data", action="store_true")
        parser.add_argument("--address", default="", help="where links in demo mails lead")

    def handle(self, *args: str, **options: Any) -> None:
        try:
            counts = demo.load(
                over_real_data=options["beside_real_data"], address=options["address"]
            )
        except demo.RealDataPresent:
            raise CommandError(
                "There are real networks here: the demo was not loaded. Add --beside-real-data if"
                " you want both; remove-demo takes only the demo away."
            ) from None
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))

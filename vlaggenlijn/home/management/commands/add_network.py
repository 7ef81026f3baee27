from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.places.lookup import municipality_at


class Command(BaseCommand):
    help = "Make a network with its first coordinator, who then signs in with a code by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--name", required=True)
        parser.add_argument("--municipalities", required=True, help="NIS codes: 12025,12040")
        parser.add_argument("--coordinator", required=True, help="e-mail address")
        parser.add_argument("--host", default="", help="host name of this network's own site")

    @transaction.atomic
    def handle(self, *args: str, **options: str) -> None:
        if LocalNetwork.objects.with_slug(options["slug"]):
            raise CommandError(f"There is a network {options['slug']!r} already: choose another.")
        found = {nis: municipality_at(nis) for nis in options["municipalities"].split(",")}
        unknown = [nis for nis, municipality in found.items() if municipality is None]
        if unknown:
            raise CommandError(f"No municipality ever had the NIS code {', '.join(unknown)}.")
        network = actions.add_network(
            by=None,
            slug=options["slug"],
            name=options["name"],
            municipalities=[one for one in found.values() if one],
            host=options["host"].lower(),
        )
        actions.add_member(
            by=None, network=network, email=options["coordinator"], role="coordinator"
        )
        self.stdout.write(f"{network.name}: {options['coordinator']} can sign in.")

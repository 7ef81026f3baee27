from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from vlaggenlijn.accounts import actions


class Command(BaseCommand):
    help = "Take passkeys, code app and recovery codes off an account whose owner lost them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: str, **options: str) -> None:
        if not actions.remove_second_factor(email=options["email"]):
            raise CommandError("There is nobody with this address and a second factor.")
        self.stdout.write("Removed. They were told by mail.")

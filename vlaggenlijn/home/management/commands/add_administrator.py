from argparse import ArgumentParser

from django.core.management import BaseCommand

from vlaggenlijn.accounts import actions


class Command(BaseCommand):
    help = "Let a person look after the platform; they sign in with a code by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    def handle(self, *args: str, **options: str) -> None:
        user = actions.add_administrator(email=options["email"], name=options["name"])
        self.stdout.write(f"{user.email} is an administrator.")

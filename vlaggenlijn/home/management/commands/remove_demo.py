from django.core.management import BaseCommand

from vlaggenlijn.home import demo


class Command(BaseCommand):
    help = "Take the demo away, with its people and its history; real data stays."

    def handle(self, *args: str, **options: object) -> None:
        count = demo.remove()
        if options["verbosity"]:
            self.stdout.write(f"{count} demo networks removed.")

from django.core.management import BaseCommand, CommandError

from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.directory.actions import rewrap_private_notes


class Command(BaseCommand):
    help = "Bring everything that is sealed under the first key of VLAGGENLIJN_SEALING_KEY."

    def handle(self, *args: str, **options: object) -> None:
        try:
            turned = rewrap_private_notes()
        except SealError as problem:
            raise CommandError(f"{problem} Nothing was changed.") from None
        self.stdout.write(f"{turned} private notes are under the current key now.")

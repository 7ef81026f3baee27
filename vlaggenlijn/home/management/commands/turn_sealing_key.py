from django.core.management import BaseCommand, CommandError
from django.db import transaction

from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.dialogue.actions.sealing import rewrap_texts
from vlaggenlijn.directory.actions import rewrap_private_notes


class Command(BaseCommand):
    help = "Bring everything that is sealed under the first key of VLAGGENLIJN_SEALING_KEY."

    @transaction.atomic
    def handle(self, *args: str, **options: object) -> None:
        try:
            notes, texts = rewrap_private_notes(), rewrap_texts()
        except SealError as problem:
            raise CommandError(f"{problem} Nothing was changed.") from None
        self.stdout.write(f"{notes} private notes are under the current key now.")
        self.stdout.write(f"{texts} texts of dialogue tables are under the current key now.")

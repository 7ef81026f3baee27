from django.core.management import BaseCommand

from vlaggenlijn.common.duties import do_what_is_due
from vlaggenlijn.home.duties import DUTIES, do_each_round


class Command(BaseCommand):
    help = "Do what is due by itself: mails, reminders, chores of the night. Safe to repeat."

    def handle(self, *args: str, **options: object) -> None:
        done = do_what_is_due(DUTIES)
        do_each_round()
        self.stdout.write(f"Done: {', '.join(done)}." if done else "Nothing is due.")

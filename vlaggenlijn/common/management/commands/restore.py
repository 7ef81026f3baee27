from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import connection

from vlaggenlijn.common.backups import BackupError, restore


class Command(BaseCommand):
    help = "Put a backup in the place of the SQLite database; stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: str, **options: Path) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("This is PostgreSQL: use pg_restore, see docs/operations.md.")
        database = Path(connection.settings_dict["NAME"])
        connection.close()
        try:
            rows = restore(options["file"], database)
        except BackupError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{rows} rows are back; the old database is {database}.before-restore.")

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import connection

from vlaggenlijn.common.backups import BackupError, copy


class Command(BaseCommand):
    help = "Copy the SQLite database into a file while the site runs, and check the copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: str, **options: Path) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("This is PostgreSQL: use pg_dump, see docs/operations.md.")
        try:
            rows = copy(Path(connection.settings_dict["NAME"]), options["file"])
        except BackupError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{options['file']} is whole: {rows} rows.")

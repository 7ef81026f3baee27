from django.core.management import BaseCommand, call_command
from django.db import transaction

from vlaggenlijn.agenda import indexing as agenda
from vlaggenlijn.common import static_files
from vlaggenlijn.common.startup import refuse_unsafe_database
from vlaggenlijn.common.translations import compile_all
from vlaggenlijn.coverage import grid
from vlaggenlijn.directory import loading as directory
from vlaggenlijn.directory.actions.publications import number_changes
from vlaggenlijn.directory.indexing import index_all
from vlaggenlijn.places import loading as places
from vlaggenlijn.taxonomy import loading as taxonomy
from vlaggenlijn.taxonomy.actions import is_index_outdated, mark_indexed


class Command(BaseCommand):
    help = "Bring the database and the reference data to this release; safe to repeat."

    def handle(self, *args: str, **options: object) -> None:
        refuse_unsafe_database()
        compile_all()
        grid.compiled()
        call_command("migrate", verbosity=0)
        counts = places.load() | taxonomy.load() | directory.load()
        if is_index_outdated():
            counts["indexed"] = self._index(tell=bool(options["verbosity"]))
        number_changes()
        static_files.collect()
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))

    @transaction.atomic
    def _index(self, *, tell: bool) -> int:
        count = index_all(self.stdout.write if tell else str) + agenda.index_all()
        mark_indexed()
        return count

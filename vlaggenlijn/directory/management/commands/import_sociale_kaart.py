from argparse import ArgumentParser
from pathlib import Path

from vlaggenlijn.common.spreadsheets_table import Table, UnreadableSpreadsheet
from vlaggenlijn.directory.management.commands import import_organisations
from vlaggenlijn.directory.sociale_kaart import LARGEST, PATHS, table_of


class Command(import_organisations.Command):
    help = (
        "Import organisations out of the Sociale Kaart (JSON) into a network; safe to repeat, with"
        " the same report, step and undo as a spreadsheet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(sheet=None)

    def table(self, path: Path, sheet: str | None) -> Table:
        try:
            with path.open("rb") as opened:
                return table_of(opened.read(LARGEST + 1))
        except OSError:
            raise UnreadableSpreadsheet("cannot_open") from None

    def mapping(self, path: Path | None) -> dict[str, str] | None:
        return {name: name for name in PATHS}

"""A delivery of HSDS as one table: a row for each record, which is JSON in its only cell.

So it takes the same way as a spreadsheet: kept from step to step, looked at, decided, written.
What was counted on the way stands beside it as a note.
"""

import json
from collections.abc import Iterable
from typing import Any

from vlaggenlijn.common.spreadsheets_table import Note, Row, Table
from vlaggenlijn.directory.hsds_in.linking import Counts, Linker
from vlaggenlijn.directory.hsds_in.reading import package_of
from vlaggenlijn.directory.hsds_in.refusals import LIMITS, Limits
from vlaggenlijn.directory.hsds_in.sources import Source

HEADER = ("record",)
COUNTS = "hsds_counts"


def table_of(sources: list[Source], name: str, limits: Limits = LIMITS) -> Table:
    """Return the records in these files as a table, or raise Unreadable."""
    package = package_of(sources, name, limits)
    linker = Linker(package.tables)
    rows = [
        Row(number, (json.dumps(record, ensure_ascii=False),))
        for number, record in enumerate(linker.records(), 1)
    ]
    linker.counts.ignored_files = package.ignored
    note = Note(COUNTS, {"json": json.dumps(linker.counts.plain())})
    return Table(HEADER, rows, "utf-8", ",", (note,))


def counts_in(table: Table) -> dict[str, Any]:
    """Return what was counted of the files that a table was made of, as Counts.plain gives it."""
    found = [note.values["json"] for note in table.warnings if note.code == COUNTS]
    return json.loads(str(found[0])) if found else Counts().plain()


def records_in(table: Table) -> Iterable[dict[str, Any]]:
    return (json.loads(row.cells[0]) for row in table.rows)

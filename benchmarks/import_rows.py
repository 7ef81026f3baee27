"""How long an import of many organisations keeps others from writing. See README.md here.

    python benchmarks/import_rows.py            # 20,000 rows
    python benchmarks/import_rows.py 2000

Makes a database of its own (the settings say which kind), takes it away again, and prints one
line per run: all seconds, the seconds inside the transaction, and the rows per second.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
os.environ.setdefault("VLAGGENLIJN_SECRET_KEY", "benchmarks-" * 6)
os.environ.setdefault("VLAGGENLIJN_HTTPS", "0")
os.environ.setdefault("VLAGGENLIJN_DATABASE_URL", "sqlite:////tmp/vlaggenlijn-benchmark.sqlite3")
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

import django

django.setup()

from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases

from vlaggenlijn.accounts.actions import add_network
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory import loading as directory
from vlaggenlijn.directory.actions.importing import import_organizations
from vlaggenlijn.places import loading as places
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy import loading as taxonomy

COLUMNS = (
    *("id", "naam", "straat", "huisnummer", "postcode", "gemeente", "telefoon", "email"),
    *("website", "sector", "beschrijving"),
)
SENTENCE = "Samen spelen, praten en opvoeden in de buurt van {name}, voor elk gezin, elke week."


def table(count: int, description: str) -> Table:
    rows = [Row(number, _cells(number, description)) for number in range(2, count + 2)]
    return Table(COLUMNS, rows, "utf-8", ";")


def _cells(number: int, description: str) -> tuple[str, ...]:
    name = f"Speelpunt {number}"
    return (
        *(f"B-{number}", name, "Veldstraat", str(number), "9000", "Gent"),
        *(f"09 2{number % 100:02d} {number // 100 % 100:02d} 10", f"info{number}@example.org"),
        *(f"https://example.org/{number}", "sport", description.format(name=name)),
    )


@contextmanager
def held() -> Iterator[list[float]]:
    """Measure how long the outermost transactions last, in seconds."""
    seconds: list[float] = []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__
    began: list[float] = []

    def entering(self: transaction.Atomic) -> None:
        is_outer = not connection.in_atomic_block
        enter(self)
        if is_outer:
            began.append(time.perf_counter())

    def leaving(self: transaction.Atomic, *error: object) -> None:
        leave(self, *error)  # type: ignore[arg-type]
        if not connection.in_atomic_block and began:
            seconds.append(time.perf_counter() - began.pop())

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = entering, leaving  # type: ignore[method-assign,assignment]
    try:
        yield seconds
    finally:
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave  # type: ignore[method-assign]


def main(count: int) -> None:
    old = setup_databases(verbosity=0, interactive=False)
    try:
        places.load()
        taxonomy.load()
        directory.load()
        ghent = Municipality.objects.current().with_nis(["44021"])
        network = add_network(by=None, slug="gent", name="Gent", municipalities=ghent)
        print(f"{connection.vendor}, {count} rows")
        for what, description in (
            ("new", SENTENCE),
            ("unchanged", SENTENCE),
            ("changed", "Nieuw: " + SENTENCE),
        ):
            rows = table(count, description)
            start = time.perf_counter()
            with held() as seconds:
                report = import_organizations(by=None, network=network, table=rows)
            whole = time.perf_counter() - start
            assert report.totals[what] == count, report.totals
            print(
                f"{what:<10} {whole:7.1f} s in all {max(seconds, default=0):7.1f} s locked"
                f" {count / whole:7.0f} rows/s"
            )
    finally:
        teardown_databases(old, verbosity=0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

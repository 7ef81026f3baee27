"""How long an import of many records keeps others from writing. See README.md here.

    python benchmarks/import_rows.py                  # 20,000 organisations
    python benchmarks/import_rows.py 2000
    python benchmarks/import_rows.py 5000 services

Makes a database of its own (the settings say which kind), takes it away again, and prints one
line per run: all seconds, the seconds inside the longest transaction (so long another writer
waits on SQLite), the rows per second and the queries per row.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
from vlaggenlijn.directory.actions.importing import import_records
from vlaggenlijn.places import loading as places
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy import loading as taxonomy

COLUMNS = (
    *("id", "naam", "straat", "huisnummer", "postcode", "gemeente", "telefoon", "email"),
    *("website", "sector", "beschrijving"),
)
SERVICE_COLUMNS = (
    *("id", "naam", "organisatie", "nieuwe organisatie", "straat", "huisnummer", "postcode"),
    *("gemeente", "telefoon", "email", "website", "beschrijving", "thema's", "talen", "kosten"),
    *("werkingsgebied", "openingsuren"),
)
SENTENCE = "Samen spelen, praten en opvoeden in de buurt van {name}, voor elk gezin, elke week."
SERVICES_OF_ONE = 10


def table(count: int, what: str, *, is_changed: bool) -> Table:
    cells, columns = (_service_cells, SERVICE_COLUMNS) if what == "services" else (_cells, COLUMNS)
    rows = [Row(number, cells(number, is_changed)) for number in range(2, count + 2)]
    return Table(columns, rows, "utf-8", ";")


def _sentence(name: str, is_changed: bool) -> str:
    return ("Nieuw: " if is_changed else "") + SENTENCE.format(name=name)


def _cells(number: int, is_changed: bool) -> tuple[str, ...]:
    name = f"Speelpunt {number}"
    return (
        *(f"B-{number}", name, "Veldstraat", str(number), "9000", "Gent"),
        *(f"09 2{number % 100:02d} {number // 100 % 100:02d} 10", f"info{number}@example.org"),
        *(f"https://example.org/{number}", "sport", _sentence(name, is_changed)),
    )


def _service_cells(number: int, is_changed: bool) -> tuple[str, ...]:
    """Every kind of row of a service; a changed one differs in its text, phone, cost and hours."""
    name, line = f"Speelpunt {number}", number + 50 * is_changed
    return (
        *(f"B-{number}", name, f"Huis {number // SERVICES_OF_ONE}", "ja", "Veldstraat"),
        *(str(number), "9000", "Gent", f"09 2{line % 100:02d} {line // 100 % 100:02d} 10"),
        *(f"info{number}@example.org", f"https://example.org/{number}"),
        *(_sentence(name, is_changed), "sleep; respite", "nl, tr", "4" if is_changed else "2"),
        *("Gent", "ma-vr 9-12, 13-16" if is_changed else "ma-vr 9-12, 13-17"),
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


@contextmanager
def counted() -> Iterator[list[str]]:
    """Gather the statements that are sent."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def main(count: int, what: str) -> None:
    old = setup_databases(verbosity=0, interactive=False)
    try:
        places.load()
        taxonomy.load()
        directory.load()
        ghent = Municipality.objects.current().with_nis(["44021"])
        network = add_network(by=None, slug="gent", name="Gent", municipalities=ghent)
        print(f"{connection.vendor}, {count} {what}")
        for outcome, is_changed in (("new", False), ("unchanged", False), ("changed", True)):
            rows = table(count, what, is_changed=is_changed)
            start = time.perf_counter()
            with held() as seconds, counted() as sent:
                report = import_records(what=what, by=None, network=network, table=rows)
            whole = time.perf_counter() - start
            written = count if outcome != "unchanged" else 0
            assert report.written == written, report.totals
            print(
                f"{outcome:<10} {whole:7.1f} s in all {max(seconds, default=0):7.1f} s locked"
                f" {count / whole:7.0f} rows/s {len(sent) / count:7.2f} queries/row",
                flush=True,
            )
    finally:
        teardown_databases(old, verbosity=0)


if __name__ == "__main__":
    wanted = sys.argv[1:]
    main(int(wanted[0]) if wanted else 20_000, wanted[1] if wanted[1:] else "organizations")

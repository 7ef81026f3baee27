"""A backup taken while people save holds whole deeds only, and comes back row for row."""

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from vlaggenlijn.common.backups import check, copy, restore
from vlaggenlijn.common.databases import SQLITE_PRAGMAS

WRITERS = 3
COPIES = 5


def a_bank(path: Path) -> Path:
    """A database in which every deed writes a pair: half a deed is seen at once."""
    with closing(sqlite3.connect(path)) as bank:
        bank.executescript(SQLITE_PRAGMAS)
        bank.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY)")
        bank.execute("CREATE TABLE pair (deed TEXT, half INTEGER, filler TEXT)")
        bank.commit()
    return path


def write_pairs(path: Path, writer: int, is_over: threading.Event) -> None:
    with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as bank:
        number = 0
        while not is_over.is_set():
            number += 1
            bank.execute("BEGIN IMMEDIATE")
            for half in (1, 2):
                row = (f"{writer}-{number}", half, "x" * 500)
                bank.execute("INSERT INTO pair VALUES (?, ?, ?)", row)
            bank.execute("COMMIT")


@contextmanager
def people_saving(work: Callable[[int, threading.Event], None]) -> Iterator[None]:
    is_over = threading.Event()
    threads = [threading.Thread(target=work, args=[one, is_over]) for one in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def halves(path: Path) -> tuple[int, int]:
    """Return (number of rows, number of deeds of which not exactly two halves are there)."""
    with closing(sqlite3.connect(path)) as bank:
        rows = bank.execute("SELECT COUNT(*) FROM pair").fetchone()[0]
        torn = bank.execute(
            "SELECT COUNT(*) FROM (SELECT deed FROM pair GROUP BY deed HAVING COUNT(*) <> 2)"
        ).fetchone()[0]
    return rows, torn


def test_backup_under_load_holds_whole_deeds_and_comes_back(tmp_path: Path) -> None:
    site = a_bank(tmp_path / "site.sqlite3")
    copies = [tmp_path / f"{number}.sqlite3" for number in range(COPIES)]
    with people_saving(lambda writer, is_over: write_pairs(site, writer, is_over)):
        counts = [copy(site, one) for one in copies]
    assert [halves(one)[1] for one in copies] == [0] * COPIES
    assert counts == sorted(counts)
    assert counts[-1] > 0
    before = halves(copies[0])
    assert restore(copies[0], site) == counts[0]
    assert halves(site) == before
    assert check(site) == counts[0]


def pg(program: str, *words: str) -> None:
    """Run a program of PostgreSQL against the server of the tests."""
    values = connection.settings_dict
    environment = os.environ | {
        "PGHOST": values["HOST"],
        "PGPORT": values["PORT"],
        "PGUSER": values["USER"],
        "PGPASSWORD": values["PASSWORD"],
    }
    environment = {name: value for name, value in environment.items() if value}
    subprocess.run([program, *words], env=environment, check=True, capture_output=True)


def row_counts(cursor: object) -> dict[str, int]:
    names = connection.introspection.table_names(cursor)
    return {name: _count(cursor, name) for name in names}


def _count(cursor: object, table: str) -> int:
    cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # type: ignore[attr-defined]  # noqa: S608
    count: int = cursor.fetchone()[0]  # type: ignore[attr-defined]
    return count


@pytest.mark.django_db(transaction=False)
def test_postgresql_dump_comes_back_row_for_row(tmp_path: Path) -> None:
    """What docs/operations.md says: pg_dump, then pg_restore."""
    if connection.vendor != "postgresql":
        pytest.skip("the backup of SQLite has its own tests")
    if not shutil.which("pg_dump"):
        pytest.fail("the programs of PostgreSQL are not on this machine")
    name = connection.settings_dict["NAME"]
    dump, twin = str(tmp_path / "site.dump"), f"{name}_twin"
    with connection.cursor() as cursor:
        before = row_counts(cursor)
    pg("pg_dump", "--format=custom", "--file", dump, name)
    pg("createdb", twin)
    try:
        pg("pg_restore", "--clean", "--if-exists", "--dbname", twin, dump)
        psycopg = pytest.importorskip("psycopg")
        with closing(
            psycopg.connect(**connection.get_connection_params() | {"dbname": twin})
        ) as other:
            after = row_counts(other.cursor())
    finally:
        pg("dropdb", twin)
    assert after == before
    assert before["places_municipality"] > 500

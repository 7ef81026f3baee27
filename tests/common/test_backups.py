import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from vlaggenlijn.common.backups import BackupError, check, copy, restore


def a_database(path: Path, rows: int = 3) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO note (text) VALUES (?)", [("x",)] * rows)
        connection.commit()
    return path


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        number: int = connection.execute("SELECT COUNT(*) FROM note").fetchone()[0]
    return number


def test_copy_while_somebody_writes_holds_what_was_committed(tmp_path: Path) -> None:
    source = a_database(tmp_path / "site.sqlite3")
    with closing(sqlite3.connect(source)) as writer:
        writer.execute("INSERT INTO note (text) VALUES ('committed')")
        writer.commit()
        writer.execute("INSERT INTO note (text) VALUES ('not yet')")
        rows = copy(source, tmp_path / "backup" / "one.sqlite3")
    assert (rows, count(tmp_path / "backup" / "one.sqlite3")) == (4, 4)


def test_copy_leaves_one_file_only(tmp_path: Path) -> None:
    copy(a_database(tmp_path / "site.sqlite3"), tmp_path / "to" / "one.sqlite3")
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["one.sqlite3"]


def test_copy_never_writes_over_a_backup(tmp_path: Path) -> None:
    source = a_database(tmp_path / "site.sqlite3")
    target = a_database(tmp_path / "old.sqlite3", rows=1)
    with pytest.raises(BackupError, match="exists already"):
        copy(source, target)
    assert count(target) == 1


def test_copy_without_a_database_says_so(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no database"):
        copy(tmp_path / "nothing.sqlite3", tmp_path / "one.sqlite3")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"x" * 500])
def test_check_refuses_what_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.sqlite3"
    path.write_bytes(content)
    with pytest.raises(BackupError, match="not a whole database"):
        check(path)


def test_check_refuses_rows_that_point_nowhere(tmp_path: Path) -> None:
    path = a_database(tmp_path / "site.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE child (note INTEGER REFERENCES note (id))")
        connection.execute("INSERT INTO child VALUES (99)")
        connection.commit()
    with pytest.raises(BackupError, match="damaged"):
        check(path)


def test_restore_brings_back_and_keeps_the_old_one_aside(tmp_path: Path) -> None:
    site = a_database(tmp_path / "site.sqlite3")
    copy(site, tmp_path / "backup.sqlite3")
    with closing(sqlite3.connect(site)) as writer:
        writer.execute("DELETE FROM note")
        writer.commit()
    assert restore(tmp_path / "backup.sqlite3", site) == 3
    assert (count(site), count(tmp_path / "site.sqlite3.before-restore")) == (3, 0)


def test_restore_keeps_what_was_written_last_with_the_old_one(tmp_path: Path) -> None:
    site = a_database(tmp_path / "site.sqlite3")
    copy(site, tmp_path / "backup.sqlite3")
    with closing(sqlite3.connect(site)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("INSERT INTO note (text) VALUES ('only in the log')")
        writer.commit()
        restore(tmp_path / "backup.sqlite3", site)
        assert (count(site), count(tmp_path / "site.sqlite3.before-restore")) == (3, 4)


def test_restore_of_a_broken_backup_touches_nothing(tmp_path: Path) -> None:
    site = a_database(tmp_path / "site.sqlite3")
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no")
    with pytest.raises(BackupError):
        restore(broken, site)
    assert count(site) == 3


def test_restore_into_an_empty_place(tmp_path: Path) -> None:
    backup = a_database(tmp_path / "backup.sqlite3")
    assert restore(backup, tmp_path / "site.sqlite3") == 3

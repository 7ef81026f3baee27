"""Backup and restore by command; what they do with the files is in test_backups."""

import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.utils import ConnectionHandler

from vlaggenlijn.common.databases import database_from_url
from vlaggenlijn.common.management.commands import backup, restore


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Let the commands find another database than that of the tests."""
    connection = ConnectionHandler({"default": database_from_url(url)})["default"]
    for command in (backup, restore):
        monkeypatch.setattr(command, "connection", connection)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY)")
        connection.execute("INSERT INTO django_migrations VALUES (1), (2)")
        connection.commit()
    use(monkeypatch, f"sqlite:///{path}")
    return path


def said(command: str, path: Path) -> str:
    out = StringIO()
    call_command(command, str(path), stdout=out)
    return out.getvalue()


def test_backup_and_restore_say_how_many_rows(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "one.sqlite3"
    assert said("backup", copy) == f"{copy} is whole: 2 rows.\n"
    site.write_bytes(b"broken")
    assert said("restore", copy) == (
        f"2 rows are back; the old database is {site}.before-restore.\n"
    )
    assert Path(f"{site}.before-restore").read_bytes() == b"broken"


def test_problem_is_one_sentence(site: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="exists already"):
        said("backup", site)
    with pytest.raises(CommandError, match="not a whole database"):
        said("restore", tmp_path / "nothing.sqlite3")


@pytest.mark.parametrize(("command", "program"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_postgresql_has_its_own_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, program: str
) -> None:
    use(monkeypatch, "postgresql://db.example/flags")
    with pytest.raises(CommandError, match=f"use {program}"):
        said(command, tmp_path / "one.sqlite3")

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.databases import SQLITE_PRAGMAS, database_from_url
from vlaggenlijn.common.environment import SettingError


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///var/site.sqlite3", "var/site.sqlite3"),
        ("sqlite:////srv/site.sqlite3", "/srv/site.sqlite3"),
        ("sqlite:///var/site #1?.sqlite3", "var/site #1?.sqlite3"),
    ],
)
def test_sqlite_path(url: str, path: str) -> None:
    assert database_from_url(url)["NAME"] == path


def test_sqlite_keeps_what_it_acknowledged_and_writers_wait() -> None:
    options = database_from_url("sqlite:///x")["OPTIONS"]
    assert options == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": SQLITE_PRAGMAS,
    }
    assert database_from_url("sqlite:///x")["CONN_MAX_AGE"] == 600
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        assert f"PRAGMA {pragma};" in SQLITE_PRAGMAS


def test_postgresql_address_is_taken_apart() -> None:
    found = database_from_url("postgresql://me:s%23cr%2Ft%40@db.example:5433/flags")
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "flags",
        "USER": "me",
        "PASSWORD": "s#cr/t@",
        "HOST": "db.example",
        "PORT": "5433",
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"connect_timeout": 10},
    }


def test_postgresql_with_as_little_as_possible() -> None:
    found = database_from_url("postgres:///flags")
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "flags", "", "", "", "",
    )  # fmt: skip


def test_postgresql_by_socket_and_by_number() -> None:
    assert database_from_url("postgresql://%2Fvar%2Frun/flags")["HOST"] == "/var/run"
    assert database_from_url("postgresql://[::1]:5432/flags")["HOST"] == "::1"


def test_postgresql_options_are_not_lost() -> None:
    url = "postgresql://db/flags?sslmode=verify-full&connect_timeout=3"
    assert database_from_url(url)["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": "3"}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mysql://db/flags",
        "sqlite://",
        "sqlite:///",
        "sqlite://var/site.sqlite3",  # a slash too few would put the data somewhere else
        "sqlite:site.sqlite3",
        "postgresql://db",
        "postgresql://db/",
        "postgresql://db:port/flags",
        "postgresql://me:se#cret@db/flags",
        "postgresql://[::1/flags",
    ],
)
def test_address_we_cannot_use_gives_a_sentence_without_the_password(url: str) -> None:
    with pytest.raises(
        SettingError, match=r"VLAGGENLIJN_DATABASE_URL must be sqlite:/// and"
    ) as raised:
        database_from_url(url)
    assert "cret@db" not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@given(st.text() | st.text().map("postgresql://".__add__))
def test_every_address_gives_a_database_or_a_sentence(url: str) -> None:
    with suppress(SettingError):
        assert database_from_url(url)["NAME"]

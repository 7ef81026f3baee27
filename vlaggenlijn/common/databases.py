"""From one address to Django's database settings, with the choices that keep data safe.

SQLite: WAL with synchronous FULL, so that nothing acknowledged is lost in a power cut; IMMEDIATE
transactions, so that two writers wait for each other instead of failing. PostgreSQL: a pool of
lasting connections.
"""

from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from vlaggenlijn.common.environment import SettingError

SQLITE = "sqlite:///"
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA journal_size_limit=67108864;"
    # What is read often stays at hand: of a large index a question reads many pages.
    "PRAGMA cache_size=-8000;"
)


def database_from_url(url: str) -> dict[str, Any]:
    """Return one entry of Django's DATABASES, or raise SettingError for an unusable address."""
    if url.startswith(SQLITE) and url != SQLITE:
        return _sqlite(url.removeprefix(SQLITE))
    try:
        parts = urlsplit(url)
        if parts.scheme in ("postgres", "postgresql") and parts.path.strip("/"):
            return _postgresql(parts)
    except ValueError:
        # No number as port, a bracket that is never closed: the sentence below says enough.
        pass
    raise SettingError(
        "The setting VLAGGENLIJN_DATABASE_URL must be sqlite:/// and a file, or postgresql:// and"
        " a database, for example postgresql://vlaggenlijn:secret@localhost/vlaggenlijn; write"
        " signs like # / ? @ in a password as %23 %2F %3F %40."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # To open the file and say all of the above takes longer than a question to it.
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 600,
        # What stands behind the question mark is libpq's: sslmode, sslrootcert ...
        "OPTIONS": {"connect_timeout": 10} | dict(parse_qsl(parts.query)),
    }

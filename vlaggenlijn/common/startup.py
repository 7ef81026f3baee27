"""What must be true before the first request is answered."""

import ctypes
import gc
import sys

from django.db import connection
from django.urls import get_resolver

ROLE_QUESTION = (
    "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
)


def read_pages_ahead() -> int:
    """Read the code of all pages before the first visitor comes; return how many roots there are.

    Call it last: what is read later than this freeze is walked through by every full collection of
    memory, which then takes as long as a page does. What reading and learning left over goes back
    to the machine.
    """
    count = len(get_resolver().url_patterns)
    give_memory_back()
    gc.freeze()
    return count


def give_memory_back() -> bool:
    """Give what is free again back to the machine; return False where the C library keeps it.

    glibc holds on to what learning took (a tenth of a process) until it is told not to; others
    than glibc know no ``malloc_trim``.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is None:
        return False
    trim(0)
    return True


def refuse_unsafe_database() -> None:
    """Stop with one sentence when PostgreSQL is used with a role that no wall can hold."""
    sentence = unsafe_database()
    if sentence:
        sys.exit(sentence)


def unsafe_database() -> str:
    """Return why the database role is unsafe in one sentence, or an empty string."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(ROLE_QUESTION)
        name, is_superuser, passes_walls = cursor.fetchone()
    return unsafe_role(name, is_superuser=is_superuser, passes_walls=passes_walls)


def unsafe_role(name: str, *, is_superuser: bool, passes_walls: bool) -> str:
    """Return why a PostgreSQL role is unsafe in one sentence, or an empty string."""
    if not (is_superuser or passes_walls):
        return ""
    return (
        f"The PostgreSQL role {name!r} is a superuser or passes row security: make a role without"
        " these rights (docs/operations.md) and put it in VLAGGENLIJN_DATABASE_URL."
    )

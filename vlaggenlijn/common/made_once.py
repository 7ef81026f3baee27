"""Queries whose words are made once: to make them takes Django longer than the answer takes.

For what every visitor asks of some records by their ids; elsewhere the usual way is as good.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

# Stands for all ids while the words are made; no record has it.
ANY = UUID("7f1b5a52-6c1e-4d0b-9f0e-5a8f7f3c2d11")
HOLE = "%s"
Rows = Iterable[Sequence[Any]]


class ByIds:
    """Rows of values of the records with some ids; ``query`` is called once and then kept.

    It must name the ids in one place only. Whatever else it filters by is kept as it was at the
    first call, so nothing that changes (today, a person) may stand in it.
    """

    def __init__(self, query: Callable[[list[UUID]], QuerySet[Any, Any]]) -> None:
        self._query = query
        self._made: dict[str, _Made] = {}

    def rows(self, ids: Iterable[UUID]) -> Rows:
        """Return the rows of these ids, each a sequence of values, in no order."""
        keys = [_key(one) for one in ids]
        if not keys:
            return []
        made = self._made.get(connection.vendor)
        if made is None:
            made = self._made[connection.vendor] = _Made(self._query([ANY]))
        return made.rows(keys)


class _Made:
    def __init__(self, query: QuerySet[Any, Any]) -> None:
        compiler = query.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        at = [_plain(one) for one in values].index(_plain(ANY))
        parts = sql.split(HOLE)
        self._before, self._after = HOLE.join(parts[: at + 1]), HOLE.join(parts[at + 1 :])
        self._values = tuple(values[:at]), tuple(values[at + 1 :])
        self._converters = compiler.get_converters([column for column, _, _ in compiler.select])
        self._converted = compiler.apply_converters

    def rows(self, keys: list[Any]) -> Rows:
        holes = ", ".join([HOLE] * len(keys))
        first, last = self._values
        with connection.cursor() as cursor:
            cursor.execute(self._before + holes + self._after, (*first, *keys, *last))
            found = cursor.fetchall()
        converted: Rows = self._converted(found, self._converters)
        return converted


def _key(one: UUID) -> Any:
    return one if connection.features.has_native_uuid_field else one.hex


def _plain(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value)

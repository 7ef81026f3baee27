"""Many rows of one deed in few statements: made ready before the lock is taken, written inside it.

What takes long (values for the database, the JSON of every change) needs no lock, and while one
deed holds the lock of SQLite nobody else can write.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

Values = list[Any]
Snapshot = dict[str, Any]


class ChangedMeanwhile(Exception):
    """A row that was made ready to be changed is no longer as it was read."""


def snapshot(record: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


class Prepared:
    """Rows to remove, to add and to change, and rows that leave no trace, in that order.

    Write it with ``Recorder.write``; kinds are added in the order in which they first came.
    """

    def __init__(self) -> None:
        self._added: dict[type[models.Model], list[Values]] = defaultdict(list)
        self._changed: dict[type[models.Model], list[Values]] = defaultdict(list)
        self._removed: dict[type[models.Model], list[Values]] = defaultdict(list)
        self._untraced: dict[type[models.Model], list[Values]] = defaultdict(list)
        self._changes: list[Values] = []

    @property
    def is_empty(self) -> bool:
        return not (self._added or self._changed or self._removed or self._untraced)

    def add(self, record: models.Model) -> None:
        """Make a new audited record ready."""
        self._added[type(record)].append(_values(record))
        self._note(record, None, snapshot(record))

    def change(self, record: Any, before: dict[str, Any], *, is_touched: bool = False) -> None:
        """Make an audited record ready that held the snapshot ``before`` when it was read.

        Without a difference nothing happens, unless ``is_touched``: then the version grows.
        """
        if snapshot(record) == before and not is_touched:
            return
        record.version = before["version"] + 1
        known = _id_and_version(record, before["version"])
        self._changed[type(record)].append(_values(record) + known)
        self._note(record, before, snapshot(record))

    def remove(self, record: Any) -> None:
        """Make an audited record ready to be removed to which nothing points."""
        self._removed[type(record)].append(_id_and_version(record, record.version))
        self._note(record, snapshot(record), None)

    def add_untraced(self, rows: Iterable[models.Model]) -> None:
        """Make rows of a table ready that is not audited."""
        for row in rows:
            self._untraced[type(row)].append(_values(row))

    def _note(self, record: models.Model, before: Snapshot | None, after: Snapshot | None) -> None:
        key = models.UUIDField().get_db_prep_save(record.pk, connection)
        kind = record._meta.label_lower
        self._changes.append([None, kind, key, _json(before), _json(after)])

    def write(self, change_set_id: uuid.UUID, change: type[models.Model]) -> None:
        """Write everything; raise ChangedMeanwhile when a row was changed by somebody else."""
        for kind, rows in self._removed.items():
            remove(kind, rows)
        for kind, rows in self._added.items():
            insert(kind, rows)
        for kind, rows in self._changed.items():
            update(kind, rows)
        for kind, rows in self._untraced.items():
            insert(kind, rows)
        key = models.UUIDField().get_db_prep_save(change_set_id, connection)
        insert(change, [[key, *row[1:]] for row in self._changes])


def _json(values: dict[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, cls=DjangoJSONEncoder)


def _columns(kind: type[models.Model]) -> list[Any]:
    """The columns that are written: all but a number that the database gives."""
    return [one for one in kind._meta.concrete_fields if not isinstance(one, models.AutoField)]


def _values(record: models.Model) -> Values:
    columns = _columns(type(record))
    return [one.get_db_prep_save(one.pre_save(record, True), connection) for one in columns]


def _id_and_version(record: models.Model, version: int) -> Values:
    return [models.UUIDField().get_db_prep_save(record.pk, connection), version]


def insert(kind: type[models.Model], rows: Sequence[Values]) -> None:
    """Insert rows of values in the order of the table's columns."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(one.column) for one in _columns(kind))
    table = quote(kind._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        holes = ", ".join(["%s"] * len(_columns(kind)))
        # Names of tables and columns are Django's; values always travel apart.
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({holes})", rows)  # noqa: S608


def update(kind: type[models.Model], rows: Sequence[Values]) -> None:
    """Write rows of values followed by their id and the version that they must still have."""
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(one.column)} = %s" for one in _columns(kind))
    table = quote(kind._meta.db_table)
    with connection.cursor() as cursor:
        sql = f"UPDATE {table} SET {columns} WHERE id = %s AND version = %s"  # noqa: S608
        cursor.executemany(sql, rows)
        if cursor.rowcount != len(rows):
            raise ChangedMeanwhile(kind._meta.label)


def remove(kind: type[models.Model], rows: Sequence[Values]) -> None:
    """Remove rows by their id and the version that they must still have."""
    table = connection.ops.quote_name(kind._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE id = %s AND version = %s", rows)  # noqa: S608
        if cursor.rowcount != len(rows):
            raise ChangedMeanwhile(kind._meta.label)

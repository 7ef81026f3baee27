"""Every write by staff is kept: who, what, before, after and why.

Audited records can only be saved inside ``recorded(by=..., ...)``; then each save and each delete
adds a Change to the ChangeSet by itself. So a write without a trace is impossible, not forbidden.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, time, timedelta
from typing import Any, NoReturn, Self, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, router, transaction
from django.db.models.deletion import Collector
from django.utils import timezone

from vlaggenlijn.accounts.models.bulk import ChangedMeanwhile, Prepared, snapshot
from vlaggenlijn.accounts.models.people import User

# Straight to the database: this is asked several times for every answer of the guide.
STAMP = (
    "SELECT last.id, last.change_set_id, (SELECT COUNT(*) FROM accounts_changeset"
    " WHERE at >= %s) FROM accounts_change AS last ORDER BY last.id DESC LIMIT 1"
)
# Longer than any deed takes; see ``ChangeQuerySet.stamp``.
LONGEST_DEED = timedelta(hours=1)


class UnrecordedWrite(Exception):
    """An audited record was written outside ``recorded()``."""


class Conflict(Exception):
    """Somebody else changed the record since it was read; nothing was saved."""


class ExactEncoder(DjangoJSONEncoder):
    """Keeps the microseconds, so that a value can be put back exactly as it was."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, (datetime, time)) else super().default(o)


class ChangeSetQuerySet(models.QuerySet["ChangeSet"]):
    def of_deed(self, *prefixes: str) -> "ChangeSetQuerySet":
        """Deeds whose name begins with one of these words."""
        wanted = models.Q()
        for prefix in prefixes:
            wanted |= models.Q(deed__startswith=prefix)
        return self.filter(wanted)

    def in_networks(self, networks: Any) -> "ChangeSetQuerySet":
        return self.filter(network__in=networks)

    def by_person(self, user: Any) -> "ChangeSetQuerySet":
        return self.filter(by=user)

    def with_changes(self) -> "ChangeSetQuerySet":
        """Deeds that wrote something; a form saved without a difference leaves an empty one."""
        return self.filter(models.Exists(Change.objects.filter(change_set=models.OuterRef("pk"))))

    def newest_first(self) -> "ChangeSetQuerySet":
        return self.select_related("by", "network", "undoes").order_by("-at", "-pk")


class ChangeSet(models.Model):
    """One deed of one person: a form saved, an import, a merge, the undo of an earlier deed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="change_sets")
    network = models.ForeignKey("accounts.LocalNetwork", models.SET_NULL, null=True)
    deed = models.CharField(max_length=60)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(null=True, unique=True)
    undoes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="undoings"
    )

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"], name="change_set_at")]

    @property
    def undone_by(self) -> "ChangeSet | None":
        """The undo that holds now; None when there is none, or it was undone itself."""
        undoings = self.undoings.select_related("by").order_by("-at")
        return next((one for one in undoings if one.undone_by is None), None)


class ChangeQuerySet(models.QuerySet["Change"]):
    def about(self, *ids: uuid.UUID) -> "ChangeQuerySet":
        """Changes of records, newest first, with the deed they belong to."""
        return self.filter(object_id__in=ids).select_related("change_set__by").order_by("-id")

    def newest_id(self) -> int | None:
        """The id of the last change of all, by which to know whether anything was written."""
        newest: int | None = self.aggregate(newest=models.Max("id"))["newest"]
        return newest

    def stamp(self) -> tuple[Any, ...] | None:
        """Return what differs as soon as anything was written, or None before the first change.

        Ids are given out before a deed ends: one with lower ids may end later than the last. So
        the deeds begun since the hour before this one are counted too: within the hour they only
        grow more. The deed is named, as ids come back after a roll-back.
        """
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        since = connection.ops.adapt_datetimefield_value(hour - LONGEST_DEED)
        with connection.cursor() as cursor:
            cursor.execute(STAMP, [since])
            found: tuple[Any, ...] | None = cursor.fetchone()
        return found and (*found, hour)

    def since(self, moment: datetime) -> "ChangeQuerySet":
        return self.filter(change_set__at__gte=moment)

    def by_somebody_else_than(self, user: User) -> "ChangeQuerySet":
        """Changes by other people; not by this person, nor by the system itself."""
        return self.filter(change_set__by__isnull=False).exclude(change_set__by=user)


class Change(models.Model):
    """What one ChangeSet did to one record: values before (None: new) and after (None: removed)."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    model = models.CharField(max_length=60)
    object_id = models.UUIDField(db_index=True)
    before = models.JSONField(null=True, encoder=ExactEncoder)
    after = models.JSONField(null=True, encoder=ExactEncoder)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def fields(self) -> list[tuple[str, Any, Any]]:
        """Return (field, before, after) for every value that differs."""
        before, after = self.before or {}, self.after or {}
        names = list(dict.fromkeys([*before, *after]))
        return [
            (name, before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name) and name not in ("version", "id", "created_at")
        ]


_current: ContextVar["Recorder | None"] = ContextVar("recorder", default=None)
Record = TypeVar("Record", bound="Audited")


class Recorder:
    """Collects the changes of one deed; ``is_repeat`` is true when its key was used before."""

    def __init__(self, change_set: ChangeSet, is_repeat: bool = False) -> None:
        self.change_set = change_set
        self.is_repeat = is_repeat
        self.changes: list[Change] = []

    def note(self, record: "Audited", before: Any, after: Any) -> None:
        self.changes.append(
            Change(
                change_set=self.change_set,
                model=record._meta.label_lower,
                object_id=record.pk,
                before=before,
                after=after,
            )
        )

    def add_all(self, records: Iterable[Record]) -> list[Record]:
        """Insert many new records of one kind in few statements."""
        made = list(records)
        if made:
            kind: type[Any] = type(made[0])
            rows: models.QuerySet[Any] = models.QuerySet(kind)
            rows.bulk_create(made, batch_size=500)
        for record in made:
            self.note(record, None, snapshot(record))
        return made

    def change_all(self, changed: Iterable[tuple["Audited", dict[str, Any]]]) -> None:
        """Write many changed records, each with its snapshot from before, in few statements.

        Raises Conflict, and writes nothing, when one of them was changed since it was read.
        """
        prepared = Prepared()
        for record, before in changed:
            prepared.change(record, before)
        self.write(prepared)

    def write(self, prepared: Prepared) -> None:
        """Write rows that were made ready before the deed began, with their trace."""
        try:
            prepared.write(self.change_set.pk, Change)
        except ChangedMeanwhile as stale:
            raise Conflict(str(stale)) from None

    def remove_all(self, records: Iterable[Record]) -> None:
        """Delete many records of one kind that nothing points to, in few statements."""
        gone = list(records)
        for start in range(0, len(gone), 500):
            ids = [record.pk for record in gone[start : start + 500]]
            rows: Any = models.QuerySet(type(gone[0])).filter(pk__in=ids)
            rows._raw_delete(rows.db)
        for record in gone:
            self.note(record, snapshot(record), None)

    def keep(self) -> None:
        Change.objects.bulk_create(self.changes, batch_size=500)


@contextmanager
def recorded(
    *,
    by: User | None,
    network: Any,
    deed: str,
    reason: str = "",
    key: uuid.UUID | None = None,
    undoes: ChangeSet | None = None,
) -> Iterator[Recorder]:
    """Open one atomic deed. ``by`` None means the system itself (an upgrade, the demo).

    A ``key`` that was used before gives a recorder with ``is_repeat``: the caller writes nothing
    and answers as it did the first time.
    """
    with transaction.atomic():
        change_set, is_new = _change_set(
            by=by, network=network, deed=deed, reason=reason, key=key, undoes=undoes
        )
        recorder = Recorder(change_set, is_repeat=not is_new)
        token = _current.set(recorder)
        try:
            yield recorder
        finally:
            _current.reset(token)
        recorder.keep()


def _change_set(*, key: uuid.UUID | None, **values: Any) -> tuple[ChangeSet, bool]:
    if key is None:
        return ChangeSet.objects.create(**values), True
    return ChangeSet.objects.get_or_create(key=key, defaults=values)


def _collected(record: "Audited", using: str | None, keep_parents: bool) -> Collector:
    """Return all that a delete of this record takes along, deepest first."""
    collector = Collector(using=using or router.db_for_write(type(record)), origin=record)
    collector.collect([record], keep_parents=keep_parents)
    collector.sort()
    return collector


def _going_with(record: "Audited", collected: Collector) -> Iterator[tuple["Audited", Any]]:
    """Yield (row, what is left of it) for audited rows that a delete takes along, deepest first.

    A row that only loses its link to the record is left with nothing in that place.
    """
    updates: dict[Any, Any] = collected.field_updates
    for (field, value), groups in updates.items():
        for row in _audited_in(groups):
            yield row, snapshot(row) | {field.attname: value}
    for row in _audited_in([*collected.fast_deletes, *collected.data.values()]):
        if row != record:
            yield row, None


def _audited_in(groups: Iterable[Iterable[Any]]) -> Iterator["Audited"]:
    for rows in groups:
        yield from _whole([row for row in rows if isinstance(row, Audited)])


def _whole(rows: list["Audited"]) -> list["Audited"]:
    """A collector reads little of a row; read the rest at once, not field by field."""
    if not any(row.get_deferred_fields() for row in rows):
        return rows
    found = type(rows[0])._base_manager.in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows]


def _recorder(record: models.Model) -> Recorder:
    recorder = _current.get()
    if recorder is None:
        raise UnrecordedWrite(f"{record._meta.label} was written outside recorded().")
    return recorder


Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class AuditedQuerySet(models.QuerySet[Row_co]):
    """A QuerySet that reads; writes over many rows would leave no trace and are refused."""

    def update(self, **values: Any) -> NoReturn:
        raise UnrecordedWrite(f"{self.model._meta.label}: save the records one by one.")

    def delete(self) -> NoReturn:
        raise UnrecordedWrite(f"{self.model._meta.label}: delete the records one by one.")

    def bulk_create(self, *args: Any, **options: Any) -> NoReturn:
        raise UnrecordedWrite(f"{self.model._meta.label}: use Recorder.add_all.")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise UnrecordedWrite(f"{self.model._meta.label}: save the records one by one.")


class Audited(models.Model):
    """A record whose every write is kept, with a version that grows by one at each save."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Ids are random, so that this alone knows what was added first.
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AuditedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Write the whole record, also when asked for some fields: its trace names them all."""
        options.pop("update_fields", None)
        recorder = _recorder(self)
        before = None if self._state.adding else self._stored()
        if before is not None:
            if before == snapshot(self):
                return
            self.version = before["version"] + 1
        super().save(*args, **options)
        recorder.note(self, before, snapshot(self))

    def delete(
        self, using: str | None = None, keep_parents: bool = False
    ) -> tuple[int, dict[str, int]]:
        """Delete the record; every audited row that goes with it leaves its own trace."""
        recorder = _recorder(self)
        stored = self._stored()
        collected = _collected(self, using, keep_parents)
        for row, after in _going_with(self, collected):
            recorder.note(row, snapshot(row), after)
        recorder.note(self, stored, None)
        return collected.delete()

    def touch(self) -> None:
        """Let the version grow though no value changed, so that whoever edits it now is told."""
        self.version += 1
        self.save()

    @classmethod
    def staying(
        cls, rows: Mapping[uuid.UUID, Mapping[str, Any] | None], *, is_locking: bool = False
    ) -> set[uuid.UUID]:
        """Which of these records an undo leaves as they are, whoever asks for it.

        ``rows`` is what each was before the deed (None: it was not there). A kind of which people
        may take back what they said answers this; ``is_locking`` while the undo is carried out.
        """
        return set()

    def _stored(self) -> dict[str, Any]:
        return snapshot(type(self)._base_manager.get(pk=self.pk))

    @classmethod
    def locked(cls, pk: uuid.UUID, version: int | None = None) -> Self:
        """Read a record for writing; raise Conflict when it is no longer the version given."""
        record = cls._base_manager.select_for_update().get(pk=pk)
        if version is not None and record.version != version:
            raise Conflict(record)
        return record

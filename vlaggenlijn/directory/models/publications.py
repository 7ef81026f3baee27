"""What programs outside were told of a record, and when: the order of the feed of changes."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from vlaggenlijn.directory.hsds.feed import ORGANIZATION, SERVICE, Place


class PublicationQuerySet(models.QuerySet["Publication"]):
    def after(self, cursor: int) -> "PublicationQuerySet":
        return self.filter(sequence__gt=cursor).order_by("sequence")

    def of_records(self, ids: Iterable[uuid.UUID]) -> "PublicationQuerySet":
        return self.filter(record_id__in=list(ids))

    def since(self, moment: datetime) -> "PublicationQuerySet":
        """What was told at this moment or later."""
        return self.filter(modified_at__gte=moment)

    def moments(self, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
        """Return {record id: when it last changed} for those that were told."""
        return dict(self.of_records(ids).values_list("record_id", "modified_at"))

    def moment_of(self, column: str) -> models.Subquery:
        """When the record that a column of another query names last changed, if it was told."""
        return models.Subquery(
            self.order_by().filter(record_id=models.OuterRef(column)).values("modified_at")
        )

    def last_number(self) -> int:
        """The highest number that was given out; 0 without any."""
        found = self.order_by("-sequence").values_list("sequence", flat=True).first()
        return found or 0

    def places(self, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Place]:
        return {row.record_id: row.place for row in self.of_records(ids)}


def told_at() -> Coalesce:
    """The moment at which a record last changed for visitors, as a column of a query."""
    # What is new waits a moment for its place in the feed of changes.
    return Coalesce(Publication.objects.moment_of("pk"), models.F("created_at"))


class Publication(models.Model):
    """The place of one record in the feed of changes; it stays when the record is gone.

    Not audited: it follows from the record of changes, and is made anew when it is lost.
    """

    class Kind(models.TextChoices):
        SERVICE = SERVICE
        ORGANIZATION = ORGANIZATION

    record_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    sequence = models.PositiveBigIntegerField(unique=True)
    first = models.PositiveBigIntegerField()
    is_gone = models.BooleanField(default=False)
    modified_at = models.DateTimeField(db_index=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]

    @classmethod
    def at(cls, place: Place, moment: datetime) -> "Publication":
        values: dict[str, Any] = {name: getattr(place, name) for name in cls.PLACE}
        return cls(modified_at=moment, **values)

    PLACE = ("kind", "record_id", "sequence", "first", "is_gone")

    @property
    def place(self) -> Place:
        return Place(**{name: getattr(self, name) for name in self.PLACE})


class PublicationMark(models.Model):
    """How far the record of changes was told: its last change, the last number, the last day."""

    change_id = models.PositiveBigIntegerField(default=0)
    sequence = models.PositiveBigIntegerField(default=0)
    told_on = models.DateField()

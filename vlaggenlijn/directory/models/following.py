"""What a network follows of others: an address that is read each day, and how each reading went.

The abstract tables are those of every room that follows something; sources of data are this room's.
"""

import uuid
import zlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, ChangeSet, LocalNetwork
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service

RUNS_KEPT = timedelta(days=90)
LONGEST_KEY = 250


class FollowedQuerySet(AuditedQuerySet[Any]):
    def for_user(self, user: Any) -> Self:
        """Those of the networks that a person runs."""
        return self.filter(network__in=LocalNetwork.objects.run_by(user))

    def of_network(self, network: LocalNetwork) -> Self:
        return self.filter(network=network)

    def followed(self) -> Self:
        return self.filter(is_followed=True)

    def with_last_reading(self, readings: Any, owner: str) -> Self:
        """Each with ``last_at`` and ``last_code``; None before the first time."""
        last = readings.filter(**{owner: models.OuterRef("pk")}).order_by("-at")
        return self.annotate(
            last_at=models.Subquery(last.values("at")[:1]),
            last_code=models.Subquery(last.values("code")[:1]),
        )


class Followed(Audited):
    """An address that is read each day; ``network`` is in the table that is made of it."""

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"), max_length=500)
    is_followed = models.BooleanField(default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ReadingQuerySet(models.QuerySet[Any]):
    def read(self) -> Self:
        """Those that read what is followed itself."""
        return self.filter(code="read")

    def old(self) -> Self:
        return self.filter(at__lt=timezone.now() - RUNS_KEPT)


class Reading(models.Model):
    """One reading. Not audited: what it writes is, as one deed of its own.

    ``code`` is read, same, or why nothing was read; ``missing`` is what was not in it any more.
    """

    at = models.DateTimeField(default=timezone.now)
    code = models.CharField(max_length=30)
    values = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    change_set = models.ForeignKey(ChangeSet, models.SET_NULL, null=True, related_name="+")

    class Meta:
        abstract = True


class DataSourceQuerySet(FollowedQuerySet):
    def with_details(self) -> Self:
        return self.select_related("network")

    def with_last_run(self) -> Self:
        return self.with_last_reading(DataReading.objects, "source")


class DataSource(Followed):
    """HSDS of others: a file, or an API that gives pages or tells what changed."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="data_sources")

    objects = DataSourceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "url"], name="data_source_followed_once")
        ]


class DataReadingQuerySet(ReadingQuerySet):
    def of(self, source: DataSource) -> Self:
        return self.filter(source=source)

    def newest(self) -> "DataReading | None":
        return self.order_by("-at", "-id").first()


class DataReading(Reading):
    """One reading of a source. ``code`` is reading as long as there are pages to come;
    ``told`` are the rows that somebody has to look at, as an import keeps them."""

    source = models.ForeignKey(DataSource, models.CASCADE, related_name="runs")
    told = models.JSONField(default=list)

    objects = DataReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["source", "-at"], name="data_reading_newest")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.code}"


class DataPageQuerySet(models.QuerySet["DataPage"]):
    def of(self, reading: DataReading) -> "DataPageQuerySet":
        return self.filter(reading=reading).order_by("number")

    def of_others(self, reading: DataReading) -> "DataPageQuerySet":
        """What was fetched for other readings of the same source."""
        return self.filter(reading__source=reading.source_id).exclude(reading=reading)


class DataPage(models.Model):
    """What was fetched in one step of a reading, so that a reading goes on where it stopped."""

    reading = models.ForeignKey(DataReading, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    size = models.PositiveIntegerField(default=0)

    objects = DataPageQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="data_page_once")]

    def __str__(self) -> str:
        return f"{self.reading_id}: {self.number}"

    def keep(self, content: bytes) -> None:
        self.content, self.size = zlib.compress(content, 6), len(content)

    def read(self) -> bytes:
        return zlib.decompress(bytes(self.content))


class SourceRecordQuerySet(AuditedQuerySet["SourceRecord"]):
    def of_source(self, source: DataSource) -> "SourceRecordQuerySet":
        return self.filter(source=source)

    def for_user(self, user: Any) -> "SourceRecordQuerySet":
        return self.filter(source__in=DataSource.objects.for_user(user))

    def with_ids(self, ids: Iterable[Any]) -> "SourceRecordQuerySet":
        return self.filter(pk__in=list(ids))

    def with_records(self) -> "SourceRecordQuerySet":
        return self.select_related("source__network", "organization", "service__organization")

    def to_settle(self) -> "SourceRecordQuerySet":
        """Those that were changed on both sides."""
        return self.exclude(conflicts={})


class SourceRecord(Audited):
    """By what a record here is known again in the source that it comes from.

    ``told`` is what the source said last: the record and what its terms meant. ``conflicts`` are
    what was changed on both sides, by part: what stands here and there, as texts.
    """

    source = models.ForeignKey(DataSource, models.CASCADE, related_name="records")
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="source_records"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="source_records"
    )
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=LONGEST_KEY)
    told = models.JSONField(default=dict, blank=True)
    conflicts = models.JSONField(default=dict, blank=True)

    objects = SourceRecordQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key"], name="source_record_once"),
            models.CheckConstraint(
                condition=Q(organization__isnull=True) ^ Q(service__isnull=True),
                name="source_record_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"

    @property
    def record_pk(self) -> uuid.UUID:
        found = self.service_id or self.organization_id
        assert found is not None  # noqa: S101  (a rule of the table)
        return found

    @property
    def record(self) -> Organization | Service:
        """The organisation or the service that this is about."""
        found = self.service if self.service_id else self.organization
        assert found is not None  # noqa: S101  (a rule of the table)
        return found

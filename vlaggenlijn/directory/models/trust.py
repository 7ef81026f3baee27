"""What is found out by itself about records: how good they are, and what does not answer."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AGAIN_AFTER, AGAIN_WHEN_BROKEN = timedelta(days=14), timedelta(hours=20)


class ServiceQuality(models.Model):
    """The score of a service as last reckoned. Not audited: it follows from the record."""

    # No foreign key: it is made again for every service, and merging and undoing pass it by.
    service_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    score = models.PositiveSmallIntegerField(db_index=True)
    # What cannot be reached: codes of reasons with the number or address, as quality.py gives them.
    broken = models.JSONField(default=list)
    is_broken = models.BooleanField(default=False, db_index=True)
    reckoned_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.score}"


class CheckedAddressQuerySet(models.QuerySet["CheckedAddress"]):
    def broken(self) -> "CheckedAddressQuerySet":
        """Addresses that did not answer at least twice, on different days."""
        return self.filter(failing_since__isnull=False, failures__gte=CheckedAddress.SURE)

    def among(self, urls: Iterable[str]) -> "CheckedAddressQuerySet":
        return self.filter(url__in=[one for one in urls if one])


class CheckedAddress(models.Model):
    """A web address that records name, and whether it answers. Not audited: nobody wrote it."""

    SURE = 2

    class Why(models.TextChoices):
        GONE = "gone", _("the page is gone")
        UNKNOWN = "unknown", _("nobody has this name any more")
        SILENT = "silent", _("no answer")
        FAILING = "failing", _("the server says that it fails")

    url = models.CharField(max_length=500, unique=True)
    checked_at = models.DateTimeField(default=timezone.now, db_index=True)
    failing_since = models.DateField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)

    objects = CheckedAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return self.url

    def is_due(self, now: datetime) -> bool:
        """Tell whether it is time to ask again: what is broken, daily."""
        after = AGAIN_WHEN_BROKEN if self.failing_since else AGAIN_AFTER
        return self.checked_at <= now - after

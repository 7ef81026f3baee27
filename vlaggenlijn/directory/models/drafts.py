import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from vlaggenlijn.accounts.models import User

FRESH = timedelta(minutes=15)
KEPT = timedelta(days=30)


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, user: Any, kind: str, record: uuid.UUID) -> "Draft | None":
        """The draft of a person about a record, or about a new one in the place named."""
        return self.filter(user=user, kind=kind, record_id=record).first()

    def of_others(self, user: Any, kind: str, record: uuid.UUID) -> "DraftQuerySet":
        """What others are typing about a record right now."""
        fresh = self.filter(kind=kind, record_id=record, saved_at__gt=timezone.now() - FRESH)
        return fresh.exclude(user=user).select_related("user").order_by("started_at")

    def outdated(self) -> "DraftQuerySet":
        return self.filter(saved_at__lt=timezone.now() - KEPT)


class Draft(models.Model):
    """What somebody typed in a form and did not save yet; only they read it.

    Not audited: private scratch paper, gone when it is saved, thrown away or 30 days old. For a
    new record ``record_id`` is the organisation or the network it will belong to.
    """

    class Kind(models.TextChoices):
        SERVICE = "dienst"
        ORGANIZATION = "organisatie"
        NEW_SERVICE = "nieuwe-dienst"
        NEW_ORGANIZATION = "nieuwe-organisatie"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    record_id = models.UUIDField()
    data: Any = models.JSONField()
    version = models.PositiveIntegerField(null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["kind", "record_id"], name="draft_record")]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "record_id"], name="draft_once")
        ]

    is_personal = True

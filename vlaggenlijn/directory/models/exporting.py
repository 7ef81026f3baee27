import secrets
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import LocalNetwork, User

KEPT_FOR = timedelta(days=7)


def unguessable() -> str:
    return secrets.token_urlsafe(32)


class ExportFileQuerySet(models.QuerySet["ExportFile"]):
    def for_user(self, user: Any) -> "ExportFileQuerySet":
        """Files that this very person asked for; an export holds what that person may see."""
        return self.filter(by=user).select_related("network").order_by("-created_at")

    def old(self) -> "ExportFileQuerySet":
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class ExportFile(models.Model):
    """A large export, made by the worker and kept for a week. Not audited: it changes nothing."""

    class What(models.TextChoices):
        ORGANIZATIONS = "organizations", _("organisations")
        SERVICES = "services", _("offer")
        NETWORK = "network", _("everything of a network")
        BOOKLET = "booklet", _("printed guide")

    class State(models.TextChoices):
        WAITING = "waiting", _("is being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("did not work out; ask for it again")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, models.CASCADE, related_name="export_files")
    network = models.ForeignKey(
        LocalNetwork, models.CASCADE, null=True, related_name="export_files"
    )
    what = models.CharField(max_length=20, choices=What.choices)
    form = models.CharField(max_length=5)
    # The ids of what was asked for, in order, as compressed JSON; and the language of the columns.
    records = models.BinaryField(default=bytes)
    language = models.CharField(max_length=5)
    # Of a booklet: what stands on its cover, in which letter, and where its QR codes lead.
    title = models.CharField(max_length=120, blank=True)
    is_large = models.BooleanField(default=False)
    site = models.CharField(max_length=200, blank=True)
    # How far the worker is: offers that are written, out of all.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    token = models.CharField(max_length=60, default=unguessable, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ExportFileQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    is_personal = True

    def __str__(self) -> str:
        name = f"{self.get_what_display()} ({self.form})"
        return f"{name}: {self.title or self.network}" if self.network else name

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_underway(self) -> bool:
        return self.state == self.State.WAITING and self.total > 0

    @property
    def kept_until(self) -> Any:
        return self.created_at + KEPT_FOR

    @property
    def path(self) -> Path:
        """Where the file lies; nobody can guess the name and no web server serves the folder."""
        return Path(settings.VAR) / "exports" / f"{self.token}.{self.form}"

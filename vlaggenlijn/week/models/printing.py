"""Large programmes, and reports, that are made behind the screen."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import User
from vlaggenlijn.directory.models.exporting import unguessable
from vlaggenlijn.week.models.campaigns import Campaign

KEPT_FOR = timedelta(days=7)
REPORT = "verslag"


class PaperFileQuerySet(models.QuerySet["PaperFile"]):
    def for_user(self, user: Any) -> "PaperFileQuerySet":
        """Files that this very person asked for."""
        return self.filter(by=user).select_related("campaign__network")

    def of_campaign(self, campaign: Campaign) -> "PaperFileQuerySet":
        return self.filter(campaign=campaign)

    def programmes(self) -> "PaperFileQuerySet":
        return self.exclude(order=REPORT)

    def reports(self) -> "PaperFileQuerySet":
        return self.filter(order=REPORT)

    def waiting(self) -> "PaperFileQuerySet":
        return self.filter(state=PaperFile.State.WAITING)

    def old(self) -> "PaperFileQuerySet":
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class PaperFile(models.Model):
    """A large programme or a report as PDF, made by the worker and kept for a week.

    ``order`` is that of the programme, or REPORT. It changes nothing.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("is being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("did not work out; ask for it again")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, models.CASCADE, related_name="paper_files")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="paper_files")
    order = models.CharField(max_length=10)
    size = models.CharField(max_length=2)
    municipality = models.CharField(max_length=5, blank=True)
    address = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # Sheets that are drawn already, out of all; none while nobody has begun.
    done = models.PositiveSmallIntegerField(default=0)
    parts = models.PositiveSmallIntegerField(default=0)
    token = models.CharField(max_length=60, default=unguessable, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PaperFileQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    is_personal = True

    def __str__(self) -> str:
        return f"{self.campaign} ({self.order}, {self.size})"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def path(self) -> Path:
        """Where the file lies; nobody can guess the name and no web server serves the folder."""
        return Path(settings.VAR) / "paper" / f"{self.token}.pdf"

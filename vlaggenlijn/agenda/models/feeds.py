"""Calendars of others that a network follows, and how each reading went."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, ChangeSet, LocalNetwork
from vlaggenlijn.agenda.models.activities import State
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.places.models import Municipality

RUNS_KEPT = timedelta(days=90)


class FeedQuerySet(AuditedQuerySet["Feed"]):
    def for_user(self, user: Any) -> "FeedQuerySet":
        """Feeds of the networks that a person runs."""
        return self.filter(network__in=LocalNetwork.objects.run_by(user))

    def of_network(self, network: LocalNetwork) -> "FeedQuerySet":
        return self.filter(network=network)

    def followed(self) -> "FeedQuerySet":
        return self.filter(is_followed=True)

    def with_details(self) -> "FeedQuerySet":
        return self.select_related("network", "organizer", "municipality")

    def with_last_run(self) -> "FeedQuerySet":
        """Each with ``last_at`` and ``last_code``; None before the first time."""
        last = FeedRun.objects.filter(feed=models.OuterRef("pk")).order_by("-at")
        return self.annotate(
            last_at=models.Subquery(last.values("at")[:1]),
            last_code=models.Subquery(last.values("code")[:1]),
        )


class Feed(Audited):
    """An iCalendar address that is read each day; its events become activities of a network."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="feeds")
    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"), max_length=500)
    new_state = models.CharField(
        max_length=10,
        choices=[(State.DRAFT, _("as a draft")), (State.PUBLISHED, _("on the agenda at once"))],
        default=State.DRAFT,
    )
    organizer = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="feeds"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_followed = models.BooleanField(default=True)

    objects = FeedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "url"], name="feed_followed_once")
        ]

    def __str__(self) -> str:
        return self.name


class FeedRunQuerySet(models.QuerySet["FeedRun"]):
    def of(self, feed: Feed) -> "FeedRunQuerySet":
        return self.filter(feed=feed)

    def read(self) -> "FeedRunQuerySet":
        """Those that read the calendar itself."""
        return self.filter(code="read")

    def old(self) -> "FeedRunQuerySet":
        return self.filter(at__lt=timezone.now() - RUNS_KEPT)


class FeedRun(models.Model):
    """One reading of a calendar. Not audited: what it writes is, as one deed of its own.

    ``code`` is read, same, or why nothing was read; ``missing`` are keys that were not in it.
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="runs")
    at = models.DateTimeField(default=timezone.now)
    code = models.CharField(max_length=30)
    values = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    window = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    change_set = models.ForeignKey(ChangeSet, models.SET_NULL, null=True, related_name="+")

    objects = FeedRunQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["feed", "-at"], name="feed_run_newest")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.code}"

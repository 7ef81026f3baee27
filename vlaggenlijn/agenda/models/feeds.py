"""Calendars of others that a network follows, and how each reading went."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.models.activities import State
from vlaggenlijn.directory.models import (
    Followed,
    FollowedQuerySet,
    Organization,
    Reading,
    ReadingQuerySet,
)
from vlaggenlijn.places.models import Municipality


class FeedQuerySet(FollowedQuerySet):
    def with_details(self) -> Self:
        return self.select_related("network", "organizer", "municipality")

    def with_last_run(self) -> Self:
        return self.with_last_reading(FeedRun.objects, "feed")


class Feed(Followed):
    """An iCalendar address that is read each day; its events become activities of a network."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="feeds")
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

    objects = FeedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "url"], name="feed_followed_once")
        ]


class FeedRunQuerySet(ReadingQuerySet):
    def of(self, feed: Feed) -> Self:
        return self.filter(feed=feed)


class FeedRun(Reading):
    """One reading of a calendar; ``missing`` are keys that were not in it."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="runs")
    refused = models.JSONField(default=list)
    window = models.CharField(max_length=10, blank=True)

    objects = FeedRunQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["feed", "-at"], name="feed_run_newest")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.code}"

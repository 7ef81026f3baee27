"""Where an activity comes from when nobody typed it here."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.agenda.models.activities import Activity, State
from vlaggenlijn.agenda.models.feeds import Feed

LONGEST_KEY = 255


class Origin(models.TextChoices):
    SHEET = "sheet", _("a spreadsheet")
    FEED = "feed", _("a calendar that is followed")
    UIT = "uit", "UiTdatabank"


class ActivitySourceQuerySet(AuditedQuerySet["ActivitySource"]):
    def of_network(self, network: LocalNetwork, origin: str) -> "ActivitySourceQuerySet":
        return self.filter(network=network, origin=origin)

    def of_activities(self, ids: Iterable[uuid.UUID]) -> "ActivitySourceQuerySet":
        return self.filter(activity__in=list(ids))

    def for_user(self, user: Any) -> "ActivitySourceQuerySet":
        """Those of the activities that a person sees."""
        return self.filter(activity__in=Activity.objects.for_user(user))

    def of_feed(self, feed: Feed) -> "ActivitySourceQuerySet":
        return self.filter(feed=feed)

    def with_activity(self) -> "ActivitySourceQuerySet":
        return self.select_related("activity__network").order_by("activity__title", "id")

    def in_use(self) -> "ActivitySourceQuerySet":
        """Those of activities that are a draft or stand on the agenda."""
        return self.filter(activity__state__in=(State.DRAFT, State.PUBLISHED))


class ActivitySource(Audited):
    """By what an activity is known again in the list or calendar that it comes from.

    ``told`` holds the values as the source told them last, so that what was changed here is told
    from what changed there; ``conflicts`` those that changed on both sides, by field.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sources")
    origin = models.CharField(max_length=5, choices=Origin.choices)
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="sources")
    key = models.CharField(max_length=LONGEST_KEY)
    url = models.URLField(max_length=500, blank=True)
    told = models.JSONField(default=dict, blank=True)
    conflicts = models.JSONField(default=dict, blank=True)

    objects = ActivitySourceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "origin", "key"],
                name="activity_source_once",
                condition=~Q(origin=Origin.FEED),
            ),
            models.UniqueConstraint(fields=["feed", "key"], name="feed_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_origin_display()}: {self.key}"

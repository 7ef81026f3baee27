"""What partners do together about needs, and the topics that needs stand under."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, LocalNetwork
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.partnership.models.partners import Partner


class UndertakingQuerySet(InNetworkQuerySet["Undertaking"]):
    def going_on(self) -> "UndertakingQuerySet":
        return self.exclude(state=Undertaking.State.DONE)

    def with_parts(self) -> "UndertakingQuerySet":
        return self.select_related("network", "lead__organization")

    def shared_by(self, partner: Partner) -> "UndertakingQuerySet":
        return self.filter(shares__partner=partner)

    def with_counts(self) -> "UndertakingQuerySet":
        """With ``partner_count``, ``need_count`` and ``open_count`` of tasks."""
        is_open = Q(tasks__state="open")
        counted = self.annotate(
            partner_count=models.Count("shares", distinct=True),
            need_count=models.Count("taken_up", distinct=True),
            open_count=models.Count("tasks", filter=is_open, distinct=True),
        )
        return counted.order_by("state", "starts_on", "name", "id")


class Undertaking(Audited):
    """Something that partners take on together; a campaign is one with a day."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="undertakings")
    name = models.CharField(max_length=150)
    purpose = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    result = models.TextField(max_length=1000, blank=True)
    lead = models.ForeignKey(Partner, models.SET_NULL, null=True, blank=True, related_name="leads")
    partners: models.ManyToManyField[Partner, "Share"] = models.ManyToManyField(
        Partner, through="Share", related_name="undertakings"
    )
    needs: models.ManyToManyField[Need, "TakenUp"] = models.ManyToManyField(
        Need, through="TakenUp", related_name="undertakings"
    )

    objects = UndertakingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["state", "starts_on", "name", "id"]

    def __str__(self) -> str:
        return self.name

    def is_past(self, today: date) -> bool:
        """True when its last day is over and nobody said that it is done."""
        return self.state != self.State.DONE and self.ends_on is not None and self.ends_on < today


class ShareQuerySet(InNetworkQuerySet["Share"]):
    way = "undertaking__network"

    def going_on(self) -> "ShareQuerySet":
        return self.exclude(undertaking__state=Undertaking.State.DONE)

    def with_partners(self) -> "ShareQuerySet":
        return self.select_related("partner__organization", "undertaking")


class Share(Audited):
    """A partner that takes part in an undertaking."""

    undertaking = models.ForeignKey(Undertaking, models.CASCADE, related_name="shares")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="shares")

    objects = ShareQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["partner__organization__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["undertaking", "partner"], name="one_share_each")
        ]


class TakenUpQuerySet(InNetworkQuerySet["TakenUp"]):
    way = "undertaking__network"

    def with_undertakings(self) -> "TakenUpQuerySet":
        return self.select_related("undertaking", "need").order_by("undertaking__name", "id")


class TakenUp(Audited):
    """A need that an undertaking does something about."""

    undertaking = models.ForeignKey(Undertaking, models.CASCADE, related_name="taken_up")
    need = models.ForeignKey(Need, models.CASCADE, related_name="taken_up")

    objects = TakenUpQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["undertaking", "need"], name="taken_up_once")
        ]


class TopicQuerySet(InNetworkQuerySet["Topic"]):
    def shown(self) -> "TopicQuerySet":
        return self.filter(archived_at__isnull=True)

    def titled(self, title: str) -> "Topic | None":
        return self.filter(title=title).first()


class Topic(Audited):
    """The first column of the table: what it is about, in the network's or the campaign's words."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="topics")
    title = models.CharField(max_length=200)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "title"],
                condition=Q(archived_at__isnull=True),
                name="topic_once_in_a_network",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlacedNeedQuerySet(InNetworkQuerySet["PlacedNeed"]):
    way = "need__network"

    def topics(self) -> dict[uuid.UUID, uuid.UUID]:
        """Return {need id: topic id}."""
        return dict(self.values_list("need", "topic"))


class PlacedNeed(Audited):
    """Under which topic a need stands."""

    need = models.OneToOneField(Need, models.CASCADE, related_name="placed")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="placed")

    objects = PlacedNeedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]

"""Asking organisations whether what we say of them is still right: rounds, mails, answers."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, User
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service

FIRST_REMINDER, SECOND_REMINDER = timedelta(days=7), timedelta(days=18)
# After the second reminder a mail has had a week; then somebody calls.
CALLED_AFTER = timedelta(days=25)
LINK_TERM = timedelta(days=30)
LINK_PURPOSE = "freshness"


class FreshnessCampaignQuerySet(AuditedQuerySet["FreshnessCampaign"]):
    def for_user(self, user: Any) -> "FreshnessCampaignQuerySet":
        """Rounds of the networks that a person runs."""
        return self.filter(network__in=LocalNetwork.objects.run_by(user))

    def running(self) -> "FreshnessCampaignQuerySet":
        return self.filter(closed_at__isnull=True)

    def of_network(self, network: LocalNetwork) -> "FreshnessCampaignQuerySet":
        return self.filter(network=network)

    def chosen_by_hand(self) -> "FreshnessCampaignQuerySet":
        return self.filter(is_automatic=False)

    def automatic(self) -> "FreshnessCampaignQuerySet":
        return self.filter(is_automatic=True)

    def started_before(self, moment: datetime) -> "FreshnessCampaignQuerySet":
        return self.filter(started_at__lt=moment)

    def started_in_month_of(self, day: date) -> "FreshnessCampaignQuerySet":
        return self.filter(started_at__year=day.year, started_at__month=day.month)

    def with_counts(self) -> "FreshnessCampaignQuerySet":
        """With ``asked_count`` and ``answered_count`` of services."""
        answered = ~Q(requests__items__answer="")
        counted = self.select_related("network", "started_by").annotate(
            asked_count=Count("requests__items"),
            answered_count=Count("requests__items", filter=answered),
        )
        return counted.order_by("-started_at", "id")


class FreshnessCampaign(Audited):
    """One round in a network: who is asked, since when, and what came of it."""

    class Choice(models.TextChoices):
        STALE = "stale", _("only what nobody confirmed for a year")
        MONTHS = "months", _("what nobody confirmed for some months")
        ALL = "all", _("everything of our network")

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="freshness_campaigns")
    choice = models.CharField(max_length=10, choices=Choice.choices, default=Choice.STALE)
    months = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(36)]
    )
    text = models.TextField(blank=True, max_length=500)
    # Where the round was started, for a network without a host name of its own.
    address = models.CharField(max_length=200, blank=True)
    is_automatic = models.BooleanField(default=False)
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = FreshnessCampaignQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-started_at", "id"]

    @property
    def is_running(self) -> bool:
        return self.closed_at is None


class FreshnessRequestQuerySet(AuditedQuerySet["FreshnessRequest"]):
    def for_user(self, user: Any) -> "FreshnessRequestQuerySet":
        return self.filter(campaign__in=FreshnessCampaign.objects.for_user(user))

    def of_campaign(self, campaign: FreshnessCampaign) -> "FreshnessRequestQuerySet":
        return self.filter(campaign=campaign)

    def unanswered(self) -> "FreshnessRequestQuerySet":
        """Requests of running rounds with a service that nobody answered for."""
        open_items = FreshnessItem.objects.filter(request=OuterRef("pk"), answer="")
        return self.filter(Exists(open_items), campaign__closed_at__isnull=True)

    def to_remind(self, now: datetime) -> "FreshnessRequestQuerySet":
        """Mailed requests whose next reminder is due; nobody gets more than two."""
        first = Q(reminder_count=0, mailed_at__lte=now - FIRST_REMINDER)
        second = Q(reminder_count=1, mailed_at__lte=now - SECOND_REMINDER)
        return self.unanswered().exclude(email="").filter(declined_at=None).filter(first | second)

    def with_items(self) -> "FreshnessRequestQuerySet":
        # Joined, not prefetched: SQLite refuses to look up a thousand services at once.
        items = FreshnessItem.objects.select_related("service__organization")
        return self.select_related("campaign__network", "user").prefetch_related(
            Prefetch("items", items),
            "items__service__organization__phones",
            "items__service__phones",
        )

    def with_id(self, pk: uuid.UUID) -> "FreshnessRequest | None":
        return self.with_items().filter(pk=pk).first()


class FreshnessRequest(Audited):
    """One addressee of a round, with one mail for all their services.

    Without an address nobody is mailed: the coordinator calls. ``passed_to`` is whom the addressee
    named when they said that it is not for them.
    """

    campaign = models.ForeignKey(FreshnessCampaign, models.CASCADE, related_name="requests")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    mailed_at = models.DateTimeField(null=True, blank=True)
    reminder_count = models.PositiveSmallIntegerField(default=0)
    declined_at = models.DateTimeField(null=True, blank=True)
    passed_to = models.EmailField(blank=True)

    objects = FreshnessRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "id"]

    def is_to_call(self, now: datetime) -> bool:
        """True when a mail cannot help (any more): no address, "not for me", or no answer."""
        if self.declined_at or not self.mailed_at:
            return True
        return self.mailed_at <= now - CALLED_AFTER


class FreshnessItemQuerySet(AuditedQuerySet["FreshnessItem"]):
    def for_user(self, user: Any) -> "FreshnessItemQuerySet":
        return self.filter(request__campaign__in=FreshnessCampaign.objects.for_user(user))

    def of_request(self, request: FreshnessRequest) -> "FreshnessItemQuerySet":
        return self.filter(request=request)

    def waiting(self) -> "FreshnessItemQuerySet":
        """Services that a running round still asks about."""
        return self.filter(answer="", request__campaign__closed_at__isnull=True)


class FreshnessItem(Audited):
    """One service in a request, and what was answered for it."""

    class Answer(models.TextChoices):
        RIGHT = "right", _("still right")
        CHANGED = "changed", _("a change was sent")
        STOPPED = "stopped", _("stopped")

    request = models.ForeignKey(FreshnessRequest, models.CASCADE, related_name="items")
    service = models.ForeignKey(Service, models.CASCADE, related_name="freshness_items")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = FreshnessItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["service__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "service"], name="asked_once_a_request")
        ]


class FreshnessRhythmQuerySet(AuditedQuerySet["FreshnessRhythm"]):
    def switched_on(self) -> "FreshnessRhythmQuerySet":
        return self.filter(is_on=True).select_related("network")

    def of_network(self, network: LocalNetwork) -> "FreshnessRhythm | None":
        return self.filter(network=network).first()


class FreshnessRhythm(Audited):
    """Whether a network asks by itself, each month, for what is about to become stale."""

    network = models.OneToOneField(LocalNetwork, models.CASCADE, related_name="freshness_rhythm")
    is_on = models.BooleanField(default=False)
    address = models.CharField(max_length=200, blank=True)

    objects = FreshnessRhythmQuerySet.as_manager()  # type: ignore[misc]


def services_at_home(network: LocalNetwork) -> Any:
    """Services that a network itself must keep true, as visitors can find them."""
    mine = Organization.objects.at_home_in(network)
    return Service.objects.published().filter(organization__in=mine)

"""What an organiser tells of an activity when it is over, and that it was asked to."""

import uuid
from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.week.harvest import BANDS
from vlaggenlijn.week.models.activities import CampaignActivity
from vlaggenlijn.week.models.campaigns import Campaign

MOST_CARDS = 999
REMINDED_AFTER = timedelta(days=7)
LINK_TERM = timedelta(days=60)


class EvaluationQuerySet(InNetworkQuerySet["Evaluation"]):
    way = "entry__campaign__network"

    def of_campaign(self, campaign: Campaign) -> "EvaluationQuerySet":
        return self.filter(entry__campaign=campaign)

    def took_place(self) -> "EvaluationQuerySet":
        return self.filter(fell_through=False)

    def of_activities(self, activities: models.QuerySet[models.Model]) -> "EvaluationQuerySet":
        return self.filter(entry__activity__in=activities)

    def with_entries(self) -> "EvaluationQuerySet":
        return self.select_related(
            "entry__campaign__network",
            "entry__partner__organization",
            "entry__activity__location__address__municipality",
            "entry__activity__municipality",
        ).order_by("entry__activity__first_on", "entry__activity__title", "id")

    def of(self, entry: CampaignActivity | uuid.UUID) -> "Evaluation | None":
        return self.filter(entry=entry).first()


class Evaluation(Audited):
    """How one activity went, told in a minute by who organised it; nothing of any parent.

    ``adults`` and ``children`` are bands of ``week.harvest``, "" when it fell through; ``groups``
    are slugs; good, fair and poor count the cards that parents left. Only who organised it and who
    runs the network read it; all others see sums.
    """

    entry = models.OneToOneField(CampaignActivity, models.CASCADE, related_name="evaluation")
    fell_through = models.BooleanField(default=False)
    adults = models.CharField(max_length=6, blank=True)
    children = models.CharField(max_length=6, blank=True)
    groups = models.JSONField(default=list, blank=True)
    worked = models.CharField(max_length=300, blank=True)
    better = models.CharField(max_length=300, blank=True)
    good = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(MOST_CARDS)])
    fair = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(MOST_CARDS)])
    poor = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(MOST_CARDS)])

    objects = EvaluationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fell_through=True, adults="", children="")
                | Q(fell_through=False, adults__in=list(BANDS), children__in=list(BANDS)),
                name="evaluation_told_in_bands",
            )
        ]

    def __str__(self) -> str:
        return str(self.entry)


class EvaluationRequestQuerySet(InNetworkQuerySet["EvaluationRequest"]):
    way = "entry__campaign__network"

    def of(self, entry: CampaignActivity) -> "EvaluationRequest | None":
        return self.filter(entry=entry).first()


class EvaluationRequest(Audited):
    """That an organiser was mailed to tell how an activity went, and once more a week later."""

    entry = models.OneToOneField(
        CampaignActivity, models.CASCADE, related_name="evaluation_request"
    )
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = EvaluationRequestQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return str(self.entry)

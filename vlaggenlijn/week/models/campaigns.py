"""Campaigns: their days, what partners vote on, and when the tasks fall."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, LocalNetwork
from vlaggenlijn.partnership.models import Partner, Task, Undertaking
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.taxonomy.lookup import preferred_labels
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.week.timeline import MOST_DAYS, Rule, Span


class CampaignQuerySet(InNetworkQuerySet["Campaign"]):
    def with_parts(self) -> "CampaignQuerySet":
        return self.select_related("network", "undertaking", "previous")

    def with_counts(self) -> "CampaignQuerySet":
        """Each with ``activity_count`` and ``waiting_count`` of activities to look at."""
        is_waiting = Q(activities__state="proposed")
        is_there = ~Q(activities__state="withdrawn")
        return self.annotate(
            activity_count=models.Count("activities", filter=is_there, distinct=True),
            waiting_count=models.Count("activities", filter=is_waiting, distinct=True),
        ).order_by("-begins_on", "name", "id")

    def to_see(self) -> "CampaignQuerySet":
        """What visitors may see: everything but what is only being prepared."""
        return self.exclude(state=Campaign.State.PREPARING)

    def not_over(self) -> "CampaignQuerySet":
        return self.exclude(state=Campaign.State.OVER)

    def same_edition(self, one: "Campaign") -> "CampaignQuerySet":
        """Other campaigns of the network with the name and year of this one."""
        same = self.of_network(one.network).filter(name=one.name, edition=one.edition)
        return same.exclude(pk=one.pk)

    def next_of(self, one: "Campaign") -> "Campaign | None":
        """The edition that was made out of this one; None when there is none yet."""
        return self.filter(previous=one).select_related("network").first()

    def newest(self) -> "Campaign | None":
        return self.order_by("-begins_on", "id").first()


class Campaign(Audited):
    """One edition of a campaign in a network; its tasks and money stand on its undertaking.

    The responsible publisher is who Belgian law wants named on every printed piece; partners were
    thanked at ``thanked_at``, once.
    """

    class Kind(models.TextChoices):
        WEEK = "week", _("Week van de Opvoeding")
        OWN = "own", _("campaign of our own")

    class State(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        OPEN = "open", _("open: partners and parents see the programme")
        RUNNING = "running", _("running")
        OVER = "over", _("over")

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="campaigns")
    name = models.CharField(max_length=120)
    edition = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.WEEK)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREPARING)
    theme = models.CharField(max_length=200, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    vote_closes_on = models.DateField(null=True, blank=True)
    publisher_name = models.CharField(max_length=120, blank=True)
    publisher_address = models.CharField(max_length=200, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True, editable=False)
    undertaking = models.OneToOneField(Undertaking, models.RESTRICT, related_name="campaign")
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="following"
    )
    topics: models.ManyToManyField[Concept, "CampaignTopic"] = models.ManyToManyField(
        Concept, through="CampaignTopic", related_name="+"
    )

    objects = CampaignQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-begins_on", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name", "edition"], name="campaign_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="campaign_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.edition}"

    @property
    def span(self) -> Span:
        return Span(self.begins_on, self.ends_on)

    def holds(self, day: date) -> bool:
        """Whether a day is one of the campaign."""
        return self.begins_on <= day <= self.ends_on


class OfCampaignQuerySet(InNetworkQuerySet[Any]):
    """Rows that belong to a campaign."""

    way = "campaign__network"

    def of_partners(self, partners: Iterable[Partner]) -> "OfCampaignQuerySet":
        return self.filter(partner__in=list(partners))


class CampaignTopicQuerySet(OfCampaignQuerySet):
    def with_names(self) -> "CampaignTopicQuerySet":
        found = self.select_related("concept")
        return found.prefetch_related(models.Prefetch("concept__labels", preferred_labels()))


class CampaignTopic(Audited):
    """A campaign is about a theme of the thesaurus."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="campaign_topics")
    concept = models.ForeignKey(Concept, models.PROTECT, related_name="+")

    objects = CampaignTopicQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "concept"], name="campaign_topic_once")
        ]


class EmphasisQuerySet(OfCampaignQuerySet):
    def not_chosen(self) -> "EmphasisQuerySet":
        """The shortlist without what became the theme."""
        return self.filter(is_chosen=False)


class Emphasis(Audited):
    """One line of the shortlist that partners vote on; ``is_chosen`` is the result."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="emphases")
    title = models.CharField(max_length=200)
    is_chosen = models.BooleanField(default=False)

    objects = EmphasisQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name_plural = "emphases"
        constraints = [models.UniqueConstraint(fields=["campaign", "title"], name="emphasis_once")]

    def __str__(self) -> str:
        return self.title


class Ballot(Audited):
    """What one partner chose; voting again changes it. Only sums are shown."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="ballots")
    emphasis = models.ForeignKey(Emphasis, models.CASCADE, related_name="ballots")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="ballots")

    objects = OfCampaignQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "partner"], name="one_ballot_each")
        ]


class TimelineStepQuerySet(InNetworkQuerySet["TimelineStep"]):
    way = "campaign__network"

    def going_on(self) -> "TimelineStepQuerySet":
        """Without the steps that were dropped."""
        return self.exclude(task__state=Task.State.DROPPED)

    def of_campaigns(self, campaigns: Iterable[Campaign]) -> "TimelineStepQuerySet":
        return self.filter(campaign__in=list(campaigns))

    def unowned_by(self, today: date) -> "TimelineStepQuerySet":
        """Steps that are late or due within a week, and nobody's."""
        asking = Task.objects.asking(today).filter(partner__isnull=True, person__isnull=True)
        return self.filter(task__in=asking)

    def with_tasks(self) -> "TimelineStepQuerySet":
        """With what is to be done and whose it is, the soonest first."""
        found = self.select_related(
            "task__partner__organization", "task__person", "task__network", "campaign__network"
        )
        return found.order_by(F("task__due_on").asc(nulls_last=True), "created_at", "id")


class TimelineStep(Audited):
    """When a task of the campaign falls, counted from its days.

    What it is, whose and whether it is done stand on the task, which the digest and the links of
    partners know already. ``key`` names a step of the timeline that comes along with the site;
    ``is_national`` says that the date is set by the national campaign. ``lesson`` is what the next
    edition should know, ``learned`` what the one before wrote there.
    """

    class Anchor(models.TextChoices):
        BEGIN = "begin", _("the first day")
        END = "end", _("the last day")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="steps")
    task = models.OneToOneField(Task, models.CASCADE, related_name="step")
    key = models.SlugField(max_length=60, blank=True)
    is_national = models.BooleanField(default=False)
    anchor = models.CharField(max_length=5, choices=Anchor.choices, default=Anchor.BEGIN)
    days = models.SmallIntegerField(
        validators=[MinValueValidator(-MOST_DAYS), MaxValueValidator(MOST_DAYS)]
    )
    weekday = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(6)]
    )
    lesson = models.CharField(max_length=500, blank=True)
    learned = models.CharField(max_length=500, blank=True)

    objects = TimelineStepQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "key"], condition=~Q(key=""), name="known_step_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.task)

    @property
    def rule(self) -> Rule:
        return Rule(self.days, self.anchor, self.weekday)  # type: ignore[arg-type]

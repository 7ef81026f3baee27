"""Editions of a campaign, and which activities of the agenda belong to them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, LocalNetwork
from vlaggenlijn.agenda.models import Activity, ActivityQuerySet
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet


class CampaignQuerySet(InNetworkQuerySet["Campaign"]):
    def of_activity(self, activity: Activity) -> "Campaign | None":
        """The edition that an activity is part of, or None."""
        return self.filter(activities__activity=activity).select_related("network").first()

    def with_network(self) -> "CampaignQuerySet":
        return self.select_related("network")


class Campaign(Audited):
    """One edition of a campaign of a network, from its first to its last day."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="campaigns")
    name = models.CharField(_("name"), max_length=120)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))

    objects = CampaignQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-first_on", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("week:programme", args=[self.pk])


class CampaignActivityQuerySet(InNetworkQuerySet["CampaignActivity"]):
    way = "campaign__network"

    def published_in(self, campaign: Campaign) -> ActivityQuerySet:
        """The activities of an edition that take place, as the agenda knows them."""
        return Activity.objects.published().filter(in_campaign__campaign=campaign)

    def public_in(self, campaign: Campaign) -> ActivityQuerySet:
        """Those and what was cancelled, so that nobody comes for nothing."""
        return Activity.objects.public().filter(in_campaign__campaign=campaign)


class CampaignActivity(Audited):
    """An activity of the agenda that is part of a campaign."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="activities")
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="in_campaign")

    objects = CampaignActivityQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["activity__title", "id"]
        verbose_name_plural = "campaign activities"

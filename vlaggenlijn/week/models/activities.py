"""Activities of the agenda that stand in the programme of a campaign."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, User
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.week.models.campaigns import Campaign

WHEN_AND_WHERE = (
    *("first_on", "starts_at", "ends_at", "repeats", "interval", "weekdays", "until"),
    *("skipped", "also_on", "attendance", "location_id", "venue", "street", "postal_code"),
    "municipality_id",
)


def when_and_where(activity: Activity) -> dict[str, Any]:
    """Return what was approved of an activity: a change of it asks for a new look."""
    return {name: _plain(getattr(activity, name)) for name in WHEN_AND_WHERE}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, list)) else str(value)


class CampaignActivityQuerySet(InNetworkQuerySet["CampaignActivity"]):
    way = "campaign__network"

    def waiting(self) -> "CampaignActivityQuerySet":
        """What somebody must look at, the oldest first."""
        return self.filter(state=CampaignActivity.State.PROPOSED).order_by("proposed_at", "id")

    def sent_back_to(self, partners: Iterable[Partner]) -> "CampaignActivityQuerySet":
        """What waits for another word of these partners."""
        back = self.filter(state=CampaignActivity.State.SENT_BACK, partner__in=list(partners))
        return back.order_by("proposed_at", "id")

    def published(self) -> "CampaignActivityQuerySet":
        """What stands in the programme that visitors see."""
        return self.filter(
            state=CampaignActivity.State.PUBLISHED, activity__state__in=("published", "cancelled")
        )

    def approved(self) -> "CampaignActivityQuerySet":
        """What was approved, published or not yet."""
        states = (CampaignActivity.State.APPROVED, CampaignActivity.State.PUBLISHED)
        return self.filter(state__in=states)

    def ids_published(self, campaign: Campaign) -> set[str]:
        """The ids of the activities of a campaign that visitors see, as text."""
        found = self.published().filter(campaign=campaign)
        return {str(pk) for pk in found.values_list("activity_id", flat=True)}

    def in_programme(self) -> "CampaignActivityQuerySet":
        """Everything that was not withdrawn."""
        return self.exclude(state=CampaignActivity.State.WITHDRAWN)

    def by_day(self) -> "CampaignActivityQuerySet":
        return self.order_by("activity__first_on", "activity__starts_at", "activity__title", "id")

    def with_activities(self) -> "CampaignActivityQuerySet":
        return self.select_related(
            "campaign__network",
            "partner__organization",
            "activity__network",
            "activity__organizer",
            "activity__location__address__municipality",
            "activity__municipality",
        )


class CampaignActivity(Audited):
    """An activity in the programme, and how far it is.

    Approved before the programme opens, it is published with the programme; after that, at once.
    ``agreed`` is when and where as approved; {} when nobody approved it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("in the programme")
        SENT_BACK = "sent_back", _("sent back")
        WITHDRAWN = "withdrawn", _("withdrawn")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="activities")
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="campaign_activity")
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="campaign_activities"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    remark = models.CharField(max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed = models.JSONField(default=dict, blank=True)

    objects = CampaignActivityQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["proposed_at", "id"]
        verbose_name_plural = "campaign activities"
        indexes = [models.Index(fields=["campaign", "state"], name="in_campaign_by_state")]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def has_moved(self) -> bool:
        """Whether date or place are others than what was approved."""
        return bool(self.agreed) and self.agreed != when_and_where(self.activity)

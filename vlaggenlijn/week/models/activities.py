"""Activities of the agenda that stand in the programme of a campaign."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, User
from vlaggenlijn.agenda.models import Activity, Occurrence
from vlaggenlijn.agenda.models import State as Agenda
from vlaggenlijn.common.phones import shown
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.week.models.campaigns import Campaign

WHEN_AND_WHERE = (
    *("first_on", "starts_at", "ends_at", "repeats", "interval", "weekdays", "until"),
    *("skipped", "also_on", "attendance", "location_id", "venue", "street", "postal_code"),
    "municipality_id",
)

# What was cancelled stays to be seen, so that nobody comes for nothing.
SHOWN = (Agenda.PUBLISHED, Agenda.CANCELLED)
# Who organised something is asked how it went while they remember it.
ASKED_WITHIN = timedelta(days=60)
PHONED_AFTER = timedelta(days=3)


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
        return self.filter(state=CampaignActivity.State.PUBLISHED, activity__state__in=SHOWN)

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

    def with_times(self) -> "CampaignActivityQuerySet":
        """Each with ``first_at`` (moment) and ``last_on`` (day) of its times in the campaign."""
        times = Occurrence.objects.filter(
            activity=OuterRef("activity"),
            is_cancelled=False,
            day__gte=OuterRef("campaign__begins_on"),
            day__lte=OuterRef("campaign__ends_on"),
        ).order_by("starts_at")
        return self.annotate(
            first_at=Subquery(times.values("starts_at")[:1]),
            last_on=Subquery(times.reverse().values("day")[:1]),
        )

    def taking_place(self) -> "CampaignActivityQuerySet":
        """What is in the programme and on the agenda and was not called off, with its times."""
        return self.with_times().filter(
            state=CampaignActivity.State.PUBLISHED, activity__state=Agenda.PUBLISHED
        )

    def begun(self, now: datetime) -> "CampaignActivityQuerySet":
        """What can be told of: it began, at least for the first time."""
        return self.taking_place().filter(Q(first_at__lte=now))

    def with_begun(self, now: datetime) -> "CampaignActivityQuerySet":
        """Each with ``has_begun``: whether it can be told of; and with what was told."""
        begun = CampaignActivity.objects.begun(now).filter(pk=OuterRef("pk"))
        return self.annotate(has_begun=Exists(begun)).select_related("evaluation")

    def past(self, today: date) -> "CampaignActivityQuerySet":
        return self.taking_place().filter(Q(last_on__lt=today))

    def told(self) -> "CampaignActivityQuerySet":
        return self.filter(evaluation__isnull=False)

    def with_phones(self) -> "CampaignActivityQuerySet":
        return self.select_related("evaluation", "evaluation_request").prefetch_related(
            "partner__organization__phones"
        )

    def untold(self) -> "CampaignActivityQuerySet":
        """What nobody told of yet, with whether its organiser was asked."""
        return self.filter(evaluation__isnull=True).select_related("evaluation_request")

    def recent(self, today: date) -> "CampaignActivityQuerySet":
        """What was not long ago, of what is read with its times."""
        return self.filter(Q(last_on__gte=today - ASKED_WITHIN))

    def to_ask_about(self, today: date) -> "CampaignActivityQuerySet":
        """What is over, not long ago, and was not told of; of partners that sit at the table."""
        found = self.past(today).recent(today).filter(partner__left_on__isnull=True).untold()
        by_partner = ("partner", "campaign", F("last_on"), "id")
        return found.exclude(partner=None).order_by(*by_partner)

    def to_call(self, now: datetime, today: date) -> "CampaignActivityQuerySet":
        """What is over and not told of, where no mail helps: the phone list.

        Its partner has no address, left, or was reminded some days ago; it has no partner; or it
        is too long ago to mail about.
        """
        nobody = Q(partner=None) | Q(partner__left_on__isnull=False)
        no_contact = Q(partner__contact=None) | Q(partner__contact__email="")
        silent = Q(evaluation_request__reminded_at__lte=now - PHONED_AFTER)
        no_mail = no_contact & Q(partner__organization__email="")
        long_ago = Q(last_on__lt=today - ASKED_WITHIN)
        return self.past(today).untold().filter(nobody | no_mail | silent | long_ago)

    def of_ids(self, ids: Iterable[uuid.UUID]) -> "CampaignActivityQuerySet":
        return self.filter(pk__in=list(ids))

    def of_partner(self, partner: Partner) -> "CampaignActivityQuerySet":
        return self.filter(partner=partner)

    def of_chairs(self, chairs: models.QuerySet[Partner]) -> "CampaignActivityQuerySet":
        return self.filter(partner__in=chairs)

    def with_id(self, pk: uuid.UUID) -> "CampaignActivity | None":
        return self.filter(pk=pk).first()

    def latest_first(self) -> "CampaignActivityQuerySet":
        """Those nobody told of first, each with its evaluation; of what is read with its times."""
        is_told = Exists(
            self.model._base_manager.filter(pk=OuterRef("pk"), evaluation__isnull=False)
        )
        found = self.select_related("evaluation").annotate(is_told=is_told)
        return found.order_by(F("is_told"), F("last_on").desc(), "id")

    def with_activities(self) -> "CampaignActivityQuerySet":
        return self.select_related(
            "campaign__network",
            "partner__organization",
            "partner__contact",
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

    @property
    def phone_numbers(self) -> list[tuple[str, str]]:
        """Return (number, as people read it) of the partner's contact, else its organisation."""
        if self.partner is None:
            return []
        contact = self.partner.contact
        if contact is not None and contact.phone:
            return [(contact.phone, contact.phone_text)]
        return [(one.number, shown(one.number)) for one in self.partner.organization.phones.all()]

"""Which partners got the kit of a campaign by mail."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.partnership.models import Partner, Share
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.partnership.models.partners import PartnerQuerySet
from vlaggenlijn.week.models.activities import CampaignActivity
from vlaggenlijn.week.models.campaigns import Campaign

# A kit is of use until what was told of it is over; the link then opens nothing any more.
AFTER_THE_CAMPAIGN = timedelta(days=60)


class KitMailQuerySet(InNetworkQuerySet["KitMail"]):
    way = "campaign__network"

    def with_id(self, pk: uuid.UUID) -> "KitMail | None":
        return (
            self.select_related("campaign__network", "partner__organization").filter(pk=pk).first()
        )

    def of_current(self) -> "KitMailQuerySet":
        """Kits of partners that still sit at the table."""
        return self.filter(partner__in=Partner.objects.current())


class KitMail(Audited):
    """A partner was mailed the link to its kit; the address stands on the link alone."""

    LINK = "campaign-kit"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="kit_mails")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="kit_mails")
    sent_at = models.DateTimeField()

    objects = KitMailQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "partner"], name="one_kit_mail_each")
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.campaign}"


def partners_of(campaign: Campaign) -> PartnerQuerySet:
    """Return who takes part in a campaign: with an approved activity, or in its undertaking.

    Each with ``entry_count`` and ``kit_sent_at``.
    """
    approved = CampaignActivity.objects.approved().filter(campaign=campaign)
    shares = Share.objects.filter(undertaking=campaign.undertaking_id, partner=OuterRef("pk"))
    mails = KitMail.objects.filter(campaign=campaign, partner=OuterRef("pk"))
    takes_part = Exists(approved.filter(partner=OuterRef("pk"))) | Exists(shares)
    found: Any = Partner.objects.of_network(campaign.network).current().filter(takes_part)
    is_one = Q(campaign_activities__in=approved)
    counted: PartnerQuerySet = found.with_people().annotate(
        entry_count=models.Count("campaign_activities", filter=is_one, distinct=True),
        kit_sent_at=models.Subquery(mails.values("sent_at")[:1]),
    )
    return counted.order_by("organization__name", "id")

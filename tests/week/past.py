"""A campaign that is over: its activities took place, each of a partner with an address."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from tests import factories
from tests.partnership.rows import a_partner_of
from tests.week.made import a_campaign
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign, CampaignActivity, Evaluation

TOLD: dict[str, Any] = {
    "fell_through": False, "adults": "15-29", "children": "30-59", "groups": ["fathers"],
    "worked": "De taart", "better": "Begin vroeger", "good": 12, "fair": 2, "poor": 0,
}  # fmt: skip


def a_past_campaign(network: LocalNetwork, days_ago: int = 10, **values: Any) -> Campaign:
    """A week that began so many days ago."""
    begins_on = timezone.localdate() - timedelta(days=days_ago)
    days = {"begins_on": begins_on, "ends_on": begins_on + timedelta(days=7)}
    return a_campaign(network, **days | {"edition": begins_on.year} | values)


def a_past_entry(
    campaign: Campaign, title: str = "Voorlezen", partner: Partner | None = None, **values: Any
) -> CampaignActivity:
    """An activity on the second day of a campaign, of a partner of its own unless one is given."""
    usual: dict[str, Any] = {"first_on": campaign.begins_on + timedelta(days=1)}
    partner = partner or a_partner_of(campaign.network, f"Huis {title}")
    entry = actions.propose_activity(
        by=None,
        campaign=campaign,
        values=factories.activity_values(
            title=title, organizer=partner.organization, **usual | values
        ),
        partner=partner,
        idempotency_key=uuid.uuid4(),
    )
    actions.review(by=None, proposed=entry, is_approved=True)
    return CampaignActivity.objects.with_activities().get(pk=entry.pk)


def told(entry: CampaignActivity, **values: Any) -> Evaluation:
    return actions.tell(by=None, entry=entry, values=TOLD | values)


def day_after(campaign: Campaign, days: int = 2) -> Any:
    """Nine in the morning, so many days after a campaign began."""
    day = campaign.begins_on + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9)))


def a_day(campaign: Campaign, number: int) -> date:
    return campaign.begins_on + timedelta(days=number)

"""Campaigns for tests."""

from datetime import date, timedelta
from typing import Any

from tests import factories
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.week.models import Campaign, CampaignActivity

FIRST, LAST = date(2027, 5, 16), date(2027, 5, 23)


def a_campaign(network: LocalNetwork, **values: Any) -> Campaign:
    """One edition of the Week, in May 2027."""
    usual = {
        "name": "Week van de Opvoeding",
        "theme": "Samen sterk",
        "first_on": FIRST,
        "last_on": LAST,
    }
    campaign = Campaign(network=network, **usual | values)
    with recorded(by=None, network=network, deed="test"):
        campaign.save()
    return campaign


def an_entry(campaign: Campaign, **values: Any) -> Activity:
    """An activity of a campaign, on its second day unless told."""
    usual = {"first_on": campaign.first_on + timedelta(days=1), "contact_phone": "+3293333333"}
    activity = factories.an_activity(campaign.network, **usual | {"coming": "walk_in"} | values)
    with recorded(by=None, network=campaign.network, deed="test"):
        CampaignActivity(campaign=campaign, activity=activity).save()
    return activity

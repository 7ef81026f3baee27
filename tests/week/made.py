"""Campaigns with a programme, for tests of what is printed and told."""

import uuid
from datetime import date, timedelta
from typing import Any

from tests import factories
from tests.week import rows
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.actions import set_state
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign

FIRST, LAST = date(2027, 5, 16), date(2027, 5, 23)


def a_campaign(network: LocalNetwork, **values: Any) -> Campaign:
    """One edition of the Week in May 2027 that visitors may see."""
    usual = {"begins_on": FIRST, "ends_on": LAST, "theme": "Samen sterk", "state": "open"}
    return rows.a_campaign(network, **usual | values)


def an_entry(campaign: Campaign, state: str = "published", **values: Any) -> Activity:
    """An approved activity of a campaign, on its second day; ``state`` is that on the agenda."""
    usual = {"first_on": campaign.begins_on + timedelta(days=1), "contact_phone": "+3293333333"}
    wanted = factories.activity_values(**usual | {"coming": "walk_in"} | values)
    entry = actions.propose_activity(
        by=None, campaign=campaign, values=wanted, partner=None, idempotency_key=uuid.uuid4()
    )
    actions.review(by=None, proposed=entry, is_approved=True)
    if state != "published":
        set_state(by=None, activity=entry.activity, state=state)
    return Activity.objects.get(pk=entry.activity_id)

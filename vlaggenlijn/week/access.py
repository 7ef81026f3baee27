"""Who may do what with a campaign; the prose is in accounts/roles.py.

Every member of the network sees its campaigns. Who runs the network prepares them, looks at what is
proposed and counts the bunting. A partner votes once for each chair it tends, proposes activities
of the organisations it tends, and tells how they went; only they and who runs the network read
what one organiser told.
"""

from typing import Any

import rules

from vlaggenlijn.accounts.access import is_administrator, is_coordinator
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.models import CampaignActivity

CHANGE, TAKE_PART = "week.change_campaign", "week.take_part"
PROPOSED, EVALUATE = "week.change_proposal", "week.evaluate_activity"


def chairs_of(user: Any, network: LocalNetwork) -> Any:
    """Return the chairs at the table in whose name a person may vote and propose."""
    current = Partner.objects.of_network(network).current().with_people()
    if is_administrator(user) or is_coordinator(user, network):
        return current
    return current.tended_by(user)


@rules.predicate
def tends_a_chair(user: Any, network: LocalNetwork) -> bool:
    return bool(Partner.objects.of_network(network).current().tended_by(user).exists())


rules.add_perm(CHANGE, is_administrator | is_coordinator)
rules.add_perm(TAKE_PART, is_administrator | is_coordinator | tends_a_chair)


@rules.predicate
def is_of_my_chair(user: Any, proposed: CampaignActivity) -> bool:
    """The chair that proposed it is one of those that the person speaks for."""
    chairs = chairs_of(user, proposed.campaign.network)
    return proposed.partner_id is not None and chairs.filter(pk=proposed.partner_id).exists()


@rules.predicate
def runs_its_network(user: Any, proposed: CampaignActivity) -> bool:
    return bool(user.has_perm(CHANGE, proposed.campaign.network))


rules.add_perm(PROPOSED, runs_its_network | is_of_my_chair)
rules.add_perm(EVALUATE, runs_its_network | is_of_my_chair)

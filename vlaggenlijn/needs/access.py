"""Who may do what with the needs of a network; the prose is in accounts/roles.py.

Every member sees them. Who takes part (coordinator, partner, professional, facilitator) adds needs
and votes; who runs the network changes and archives them.
"""

from typing import Any

import rules

from vlaggenlijn.accounts.access import is_administrator, is_coordinator
from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role

TAKES_PART = (Role.COORDINATOR, Role.PARTNER, Role.PROFESSIONAL, Role.FACILITATOR)
ADD, CHANGE = "needs.add_need", "needs.change_needs"


@rules.predicate
def takes_part(user: Any, network: LocalNetwork) -> bool:
    mine = Membership.objects.current().of(user).with_role(*TAKES_PART)
    return bool(mine.for_network(network).exists())


rules.add_perm(ADD, is_administrator | takes_part)
rules.add_perm(CHANGE, is_administrator | is_coordinator)

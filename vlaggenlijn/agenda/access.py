"""Who may do what with the agenda of a network; the prose is in accounts/roles.py.

Every member sees it. A coordinator and an administrator change all of it; a partner adds and
changes what is organised by the organisations that they tend. Who may change an activity is who may
see the families that registered for it, and nobody else.
"""

from typing import Any

import rules

from vlaggenlijn.accounts.access import is_administrator, is_coordinator
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.directory.models import Organization

ADD, CHANGE, SEE_REGISTRATIONS, FOLLOW, APPROVE = (
    "agenda.add_activity",
    "agenda.change_activity",
    "agenda.see_registrations",
    "agenda.follow_calendars",
    "agenda.approve_for_uitdatabank",
)


@rules.predicate
def tends_something_in(user: Any, network: LocalNetwork) -> bool:
    tended = Organization.objects.tended_by(user).published()
    return bool(tended.at_home_in(network).exists())


@rules.predicate
def runs_it(user: Any, activity: Activity) -> bool:
    return bool(is_coordinator(user, activity.network))


@rules.predicate
def tends_organizer(user: Any, activity: Activity) -> bool:
    """Whether the organiser is a partner's own, and the partner is one in this very network."""
    if activity.organizer_id is None:
        return False
    tended = Organization.objects.tended_by(user).at_home_in(activity.network)
    return bool(tended.with_ids([activity.organizer_id]).exists())


rules.add_perm(ADD, is_administrator | is_coordinator | tends_something_in)
rules.add_perm(CHANGE, is_administrator | runs_it | tends_organizer)
rules.add_perm(FOLLOW, is_administrator | is_coordinator)
rules.add_perm(APPROVE, is_administrator | is_coordinator)
rules.add_perm(SEE_REGISTRATIONS, is_administrator | runs_it | tends_organizer)


def organizers_for(user: Any, network: LocalNetwork) -> Any:
    """Return the organisations of a network in whose name a person may add an activity."""
    return Organization.objects.editable_by(user).published().at_home_in(network)


def may_add_without_organizer(user: Any, network: LocalNetwork) -> bool:
    """Whether a person may add what the network itself organises."""
    return bool(is_administrator(user) or is_coordinator(user, network))

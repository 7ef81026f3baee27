"""Who may do what with dialogue tables and camps; the prose is in accounts/roles.py.

Who runs the network, and who is named for a series, prepares it: tables, invitations, presence.
Quotes, names and answers are read by those who are named for the series only, and at a table also
by its moderator and its note taker: not by the whole network, and not by an administrator.

The report of a series is written by who is named for it. Once it is shared every member of the
network reads it; what stands in it was allowed by who said it.

A camp is prepared by who runs the network and by who leads it; its programme is for everybody.
"""

from typing import Any

import rules

from vlaggenlijn.accounts.access import is_administrator, is_coordinator
from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role
from vlaggenlijn.dialogue.models import Camp, Series, SeriesFacilitator, Table

STARTS = (Role.COORDINATOR, Role.FACILITATOR)
START, RUN = "dialogue.start_series", "dialogue.run_series"
RUN_CAMP = "dialogue.run_camp"
READ, NOTE = "dialogue.read_quotes", "dialogue.take_notes"
READ_REPORT = "dialogue.read_report"


@rules.predicate
def starts(user: Any, network: LocalNetwork) -> bool:
    mine = Membership.objects.current().of(user).with_role(*STARTS)
    return bool(mine.for_network(network).exists())


@rules.predicate
def runs_its_network(user: Any, series: Series) -> bool:
    return bool(is_administrator(user) or is_coordinator(user, series.network))


@rules.predicate
def is_named(user: Any, series: Series) -> bool:
    """Whether somebody is named for a series and still has a role in its network."""
    if not SeriesFacilitator.objects.of_series(series).of_person(user).exists():
        return False
    return Membership.objects.current().of(user).for_network(series.network).exists()


@rules.predicate
def is_shared_with(user: Any, series: Series) -> bool:
    """Whether the report is shared with a network in which somebody has a role."""
    if series.report_shared_at is None:
        return False
    return bool(LocalNetwork.objects.for_user(user).filter(pk=series.network_id).exists())


@rules.predicate
def leads_the_table(user: Any, table: Table) -> bool:
    """Whether somebody is the moderator or the note taker of a table."""
    if user.pk not in (table.moderator_id, table.note_taker_id):
        return False
    return Membership.objects.current().of(user).for_network(table.series.network).exists()


@rules.predicate
def is_named_for_its_series(user: Any, table: Table) -> bool:
    return bool(is_named(user, table.series))


@rules.predicate
def runs_the_network_of(user: Any, camp: Camp) -> bool:
    return bool(is_administrator(user) or is_coordinator(user, camp.network))


@rules.predicate
def leads_the_camp(user: Any, camp: Camp) -> bool:
    """Whether somebody leads a camp and still has a role in its network."""
    if user.pk != camp.leader_id:
        return False
    return Membership.objects.current().of(user).for_network(camp.network).exists()


rules.add_perm(START, is_administrator | starts)
rules.add_perm(RUN, runs_its_network | is_named)
rules.add_perm(READ, is_named)
rules.add_perm(READ_REPORT, is_named | is_shared_with)
rules.add_perm(NOTE, leads_the_table | is_named_for_its_series)
rules.add_perm(RUN_CAMP, runs_the_network_of | leads_the_camp)

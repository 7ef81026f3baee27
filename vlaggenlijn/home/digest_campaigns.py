"""What the campaigns of a person ask this week, for the mail on Monday."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vlaggenlijn.accounts.models import Membership, Role, User
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.models import Ballot, Campaign, CampaignActivity, TimelineStep


@dataclass(slots=True)
class Asking:
    """One campaign: what waits to be looked at, what nobody does yet, a vote, what came back."""

    campaign: Campaign
    waiting: int = 0
    unowned: list[TimelineStep] = field(default_factory=list)
    is_vote: bool = False
    sent_back: list[CampaignActivity] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.unowned or self.is_vote or self.sent_back)


def campaigns_asking(person: User, today: date) -> list[Asking]:
    """Return the campaigns that ask something of a person, in a number of queries that is fixed.

    Who coordinates hears what waits and which steps are late or due without an owner; who tends a
    chair hears of a vote that it did not cast, and of what was sent back.
    """
    going = Campaign.objects.for_user(person).not_over().with_parts().with_counts()
    found = {one.pk: Asking(one) for one in going}
    if not found:
        return []
    memberships = Membership.objects.current().of(person)
    run = {one.network_id for one in memberships.with_role(Role.COORDINATOR)}
    for one in found.values():
        waiting: int = one.campaign.waiting_count  # type: ignore[attr-defined]
        one.waiting = waiting if one.campaign.network_id in run else 0
    _steps(found, run, today)
    _chairs(found, person, today)
    return [one for one in found.values() if not one.is_empty]


def _steps(found: dict[Any, Asking], run: set[Any], today: date) -> None:
    mine = [one.campaign for one in found.values() if one.campaign.network_id in run]
    for step in TimelineStep.objects.of_campaigns(mine).unowned_by(today).with_tasks():
        found[step.campaign_id].unowned.append(step)


def _chairs(found: dict[Any, Asking], person: User, today: date) -> None:
    chairs = list(Partner.objects.current().tended_by(person))
    networks = {one.network_id for one in chairs}
    voted = _voted(found, chairs)
    for one in found.values():
        seats = {chair.pk for chair in chairs if chair.network_id == one.campaign.network_id}
        closes_on = one.campaign.vote_closes_on
        is_open = closes_on is not None and closes_on >= today
        has_left = seats - voted.get(one.campaign.pk, set())
        one.is_vote = is_open and bool(has_left) and one.campaign.network_id in networks
    for back in CampaignActivity.objects.sent_back_to(chairs).with_activities():
        if back.campaign_id in found:
            found[back.campaign_id].sent_back.append(back)


def _voted(found: dict[Any, Asking], chairs: Iterable[Partner]) -> dict[Any, set[Any]]:
    ballots: dict[Any, set[Any]] = {}
    for one in Ballot.objects.of_partners(chairs):
        if one.campaign_id in found:
            ballots.setdefault(one.campaign_id, set()).add(one.partner_id)
    return ballots

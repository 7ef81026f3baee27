"""Activities in the programme: proposed, looked at, published, sent back, withdrawn."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.agenda.actions import add_activity, set_state
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.agenda.models import State as Agenda
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.week.models import Campaign, CampaignActivity
from vlaggenlijn.week.models.activities import when_and_where

State = CampaignActivity.State


@transaction.atomic
def propose_activity(
    *,
    by: User | None,
    campaign: Campaign,
    values: Mapping[str, Any],
    themes: Sequence[Concept] = (),
    partner: Partner | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> CampaignActivity:
    """Add an activity to the agenda as a draft, and propose it for the programme.

    The same key again returns that of before. Raises Conflict when it has other values.
    """
    network = campaign.network
    activity = add_activity(
        by=by, network=network, values=values, themes=themes, idempotency_key=idempotency_key
    )
    there = CampaignActivity.objects.filter(activity=activity).first()
    if there is not None:
        return there
    with recorded(by=by, network=network, deed="programme.propose"):
        proposed = CampaignActivity(
            campaign=campaign, activity=activity, partner=partner, proposed_at=timezone.now()
        )
        proposed.save()
    return proposed


@transaction.atomic
def review(
    *, by: User | None, proposed: CampaignActivity, is_approved: bool, remark: str = ""
) -> bool:
    """Approve or send back what is proposed; return False when somebody did so before.

    Of two people at once the second changes nothing, and hears it by that False.
    """
    with recorded(by=by, network=proposed.campaign.network, deed="programme.review"):
        campaign = Campaign.locked(proposed.campaign_id)
        stored = CampaignActivity.locked(proposed.pk)
        if stored.state != State.PROPOSED:
            return False
        is_open = campaign.state != Campaign.State.PREPARING
        approved = State.PUBLISHED if is_open else State.APPROVED
        stored.state = approved if is_approved else State.SENT_BACK
        stored.remark = "" if is_approved else remark
        stored.reviewed_at, stored.reviewed_by = timezone.now(), by
        stored.agreed = when_and_where(stored.activity) if is_approved else {}
        stored.save()
    if stored.state == State.PUBLISHED:
        _put_on_agenda(by, stored.activity)
    return True


def _put_on_agenda(by: User | None, activity: Activity) -> None:
    if activity.state == Agenda.DRAFT:
        set_state(by=by, activity=activity, state=Agenda.PUBLISHED)


@transaction.atomic
def publish_approved(*, by: User | None, campaign: Campaign) -> int:
    """Put everything that was approved in the programme and on the agenda; return how much."""
    waiting = list(campaign.activities.filter(state=State.APPROVED))
    with recorded(by=by, network=campaign.network, deed="programme.publish"):
        for one in waiting:
            stored = CampaignActivity.locked(one.pk)
            stored.state = State.PUBLISHED
            stored.save()
    for one in waiting:
        _put_on_agenda(by, one.activity)
    return len(waiting)


def withdraw(*, by: User | None, proposed: CampaignActivity) -> CampaignActivity:
    """Take an activity out of the programme; on the agenda it stays as it is."""
    with recorded(by=by, network=proposed.campaign.network, deed="programme.withdraw"):
        stored = CampaignActivity.locked(proposed.pk)
        stored.state = State.WITHDRAWN
        stored.save()
    return stored


def propose_again(*, by: User | None, proposed: CampaignActivity) -> bool:
    """Propose what was sent back or withdrawn once more; False when it waits or stands already."""
    with recorded(by=by, network=proposed.campaign.network, deed="programme.propose"):
        stored = CampaignActivity.locked(proposed.pk)
        if stored.state not in (State.SENT_BACK, State.WITHDRAWN):
            return False
        stored.state, stored.proposed_at = State.PROPOSED, timezone.now()
        stored.save()
    return True


def look_again_everywhere() -> int:
    """Do so for every campaign that is not over; return how much changed."""
    return sum(look_again(campaign=one) for one in Campaign.objects.not_over().with_parts())


def look_again(*, campaign: Campaign, by: User | None = None) -> int:
    """Ask for a new look at what changed date or place since it was approved; return how much.

    It stays on the agenda, where families must find the day that holds; the programme waits.
    """
    changed = [one for one in campaign.activities.approved().with_activities() if one.has_moved]
    if not changed:
        return 0
    with recorded(by=by, network=campaign.network, deed="programme.look_again"):
        for one in changed:
            stored = CampaignActivity.locked(one.pk)
            stored.state, stored.proposed_at = State.PROPOSED, timezone.now()
            stored.save()
    return len(changed)

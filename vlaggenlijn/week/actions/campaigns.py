"""A campaign is started, changed, moved in time, opened, and its bunting counted."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.partnership.actions.records import keep, relink
from vlaggenlijn.partnership.models import Undertaking
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.week.actions.activities import publish_approved
from vlaggenlijn.week.actions.timeline import move_steps
from vlaggenlijn.week.models import BuntingMetres, Campaign

OF_AN_UNDERTAKING = {
    Campaign.State.PREPARING: Undertaking.State.PLANNED,
    Campaign.State.OPEN: Undertaking.State.PLANNED,
    Campaign.State.RUNNING: Undertaking.State.RUNNING,
    Campaign.State.OVER: Undertaking.State.DONE,
}


class EditionTaken(Exception):
    """Another campaign of the network has this name and year."""


@transaction.atomic
def keep_campaign(
    *,
    by: User | None,
    network: LocalNetwork,
    values: Mapping[str, Any],
    topics: Iterable[Concept] = (),
    campaign: Campaign | None = None,
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Campaign:
    """Start a campaign with its undertaking, or change it; open tasks move along with its days.

    Raises Conflict when somebody was first, or when the key comes back with other values, and
    EditionTaken.
    """
    deed = "campaign.change" if campaign else "campaign.add"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            changes = recorder.change_set.changes
            pk = campaign.pk if campaign else changes.get(model="week.campaign").object_id
            return same_or_conflict(Campaign.locked(pk), values)
        # Of two people who add one edition at once the second waits here, and then finds it.
        LocalNetwork.locked(network.pk)
        stored = Campaign.locked(campaign.pk, version) if campaign else Campaign(network=network)
        before = stored.span if campaign else None
        for name, value in values.items():
            setattr(stored, name, value)
        if Campaign.objects.same_edition(stored).exists():
            raise EditionTaken(stored)
        keep_undertaking(stored)
        stored.save()
        relink(stored, "topics", topics)
        if before is not None:
            move_steps(stored, before)
    return stored


def same_or_conflict(stored: Campaign, values: Mapping[str, Any]) -> Campaign:
    if any(getattr(stored, name) != value for name, value in values.items()):
        raise Conflict(stored)
    return stored


def keep_undertaking(campaign: Campaign) -> None:
    """Let the undertaking have the name and the days of its campaign."""
    if campaign.undertaking_id is None:
        campaign.undertaking = Undertaking(network=campaign.network)
    undertaking = campaign.undertaking
    undertaking.name = str(campaign)[:150]
    undertaking.starts_on, undertaking.ends_on = campaign.begins_on, campaign.ends_on
    undertaking.state = OF_AN_UNDERTAKING[Campaign.State(campaign.state)]
    undertaking.save()


def set_campaign_state(*, by: User | None, campaign: Campaign, state: str) -> Campaign:
    """Open a campaign, start it, end it or bring it back; opening publishes what was approved."""
    with recorded(by=by, network=campaign.network, deed="campaign.state"):
        stored = Campaign.locked(campaign.pk)
        stored.state = state
        keep_undertaking(stored)
        stored.save()
    if state in (Campaign.State.OPEN, Campaign.State.RUNNING):
        publish_approved(by=by, campaign=stored)
    return stored


def count_bunting(
    *,
    by: User | None,
    bunting: BuntingMetres,
    values: Mapping[str, Any],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> BuntingMetres:
    """Add or correct metres of bunting. Raises Conflict."""
    return keep(
        by=by,
        network=bunting.campaign.network,
        record=bunting,
        values=values,
        deed="bunting.count",
        version=version,
        idempotency_key=idempotency_key,
    )

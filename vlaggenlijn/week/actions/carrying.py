"""The next edition out of this one, in one step; and what the next one should know."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Recorder, User, recorded
from vlaggenlijn.agenda.actions import add_drafts
from vlaggenlijn.partnership.actions.records import keep
from vlaggenlijn.partnership.models import Task
from vlaggenlijn.week.actions.campaigns import EditionTaken, keep_undertaking, same_or_conflict
from vlaggenlijn.week.carry_over import Edition
from vlaggenlijn.week.models import (
    Campaign,
    CampaignActivity,
    CampaignTopic,
    Emphasis,
    TimelineStep,
)
from vlaggenlijn.week.next_edition import Line, Next, draft_of, edition_of, next_of, themes_of

KEPT = ("kind", "publisher_name", "publisher_address")


class NextEditionThere(Exception):
    """The next edition was made before; it is the argument."""


def carry_over(
    *,
    by: User | None,
    campaign: Campaign,
    values: Mapping[str, Any],
    activities: Collection[uuid.UUID],
    idempotency_key: uuid.UUID | None = None,
) -> Campaign:
    """Make the next edition of a campaign and return it.

    ``values`` are its name and days, ``activities`` the ids of those in the programme that come
    along, as proposals. The same key again returns the edition of before. Raises
    NextEditionThere, EditionTaken, and Conflict when the key comes back with other values.
    """
    network, deed = campaign.network, "campaign.carry_over"
    values = {**values, "edition": values["begins_on"].year}
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model="week.campaign")
            return same_or_conflict(Campaign.locked(first.object_id), values)
        # Of two people at once the second waits here, and then finds what the first made.
        LocalNetwork.locked(network.pk)
        old = Campaign.locked(campaign.pk)
        there = Campaign.objects.next_of(old)
        if there is not None:
            raise NextEditionThere(there)
        made = _campaign(old, values)
        coming = next_of(old, edition_of(made))
        _carry_words(recorder, made, coming)
        _carry_steps(recorder, made, coming)
        wanted = [one for one in coming.coming if one.pk in activities]
        _carry_activities(recorder, made, wanted, coming.old)
    return made


def _campaign(old: Campaign, values: Mapping[str, Any]) -> Campaign:
    kept = {name: getattr(old, name) for name in KEPT}
    made = Campaign(network=old.network, previous=old, **kept, **values)
    if Campaign.objects.same_edition(made).exists():
        raise EditionTaken(made)
    keep_undertaking(made)
    made.save()
    return made


def _carry_words(recorder: Recorder, made: Campaign, coming: Next) -> None:
    """What it is about, and the shortlist without its votes."""
    recorder.add_all(CampaignTopic(campaign=made, concept=one) for one in coming.topics)
    recorder.add_all(Emphasis(campaign=made, title=one) for one in coming.emphases)


def _carry_steps(recorder: Recorder, made: Campaign, coming: Next) -> None:
    tasks = [
        Task(
            network=made.network,
            undertaking=made.undertaking,
            what=one.what,
            due_on=one.due_on,
            partner=one.partner,
            person=one.person,
        )
        for one in coming.steps
    ]
    recorder.add_all(tasks)
    recorder.add_all(
        TimelineStep(
            campaign=made,
            task=task,
            key=one.step.key,
            is_national=one.step.is_national,
            anchor=one.step.anchor,
            days=one.step.days,
            weekday=one.step.weekday,
            learned=one.learned,
        )
        for one, task in zip(coming.steps, tasks, strict=True)
    )


def _carry_activities(
    recorder: Recorder, made: Campaign, wanted: Collection[Line], old: Edition
) -> None:
    drafts = [draft_of(one, old) for one in wanted]
    themes = themes_of([one.proposed.activity_id for one in wanted])
    pairs = list(zip(wanted, drafts, strict=True))
    by_draft = {draft.pk: themes.get(one.proposed.activity_id, []) for one, draft in pairs}
    add_drafts(recorder=recorder, drafts=drafts, themes=by_draft)
    now = timezone.now()
    recorder.add_all(
        CampaignActivity(
            campaign=made, activity=draft, partner=one.proposed.partner, proposed_at=now
        )
        for one, draft in pairs
    )


def keep_lesson(
    *,
    by: User | None,
    step: TimelineStep,
    lesson: str,
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> TimelineStep:
    """Write at a step what the next edition should know. Raises Conflict."""
    return keep(
        by=by,
        network=step.campaign.network,
        record=step,
        values={"lesson": lesson},
        deed="timeline.lesson",
        version=version,
        idempotency_key=idempotency_key,
    )

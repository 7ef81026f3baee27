"""How an activity went: told by its organiser, by link or by phone; and what is learned of it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from vlaggenlijn.accounts.actions import use_link
from vlaggenlijn.accounts.models import Conflict, PersonalLink, User, recorded
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.models import CampaignActivity, Evaluation, TimelineStep

PURPOSE = "week-evaluation"  # its subject is a partner
MOST_LESSON = 500


class LessonFull(Exception):
    """The lesson does not fit beside what stands at the step already."""


def tell(
    *,
    by: User | None,
    entry: CampaignActivity,
    values: Mapping[str, Any],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Evaluation:
    """Keep how an activity went; the same key again returns what was told before.

    ``version`` is that of the evaluation that was read, None when there was none yet. Raises
    Conflict when somebody was first, or when the key comes back with other values.
    """
    network = entry.campaign.network
    with recorded(by=by, network=network, deed="evaluation.tell", key=idempotency_key) as recorder:
        # Of two who tell it first at once, the second waits here and then finds the other's.
        CampaignActivity.locked(entry.pk)
        stored = Evaluation.objects.of(entry)
        if recorder.is_repeat:
            return _same_or_conflict(stored, entry, values)
        if (stored.version if stored else None) != version:
            raise Conflict(stored or _blank(entry))
        stored = stored or Evaluation(entry=entry)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
    return stored


def _blank(entry: CampaignActivity) -> Evaluation:
    """Return what stands for an evaluation that is not there (any more): it has no version."""
    return Evaluation(entry=entry, version=0)


def _same_or_conflict(
    stored: Evaluation | None, entry: CampaignActivity, values: Mapping[str, Any]
) -> Evaluation:
    if stored is None or any(getattr(stored, name) != value for name, value in values.items()):
        raise Conflict(stored or _blank(entry))
    return stored


def opened_by_link(token: str) -> Partner | None:
    """Return the partner that tells by a link; None when it left or the link ended."""
    link = PersonalLink.objects.opened_by(token, PURPOSE)
    return _partner(link) if link else None


def _partner(link: PersonalLink) -> Partner | None:
    return Partner.objects.current().with_people().with_id(link.subject_id)


@transaction.atomic
def tell_by_link(*, token: str, entry: CampaignActivity, **told: Any) -> Evaluation | None:
    """Keep what a partner tells of an activity of its own, like ``tell()``.

    None when the link opens nothing (any more), or the activity is another's.
    """
    link = use_link(token=token, purpose=PURPOSE)
    partner = _partner(link) if link else None
    if partner is None or entry.partner_id != partner.pk:
        return None
    return tell(by=None, entry=entry, **told)


def learn(
    *,
    by: User | None,
    step: TimelineStep,
    lesson: str,
    idempotency_key: uuid.UUID | None = None,
) -> TimelineStep:
    """Add a sentence to what the next edition should know of a step; one that is there stays once.

    Raises LessonFull.
    """
    network = step.campaign.network
    with recorded(by=by, network=network, deed="timeline.lesson", key=idempotency_key) as recorder:
        stored = TimelineStep.locked(step.pk)
        if recorder.is_repeat or lesson in stored.lesson.split("\n"):
            return stored
        longer = "\n".join(filter(None, [stored.lesson, lesson]))
        if len(longer) > MOST_LESSON:
            raise LessonFull(step)
        stored.lesson = longer
        stored.save()
    return stored

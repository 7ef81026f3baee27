"""Organisers are asked how it went: the day after, and once more a week later."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from vlaggenlijn.accounts.actions import give_link
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.actions.evaluating import PURPOSE
from vlaggenlijn.week.letters import evaluation_letter
from vlaggenlijn.week.models import Campaign, CampaignActivity, EvaluationRequest
from vlaggenlijn.week.models.evaluations import LINK_TERM, REMINDED_AFTER


def ask_how_it_went(now: datetime | None = None) -> int:
    """Mail each partner once about its activities that are over and that nobody told of.

    The day after an activity, and once more a week later; return how many mails. Partners without
    an address of mail stand on the phone list at once.
    """
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    entries = CampaignActivity.objects.to_ask_about(today).with_activities()
    groups = groupby(entries, key=lambda one: (one.partner, one.campaign))
    mails = 0
    for (partner, campaign), group in groups:
        due = [one.pk for one in group if _is_due(one, moment)]
        if due and partner and partner.email:
            mails += _ask(partner, campaign, due, moment)
    return mails


def _ask(partner: Partner, campaign: Campaign, ids: list[uuid.UUID], moment: datetime) -> bool:
    """Send one mail about what one partner did in one campaign; False when it is on its way."""
    with recorded(by=None, network=campaign.network, deed="evaluation.ask"):
        # Of two clocks at once the second waits here and then finds what the first noted.
        Partner.locked(partner.pk)
        fresh = CampaignActivity.objects.of_ids(ids).untold().with_activities().by_day()
        due = [one for one in fresh if _is_due(one, moment)]
        if not due:
            return False
        reminded = _note(due, moment)
        token = give_link(
            purpose=PURPOSE,
            subject_id=partner.pk,
            term=LINK_TERM,
            email=partner.email,
            is_single_use=False,
        )
        is_reminder = reminded == len(due)
        subject, body = evaluation_letter(campaign, partner, due, token, is_reminder=is_reminder)
        send_after_commit(to=partner.email, subject=subject, body=body)
    return True


def _is_due(entry: CampaignActivity, moment: datetime) -> bool:
    asked = asked_of(entry)
    if asked is None:
        return True
    return asked.reminded_at is None and asked.asked_at <= moment - REMINDED_AFTER


def asked_of(entry: CampaignActivity) -> EvaluationRequest | None:
    """Return the request about an activity, or None when its organiser was not mailed yet."""
    return getattr(entry, "evaluation_request", None)


def _note(entries: Iterable[CampaignActivity], moment: datetime) -> int:
    """Keep that these were asked about, or asked again; return how many were asked again."""
    again = 0
    for entry in entries:
        request = asked_of(entry)
        if request is None:
            EvaluationRequest(entry=entry, asked_at=moment).save()
            continue
        stored = EvaluationRequest.locked(request.pk)
        stored.reminded_at = moment
        stored.save()
        again += 1
    return again

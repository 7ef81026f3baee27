"""Rounds of "is this still right?": started, mailed, reminded, called, closed."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.actions import end_links, give_link
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.directory.actions.addressees import (
    Addressee,
    addressees,
    becoming_stale,
    chosen_services,
)
from vlaggenlijn.directory.actions.service import confirm_service, first_made
from vlaggenlijn.directory.letters import freshness_letter
from vlaggenlijn.directory.models import (
    FreshnessCampaign,
    FreshnessItem,
    FreshnessRequest,
    FreshnessRhythm,
    Service,
)
from vlaggenlijn.directory.models.freshness import LINK_PURPOSE, LINK_TERM

AHEAD = timedelta(days=31)


def start_campaign(
    *,
    by: User | None,
    network: LocalNetwork,
    choice: str,
    months: int = 6,
    text: str = "",
    address: str = "",
    key: uuid.UUID | None = None,
) -> FreshnessCampaign:
    """Start a round and mail everybody; the same key again returns the first round."""
    campaign = FreshnessCampaign(
        network=network, choice=choice, months=months, text=text, address=address, started_by=by
    )
    services = chosen_services(network, choice, months, timezone.localdate())
    return _start(campaign, addressees(services), by, key)


def _start(
    campaign: FreshnessCampaign, asked: list[Addressee], by: User | None, key: uuid.UUID | None
) -> FreshnessCampaign:
    campaign.started_at = timezone.now()
    with recorded(by=by, network=campaign.network, deed="freshness.start", key=key) as recorder:
        if recorder.is_repeat:
            return first_made(recorder, FreshnessCampaign)
        campaign.save()
        for one in asked:
            request = FreshnessRequest(
                campaign=campaign, name=one.name[:200], email=one.email, user=one.user
            )
            request.mailed_at = campaign.started_at if one.email else None
            request.save()
            recorder.add_all([FreshnessItem(request=request, service=it) for it in one.services])
            _mail(request, one.services)
    return campaign


def _mail(request: FreshnessRequest, services: list[Service]) -> None:
    if not (request.email and services):
        return
    token = give_link(
        purpose=LINK_PURPOSE,
        subject_id=request.pk,
        term=LINK_TERM,
        email=request.email,
        user=request.user,
        is_single_use=False,
    )
    subject, body = freshness_letter(request, services, token)
    send_after_commit(to=request.email, subject=subject, body=body)


def _unanswered(request: FreshnessRequest) -> list[Service]:
    items = FreshnessItem.objects.of_request(request).waiting().select_related("service")
    return [item.service for item in items]


def remind(now: datetime | None = None) -> int:
    """Send the reminders that are due, for what is unanswered only; return how many."""
    due = FreshnessRequest.objects.to_remind(now or timezone.now())
    return sum(_remind(request) for request in due.select_related("campaign__network"))


def _remind(request: FreshnessRequest) -> bool:
    with recorded(by=None, network=request.campaign.network, deed="freshness.remind"):
        stored = FreshnessRequest.locked(request.pk, request.version)
        stored.reminder_count += 1
        stored.save()
        _mail(stored, _unanswered(stored))
    return True


def mail_again(*, by: User, request: FreshnessRequest, email: str) -> FreshnessRequest:
    """Ask another address; links to the address before open nothing any more."""
    with recorded(by=by, network=request.campaign.network, deed="freshness.mail"):
        stored = FreshnessRequest.locked(request.pk)
        end_links(subject_id=stored.pk, purpose=LINK_PURPOSE)
        if email.lower() != stored.email.lower():
            stored.email, stored.user, stored.name = email, None, email
        stored.mailed_at, stored.reminder_count = timezone.now(), 0
        stored.declined_at, stored.passed_to = None, ""
        stored.save()
        _mail(stored, _unanswered(stored))
    return stored


def mail_link(*, request: FreshnessRequest) -> None:
    """Mail a new link for what is unanswered, to the same address."""
    with recorded(by=None, network=request.campaign.network, deed="freshness.link"):
        _mail(request, _unanswered(request))


def mark_called(*, by: User, item: FreshnessItem, answer: str) -> FreshnessItem:
    """Keep what somebody said on the phone; empty takes it back. "Right" confirms the service."""
    network = item.request.campaign.network
    if answer == FreshnessItem.Answer.RIGHT:
        confirm_service(by=by, service=item.service, reason=_("by phone"))
    with recorded(by=by, network=network, deed="freshness.call"):
        stored = FreshnessItem.locked(item.pk)
        stored.answer = answer
        stored.answered_at = timezone.now() if answer else None
        stored.called_by = by if answer else None
        stored.save()
    return stored


def close_campaign(*, by: User | None, campaign: FreshnessCampaign) -> FreshnessCampaign:
    """End a round: its links open nothing any more, its results stay."""
    with recorded(by=by, network=campaign.network, deed="freshness.close"):
        stored = FreshnessCampaign.locked(campaign.pk)
        stored.closed_at = stored.closed_at or timezone.now()
        stored.save()
        for request in FreshnessRequest.objects.of_campaign(stored):
            end_links(subject_id=request.pk, purpose=LINK_PURPOSE)
    return stored


def set_rhythm(
    *, by: User, network: LocalNetwork, is_on: bool, address: str = ""
) -> FreshnessRhythm:
    """Switch the monthly asking of a network on or off."""
    with recorded(by=by, network=network, deed="freshness.rhythm"):
        rhythm = FreshnessRhythm.objects.of_network(network) or FreshnessRhythm(network=network)
        rhythm.is_on, rhythm.address = is_on, address
        rhythm.save()
    return rhythm


def ask_by_itself(now: datetime | None = None) -> int:
    """Start this month's round in every network that wants it; return how many were started.

    Last month's own rounds are closed first. Done every day, it starts one round a month at most.
    """
    now = timezone.localtime(now)
    old = FreshnessCampaign.objects.running().automatic().started_before(now - LINK_TERM)
    for campaign in old:
        close_campaign(by=None, campaign=campaign)
    return sum(_ask_in(rhythm, now) for rhythm in FreshnessRhythm.objects.switched_on())


def _ask_in(rhythm: FreshnessRhythm, now: datetime) -> bool:
    mine = FreshnessCampaign.objects.of_network(rhythm.network).automatic()
    services = becoming_stale(rhythm.network, now.date(), AHEAD)
    if mine.started_in_month_of(now.date()).exists() or not services:
        return False
    campaign = FreshnessCampaign(
        network=rhythm.network,
        choice=FreshnessCampaign.Choice.MONTHS,
        months=11,
        address=rhythm.address,
        is_automatic=True,
    )
    _start(campaign, addressees(services), None, None)
    return True

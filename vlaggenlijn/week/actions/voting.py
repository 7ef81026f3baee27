"""Partners vote on a shortlist: one vote a chair, until the closing day."""

from datetime import date

from django.utils import timezone

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.models import Ballot, Campaign, Emphasis
from vlaggenlijn.week.votes import is_open

MOST_ON_A_SHORTLIST = 30


class ShortlistFull(Exception):
    """A shortlist holds 30 lines at most."""


class VoteClosed(Exception):
    """The closing day is past, or nobody opened the vote."""


def add_emphasis(*, by: User | None, campaign: Campaign, title: str) -> Emphasis:
    """Put a line on the shortlist; one that is there is returned. Raises ShortlistFull."""
    there: Emphasis | None = campaign.emphases.filter(title=title).first()
    if there is not None:
        return there
    if campaign.emphases.count() >= MOST_ON_A_SHORTLIST:
        raise ShortlistFull
    with recorded(by=by, network=campaign.network, deed="emphasis.add"):
        emphasis = Emphasis(campaign=campaign, title=title)
        emphasis.save()
    return emphasis


def remove_emphasis(*, by: User | None, emphasis: Emphasis) -> None:
    """Take a line off the shortlist, with the votes that it got."""
    with recorded(by=by, network=emphasis.campaign.network, deed="emphasis.remove"):
        for ballot in emphasis.ballots.all():
            ballot.delete()
        Emphasis.locked(emphasis.pk).delete()


def open_vote(*, by: User | None, campaign: Campaign, closes_on: date) -> Campaign:
    """Let partners vote until a day, that day included; another day takes its place."""
    with recorded(by=by, network=campaign.network, deed="emphasis.open"):
        stored = Campaign.locked(campaign.pk)
        stored.vote_closes_on = closes_on
        stored.save()
    return stored


def vote(*, by: User | None, emphasis: Emphasis, partner: Partner) -> Ballot:
    """Give the vote of a partner; another one before the closing day takes its place.

    Raises VoteClosed.
    """
    with recorded(by=by, network=emphasis.campaign.network, deed="emphasis.vote"):
        campaign = Campaign.locked(emphasis.campaign_id)
        if not is_open(campaign.vote_closes_on, timezone.localdate()):
            raise VoteClosed
        ballot = campaign.ballots.filter(partner=partner).first()
        ballot = ballot or Ballot(campaign=campaign, partner=partner)
        ballot.emphasis = emphasis
        ballot.save()
    return ballot  # type: ignore[no-any-return]


def close_vote(*, by: User | None, emphasis: Emphasis) -> Campaign:
    """Close the vote with its result, which becomes the theme of the campaign."""
    with recorded(by=by, network=emphasis.campaign.network, deed="emphasis.choose"):
        campaign = Campaign.locked(emphasis.campaign_id)
        for one in campaign.emphases.all():
            one.is_chosen = one.pk == emphasis.pk
            one.save()
        campaign.theme, campaign.vote_closes_on = emphasis.title, None
        campaign.save()
    return campaign

"""Partners vote on a theme or emphasis; who runs the network opens and closes the vote."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import StaffRequest
from vlaggenlijn.week import actions
from vlaggenlijn.week.access import CHANGE, TAKE_PART, chairs_of
from vlaggenlijn.week.forms import EmphasisForm, VoteUntilForm
from vlaggenlijn.week.views.found import run_campaign, seen_campaign
from vlaggenlijn.week.votes import counted, is_open, is_tied


@require_safe
def voting(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The shortlist with its votes, and the vote of the chairs that a person tends."""
    campaign = seen_campaign(request, pk)
    shortlist = list(campaign.emphases.all())
    ballots = list(campaign.ballots.select_related("emphasis"))
    counts = counted(shortlist, (one.emphasis for one in ballots))
    may_vote = request.user.has_perm(TAKE_PART, campaign.network)
    context = {
        "campaign": campaign,
        "counts": counts,
        "most": max((one.votes for one in counts), default=0) or 1,
        "is_tied": is_tied(counts),
        "is_open": is_open(campaign.vote_closes_on, timezone.localdate()),
        "chairs": chairs_of(request.user, campaign.network) if may_vote else [],
        "may_change": request.user.has_perm(CHANGE, campaign.network),
        "until": VoteUntilForm(initial={"closes_on": campaign.vote_closes_on}),
        "more": EmphasisForm(),
    }
    return render(request, "week/voting.html", context)


@require_POST
def cast(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Give the vote of one chair; voting again changes it."""
    campaign = seen_campaign(request, pk)
    require(request.user, TAKE_PART, campaign.network)
    emphasis = chosen(request, "emphasis", campaign.emphases.all())
    partner = chosen(request, "partner", chairs_of(request.user, campaign.network))
    if emphasis is None or partner is None:
        messages.error(request, _("Choose for whom you vote, and what."))
        return redirect("week:voting", pk)
    try:
        actions.vote(by=request.user, emphasis=emphasis, partner=partner)
        messages.success(request, _("Your vote counts. You can change it until the vote closes."))
    except actions.VoteClosed:
        messages.warning(request, _("The vote is closed. Nothing was changed."))
    return redirect("week:voting", pk)


@require_POST
def add_emphasis(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Put one more line on the shortlist."""
    campaign = run_campaign(request, pk)
    form = EmphasisForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the theme in one line of at most 200 signs."))
        return redirect("week:voting", pk)
    try:
        title = form.cleaned_data["title"]
        actions.add_emphasis(by=request.user, campaign=campaign, title=title)
        messages.success(request, _("It stands on the shortlist."))
    except actions.ShortlistFull:
        messages.error(request, _("A shortlist has 30 lines at most. Take one off first."))
    return redirect("week:voting", pk)


@require_POST
def remove_emphasis(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take one line off the shortlist, with its votes."""
    campaign = run_campaign(request, pk)
    emphasis = chosen(request, "emphasis", campaign.emphases.all())
    if emphasis is None:
        messages.error(request, _("Choose one of the shortlist."))
    else:
        actions.remove_emphasis(by=request.user, emphasis=emphasis)
        messages.success(request, _("It is off the shortlist."))
    return redirect("week:voting", pk)


@require_POST
def open_vote(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Let partners vote until a day."""
    campaign = run_campaign(request, pk)
    form = VoteUntilForm(request.POST)
    if not campaign.emphases.exists():
        messages.error(request, _("Put something on the shortlist first."))
    elif form.is_valid() and form.cleaned_data["closes_on"] >= timezone.localdate():
        closes_on = form.cleaned_data["closes_on"]
        actions.open_vote(by=request.user, campaign=campaign, closes_on=closes_on)
        messages.success(request, _("Partners can vote now."))
    else:
        messages.error(request, _("Choose today or a later day."))
    return redirect("week:voting", pk)


@require_POST
def choose(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Close the vote with one of the shortlist; it becomes the theme of the campaign."""
    campaign = run_campaign(request, pk)
    emphasis = chosen(request, "emphasis", campaign.emphases.all())
    if emphasis is None:
        messages.error(request, _("Choose one of the shortlist."))
    else:
        actions.close_vote(by=request.user, emphasis=emphasis)
        messages.success(request, _("The vote is closed. This is the theme now."))
    return redirect("week:voting", pk)


def chosen(request: StaffRequest, name: str, rows: Iterable[Any]) -> Any:
    """Return the one of these rows that was chosen in a form; None for any other."""
    return {str(one.pk): one for one in rows}.get(request.POST.get(name, ""))

"""The programme that anybody may read, day by day."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.staff_pages import page_of
from vlaggenlijn.agenda import cards
from vlaggenlijn.agenda.paging import Times
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.week.access import CHANGE
from vlaggenlijn.week.brought import brought_by, came_to, is_over, organizers_of
from vlaggenlijn.week.bunting import sums
from vlaggenlijn.week.bunting_map import map_of
from vlaggenlijn.week.gathering import named, times_shown
from vlaggenlijn.week.models import Campaign, CampaignPicture
from vlaggenlijn.week.sheets import days_text

TIMES_ON_A_PAGE = 30


@login_not_required
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Lead to the newest campaign of the network that is visited: its programme, or its harvest."""
    network = request.network  # type: ignore[attr-defined]
    campaign = Campaign.objects.of_network(network).to_see().newest() if network else None
    if campaign is None:
        return render(request, "week/public.html")
    return redirect("week:harvest" if is_over(campaign) else "week:programme", campaign.pk)


@login_not_required
@require_safe
def harvest(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a campaign that is over brought, instead of an empty calendar."""
    campaign = get_object_or_404(Campaign.objects.to_see().with_parts(), pk=pk)
    if not is_over(campaign):
        return redirect("week:programme", campaign.pk)
    context = _told(campaign) | {
        "campaign": campaign,
        "days_text": days_text(campaign.begins_on, campaign.ends_on),
        "came": came_to(campaign),
        "organizers": organizers_of(campaign),
        "next": Campaign.objects.to_see().next_of(campaign),
        "is_dutch_text": cards.has_translation_note(),
    }
    return render(request, "week/harvest.html", context)


@login_not_required
@require_safe
def programme(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All times of a campaign in order, of all municipalities or of one."""
    campaign = get_object_or_404(Campaign.objects.to_see().with_parts(), pk=pk)
    times = times_shown(campaign)
    counts = times.counts_by_municipality()
    chosen = request.GET.get("gemeente", "")
    if is_town := bool(counts.get(chosen)):
        times = times.in_municipality(chosen)
    total = counts[chosen] if is_town else sum(counts.values())
    page = page_of(request, Times(times, total), TIMES_ON_A_PAGE)
    context = _told(campaign) | {
        "campaign": campaign,
        "days_text": days_text(campaign.begins_on, campaign.ends_on),
        "towns": named(Municipality.objects.with_nis(filter(None, counts))),
        "chosen": chosen,
        "page": page,
        "days": cards.by_day(cards.lines(page)),
        "is_dutch_text": cards.has_translation_note(),
        "may_change": request.user.is_authenticated
        and request.user.has_perm(CHANGE, campaign.network),
    }
    return render(request, "week/programme.html", context)


def _told(campaign: Campaign) -> dict[str, Any]:
    """Return what the campaign brought, once it is over, and the bunting that was counted."""
    lengths = sums(campaign.bunting.hung())
    return {
        "brought": brought_by(campaign) if is_over(campaign) else None,
        "lengths": lengths,
        "map": map_of(campaign, lengths),
        "metres": sum(one.metres for one in lengths),
        "photos": CampaignPicture.objects.of(campaign).of_bunting(),
    }

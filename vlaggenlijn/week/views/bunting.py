"""Counting the bunting: metres by municipality, and who hung them."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.week import actions
from vlaggenlijn.week.access import CHANGE
from vlaggenlijn.week.bunting import sums
from vlaggenlijn.week.bunting_map import map_of
from vlaggenlijn.week.forms import BuntingForm
from vlaggenlijn.week.models import BuntingMetres, CampaignPicture
from vlaggenlijn.week.views.found import run_campaign, seen_campaign
from vlaggenlijn.week.views.work import form_data, saved_or_shown

PAGE = "week:bunting"


@require_safe
def bunting(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """All metres of a campaign, added up by municipality, and each line that was counted."""
    campaign = seen_campaign(request, pk)
    lengths = sums(campaign.bunting.hung())
    context = {
        "campaign": campaign,
        "lengths": lengths,
        "map": map_of(campaign, lengths),
        "total": sum(one.metres for one in lengths),
        "page": page_of(request, campaign.bunting.with_places()),
        "photos": CampaignPicture.objects.of(campaign).of_bunting(),
        "may_change": request.user.has_perm(CHANGE, campaign.network),
    }
    return render(request, "week/bunting.html", context)


@page_of_forms
def add(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Count one more line."""
    campaign = run_campaign(request, pk)
    form = BuntingForm(form_data(request), campaign=campaign)
    return _form(request, form, BuntingMetres(campaign=campaign), _("Count a line"))


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct a line."""
    found = get_object_or_404(BuntingMetres.objects.for_user(request.user).with_places(), pk=pk)
    require(request.user, CHANGE, found.campaign.network)
    shown = BuntingForm.shown(found)
    form = BuntingForm(form_data(request), campaign=found.campaign, initial=shown)
    return _form(request, form, found, _("Correct a line"))


def _form(
    request: StaffRequest, form: BuntingForm, found: BuntingMetres, title: str
) -> HttpResponse:
    back = reverse(PAGE, args=[found.campaign_id])
    return saved_or_shown(
        request,
        form,
        {"title": title, "back": back},
        lambda: (
            actions.count_bunting(
                by=request.user,
                bunting=found,
                values=form.values(),
                version=form.cleaned_data["version"],
                idempotency_key=form.cleaned_data["idempotency_key"],
            ).campaign
        ),
        PAGE,
    )

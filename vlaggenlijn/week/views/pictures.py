"""Pictures of a campaign: its theme image and its photos, added and taken away, and shown."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.week.access import CHANGE
from vlaggenlijn.week.actions import pictures as actions
from vlaggenlijn.week.models import Campaign, CampaignPicture, Pixels
from vlaggenlijn.week.picture_forms import BuntingPhotoForm, ThemeImageForm
from vlaggenlijn.week.views.found import run_campaign

FORMS = {"thema": ThemeImageForm, "foto": BuntingPhotoForm}
PAGE = "week:pictures"


@page_of_forms
def pictures(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The image of the theme and the photos, and a form for one more of each."""
    campaign = run_campaign(request, pk)
    asked = request.POST.get("form", "")
    forms = {name: kind(campaign=campaign, auto_id=f"{name}_%s") for name, kind in FORMS.items()}
    if asked in FORMS:
        forms[asked] = FORMS[asked](
            request.POST, request.FILES, campaign=campaign, auto_id=f"{asked}_%s"
        )
        if forms[asked].is_valid():
            return _added(request, campaign, forms[asked])
    context = {
        "campaign": campaign,
        "forms": forms,
        "sent": forms.get(asked),
        "themes": CampaignPicture.objects.of(campaign).themes(),
        "photos": CampaignPicture.objects.of(campaign).of_bunting(),
    }
    return render(request, "week/pictures.html", context, status=INVALID if asked else 200)


def _added(request: StaffRequest, campaign: Campaign, form: ThemeImageForm) -> HttpResponse:
    try:
        actions.add_picture(
            by=request.user,
            campaign=campaign,
            content=form.cleaned_data["picture"],
            values=form.values(),
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
        messages.success(request, _("The picture is there."))
    except actions.PicturesFull:
        text = _("A campaign holds %(count)s photos at most. Take one away first.")
        messages.warning(request, text % {"count": actions.MOST_PHOTOS})
    return redirect(PAGE, campaign.pk)


@require_POST
def remove(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a picture away; nobody sees it from now on."""
    mine = CampaignPicture.objects.for_user(request.user).with_places()
    found = get_object_or_404(mine, pk=pk)
    require(request.user, CHANGE, found.campaign.network)
    actions.remove_picture(by=request.user, picture=found)
    messages.success(request, _("The picture is away. Under Changes you can bring it back."))
    return redirect(PAGE, found.campaign_id)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def picture(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The pixels of a picture that visitors may see."""
    found = get_object_or_404(CampaignPicture.objects.to_see(), pk=pk)
    return _png(found)


@require_safe
def picture_at_work(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The same for who works on the campaign, also while it is being prepared."""
    return _png(get_object_or_404(CampaignPicture.objects.for_user(request.user), pk=pk))


def _png(found: CampaignPicture) -> HttpResponse:
    content = Pixels.objects.of(found)
    if not content:
        raise Http404
    return HttpResponse(content, content_type="image/png")

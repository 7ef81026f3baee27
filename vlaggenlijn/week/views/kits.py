"""The kits of a campaign: what each partner gets, seen before it is mailed, and mailed once."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.common.forms import visible
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week import actions
from vlaggenlijn.week.gathering import entries_of_partner
from vlaggenlijn.week.kit_letter import kit_letter
from vlaggenlijn.week.models import Campaign
from vlaggenlijn.week.models.kits import partners_of
from vlaggenlijn.week.views.found import run_campaign, site_before

LONGEST = 1500  # signs of one's own words


@page_of_forms
def kits(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who gets a kit, the mail as one of them reads it, and a button to send it."""
    campaign = run_campaign(request, pk)
    text = visible(request.POST.get("text", "")).strip()[:LONGEST]
    if "send" in request.POST:
        return _sent(request, campaign, text)
    partners = partners_of(campaign)
    everybody: list[Any] = list(partners)
    shown = _shown(everybody, request.POST.get("partner", ""))
    context: dict[str, Any] = {
        "campaign": campaign,
        "page": page_of(request, partners),
        "everybody": everybody,
        "shown": shown,
        "text": text,
        "waiting": sum(bool(one.email) and not one.kit_sent_at for one in everybody),
    }
    if shown is not None:
        entries, site = entries_of_partner(campaign, shown), site_before(request)
        context["letter"] = kit_letter(campaign, shown, entries, _("example"), text, site)
    return render(request, "week/kits.html", context)


def _shown(everybody: list[Partner], asked: str) -> Partner | None:
    """Return the partner whose mail is shown: the one asked for, or the first."""
    found = next((one for one in everybody if str(one.pk) == asked), None)
    return found or next(iter(everybody), None)


def _sent(request: StaffRequest, campaign: Campaign, text: str) -> HttpResponse:
    site = site_before(request)
    count = actions.mail_kits(by=request.user, campaign=campaign, text=text, address=site)
    if count:
        told = ngettext(
            "%(count)s partner gets its kit by mail.",
            "%(count)s partners get their kit by mail.",
            count,
        )
        messages.success(request, told % {"count": count})
    else:
        messages.info(request, _("Everybody with an address has the kit already. No mail left."))
    return redirect("week:kits", campaign.pk)

"""The programme in a frame on other sites, and the page that makes the line for it."""

import uuid
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.accounts.staff_pages import StaffRequest
from vlaggenlijn.agenda import cards
from vlaggenlijn.common.framing import framable
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.models import Helpline
from vlaggenlijn.week.models import Campaign
from vlaggenlijn.week.sheets import days_text
from vlaggenlijn.week.views.found import run_campaign, site_before
from vlaggenlijn.week.widget import COUNTS, address_of, snippet, times_of, wishes_in

LINES = ("112", "1712", "1813", "102", "106")


@framable
@login_not_required
@require_safe
def widget(request: HttpRequest, slug: str) -> HttpResponse:
    """The first activities of a network's newest campaign, in its colours; links open outside."""
    network = get_object_or_404(LocalNetwork, slug=slug)
    campaign = Campaign.objects.of_network(network).to_see().newest()
    context: dict[str, Any] = {
        "campaign": campaign,
        "shown_network": network,
        "network_stylesheet": reverse("accounts:colours", args=[network.slug, network.version]),
        "helplines": [
            one for one in Helpline.objects.in_regime(network.regime) if one.number in LINES
        ],
        "is_dutch_text": cards.has_translation_note(),
    }
    if campaign is not None:
        times = times_of(campaign, wishes_in(request.GET, network), timezone.localdate())
        context["days"] = cards.by_day(cards.lines(times))
        context["days_text"] = days_text(campaign.begins_on, campaign.ends_on)
    return render(request, "week/widget.html", context)


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def widget_lines(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The line that a municipality copies to its own site, and how that looks."""
    campaign = run_campaign(request, pk)
    network = campaign.network
    wishes = wishes_in(request.GET, network)
    path = address_of(network, wishes)
    title = _("%(name)s: the programme") % {"name": campaign.name}
    towns = [(one.pk, one.label(spoken())) for one in network.municipalities.all()]
    context = {
        "campaign": campaign,
        "wishes": wishes,
        "counts": COUNTS,
        "towns": sorted(towns, key=lambda town: town[1]),
        "path": path,
        "title": title,
        "snippet": snippet(site_of(network, otherwise=site_before(request)) + path, title),
    }
    return render(request, "week/widget_lines.html", context)

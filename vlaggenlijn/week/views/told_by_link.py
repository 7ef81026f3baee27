"""Pages of a campaign behind a link in a mail, without signing in; opening them changes nothing.

A link that opens nothing (any more) looks the same whatever the reason.
"""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.staff_pages import page_of_forms
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import CampaignActivity, Evaluation
from vlaggenlijn.week.views.evaluating import told_or_shown

LISTED = 50


@login_not_required
@never_cache
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """The activities of a partner that are over, those that nobody told of first."""
    partner = actions.opened_by_link(token)
    if partner is None:
        return _ended(request)
    entries = list(_entries(partner).latest_first().with_activities()[:LISTED])
    context = {"partner": partner, "entries": entries, "token": token}
    return _quiet(render(request, "week/told_by_link.html", context))


@login_not_required
@never_cache
@page_of_forms
def evaluate(request: HttpRequest, token: str, pk: uuid.UUID) -> HttpResponse:
    """One minute: who came roughly, what worked, what not."""
    partner = actions.opened_by_link(token)
    entry = _entries(partner).with_activities().with_id(pk) if partner else None
    if entry is None:
        return _ended(request)
    back = reverse("week:told_by_link", args=[token])

    def save(**told: Any) -> Evaluation | None:
        return actions.tell_by_link(token=token, entry=entry, **told)

    answer = told_or_shown(request, entry, save, {"back": back, "is_by_link": True})
    return _quiet(answer if answer is not None else redirect(back))


@login_not_required
@never_cache
@require_safe
def report(request: HttpRequest, token: str) -> HttpResponse:
    """The report of a campaign, for a partner that was thanked."""
    found = actions.report_by_link(token)
    if found is None:
        return _ended(request)
    return _quiet(render(request, "week/report_by_link.html", {"report": found}))


def _entries(partner: Partner) -> Any:
    return CampaignActivity.objects.begun(timezone.now()).of_partner(partner)


def _ended(request: HttpRequest) -> HttpResponse:
    return _quiet(render(request, "partnership/by_link/ended.html", status=404))


def _quiet(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    return response

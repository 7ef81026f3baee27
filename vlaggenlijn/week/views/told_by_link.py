"""Pages of a campaign behind a link in a mail, without signing in; opening them changes nothing."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from vlaggenlijn.accounts.link_pages import LOOKING, by_link
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import CampaignActivity, Evaluation
from vlaggenlijn.week.reports import Report
from vlaggenlijn.week.views.evaluating import told_or_shown
from vlaggenlijn.week.views.found import ENDED

LISTED = 50


@by_link(actions.opened_by_link, ended=ENDED, methods=LOOKING)
def mine(request: HttpRequest, partner: Partner, token: str) -> HttpResponse:
    """The activities of a partner that are over, those that nobody told of first."""
    entries = list(_entries(partner).latest_first().with_activities()[:LISTED])
    context = {"partner": partner, "entries": entries, "token": token}
    return render(request, "week/told_by_link.html", context)


@by_link(actions.opened_by_link, ended=ENDED)
def evaluate(
    request: HttpRequest, partner: Partner, token: str, pk: uuid.UUID
) -> HttpResponse | None:
    """One minute: who came roughly, what worked, what not."""
    entry = _entries(partner).with_activities().with_id(pk)
    if entry is None:
        return None
    back = reverse("week:told_by_link", args=[token])

    def save(**told: Any) -> Evaluation | None:
        return actions.tell_by_link(token=token, entry=entry, **told)

    answer = told_or_shown(request, entry, save, {"back": back, "is_by_link": True})
    return answer if answer is not None else redirect(back)


@by_link(actions.report_by_link, ended=ENDED, methods=LOOKING)
def report(request: HttpRequest, found: Report, token: str) -> HttpResponse:
    """The report of a campaign, for a partner that was thanked."""
    return render(request, "week/report_by_link.html", {"report": found})


def _entries(partner: Partner) -> Any:
    return CampaignActivity.objects.begun(timezone.now()).of_partner(partner)

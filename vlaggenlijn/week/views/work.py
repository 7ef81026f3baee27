"""The Week in the workspace: campaigns, the desk of one, and what partners propose."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    chosen_network,
    page_of,
    page_of_forms,
)
from vlaggenlijn.week import actions
from vlaggenlijn.week.access import CHANGE, PROPOSED, TAKE_PART, chairs_of
from vlaggenlijn.week.brought import is_over
from vlaggenlijn.week.forms import CampaignForm, ProposalForm
from vlaggenlijn.week.models import Campaign, CampaignActivity

MOST_REMARK = 500
STEPS_ON_THE_DESK = 50


@require_safe
def campaigns(request: StaffRequest) -> HttpResponse:
    """The campaigns of a network, the newest first."""
    network = chosen_network(request)
    context: dict[str, Any] = {
        "networks": LocalNetwork.objects.for_user(request.user),
        "network_shown": network,
    }
    if network is not None:
        rows = Campaign.objects.of_network(network).with_parts().with_counts()
        context |= {
            "page": page_of(request, rows),
            "may_change": request.user.has_perm(CHANGE, network),
        }
    return render(request, "week/campaigns.html", context)


def _campaign(request: StaffRequest, pk: uuid.UUID, permission: str = "") -> Campaign:
    found = get_object_or_404(Campaign.objects.for_user(request.user).with_parts(), pk=pk)
    if permission:
        require(request.user, permission, found.network)
    return found


@require_safe
def campaign(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The desk of one campaign: what waits, the timeline, and what stands in the programme."""
    found = _campaign(request, pk)
    rows = found.activities.in_programme().with_activities().with_begun(timezone.now())
    context = {
        "campaign": found,
        "waiting": found.activities.waiting().with_activities()[:50],
        "steps": found.steps.with_tasks()[:STEPS_ON_THE_DESK],
        "step_count": found.steps.count(),
        "topics": [one.concept.label for one in found.campaign_topics.with_names()],
        "today": timezone.localdate(),
        "page": page_of(request, rows),
        "is_over": is_over(found),
        "states": Campaign.State.choices,
        "may_change": request.user.has_perm(CHANGE, found.network),
        "may_propose": request.user.has_perm(TAKE_PART, found.network),
        "my_chairs": [one.pk for one in chairs_of(request.user, found.network)],
    }
    return render(request, "week/campaign.html", context)


def saved_or_shown(
    request: StaffRequest,
    form: Any,
    context: dict[str, Any],
    save: Callable[[], Campaign],
    leads_to: str = "week:campaign",
) -> HttpResponse:
    """Show the form, or save it; one that crosses another comes back whole."""
    context |= {"form": form}
    if request.method != "POST" or not form.is_valid():
        status = INVALID if form.errors else 200
        return render(request, "week/form.html", context, status=status)
    try:
        found = save()
    except Conflict as conflict:
        stored = conflict.args[0]
        form.renew(stored.version if form.cleaned_data["version"] else None)
        context |= {"is_conflict": True, "stored": stored}
        return render(request, "week/form.html", context, status=CONFLICT)
    except actions.EditionTaken:
        form.add_error("edition", _("This campaign is there already for that year."))
        return render(request, "week/form.html", context, status=INVALID)
    messages.success(request, _("Saved."))
    return redirect(leads_to, found.pk)


def form_data(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


@page_of_forms
def add_campaign(request: StaffRequest, slug: str) -> HttpResponse:
    """A new campaign; its undertaking comes along."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, CHANGE, network)
    form = CampaignForm(form_data(request), network=network)
    back = f"{reverse('week:campaigns')}?netwerk={network.slug}"
    return saved_or_shown(
        request,
        form,
        {"title": _("Start a campaign"), "back": back},
        lambda: actions.keep_campaign(
            by=request.user,
            network=network,
            topics=form.topics(),
            values=form.values(),
            idempotency_key=form.cleaned_data["idempotency_key"],
        ),
    )


@page_of_forms
def edit_campaign(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Another theme or other days; open tasks move along."""
    found = _campaign(request, pk, CHANGE)
    form = CampaignForm(
        form_data(request), network=found.network, initial=CampaignForm.shown(found)
    )
    return saved_or_shown(
        request,
        form,
        {"title": str(found), "back": reverse("week:campaign", args=[pk])},
        lambda: actions.keep_campaign(
            by=request.user,
            network=found.network,
            campaign=found,
            topics=[*form.topics(), *CampaignForm.further_topics(found)],
            values=form.values(),
            version=form.cleaned_data["version"] or 0,
            idempotency_key=form.cleaned_data["idempotency_key"],
        ),
    )


@require_POST
def set_state(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Open the programme, start or end the campaign, or bring it back."""
    found = _campaign(request, pk, CHANGE)
    state = request.POST.get("state", "")
    if state in Campaign.State.values:
        actions.set_campaign_state(by=request.user, campaign=found, state=state)
        messages.success(request, _("Done: %(state)s.") % {"state": Campaign.State(state).label})
    return redirect("week:campaign", pk)


@require_POST
def start_timeline(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take over the steps that come along with the site."""
    found = _campaign(request, pk, CHANGE)
    actions.start_national_timeline(by=request.user, campaign=found)
    messages.success(request, _("The timeline is there. Each step is a task now."))
    return redirect("week:campaign", pk)


@page_of_forms
def propose(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A partner proposes an activity for the programme."""
    found = _campaign(request, pk, TAKE_PART)
    chairs = chairs_of(request.user, found.network)
    form = ProposalForm(form_data(request), campaign=found, chairs=chairs)
    return saved_or_shown(
        request,
        form,
        {"title": _("Propose an activity"), "back": reverse("week:campaign", args=[pk])},
        lambda: (
            actions.propose_activity(
                by=request.user,
                campaign=found,
                values=form.values(),
                themes=form.topics(),
                partner=form.cleaned_data["partner"],
                idempotency_key=form.cleaned_data["idempotency_key"],
            ).campaign
        ),
    )


@require_POST
def review(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Approve what is proposed, or send it back with a sentence."""
    mine = CampaignActivity.objects.for_user(request.user).with_activities()
    found = get_object_or_404(mine, pk=pk)
    require(request.user, CHANGE, found.campaign.network)
    remark = request.POST.get("remark", "").strip()[:MOST_REMARK]
    is_approved = "approve" in request.POST
    if not is_approved and not remark:
        messages.error(request, _("Write what should be different, then send it back."))
    elif actions.review(by=request.user, proposed=found, is_approved=is_approved, remark=remark):
        messages.success(request, _("Approved.") if is_approved else _("Sent back."))
    else:
        messages.warning(request, _("Somebody else looked at this first. Nothing was changed."))
    return redirect("week:campaign", found.campaign_id)


@require_POST
def back_in(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Propose what was sent back or withdrawn once more."""
    found = _of_my_chair(request, pk)
    if actions.propose_again(by=request.user, proposed=found):
        messages.success(request, _("Proposed again."))
    else:
        messages.warning(request, _("It waits already, or stands in the programme."))
    return redirect("week:campaign", found.campaign_id)


@require_POST
def take_out(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an activity out of the programme; on the agenda it stays."""
    found = _of_my_chair(request, pk)
    actions.withdraw(by=request.user, proposed=found)
    messages.success(request, _("Out of the programme. On the agenda it stays as it is."))
    return redirect("week:campaign", found.campaign_id)


def _of_my_chair(request: StaffRequest, pk: uuid.UUID) -> CampaignActivity:
    """Return what a person proposed for their own chair, or anything for who runs the network."""
    mine = CampaignActivity.objects.for_user(request.user).with_activities()
    found = get_object_or_404(mine, pk=pk)
    require(request.user, PROPOSED, found)
    return found

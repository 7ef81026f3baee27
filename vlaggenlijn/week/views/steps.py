"""The timeline of a campaign: its steps, and those that the network adds, changes and removes."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.week import actions
from vlaggenlijn.week.access import CHANGE
from vlaggenlijn.week.models import TimelineStep
from vlaggenlijn.week.step_forms import StepForm
from vlaggenlijn.week.views.found import run_campaign, seen_campaign
from vlaggenlijn.week.views.work import form_data, saved_or_shown

PAGE = "week:timeline"


@require_safe
def timeline(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """All steps of a campaign in order, fifty on a page."""
    campaign = seen_campaign(request, pk)
    context = {
        "campaign": campaign,
        "page": page_of(request, campaign.steps.with_tasks()),
        "may_change": request.user.has_perm(CHANGE, campaign.network),
    }
    return render(request, "week/timeline.html", context)


@page_of_forms
def add(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A step of the network's own."""
    campaign = run_campaign(request, pk)
    form = StepForm(form_data(request), campaign=campaign)
    return saved_or_shown(
        request,
        form,
        {"title": _("Add a step"), "back": reverse(PAGE, args=[pk])},
        lambda: (
            actions.add_step(
                by=request.user,
                campaign=campaign,
                what=form.cleaned_data["what"],
                rule=form.rule,
                partner=form.cleaned_data["partner"],
                idempotency_key=form.cleaned_data["idempotency_key"],
            ).campaign
        ),
        PAGE,
    )


def _step(request: StaffRequest, pk: uuid.UUID) -> TimelineStep:
    step = get_object_or_404(TimelineStep.objects.for_user(request.user).with_tasks(), pk=pk)
    require(request.user, CHANGE, step.campaign.network)
    return step


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Other words, another day, another partner."""
    step = _step(request, pk)
    form = StepForm(form_data(request), campaign=step.campaign, initial=StepForm.shown(step))
    remove_at = reverse("week:remove_timeline_step", args=[pk])
    return saved_or_shown(
        request,
        form,
        {"title": str(step), "back": reverse(PAGE, args=[step.campaign_id]), "remove": remove_at},
        lambda: _change(request, step, form).campaign,
        PAGE,
    )


def _change(request: StaffRequest, step: TimelineStep, form: StepForm) -> TimelineStep:
    data = form.cleaned_data
    return actions.change_step(
        by=request.user,
        step=step,
        what=data["what"],
        rule=form.rule,
        partner=data["partner"],
        version=data["version"] or 0,
        idempotency_key=data["idempotency_key"],
    )


@require_POST
def remove(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a step off the timeline; under Changes it can be brought back."""
    step = _step(request, pk)
    actions.remove_step(by=request.user, step=step)
    messages.success(request, _("The step is off the timeline. Under Changes you can undo it."))
    return redirect(PAGE, step.campaign_id)

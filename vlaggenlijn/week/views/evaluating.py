"""How activities went: told by a partner or for it, who did not yet, and what is learned of it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, StaffRequest, page_of, page_of_forms
from vlaggenlijn.week import actions
from vlaggenlijn.week.access import CHANGE, EVALUATE
from vlaggenlijn.week.forms import EvaluationForm, LearnForm
from vlaggenlijn.week.models import CampaignActivity, Evaluation
from vlaggenlijn.week.views.found import run_campaign


@page_of_forms
def evaluate(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Tell how an activity went, for one's own chair or for a partner on the phone."""
    mine = CampaignActivity.objects.for_user(request.user).with_activities()
    entry = get_object_or_404(mine, pk=pk)
    require(request.user, EVALUATE, entry)
    back = reverse("week:campaign", args=[entry.campaign_id])
    if not has_begun(entry):
        messages.info(request, _("It still has to begin. Come back afterwards."))
        return redirect(back)
    if request.user.has_perm(CHANGE, entry.campaign.network):
        back = reverse("week:evaluations", args=[entry.campaign_id])

    def save(**told: Any) -> Evaluation:
        return actions.tell(by=request.user, entry=entry, **told)

    answer = told_or_shown(request, entry, save, {"back": back})
    if answer is not None:
        return answer
    messages.success(request, _("Thank you. It is kept."))
    return redirect(back)


def has_begun(entry: CampaignActivity) -> bool:
    return CampaignActivity.objects.begun(timezone.now()).with_id(entry.pk) is not None


def told_or_shown(
    request: Any,
    entry: CampaignActivity,
    save: Callable[..., Evaluation | None],
    context: dict[str, Any],
) -> HttpResponse | None:
    """Save what was told, or show the form with all that was typed; None when it was saved."""
    there = Evaluation.objects.of(entry)
    posted = request.POST if request.method == "POST" else None
    form = EvaluationForm(posted, initial=EvaluationForm.shown(there))
    context |= {"form": form, "entry": entry, "there": there}
    if posted is None or not form.is_valid():
        status = INVALID if form.errors else 200
        return render(request, "week/evaluation.html", context, status=status)
    try:
        save(values=form.values(), **form.key())
    except Conflict as conflict:
        form.renew(conflict.args[0].version)
        context["is_conflict"] = True
        return render(request, "week/evaluation.html", context, status=CONFLICT)
    return None


@require_safe
def evaluations(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who told how it went and who did not, whom to call, and what was said."""
    campaign = run_campaign(request, pk)
    now, today = timezone.now(), timezone.localdate()
    begun = campaign.activities.begun(now)
    to_call = campaign.activities.to_call(now, today)
    is_phone_list = request.GET.get("toon") == "bellen"
    rows = to_call if is_phone_list else begun.latest_first()
    context = {
        "campaign": campaign,
        "page": page_of(request, rows.with_activities().with_phones()),
        "is_phone_list": is_phone_list,
        "count": begun.count(),
        "told": begun.told().count(),
        "call_count": to_call.count(),
    }
    return render(request, "week/evaluations.html", context)


@page_of_forms
def learn(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Put what an organiser wrote at the step of the timeline that it is about."""
    mine = Evaluation.objects.for_user(request.user).with_entries()
    told = get_object_or_404(mine, pk=pk)
    campaign = told.entry.campaign
    require(request.user, CHANGE, campaign.network)
    posted = request.POST if request.method == "POST" else None
    form = LearnForm(posted, campaign=campaign, initial={"lesson": told.better or told.worked})
    back = reverse("week:evaluations", args=[campaign.pk])
    if posted is not None and form.is_valid():
        step, lesson = form.cleaned_data["step"], form.cleaned_data["lesson"]
        key = form.cleaned_data["idempotency_key"]
        try:
            actions.learn(by=request.user, step=step, lesson=lesson, idempotency_key=key)
            messages.success(request, _("It stands at the step, and comes along next year."))
            return redirect(back)
        except actions.LessonFull:
            form.add_error("lesson", _("The step has no room for this. Make it shorter."))
    context = {"form": form, "title": _("What do we remember?"), "back": back}
    return render(request, "week/form.html", context, status=INVALID if form.errors else 200)

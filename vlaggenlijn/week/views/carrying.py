"""The next edition: what comes along is shown first, and then made in one step."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.week import actions
from vlaggenlijn.week.access import CHANGE
from vlaggenlijn.week.forms import LessonForm, NextForm
from vlaggenlijn.week.models import Campaign, TimelineStep
from vlaggenlijn.week.next_edition import MOST, Next, next_of
from vlaggenlijn.week.views.found import run_campaign
from vlaggenlijn.week.views.work import saved_or_shown
from vlaggenlijn.week.wording import BEHIND_LABELS, rule_text


@page_of_forms
def carry_over(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask the new days, show what comes, and make it once it was looked at."""
    found = run_campaign(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = NextForm(posted, campaign=found)
    context: dict[str, Any] = {"campaign": found, "form": form}
    if posted is None or not form.is_valid():
        context["there"] = Campaign.objects.next_of(found)
        return _shown(request, context, INVALID if form.errors else 200)
    coming = next_of(found, form.edition())
    seen = f"{coming.new.first_on} {coming.new.last_on}"
    if "write" in posted and posted.get("seen") == seen:
        answer = _written(request, found, form, coming)
        if answer is not None:
            return answer
    context |= _told(coming) | {"seen": seen, "ticked": _ticked(request, coming)}
    context["has_other_days"] = posted.get("seen", seen) != seen
    return _shown(request, context, INVALID if form.errors else 200)


def _shown(request: StaffRequest, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, "week/carry_over.html", context, status=status)


def _ticked(request: StaffRequest, coming: Next) -> set[uuid.UUID]:
    """Return which activities come: all of them until somebody chose."""
    if "seen" not in request.POST:
        return {one.pk for one in coming.coming}
    ticks = set(request.POST.getlist("activity"))
    return {one.pk for one in coming.coming if str(one.pk) in ticks}


def _written(
    request: StaffRequest, found: Campaign, form: NextForm, coming: Next
) -> HttpResponse | None:
    """Make the next edition and go there; None when the form must say what is wrong."""
    try:
        made = actions.carry_over(
            by=request.user,
            campaign=found,
            values=form.values(),
            activities=_ticked(request, coming),
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except actions.EditionTaken:
        form.add_error("name", _("A campaign of that year has this name. Write another name."))
        return None
    except (actions.NextEditionThere, Conflict) as there:
        return _not_twice(request, there.args[0])
    messages.success(request, _("The next edition is there. The activities wait to be looked at."))
    return redirect("week:campaign", made.pk)


def _not_twice(request: StaffRequest, there: Campaign) -> HttpResponse:
    """Go to the edition that was made before, and say that there is only one."""
    text = _("The next edition is there already: this is it. Nothing was made a second time.")
    messages.warning(request, text)
    return redirect("week:campaign", there.pk)


def _told(coming: Next) -> dict[str, Any]:
    """Return what comes and what stays, with their sentences."""
    return {
        "coming": coming,
        "steps": [(one, rule_text(one.step.rule)) for one in coming.steps],
        "behind": [(one, BEHIND_LABELS[one.behind]) for one in coming.behind],
        "most": MOST,
    }


@page_of_forms
def lesson(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Write at a step of the timeline what the next edition should know."""
    step = get_object_or_404(TimelineStep.objects.for_user(request.user).with_tasks(), pk=pk)
    require(request.user, CHANGE, step.campaign.network)
    posted = request.POST if request.method == "POST" else None
    form = LessonForm(posted, initial={"lesson": step.lesson, "version": step.version})
    back = reverse("week:campaign", args=[step.campaign_id])
    return saved_or_shown(
        request,
        form,
        {"title": str(step), "back": back},
        lambda: (
            actions.keep_lesson(
                by=request.user,
                step=step,
                lesson=form.cleaned_data["lesson"],
                version=form.cleaned_data["version"] or 0,
                idempotency_key=form.cleaned_data["idempotency_key"],
            ).campaign
        ),
    )

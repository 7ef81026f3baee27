"""Steps of a handbook: ticked, bettered, moved, and compared with those of others."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import CONFLICT, StaffRequest, page_of_forms
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.access import CHANGE
from vlaggenlijn.partnership.forms import StepForm
from vlaggenlijn.partnership.handbooks import (
    MOST_STEPS,
    Step,
    differences,
    fingerprint,
    is_other_order,
)
from vlaggenlijn.partnership.models import Handbook, HandbookStep, HandbookVersion
from vlaggenlijn.partnership.ready_handbooks import ready_handbooks
from vlaggenlijn.partnership.views.handbooks import handbook_of, handbook_url
from vlaggenlijn.partnership.views.saving import Page, form_data, record_of, saved_or_shown

COMPARED_WITH = 50
READY = "klaar"


def _step(request: StaffRequest, pk: uuid.UUID) -> HandbookStep:
    rows = HandbookStep.objects.with_tasks()
    found: HandbookStep = record_of(request, rows, pk)
    handbook_of(request, found.handbook_id, CHANGE)
    return found


def _at(step: HandbookStep) -> str:
    return f"{handbook_url(step.handbook)}#stap-{step.pk}"


@page_of_forms
def add_step(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = handbook_of(request, pk, CHANGE)
    asked = {"chapter": request.GET.get("hoofdstuk", "")[:120]}
    form = StepForm(form_data(request), handbook=found, task=None, initial=asked)
    page = Page(_("Add a step"), handbook_url(found), _("The step is there."))
    return _form(request, form, page, HandbookStep(handbook=found))


@page_of_forms
def edit_step(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = _step(request, pk)
    shown = StepForm.shown(found)
    form = StepForm(form_data(request), handbook=found.handbook, task=found.task, initial=shown)
    page = Page(_("Better this step"), handbook_url(found.handbook), _("Saved."))
    return _form(request, form, page, found)


def _form(request: StaffRequest, form: StepForm, page: Page, found: HandbookStep) -> HttpResponse:
    try:
        return saved_or_shown(
            request,
            form,
            page,
            lambda one: actions.keep_step(
                by=request.user, step=found, values=one.values(), **one.key()
            ),
            _at,
        )
    except actions.HandbookFull:
        return _full(request, found.handbook)


def _full(request: StaffRequest, handbook: Handbook) -> HttpResponse:
    text = _("A handbook holds %(count)s steps at most. Take one out first.")
    messages.warning(request, text % {"count": MOST_STEPS})
    return redirect(handbook_url(handbook))


@require_POST
def tick(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One tap: done, or open again."""
    found = _step(request, pk)
    actions.tick(by=request.user, step=found, is_done="open" not in request.POST)
    return redirect(_at(found))


@require_POST
def move(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One place higher or lower."""
    found = _step(request, pk)
    actions.move_step(by=request.user, step=found, is_up="down" not in request.POST)
    return redirect(_at(found))


@require_POST
def make_task(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a task of a step, and go there to say whose it is and by when."""
    found = _step(request, pk)
    task = actions.make_task(by=request.user, step=found)
    messages.success(request, _("It is a task now. Say whose it is, and by when."))
    return redirect("partnership:edit_task", task.pk)


@require_POST
def remove(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a step out; under Changes it can be brought back."""
    found = _step(request, pk)
    actions.remove_step(by=request.user, step=found)
    messages.success(request, _("The step is out. Under Changes you can bring it back."))
    return redirect(handbook_url(found.handbook))


@page_of_forms
def compare(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What another version does otherwise; ticked steps are taken over."""
    found = handbook_of(request, pk, CHANGE)
    versions = _versions(request, found)
    chosen = request.POST.get("met") or request.GET.get("met", "")
    theirs = _theirs(found, versions, chosen)
    status = 200
    if request.method == "POST" and theirs is not None:
        answer = _take_over(request, found, theirs)
        if answer is not None:
            return answer
        status = CONFLICT
    context = {"handbook": found, "versions": versions, "chosen": chosen, "status": status}
    context |= {"has_ready": bool(found.origin), "back": handbook_url(found)}
    return render(
        request, "partnership/compare.html", context | _told(found, theirs), status=status
    )


def _versions(request: StaffRequest, found: Handbook) -> list[HandbookVersion]:
    return list(HandbookVersion.objects.for_user(request.user).akin_to(found)[:COMPARED_WITH])


def _theirs(found: Handbook, versions: list[HandbookVersion], chosen: str) -> list[Step] | None:
    """Return the steps that are asked for; None when nothing to compare with was chosen."""
    ready = ready_handbooks(found.language).get(found.origin)
    if chosen == READY and ready is not None:
        return list(ready.steps)
    return next((one.words for one in versions if str(one.pk) == chosen), None)


def _told(found: Handbook, theirs: list[Step] | None) -> dict[str, Any]:
    if theirs is None:
        return {"differences": None}
    mine = [one.words for one in found.steps.all()]
    found_out = differences(mine, theirs)
    return {
        "differences": [one for one in found_out if one.theirs is not None],
        "own": [one.mine for one in found_out if one.theirs is None],
        "is_other_order": is_other_order(mine, theirs),
        "seen": fingerprint(mine),
    }


def _take_over(request: StaffRequest, found: Handbook, theirs: list[Step]) -> HttpResponse | None:
    """Take over what was ticked; None when the handbook changed since it was compared."""
    lines = request.POST.getlist("line")
    is_ordered = "order" in request.POST
    try:
        actions.take_over(
            by=request.user,
            handbook=found,
            theirs=theirs,
            lines=lines,
            order=is_ordered,
            seen=request.POST.get("seen", "") or "-",
        )
    except Conflict:
        return None
    except actions.HandbookFull:
        return _full(request, found)
    if not lines and not is_ordered:
        messages.info(request, _("Nothing was ticked, so nothing changed."))
    else:
        messages.success(request, _("Taken over. Under Changes you can undo it."))
    return redirect(reverse("partnership:handbook", args=[found.pk]))

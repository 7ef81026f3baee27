"""Deeds in the workspace: the list of a network, one deed, and its undo."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.actions.undo import is_final, told, undo_plan
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, UndoRun
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms, sent_key
from vlaggenlijn.directory.actions.undo import LARGE, MOST_TOLD, undo_deed
from vlaggenlijn.directory.deed_words import deed_text
from vlaggenlijn.directory.forms.deeds import DeedFilter
from vlaggenlijn.directory.history_deeds import (
    deed_names,
    owned_lines,
    touched_in,
    visible_owners,
)
from vlaggenlijn.directory.history_undo import back_text, done_text, kept_lines, kept_text

SEE, UNDO = "directory.see_deed", "directory.undo_deed"


@require_safe
def change_sets(request: StaffRequest) -> HttpResponse:
    """What was done in the networks this person runs; others see what they did themselves."""
    run = LocalNetwork.objects.run_by(request.user)
    mine = LocalNetwork.objects.for_user(request.user)
    deeds = ChangeSet.objects.in_networks(mine).by_person(request.user)
    seen = (ChangeSet.objects.in_networks(run) | deeds).with_changes()
    form = DeedFilter(request.GET, deeds=seen)
    page = page_of(request, form.narrowed(seen).newest_first())
    names = deed_names(page)
    rows = [(one, deed_text(one.deed), names.get(one.pk, [])) for one in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "directory/work/change_sets.html", context)


@page_of_forms
def change_set(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One deed in words, what an undo would do now, and the button for it."""
    deed = get_object_or_404(ChangeSet.objects.newest_first(), pk=pk)
    require(request.user, SEE, deed, may_see=False)
    if request.method == "POST":
        return _undo(request, deed)
    page = page_of(request, deed.changes.order_by("id"))
    touched = touched_in(page)
    seen = visible_owners(request.user, touched)
    undone_by = deed.undone_by
    context = {
        "deed": deed,
        "text": deed_text(deed.deed),
        "page": page,
        "lines": owned_lines(page, touched, seen),
        "hidden": len([one for one in page if touched.owner_of.get(one.object_id) not in seen]),
        "undone_by": undone_by,
        "run": _last_run(deed),
    }
    context |= _offer(request, deed, undone_by)
    return render(request, "directory/work/change_set.html", context)


def _offer(request: StaffRequest, deed: ChangeSet, undone_by: ChangeSet | None) -> dict[str, Any]:
    """Return what the page says of an undo: that it cannot be, or what it would do."""
    if is_final(deed):
        return {"is_final": True}
    if undone_by or not request.user.has_perm(UNDO, deed):
        return {}
    if deed.changes.count() > LARGE:
        return {"may_undo": True, "is_large": True, "key": uuid.uuid4()}
    plan = undo_plan(deed)
    return {
        "may_undo": plan.count > 0,
        "key": uuid.uuid4(),
        "back": back_text(plan.count),
        "kept": kept_lines(deed, told(deed, plan.kept[:MOST_TOLD])),
        "kept_title": kept_text(len(plan.kept)),
    }


def _last_run(deed: ChangeSet) -> dict[str, Any] | None:
    run = deed.undo_runs.select_related("by", "undo").first()
    if run is None:
        return None
    report = run.report
    return {
        "run": run,
        "done": done_text(report.get("count", 0)),
        "kept": kept_lines(deed, report.get("kept", [])),
        "kept_title": kept_text(report.get("kept_count", 0)),
    }


def _undo(request: StaffRequest, deed: ChangeSet) -> HttpResponse:
    require(request.user, UNDO, deed)
    if is_final(deed):
        messages.error(request, _("This cannot be undone here."))
        return redirect("directory:change_set", deed.pk)
    run = undo_deed(by=request.user, change_set=deed, key=sent_key(request))
    say = messages.success if run.state == UndoRun.State.DONE else messages.warning
    say(request, run_text(run))
    return redirect("directory:change_set", deed.pk)


def run_text(run: UndoRun) -> str:
    """Return how an undo ended, in a sentence."""
    if run.state == UndoRun.State.DONE and run.report["kept_count"]:
        kept = kept_text(run.report["kept_count"])
        return f"{done_text(run.report['count'])} {kept}: {_('see below why')}."
    return {
        UndoRun.State.DONE: _("Undone: everything is as it was before."),
        UndoRun.State.NOTHING: _("Nothing went back: all of it was changed since."),
        UndoRun.State.ALREADY: _("This was undone already."),
        UndoRun.State.FAILED: _("Somebody worked on it at the same moment. Try again."),
    }.get(
        UndoRun.State(run.state),
        _("This is a lot: it is being undone in the background. Look here again in a minute."),
    )

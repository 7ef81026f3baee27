"""The grid of a camp as it is being made, and the reports that are still missing."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.staff_pages import StaffRequest
from vlaggenlijn.dialogue.actions import camp_placing, camp_reports
from vlaggenlijn.dialogue.camp_boards import board_of
from vlaggenlijn.dialogue.models import CampSession
from vlaggenlijn.dialogue.placement import score
from vlaggenlijn.dialogue.placement_words import last_run_words, reasons_in_words
from vlaggenlijn.dialogue.views.camp_sessions import own_address
from vlaggenlijn.dialogue.views.reached import run_camp, sealed_page


@sealed_page
@require_safe
def placing(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The grid, what it is worth, and why each session stands where it stands."""
    camp = run_camp(request, pk)
    found = camp_placing.gathered(camp)
    why = reasons_in_words(found)
    context = {
        "camp": camp,
        "board": board_of(camp),
        "worth": last_run_words(camp.last_run, score(found.plain, found.so_far)),
        "explained": [(one, why[str(one.pk)]) for one in found.sessions],
        "has_places": bool(found.plain.slots and found.rooms),
    }
    return render(request, "dialogue/camps/placing.html", context)


@sealed_page
@require_POST
def place_all(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Let everything that is not pinned find its place."""
    camp = run_camp(request, pk)
    placed = camp_placing.place_all(by=request.user, camp=camp)
    left = len(placed.reasons) - placed.after.placed
    if left:
        messages.warning(
            request,
            _("The sessions are placed, except %(count)s: below you read why.") % {"count": left},
        )
    else:
        messages.success(request, _("All sessions have a place."))
    return redirect("dialogue:placing", pk)


@sealed_page
@require_safe
def reports(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Which reports are there, and which are missing while people still know."""
    camp = run_camp(request, pk)
    missing = camp_reports.missing_reports(camp)
    done = CampSession.objects.of_camp(camp).with_written_report().in_order_of_time()
    context = {"camp": camp, "missing": missing, "done": done}
    return render(request, "dialogue/camps/reports.html", context)


@sealed_page
@require_POST
def remind(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Mail who took notes in a session without a report."""
    mailed, silent = camp_reports.remind_of_reports(
        by=request.user, camp=run_camp(request, pk), address=own_address(request)
    )
    text = _("%(mailed)s mails are on their way; %(silent)s have no e-mail address.")
    messages.success(request, text % {"mailed": mailed, "silent": silent})
    return redirect("dialogue:camp_reports", pk)

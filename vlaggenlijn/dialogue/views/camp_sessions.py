"""Sessions of a camp as who prepares it sees them: the list, one, its place, its notes."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.common.paper import qr_address
from vlaggenlijn.dialogue.actions import camp_placing, camp_reports
from vlaggenlijn.dialogue.actions import camp_sessions as writing
from vlaggenlijn.dialogue.forms.camps import (
    MoveForm,
    NoteTakerForm,
    ReportForm,
    SessionForm,
)
from vlaggenlijn.dialogue.forms.series import initial_of
from vlaggenlijn.dialogue.models import CampSession
from vlaggenlijn.dialogue.placement_words import reasons_in_words
from vlaggenlijn.dialogue.views.reached import run_camp, run_session, sealed_page
from vlaggenlijn.dialogue.views.series import form_page


@sealed_page
@require_safe
def sessions(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything that was proposed, with how many want to see it."""
    camp = run_camp(request, pk)
    rows = CampSession.objects.of_camp(camp).with_interest()
    context = {"camp": camp, "page": page_of(request, rows)}
    return render(request, "dialogue/camps/sessions.html", context)


@sealed_page
@page_of_forms
def add(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A proposal that somebody handed in on paper."""
    camp = run_camp(request, pk)
    form = SessionForm(request.POST if request.method == "POST" else None)
    back_url, heading = reverse("dialogue:sessions", args=[pk]), _("Add a session")
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=camp.name)
    key = form.cleaned_data["idempotency_key"]
    try:
        made = writing.propose(
            by=request.user, camp=camp, values=form.cleaned_data, idempotency_key=key
        )
    except writing.CampIsFull:
        form.add_error(None, _("A camp cannot have more of these. Take one away first."))
        return form_page(request, form, heading, back_url, subject=camp.name)
    messages.success(request, _("The session is added."))
    return redirect("dialogue:session", made.pk)


@sealed_page
@require_safe
def session(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One session: why it stands where it stands, who takes notes, what came of it."""
    found = run_session(request, pk)
    place = {"slot": found.slot_id, "room": found.room_id, "version": found.version}
    why = reasons_in_words(camp_placing.gathered(found.camp))
    context = {
        "session": found,
        "camp": found.camp,
        "reasons": why.get(str(pk), []),
        "form": MoveForm(None, camp=found.camp, initial=place),
    }
    return render(request, "dialogue/camps/session.html", context)


@sealed_page
@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What is said of a session."""
    found = run_session(request, pk)
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, initial=initial_of(found, writing.SESSION_COLUMNS))
    back_url, heading = reverse("dialogue:session", args=[pk]), _("Change the session")
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=found.camp.name)
    values = form.cleaned_data
    try:
        writing.change_session(
            by=request.user, session=found, version=values["version"] or 0, values=values,
            idempotency_key=values["idempotency_key"],
        )  # fmt: skip
    except Conflict as conflict:
        form.renew(conflict.args[0].version)
        return form_page(request, form, heading, back_url, is_conflict=True, subject=found.title)
    messages.success(request, _("It is saved."))
    return redirect(back_url)


@sealed_page
@require_POST
def move(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a session somewhere by hand."""
    found = run_session(request, pk)
    form = MoveForm(request.POST, camp=found.camp)
    if not form.is_valid():
        problems = [text for texts in form.errors.values() for text in texts]
        messages.error(request, " ".join(map(str, problems)))
        return redirect("dialogue:session", pk)
    slot, room = form.cleaned_data["slot"], form.cleaned_data["room"]
    version = form.cleaned_data["version"] or 0
    try:
        other = camp_placing.move(
            by=request.user, session=found, version=version, slot=slot, room=room
        )
    except Conflict:
        messages.error(request, _("Somebody else moved or changed it just now. Look again."))
    else:
        _say_moved(request, other)
    return redirect("dialogue:session", pk)


def _say_moved(request: StaffRequest, other: CampSession | None) -> None:
    if other is None:
        messages.success(request, _("It is moved, and stays there."))
        return
    told = {"title": other.title}
    if other.is_placed:
        messages.success(request, _("It changed places with “%(title)s”.") % told)
    else:
        messages.warning(request, _("“%(title)s” stood there, and has no place now.") % told)


@sealed_page
@require_POST
def pin(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Let it stay, or let it go."""
    camp_placing.pin(
        by=request.user, session=run_session(request, pk), is_pinned="pin" in request.POST
    )
    messages.success(request, _("It is saved."))
    return redirect("dialogue:session", pk)


@sealed_page
@require_POST
def cancel(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """It does not go on, or does again."""
    found, is_off = run_session(request, pk), "cancel" in request.POST
    is_placed = camp_placing.cancel(by=request.user, session=found, is_cancelled=is_off)
    if is_off:
        messages.success(request, _("The session is cancelled."))
    elif is_placed:
        messages.success(request, _("The session goes on, where it was."))
    else:
        messages.warning(request, _("The session goes on again. Give it a place."))
    return redirect("dialogue:session", pk)


@sealed_page
@require_POST
def withdraw(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a proposal before the grid is public."""
    found = run_session(request, pk)
    try:
        writing.withdraw(by=request.user, session=found)
    except writing.TooLate:
        messages.error(request, _("The grid is public: cancel the session instead."))
        return redirect("dialogue:session", pk)
    messages.success(request, _("The proposal is deleted."))
    return redirect("dialogue:sessions", found.camp_id)


@sealed_page
@page_of_forms
def note_taker(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who takes notes, and where the link goes."""
    found = run_session(request, pk)
    data = request.POST if request.method == "POST" else None
    form = NoteTakerForm(data, initial=initial_of(found, ("note_taker", "email")))
    back_url, heading = reverse("dialogue:session", args=[pk]), _("Who takes notes?")
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=found.title)
    values = form.cleaned_data
    try:
        is_mailed = camp_reports.name_note_taker(
            by=request.user, session=found, version=values["version"] or 0,
            name=values["note_taker"], email=values["email"], address=own_address(request),
        )  # fmt: skip
    except Conflict as conflict:
        form.renew(conflict.args[0].version)
        return form_page(request, form, heading, back_url, is_conflict=True, subject=found.title)
    text = _("The link to the report is on its way.") if is_mailed else _("It is saved.")
    messages.success(request, text)
    return redirect(back_url)


def own_address(request: StaffRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@sealed_page
@require_POST
def report_link(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A new link to the report, to scan from this screen; it is shown once."""
    found = run_session(request, pk)
    token = writing.link_for(found, writing.REPORT_LINK)
    address = request.build_absolute_uri(reverse("dialogue:camp_report", args=[token]))
    context = {"session": found, "address": address, "qr": qr_address(address)}
    return render(request, "dialogue/camps/report_link.html", context)


@sealed_page
@page_of_forms
def report(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The four answers, typed in by staff or put right by them."""
    found = run_session(request, pk)
    stored = found.report if found.has_report else None
    initial = initial_of(stored, camp_reports.REPORT_COLUMNS) if stored else {}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=initial)
    back_url, heading = reverse("dialogue:session", args=[pk]), _("Report")
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=found.title)
    try:
        camp_reports.write_report(by=request.user, session=found, answers=form.cleaned_data,
                                  version=form.cleaned_data["version"])  # fmt: skip
    except Conflict as conflict:
        form.renew(conflict.args[0].version if conflict.args[0] else None)
        return form_page(request, form, heading, back_url, is_conflict=True, subject=found.title)
    except writing.TooLate:
        form.add_error(None, _("Make the grid public first; then sessions get a report."))
        return form_page(request, form, heading, back_url, subject=found.title)
    messages.success(request, _("It is saved."))
    return redirect(back_url)

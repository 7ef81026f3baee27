"""Camps of who prepares them: the day, its slots, its rooms, its state."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.common.paper import why_no_pdf
from vlaggenlijn.dialogue.access import RUN_CAMP, START
from vlaggenlijn.dialogue.actions import camps as writing
from vlaggenlijn.dialogue.actions.camp_reports import missing_reports
from vlaggenlijn.dialogue.forms.camps import CampForm, RoomForm, SlotForm
from vlaggenlijn.dialogue.forms.series import initial_of
from vlaggenlijn.dialogue.models import Camp, CampRoom, CampSession, CampSlot
from vlaggenlijn.dialogue.views.reached import run_camp, sealed_page
from vlaggenlijn.dialogue.views.series import form_page

CHANGES: dict[str, Any] = {
    "camp": writing.change_camp,
    "slot": writing.change_slot,
    "room": writing.change_room,
}


@require_safe
def all_camps(request: StaffRequest) -> HttpResponse:
    """The camps that this person prepares."""
    networks = LocalNetwork.objects.for_user(request.user).order_by("name", "slug")
    starts = [one for one in networks[:20] if request.user.has_perm(START, one)]
    rows = Camp.objects.for_user(request.user).with_counts()
    context = {"page": page_of(request, rows), "starts": starts}
    return render(request, "dialogue/camps/all_camps.html", context)


@page_of_forms
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """Begin a camp."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, START, network)
    data = request.POST if request.method == "POST" else None
    form = CampForm(data, network=network, initial={"leader": request.user.pk})
    if not form.is_bound or not form.is_valid():
        back_url = reverse("dialogue:camps")
        return form_page(request, form, _("Start a camp"), back_url, subject=network.name)
    key = form.cleaned_data["idempotency_key"]
    camp = writing.add_camp(
        by=request.user, network=network, values=form.cleaned_data, idempotency_key=key
    )
    messages.success(request, _("The camp is there. Add rooms and hours, and share its link."))
    return redirect("dialogue:camp", camp.pk)


@sealed_page
@require_safe
def camp(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What there is of a camp, and what to do next."""
    found = run_camp(request, pk)
    sessions = CampSession.objects.of_camp(found).going_on()
    context = {
        "camp": found,
        "states": Camp.State.choices,
        "slots": CampSlot.objects.of_camp(found),
        "rooms": CampRoom.objects.of_camp(found),
        "session_count": sessions.count(),
        "placed_count": sessions.placed().count(),
        "missing_count": len(missing_reports(found)) if found.is_public else 0,
        "address": request.build_absolute_uri(reverse("dialogue:camp_page", args=[pk])),
        "why_no_pdf": why_no_pdf(),
    }
    return render(request, "dialogue/camps/camp.html", context)


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Name, day, place and who leads it."""
    found = run_camp(request, pk)
    data = request.POST if request.method == "POST" else None
    form = CampForm(data, network=found.network, initial=initial_of(found, writing.CAMP_COLUMNS))
    return _changed(request, form, found, _("Change the camp"), camp=found)


def _changed(
    request: StaffRequest, form: Any, within: Camp, heading: str, **record: Any
) -> HttpResponse:
    """Show a form of a camp, its slot or its room, or save it and go back to the camp."""
    back_url = reverse("dialogue:camp", args=[within.pk])
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=within.name)
    change = CHANGES[next(iter(record))]
    values = form.cleaned_data
    version, key = values["version"] or 0, values["idempotency_key"]
    try:
        change(by=request.user, version=version, values=values, idempotency_key=key, **record)
    except Conflict as conflict:
        form.renew(conflict.args[0].version)
        return form_page(request, form, heading, back_url, is_conflict=True, subject=within.name)
    messages.success(request, _("It is saved."))
    return redirect(back_url)


@sealed_page
@require_POST
def set_state(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the camp go on, or back."""
    found, state = run_camp(request, pk), request.POST.get("state", "")
    if state not in Camp.State.values:
        messages.error(request, _("Choose one of the steps."))
        return redirect("dialogue:camp", pk)
    stored = writing.set_state(by=request.user, camp=found, state=state)
    told = {"state": stored.get_state_display()}
    messages.success(request, _("The camp is now: %(state)s.") % told)
    return redirect("dialogue:camp", pk)


@page_of_forms
def add_slot(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One more part of the day."""
    found = run_camp(request, pk)
    data = request.POST if request.method == "POST" else None
    form = SlotForm(data, slot=CampSlot(camp=found))
    return _added(request, form, found, _("Add hours"), writing.add_slot)


@page_of_forms
def add_room(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One more room."""
    found = run_camp(request, pk)
    data = request.POST if request.method == "POST" else None
    form = RoomForm(data, room=CampRoom(camp=found))
    return _added(request, form, found, _("Add a room"), writing.add_room)


def _added(request: StaffRequest, form: Any, camp: Camp, heading: str, write: Any) -> HttpResponse:
    back_url = reverse("dialogue:camp", args=[camp.pk])
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=camp.name)
    key = form.cleaned_data["idempotency_key"]
    try:
        write(by=request.user, camp=camp, values=form.cleaned_data, idempotency_key=key)
    except writing.Enough:
        form.add_error(None, _("A camp cannot have more of these. Take one away first."))
        return form_page(request, form, heading, back_url, subject=camp.name)
    messages.success(request, _("It is added."))
    return redirect(back_url)


@page_of_forms
def slot(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Other hours."""
    found = get_object_or_404(CampSlot.objects.for_user(request.user), pk=pk)
    require(request.user, RUN_CAMP, found.camp)
    data = request.POST if request.method == "POST" else None
    form = SlotForm(data, slot=found, initial=initial_of(found, writing.SLOT_COLUMNS))
    return _changed(request, form, found.camp, _("Change these hours"), slot=found)


@page_of_forms
def room(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Another name, more seats, what it has."""
    found = get_object_or_404(CampRoom.objects.for_user(request.user), pk=pk)
    require(request.user, RUN_CAMP, found.camp)
    data = request.POST if request.method == "POST" else None
    form = RoomForm(data, room=found, initial=initial_of(found, writing.ROOM_COLUMNS))
    return _changed(request, form, found.camp, _("Change this room"), room=found)


@require_POST
def remove_slot(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    return _removed(request, get_object_or_404(CampSlot.objects.for_user(request.user), pk=pk))


@require_POST
def remove_room(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    return _removed(request, get_object_or_404(CampRoom.objects.for_user(request.user), pk=pk))


def _removed(request: StaffRequest, part: CampSlot | CampRoom) -> HttpResponse:
    require(request.user, RUN_CAMP, part.camp)
    lost = writing.remove_part(by=request.user, part=part)
    if lost:
        text = ngettext(
            "It is gone. %(count)s session has no place any more.",
            "It is gone. %(count)s sessions have no place any more.",
            lost,
        )
        messages.warning(request, text % {"count": lost})
    else:
        messages.success(request, _("It is gone."))
    return redirect("dialogue:camp", part.camp_id)

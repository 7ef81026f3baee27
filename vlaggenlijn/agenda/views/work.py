"""The agenda in the workspace: the list, the form, one time, and who registered."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
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
from vlaggenlijn.agenda import actions, cards
from vlaggenlijn.agenda.access import ADD, APPROVE, CHANGE, SEE_REGISTRATIONS
from vlaggenlijn.agenda.actions import letter_about
from vlaggenlijn.agenda.forms import (
    ActivityForm,
    OccurrenceForm,
    activity_initial,
    occurrence_initial,
)
from vlaggenlijn.agenda.intake_words import sources_of
from vlaggenlijn.agenda.models import Activity, ActivityConcept, Occurrence, Registration, State
from vlaggenlijn.agenda.uit_client import may_push
from vlaggenlijn.agenda.uit_words import standings
from vlaggenlijn.directory.access import IMPORT


def list_url(network: LocalNetwork) -> str:
    return f"{reverse('agenda:activities')}?netwerk={network.slug}"


@require_safe
def activities(request: StaffRequest) -> HttpResponse:
    """The activities of a network, what happens first on top."""
    network = chosen_network(request)
    state = request.GET.get("stand", "")
    state = state if state in State.values else ""
    context: dict[str, Any] = {
        "networks": LocalNetwork.objects.for_user(request.user),
        "network_shown": network,
        "states": State.choices,
        "state": state,
    }
    if network is not None:
        rows = Activity.objects.of_network(network).in_state(state).with_details().with_next()
        context |= {
            "page": page_of(request, rows),
            "may_add": request.user.has_perm(ADD, network),
            "may_import": request.user.has_perm(IMPORT, network),
        }
    return render(request, "agenda/work/activities.html", context)


@page_of_forms
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """A new activity; it stays a draft until somebody puts it on the agenda."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, ADD, network)
    data = request.POST if request.method == "POST" else None
    form = ActivityForm(data, network=network, by=request.user)
    context = {"form": form, "subject": network, "back_url": list_url(network)}
    if data is None or not form.is_valid():
        return render(
            request, "agenda/work/edit.html", context, status=INVALID if form.errors else 200
        )
    try:
        made = _added(request, network, form)
    except Conflict:
        form.renew(None)
        return render(request, "agenda/work/edit.html", context | {"is_late": True}, status=409)
    messages.success(request, _("The activity is saved."))
    return redirect("agenda:work", made.pk)


def _added(request: StaffRequest, network: LocalNetwork, form: ActivityForm) -> Activity:
    return actions.add_activity(
        by=request.user,
        network=network,
        values=form.values(),
        themes=form.themes(),
        state=State.PUBLISHED if "publish" in request.POST else State.DRAFT,
        idempotency_key=form.cleaned_data["idempotency_key"],
    )


def _activity(request: StaffRequest, pk: uuid.UUID, permission: str = "") -> Activity:
    found = get_object_or_404(Activity.objects.for_user(request.user).with_details(), pk=pk)
    if permission:
        require(request.user, permission, found)
    return found


@require_safe
def work(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One activity: where it stands, its coming times, and how many come."""
    found = _activity(request, pk)
    times = Occurrence.objects.of(found).coming().with_activity().with_taken().in_order()
    page = page_of(request, times)
    may_change = request.user.has_perm(CHANGE, found)
    context = {
        "activity": found,
        "facts": cards.facts_of(found),
        "page": page,
        "lines": cards.lines(page),
        "back_url": list_url(found.network),
        "may_change": may_change,
        "sources": sources_of(found),
        "standing": standings([found])[0]
        if request.user.has_perm(APPROVE, found.network)
        else None,
        "may_push": may_push(),
        "may_see": request.user.has_perm(SEE_REGISTRATIONS, found),
    }
    return render(request, "agenda/work/activity.html", context)


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of an activity that is there; its times follow."""
    found = _activity(request, pk, CHANGE)
    data = request.POST if request.method == "POST" else None
    form = _form_of(request, found, data)
    if data is None or not form.is_valid():
        return _edit_page(request, found, form, INVALID if form.errors else 200)
    try:
        actions.change_activity(
            by=request.user,
            activity=found,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
            themes=form.themes(),
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        stored = _activity(request, pk, CHANGE)
        form.renew(stored.version)
        return _edit_page(request, stored, form, CONFLICT)
    messages.success(request, _("The activity is saved."))
    return redirect("agenda:work", pk)


def _form_of(request: StaffRequest, found: Activity, data: Any) -> ActivityForm:
    links = ActivityConcept.objects.of_activities([found.pk])
    initial = activity_initial(found, [link.concept for link in links])
    return ActivityForm(data, network=found.network, by=request.user, initial=initial)


def _edit_page(
    request: StaffRequest, found: Activity, form: ActivityForm, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "activity": found,
        "subject": found.network,
        "back_url": reverse("agenda:work", args=[found.pk]),
        "is_conflict": status == CONFLICT,
    }
    return render(request, "agenda/work/edit.html", context, status=status)


@require_POST
def set_state(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Put it on the agenda, cancel it, archive it or bring it back, with one button."""
    found = _activity(request, pk, CHANGE)
    state = request.POST.get("state", "")
    if state in State.values:
        actions.set_state(by=request.user, activity=found, state=state)
        messages.success(request, _("Done: %(state)s.") % {"state": State(state).label})
    return redirect("agenda:work", pk)


def _occurrence(request: StaffRequest, pk: uuid.UUID, permission: str) -> Occurrence:
    mine = Occurrence.objects.of_activities(Activity.objects.for_user(request.user))
    found = get_object_or_404(mine.with_activity().with_taken(), pk=pk)
    require(request.user, permission, found.activity)
    return found


@page_of_forms
def occurrence(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One time of an activity: another day or hour, off, full, or with a note."""
    found = _occurrence(request, pk, CHANGE)
    data = request.POST if request.method == "POST" else None
    form = OccurrenceForm(data, initial=occurrence_initial(found))
    if data is None or not form.is_valid():
        return _occurrence_page(request, found, form, INVALID if form.errors else 200)
    try:
        stored = actions.change_occurrence(
            by=request.user,
            occurrence=found,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        stored = _occurrence(request, pk, CHANGE)
        form.renew(stored.version)
        return _occurrence_page(request, stored, form, CONFLICT)
    messages.success(request, _saved_text(found, stored))
    return redirect("agenda:work", found.activity_id)


def _saved_text(before: Occurrence, after: Occurrence) -> str:
    """Say that it is saved, and how many families are mailed about it."""
    is_told = letter_about(after, vars(before))
    count = Registration.objects.of(after).counting().with_address().count() if is_told else 0
    if not count:
        return _("Saved.")
    text = ngettext(
        "Saved. %(count)s family gets a mail.", "Saved. %(count)s families get a mail.", count
    )
    return text % {"count": count}


def _occurrence_page(
    request: StaffRequest, found: Occurrence, form: OccurrenceForm, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "line": cards.line_of(found),
        "activity": found.activity,
        "is_conflict": status == CONFLICT,
        "count": Registration.objects.of(found).counting().count(),
    }
    return render(request, "agenda/work/occurrence.html", context, status=status)


@never_cache
@require_safe
def registrations(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who comes and who waits; only for who may change the activity."""
    found = _occurrence(request, pk, SEE_REGISTRATIONS)
    context = {
        "line": cards.line_of(found),
        "activity": found.activity,
        "page": page_of(request, Registration.objects.of(found).counting().by_state()),
        "states": Registration.State,
    }
    return render(request, "agenda/work/registrations.html", context)


@require_POST
def cancel(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Somebody called that they cannot come: their places go to who waits."""
    mine = Registration.objects.of_activities(Activity.objects.for_user(request.user))
    found = get_object_or_404(mine.with_occurrence(), pk=pk)
    require(request.user, SEE_REGISTRATIONS, found.occurrence.activity)
    actions.cancel_for_family(by=request.user, registration=found)
    text = _("The registration is cancelled. The family gets a mail.")
    messages.success(request, text if found.email else _("The registration is cancelled."))
    return redirect("agenda:registrations", found.occurrence_id)

"""A family registers, looks at its own page, and cancels; without an account."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.accounts.staff_pages import INVALID, page_of_forms
from vlaggenlijn.agenda import actions, cards
from vlaggenlijn.agenda.forms import RegistrationForm
from vlaggenlijn.agenda.models import Activity, Occurrence, Registration
from vlaggenlijn.common.limits import may_again

MOST_BY_ONE, TOO_MANY, GONE, CONFLICT = 40, 429, 404, 409


@login_not_required
@never_cache
@page_of_forms
def register(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of one time; when it is full or over, the page says so."""
    rows = Occurrence.objects.with_activity().with_taken().of_public()
    occurrence = get_object_or_404(rows, pk=pk)
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        token = _registered(request, occurrence, form) if form.is_valid() else ""
        if token:
            return redirect("agenda:registration", token)
        status = INVALID
    line = cards.line_of(rows.get(pk=pk))
    context = {"form": form, "line": line, "activity": occurrence.activity}
    return render(request, "agenda/register.html", context, status=status)


def _registered(request: HttpRequest, occurrence: Occurrence, form: RegistrationForm) -> str:
    """Return the token of the own page, or say in the form why there is none."""
    try:
        if not may_again(request, "register", MOST_BY_ONE):
            form.add_error(None, _("From here many people registered today. Please call us."))
            return ""
        network = occurrence.activity.network
        return actions.register(
            occurrence=occurrence,
            told=form.told(request.LANGUAGE_CODE),
            key=form.cleaned_data["key"],
            site=site_of(network, request),
        )[1]
    except actions.Full:
        form.add_error(None, _("There are not enough places left, and there is no waiting list."))
    except actions.Closed:
        form.add_error(None, _("You cannot register for this any more."))
    return ""


@login_not_required
@never_cache
@page_of_forms
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """The own page of a registration: whether one is in, and a button to cancel."""
    found = actions.opened_registration(token)
    if found is None:
        return render(request, "agenda/registration_gone.html", status=GONE)
    if request.method == "POST":
        actions.cancel_registration(registration=found)
        return redirect("agenda:registration", token)
    rows = Occurrence.objects.with_activity().with_taken()
    context = {
        "registration": found,
        "activity": found.occurrence.activity,
        "line": cards.line_of(rows.get(pk=found.occurrence_id)),
        "states": Registration.State,
        "is_public": Activity.objects.public().with_ids([found.occurrence.activity_id]).exists(),
    }
    response = render(request, "agenda/registration.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response

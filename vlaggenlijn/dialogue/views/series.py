"""A series: its coverage board, its invitations, its people, its form."""

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
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    page_of,
    page_of_forms,
)
from vlaggenlijn.dialogue.access import READ, RUN, START
from vlaggenlijn.dialogue.actions import inviting
from vlaggenlijn.dialogue.actions import series as writing
from vlaggenlijn.dialogue.boards import gatherings_among, response_of_series, tables_of
from vlaggenlijn.dialogue.forms import (
    AddressForm,
    FacilitatorsForm,
    SeriesForm,
    initial_of,
)
from vlaggenlijn.dialogue.models import Participant, Series, SeriesFacilitator
from vlaggenlijn.dialogue.views.reached import run_series, sealed_page

MOST_REPORTS = 20


@require_safe
def all_series(request: StaffRequest) -> HttpResponse:
    """The series that this person has something to do with."""
    networks = LocalNetwork.objects.for_user(request.user).order_by("name", "slug")
    starts = [one for one in networks[:20] if request.user.has_perm(START, one)]
    rows = Series.objects.for_user(request.user).with_counts()
    shared = Series.objects.with_report_for(request.user).latest_report_first()[:MOST_REPORTS]
    context = {"page": page_of(request, rows), "starts": starts, "reports": shared}
    return render(request, "dialogue/all_series.html", context)


def form_page(
    request: StaffRequest, form: Any, heading: str, back_url: str, **more: Any
) -> HttpResponse:
    """One form on a page of its own, with the way back."""
    is_conflict = more.get("is_conflict", False)
    status = CONFLICT if is_conflict else INVALID if form.errors else 200
    context = {"form": form, "heading": heading, "back_url": back_url, **more}
    return render(request, "dialogue/form.html", context, status=status)


@page_of_forms
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """Begin a series."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, START, network)
    form = SeriesForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        back_url = reverse("dialogue:all_series")
        return form_page(request, form, _("Start a series"), back_url, subject=network.name)
    key = form.cleaned_data["idempotency_key"]
    series = writing.add_series(
        by=request.user, network=network, values=form.cleaned_data, idempotency_key=key
    )
    messages.success(request, _("The series is there. Plan tables and address organisations."))
    return redirect("dialogue:series", series.pk)


@require_safe
def board(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who is invited, comes, answered; which region or kind is missing while there is time."""
    series = run_series(request, pk)
    tables = tables_of(series)
    context = {
        "series": series,
        "response": response_of_series(series),
        "tables": tables,
        "gatherings": gatherings_among(tables),
        "facilitators": SeriesFacilitator.objects.of_series(series),
        "may_read": request.user.has_perm(READ, series),
        "key": uuid.uuid4(),
    }
    return render(request, "dialogue/series.html", context)


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    series = run_series(request, pk)
    names = writing.SERIES_COLUMNS
    form = SeriesForm(request.POST or None, initial=initial_of(series, names))
    back_url, heading = reverse("dialogue:series", args=[series.pk]), _("Change the series")
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=series.title)
    values = form.cleaned_data
    version, key = values["version"] or 0, values["idempotency_key"]
    try:
        writing.change_series(
            by=request.user, series=series, version=version, values=values, idempotency_key=key
        )
    except Conflict as conflict:
        form.renew(conflict.args[0].version)
        return form_page(request, form, heading, back_url, is_conflict=True, subject=series.title)
    messages.success(request, _("It is saved."))
    return redirect(back_url)


@page_of_forms
def people(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Name who reads the quotes."""
    series = run_series(request, pk)
    named = [one.user for one in SeriesFacilitator.objects.of_series(series)]
    data = request.POST if request.method == "POST" else None
    form = FacilitatorsForm(data, network=series.network, named=named)
    back_url = reverse("dialogue:series", args=[pk])
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, _("People of this series"), back_url, subject=series.title)
    writing.name_facilitators(by=request.user, series=series, users=form.cleaned_data["people"])
    messages.success(request, _("It is saved."))
    return redirect("dialogue:all_series" if not request.user.has_perm(RUN, series) else back_url)


@sealed_page
@page_of_forms
def addressees(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The list of who is addressed, and the form to add more."""
    series = run_series(request, pk)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        lines = form.cleaned_data["lines"]
        count = inviting.address(by=request.user, series=series, organizations=lines)
        text = ngettext("%(count)s organisation was added.", "%(count)s organisations were added.",
                        count)  # fmt: skip
        messages.success(request, text % {"count": count})
        return redirect("dialogue:addressees", pk)
    rows = Participant.objects.of_series(series).real().with_tables()
    context = {"series": series, "form": form, "page": page_of(request, rows)}
    status = INVALID if form.errors else 200
    return render(request, "dialogue/addressees.html", context, status=status)


def _own_address(request: StaffRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@sealed_page
@require_POST
def invite(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Mail everybody who was not invited yet."""
    return _mailed(request, run_series(request, pk), inviting.invite)


@sealed_page
@require_POST
def remind(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Mail everybody who did not answer."""
    return _mailed(request, run_series(request, pk), inviting.remind)


def _mailed(request: StaffRequest, series: Series, mail: Any) -> HttpResponse:
    mailed, silent = mail(by=request.user, series=series, address=_own_address(request))
    text = _("%(mailed)s mails are on their way; %(silent)s have no e-mail address.")
    messages.success(request, text % {"mailed": mailed, "silent": silent})
    return redirect("dialogue:series", series.pk)

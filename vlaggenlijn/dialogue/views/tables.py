"""A table before and after the talk: plan, presence, what was answered, reading back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of_forms, sent_key
from vlaggenlijn.dialogue.access import NOTE, READ
from vlaggenlijn.dialogue.actions import inviting
from vlaggenlijn.dialogue.actions import series as writing
from vlaggenlijn.dialogue.boards import told_beforehand
from vlaggenlijn.dialogue.forms import TableForm, initial_of
from vlaggenlijn.dialogue.models import Participant, Quote, Reflection
from vlaggenlijn.dialogue.views.reached import noted_table, run_series, run_table, sealed_page
from vlaggenlijn.dialogue.views.series import form_page

TABLE_NAMES = (*writing.TABLE_COLUMNS, "state")


@page_of_forms
def add(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Plan one more table."""
    series = run_series(request, pk)
    data = request.POST if request.method == "POST" else None
    form = TableForm(data, network=series.network)
    if not form.is_bound or not form.is_valid():
        back_url = reverse("dialogue:series", args=[pk])
        return form_page(request, form, _("Plan a table"), back_url, subject=series.title)
    key = form.cleaned_data["idempotency_key"]
    writing.add_table(by=request.user, series=series, values=form.cleaned_data, idempotency_key=key)
    messages.success(request, _("The table is planned."))
    return redirect("dialogue:series", pk)


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Where, when and who; and whether it goes on."""
    table = run_table(request, pk)
    data = request.POST if request.method == "POST" else None
    initial = initial_of(table, TABLE_NAMES)
    form = TableForm(data, network=table.series.network, initial=initial)
    back_url, heading = reverse("dialogue:series", args=[table.series_id]), _("Change the table")
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=str(table))
    values = form.cleaned_data
    version, key = values["version"] or 0, values["idempotency_key"]
    try:
        _stored, count = writing.change_table(
            by=request.user, table=table, version=version, values=values, idempotency_key=key,
            address=_own_address(request),
        )  # fmt: skip
    except Conflict as conflict:
        form.renew(conflict.args[0].version)
        return form_page(request, form, heading, back_url, is_conflict=True, subject=str(table))
    messages.success(request, _saved_text(count))
    return redirect(back_url)


def _saved_text(count: int) -> str:
    if not count:
        return _("It is saved.")
    text = ngettext(
        "It is saved. %(count)s participant with a seat gets a mail.",
        "It is saved. %(count)s participants with a seat get a mail.",
        count,
    )
    return text % {"count": count}


def _own_address(request: StaffRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@require_POST
def rehearse(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A table with mock participants, to practise at."""
    series, key = run_series(request, pk), sent_key(request)
    table = writing.rehearse(by=request.user, series=series, idempotency_key=key)
    messages.success(request, _("This table is a rehearsal. Nothing of it counts."))
    return redirect("dialogue:table", table.pk)


@require_safe
def table(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who comes, who was there, and how far reading back is."""
    found = run_table(request, pk)
    quotes = Quote.objects.at_table(found)
    context = {
        "table": found,
        "seats": Participant.objects.at_table(found).seated(),
        "quote_count": quotes.standing().count(),
        "waiting_count": quotes.waiting().count(),
        "withdrawn_count": quotes.withdrawn().count(),
        "may_note": request.user.has_perm(NOTE, found),
        "may_read": request.user.has_perm(READ, found.series),
    }
    return render(request, "dialogue/table.html", context)


@require_POST
def presence(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Tick who took part; the others did not come."""
    found = run_table(request, pk)
    ticked = set(request.POST.getlist("present"))
    seats = Participant.objects.at_table(found).seated()
    present = [one.pk for one in seats if str(one.pk) in ticked]
    inviting.mark_presence(by=request.user, table=found, present=present)
    messages.success(request, _("Noted who took part."))
    return redirect("dialogue:table", pk)


@sealed_page
@require_safe
def beforehand(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What participants answered to the input form, and their notes for each hat."""
    found = noted_table(request, pk)
    context = {
        "table": found,
        "told": told_beforehand(found),
        "reflections": [one for one in Reflection.objects.at_table(found) if one.text],
    }
    return render(request, "dialogue/beforehand.html", context)


@sealed_page
@require_POST
def ask_to_check(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask everybody who took part to read back."""
    found = noted_table(request, pk)
    require(request.user, READ, found.series)
    count = inviting.ask_to_check(by=request.user, table=found, address=_own_address(request))
    text = ngettext("%(count)s participant got a mail to read back.",
                    "%(count)s participants got a mail to read back.", count)  # fmt: skip
    messages.success(request, text % {"count": count})
    return redirect("dialogue:table", pk)

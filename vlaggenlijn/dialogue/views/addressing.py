"""Choosing whom a series addresses out of the directory: first seen, then done in one step."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of, page_of_forms
from vlaggenlijn.dialogue.actions.inviting import address_chosen
from vlaggenlijn.dialogue.addressees import planned
from vlaggenlijn.dialogue.forms.addressing import ChoiceForm
from vlaggenlijn.dialogue.models import Series
from vlaggenlijn.dialogue.views.reached import run_series, sealed_page


@sealed_page
@page_of_forms
def choose(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """All organisations of some kind in some place: how many, who is new, and add them."""
    series = run_series(request, pk)
    form = ChoiceForm(request.POST or request.GET or None, user=request.user, series=series)
    if not form.is_bound or not form.is_valid():
        context = {"series": series, "form": form}
        status = INVALID if form.errors else 200
        return render(request, "dialogue/choose_addressees.html", context, status=status)
    if request.method == "POST":
        return _add(request, series, form)
    found = planned(request.user, series, form.chosen())
    context = {
        "series": series,
        "form": form,
        "plan": found.plan,
        "is_cut": found.is_cut,
        "page": page_of(request, list(found.plan.new)),
    }
    return render(request, "dialogue/choose_addressees.html", context)


def _add(request: StaffRequest, series: Series, form: ChoiceForm) -> HttpResponse:
    count = address_chosen(by=request.user, series=series, chosen=form.chosen())
    text = ngettext("%(count)s organisation was added.", "%(count)s organisations were added.",
                    count)  # fmt: skip
    messages.success(request, text % {"count": count})
    return redirect("dialogue:addressees", series.pk)

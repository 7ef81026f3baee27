"""Coding: quotes one by one, with the codebook as choices."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.staff_pages import (
    INVALID,
    StaffRequest,
    back,
    page_of,
    page_of_forms,
)
from vlaggenlijn.dialogue import inbox
from vlaggenlijn.dialogue.actions import coding as writing
from vlaggenlijn.dialogue.forms.coding import CodingForm, InboxFilter
from vlaggenlijn.dialogue.models import Coding, Quote, Series
from vlaggenlijn.dialogue.suggesting import hints
from vlaggenlijn.dialogue.views.reached import read_series, sealed_page


@sealed_page
@page_of_forms
def coding(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One quote at a time, and the list that it comes from."""
    series = read_series(request, pk)
    asked = InboxFilter(request.GET, series=series)
    if request.method != "POST":
        return _page(request, series, asked, None)
    form = CodingForm(request.POST, series=series)
    quote = _quote(series, request.POST.get("quote", ""))
    if quote is None:
        messages.warning(request, _("That quote is no longer there."))
        return redirect(request.get_full_path())
    if "skip" in request.POST:
        return _to_next(request, series, asked, quote, is_coded=False)
    if not form.is_valid():
        return _page(request, series, asked, form)
    return _code(request, series, asked, form, quote)


def _quote(series: Series, text: str) -> Quote | None:
    standing = Quote.objects.of_series(series).standing().with_subjects()
    return standing.with_ids_in([text]).first()


def _code(
    request: StaffRequest, series: Series, asked: InboxFilter, form: CodingForm, quote: Quote
) -> HttpResponse:
    """Keep the codes and go on; where to is known before the quote leaves the list."""
    onward = _to_next(request, series, asked, quote, is_coded=True)
    values = form.cleaned_data
    try:
        writing.code_quote(
            by=request.user, quote=quote, codes=values["codes"], polarity=values["polarity"],
            memo=values["memo"], idempotency_key=values["idempotency_key"],
        )  # fmt: skip
    except writing.NoLongerStands:
        messages.warning(request, _("That quote is no longer there."))
    else:
        messages.success(request, _("It is saved."))
    return onward


def _to_next(
    request: StaffRequest, series: Series, asked: InboxFilter, quote: Quote, *, is_coded: bool
) -> HttpResponse:
    wanted = asked.asked()
    rows = inbox.inbox(series, wanted, request.user)
    leaves = is_coded and wanted.is_left_when_coded
    following = inbox.next_after(rows, quote.pk, leaves=leaves)
    values = request.GET.copy()
    values["citaat"], values["page"] = str(following.quote or ""), str(following.page)
    return redirect(f"{request.path}?{values.urlencode()}")


def _page(
    request: StaffRequest, series: Series, asked: InboxFilter, form: CodingForm | None
) -> HttpResponse:
    wanted = asked.asked()
    page = page_of(request, inbox.inbox(series, wanted, request.user), inbox.ON_A_PAGE)
    page.object_list = Quote.objects.with_subjects_of(page.object_list)
    named = request.POST.get("quote", "") or request.GET.get("citaat", "")
    first = next(iter(page.object_list), None)
    card = inbox.card_of(series, named, first, request.user)
    status = INVALID if form else 200
    form = form or CodingForm(None, series=series, quote=card.quote.pk if card else None)
    context = {
        "series": series,
        "filter": asked,
        "page": page,
        "card": card,
        "form": form,
        "hints": hints(series, card.quote, form.offered) if card else [],
        "is_cut": inbox.is_cut(series, wanted, request.user),
    }
    return render(request, "dialogue/coding.html", context, status=status)


@require_POST
def uncode(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take away a code that one gave oneself, or that came from another tool."""
    series = read_series(request, pk)
    found = Coding.objects.of_series(series).with_id(request.POST.get("coding", ""))
    if found is not None and found.coder_id in (None, request.user.pk):
        writing.uncode(by=request.user, coding=found)
        messages.success(request, _("The code is taken away."))
    return back(request, request.path.removesuffix("weg/"))

"""Memos of who codes, those that came along with a project of another tool included."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of, page_of_forms
from vlaggenlijn.dialogue.actions import memos as writing
from vlaggenlijn.dialogue.forms.coding import MemoForm
from vlaggenlijn.dialogue.models import Memo
from vlaggenlijn.dialogue.views.reached import read_series, sealed_page


@sealed_page
@page_of_forms
def memos(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Every memo of a series, the newest first, and a form for one more."""
    series = read_series(request, pk)
    form = MemoForm(request.POST if request.method == "POST" else None, series=series)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        writing.write_memo(
            by=request.user, series=series, text=values["text"], table=values["table"],
            code=values["code"], idempotency_key=values["idempotency_key"],
        )  # fmt: skip
        messages.success(request, _("The memo is kept."))
        return redirect("dialogue:memos", pk)
    page = page_of(request, Memo.objects.of_series(series).newest_first())
    context = {"series": series, "form": form, "page": page}
    status = INVALID if form.errors else 200
    return render(request, "dialogue/memos.html", context, status=status)


@require_POST
def take_away(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a memo of one's own, or one that came from another tool."""
    series = read_series(request, pk)
    memo = Memo.objects.of_series(series).with_id(request.POST.get("memo", ""))
    if memo is not None and memo.writer_id in (None, request.user.pk):
        writing.take_away_memo(by=request.user, memo=memo)
        messages.success(request, _("The memo is deleted."))
    return redirect("dialogue:memos", pk)

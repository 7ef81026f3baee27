"""The codebook of a series: its codes, what was done with it, and the way back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.actions.undo import AlreadyUndone, NothingToUndo
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    page_of,
    page_of_forms,
)
from vlaggenlijn.dialogue.access import READ
from vlaggenlijn.dialogue.actions import codebook as writing
from vlaggenlijn.dialogue.codebook import deed_with_id, latest_deeds
from vlaggenlijn.dialogue.forms.coding import CodeForm, MergeForm, SplitForm
from vlaggenlijn.dialogue.models import Code, Coding
from vlaggenlijn.dialogue.views.reached import read_series, sealed_page
from vlaggenlijn.directory.deed_words import deed_text


def taken() -> str:
    return _("There is a code with this name already. Choose another name.")


def _code(request: StaffRequest, pk: uuid.UUID) -> Code:
    found = get_object_or_404(Code.objects.for_user(request.user).with_series(), pk=pk)
    require(request.user, READ, found.series)
    return found


@page_of_forms
def codebook(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Every code with how often it was given, and the latest deeds with a button to undo them."""
    series = read_series(request, pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            writing.add_code(
                by=request.user, series=series, name=values["name"],
                description=values["description"], idempotency_key=values["idempotency_key"],
            )  # fmt: skip
        except writing.NameTaken:
            form.add_error("name", taken())
        else:
            messages.success(request, _("The code is there."))
            return redirect("dialogue:codebook", pk)
    rows = Code.objects.of_series(series).with_counts()
    log = [(one, deed_text(one.deed), one.undone_by) for one in latest_deeds(series)]
    context = {"series": series, "form": form, "page": page_of(request, rows), "log": log}
    status = INVALID if form.errors else 200
    return render(request, "dialogue/codebook.html", context, status=status)


@page_of_forms
def code(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One code: its name, and what else can be done with it."""
    found = _code(request, pk)
    initial = {"name": found.name, "description": found.description, "version": found.version}
    form = CodeForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_bound or not form.is_valid():
        return _code_page(request, found, form, INVALID if form.errors else 200)
    values = form.cleaned_data
    try:
        writing.change_code(
            by=request.user, code=found, version=values["version"] or 0, name=values["name"],
            description=values["description"], idempotency_key=values["idempotency_key"],
        )  # fmt: skip
    except writing.NameTaken:
        form.add_error("name", taken())
        return _code_page(request, found, form, INVALID)
    except Conflict as conflict:
        form.renew(conflict.args[0].version)
        return _code_page(request, found, form, CONFLICT)
    messages.success(request, _("It is saved."))
    return redirect("dialogue:codebook", found.series_id)


def _code_page(request: StaffRequest, found: Code, form: CodeForm, status: int) -> HttpResponse:
    context = {
        "code": found,
        "form": form,
        "merging": MergeForm(None, code=found),
        "is_conflict": status == CONFLICT,
    }
    return render(request, "dialogue/code.html", context, status=status)


@require_POST
def merge(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Let another code take over all that this one has."""
    found = _code(request, pk)
    form = MergeForm(request.POST, code=found)
    if not form.is_valid():
        messages.error(request, _("Choose into which code it goes."))
        return redirect("dialogue:code", pk)
    into, key = form.cleaned_data["into"], form.cleaned_data["idempotency_key"]
    try:
        writing.merge(by=request.user, code=found, into=into, idempotency_key=key)
    except Conflict:
        messages.warning(request, _("Somebody worked on it at the same moment. Try again."))
        return redirect("dialogue:code", pk)
    text = _("“%(code)s” is part of “%(into)s” now.")
    messages.success(request, text % {"code": found.name, "into": into.name})
    return redirect("dialogue:codebook", found.series_id)


@sealed_page
@page_of_forms
def split(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose what goes to a new code."""
    found = _code(request, pk)
    form = SplitForm(request.POST if request.method == "POST" else None)
    codings = Coding.objects.of_series(found.series).of_code(found).with_subjects()
    ticked = codings.with_ids_in(request.POST.getlist("coding"))
    if form.is_bound and form.is_valid() and _is_split(request, found, form, list(ticked)):
        return redirect("dialogue:codebook", found.series_id)
    context = {
        "code": found,
        "form": form,
        "page": page_of(request, codings.as_said()),
        "ticked": {one.pk for one in ticked} if form.is_bound else (),
    }
    status = INVALID if form.errors else 200
    return render(request, "dialogue/split_code.html", context, status=status)


def _is_split(request: StaffRequest, found: Code, form: SplitForm, ticked: list[Coding]) -> bool:
    if not ticked:
        form.add_error(None, _("Tick at least one quote."))
        return False
    values = form.cleaned_data
    try:
        writing.split_off(by=request.user, code=found, codings=ticked, name=values["name"],
                          idempotency_key=values["idempotency_key"])  # fmt: skip
    except writing.NameTaken:
        form.add_error("name", taken())
        return False
    except Conflict:
        form.add_error(None, _("Somebody worked on it at the same moment. Try again."))
        return False
    messages.success(request, _("The new code is there."))
    return True


@require_POST
def retire(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Offer a code no longer, or again."""
    found = _code(request, pk)
    writing.retire(by=request.user, code=found, is_retired="restore" not in request.POST)
    messages.success(request, _("It is saved."))
    return redirect("dialogue:codebook", found.series_id)


@require_POST
def undo(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Undo one of the latest deeds in the codebook."""
    series = read_series(request, pk)
    deed = deed_with_id(series, request.POST.get("deed", ""))
    try:
        if deed is not None:
            kept = writing.undo_in_codebook(by=request.user, series=series, deed=deed).kept
            text = _("Undone, except for what was changed since.") if kept else _("Undone.")
            messages.success(request, text)
    except AlreadyUndone:
        messages.warning(request, _("This was undone already."))
    except NothingToUndo:
        messages.warning(request, _("Nothing went back: all of it was changed since."))
    return redirect("dialogue:codebook", pk)

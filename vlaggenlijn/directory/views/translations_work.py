"""Translations in the workspace: the board of all languages, and one record in one language."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.languages import direction
from vlaggenlijn.accounts.models import Conflict, Regime
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    ROWS_ON_A_PAGE,
    StaffRequest,
    page_of_forms,
)
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.forms import BoardFilter, TranslationForm
from vlaggenlijn.directory.forms.translations import WITHDRAW
from vlaggenlijn.directory.history_words import language_name
from vlaggenlijn.directory.models import (
    InLanguage,
    Organization,
    Service,
    Translatable,
    in_language,
)
from vlaggenlijn.directory.translating import changed_fields, wording_change
from vlaggenlijn.directory.translation_board import (
    Board,
    Line,
    board_of,
    languages_of,
    next_after,
    records_of,
    translation_url,
)


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One field of the form: the Dutch beside it, and how that changed since the translation."""

    field: Any
    name: str
    dutch: str
    change: list[tuple[str, str]]


@require_safe
def translations(request: StaffRequest) -> HttpResponse:
    """What this person may change, in every language: how far is it?"""
    form = BoardFilter(request.GET)
    board = board_of(records_of(request.user, form.kind, form.words))
    form.offer([one.language for one in board.tallies])
    page = Paginator(_chosen(board, form), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "board": board, "page": page}
    return render(request, "directory/work/translations.html", context)


def _chosen(board: Board, form: BoardFilter) -> list[Line]:
    language, state = form.chosen("naar"), form.chosen("stand")
    if not state:
        return [line for line in board.lines if line.state_in(language)]
    return [line for line in board.lines if state in line.state_in(language)]


@page_of_forms
def translate_service(request: StaffRequest, pk: uuid.UUID, language: str) -> HttpResponse:
    """A service in one language, with the Dutch beside every field."""
    services = Service.objects.for_user(request.user).select_related("organization__network")
    service = get_object_or_404(services, pk=pk)
    require(request.user, "directory.change_service", service)
    return _translate(request, service, language)


@page_of_forms
def translate_organization(request: StaffRequest, pk: uuid.UUID, language: str) -> HttpResponse:
    """What an organisation says of itself in one language."""
    organizations = Organization.objects.for_user(request.user).select_related("network")
    organization = get_object_or_404(organizations, pk=pk)
    require(request.user, "directory.change_organization", organization)
    return _translate(request, organization, language)


def _translate(request: StaffRequest, record: Translatable, language: str) -> HttpResponse:
    if language not in languages_of(record):
        raise Http404
    if request.POST.get("do") == WITHDRAW:
        return _withdraw(request, record, language)
    now = in_language(record, language)
    data = request.POST if request.method == "POST" else None
    form = TranslationForm(data, now=now, asks_promise=asks_promise(record))
    if data is None or not form.is_valid():
        return _form(request, now, form, status=200 if data is None else INVALID)
    try:
        actions.write_translation(
            by=request.user,
            record=record,
            language=language,
            texts=form.texts(),
            seen=form.cleaned_data["seen"],
            is_approved=form.is_approval,
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Conflict as conflict:
        return _conflict(request, conflict.args[0], language)
    return _saved(request, record, language, is_approval=form.is_approval)


def asks_promise(record: Translatable) -> bool:
    """Whether the law wants Dutch where the record is at home."""
    owner = record.organization if isinstance(record, Service) else record
    return owner.network.regime == Regime.NL


def _withdraw(request: StaffRequest, record: Translatable, language: str) -> HttpResponse:
    actions.withdraw_translation(by=request.user, record=record, language=language)
    messages.success(request, _("Visitors read the Dutch again. The text is kept as a draft."))
    return redirect(translation_url(record, language))


def _saved(
    request: StaffRequest, record: Translatable, language: str, *, is_approval: bool
) -> HttpResponse:
    text = _("Saved as a draft. Visitors do not see it yet.")
    if is_approval:
        text = _("Approved: visitors read it from now on.")
    messages.success(request, text)
    return redirect(translation_url(record, language))


def _conflict(request: StaffRequest, record: Translatable, language: str) -> HttpResponse:
    """Show what was typed again, beside the Dutch and the translation as they are now."""
    now = in_language(record, language)
    form = TranslationForm(request.POST, now=now, asks_promise=asks_promise(record))
    form.is_valid()
    form.show_again(now.seen)
    return _form(request, now, form, status=CONFLICT)


def _form(
    request: StaffRequest, now: InLanguage, form: TranslationForm, status: int
) -> HttpResponse:
    latest = now.latest
    context = {
        "now": now,
        "record": now.record,
        "form": form,
        "pieces": _rows(now, form),
        "language_name": language_name(now.language),
        "direction": direction(now.language),
        "stored": latest.said().texts if latest and status == CONFLICT else {},
        "is_conflict": status == CONFLICT,
        "next": next_after(request.user, now.record, now.language),
        "others": [(code, language_name(code)) for code in languages_of(now.record)],
    }
    return render(request, "directory/work/translate.html", context, status=status)


def _rows(now: InLanguage, form: TranslationForm) -> list[PieceRow]:
    said = now.latest.said() if now.latest else None
    old = set(changed_fields(said, now.dutch)) if said else set()
    return [
        PieceRow(
            field=field,
            name=field.name,
            dutch=now.dutch[field.name],
            change=wording_change(said.source.get(field.name, ""), now.dutch[field.name])
            if said and field.name in old and said.source.get(field.name)
            else [],
        )
        for field in form.pieces()
    ]
